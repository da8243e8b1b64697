"""What a file is: told once, and meant by all who are given one."""

import base64

import pytest

from drafter import cli, formats, service
from drafter.engines.offline import OfflineEngine
from drafter.errors import DraftFormatError, InputError
from drafter.formats.sorts import sort_of
from drafter.saving import dump_draft
from drafter.service import Desk
from drafter.store import Store
from drafter.web import actions

NOTES = "单位：甲局 2025年\n工作：\n主题党日12次\n问题：\n制度执行偏松\n下步：\n半年查一次"
MARK = b"\xef\xbb\xbf"


@pytest.fixture(scope="module")
def made():
    return service.draft(NOTES)


def test_a_file_is_told_by_what_it_holds_and_not_by_its_name(made):
    saved, clean = dump_draft(made).encode(), formats.write(made, "json", "clean")
    sorts = {
        "copy": (formats.write(made, "docx"),),
        "word": (formats.write(made, "docx", "clean"),),
        "saved": (saved, MARK + saved, b"\n " + saved, saved[:200], dump_draft(made).encode("utf-16")),
        "clean": (clean, MARK + clean),
        "json": (b'{"a": 1}',),
        "text": (NOTES.encode(), b"{{report}}", b'{"a', b"", b"%PDF", b"[1, 2]"),
    }
    found = {sort: {sort_of(data, "in.txt") for data in files} for sort, files in sorts.items()}
    assert found == {sort: {sort} for sort in sorts}
    assert sort_of(b"[1, 2]", "in.JSON") == "json"


@pytest.mark.parametrize("mark", [b"", MARK])
def test_a_saved_draft_is_read_by_every_command_whatever_marked_its_encoding(made, mark, tmp_path, capsys):
    path = tmp_path / "saved.json"
    path.write_bytes(mark + dump_draft(made).encode())
    assert service.read_back(path.read_bytes(), "saved.json").draft == made
    assert formats.read_draft(path.read_bytes()) == made
    assert cli.run(["check", str(path)]) == 0
    assert "carries no draft" not in capsys.readouterr().err


def test_no_draft_and_no_clean_copy_is_taken_for_notes(made, tmp_path, capsys):
    path = tmp_path / "x.json"
    for copy, says in (("draft", "is a saved draft, no notes"), ("clean", "is the clean copy of a report, no notes")):
        for mark in (b"", MARK):
            path.write_bytes(mark + formats.write(made, "json", copy))
            for arguments in (["draft", str(path)], ["check", str(path), "--notes", str(path)]):
                assert cli.run(arguments) == 2
                assert says in capsys.readouterr().err


def test_json_that_is_no_draft_and_no_report_is_told(made):
    with pytest.raises(DraftFormatError, match="it has no 'format' and 'notes'"):
        service.read_back(b'{"a": 1}', "x.json")
    with pytest.raises(DraftFormatError, match="this is not a saved draft"):
        service.read_back(dump_draft(made).encode()[:200], "x.txt")


def test_what_is_dropped_on_the_page_is_opened_or_read_as_notes(made, tmp_path):
    desk = Desk(Store(str(tmp_path / "drafts.db")), OfflineEngine)

    def drop(name, data):
        event = {"op": "file", "name": name, "data": base64.b64encode(data).decode()}
        return actions.carry_out(desk, event)

    assert drop("saved.json", MARK + dump_draft(made).encode())["open"] == made.id
    assert drop("saved.txt", dump_draft(made).encode())["open"] == made.id
    assert drop("notes.md", NOTES.encode())["text"] == NOTES
    assert "主题党日12次" in drop("clean.docx", formats.write(made, "docx", "clean"))["text"]
    assert "no notes" in str(drop("clean.json", formats.write(made, "json", "clean")))


def test_a_text_that_begins_with_a_brace_is_a_report_like_another():
    text = "{某局}2025年工作总结\n一、主要工作情况\n完成12件。\n二、存在问题\n人少。\n三、下步打算\n补人。"
    assert service.read_back(text.encode(), "r.md").foreign
    with pytest.raises(InputError, match="is a saved draft"):
        formats.read_notes(b'{"format": 1', "n.txt")
