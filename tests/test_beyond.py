"""What a report says beyond its three parts: other chapters, its closing, its attachments; checked as the parts are."""

import io

import docx
import pytest

from drafter import beyond, cli, formats, service
from drafter.formats.foreign import read_report
from drafter.notes import read_notes
from drafter.web import board

NOTES = """主要工作：
全年造林1.2万亩
争取资金356万元，惠及群众4,512人
问题：
巡护装备不足
下步：
更新巡护装备
"""
REPORT = """# 林业局2025年工作总结

## 一、主要工作开展情况

（一）造林。全年造林1.2万亩。

## 二、存在问题

（一）装备。巡护装备不足。

## 三、下步打算

（一）更新。更新巡护装备。
"""
CHAPTER = "\n## 四、需要说明的事项\n\n{}\n"
TRUE = "1．全年争取资金356万元，惠及群众4,512人。"
FALSE = "全年争取资金9,999万元，荣获全国先进集体。"
CLOSING = "\n以上报告，共计88字，请审阅。\n"
ATTACHMENT = "\n附件：护林员名册\n\n林业局\n2025年12月20日\n\n附件\n\n护林员名册\n\n护林员共7,777人。\n"


def adopted(report, notes=NOTES):
    return service.adopt(read_report(report.encode(), "bot.md"), tuple(read_notes(notes))).draft


def errors(draft):
    return {(f.code, f.item) for f in service.check(draft) if f.severity == "error"}


@pytest.mark.parametrize(
    ("added", "place"), [(CHAPTER.format(FALSE), "others/1"), (CLOSING, "closing"), (ATTACHMENT, "attachments/1")]
)
def test_a_figure_beyond_the_three_parts_that_no_note_has_is_an_error(added, place):
    assert ("figure-unsourced", place) in errors(adopted(REPORT + added))


def test_an_award_beyond_the_three_parts_that_no_note_has_is_an_error():
    assert ("claim-unsourced", "others/1") in errors(adopted(REPORT + CHAPTER.format("荣获全国先进集体。")))


def test_a_chapter_that_the_notes_bear_out_gets_no_error():
    assert errors(adopted(REPORT + CHAPTER.format(TRUE))) == set()


def test_a_chapter_that_tells_a_note_by_half_does_not_hide_the_rest():
    assert errors(adopted(REPORT + CHAPTER.format("全年争取资金356万元。"))) == {("fact-missing", "others/1")}


def test_a_usual_closing_needs_no_note():
    found = service.check(adopted(REPORT + "\n特此报告。\n"))
    assert [finding for finding in found if finding.item == "closing"] == []


def test_what_is_found_in_a_chapter_has_no_remedy_that_only_items_have():
    found = [f for f in service.check(adopted(REPORT + CHAPTER.format(FALSE))) if f.item == "others/1"]
    assert found
    assert {finding.remedy for finding in found} == {""}


def test_a_chapter_that_a_person_changes_in_a_copy_is_checked(tmp_path):
    draft = adopted(REPORT + CHAPTER.format(TRUE))
    copy = formats.write(draft, "md", "draft").decode().replace("356万元", "653万元")
    back = service.read_back(copy.encode(), "copy.md", draft).draft
    assert "653万元" in back.report.others[0].paragraphs[0]
    assert ("figure-unsourced", "others/1") in errors(back)


def test_a_report_that_stands_alone_rests_on_its_own_chapters_too():
    draft = service.read_back((REPORT + CHAPTER.format(FALSE) + ATTACHMENT).encode(), "last_year.md").draft
    assert errors(draft) == set()
    assert [item.id for item in beyond.traced(draft) if all(s.sources for s in item.sentences)] == [
        "others/1",
        "attachments/1",
    ]


def test_a_note_that_stands_in_a_chapter_is_not_written_again_with_later_ones():
    draft = adopted(REPORT + CHAPTER.format(TRUE))
    later = service.start(service.Document(service.add_notes(draft, "新增巡护道路8公里"))).wait()
    text = "".join(item.text for item in later.report.items())
    assert "8公里" in text
    assert "356万元" not in text


def test_the_command_shows_the_sentence_of_a_chapter(tmp_path, capsys):
    (tmp_path / "bot.md").write_text(REPORT + CHAPTER.format(FALSE), encoding="utf-8")
    (tmp_path / "notes.txt").write_text(NOTES, encoding="utf-8")
    cli.run(["check", str(tmp_path / "bot.md"), "--notes", str(tmp_path / "notes.txt")])
    shown = capsys.readouterr().out
    assert "ERROR figure-unsourced others/1" in shown
    assert "report: 全年争取资金>>9,999万元<<，荣获全国先进集体。" in shown


@pytest.mark.parametrize(
    ("added", "place"),
    [
        (CHAPTER.format(FALSE), "需要说明的事项"),
        (CLOSING, "以上报告，共计88字，请审阅。"),
        (ATTACHMENT, "护林员名册"),
    ],
)
def test_word_comments_stand_at_the_title_of_the_chapter(added, place):
    draft = adopted(REPORT + added)
    document = docx.Document(io.BytesIO(formats.write(draft, "docx", "draft", findings=service.check(draft))))
    (number,) = [str(c.comment_id) for c in document.comments if "在所引素材中没有" in c.text]
    (anchored,) = [p.text for p in document.paragraphs if f'commentRangeStart w:id="{number}"' in p._p.xml]
    assert anchored.endswith(place)
    assert service.read_back(formats.write(draft, "docx", "draft"), "x.docx", draft).draft.report == draft.report


def test_the_board_tells_the_chapter_and_the_sentence_that_it_does_not_show():
    state = board.whole(adopted(REPORT + CHAPTER.format(FALSE)))
    (wrong,) = [one for one in state["findings"] if one["code"] == "figure-unsourced"]
    assert (wrong["section"], wrong["said"]) == ("需要说明的事项", FALSE)


def test_the_board_does_not_call_a_note_unused_that_stands_in_a_chapter():
    state = board.whole(adopted(REPORT + CHAPTER.format(TRUE)))
    assert [note["items"] for note in state["notes"] if "356万元" in note["text"]] == [["others/1"]]
