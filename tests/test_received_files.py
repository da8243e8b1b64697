"""Word files that somebody sent: damaged, locked, with macros, or built to fill the memory. One clear line, nothing executed."""

import io
import subprocess
import sys
import textwrap
import zipfile

import pytest

from drafter import formats, service
from drafter.errors import DraftFormatError, InputError
from drafter.formats import unpacking
from drafter.formats.numbered import Styles

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraphs(*texts):
    return "".join(f"<w:p>{run(text)}</w:p>" for text in texts)


def document(body, head=""):
    return f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def word_file(body="", **members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", members.pop("types", TYPES))
        package.writestr("word/document.xml", members.pop("main", document(body)))
        for name, data in members.items():
            package.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def refused(data, says):
    for read in (service.read_back, formats.read_report):
        with pytest.raises(InputError, match=says) as caught:
            read(data, "in.docx")
        assert "\n" not in str(caught.value)
        assert str(caught.value).startswith("in.docx")


REPORT = paragraphs(
    "某局2025年工作总结", "一、主要工作情况", "完成12件。", "二、存在问题", "人少。", "三、下步打算", "补人。"
)


def test_a_file_with_macros_is_not_opened_whatever_its_name():
    refused(word_file(REPORT, **{"word__vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "holds macros")
    types = TYPES.replace(
        "/>",
        '><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
    )
    refused(word_file(REPORT, types=types), "holds macros")


@pytest.mark.parametrize("encrypted", ["old .doc or encrypted", "zip password"])
def test_a_locked_file_says_that_it_is_locked(encrypted):
    if encrypted == "zip password":
        data = bytearray(word_file(REPORT))
        at = data.index(b"PK\x01\x02")
        data[at + 8] |= 1
        refused(bytes(data), "locked with a password")
    else:
        refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "encrypted or an old .doc")


def test_a_file_that_was_cut_off_or_scrambled_is_damaged():
    data = word_file(REPORT)
    refused(data[: len(data) // 2], "damaged or cut off")
    refused(
        data.replace(b"\x00\x00word/document.xml", b"\x00\x00word/documenT.xml", 1), "damaged|holds no Word document"
    )
    refused(word_file(main="<w:document"), "damaged")
    refused(word_file(main=f'<w:document xmlns:w="{W}"/>'), "holds no Word document")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("readme.txt", "not Word")
    refused(out.getvalue(), "holds no Word document")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_stands_twice_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", document(REPORT))
        package.writestr("word/document.xml", document(paragraphs("other")))
    refused(out.getvalue(), "'word/document.xml' twice")


def test_document_types_and_outside_entities_are_refused_unread(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("canary-8812")
    for head in (
        f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file://{secret}">]>',
        '<!DOCTYPE w:document SYSTEM "http://192.0.2.1/x.dtd">',
        "<!DOCTYPE w:document ["
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 50}">' for n in range(8))
        + "]>",
    ):
        data = word_file(
            main=document(paragraphs("&x;" if "ENTITY x" in head else "&a7;" if "a7" in head else "x"), head)
        )
        refused(data, "document type|damaged")


def test_a_bomb_is_refused_before_it_is_unpacked():
    code = textwrap.dedent(
        """
        import io, resource, sys, zipfile
        from drafter import formats
        from drafter.errors import InputError
        import drafter.formats.foreign, drafter.formats.word, lxml.etree

        def bomb(kind):
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
                if kind == "one":
                    with package.open("word/document.xml", "w", force_zip64=True) as member:
                        for _ in range(300):
                            member.write(b" " * 2**20)
                elif kind == "many":
                    for number in range(40):
                        package.writestr(f"word/{number}.xml", b"ab" * (8 * 2**20))
                else:
                    for number in range(30000):
                        package.writestr(f"word/{number}.xml", b"")
            return out.getvalue()

        files = [bomb(kind) for kind in ("one", "many", "members")]
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for data in files:
            for read in (formats.read_report, formats.read_draft):
                try:
                    read(data, "bomb.docx")
                except InputError as error:
                    print(error)
                else:
                    print("opened")
        print("grew", (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
        """
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(shown) == 7
    assert all("unpacks to more than" in line or "more than 4000 members" in line for line in shown[:6])
    assert int(shown[-1].split()[1]) < 40


def test_a_member_whose_directory_lies_about_its_size_is_damaged():
    data = bytearray(word_file(REPORT * 50))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    refused(bytes(data), "damaged")


def test_nesting_without_end_is_refused():
    deep = "<w:sdt><w:sdtContent>" * 120 + paragraphs("x") + "</w:sdtContent></w:sdt>" * 120
    refused(word_file(deep), "damaged|nested too deep")


def test_styles_that_rest_on_each_other_without_end_are_read():
    chain = [f'<w:basedOn w:val="s{number}"/>' for number in range(1, 5001)]
    links = [f'<w:link w:val="s{number}"/>' for number in range(1, 5001)]
    circle = ['<w:basedOn w:val="s1"/>', '<w:basedOn w:val="s0"/><w:link w:val="s0"/>']
    last = '<w:style w:type="paragraph" w:styleId="s5000"><w:name w:val="heading 1"/></w:style>'
    for sort, rests in (("paragraph", chain), ("character", chain), ("character", links), ("character", circle)):
        made = (f'<w:style w:type="{sort}" w:styleId="s{n}">{rest}</w:style>' for n, rest in enumerate(rests))
        styles = f'<w:styles xmlns:w="{W}">{"".join(made)}{last}</w:styles>'
        assert Styles(unpacking.parsed(styles.encode(), "in.docx")).get("s0").level == (0 if rests is circle else 1)
        headed = f'<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr>{run("一、主要工作情况")}</w:p>'
        body = (
            paragraphs("某局2025年工作总结")
            + headed
            + paragraphs("完成12件。", "二、存在问题", "人少。", "三、下步打算", "补人。")
        )
        read = formats.read_report(word_file(body, **{"word__styles.xml": styles}), "in.docx").report
        assert [item.text for _, part in read.parts() for item in part.items] == ["完成12件。", "人少。", "补人。"]


@pytest.mark.parametrize("damaged", ["x", "", "-1", "1.5", "300000000", pytest.param("9" * 5000, id="5,000 digits")])
@pytest.mark.parametrize(
    "place", ["ilvl", "numId", "level", "start", "startOverride", "abstractNumId", "outlineLvl", "gridSpan"]
)
def test_a_number_of_a_list_that_is_none_hides_no_word(damaged, place):
    said = {
        "ilvl": "0",
        "numId": "1",
        "level": "0",
        "start": "1",
        "startOverride": "1",
        "abstractNumId": "1",
        "outlineLvl": "9",
    }
    said = {**said, "gridSpan": "2", place: damaged}
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="{said["level"]}">'
        f'<w:start w:val="{said["start"]}"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="{said["abstractNumId"]}"/><w:lvlOverride w:ilvl="{said["level"]}">'
        f'<w:startOverride w:val="{said["startOverride"]}"/></w:lvlOverride></w:num></w:numbering>'
    )
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="s">'
        f'<w:pPr><w:outlineLvl w:val="{said["outlineLvl"]}"/></w:pPr></w:style></w:styles>'
    )
    listed = (
        f'<w:p><w:pPr><w:pStyle w:val="s"/><w:outlineLvl w:val="{said["outlineLvl"]}"/><w:numPr><w:ilvl w:val="{said["ilvl"]}"/>'
        f'<w:numId w:val="{said["numId"]}"/></w:numPr></w:pPr>{run("完成12件。")}</w:p>'
    )
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{said["gridSpan"]}"/></w:tcPr>{paragraphs("户数")}</w:tc>'
    body = (
        paragraphs("某局2025年工作总结", "一、主要工作情况")
        + listed
        + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
        + paragraphs("二、存在问题", "人少。", "三、下步打算", "补人。")
    )
    data = word_file(body, **{"word__styles.xml": styles, "word__numbering.xml": numbering})
    read = formats.read_report(data, "in.docx").report
    held = "".join(f"{item.heading or ''}{item.text}" for item in read.items())
    assert "完成12件。" in held
    assert len(held) < 100


def test_json_nested_without_end_is_no_draft_and_no_clean_copy():
    deep = b'{"a":' * 100_000
    for data, name in ((deep, "in.json"), (b'{"format": 0, "notes": []}', "in.json")):
        for read in (formats.read_draft, service.read_back):
            with pytest.raises(DraftFormatError) as caught:
                read(data, name)
            assert "\n" not in str(caught.value)
    assert formats.read_report(deep, "in.txt").report.opening.text.startswith('{"a":')  # a text like another


def test_limits_leave_room_for_real_reports():
    assert unpacking.MAX_MEMBER >= 16 * 2**20
    long = "".join(paragraphs(f"第{number}项工作完成情况的说明，共{number}件。") for number in range(5000))
    assert formats.read_report(word_file(long), "long.docx").report.achievements.items


def test_a_carried_draft_that_is_damaged_is_said_to_be(notes_zh):
    data = formats.write(service.draft(notes_zh), "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members["customXml/item1.xml"] = members["customXml/item1.xml"].replace(b"</draft>", b"AAAA</draft>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, member in members.items():
            package.writestr(name, member)
    with pytest.raises(DraftFormatError, match="the draft inside in.docx is damaged"):
        service.read_back(out.getvalue(), "in.docx")


def test_what_is_not_in_the_text_is_reported_and_never_lost():
    body = REPORT.replace(
        "<w:t>人少。</w:t>",
        "<w:t>人少。</w:t></w:r><w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'><w:txbxContent>"
        "<w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏起的话</w:t></w:r><w:r><w:footnoteReference w:id='2'/>",
    )
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>脚注的话</w:t></w:r></w:p></w:footnote></w:footnotes>'
    found = formats.read_report(word_file(body, **{"word__footnotes.xml": notes}), "in.docx")
    assert set(found.left) == {"框里的话", "藏起的话", "脚注的话"}
    assert found.report.problems.items[0].text == "人少。"
