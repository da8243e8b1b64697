import io
import json
import re
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import formats, service
from drafter.errors import DraftFormatError, InputError
from drafter.formats import layout, numbering, title, unpacking
from drafter.schema import (
    Attachment,
    Draft,
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
from tests import sample_reports

PRIVATE = "只写在素材里的一句话-canary"


def paragraphs(data):
    return [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture
def draft(notes_zh):
    made = service.draft(notes_zh)
    return made.model_copy(update={"notes": (*made.notes, Note(id=99, text=PRIVATE, removed=True))})


def test_a_draft_copy_carries_the_draft_and_reads_back_equal(draft):
    for name in ("docx", "json"):
        data = formats.write(draft, name)
        assert formats.read_draft(data, f"x.{name}") == draft
        assert formats.write(formats.read_draft(data), name) == data


def test_a_clean_copy_holds_nothing_but_the_report(draft):
    data = formats.write(draft, "docx", "clean", service.check(draft))
    everything = b"".join(members(data).values()).decode("utf-8", "replace")
    assert PRIVATE not in everything
    assert draft.id not in everything
    assert not [name for name in members(data) if "custom" in name or "comment" in name]
    assert "creator" not in everything
    assert "python-docx" not in everything
    with pytest.raises(DraftFormatError, match="carries no draft"):
        formats.read_draft(data, "clean.docx")
    assert PRIVATE not in formats.write(draft, "json", "clean").decode()


def test_the_page_is_that_of_the_standard(draft):
    section = docx.Document(io.BytesIO(formats.write(draft, "docx"))).sections[0]
    assert (section.page_width.mm, section.page_height.mm) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    assert (width / 36000, height / 36000) == (pytest.approx(156, abs=0.1), pytest.approx(225, abs=0.1))


def test_word_sees_real_headings_and_run_in_leads(draft):
    document = docx.Document(io.BytesIO(formats.write(draft, "docx")))
    heads = [p.text for p in document.paragraphs if p.style.name.lower() == "heading 1"]
    assert heads == ["一、主要工作开展情况", "二、存在问题和不足", "三、下步工作打算"]
    leads = [p.runs[0].text for p in document.paragraphs if p.runs and p.runs[0].style.name == "heading 2 Char"]
    assert leads
    assert all(re.match(r"（[一二三四五六七八九十]）.+。$", lead) for lead in leads)


def test_findings_are_comments_on_their_sentence_and_placeholders_are_shaded(draft):
    data = formats.write(draft, "docx", "draft", service.check(draft))
    document = docx.Document(io.BytesIO(data))
    assert any("XX件" in comment.text for comment in document.comments)
    assert any(run.style.name == "Placeholder Mark" and "XX" in run.text for p in document.paragraphs for run in p.runs)
    assert "w:at" not in members(data)["word/document.xml"].decode()


def test_markdown_and_text_hold_every_paragraph(draft):
    markdown = formats.write(draft, "md").decode()
    plain = formats.write(draft, "txt").decode()
    assert markdown.startswith("# 云岭县机关工委2025年")
    assert "## 一、主要工作开展情况" in markdown
    for item in draft.report.items():
        assert item.text in markdown
        assert item.text in plain
    assert "**" not in plain


def test_the_word_file_is_what_was_reviewed(draft, snapshot):
    xml = members(formats.write(draft, "docx", "clean"))["word/document.xml"].decode()
    assert re.sub(r' xmlns:\w+="[^"]+"', "", xml).replace("<w:p>", "\n<w:p>") == snapshot


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 not a zip", "damaged"),
        (b"\xd0\xcf\x11\xe0 old", "encrypted or an old"),
        (b"\x00\x01", "not a saved draft"),
        (b'{"format": 99, "notes": []}', "newer drafter"),
    ],
)
def test_damaged_foreign_and_newer_files_get_one_line(data, says):
    with pytest.raises(DraftFormatError, match=says):
        formats.read_draft(data, "x.docx")


