"""Our own draft copy taken back from Word, WPS and LibreOffice, with what was done to it there."""

import subprocess
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter import cli, formats, report, service
from drafter.errors import InputError
from drafter.schema import (
    Attachment,
    Draft,
    Filled,
    Item,
    Note,
    Part,
    Report,
    Request,
    Section,
    Sentence,
    Signature,
    Table,
    Version,
)
from tests import needs
from tests.sample_reports import SAMPLES, everything_zh
from tests.word_edits import W, WordFile

texts = st.text(max_size=30)
words = texts | st.sampled_from(
    ["（一）甲。", "一、乙", "1. x", "a\tb\nc", "附件：", "2025年1月5日", "丙。丁。", " ", ""]
)
sentences = st.lists(st.builds(Sentence, text=words, sources=st.tuples(texts)), max_size=3).map(tuple)
tables = st.none() | st.builds(
    lambda rows: Table(header=rows[0], rows=tuple(rows[1:])),
    st.integers(1, 3).flatmap(
        lambda n: st.lists(st.lists(words, min_size=n, max_size=n).map(tuple), min_size=1, max_size=3)
    ),
)
items = st.builds(
    Item, id=st.uuids().map(str), heading=st.none() | words, sentences=sentences, table=tables,
    state=st.sampled_from(["planned", "done", "hand"]), locked=st.booleans(),
    versions=st.lists(st.builds(Version, heading=st.none() | words, sentences=sentences, by=st.just("hand")), max_size=2).map(tuple),
)  # fmt: skip
parts = st.builds(
    lambda title, found, gap: Part(title=title, items=found, gap=gap or (None if found else "gap")),
    words, st.lists(items, max_size=3).map(tuple), st.none() | words,
)  # fmt: skip
sections = st.builds(
    Section,
    title=words,
    paragraphs=st.lists(words, max_size=2).map(tuple),
    before=st.sampled_from([None, "problems", "plans"]),
)
reports = st.builds(
    Report, title=words, recipient=words, opening=items, achievements=parts, problems=parts, plans=parts,
    others=st.lists(sections, max_size=2).map(tuple), closing=sentences,
    signature=st.none() | st.builds(Signature, issuer=words, date=words),
    attachments=st.lists(st.builds(Attachment, title=words, paragraphs=st.lists(words, max_size=2).map(tuple)), max_size=2).map(tuple),
)  # fmt: skip
drafts = st.builds(
    Draft, report=reports, notes=st.lists(st.builds(Note, id=st.integers(1, 99), text=texts), max_size=3).map(tuple),
    request=st.builds(Request, language=st.sampled_from(["zh", "en"]), kind=texts),
)  # fmt: skip


@pytest.mark.parametrize("title", ["0\x1b\n", "0\x1b\nx", "甲\n乙", "总结\n"])
def test_a_title_of_any_characters_keeps_its_breaks_through_word(title, draft):
    draft = draft.model_copy(update={"report": draft.report.model_copy(update={"title": title})})
    back = service.read_back(formats.write(draft, "docx"), "x.docx")
    assert (back.draft.report.title, back.changed) == (title, ())


@settings(max_examples=40, deadline=None)
@given(drafts)
def test_any_valid_draft_survives_word_with_nothing_changed(draft):
    for layout in ("", formats.layout_for(draft, headings="own-line")):
        back = service.read_back(formats.write(draft, "docx", layout=layout), "x.docx")
        assert (back.draft, back.changed, back.waiting, back.left) == (draft, (), (), ())


@pytest.mark.parametrize("name", SAMPLES)
def test_a_copy_that_nobody_touched_gives_the_same_draft_and_the_same_bytes_again(name):
    draft = SAMPLES[name]()
    data = formats.write(draft, "docx", findings=service.check(draft))
    back = service.read_back(data, "x.docx")
    assert (back.draft, back.changed, back.waiting, back.left) == (draft, (), (), ())
    assert formats.write(back.draft, "docx", findings=service.check(back.draft)) == data


@pytest.fixture
def draft():
    return SAMPLES["summary_zh"]()


@pytest.fixture
def copy(draft):
    return WordFile(formats.write(draft, "docx", findings=service.check(draft)))


def differing(before, after):
    """Ids of the items that differ, versions and instructions included."""
    old = {item.id: item for item in before.report.items()}
    return [item.id for item in after.report.items() if old.get(item.id) != item]


def through_libreoffice(data, folder):
    soffice = needs.command("soffice", "libreoffice")
    (folder / "in").mkdir()
    (folder / "in/x.docx").write_bytes(data)
    subprocess.run([soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx:Office Open XML Text",
                    "--outdir", str(folder / "out"), str(folder / "in/x.docx")], check=True, capture_output=True, timeout=100)  # fmt: skip
    return (folder / "out/x.docx").read_bytes()


