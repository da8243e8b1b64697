"""Lines go where their wording and their neighbours say; captions are read in any words."""

import pytest

from drafter import hints, service
from drafter.errors import PromptError
from drafter.facts import sorting
from drafter.schema import PARTS, Request
from tests import make_tables


def parts(text, kind="department"):
    draft = service.new_draft(f"某局 2025年工作总结\n{text}" if kind == "department" else text, Request(kind=kind))
    return [fact.part for fact in draft.facts if fact.wanted]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["heads.tsv"])  # `python -m tests.make_tables --check` makes all anew
def test_the_shipped_weights_are_what_the_annotated_lines_teach(name, language):
    assert not make_tables.differs(name, language)


def test_a_doubtful_line_goes_with_its_neighbours():
    sure = {"achievements": 0.0, "problems": 3.0, "plans": 0.0}
    doubtful = {"achievements": 0.3, "problems": 0.0, "plans": 0.0}
    assert sorting.in_a_row([sure, doubtful, sure]) == ["problems", "problems", "problems"]
    assert sorting.in_a_row([]) == []


def test_a_line_that_is_sure_of_itself_stays_where_it_belongs():
    rows = [
        {part: 4.0 if part == here else 0.0 for part in PARTS} for here in ("achievements", "plans", "achievements")
    ]
    assert sorting.in_a_row(rows) == ["achievements", "plans", "achievements"]


@pytest.mark.parametrize(
    ("good", "bad", "coming"),
    [
        ("★ 拿得出手的", "★ 闹心的", "★ 来年攒劲干"),
        ("◎ 这一年干成的事", "◎ 不怕丢脸的", "◎ 往后咋弄"),
        ("（一）亮点", "（二）坎儿", "（三）2026怎么走"),
    ],
)
def test_captions_are_read_in_words_that_nobody_foresaw(good, bad, coming):
    text = f"{good}\n完成培训12次\n{bad}\n窗口2个\n{coming}\n窗口3个"
    assert parts(text) == ["achievements", "problems", "plans"]


def test_english_captions_are_read_in_any_words_too():
    text = "Trust report 2025\nYay\n12 workshops held\nNay\n2 posts\nHoorah to come\n4 posts"
    assert parts(text, "ngo_annual") == ["achievements", "problems", "plans"]


def test_a_short_fault_under_its_caption_is_no_caption():
    assert parts("培训12次\n问题：\n人手不足\n经费困难") == ["achievements", "problems", "problems"]


def test_lines_added_later_are_sorted_by_themselves():
    text = "主要工作：\n培训12次\n问题：\n人手不足\n下步：\n招聘3人\n补充：全年走访企业46家"
    assert parts(text) == ["achievements", "problems", "plans", "achievements"]


def test_what_lines_lean_to_tells_what_a_caption_in_a_metaphor_heads():
    text = (
        "Hill Trust 2025\n\nThe fruits of the year\n120 trees were planted\nwe trained 14 stewards\n\nThe stones on the road\n"
        "the truck broke down in May and nobody could mend it\nonly 3 of 20 firms gave money\n\nWhere we put the hand now\n"
        "recruit two rangers by June\nwe will apply for a second grant"
    )
    assert parts(text, "ngo_annual") == ["achievements", "achievements", "problems", "problems", "plans", "plans"]


def test_short_statements_between_longer_ones_are_no_captions():
    text = "工作：\n开展培训12次\n问题：\n人手不足，缺3人\n设备老化\n经费紧张，欠8万元\n下步：\n招3人"
    assert parts(text) == ["achievements", "problems", "problems", "problems", "plans"]


def test_a_few_words_among_problems_without_marks_are_a_problem():
    text = "今年干的\n巡查318次\n不好办的\n站里就4个人\n设备旧\n闸门锈死3处，一直没钱换\n明年\n换闸门3处"
    assert parts(text) == ["achievements", "problems", "problems", "problems", "plans"]


def test_a_word_hints_at_a_fault_unless_it_is_denied():
    assert hints.found(["complaints", "received"], "en", " ") >= {"=problem?"}
    assert "=problem?" not in hints.found(["no", "complaints"], "en", " ")
    assert hints.found(["没有", "投诉"], "zh", "") >= {"=not problem?"}


def test_the_longest_entry_speaks(tmp_path, monkeypatch):
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "hints.tsv").write_text("problem!\t没人 / 没人管\ndone\t管\n", encoding="utf-8")
    monkeypatch.setattr(hints.prompts, "folders", lambda: (tmp_path,))
    hints.entries.cache_clear()
    assert hints.found(["没人", "管"], "zh", "") == {"=problem!", "=problem?"}
    hints.entries.cache_clear()