def test_a_zip_bomb_is_refused_in_bounded_memory(monkeypatch):
    monkeypatch.setattr(unpacking, "MAX_MEMBER", 1000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("customXml/item1.xml", b"<a>" + b"0" * 5000)
    with pytest.raises(DraftFormatError, match="unpacks to more than"):
        formats.read_draft(bomb.getvalue(), "bomb.docx")


def test_an_unknown_format_names_the_known_ones(draft):
    with pytest.raises(InputError, match="'pdf' is no format; give one of docx, md, txt, json"):
        formats.write(draft, "pdf")


def full_report(language="zh"):
    item = Item(
        id="1",
        heading="标题",
        sentences=(Sentence(text="开展12次。", sources=("1",)),),
        table=Table(header=("项", "数"), rows=(("甲", "1"),)),
    )
    return Draft(
        request=Request(language=language, kind="party_building" if language == "zh" else "ngo_annual"),
        report=Report(
            title="题目", recipient="区委", opening=Item(id="opening", sentences=(Sentence(text="导语。"),)), achievements=Part(title="甲", items=(item,)),
            problems=Part(title="乙", gap="【待补充】"), plans=Part(title="丙", items=(Item(id="2", sentences=(Sentence(text="做事。"),)),)),
            others=(Section(title="另", paragraphs=("照录。",), before="problems"),), closing=(Sentence(text="特此报告。"),),
            signature=Signature(issuer="某单位", date="2025年1月5日"), attachments=(Attachment(title="名单", paragraphs=("张",)), Attachment(title="表")),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_extra_parts_attachments_and_signature_are_all_printed(language):
    draft = full_report(language)
    data = formats.write(draft, "docx")
    text = "\n".join(paragraphs(data))
    for piece in ("另", "照录。", "特此报告。", "某单位", "2025年1月5日", "名单", "【待补充】"):
        assert piece in text
    assert docx.Document(io.BytesIO(data)).tables[0].cell(1, 0).text == "甲"
    assert formats.read_draft(data) == draft
    assert "名单" in formats.write(draft, "txt").decode()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("短题目", ["短题目"]),
        (
            "XX机关（党组）党委2023年党建工作情况总结及下步工作打算",
            ["XX机关（党组）党委2023年", "党建工作情况总结及下步工作打算"],
        ),
        ("手工\n断行", ["手工", "断行"]),
    ],
)
def test_a_long_title_is_broken_at_words_into_unequal_rows(text, rows):
    assert title.title_rows(text) == tuple(rows)


@given(st.text(alphabet="关于推进落实年度工作情况总结报告2025XX市局（）及的", min_size=1, max_size=60))
def test_any_title_keeps_every_character_and_short_rows(text):
    rows = title.title_rows(text)
    assert "".join(rows).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(layout.width(row) <= title.ROW for row in rows)


def test_numbers_are_printed_as_the_standard_has_them():
    assert [numbering.chinese(n) for n in (1, 10, 11, 20, 21, 99)] == ["一", "十", "十一", "二十", "二十一", "九十九"]
    assert numbering.item_number("en", 2, 3) == "2.3 "


texts = st.text(max_size=40)
sentences = st.lists(st.builds(Sentence, text=texts, sources=st.tuples(texts)), max_size=3).map(tuple)
items = st.builds(
    Item, id=st.uuids().map(str), heading=st.none() | texts, sentences=sentences, state=st.sampled_from(["planned", "done", "hand"]), locked=st.booleans(),
    versions=st.lists(st.builds(Version, heading=st.none() | texts, sentences=sentences, by=st.just("hand")), max_size=2).map(tuple),
)  # fmt: skip
parts = st.builds(Part, title=texts, items=st.lists(items, max_size=3).map(tuple), gap=st.just("gap"))
reports = st.builds(
    Report,
    title=texts,
    recipient=texts,
    opening=items,
    achievements=parts,
    problems=parts,
    plans=parts,
    signature=st.none() | st.builds(Signature, issuer=texts, date=texts),
)
drafts = st.builds(
    Draft, report=reports, notes=st.lists(st.builds(Note, id=st.integers(1, 99), text=texts), max_size=3).map(tuple),
    request=st.builds(Request, language=st.sampled_from(["zh", "en"]), kind=texts),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(drafts)
def test_any_valid_draft_survives_word_and_json(draft):
    for name in ("docx", "json"):
        assert formats.read_draft(formats.write(draft, name)) == draft
    assert formats.write(draft, "md")
    json.loads(formats.write(draft, "json", "clean"))


@pytest.mark.parametrize(
    ("made", "typed", "told"),
    [
        (sample_reports.annual_en, "Hill Trust\nAnnual Report 2025", "Hill Trust Annual Report 2025"),
        (sample_reports.summary_zh, "柳湾村\n2025年工作总结", "柳湾村2025年工作总结"),
    ],
)
def test_a_title_of_two_lines_is_one_line_of_its_language_where_a_format_has_one(made, typed, told):
    draft = service.retitle(made(), typed)
    assert formats.write(draft, "md").decode().splitlines()[0] == f"# {told}"
    assert formats.write(draft, "txt").decode().splitlines()[0] == told
    for copy in ("draft", "clean"):
        word = docx.Document(io.BytesIO(formats.write(draft, "docx", copy)))
        assert word.core_properties.title == told
        assert word.paragraphs[0].text.replace("\n", " ").split() == typed.split()
    for name in ("md", "txt"):
        assert service.read_back(formats.write(draft, name), f"r.{name}", draft).draft.report.title == typed


@pytest.mark.parametrize(
    ("made", "typed", "told"),
    [
        (sample_reports.annual_en, "Table of\nsites", "Table of sites"),
        (sample_reports.summary_zh, "站点\n一览表", "站点一览表"),
    ],
)
def test_an_attachments_title_of_two_lines_is_one_line_in_the_list(made, typed, told):
    draft = made()
    page = Attachment(title=typed, paragraphs=("3.",))
    draft = draft.model_copy(update={"report": draft.report.model_copy(update={"attachments": (page,)})})
    for name in ("md", "txt"):
        text = formats.write(draft, name).decode()
        assert text.count(told) == 2
    data = formats.write(draft, "docx")
    assert any(told in text for text in paragraphs(data))
    assert service.read_back(data, "r.docx").draft == draft


def test_the_title_of_a_report_without_its_draft_is_not_glued_in_its_notes():
    typed = service.retitle(sample_reports.annual_en(), "Hill Trust\nAnnual Report 2025")
    data = formats.write(typed, "json", "clean")
    assert service.read_back(data, "r.json").draft.notes[0].text == "Hill Trust Annual Report 2025"
