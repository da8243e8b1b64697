import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import service
from drafter.languages import zh
from drafter.schema import Fact
from tests import judge


def clauses(text, period="2025"):
    from drafter.languages.zh.formal import formal_clauses

    return list(formal_clauses(text, period))


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("搞了12场培训", ["开展12场培训"]),
        ("主题党日XX次 组织生活会XX次", ["开展主题党日XX次", "召开组织生活会XX次"]),
        ("家访 1,120人次，覆盖率 92%", ["家访1120人次", "覆盖率为92%"]),
        ("售水量 6,218万m3", ["售水量为6218万立方米"]),
        ("25年3月启用", ["2025年3月启用"]),
        ("投诉 812件 -15%", ["投诉812件", "下降15%"]),
        ("消防/防震演练 6次", ["开展消防、防震演练6次"]),
        ('落实"一岗双责"', ["落实“一岗双责”"]),
        ("12月20号前完成", ["12月20日前完成"]),
        ("还没完成", ["尚未完成"]),
        ("食堂满意度测评 93.4%", ["食堂满意度测评93.4%"]),
        ("收到材料 2025-12-03 17:41", ["收到材料2025-12-03 17:41"]),
        ("办结 1 280件", ["办结1280件"]),
        ("查档接待3,120人次", ["查档接待3120人次"]),
    ],
)
def test_typed_fragments_become_formal_clauses(typed, formal):
    assert clauses(typed) == formal


def test_quotations_are_left_letter_by_letter():
    assert clauses("印发《搞好 3个 办法》和“还没  弄好”") == ["印发《搞好 3个 办法》和“还没  弄好”"]


def facts(*texts, theme=""):
    return [
        Fact(id=str(i), note=i, text=text, part="achievements", figures=zh.read_figures(text), theme=theme)
        for i, text in enumerate(texts, 1)
    ]


def test_every_fact_is_cited_and_four_facts_need_two_sentences():
    sentences = zh.compose(facts("开展培训3次", "走访5家", "修路2公里", "办会4次"), "achievements", "2025")
    assert {name for _, ids in sentences for name in ids} == {"1", "2", "3", "4"}
    assert len(sentences) >= 2


def test_neighbouring_sentences_do_not_open_alike():
    sentences = zh.compose(
        facts(*(f"开展活动{n}次，参加{n}0人，效果较好，群众满意" for n in range(1, 6))), "achievements", "2025"
    )
    openings = [text[:2] for text, _ in sentences]
    assert len(openings) > 2
    assert all(a != b for a, b in itertools.pairwise(openings))


def test_the_writers_label_leads_its_facts_once():
    sentences = zh.compose(facts("召开专题会3次", "每月研判1次", theme="意识形态"), "achievements", "2025")
    assert sentences[0][0].startswith("意识形态方面，")
    assert "".join(text for text, _ in sentences).count("意识形态方面") == 1


@given(
    st.lists(
        st.text(alphabet="开展培训走访企业12345次家户。，；、（）“”《》 %约近XX-:：", min_size=1, max_size=40),
        min_size=1,
        max_size=8,
    )
)
def test_any_facts_compose_to_whole_sentences_that_cite_every_fact(lines):
    lines = [line for line in lines if any(c.isalnum() for c in line)]
    found = facts(*lines)
    sentences = zh.compose(found, "achievements", "2025")
    assert {name for _, ids in sentences for name in ids} == {fact.id for fact in found}
    for text, _ in sentences:
        assert text.endswith("。")
        said = re.sub("“[^“”]*”|《[^《》]*》", "Q", text)  # a quotation is left letter by letter
        assert "，，" not in said
        assert "。。" not in said


def test_a_table_row_is_said_with_its_columns():
    assert zh.say_row(("培训", "10", "12"), ("项目", "目标（场）", "完成（场）")) == "培训目标10场，完成12场"
    assert zh.say_row(("培训", "12场"), ()) == "培训，12场"
    header = ("指标", "2025年", "增减")
    assert zh.say_row(("门诊人次", "446230", "+6.6%"), header) == "门诊人次2025年446230，增长6.6%"
    assert (
        zh.say_row(("三四级手术占比", "53.2%", "-0.5个百分点"), header) == "三四级手术占比2025年53.2%，下降0.5个百分点"
    )
    assert (
        zh.say_row(("住院日", "7.6天", "-0.5天"), ("指标", "2025年", "较上年变化"))
        == "住院日2025年7.6天，较上年减少0.5天"
    )