def test_a_class_of_hints_that_is_none_is_named(tmp_path, monkeypatch):
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "hints.tsv").write_text("fault\t没人\n", encoding="utf-8")
    monkeypatch.setattr(hints.prompts, "folders", lambda: (tmp_path,))
    hints.entries.cache_clear()
    with pytest.raises(PromptError, match="hints.tsv, line 1.*one of done"):
        hints.entries("zh")
    hints.entries.cache_clear()


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        ("C／2026咋走", "c1) 农村路再修120公里\nc2) 危桥12座\nc3) 执法员招10名"),
        ("◆明年下的棋", "→ 降本3500万元\n→ 框架协议铺到150类\n→ 寄售谈15家"),
    ],
)
def test_lines_under_a_caption_in_ones_own_words_are_plans_whatever_they_sound_like(head, lines):
    mark = head[0]
    notes = f"{mark}{'／' if mark == 'C' else ''}干成的\n新改建农村路142公里\n{mark}{'／' if mark == 'C' else ''}闹心的\n人手少\n{head}\n{lines}"
    facts = service.draft(notes, kind="department", period="2025").facts
    assert {fact.part for fact in facts[-3:]} == {"plans"}


def test_captions_of_themes_hold_faults_where_no_caption_names_them():
    notes = "◆医疗\n门急诊23.8万人次\n急诊CT坏了两次，停19天，病人往外送\n儿科大夫走了2个，夜门诊只好停\n◆财务\n医疗收入1.446亿，增长6.2%\n耗材占比由18.2%降到16.9%\n药商的账拖欠9个月\n◆明年\n病房楼3月封顶"
    parts = [fact.part for fact in service.draft(notes, kind="hospital", period="2025").facts if fact.reason is None]
    assert parts == ["achievements", "problems", "problems", "achievements", "achievements", "problems", "plans"]


def test_an_entry_of_a_list_is_no_caption_of_what_follows_it():
    notes = "next yr\n- open a Sunday kitchen\n- hire a cook\nthe boiler is to be replaced by May, £4,000"
    facts = service.draft(notes, kind="ngo_annual", period="2025").facts
    assert [fact.reason for fact in facts] == ["caption", None, None, None]


@pytest.mark.parametrize("line", ["1、走访12家 2、培训3场 3、调研5次", "（1）走访12家；（2）培训3场；（3）调研5次"])
def test_a_list_typed_in_one_line_is_read_as_one(line):
    assert [fact.text for fact in service.draft(line, kind="department").facts] == ["走访12家", "培训3场", "调研5次"]


@pytest.mark.parametrize(
    ("notes", "kind"),
    [
        ("★★ 干成的 ★★\n1.地里\n麦子种了300亩\n2.钱上\n旧账还了15万\n★★ 愁人的事 ★★\n1.地里\n大风刮倒730亩\n2.群众骂的\n收垃圾慢\n★★ 过了年准备干的 ★★\n1.地里\n冷库建500吨的\n2.钱上\n集体收入奔80万", "community"),
        ("=== ONE: what we can boast of ===\n-- farming\n12 plots dug\n-- money\n£4,000 raised\n=== TWO: what went badly ===\n-- farming\nlocusts ate 3 plots\n-- money\nthe till was robbed\n=== THREE: coming 12 months ===\n-- farming\n40 plots\n-- money\n$18 for 600 families", "ngo_annual"),
        ("✅ done!!\n~ bursaries ~\n300 paid in May\n~ exams ~\n44 sat, 31 passed\n⚠ trouble\n~ money ~\nthe grant came 5 weeks late\n~ exams ~\n13 failed maths\n➡ coming up\n~ money ~\n350 bursaries\n~ exams ~\na maths club in 4 schools", "ngo_annual"),
    ],
)  # fmt: skip
def test_captions_of_parts_that_share_a_mark_stand_above_captions_of_themes(notes, kind):
    found = service.draft(notes, kind=kind, period="2025").facts
    assert [fact.part for fact in found if fact.reason is None] == ["achievements"] * 2 + ["problems"] * 2 + [
        "plans"
    ] * 2


@pytest.mark.parametrize(
    ("notes", "kind"),
    [("走访12家\n人手不足\n明年招3人", "department"), ("Ran 12 workshops\nshort of staff\nhire 2 people in May", "ngo_annual")],
)  # fmt: skip
def test_a_fault_before_a_plan_is_no_caption_of_it(notes, kind):
    found = service.draft(notes, kind=kind, period="2025").facts
    assert [fact.part for fact in found] == ["achievements", "problems", "plans"]


@pytest.mark.parametrize(
    ("line", "kind"), [("2026：教研每月2次", "school"), ("2026: 35 ha more", "ngo_annual"), ("2026 – poetry book, print run 500", "ngo_annual")]
)  # fmt: skip
def test_what_stands_behind_next_year_is_a_plan(line, kind):
    found = service.draft(
        f"{line}\n培训3场" if kind == "school" else f"{line}\n12 visits made", kind=kind, period="2025"
    ).facts
    assert found[0].part == "plans"
    assert not found[0].text.startswith("2026")
