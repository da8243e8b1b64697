import io
import re
import zipfile

import docx
import pytest
from docx.shared import Pt
from typer.testing import CliRunner

from drafter import export, formats, prompts
from drafter.cli import app
from drafter.errors import InputError
from drafter.formats import layout as layouts
from drafter.formats.blocks import signature_indents
from drafter.formats.wordml import bookmark_of
from drafter.schema import Signature
from drafter.web import board
from tests import sample_reports


def part(data, name="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode("utf-8")


def everything(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist()).decode("utf-8", "replace")


def styles(data):
    return {style.name: style for style in docx.Document(io.BytesIO(data)).styles}


@pytest.fixture
def draft():
    return sample_reports.summary_zh()


def test_headings_run_in_or_stand_on_their_own_line_without_a_stop(draft):
    for name, stop, count in (("national", "。", 0), ("common", "", 14)):
        document = docx.Document(io.BytesIO(export(draft, layout=name)))
        assert sum(p.style.name == "Heading 2" for p in document.paragraphs) == count
        assert any(f"（一）抓实理论武装，筑牢思想根基{stop}" in p.text for p in document.paragraphs)


def test_every_preset_of_every_language_prints(draft):
    for language, sample in (("zh", draft), ("en", sample_reports.annual_en())):
        for name, about in layouts.list_layouts(language).items():
            assert about
            assert formats.write(sample, "docx", layout=name).startswith(b"PK")
            assert "drafter-page" in formats.preview(sample, name)


def test_a_preset_of_ones_own_need_not_say_what_it_is(draft, tmp_path, monkeypatch):
    whole = prompts.read_text("zh", "layouts/national.toml")
    own = tmp_path / "zh" / "layouts" / "ours.toml"
    own.parent.mkdir(parents=True)
    own.write_text(re.sub("^about = .*$", "", whole, flags=re.MULTILINE), encoding="utf-8")
    monkeypatch.setenv("DRAFTER_PROMPTS", str(tmp_path))
    assert layouts.list_layouts("zh")["ours"] == ""
    assert ["ours", ""] in [list(row) for row in board.whole(draft)["layouts"]]
    shown = CliRunner().invoke(app, ["layouts", "--language", "zh"])
    assert "ours" in shown.output
    assert shown.exit_code == 0


def test_a_file_of_ones_own_changes_what_it_names_and_nothing_else(draft, tmp_path):
    own = tmp_path / "ours.toml"
    own.write_text('like = "common"\nline = 30.0\n[fonts]\nbody = "仿宋"\n', encoding="utf-8")
    data = export(draft, layout=str(own))
    normal = styles(data)["Normal"]
    assert normal.paragraph_format.line_spacing == Pt(30)
    assert 'w:eastAsia="仿宋"' in part(data, "word/styles.xml")
    assert 'w:ascii="Times New Roman"' in part(data, "word/styles.xml")
    assert layouts.find_layout("zh", str(own)).headings == "own-line"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("line = 'wide'", "line is 'wide'"),
        ("lines = 22", "lines is 22"),
        ('like = "nothing"', "'nothing' is no layout of 'zh'; give common, ink, national"),
        ("line =", "not valid TOML"),
        ("character = 0.0", "character is 0.0; input should be greater than or equal to 4"),
        ("line = nan", "line is nan"),
        ("line = -3", "line is -3"),
        ("width = inf", "width is inf"),
        ("height = 1e9", "height is 1000000000.0"),
        ("width = 10", "the margins leave -125 points of its width"),
        ("top = 250", "the margins leave 34 points of its height, 145 are needed for type of 28.95"),
        ("title_size = 140", "points of its width, 700 are needed for type of 140"),
        ("fonts = '宋体'", "fonts is '宋体'"),
        ("like = '~nosuchuser/x.toml'", "home folder of a user that there is not"),
    ],
)
def test_a_wrong_layout_file_is_told_with_its_key(draft, tmp_path, text, says):
    own = tmp_path / "ours.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        export(draft, layout=str(own))


def test_a_font_name_cannot_break_the_file_or_the_page(draft, tmp_path):
    own = tmp_path / "ours.toml"
    own.write_text("[fonts]\nbody = '''a\"><x}</style>'''\n", encoding="utf-8")
    assert docx.Document(io.BytesIO(export(draft, layout=str(own)))).paragraphs
    assert "<x" not in formats.preview(draft, str(own))