def test_the_form_is_read_from_the_first_lines():
    form = zh.read_form(["单位：XX机关党组   年份：2023年   报送：区委   落款日期：还没定"])
    assert (form["unit"], form["period"], form["recipient"], form["date"]) == ("XX机关党组", "2023", "区委", "")
    form = zh.read_form(["柳溪县第三中学 2025年工作总结 报县教体局 2000字"])
    assert (form["unit"], form["period"], form["recipient"], form["length"]) == (
        "柳溪县第三中学",
        "2025",
        "县教体局",
        2000,
    )
    assert zh.read_form(["阳光小学2024-2025学年工作总结"])["period"] == "2024—2025学年"


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("还有14公里渠道没修", ["尚有14公里渠道未修缮"]),
        ("信访积案清了4件，还有1件", ["信访积案清理4件", "尚有1件"]),
        ("水费收缴率才71%", ["水费收缴率仅为71%"]),
        ("隐患查了231处，改了226处", ["开展隐患排查231处", "整改226处"]),
        ("厕所改了54个", ["厕所改造54个"]),
        ("坏的28个都报修了", ["坏的28个均已报修"]),
        ("满意度比去年高6个点", ["满意度比上年高6个百分点"]),
        ("党员大会开了4次", ["党员大会召开4次"]),
        ("主要是两个厂停了5个月", ["主要是两个厂停了5个月"]),
        ("抽水机两台坏了一台", ["抽水机两台损坏一台"]),
        ("护学岗每天27个点", ["护学岗每天27个点"]),
        ("个转企帮着办了97户", ["个转企协助办理97户"]),
        ("校门口6月30日前全部完成", ["校门口6月30日前全部完成"]),
        ("新老师跟岗3人，都转正了", ["新老师跟岗3人", "均已转正"]),
        ("有学生摔了", ["有学生摔了"]),
        ("装修停着", ["装修停着"]),
        ("问题不要超过六条", ["问题不要超过六条"]),
        ("学校第三方测评2次", ["学校第三方测评2次"]),
        ("跌倒11例，比去年少6例", ["跌倒11例", "比上年少6例"]),
        ("文号工〔2025〕18号", ["文号工〔2025〕18号"]),
        ("企业都说好👍", ["企业反映良好"]),
        ("拆违23处[强]，数给我", ["拆违23处"]),
        ("意外险保费交了（？）万元", ["意外险保费交了XX万元"]),
        ("增减-18.0%", ["增减率为-18.0%"]),
    ],
)
def test_spoken_chinese_becomes_written_and_claims_nothing_more(typed, formal):
    assert clauses(typed) == formal


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("居家养老，覆盖5个村", ["居家养老", "覆盖5个村"]),
        ("小区管网老，漏水多", ["小区管网老旧", "漏水多"]),
        ("查摆问题14条", ["查摆问题14条"]),
        ("查地下管网14公里", ["检查地下管网14公里"]),
        ("跟上访群众说话有时候嗓门大", ["跟上访群众说话有时嗓门大"]),
        ("群众说路灯不亮", ["群众反映路灯不亮"]),
        ("招生报名320人", ["招生报名320人"]),
        ("换装智能水表6400只", ["换装智能水表6400只"]),
        ("户数不动", ["户数不动"]),
        ("楼道飞线清掉了三百来根", ["楼道飞线清掉了三百来根"]),
        ("扬尘投诉每月9起降到2起", ["扬尘投诉每月9起降至2起"]),
        ("老楼没人管", ["老楼无人管"]),
        ("发资料2000多份", ["发资料2000余份"]),
        ("关爱幼儿，方便一点儿", ["关爱幼儿", "方便一点"]),
        ("手机里头翻到的，46件里头网购占30件", ["手机里翻到的", "46件，其中网购占30件"]),
        ("路灯新装了118盏，玉米种了7.82万亩", ["路灯新安装118盏", "玉米种植7.82万亩"]),
        ("组装了3台，包装了20箱", ["组装了3台", "包装了20箱"]),
        ("飞线清了大概二百根", ["飞线清理约二百根"]),
        ("隔壁村的办成了，我们的没办成", ["隔壁村的办成", "我们的没办成"]),
        ("查婚姻的31人次，查到率95%", ["查婚姻的31人次", "查到率95%"]),
        ("监控换了高清的36个点", ["监控更换高清的36个点"]),
        ("9栋后头的斜坡塌了", ["9栋后面的斜坡塌了"]),
        ("说得嗓子都干了，井干了三眼", ["说得嗓子均干了", "井完成三眼"]),
        ("连个基站都没有，拔都不敢拔，谁都不来", ["连个基站也没有", "拔也不敢拔", "谁都不来"]),
        ("验收拖到了12月，上线率到了92%", ["验收拖到了12月", "上线率达到92%"]),
        ("戏看了3100人次，门诊看了240人次", ["戏看了3100人次", "门诊接诊240人次"]),
        ("这事跟咱没关系", ["这事与我们没关系"]),
        ("公众号发了36篇，雨伞发了120把", ["公众号发布36篇", "雨伞发放120把"]),
        ("一共谈了58人次", ["共谈话58人次"]),
        ("谈了3家企业", ["洽谈3家企业"]),
    ],
)
def test_a_spoken_word_is_reworded_where_it_is_a_word(typed, formal):
    assert clauses(typed) == formal


