"""Word files as other programs see them: LibreOffice opens every one, Microsoft's validator finds no fault."""

import io
import json
import os
import subprocess
import zipfile

import docx
import pytest

from drafter import formats, service
from drafter.schema import Attachment, Item, Sentence
from tests import needs, sample_reports
from tests.make_examples import EXAMPLES

pytestmark = [pytest.mark.timeout(240)]


def items(count, *texts, heading="完成年度任务"):
    """Achievements: `count` items of these sentences; without any those of the sample, over and over."""
    own = sample_reports.ACHIEVEMENTS_ZH
    made = [
        Item(id=f"9.{n}", heading=heading, sentences=tuple(Sentence(text=text) for text in texts), state="done") if texts
        else own[n % len(own)].model_copy(update={"id": f"9.{n}"})
        for n in range(count)
    ]  # fmt: skip
    return sample_reports.summary_zh().report.achievements.model_copy(update={"items": tuple(made)})


DIGITS = [
    f"第{n}项完成{1000 + n * 37}.{n}万元，同比增长{10 + n}.5%，其中甲类{n}00项、乙类3.14万件，占{20 + n}%。"
    for n in range(1, 9)
]
QUOTES = [
    "落实“三会一课”“主题党日”制度——坚持‘学做结合’，学习《条例》《准则》……组织“一对一”帮扶；",
    "“云岭山茶油”等品牌（含“三品一标”）入选《名录》。",
]
LONG = "中共云岭县林业局党组关于深入学习贯彻党的二十届四中全会精神扎实推进林业高质量发展2025年工作情况和2026年工作打算的报告"


def attached(count):
    return tuple(
        Attachment(title=f"第{n + 1}批项目一览表", paragraphs=("石桥镇枫林村等7个村。",)) for n in range(count)
    )


