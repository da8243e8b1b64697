"""What clerks type, class by class, and in each a line that looks alike and must be left as it is."""

import pytest

from drafter import service
from drafter.languages.zh.formal import formal_clauses


def clauses(text, part=None):
    return list(formal_clauses(text, "2025", part))


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("把欠农民工的工资要回来了", ["已追回欠农民工的工资"]),
        ("把补贴发下去了38万", ["发放补贴38万"]),
        ("把院子弄干净了", ["已清理院子"]),
        ("把课后服务的收费弄明白", ["厘清课后服务的收费"]),
        ("把材料弄丢了", ["把材料弄丢了"]),
        ("一把尺子用起来了", ["一把尺子用起来了"]),
    ],
)
def test_what_something_was_brought_to_is_a_verb(typed, formal):
    assert clauses(typed) == formal


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("帮老人把水管修好了，一共23家", ["为老人修复水管", "共23家"]),
        ("替困难户把屋顶修好了", ["为困难户修复屋顶"]),
        ("给120户装了太阳能路灯", ["为120户安装太阳能路灯"]),
        ("帮企业协调了贷款1200万", ["为企业协调贷款1200万"]),
        ("给680个人看了病", ["为680人看病"]),
        ("给我们换了领导", ["给我们换了领导"]),
        ("给特困生发助学金", ["给特困生发助学金"]),
    ],
)
def test_whom_a_deed_was_done_for_stands_before_it(typed, formal):
    assert clauses(typed) == formal


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("招了3个医生5个护士", ["招聘3名医生、5名护士"]),
        ("2个退伍老党员来报到", ["2名退伍老党员来报到"]),
        ("冬天路滑，摔了2个老人", ["冬天路滑", "2名老人摔倒"]),
        ("学校一个人管三个村", ["学校一人管三个村"]),
        ("编制8个实际在岗5个", ["编制8名", "实际在岗5名"]),
        ("抽了200份有23份不合格", ["抽查200份", "有23份不合格"]),
        ("3个学生宿舍、5个党员活动室", ["3个学生宿舍、5个党员活动室"]),
        ("12个人大代表建议，2个人工智能项目", ["12个人大代表建议", "2个人工智能项目"]),
        ("编制20个方案，第一个党员示范岗", ["编制20个方案", "第一个党员示范岗"]),
        ("办了5个班有人参加", ["办了5个班有人参加"]),
    ],
)
def test_people_are_counted_as_print_counts_them(typed, formal):
    assert clauses(typed) == formal


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("跟派出所一块搞反诈宣传18场", ["与派出所共同开展反诈宣传18场"]),
        ("跟司法局一块建了", ["已与司法局共同建立"]),
        ("与养老院一块过重阳节", ["与养老院共同过重阳节"]),
        ("跟村里要了一块地建停车场", ["向村里要了一块地建停车场"]),
        ("请来县农技站的专家讲课6次", ["邀请县农技站的专家讲课6次"]),
        ("请了5个专家来讲课", ["邀请5名专家讲课"]),
        ("申请来一笔钱", ["申请来一笔钱"]),
        ("办个准生证老百姓要跑好几趟", ["办个准生证群众需往返好几趟"]),
        ("要跑业务5次", ["要跑业务5次"]),
        ("调解室调了41起，调成39起", ["调解室调解41起", "调解成功39起"]),
        ("抽调了3起", ["抽调3起"]),
        ("人太多，太阳能不太高", ["人过多", "太阳能不太高"]),
        ("病历每个月都查，春天天气干", ["病历每月查", "春天天气干"]),
        ("系统该更换，该站更换阀门", ["系统需更换", "该站更换阀门"]),
        ("康复科新开了", ["新开设康复科"]),
        ("操场翻新暑假弄的", ["操场翻新暑假完成"]),
    ],
)
def test_more_spoken_words_have_their_written_ones(typed, formal):
    assert clauses(typed) == formal


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("想办法把欠的20万要回来", ["设法追回欠的20万"]),
        ("打算明年把东边那条路修了", ["计划2026年修缮东边那条路"]),
        ("我们打算再招2个辅警", ["拟再招2名辅警"]),
        ("要建个家长志愿队", ["拟组建家长志愿队"]),
        ("要把道路修好", ["拟修缮道路"]),
        ("把儿科招够5个人", ["儿科招满5人"]),
        ("把停车场扩一下", ["扩建停车场"]),
        ("打算的事很多", ["打算的事很多"]),
        ("要求每月上报", ["要求每月上报"]),
        ("想到农户家里去看看", ["想到农户家里去看看"]),
    ],
)
def test_a_plan_is_worded_as_a_plan(typed, formal):
    assert clauses(typed, "plans") == formal


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("走访12家", ["走访12家"]),
        ("抽查200份", ["抽查200份"]),
        ("走访3次", ["开展走访3次"]),
        ("党课培训12家", ["开展党课培训12家"]),
    ],
)
def test_a_deed_that_has_an_object_needs_no_verb_before_it(typed, formal):
    assert clauses(typed) == formal


def test_no_clause_is_missed_that_stands_in_our_own_formal_words():
    notes = "工作情况\n河道清了3.6公里，垃圾拉走了200多吨\n投诉有31起，都给回复了，其中挂号的占一半\n义诊去了12个村，给680个人看了病"
    draft = service.draft(notes, kind="department", period="2025")
    assert "均已回复" in "".join(s.text for item in draft.report.achievements.items for s in item.sentences)
    told = {finding.code for finding in service.check(draft)}
    assert not told & {"clause-missing", "fact-missing", "told-as-done"}