def test_words_own_grid_is_declared_by_the_character(draft):
    grid = part(export(draft, layout=formats.layout_for(draft, grid="word")))
    assert '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"/>' in grid


@pytest.mark.parametrize(
    ("name", "date", "seal", "indents"),
    [
        ("云岭县林业局", "2025年12月8日", False, (4.0 + 6.5 - 6.0, 2.0)),
        ("中共云岭县林业局党组", "2025年12月8日", False, (2.0, 3.5)),
        ("云岭县林业局", "2025年12月8日", True, (4.25, 4.0)),
        ("中共云岭县林业局机关党总支部委员会办公室", "2025年1月5日", True, (0.0, 7.0)),
        ("云岭县林业局", "", True, (4.0, 4.0)),
    ],
)
def test_name_and_date_stand_as_the_standard_has_them_with_and_without_a_seal(name, date, seal, indents):
    assert signature_indents(Signature(issuer=name, date=date), seal=seal) == indents


def test_a_seal_has_two_lines_of_room_above_the_name(draft):
    data = export(draft, layout=formats.layout_for(draft, seal=True))
    assert styles(data)["Signature Name"].paragraph_format.space_before == Pt(57.9)


def test_items_of_a_draft_copy_lie_in_bookmarks_and_a_clean_copy_has_none(draft):
    names = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)"/>', part(formats.write(draft, "docx")))
    assert names == [bookmark_of(item.id) for item in draft.report.items()]
    assert "drafter_" not in everything(formats.write(draft, "docx", "clean"))


def test_bookmark_names_are_words_own_and_no_two_ids_share_one():
    ids = ["1.1", "1.10", "opening", "a_b", "a.b", "一", "x" * 90, "3f0e-…"]
    names = [bookmark_of(name) for name in ids]
    assert len(set(names)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII) for name in names)


@pytest.fixture
def template(tmp_path):
    """A letterhead of a user's: renamed ids, a carried draft of another report, an author, a path to another template."""
    document = docx.Document(io.BytesIO(formats.write(sample_reports.everything_zh(), "docx")))
    for paragraph in list(document.element.body)[:-1]:
        document.element.body.remove(paragraph)
    document.add_paragraph("云岭县林业局文件")
    document.add_paragraph("{{report}}")
    document.add_paragraph("抄送：县委办公室")
    document.styles["Body Text"].font.size = Pt(15)
    document.core_properties.author = "某科员"
    styles_xml = document.styles.element
    for element in styles_xml.iter():
        for key, value in list(element.attrib.items()):
            if value in ("BodyText", "Heading1"):
                element.set(key, {"BodyText": "a3", "Heading1": "1"}[value])
    styles_xml.remove(next(s for s in styles_xml.style_lst if s.name_val == "Signature Date"))
    path = tmp_path / "letterhead.docx"
    document.save(str(path))
    return path


def test_a_template_of_ones_own_gives_its_styles_and_keeps_what_stands_around_the_report(draft, template):
    data = formats.write(draft, "docx", "clean", layout=formats.layout_for(draft, template=str(template)))
    document = docx.Document(io.BytesIO(data))
    texts = [p.text for p in document.paragraphs]
    assert texts[0] == "云岭县林业局文件"
    assert texts[1].replace("\n", "") == draft.report.title
    assert texts[-1] == "抄送：县委办公室"
    body = next(p for p in document.paragraphs if p.style.name == "Body Text")
    assert body.style.font.size == Pt(15)
    assert [p.style.style_id for p in document.paragraphs if p.text.startswith("一、")] == ["1"]
    assert any(p.style.name == "Signature Date" for p in document.paragraphs)


