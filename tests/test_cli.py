import io
import json
import os
import sys

import pytest

import drafter
from drafter import cli, formats, service
from drafter.cli import files
from drafter.errors import ExportRefused
from drafter.saving import dump_draft
from drafter.schema import Usage
from tests.conftest import NOTES_ZH


@pytest.fixture
def notes(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text(NOTES_ZH, encoding="utf-8")
    return path


@pytest.fixture
def report(notes, tmp_path):
    path = tmp_path / "report.docx"
    assert cli.run(["draft", str(notes), "-o", str(path)]) == 0
    return path


def test_notes_become_a_word_file_in_one_line(notes, tmp_path, capsys):
    report = tmp_path / "report.docx"
    assert cli.run(["draft", str(notes), "-o", str(report)]) == 0
    draft = formats.read_draft(report.read_bytes())
    assert [part.title for _, part in draft.report.parts()] == ["主要工作开展情况", "存在问题和不足", "下步工作打算"]
    shown = capsys.readouterr().err
    assert "nothing leaves this machine" in shown
    assert "not composed" in shown
    assert "XX件" in shown


def test_without_an_output_markdown_is_printed_and_the_check_list_is_not_mixed_in(notes, capsys):
    assert cli.run(["draft", str(notes)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("# 云岭县机关工委2025年")
    assert "placeholder" in err
    assert "placeholder" not in out


def test_notes_can_be_piped(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NOTES_ZH.encode("gb18030"))))
    assert cli.run(["draft", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["report"]["title"].startswith("云岭县")


def test_several_files_keep_their_names_as_origins(notes, tmp_path, capsys):
    other = tmp_path / "科室.txt"
    other.write_text("走访企业30家", encoding="utf-8")
    assert cli.run(["draft", str(notes), str(other), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["notes"]
    assert {note["origin"] for note in found} == {"notes.txt", "科室.txt"}
    assert [note["id"] for note in found] == list(range(1, len(found) + 1))


def test_redoing_an_item_changes_nothing_else(report):
    before = formats.read_draft(report.read_bytes())
    assert cli.run(["redraft", str(report), "problems/1"]) == 0
    after = formats.read_draft(report.read_bytes())
    target = before.report.problems.items[0].id
    for old, new in zip(before.report.items(), after.report.items(), strict=True):
        if old.id != target:
            assert json.dumps(old.model_dump()) == json.dumps(new.model_dump())
    assert len(after.report.problems.items[0].versions) == 2
    assert after.report.title == before.report.title


def test_a_part_can_be_redone_into_another_file(report, tmp_path):
    data = report.read_bytes()
    assert cli.run(["redraft", str(report), "achievements", "-o", str(tmp_path / "b.docx")]) == 0
    assert report.read_bytes() == data
    assert formats.read_draft((tmp_path / "b.docx").read_bytes()).report.plans == formats.read_draft(data).report.plans


def test_items_written_by_hand_stay_when_their_part_is_redone(report, tmp_path, capsys):
    text = tmp_path / "a.json"
    edited = formats.read_draft(report.read_bytes())
    first = edited.report.achievements.items[0].id
    text.write_text(dump_draft(service.edit(edited, first, "手写的话。")), encoding="utf-8")
    assert cli.run(["redraft", str(text), "achievements"]) == 0
    assert "1 of achievements written by hand stay as they are" in capsys.readouterr().err
    assert formats.read_draft(text.read_bytes()).report.achievements.items[0].text == "手写的话。"


def test_a_clean_copy_is_refused_until_it_is_wanted_anyway(report, tmp_path, capsys):
    out = tmp_path / "clean.docx"
    assert cli.run(["export", str(report), "-o", str(out), "--copy", "clean"]) == 1
    assert not out.exists()
    assert "XX件" in capsys.readouterr().err
    assert cli.run(["export", str(report), "-o", str(out), "--copy", "clean", "--anyway"]) == 0
    assert out.exists()


def test_check_prints_json_and_is_strict_when_asked(report, capsys):
    capsys.readouterr()
    assert cli.run(["check", str(report), "--json"]) == 0
    assert "placeholder" in {finding["code"] for finding in json.loads(capsys.readouterr().out)}
    assert cli.run(["check", str(report), "--strict"]) == 1


def test_kinds_and_engines_are_listed(capsys):
    assert cli.run(["kinds"]) == 0
    assert "party_building" in capsys.readouterr().out
    assert cli.run(["kinds", "--json"]) == 0
    assert {"zh", "en"} <= {kind["language"] for kind in json.loads(capsys.readouterr().out)}
    assert cli.run(["engines"]) == 0
    assert "* offline" in capsys.readouterr().out
    assert cli.run(["engines", "--json"]) == 0


def test_a_configured_model_is_what_auto_means(monkeypatch, capsys):
    monkeypatch.setenv("DRAFTER_MODEL", "qwen")
    monkeypatch.setenv("DRAFTER_BASE_URL", "http://127.0.0.1:9/v1")
    assert cli.run(["engines"]) == 0
    assert "* qwen" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["draft", "missing.txt"], 2, "'missing.txt' cannot be read"),
        (["draft", "NOTES", "--kind", "poem"], 2, "'poem' is no kind of report"),
        (["draft", "NOTES", "-o", "x.pdf"], 2, "'pdf' is no format"),
        (["draft", "NOTES", "--copy", "nice"], 2, "'nice' is not one of"),
        (["draft"], 2, "Missing argument"),
        (["nothing"], 2, "No such command 'nothing'"),
        (["redraft", "REPORT", "problems/9"], 2, "'problems/9' does not exist; problems has the items 1 to 1"),
        (["redraft", "REPORT", "poem"], 2, "'poem' is no part"),
        (["redraft", "NOTES", "problems"], 2, "carries no draft and is not overwritten"),
        (["export", "REPORT", "-o", "REPORT"], 2, "exists; give --force"),
        (["export", "REPORT", "-o", "NOTES", "--force"], 2, "holds the notes of this draft and is not overwritten"),
        (["redraft", "REPORT", "problems", "-o", "NOTES", "--force"], 2, "holds the notes of this draft"),
        (
            ["redraft", "REPORT", "problems", "-i", "换个顺序，把人员问题放第一"],
            2,
            "only in part, not '把人员问题放第一'",
        ),
        (["versions", "REPORT", "problems/1", "--restore", "99"], 2, "problems/1 has the versions 1 to 1, not 99"),
        (["draft", "NOTES", "--period", "abc"], 2, "'abc' is no period; give a year"),
        (["kinds", "--new", "我的文种"], 2, "is no name for a kind; lower-case letters, digits and _ are expected"),
        (["draft", "NOTES", "-o", "x"], 2, "'x' says no format; give a name such as report.docx"),
        (["draft", "NOTES", "--length", "long"], 2, "'--length': 'long' should be a valid integer"),
        (["draft", "NOTES", "--seal"], 2, "set a Word file; name one, such as -o report.docx"),
        (["draft", "NOTES", "-o", "x.docx", "--template", "NOTES"], 2, "cannot be opened; a .docx saved by Word"),
        (["draft", "NOTES", "--edited"], 2, "--edited needs --onto"),
        (["draft", "NOTES", "--unit", "\udcff局"], 2, "unit is '\\udcff局'; text in UTF-8 is expected"),
        (["draft", "NOTES", "--recipient", "\udcff"], 2, "recipient is '\\udcff'; text in UTF-8 is expected"),
        (["draft", "NOTES", "--onto", "REPORT", "--length", "300"], 2, "--kind and --length are for a new draft"),
        (["draft", "NOTES", "-o", "NOTES", "--force"], 2, "is what this is made from and is not overwritten"),
        (["draft", "NOTES", "--onto", "REPORT", "--copy", "clean"], 2, "is what this is made from"),
        (["draft", "REPORT"], 2, "is a draft copy, no notes"),
        (["decide", "REPORT", "drop", "7", "8"], 2, "drop '7' takes no value; leave '8' out"),
        (["decide", "REPORT"], 2, "Missing argument 'ruling'. Choose from: move, drop"),
        (["decide", "NOTES", "drop", "1"], 2, "carries no draft and is not overwritten"),
        (["versions", "REPORT", "--restore", "0"], 2, "'--restore': '0' should be"),
        (["kinds", "--like", "school"], 2, "--like is for a new kind; name it with --new"),
        (["layouts", "--language", "fr"], 2, "'fr' is no language; give en, zh"),
        (["draft", "NOTES", "--engine", "gpt"], 3, "no key is set for api.openai.com"),
    ],
)
def test_bad_input_is_one_clear_line_and_an_exit_status(arguments, status, says, notes, report, capsys):
    capsys.readouterr()
    named = [str(notes) if a == "NOTES" else str(report) if a == "REPORT" else a for a in arguments]
    assert cli.run(named) == status
    shown = capsys.readouterr().err
    assert says in shown
    assert shown.count("\n") == 1


def test_an_internal_fault_is_one_line_too(monkeypatch, capsys):
    from drafter import kinds

    monkeypatch.setattr(kinds, "list_kinds", lambda: 1 / 0)
    assert cli.run(["kinds"]) == 2
    assert "an internal fault, please report it: ZeroDivisionError" in capsys.readouterr().err


def test_interrupting_keeps_what_is_finished_and_gives_130(notes, tmp_path, monkeypatch, capsys):
    from drafter.service import Job

    whole = Job.events

    def interrupted(self):
        for number, event in enumerate(whole(self)):
            if number == 4:
                raise KeyboardInterrupt
            yield event

    monkeypatch.setattr(Job, "events", interrupted)
    out = tmp_path / "part.json"
    assert cli.run(["draft", str(notes), "-o", str(out)]) == 130
    assert formats.read_draft(out.read_bytes()).report is not None
    assert "stopped" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("output", "says"), [("/proc/nothing/report.docx", "is no folder"), ("/proc/report.docx", "cannot be written")]
)
def test_an_output_that_cannot_be_written_says_so(notes, capsys, output, says):
    assert cli.run(["draft", str(notes), "-o", output]) == 2
    assert says in capsys.readouterr().err


def test_a_folder_is_no_file_to_write(notes, tmp_path, capsys):
    (tmp_path / "old.docx").mkdir()
    assert cli.run(["draft", str(notes), "-o", str(tmp_path / "old.docx"), "--force"]) == 2
    assert "is a folder; give the name of a file in it" in capsys.readouterr().err


def test_a_text_with_the_name_of_a_word_file_is_told_so(notes, tmp_path, capsys):
    named = tmp_path / "notes.docx"
    named.write_bytes(notes.read_bytes())
    for command in ("draft", "check"):
        assert cli.run([command, str(named)]) == 2
        assert "is no Word file, whatever its name says" in capsys.readouterr().err


def test_notes_may_be_a_word_file(tmp_path, capsys):
    import docx

    document = docx.Document()
    for line in NOTES_ZH.splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        (c for row in table.rows for c in row.cells), ("事项", "次数", "志愿服务", "14次"), strict=True
    ):
        cell.text = words
    document.save(str(tmp_path / "notes.docx"))
    assert cli.run(["draft", str(tmp_path / "notes.docx"), "--json"]) == 0
    draft = json.loads(capsys.readouterr().out)
    assert draft["report"]["title"].startswith("云岭县机关工委2025年")
    assert [note["text"] for note in draft["notes"]][-2:] == ["事项\t次数", "志愿服务\t14次"]