@pytest.mark.parametrize("program", ["word", "libreoffice"])
def test_exactly_what_was_edited_differs_and_a_comment_waits_on_its_item(draft, copy, program, tmp_path):
    one, two, three, four = draft.report.achievements.items[:4]
    problem = draft.report.problems.items[0]
    copy.type_over("专题研讨6次", "专题研讨7次")
    copy.type_over("分别占年度任务的103%", "占年度任务的103%")
    copy.type_over(three.heading, "严格资源管护，守住安全底线")
    copy.track("人均增收约4200元", "人均增收4200元")
    copy.comment(problem.sentences[0].text[:6], "这一条要写具体")
    data = copy.saved()
    if program == "libreoffice":
        data = through_libreoffice(data, tmp_path)
    back = service.read_back(data, "reviewed.docx")
    report_now = back.draft.report
    assert sorted(back.changed) == [one.id, two.id, three.id, four.id]
    assert back.waiting == (problem.id,)
    assert differing(draft, back.draft) == [one.id, two.id, three.id, four.id, problem.id]
    assert back.left == ()
    now = {item.id: item for item in report_now.items()}
    for item, index, words in ((one, 1, "专题研讨7次"), (two, 1, "占年度任务的103%"), (four, 1, "人均增收4200元")):
        changed = now[item.id]
        assert words in changed.sentences[index].text
        assert changed.sentences[:index] == item.sentences[:index]
        assert changed.sentences[index + 1 :] == item.sentences[index + 1 :]
        assert (changed.versions[-1].by, changed.state, changed.heading) == ("word", "hand", item.heading)
    assert now[three.id].heading == "严格资源管护，守住安全底线"
    assert now[three.id].sentences == three.sentences
    assert now[problem.id] == problem.model_copy(update={"asked": now[problem.id].asked})
    assert now[problem.id].asked[0].endswith("这一条要写具体")
    unchanged = {"achievements", "problems", "plans", "opening"}
    assert report_now.model_dump(exclude=unchanged) == draft.report.model_dump(exclude=unchanged)


def test_paragraphs_that_were_added_become_sentences_or_items(draft, copy):
    last = draft.report.problems.items[-1]
    heading = draft.report.plans.items[0].heading
    copy.add_after(last.text[:10], "此外，档案管理不够规范。", "（四）宣传力度不足。全年只发稿3篇。")
    back = service.read_back(copy.saved(), "x.docx")
    assert back.draft.report.problems.items[-2].sentences[-1].text == "此外，档案管理不够规范。"
    assert back.draft.report.problems.items[-2].sentences[:-1] == last.sentences
    new = back.draft.report.problems.items[-1]
    assert (new.heading, new.text, new.versions[-1].by) == ("宣传力度不足", "全年只发稿3篇。", "word")
    assert back.changed == (last.id, new.id)
    assert back.draft.report.plans.items[0].heading == heading


@pytest.mark.parametrize("way", ["remove", "remove_tracked"])
def test_a_paragraph_that_was_deleted_takes_its_item_out_and_keeps_it_aside(draft, copy, way):
    item = draft.report.problems.items[0]
    getattr(copy, way)(item.text[:10])
    back = service.read_back(copy.saved(), "x.docx")
    assert back.draft.report.problems.items == draft.report.problems.items[1:]
    assert [gone.item for gone in back.draft.report.removed] == [item]
    assert back.changed == (item.id,)


def test_title_part_heading_recipient_and_signature_are_taken_over(copy, draft):
    copy.type_over("三、2026年工作打算", "三、2026年工作安排")
    copy.type_over(draft.report.title[:6], "某县林业局")
    copy.type_over("2025年12月8日", "2025年12月9日")
    back = service.read_back(copy.saved(), "x.docx")
    assert back.draft.report.plans.title == "2026年工作安排"
    assert back.draft.report.signature.date == "2025年12月9日"
    assert back.draft.report.title == "某县林业局" + draft.report.title[6:]
    assert differing(draft, back.draft) == []
    assert back.left == ()


def test_a_title_break_that_was_moved_in_word_stays_where_it_was_put():
    draft = everything_zh()
    copy = WordFile(service.export(draft))
    heading = copy.paragraph("中共云岭县林业局党组")
    assert len(list(heading.iter(f"{W}br"))) == 1
    first, second = heading.iter(f"{W}t")
    moved = second.text[:7]
    first.text, second.text = first.text + moved, second.text[7:]
    back = service.read_back(copy.saved(), "x.docx").draft
    assert back.report.title == f"{first.text}\n{second.text}"
    assert back.report.title.replace("\n", "") == draft.report.title
    again = service.read_back(service.export(back), "x.docx")
    assert (again.draft, again.changed) == (back, ())
    copy = WordFile(service.export(back))
    heading = copy.paragraph("中共云岭县林业局党组")
    for end in list(heading.iter(f"{W}br")):
        end.getparent().remove(end)
    assert service.read_back(copy.saved(), "x.docx").draft.report.title == draft.report.title


