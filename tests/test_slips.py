"""Figures that a later line or clause takes back in free words."""

import pytest

from drafter import service
from drafter.schema import Request
from tests import judge


def read(text, language="zh"):
    head = "某站 2025年工作总结\n" if language == "zh" else "Notes of Hill Trust 2025\n"
    kind = "department" if language == "zh" else "ngo_annual"
    return service.new_draft(head + text, Request(kind=kind, language=language))


def texts(draft):
    return [fact.text for fact in draft.facts if fact.wanted]


@pytest.mark.parametrize(
    ("language", "text", "stands", "gone"),
    [
        ("zh", "小小馆员招了60名，暑假轮岗\n我搞混了，小小馆员收的是45名，60是马甲件数", "45", "招了60"),
        ("zh", "添了游戏材料37筐 哦不对，37是箱上贴的号，实际29筐", "29", "材料37"),
        ("en", "Donations £18,500 - Tesco £9,000\nsorry I misread the ledger, donations came to 19,500", "£19,500", "£18,500"),
    ],
)  # fmt: skip
def test_the_new_value_stands_in_the_line_that_held_the_old_one(language, text, stands, gone):
    printed = "\n".join(texts(read(text, language)))
    assert stands in printed
    assert gone not in printed


def test_a_value_that_a_line_names_as_said_before_is_said_anew_nowhere():
    line = "sorry meant 258 home visits above, 267 was with the cancelled ones"
    facts = read(f"Did 267 home visits\n{line}\nplan 280 visits in year 3", "en").facts
    assert [fact.text for fact in facts[1:]] == ["Did 258 home visits", line, "plan 280 visits in year 3"]
    assert facts[2].twin == facts[1].id


@pytest.mark.parametrize(
    ("language", "text", "first"),
    [
        ("zh", "监督在建工程536个\n去年监督的在建工程是511个，这个数别写成今年的", "536个"),
        ("zh", "培训12次，参加360人\n走访18次", "12次"),
        ("en", "30 women still waiting\none worker carries 43 cases, the guidance is 30", "30 women"),
    ],
)
def test_another_value_of_another_thing_takes_nothing_back(language, text, first):
    assert first in texts(read(text, language))[0]


@pytest.mark.parametrize(
    ("language", "text", "stands"),
    [
        (
            "en",
            "repaired 118 items for villagers, not 108 as the newsletter had it",
            "repaired 118 items for villagers",
        ),
        ("en", "12 volunteers, not 3 staff", "12 volunteers, not 3 staff"),
        ("zh", "培训18场 哦写错了16场", "培训16场"),
        ("zh", "收入120万，记错了，112万", "收入112万"),
        ("en", "We ran 14 sessions, no, 16 sessions", "We ran 16 sessions"),
    ],
)
def test_a_figure_that_its_own_line_takes_back_is_gone(language, text, stands):
    assert texts(read(text, language)) == [stands]


@pytest.mark.parametrize(
    ("language", "text", "stands"),
    [
        (
            "zh",
            "适老化改造做了58户，含扶手\n走访100户\n我上午说的适老化58户不对，有4户是街道做的，咱社区做的是54户",
            ["适老化改造做了54户，含扶手", "走访100户"],
        ),
        (
            "zh",
            "送课24次，惠及儿童210人次\n走访100户\n前面说的入户早教送课不是24次，我漏了村部那几次，一共29次",
            ["送课29次，惠及儿童210人次", "走访100户"],
        ),
        (
            "zh",
            "新建口袋公园7处，合计2.84公顷\n走访100户\n口袋公园那句要改，有一处没移交过来，只能按6处算，面积跟着改成2.51公顷",
            ["新建口袋公园6处，合计2.51公顷", "走访100户"],
        ),
        (
            "zh",
            "送课24次，惠及儿童210人次\n走访100户\n入户送课29次，不是24次",
            ["送课29次，惠及儿童210人次", "走访100户"],
        ),
    ],
)
def test_a_line_that_names_what_it_takes_back_mends_the_line_before(language, text, stands):
    facts = [fact for fact in read(text, language).facts if fact.wanted and "correction" not in fact.flags]
    assert [fact.text for fact in facts] == stands