def test_no_rule_passes_over_a_line_in_which_it_finds_something():
    from drafter.languages.zh import rewording

    rules = [rule for name in ("rules_whole", "rules", "rules_plans", "undone") for rule in rewording.rules(name)]
    lines = [line for case in judge.cases()[::3] for line in case.notes.splitlines()]
    found = [(rule, line) for rule in rules for line in lines if rule.find.search(line)]
    assert len(found) > 200
    assert [(rule.pattern, line) for rule, line in found if not any(word in line for word in rule.needed)] == []


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("资金缺口大概600万", ["资金缺口约600万"]),
        ("覆盖率超92%", ["覆盖率超92%"]),
        ("购置花了大概146万左右", ["购置支出为146万左右"]),
        ("设备购置大概花了146万", ["设备购置支出约146万"]),
        ("投入了大概30万元", ["投入约30万元"]),
        ("省了大概20万", ["节省约20万"]),
        ("今年干的事我大概回忆了一下", ["干的事我大致回忆了一下"]),
        ("各班材料差不多", ["各班材料差不多"]),
        ("节约用水3吨左右", ["节约用水3吨左右"]),
        ("签约了3家", ["签约3家"]),
    ],
)
def test_about_stands_beside_its_number_and_once(typed, formal):
    assert clauses(typed) == formal


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("给特困生发助学金 每户500元 共2000", ["给特困生发助学金", "每户500元", "共2000"]),
        ("青年教师占比高 五年教龄以下的54人", ["青年教师占比高", "五年教龄以下的54人"]),
        ("操场翻新投入187万 8月25日完工", ["操场翻新投入187万", "8月25日完工"]),
        ("老面孔多 青年人少", ["老面孔多", "青年人员少"]),
        ("课题结题4个 新立项2个", ["课题结题4个", "新立项2个"]),
        ("引进人才 博士2人 硕士18人", ["引进人才", "博士2人", "硕士18人"]),
        ("管护站没信号 视频会一开就卡", ["管护站没信号", "视频会一开就卡"]),
        ("经费就花了8.7万 还没报", ["经费仅支出8.7万", "尚未报"]),
    ],
)
def test_a_blank_between_statements_parts_them(typed, formal):
    assert clauses(typed) == formal


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("APP 安装率 92%", "APP安装率为92%"),
        ("新增 12 家", "新增12家"),
        ("2月 开学36个班", "2月开学36个班"),
        ("8月 25日 开学", "8月25日开学"),
        ("与浙江 大学合作", "与浙江大学合作"),
        ("江滩社区 网格员小汤", "江滩社区网格员小汤"),
        ("雨季前把排水系统 联合试运转做了2次", "雨季前把排水系统联合试运转做了2次"),
        ("组织开展 走访慰问3次", "组织开展走访慰问3次"),
        ("给320户 换了水表", "为320户更换水表"),
        ("投诉 812件", "投诉812件"),
        ("群众来信来访 三十二件", "群众来信来访三十二件"),
        ("2025年 12次", "2025年12次"),
        ("上半年 完成 12 项", "上半年完成12项"),
        ("5G 基站 30座", "5G基站30座"),
    ],
)
def test_a_blank_within_a_statement_is_only_typing(typed, formal):
    assert clauses(typed) == [formal]


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("去翠屏社区志愿服务3次", ["去翠屏社区开展志愿服务3次"]),
        ("下乡义诊18次", ["下乡开展义诊18次"]),
        ("进度检查4次", ["开展进度检查4次"]),
        ("警示教育大会7月4日召开", ["警示教育大会7月4日召开"]),
        ("去年体检19800人次", ["上年体检19800人次"]),
        ("每月排查3次", ["每月开展排查3次"]),
        ("灌区配套完成投资5120万元，完成率85%", ["灌区配套完成投资5120万元", "完成率为85%"]),
        ("省了大概两成", ["节省约两成"]),
        ("培训人数：？", ["培训人数为XX"]),
        ("添了游戏材料29筐", ["添了游戏材料29筐"]),
        ("一个老太太家漏水我们找人给修好了", ["一个老太太家漏水我们已找人修复"]),
        ("型号抄给采购了", ["型号抄给采购了"]),
    ],
)
def test_a_verb_is_put_where_it_belongs(typed, formal):
    assert clauses(typed) == formal


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("操场翻新8月25日完工的", ["操场翻新8月25日完工"]),
        ("专精特新企业3家，工信部公示的", ["专精特新企业3家", "工信部公示"]),
        ("其他没有违纪的", ["其他没有违纪"]),
        ("开茶节3月22日办的", ["开茶节3月22日举办"]),
        ("大家反映的", ["大家反映的"]),
        ("活动的目的，有的", ["活动的目的", "有的"]),
        ("设备是2022年更换的", ["设备是2022年更换的"]),
        ("有转出没销号的", ["有转出没销号的"]),
        ("接下来嘛，抓好培训", ["抓好培训"]),
        ("接下来一年抓好培训", ["接下来一年抓好培训"]),
        ("覆盖率奔90%去", ["覆盖率力争达到90%"]),
    ],
)
def test_particles_and_openers_of_speech_are_left_out(typed, formal):
    assert clauses(typed) == formal


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("覆盖率?", ["覆盖率为XX"]),
        ("灌溉水利用系数？（待水资源股补）", ["灌溉水利用系数为XX（待水资源股补）"]),
        ("怎么提高覆盖率？", ["怎么提高覆盖率"]),
        ("覆盖率是不是达标？", ["覆盖率是不是达标"]),
        ("谁负责？（还没定）", ["谁负责（尚未定）"]),
        ("整改3项，（二）完成2项", ["整改3项", "（二）完成2项"]),
    ],
)
def test_a_question_mark_for_a_value_is_a_placeholder_and_a_bracket_follows_no_comma(typed, formal):
    assert clauses(typed) == formal


