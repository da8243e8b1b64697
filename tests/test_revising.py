"""Changing one thing without touching the rest: decisions, notes that came later, instructions, edits from outside."""

import json

import pytest

from drafter import cli, formats, report, service
from drafter.engines import offline
from drafter.errors import InputError, TargetError
from drafter.schema import Chose, Dropped, Filled
from drafter.service import Document

NOTES = """单位：甲局机关党委 2025年
工作：
理论学习：中心组学习12次，专题研讨6次
督办提案XX件，办结率XX%
党员教育：主题党日10次
问题：
制度执行偏松，敢抓敢管劲头不够
下步：
机关制度执行情况半年查一次
"""


@pytest.fixture
def done():
    return service.draft(NOTES)


def others(draft, name):
    return [json.dumps(item.model_dump()) for item in draft.report.items() if item.id != name]


def holder(draft, text):
    return next(item for item in draft.report.items() if text in item.text)


def test_a_placeholder_is_filled_once_for_everywhere_and_nothing_else_moves(done):
    fact = next(f for f in done.facts if "XX件" in f.text)
    item = holder(done, "XX件")
    filled = service.decide(done, Filled(placeholder=f"{fact.id}#1", value="45"))
    now = report.find_item(filled.report, item.id)
    assert "督办提案45件" in now.text
    assert "XX%" in now.text
    assert others(filled, item.id) == others(done, item.id)
    assert not [f for f in service.check(filled) if f.severity == "error"]
    again = service.decide(filled, Filled(placeholder=f"{fact.id}#2", value="98"))
    assert "98%" not in again.facts[0].text
    redone = service.redraft(again, item.id)
    assert "45件" in report.find_item(redone.report, item.id).text


def test_a_contradiction_is_shown_and_settled_by_choosing():
    draft = service.draft(
        NOTES.replace("问题：", "在校学生满意度测评参评1,866人\n测评参评在校学生满意度1,886人\n问题：")
    )
    (found,) = [f for f in service.check(draft) if f.code == "notes-contradict"]
    settled = service.decide(draft, Chose(facts=found.facts, value="1886人"))
    assert [f.reason for f in settled.facts if f.id in found.facts] == ["superseded", None]
    assert "notes-contradict" not in {f.code for f in service.check(settled)}
    assert "stale" in {f.code for f in service.check(settled)}


def test_a_dropped_fact_makes_its_item_stale_and_rewrites_nothing(done):
    fact = next(f for f in done.facts if "主题党日" in f.text)
    dropped = service.decide(done, Dropped(fact=fact.id))
    assert dropped.report == done.report
    (stale,) = [f for f in service.check(dropped) if f.code == "stale"]
    redone = service.redraft(dropped, stale.item)
    assert "主题党日10次" not in "".join(item.text for item in redone.report.items())
    assert "stale" not in {f.code for f in service.check(redone)}


def test_notes_that_came_later_are_placed_and_edits_and_locks_stay(done):
    hand = holder(done, "中心组学习12次")
    edited = service.lock(
        service.edit(done, hand.id, "全年组织中心组学习12次、专题研讨6次。"), done.report.problems.items[0].id
    )
    more = service.add_notes(
        edited, "单位：甲局机关党委 2025年\n意识形态：专题会3次\n下步：\n开展党课12次\n中心组读书班2期"
    )
    written = service.start(Document(more)).wait(20)
    text = "".join(item.text for item in written.report.items())
    assert "专题会3次" in text
    assert "党课12次" in text
    assert report.find_item(written.report, hand.id) == report.find_item(edited.report, hand.id)
    assert written.report.problems == edited.report.problems
    assert not [f for f in service.check(written) if f.severity == "error"]
    with pytest.raises(InputError, match="in the draft already"):
        service.add_notes(written, NOTES)


@pytest.mark.parametrize("instruction", ["更简洁", "调换顺序", "逐条成句", "shorter please"])
def test_offline_follows_the_instructions_that_rules_can(done, instruction):
    if instruction.isascii():
        draft = service.draft(
            "Our trust 2025 notes\nplanted 30 trees\ntested 4 sites\nchallenges\n- one post empty 4 months\nplans\n- recruit by March"
        )
    else:
        draft = done
    item = draft.report.achievements.items[0]
    redone = service.redraft(draft, item.id, instruction)
    assert others(redone, item.id) == others(draft, item.id)
    assert report.find_item(redone.report, item.id).versions[-1].instruction == instruction
    assert not [f for f in service.check(redone) if f.severity == "error"]


def test_offline_says_honestly_what_it_cannot_do(done):
    with pytest.raises(InputError, match="cannot follow '突出成效'; it can: 更简洁"):
        service.redraft(done, "problems", "突出成效")


@pytest.mark.parametrize(
    ("instruction", "beyond"),
    [
        ("换个顺序，把人员问题放第一", "把人员问题放第一"),
        ("调换顺序，但不要写发展党员", "但不要写发展党员"),
        ("压缩到200字以内", "压缩到200字以内"),
        ("make it shorter, and keep the piano", "and keep the piano"),
        ("don't shorten it", "don't shorten it"),
    ],
)
def test_an_instruction_understood_by_half_is_refused_with_the_half_that_is_not(done, instruction, beyond):
    with pytest.raises(InputError, match=f"only in part, not .{beyond}.*has done nothing; it can: 更简洁"):
        service.redraft(done, "problems", instruction)