@pytest.mark.parametrize(
    ("language", "text", "stays"),
    [
        ("zh", "办公楼搬迁全部完成\n上一条作废，搬迁没有完成\n培训3次", "办公楼搬迁全部完成"),
        (
            "en",
            "The lease was signed in May\nscrap that, it was never signed\nWe ran 3 walks",
            "The lease was signed in May",
        ),
    ],
)
def test_a_line_that_is_taken_back_is_not_written(language, text, stays):
    assert stays not in texts(read(text, language))


def test_what_was_put_in_is_told_in_the_check_list():
    draft = service.draft("某站 2025年工作总结\n小小馆员招了60名，暑假轮岗\n我搞混了，小小馆员收的是45名，60是马甲件数")
    assert [f.facts for f in service.check(draft) if f.code == "fact-corrected"] == [("2",)]


@pytest.mark.parametrize(
    ("language", "line", "text"),
    [
        ("zh", "走访企业15家（上次写12家是错的）", "走访企业15家"),
        ("zh", "培训3场（原来写5场，多算了）", "培训3场"),
        ("en", "45 volunteers (previously written as 54 by mistake)", "45 volunteers"),
    ],
)
def test_a_remark_in_brackets_that_only_names_the_old_value_goes(language, line, text):
    assert text in texts(read(line, language))


def test_hearsay_in_brackets_is_no_correction_and_takes_nothing_with_it():
    draft = read("农药减量3.5%，化肥减量2.8%（老李说化肥是3.1%，没对过，先别用）")
    assert "农药减量3.5%，化肥减量2.8%" in texts(draft)
    assert [fact.reason for fact in draft.facts if "3.1%" in fact.text] == ["rumour"]


@pytest.mark.parametrize(
    ("notes", "kind", "said"),
    [
        ("整治飞线充电 217处\n培训3场\n飞线那个数报多了，退一步，只有 171 处", "department", "整治飞线充电171处"),
        (
            "88 emergency referrals to the clinic in Lexington\n3 churches lent us their lots\noh and the referral count two lines up was from an old sheet - should read 79",
            "ngo_annual",
            "79 emergency referrals to the clinic in Lexington",
        ),
    ],
)
def test_a_mended_value_stands_in_the_words_of_the_line_that_it_mends(notes, kind, said):
    text = judge.report_text(service.draft(notes, kind=kind, period="2025"))
    assert said in text
    assert "退一步" not in text
    assert "old sheet" not in text


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("29 appeals won out of 34 (yes, 29 too, not a typo)", "ngo_annual"),
        ("培训35场，其中29场在乡下（29没写错）", "department"),
    ],
)
def test_a_value_that_is_said_to_be_right_takes_none_back(line, kind):
    values = [figure.value for figure in service.draft(line, kind=kind, period="2025").facts[0].figures]
    assert values[:2] in (["29", "34"], ["35", "29"])


@pytest.mark.parametrize(
    ("notes", "kind", "said"),
    [
        ("岗位培训 11期\n走访12家\n更正：岗位培训应为12期，全部改在线上", "department", "全部改在线上"),
        ("45 families housed\n12 visits made\nCorrection: families housed should be 54, all of them with a garden", "ngo_annual", "with a garden"),
    ],
)  # fmt: skip
def test_what_a_correction_says_beside_its_value_is_written_too(notes, kind, said):
    assert said in judge.report_text(service.draft(notes, kind=kind, period="2025"))


@pytest.mark.parametrize(
    ("notes", "kind", "stays"),
    [
        ("培训12次，参训40人\n走访3户\n更正：培训12次不对", "department", "40人"),
        ("低保72户，走访25户\n更正：低保不是72户，以民政核定为准", "community", "25户"),
        ("ran 12 open days for 300 people\nthe 12 open days should be checked with Ann", "ngo_annual", "300"),
        ("走访25户，慰问30户\n更正：走访25户再核实一下", "community", "30户"),
        ("128排CT 1台、腹腔镜2套，共花1460万\n第1条：CT是1280万，腹腔镜166万，应该是1446万", "hospital", "128排CT"),
    ],
)
def test_a_correction_without_a_right_value_takes_no_other_place(notes, kind, stays):
    assert stays in judge.report_text(service.draft(notes, kind=kind, period="2025"))


def test_a_doubt_about_the_old_value_does_not_take_the_new_one_away():
    assert "68户" in judge.report_text(
        service.draft("成绩：更正：低保应为68户，之前听说是72户", kind="community", period="2025")
    )