@pytest.mark.parametrize(
    ("label", "value", "sentence"),
    [("安装率", "92%", "安装率为92%。"), ("参训率", "？", "参训率为XX。"), ("培训", "3场", "开展培训3场。")],
)
def test_a_label_with_nothing_but_its_value_is_one_statement(label, value, sentence):
    assert zh.compose(facts(value, theme=label), "achievements", "2025")[0][0] == sentence


@pytest.mark.parametrize(
    "label", ["今年", "补充", "写法上", "防火说一下", "翻别人台账翻出来的", "往后", "发件人", "民警老刘"]
)
def test_a_label_that_names_no_work_is_not_printed(label):
    assert zh.compose(facts("护林员56人，分成8组", theme=label), "achievements", "2025")[0][0].startswith(
        ("护林员", "防火方面，护林员")
    )


def test_many_facts_of_several_clauses_stand_in_sentences_of_their_own_and_rows_of_a_table_in_one():
    texts = ["留抵退税214户次，退税3.62亿元", "城关评价数520，好评数514", "石桥评价数185，好评数181"]
    assert [text for text, _ in zh.compose(facts(*texts), "achievements", "2025")] == [
        "留抵退税214户次，退税3.62亿元。",
        "城关评价数520，好评数514；石桥评价数185，好评数181。",
    ]


def outlined(text, kind="department"):
    from drafter import kinds, outline, service
    from drafter.schema import Request

    draft = service.new_draft(text, Request(kind=kind))
    texts = {fact.id: fact.text for fact in draft.facts}
    entries = outline.plan(draft.facts, kinds.load_kind("zh", kind))
    return [(entry.part, entry.heading, [texts[name] for name in entry.facts], entry.answers) for entry in entries]