@pytest.mark.parametrize(
    ("instruction", "wishes"),
    [
        ("shorter", {"shorter"}),
        ("Please make it a bit shorter", {"shorter"}),
        ("请把这段写得更简洁一些", {"shorter"}),
        ("再精炼一点吧", {"shorter"}),
        ("换个顺序", {"reorder"}),
        ("in another order, and one sentence per fact", {"reorder", "one_each"}),
        ("更简洁，逐条成句", {"shorter", "one_each"}),
        ("突出成效", set()),
        ("更详细", set()),
    ],
)
def test_wishes_are_understood_in_either_language_several_at_once(instruction, wishes):
    assert offline.wishes_of(instruction) == wishes


@pytest.mark.parametrize("name", ["md", "txt"])
def test_edits_made_in_the_exported_text_come_back_as_versions(done, name):
    text = formats.write(done, name).decode()
    item = holder(done, "中心组学习12次")
    changed = text.replace("中心组学习12次", "党组理论学习中心组学习12次").replace("半年查一次", "每半年检查一次")
    back = service.read_back(f"{changed}\n另外的一段话，不属于任何部分。\n".encode(), f"report.{name}", done)
    now = report.find_item(back.draft.report, item.id)
    assert "党组理论学习中心组学习12次" in now.text
    assert now.versions[-1].by == "hand"
    assert all(sentence.sources for sentence in now.sentences)
    assert back.left == ("另外的一段话，不属于任何部分。",)
    untouched = [i.id for i in done.report.items() if report.find_item(back.draft.report, i.id) == i]
    assert len(untouched) == len(done.report.items()) - 2
    assert service.read_back(text.encode(), f"report.{name}", done).draft == done


def test_versions_are_listed_and_restored_at_the_command_line(tmp_path, capsys):
    notes = tmp_path / "notes.txt"
    notes.write_text(NOTES, encoding="utf-8")
    path = tmp_path / "r.docx"
    cli.run(["draft", str(notes), "-o", str(path)])
    cli.run(["redraft", str(path), "problems/1", "-i", "更简洁"])
    capsys.readouterr()
    assert cli.run(["versions", str(path), "problems/1"]) == 0
    assert capsys.readouterr().out.count(" rule ") == 2
    assert cli.run(["versions", str(path), "problems/1", "--restore", "1"]) == 0
    assert len(formats.read_draft(path.read_bytes()).report.problems.items[0].versions) == 3
    assert cli.run(["versions", str(path), "--json"]) == 0
    assert cli.run(["versions", str(path), "--restore", "1"]) == 2


def test_later_notes_and_edited_text_at_the_command_line(tmp_path, capsys):
    notes, later, path, edited = (tmp_path / name for name in ("notes.txt", "later.txt", "r.docx", "r.md"))
    notes.write_text(NOTES, encoding="utf-8")
    later.write_text("意识形态：专题会3次", encoding="utf-8")
    cli.run(["draft", str(notes), "-o", str(path)])
    assert cli.run(["draft", str(later), "--onto", str(path)]) == 0
    assert "专题会3次" in "".join(i.text for i in formats.read_draft(path.read_bytes()).report.items())
    cli.run(["export", str(path), "-o", str(edited)])
    edited.write_text(edited.read_text(encoding="utf-8").replace("专题会3次", "专题会议3次"), encoding="utf-8")
    assert cli.run(["edit", str(path), str(edited)]) == 0
    assert "专题会议3次" in "".join(i.text for i in formats.read_draft(path.read_bytes()).report.items())


def test_a_kind_of_ones_own_is_started_from_another(tmp_path, monkeypatch, capsys):
    assert cli.run(["kinds", "--new", "usual"]) == 0
    assert (tmp_path / "configuration" / "drafter" / "prompts" / "zh" / "usual" / "kind.toml").exists()
    monkeypatch.setenv("DRAFTER_PROMPTS", str(tmp_path / "new"))
    assert cli.run(["kinds", "--new", "mine", "--like", "school"]) == 0
    assert (tmp_path / "new" / "zh" / "mine" / "kind.toml").exists()
    assert cli.run(["kinds"]) == 0
    assert "mine" in capsys.readouterr().out
    assert cli.run(["kinds", "--new", "mine"]) == 2
    assert cli.run(["kinds", "--new", "My Kind"]) == 2
    assert cli.run(["kinds", "--new", "other", "--like", "poem"]) == 2


def test_a_date_that_no_calendar_has_is_reported():
    draft = service.draft(NOTES.replace("工作：", "工作：\n4月31日召开党员大会1次"))
    assert "date-impossible" in {f.code for f in service.check(draft)}


def test_an_item_that_is_locked_can_still_be_looked_at(done):
    locked = service.lock(done, done.report.problems.items[0].id)
    assert service.find_items(locked, "problems/1") == (locked.report.problems.items[0].id,)
    assert len(service.find_items(locked)) == len(locked.report.items())
    with pytest.raises(TargetError):
        service.find_items(locked, "poem")


def test_which_of_several_blanks_is_filled_must_be_said():
    draft = service.draft("主题党日XX次，专题会XX次\n问题：\n制度执行偏松")
    with pytest.raises(InputError, match="fact 1 has 2 placeholders; name one, from 1#1 to 1#2"):
        service.fill(draft, "1", "3")