REPORTS = {
    "plain": (sample_reports.summary_zh(), {}),
    "long": (sample_reports.summary_zh(achievements=items(70)), {}),
    "short": (sample_reports.short_zh(), {}),
    "everything": (sample_reports.everything_zh(), {}),
    "long-title": (sample_reports.summary_zh(title=LONG), {}),
    "digits": (sample_reports.summary_zh(achievements=items(6, *DIGITS)), {}),
    "quotes": (sample_reports.summary_zh(achievements=items(6, *QUOTES, heading="落实“三会一课”")), {}),
    "forty-items": (sample_reports.summary_zh(achievements=items(40, "开展督促检查12次，解决问题37个。")), {}),
    "one-attachment": (sample_reports.summary_zh(attachments=attached(1)), {}),
    "three-attachments": (sample_reports.summary_zh(attachments=attached(3)), {}),
    "unsigned": (sample_reports.summary_zh(signature=None), {}),
    "seal": (sample_reports.summary_zh(), {"seal": True}),
    "own-line": (sample_reports.everything_zh(), {"headings": "own-line", "seal": True}),
    "common": (sample_reports.summary_zh(), {"layout": "common"}),
    "ink": (sample_reports.summary_zh(), {"layout": "ink"}),
    "word-grid": (sample_reports.summary_zh(), {"grid": "word"}),
    "english": (sample_reports.everything_en(), {}),
    "letter": (sample_reports.annual_en(), {"layout": "letter", "headings": "own-line"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("word")
    made = {name: (draft, formats.layout_for(draft, **asked)) for name, (draft, asked) in REPORTS.items()}
    for example in EXAMPLES:
        draft = service.draft((example / "notes.md").read_text(encoding="utf-8"))
        made[example.name] = (draft, formats.layout_for(draft))
    letterhead = docx.Document(io.BytesIO(formats.write(sample_reports.short_zh(), "docx")))
    letterhead.save(str(folder / "letterhead.docx"))
    plain = REPORTS["plain"][0]
    made["own-template"] = (plain, formats.layout_for(plain, template=str(folder / "letterhead.docx")))
    for name, (draft, page) in made.items():
        found = service.check(draft) if draft.facts else ()
        (folder / f"{name}-draft.docx").write_bytes(formats.write(draft, "docx", "draft", found, page))
        (folder / f"{name}-clean.docx").write_bytes(formats.write(draft, "docx", "clean", layout=page))
    (folder / "letterhead.docx").unlink()
    return folder


@pytest.fixture(scope="module")
def pages(files):
    """For each file the rows of text on each of its pages, as LibreOffice prints them."""
    soffice = needs.command("soffice", "libreoffice")
    pymupdf = needs.module("pymupdf")
    paths = [
        path
        for path in sorted(files.glob("*.docx"))
        if path.stem.endswith("-draft") or path.stem.startswith(("plain", "everything"))
    ]
    subprocess.run([soffice, f"-env:UserInstallation=file://{files}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(files), *map(str, paths)],
                   check=True, capture_output=True, timeout=220)  # fmt: skip
    found = {}
    for path in paths:
        with pymupdf.open(files / f"{path.stem}.pdf") as document:
            found[path.stem] = [lines_of(page) for page in document]
    return found


def test_libreoffice_opens_every_file_and_full_pages_hold_22_lines(pages, snapshot):
    for name in ("plain", "long", "digits", "quotes", "forty-items", "long-title", "unsigned", "seal", "own-template"):
        full = pages[f"{name}-draft"][:-1]
        assert all(20 <= count <= 22 for count in full), (name, full)
        assert full.count(22) * 2 >= len(full), (name, full)
    assert pages["plain-draft"] == pages["plain-clean"] == pages["own-template-draft"]
    assert pages["everything-draft"] == pages["everything-clean"]
    fixed = {name: counts for name, counts in pages.items() if name.rpartition("-")[0] in REPORTS}
    assert fixed == snapshot  # an example's own words change with the rules that write it
    for example in EXAMPLES:
        if example.name.startswith("party"):
            assert all(20 <= count <= 22 for count in pages[f"{example.name}-draft"][:-1])


def lines_of(page):
    """Rows of text on a page, the page number aside; the title's two rows of 22 pt and the blank row after them count as three."""
    tops = sorted(
        {round(line["bbox"][3]) for block in page.get_text("dict")["blocks"] for line in block.get("lines", [])}
    )
    rows = [y for i, y in enumerate(tops) if not i or y - tops[i - 1] > 6]
    rows = [y for y in rows if y < page.rect.height - 90]
    return round((rows[-1] - rows[0]) / 28.95) + 1 if rows else 0


def test_the_preview_has_about_as_many_pages_as_libreoffice(pages):
    for name in REPORTS.keys() - {"word-grid"}:  # LibreOffice cannot set Word's own grid
        draft, asked = REPORTS[name]
        printed = len(pages[f"{name}-draft"])
        shown = formats.preview(draft, formats.layout_for(draft, **asked)).count('class="drafter-page"')
        assert abs(shown - printed) <= max(1, printed // 8), (name, shown, printed)


def test_the_open_xml_validator_finds_no_error(files):
    validator = os.environ.get("OOXML_VALIDATOR") or needs.command("ooxml-validator")
    both = ("plain", "everything", "own-template", "english")
    for path in sorted(files.glob("*.docx")):
        if path.stem.endswith("-draft") or path.stem.removesuffix("-clean") in both:
            done = subprocess.run([validator, str(path)], capture_output=True, text=True, timeout=120, check=False)
            assert json.loads(done.stdout)["errors"] == [], path.name


def test_no_member_of_a_clean_copy_holds_anything_private_and_a_second_export_is_the_same(files):
    for name, (draft, asked) in REPORTS.items():
        page = formats.layout_for(draft, **asked)
        data = (files / f"{name}-clean.docx").read_bytes()
        assert data == formats.write(draft, "docx", "clean", layout=page)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            whole = "".join(package.read(member).decode("utf-8", "replace") + member for member in package.namelist())
        private = (
            sample_reports.PRIVATE,
            "canary",
            "某科员",
            draft.id,
            "drafter",
            "python-docx",
            "creator",
            "customXml",
            "comment.xml",
        )
        assert [word for word in private if word in whole] == []
        copy = (files / f"{name}-draft.docx").read_bytes()
        assert formats.read_draft(copy) == draft