@pytest.mark.parametrize(
    ("problem", "heading"),
    [
        ("检验科才1个人，一请假就停", "人员力量较为薄弱"),
        ("冷库太小，管道老化", "设施设备存在短板"),
        ("工资拖欠三个月", "资金保障压力较大"),
        ("新楼卡住了，还没动工", "部分工作推进滞后"),
    ],
)
def test_a_problem_is_headed_by_what_is_wrong(problem, heading):
    (entry,) = [entry for entry in outlined(f"存在问题\n{problem}") if entry[0] == "problems"]
    assert entry[1] == heading


def test_a_plan_stands_with_the_problem_that_it_speaks_of():
    entries = outlined("存在问题\n冷库太小，花椒放不下\n档案没扫完\n打算\n档案6月前扫完\n冷库再建一个500吨的")
    answers = {facts[0]: answers for part, _, facts, answers in entries if part == "plans"}
    problems = [facts[0] for part, _, facts, _ in entries if part == "problems"]
    assert answers["档案6月前扫完"] == (problems.index("档案没扫完"),)
    assert answers["冷库再建一个500吨的"] == (problems.index("冷库太小，花椒放不下"),)


def test_groups_that_are_joined_are_headed_by_both():
    entries = outlined("工作情况\n主题党日12次\n低保38户\n调解纠纷58起\n消防演练3次\n志愿服务9次", kind="community")
    heads = [heading for part, heading, _, _ in entries if part == "achievements"]
    assert len(heads) == 3
    assert all(len(heading.split("，")) == 2 for heading in heads)
    assert any(heading.startswith("坚持党建引领，") for heading in heads)


def test_a_year_over_a_column_does_not_run_into_the_number_under_it():
    assert zh.say_row(("早稻", "8,600", "8,750"), ("项目", "2024", "2025")) == "早稻2024年8,600，2025年8,750"


def test_what_could_not_be_coped_with_is_no_turn():
    assert zh.split_turn("两名护士管38张床，抢救时顾不过来")[1] == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("开学前把跑道修了，预算 ___ 万", "开学前修缮跑道，预算XX万。"),
        ("3月前机井都修了", "3月前机井全部修缮。"),
        ("把问题整改了", "整改问题。"),
        ("方案已批了，明年开工", "方案已获批，2026年开工。"),
        ("把旧楼拆了给学校用地", "把旧楼拆了给学校用地。"),
        ("修了跑道再开学", "修缮跑道再开学。"),
    ],
)
def test_a_plan_is_not_told_as_done(typed, said):
    plan = [fact.model_copy(update={"part": "plans"}) for fact in facts(typed)]
    assert [text for text, _ in zh.compose(plan, "plans", "2025")] == [said]


@pytest.mark.parametrize(
    ("typed", "formal"),
    [
        ("同比 ↓ 3.2%", ["同比下降3.2%"]),
        ("接诊↑1200人次，满意度↑至98%", ["接诊增加1200人次", "满意度上升至98%"]),
        ("营业收入8.6亿元 ↓3.2%", ["营业收入为8.6亿元", "下降3.2%"]),
        ("创建三级医院，[时间待定]", ["创建三级医院", "【时间待定】"]),
        ("谢谢大家[玫瑰]，走访12家", ["走访12家"]),
        ("走访15家，我写错了，见谅", ["走访15家"]),
        ("走访12家（抱歉）", ["走访12家"]),
        ("台账登记错了3处", ["台账登记错了3处"]),
        ("剩余 1个 督察问题 2026年5月底前 整改完", ["剩余1个督察问题2026年5月底前整改完毕"]),
        ("新增 2处 停车场 车位180个", ["新增2处停车场", "车位180个"]),
        ("问题6个 完成5个", ["问题6个", "完成5个"]),
        ("预算400万（还没立项！）", ["预算400万（尚未立项）"]),
    ],
)
def test_signs_marks_and_asides_of_notes_are_put_into_words_or_left_unsaid(typed, formal):
    assert clauses(typed) == formal


def told(*typed, theme=""):
    return "".join(text for text, _ in zh.compose(facts(*typed, theme=theme), "achievements", "2025"))


def test_the_count_of_lines_stands_only_where_an_item_holds_it_from_the_first():
    assert told("三是走访12家", "四是培训3场") == "走访12家，开展培训3场。"
    assert told("一是走访企业12家", "二是培训职工3场").startswith("一是走访企业12家，二是")
    assert told("一是抓学习，二是抓培训") == "一是抓学习，二是抓培训。"