def test_a_clean_copy_in_json_is_read_like_a_report_of_any_origin(notes, report, tmp_path, capsys):
    clean, word = tmp_path / "clean.json", tmp_path / "again.docx"
    assert cli.run(["export", str(report), "-o", str(clean), "--copy", "clean", "--anyway"]) == 0
    assert cli.run(["check", str(clean), "--notes", str(notes)]) == 0
    assert cli.run(["export", str(clean), "-o", str(word)]) == 0
    texts = [[item.text for item in formats.read_draft(path.read_bytes()).report.items()] for path in (word, report)]
    assert texts[0] == texts[1]
    clean.write_text(
        clean.read_text(encoding="utf-8").replace('"opening": {', '"opening": 3, "was": {'), encoding="utf-8"
    )
    capsys.readouterr()
    assert cli.run(["check", str(clean)]) == 2
    assert "is no report as drafter writes it" in capsys.readouterr().err


def test_the_layout_is_asked_for_wherever_word_is_written(report, tmp_path):
    own_line = ["--headings", "own-line"]
    for arguments in (
        ["redraft", "REPORT", "problems"],
        ["versions", "REPORT", "problems/1", "--restore", "1"],
        ["decide", "REPORT", "drop", "4"],
        ["edit", "REPORT", "REPORT"],
    ):
        path = tmp_path / "copy.docx"
        path.write_bytes(report.read_bytes())
        assert "Heading 2" not in styles(path)
        assert cli.run([str(path) if a == "REPORT" else a for a in arguments] + own_line) == 0
        assert "Heading 2" in styles(path)


