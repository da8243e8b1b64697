import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import formats, service
from drafter.errors import NoReport
from drafter.formats import layout as layouts
from drafter.formats import paging
from drafter.formats.blocks import Paragraph, Run, blocks_of
from drafter.schema import Draft, Item, Part, Report, Sentence
from tests import sample_reports


def paged(draft, name=""):
    page = formats.layout_for(draft, name)
    return page, paging.pages_of(blocks_of(draft.report, page, layouts.names_of(draft)), draft.report, page)


class Seen(HTMLParser):
    """The tags, attributes and words of a fragment, style and page numbers left out."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self.inside = [], "", ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.inside = "style" if (dict(attrs).get("class") or "").endswith(" foot") else tag

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        self.words += "" if self.inside == "style" else data


def full(length):
    """A report of one long item of `length` Han characters."""
    text = "山水林田湖草沙一体化保护" * (length // 12)
    part = Part(title="工作", items=(Item(id="1", sentences=(Sentence(text=text),)),))
    gap = Part(title="无", gap="无")
    return Draft(report=Report(title="题", opening=Item(id="opening"), achievements=part, problems=gap, plans=gap))


def test_a_page_holds_22_lines_of_28_characters():
    _, pages = paged(full(3000))
    lines = [line for piece in pages[1] for line in piece.lines]
    assert len(lines) == 22
    assert {len("".join(run.text for run in line.runs)) for line in lines} == {28}


@pytest.mark.parametrize("name", sorted(sample_reports.SAMPLES))
def test_the_preview_prints_every_word_of_the_report_and_nothing_else(name):
    draft = sample_reports.SAMPLES[name]()
    seen = Seen(service.preview(draft))
    squeezed = re.sub(r"\s", "", seen.words)
    for item in draft.report.items():
        assert re.sub(r"\s", "", item.text) in squeezed
    shown = "".join(
        block.text for block in blocks_of(draft.report, formats.layout_for(draft)) if isinstance(block, Paragraph)
    )
    assert not set(re.sub(r"\s", "", shown)) - set(squeezed)
    assert sample_reports.PRIVATE not in seen.words


def test_the_preview_needs_nothing_from_outside_and_runs_nothing():
    draft = sample_reports.everything_zh()
    nasty = draft.model_copy(
        update={"report": draft.report.model_copy(update={"title": "<img src=x onerror=alert(1)>&\"'"})}
    )
    page = service.preview(nasty)
    assert not re.search(r"https?:|url\(|@import|<script|<link|<img|src=", re.sub("&lt;img src=x", "", page))
    assert set(Seen(page).tags) <= {
        "div",
        "style",
        "span",
        "mark",
        "table",
        "colgroup",
        "col",
        "tbody",
        "tr",
        "td",
        "th",
    }


def test_its_styles_reach_nothing_outside_of_it():
    page = service.preview(sample_reports.annual_en())
    css = re.search("<style>(.*?)</style>", page)[1]
    scope = re.search(r'class="drafter-pages (drafter-\w+)"', page)[1]
    assert all(rule.strip().startswith(f".{scope}") for rule in re.findall(r"([^{}]+)\{", css))


def test_pages_are_numbered_outside_and_placeholders_shaded():
    page = service.preview(sample_reports.summary_zh())
    assert re.findall(r'class="(Footer\w+) foot">([^<]+)', page)[:2] == [
        ("FooterOdd", "— 1 —"),
        ("FooterEven", "— 2 —"),
    ]
    assert "<mark>XX</mark>" in page


def test_a_draft_without_a_report_has_no_preview():
    with pytest.raises(NoReport, match="no report yet"):
        service.preview(Draft())


def test_a_heading_never_ends_a_page():
    for length in range(400, 800, 12):
        _, pages = paged(full(length))
        assert all(page[-1].style != "Heading1" for page in pages)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="工作情况，。、“”（）《》2025年XX——……%～ab", min_size=1, max_size=120))
def test_lines_keep_every_character_and_begin_with_no_closing_mark(text):
    page = layouts.find_layout("zh")
    look = paging._looks(sample_reports.short_zh().report, page)["BodyText"]
    lines = ["".join(run.text for run in line.runs) for line in paging.set_lines((Run(text),), look, page)]
    assert "".join(lines) == text
    for line in lines[1:]:
        assert line[0] not in "，。、）》" or set(line) <= set("，。、）》”“（《—…")