def test_a_label_in_brackets_leads_and_brackets_round_a_whole_line_go():
    assert told("【党员情况】党支部5个") == "党支部5个。"
    assert told("【经费】支出12万元") == "经费方面，支出12万元。"
    assert told("（另有志愿服务15次）") == "另有志愿服务15次。"
    assert told("门诊4100万，住院9300万", theme="其中") == "其中，门诊4100万，住院9300万。"


def test_a_placeholder_has_its_brackets_and_its_unit():
    assert [(f.text, f.unit) for f in zh.read_figures("发展党员【待补充】名，[时间待定]开会")] == [
        ("【待补充】名", "名"), ("[时间待定]", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("problem", "heading"),
    [
        ("双重预防系统数据更新不及时，存在“两张皮”", "双重预防系统数据更新不及时"),
        ("台账乱，有两次上级检查被点名", "制度执行不够严格"),
        ("培训跟企业要的对不上，电工班退了2个", "制度执行不够严格"),
        ("街道经办员换了8个", "其他工作尚有不足"),
    ],
)
def test_a_heading_accuses_no_field_of_work_that_the_notes_do_not(problem, heading):
    (entry,) = [entry for entry in outlined(f"存在问题\n{problem}") if entry[0] == "problems"]
    assert entry[1] == heading


@pytest.mark.parametrize(
    ("plan", "heading"),
    [
        ("上半年搞一次党务干部培训", "加强基层组织和党员队伍建设"),
        ("建案例库，一季度完成", "统筹推进其他工作"),
        ("6月底前建题库", "统筹推进其他工作"),
    ],
)
def test_a_plan_that_answers_nothing_is_headed_by_no_fault(plan, heading):
    (entry,) = [entry for entry in outlined(f"下步打算\n{plan}", kind="party_building") if entry[0] == "plans"]
    assert entry[1] == heading


def test_a_plan_against_a_problem_in_its_own_words_is_headed_by_these():
    entries = outlined("存在问题\n机械老化，3台车超过12年\n打算\n老化机械一季度换2台", kind="soe_department")
    assert [heading for _, heading, _, _ in entries] == ["机械老化", "解决机械老化问题"]


def test_training_of_others_is_no_work_on_the_own_team():
    (entry,) = outlined("工作情况\n培训农民310人", kind="department")
    assert "队伍" not in entry[1]


@pytest.mark.parametrize(
    ("label", "said"),
    [("两位老师评上区骨干", "获评区骨干，陆佳怡"), ("两位老师评上省级非遗传承人", "获评省级非遗传承人，陆佳怡"), ("3人当选县人大代表", "3人当选县人大代表，陆佳怡")],
)  # fmt: skip
def test_a_label_that_says_what_was_achieved_is_written(label, said):
    text = judge.report_text(service.draft(f"{label}：陆佳怡、汪雯\n培训3场", kind="school", period="2025"))
    assert said in text


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("到馆读者41万人次，办读者活动214场", "到馆读者41万人次，举办读者活动214场。"),
        ("延时班开是开了，报名63人", "延时班已开，报名63人。"),
        ("可外教那个班只来5个", "外教班只来5个。"),
    ],
)
def test_what_is_said_in_speech_is_written_as_print_has_it(note, said):
    fact = Fact(id="1", note=1, text=note, part="achievements", figures=zh.read_figures(note))
    assert zh.compose([fact], "achievements", "2025")[0][0] == said


@pytest.mark.parametrize(
    ("line", "heading", "said"),
    [
        ("资料归档不及时，缺了3个月的台账", "资料归档不及时", "缺了3个月的台账。"),
        ("老旧小区配套跟不上：停车位缺300个", "老旧小区配套跟不上", "停车位缺300个。"),
    ],
)
def test_a_problem_does_not_say_its_own_heading_again(line, heading, said):
    draft = service.draft(f"成绩\n修路3条\n问题\n{line}\n打算\n再修2条", kind="department", period="2025")
    (item,) = draft.report.problems.items
    assert (item.heading, "".join(sentence.text for sentence in item.sentences)) == (heading, said)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("消防：还有3家没整改", "消防方面，尚有3家未整改。"),
        ("6.7月大管爆了，被媒体批了", "7月大管爆，受到媒体批评。"),
    ],
)
def test_what_a_problem_is_of_is_told(line, said):
    assert said in judge.report_text(service.draft(f"成绩\n修路3条\n问题\n{line}", kind="department", period="2025"))