def styles(path):
    import docx

    return {paragraph.style.name for paragraph in docx.Document(str(path)).paragraphs}


def test_a_foreign_report_is_not_overwritten_by_its_redraft(report, tmp_path, capsys):
    clean = tmp_path / "clean.docx"
    assert cli.run(["export", str(report), "-o", str(clean), "--copy", "clean", "--anyway"]) == 0
    before = clean.read_bytes()
    assert cli.run(["redraft", str(clean), "problems", "-o", str(clean)]) == 2
    assert clean.read_bytes() == before
    assert "make a draft of it: drafter export clean.docx -o NEW.docx" in capsys.readouterr().err


def test_facts_that_say_different_things_are_merged_only_anyway(report, capsys):
    before = report.read_bytes()
    capsys.readouterr()
    for pair, why in ((["2", "3"], "which fact 3 does not: it would be lost"), (["7", "2"], "belongs to problems")):
        assert cli.run(["decide", str(report), "merge", *pair]) == 2
        assert why in capsys.readouterr().err
    assert report.read_bytes() == before
    assert cli.run(["decide", str(report), "merge", "2", "3", "--anyway"]) == 0


def test_notes_that_come_later_bring_the_form_and_the_engine_with_them(report, tmp_path, capsys):
    later = tmp_path / "later.txt"
    later.write_text("开展志愿服务3次", encoding="utf-8")
    assert cli.run(["draft", str(later), "--onto", str(report), "--engine", "gpt"]) == 3
    assert cli.run(["draft", str(later), "--onto", str(report), "--unit", "新单位"]) == 0
    draft = formats.read_draft(report.read_bytes())
    assert draft.report.title.startswith("新单位2025年")
    assert "志愿服务3次" in "".join(item.text for item in draft.report.items())