def test_without_bookmarks_items_are_found_by_their_words_and_their_place(draft, copy):
    for mark in list(copy.root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        mark.getparent().remove(mark)
    copy.type_over("专题研讨6次", "专题研讨7次")
    back = service.read_back(copy.saved(), "x.docx")
    assert back.changed == (draft.report.achievements.items[0].id,)


def test_words_in_a_locked_item_are_left_and_said(draft, copy):
    item = draft.report.achievements.items[0]
    locked = draft.model_copy(
        update={"report": report.replace_item(draft.report, item.model_copy(update={"locked": True}))}
    )
    file = WordFile(formats.write(locked, "docx"))
    file.type_over("专题研讨6次", "专题研讨7次")
    back = service.read_back(file.saved(), "x.docx")
    assert back.draft == locked
    assert "专题研讨7次" in back.left[0]


def test_a_copy_whose_draft_was_lost_is_read_as_a_foreign_report_or_laid_beside_the_draft(draft, copy):
    copy.type_over("专题研讨6次", "专题研讨7次")
    lost = copy.saved(without=("customXml/",))
    foreign = service.read_back(lost, "wps.docx")
    assert foreign.foreign
    headings = [[item.heading for item in part.items] for _, part in foreign.draft.report.parts()]
    assert headings == [[item.heading for item in part.items] for _, part in draft.report.parts()]
    back = service.read_back(lost, "wps.docx", onto=draft)
    assert not back.foreign
    assert back.changed == (draft.report.achievements.items[0].id,)


def test_a_reviewed_copy_is_laid_onto_a_draft_that_went_on(draft, copy):
    one, two = draft.report.achievements.items[:2]
    went_on = service.edit(draft, two.id, "改写过的一句。")
    copy.type_over("专题研讨6次", "专题研讨7次")
    copy.type_over("分别占年度任务的103%", "占年度任务的103%")
    back = service.read_back(copy.saved(), "x.docx", onto=went_on)
    now = {item.id: item for item in back.draft.report.items()}
    assert "专题研讨7次" in now[one.id].text
    assert now[two.id].text == "改写过的一句。"
    assert [version.aside for version in now[two.id].versions][-2:] == [True, False]
    assert "占年度任务的103%" in back.left[0]


def test_reading_a_copy_twice_gives_the_same_draft(copy):
    copy.type_over("专题研讨6次", "专题研讨7次")
    copy.add_after("主要工作开展情况", "另起的一段。")
    data = copy.saved()
    first, second = (service.read_back(data, "x.docx") for _ in range(2))
    assert [item.id for item in first.draft.report.items()] == [item.id for item in second.draft.report.items()]
    again = service.read_back(formats.write(first.draft, "docx"), "x.docx")
    assert (again.draft, again.changed) == (first.draft, ())


def test_a_file_that_is_no_copy_of_the_report_is_not_laid_onto_it(draft):
    with pytest.raises(InputError, match="is no copy of this report"):
        service.read_back(formats.write(SAMPLES["annual_en"](), "docx", "clean"), "other.docx", onto=draft)


def test_the_command_line_says_what_it_took_over_and_never_overwrites_a_foreign_report(tmp_path, capsys, notes_zh):
    made = service.draft(notes_zh)
    ours, reviewed, foreign = (tmp_path / name for name in ("report.docx", "reviewed.docx", "last_year.docx"))
    file = WordFile(formats.write(made, "docx"))
    ours.write_bytes(file.saved())
    foreign.write_bytes(file.saved(without=("customXml/",)))
    file.type_over("专题研讨6次", "专题研讨7次")
    file.members["word/comments.xml"] = f'<w:comments xmlns:w="{W[1:-1]}"/>'.encode()
    file.comment("制度执行偏松", "写具体些")
    reviewed.write_bytes(file.saved())
    assert cli.run(["edit", str(ours), str(reviewed)]) == 0
    said = capsys.readouterr().err
    assert "changed in reviewed.docx, taken over: achievements/1" in said
    assert "waits on problems/1 (redraft without -i follows it): “制度执行偏松”：写具体些" in said
    assert service.read_back(ours.read_bytes()).draft.report.problems.items[0].asked == ("“制度执行偏松”：写具体些",)
    for command in (["redraft", str(foreign), "problems"], ["versions", str(foreign), "opening", "--restore", "1"]):
        assert cli.run(command) == 2
        assert "carries no draft" in capsys.readouterr().err
    assert cli.run(["check", str(foreign)]) == 0
    assert cli.run(["export", str(foreign), "-o", str(tmp_path / "new.docx")]) == 0


def test_a_placeholder_that_was_filled_in_word_is_filled_everywhere_and_stands_to_reason(notes_zh):
    made = service.draft(notes_zh)
    file = WordFile(formats.write(made, "docx"))
    file.type_over("XX", "45")
    back = service.read_back(file.saved(), "x.docx")
    fact = next(fact for fact in made.facts if "XX件" in fact.text)
    assert back.draft.decisions == (Filled(placeholder=f"{fact.id}#1", value="45"),)
    assert "督办提案45件" in "".join(item.text for item in back.draft.report.items())
    assert "placeholder" not in {finding.code for finding in service.check(back.draft)}
    assert not [finding for finding in service.check(back.draft) if "45" in finding.message]
    again = service.read_back(formats.write(back.draft, "docx"), "x.docx")
    assert (again.draft, again.changed) == (back.draft, ())


def test_an_item_that_was_cut_and_pasted_into_another_part_stands_there_with_its_facts(notes_zh):
    made = service.draft(notes_zh)
    item = made.report.achievements.items[-1]
    file = WordFile(formats.write(made, "docx"))
    place, paragraph = file.paragraph(made.report.problems.items[0].text[:6]), file.paragraph(item.text[:8])
    place.addnext(paragraph)
    back = service.read_back(file.saved(), "x.docx")
    assert back.draft.report.problems.items[-1].sentences == item.sentences
    assert back.draft.report.achievements.items == made.report.achievements.items[:-1]
    assert back.draft.report.removed == ()
    assert {fact.part for fact in back.draft.facts if fact.id in item.facts} == {"problems"}


def test_a_paragraph_that_was_cut_in_two_is_still_one_item(draft, copy):
    run = next(r for r in copy.root.iter(f"{W}r") if "全年开展党组理论学习" in "".join(r.itertext(f"{W}t")))
    first = run.getparent()
    second = first.makeelement(f"{W}p")
    first.addnext(second)
    second.extend([run, *run.itersiblings()])
    back = service.read_back(copy.saved(), "x.docx")
    assert back.draft == draft


def test_a_table_that_was_changed_in_word_is_taken_over_and_keeps_what_its_rows_rest_on():
    draft = SAMPLES["everything_zh"]()
    item = next(item for item in draft.report.items() if item.table)
    facts = tuple(str(number) for number in range(len(item.table.rows)))
    held = item.model_copy(update={"table": item.table.model_copy(update={"facts": facts})})
    draft = draft.model_copy(update={"report": report.replace_item(draft.report, held)})
    file = WordFile(formats.write(draft, "docx"))
    cell = next(c for c in file.root.iter(f"{W}tc") if "".join(c.itertext(f"{W}t")) == item.table.rows[0][1])
    next(cell.iter(f"{W}t")).text = "4321"
    back = service.read_back(file.saved(), "x.docx")
    now = report.find_item(back.draft.report, item.id)
    assert back.changed == (item.id,)
    assert (now.table.rows[0][1], now.table.facts) == ("4321", facts)
    assert now.table.rows[1:] == item.table.rows[1:]
    assert differing(draft, back.draft) == [item.id]


def test_an_english_copy_is_read_back_sentence_by_sentence():
    draft = SAMPLES["annual_en"]()
    item = draft.report.achievements.items[0]
    file = WordFile(formats.write(draft, "docx"))
    old = item.sentences[1].text
    file.type_over(old, old.rstrip(".") + " in the end. One more thing was done.")
    back = service.read_back(file.saved(), "x.docx")
    now = report.find_item(back.draft.report, item.id)
    assert [sentence.text for sentence in now.sentences] == [
        item.sentences[0].text, old.rstrip(".") + " in the end.", "One more thing was done.",
        *(sentence.text for sentence in item.sentences[2:]),
    ]  # fmt: skip
    assert now.sentences[2 + 1 :] == item.sentences[2:]
    assert back.changed == (item.id,)


def test_another_text_of_any_length_is_refused_quickly(draft):
    body = "".join(f"<w:p><w:r><w:t>第{number}段，与本报告无关的话。</w:t></w:r></w:p>" for number in range(20000))
    file = WordFile(formats.write(draft, "docx", "clean"))
    file.members["word/document.xml"] = f'<w:document xmlns:w="{W[1:-1]}"><w:body>{body}</w:body></w:document>'.encode()
    file.root = etree.fromstring(file.members["word/document.xml"])
    start = time.perf_counter()
    with pytest.raises(InputError, match="is no copy of this report"):
        service.read_back(file.saved(), "other.docx", onto=draft)
    assert time.perf_counter() - start < 20