def test_nothing_that_a_template_carried_is_passed_on(draft, template):
    data = formats.write(draft, "docx", "clean", layout=formats.layout_for(draft, template=str(template)))
    assert "某科员" not in everything(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
    assert not [name for name in names if "customXml" in name or "comment" in name or "app.xml" in name]
    assert len(names) == len(set(names))
    copy = formats.write(draft, "docx", layout=formats.layout_for(draft, template=str(template)))
    assert formats.read_draft(copy) == draft


def test_a_template_that_is_no_word_file_is_told(draft, tmp_path):
    for data in (b"", b"PK\x03\x04", b"%PDF-1.7"):
        (tmp_path / "x.docx").write_bytes(data)
        with pytest.raises(InputError, match=r"x\.docx' cannot be opened; a \.docx saved by Word or WPS is expected"):
            export(draft, layout=formats.layout_for(draft, template=str(tmp_path / "x.docx")))


def test_the_settings_may_name_the_usual_layout(draft, monkeypatch):
    monkeypatch.setenv("DRAFTER_LAYOUT", "common")
    assert formats.layout_for(draft).headings == "own-line"
    assert formats.layout_for(sample_reports.annual_en()).language == "en"
    monkeypatch.setenv("DRAFTER_LAYOUT", "comon")
    with pytest.raises(InputError, match="DRAFTER_LAYOUT is 'comon', which is no layout"):
        formats.layout_for(draft)


def test_the_command_line_sets_a_layout_and_tells_a_wrong_one_before_it_writes(draft, tmp_path):
    (tmp_path / "r.json").write_bytes(formats.write(draft, "json"))
    run = CliRunner().invoke
    source, target = str(tmp_path / "r.json"), str(tmp_path / "r.docx")
    assert (
        run(app, ["export", source, "-o", target, "--layout", "ink", "--headings", "own-line", "--seal"]).exit_code == 0
    )
    section = docx.Document(target).sections[0]
    assert section.top_margin.mm == pytest.approx(34.6, abs=0.05)
    assert any(p.style.name == "Heading 2" for p in docx.Document(target).paragraphs)
    (tmp_path / "n.txt").write_text("主题党日12次", encoding="utf-8")
    told = run(app, ["draft", str(tmp_path / "n.txt"), "-o", str(tmp_path / "n.docx"), "--layout", "none"])
    assert isinstance(told.exception, InputError)
    assert not (tmp_path / "n.docx").exists()
    assert "national" in run(app, ["layouts"]).stdout


def test_a_draft_copy_stays_in_its_layout_until_another_is_asked_for(draft, tmp_path):
    (tmp_path / "r.json").write_bytes(formats.write(draft, "json"))
    run = CliRunner().invoke
    source, copy, final = (str(tmp_path / name) for name in ("r.json", "r.docx", "final.docx"))
    own_line = lambda path: any(p.style.name == "Heading 2" for p in docx.Document(path).paragraphs)  # noqa: E731
    assert run(app, ["export", source, "-o", copy, "--layout", "common", "--seal"]).exit_code == 0
    assert run(app, ["redraft", copy, "problems/1", "--engine", "offline"]).exit_code == 0
    assert own_line(copy)
    assert styles((tmp_path / "r.docx").read_bytes())["Signature Name"].paragraph_format.space_before > Pt(50)
    assert run(app, ["export", copy, "-o", final, "--copy", "clean", "--anyway"]).exit_code == 0
    assert own_line(final)
    assert run(app, ["export", copy, "-o", final, "--layout", "national", "--force"]).exit_code == 0
    assert not own_line(final)
    assert formats.read_layout((tmp_path / "final.docx").read_bytes()).headings == "run-in"
    assert formats.read_layout(formats.write(draft, "docx", "clean")) is None


def test_a_layout_that_no_page_can_have_is_not_taken_from_a_file(draft):
    data = formats.write(draft, "docx", layout=formats.layout_for(draft, size=15.0))
    assert formats.read_layout(data).size == 15.0
    assert formats.read_layout(crafted(data, b'"size":15.0', b'"size":0.0')) is None
    assert formats.read_layout(crafted(data, b'"width":210.0', b'"width":20.0')) is None


def crafted(data: bytes, old: bytes, new: bytes) -> bytes:
    """A draft copy that somebody has written something else into."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as ours, zipfile.ZipFile(file, "w") as theirs:
        for name in ours.namelist():
            theirs.writestr(name, ours.read(name).replace(old, new))
    assert new in zipfile.ZipFile(file).read("customXml/item1.xml")
    return file.getvalue()


def test_a_received_file_has_no_template_opened(draft):
    data = crafted(formats.write(draft, "docx"), b"layout='{", b"""layout='{"template":"/etc/hosts",""")
    assert formats.read_layout(data).template == ""


def test_a_template_in_the_home_of_nobody_is_told(draft):
    with pytest.raises(InputError, match="'~nosuchuser/t.docx' lies in the home folder of a user that there is not"):
        export(draft, layout=formats.layout_for(draft, template="~nosuchuser/t.docx"))