def test_a_received_file_never_chooses_where_text_is_sent(notes, tmp_path, capsys):
    path = tmp_path / "received.json"
    assert cli.run(["draft", str(notes), "-o", str(path)]) == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"engine":"auto"', '"engine":"deepseek:deepseek-v4-flash"'), encoding="utf-8")
    assert cli.run(["decide", str(path), "drop", "4"]) == 0
    assert "deepseek" not in capsys.readouterr().err


def test_the_check_list_says_where_and_by_what_name_a_blank_is_filled(report, capsys):
    capsys.readouterr()
    assert cli.run(["check", str(report)]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("warning placeholder")]
    name = line.rpartition("(")[2].rstrip(")")
    assert line.split()[2].startswith("achievements/")
    assert cli.run(["decide", str(report), "fill", name, "36"]) == 0
    assert "督办提案36件" in "".join(item.text for item in formats.read_draft(report.read_bytes()).report.items())


def test_versions_are_listed_by_the_names_that_are_typed(report, capsys):
    assert cli.run(["redraft", str(report), "problems/1", "-i", "更简洁"]) == 0
    capsys.readouterr()
    assert cli.run(["versions", str(report), "problems/1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("problems/1 ")
    assert "[更简洁]" in lines[2]


def test_a_redraft_that_changes_no_word_says_so(report, capsys):
    assert cli.run(["redraft", str(report), "problems/1", "-i", "更简洁"]) == 0
    assert "written again, and came out the same: problems/1" in capsys.readouterr().err


def test_a_new_kind_says_what_to_do_next(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DRAFTER_PROMPTS", str(tmp_path))
    assert cli.run(["kinds", "--new", "ours"]) == 0
    out, err = capsys.readouterr()
    assert out.strip() == str(tmp_path / "zh" / "ours" / "kind.toml")
    assert "edit that file" in err
    assert "drafter draft notes.txt --kind ours" in err


def test_a_redraft_that_reaches_no_engine_leaves_the_file_alone(report, monkeypatch, capsys):
    monkeypatch.setenv("DRAFTER_MODEL", "qwen")
    monkeypatch.setenv("DRAFTER_BASE_URL", "http://127.0.0.1:9/v1")
    before = report.read_bytes()
    assert cli.run(["redraft", str(report), "problems/1", "--no-fallback"]) == 3
    assert report.read_bytes() == before
    assert "written:" not in capsys.readouterr().err.partition("your text goes to")[2]


def test_what_a_model_wrote_is_kept_when_it_cannot_be_delivered(report, tmp_path, capsys):
    draft = formats.read_draft(report.read_bytes())
    written = draft.model_copy(update={"usage": draft.usage + Usage(calls=1)})
    out = tmp_path / "there" / "final.docx"
    out.parent.mkdir()
    with pytest.raises(ExportRefused):
        files.deliver(written, files.Delivery(out, "clean"), fresh=True)
    (kept,) = out.parent.glob("*.draft.json")
    assert formats.read_draft(kept.read_bytes()) == written
    assert str(kept) in capsys.readouterr().err


def test_a_variable_that_is_no_setting_is_named_once_and_passed_over(monkeypatch, capsys):
    monkeypatch.setenv("DRAFTER_MODLE", "qwen")
    assert cli.run(["kinds"]) == 0
    assert capsys.readouterr().err == "DRAFTER_MODLE is no setting and is passed over; did you mean DRAFTER_MODEL?\n"


def test_the_version_is_told(capsys):
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out == f"drafter {drafter.__version__}\n"


def test_a_ruling_on_what_is_not_there_is_refused(notes, tmp_path, capsys):
    report = str(tmp_path / "report.json")
    assert cli.run(["draft", str(notes), "-o", report]) == 0
    for ruling, says in (
        (["fill", "2#1", "36"], "has no placeholder"),
        (["fill", "3", "36"], "has no placeholder 1; it has 0"),
        (["choose", "2,3", "99万元"], "in none of the facts"),
    ):
        assert cli.run(["decide", report, *ruling]) == 2
        assert says in capsys.readouterr().err


def test_an_engine_name_mistyped_is_not_sent_to_a_model(notes, capsys):
    assert cli.run(["draft", str(notes), "--engine", "offlin"]) == 2
    assert "did you mean offline" in capsys.readouterr().err


def test_python_m_drafter_runs_the_same_command_line(monkeypatch, capsys):
    from drafter.__main__ import main

    monkeypatch.setattr(sys, "argv", ["drafter", "kinds"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert "ngo_annual" in capsys.readouterr().out


def test_edited_notes_keep_their_lines_and_what_rests_on_a_changed_one_is_named(tmp_path, capsys):
    notes, report = tmp_path / "notes.txt", tmp_path / "report.docx"
    notes.write_text("走访企业12家\n开展培训3场\n问题：\n人手不足\n明年：\n招2人", encoding="utf-8")
    assert cli.run(["draft", str(notes), "-o", str(report), "--unit", "某局"]) == 0
    before = service.read_back(report.read_bytes()).draft
    notes.write_text("走访企业15家\n问题：\n人手不足\n明年：\n招2人\n再走访20家", encoding="utf-8")
    assert cli.run(["draft", str(notes), "--onto", str(report), "--edited"]) == 0
    after = service.read_back(report.read_bytes()).draft
    standing = {note.id: note.text for note in after.notes if not note.removed}
    assert standing == {1: "走访企业15家", 3: "问题：", 4: "人手不足", 5: "明年：", 6: "招2人", 7: "再走访20家"}
    written = {item.id: item.text for item in before.report.items()}
    assert {name: text for name, text in written.items() if name != "opening"}.items() <= {
        item.id: item.text for item in after.report.items()
    }.items()
    told = capsys.readouterr().err
    assert "12家" in told
    assert "stale" in told


def test_edited_notes_of_several_files_keep_their_lines_and_what_came_later_stays(tmp_path, capsys):
    one, two, later, report = (tmp_path / name for name in ("a.txt", "b.txt", "later.txt", "report.docx"))
    one.write_text("主要工作：\n走访企业12家\n\n其他\n资金紧\n\n新修机耕路三公里二", encoding="utf-8")
    two.write_text("主要工作：\n培训护林员312人次", encoding="utf-8")
    assert cli.run(["draft", str(one), str(two), "-o", str(report), "--unit", "某局"]) == 0
    later.write_text("下步：\n明年新招护林员2人", encoding="utf-8")
    assert cli.run(["draft", str(later), "--onto", str(report)]) == 0
    before = service.read_back(report.read_bytes()).draft
    two.write_text("主要工作：\n培训护林员321人次", encoding="utf-8")
    assert cli.run(["draft", str(one), str(two), "--onto", str(report), "--edited"]) == 0
    after = service.read_back(report.read_bytes()).draft
    texts = {note.id: note.text for note in before.notes}
    assert {note.id: note.text for note in after.notes} == {
        name: text.replace("312", "321") for name, text in texts.items()
    }
    assert {note.id: (note.origin, note.apart, note.removed) for note in after.notes} == {
        note.id: (note.origin, note.apart, note.removed) for note in before.notes
    }
    later.write_text("下步：\n明年新招护林员3人", encoding="utf-8")
    assert cli.run(["draft", str(later), "--onto", str(report), "--edited"]) == 0
    newest = service.read_back(report.read_bytes()).draft
    assert [note.text for note in newest.notes if note.origin == "later.txt"] == ["下步：", "明年新招护林员3人"]
    assert not any(note.removed for note in newest.notes)


def test_edited_notes_of_a_file_that_the_draft_does_not_know_are_refused(tmp_path, capsys):
    one, two, report = (tmp_path / name for name in ("a.txt", "b.txt", "report.docx"))
    one.write_text("走访企业12家", encoding="utf-8")
    two.write_text("培训护林员312人次", encoding="utf-8")
    assert cli.run(["draft", str(one), str(two), "-o", str(report), "--unit", "某局"]) == 0
    renamed = one.rename(tmp_path / "c.txt")
    assert cli.run(["draft", str(renamed), "--onto", str(report), "--edited"]) == 2
    assert "its notes are of a.txt, b.txt" in capsys.readouterr().err


def test_a_report_written_again_keeps_who_may_read_it_and_a_link_its_target(tmp_path):
    notes, report, link = tmp_path / "notes.txt", tmp_path / "real" / "report.docx", tmp_path / "link.docx"
    notes.write_text("走访企业12家\n问题：\n人手不足\n明年：\n招2人", encoding="utf-8")
    report.parent.mkdir()
    assert cli.run(["draft", str(notes), "-o", str(report), "--unit", "某局"]) == 0
    report.chmod(0o600)
    link.symlink_to(report)
    before = report.read_bytes()
    assert cli.run(["redraft", str(link), "problems/1", "-i", "更简洁"]) == 0
    assert link.is_symlink()
    assert report.read_bytes() != before
    assert report.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in report.parent.iterdir()) == ["report.docx"]


def test_a_new_report_may_be_read_by_whom_the_umask_lets(tmp_path):
    notes, report = tmp_path / "notes.txt", tmp_path / "report.md"
    notes.write_text("走访企业12家", encoding="utf-8")
    old = os.umask(0o027)
    try:
        assert cli.run(["draft", str(notes), "-o", str(report)]) == 0
    finally:
        os.umask(old)
    assert report.stat().st_mode & 0o777 == 0o640
