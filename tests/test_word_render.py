"""Word files as other programs see them: LibreOffice opens every one, Microsoft's validator finds no fault."""

import json
import os
import subprocess

import pytest

from drafter import formats, service
from tests import needs
from tests.make_examples import EXAMPLES

pytestmark = [pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("word")
    for example in EXAMPLES:
        draft = service.draft((example / "notes.md").read_text(encoding="utf-8"))
        for copy in ("draft", "clean"):
            (folder / f"{example.name}-{copy}.docx").write_bytes(
                formats.write(draft, "docx", copy, service.check(draft))
            )
    return folder


def test_libreoffice_opens_every_file_and_full_pages_hold_22_lines(files, snapshot):
    soffice = needs.command("soffice", "libreoffice")
    pymupdf = needs.module("pymupdf")
    paths = sorted(files.glob("*.docx"))
    subprocess.run([soffice, f"-env:UserInstallation=file://{files}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(files), *map(str, paths)],
                   check=True, capture_output=True, timeout=150)  # fmt: skip
    pages = {}
    for path in paths:
        with pymupdf.open(files / f"{path.stem}.pdf") as document:
            pages[path.stem] = [lines_of(page) for page in document]
    chinese = [count for name, counts in pages.items() if name.startswith("party") for count in counts[:-1]]
    assert chinese
    assert all(20 <= count <= 22 for count in chinese)
    assert {name: len(counts) for name, counts in pages.items()} == snapshot


def lines_of(page):
    """Rows of text on a page, the page number aside; the title's two rows of 22 pt and the blank row after them count as three."""
    tops = sorted(
        {round(line["bbox"][3]) for block in page.get_text("dict")["blocks"] for line in block.get("lines", [])}
    )
    rows = [y for i, y in enumerate(tops) if not i or y - tops[i - 1] > 6]
    rows = [y for y in rows if y < page.rect.height - 90]
    return round((rows[-1] - rows[0]) / 28.95) + 1 if rows else 0


def test_the_open_xml_validator_finds_no_error(files):
    validator = os.environ.get("OOXML_VALIDATOR") or needs.command("ooxml-validator")
    for path in sorted(files.glob("*.docx")):
        done = subprocess.run([validator, str(path)], capture_output=True, text=True, timeout=120, check=False)
        assert json.loads(done.stdout)["errors"] == [], path.name
