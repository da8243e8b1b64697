"""Builds the two styles-only templates: `python -m drafter.formats.build_templates`. The shipped files are its output.

Measures in twips (1/20 pt; 1 mm = 56.7) and half-points. Chinese page: GB/T 9704-2012 §5.2, §7.3, §7.5: type area
156 × 225 mm, 22 lines of 28 characters, 3号 (16 pt) 仿宋, 2号 (22 pt) 小标宋 title, 4号 (14 pt) page numbers outside.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
EPOCH = (2025, 1, 1, 0, 0, 0)
"""The time stamped on every zip member, so that equal content gives equal bytes."""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

FANG, KAI, HEI, TITLE, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"


def fonts(name: str) -> str:
    """One face in all four slots: quotes and dashes beside Chinese stay full-width."""
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def latin(name: str) -> str:
    """A Latin face, with 宋体 for any Chinese in an English report."""
    return f'<w:rFonts w:ascii="{name}" w:eastAsia="{SONG}" w:hAnsi="{name}" w:cs="{name}"/>'


def style(kind: str, name: str, title: str, *, based: str = "", following: str = "", link: str = "", ppr: str = "",
          rpr: str = "", default: bool = False, shown: bool = True) -> str:  # fmt: skip
    """One style element, children in the order of the schema."""
    return "".join((
        f'<w:style w:type="{kind}"' + (' w:default="1"' if default else "") + f' w:styleId="{name}">',
        f'<w:name w:val="{title}"/>',
        f'<w:basedOn w:val="{based}"/>' if based else "",
        f'<w:next w:val="{following}"/>' if following else "",
        f'<w:link w:val="{link}"/>' if link else "",
        '<w:uiPriority w:val="1"/><w:qFormat/>' if shown else '<w:uiPriority w:val="99"/>',
        f"<w:pPr>{ppr}</w:pPr>" if ppr else "",
        f"<w:rPr>{rpr}</w:rPr>" if rpr else "",
        "</w:style>",
    ))  # fmt: skip


_COMMENTS = (
    style("paragraph", "CommentText", "annotation text", based="Normal", shown=False,
          ppr='<w:spacing w:line="240" w:lineRule="auto"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>',
          rpr='<w:sz w:val="20"/><w:szCs w:val="20"/>'),
    style("character", "CommentReference", "annotation reference", rpr='<w:sz w:val="16"/><w:szCs w:val="16"/>', shown=False),
    style("character", "Placeholder", "Placeholder Mark", rpr='<w:shd w:val="clear" w:color="auto" w:fill="FFF200"/>'),
)  # fmt: skip

_CELLS = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="ReportTable"><w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/>'
    '<w:uiPriority w:val="1"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)


def _indent(first: int = 0, *, left: int = 0, hanging: int = 0, unit: int = 315) -> str:
    """Indents in characters with their twip twins: LibreOffice reads only the latter, Word prefers the former."""
    chars = f'w:leftChars="{left * 100}" w:left="{left * unit}" w:rightChars="0" w:right="0"'
    tail = (
        f'w:hangingChars="{hanging * 100}" w:hanging="{hanging * unit}"'
        if hanging
        else f'w:firstLineChars="{first * 100}" w:firstLine="{first * unit}"'
    )
    return f"<w:ind {chars} {tail}/>"


def gongwen_styles() -> str:
    """The styles of the Chinese page."""
    normal = (
        '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/><w:jc w:val="both"/>'
    )
    keep = "<w:keepNext/>"
    levels = ((1, HEI), (2, KAI), (3, FANG), (4, FANG))
    heading = [
        style("paragraph", f"Heading{n}", f"heading {n}", based="Normal", following="BodyText", link=f"Heading{n}Char",
              ppr=f'{keep}{_indent(2)}<w:outlineLvl w:val="{n - 1}"/>', rpr=fonts(face))
        + style("character", f"Heading{n}Char", f"heading {n} Char", link=f"Heading{n}", rpr=fonts(face), shown=False)
        for n, face in levels
    ]  # fmt: skip
    blank = '<w:spacing w:beforeLines="100" w:before="579"/>'
    parts = [
        style("paragraph", "Normal", "Normal", default=True, ppr=normal,
              rpr=f'{fonts(FANG)}<w:color w:val="000000"/><w:spacing w:val="-5"/><w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/>'),
        ('<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'),
        style("paragraph", "BodyText", "Body Text", based="Normal", ppr=_indent(2)),
        style("paragraph", "BodyLead", "Body Text Short Item", based="BodyText", ppr='<w:outlineLvl w:val="1"/>'),
        style("paragraph", "Title", "Title", based="Normal", following="BodyText",
              ppr='<w:keepNext/><w:keepLines/><w:spacing w:afterLines="100" w:after="579"/><w:jc w:val="center"/>',
              rpr=f'{fonts(TITLE)}<w:spacing w:val="0"/><w:sz w:val="44"/><w:szCs w:val="44"/>'),
        style("paragraph", "Recipient", "Recipient", based="Normal", ppr="<w:keepNext/>" + _indent(0)),
        *heading,
        style("paragraph", "Attachments", "Attachments Note", based="Normal", ppr=keep + blank + _indent(left=6, hanging=4)),
        style("paragraph", "AttachmentsNext", "Attachments Note Next", based="Normal", ppr=keep + _indent(left=6, hanging=1)),
        style("paragraph", "AttachmentMark", "Attachment Mark", based="Normal", ppr=f"<w:keepNext/><w:pageBreakBefore/>{_indent(0)}", rpr=fonts(HEI)),
        style("paragraph", "AttachmentTitle", "Attachment Title", based="Title", ppr='<w:spacing w:beforeLines="100" w:before="579"/>'),
        style("paragraph", "SignatureName", "Signature Name", based="Normal", ppr=f'{keep}{blank}<w:jc w:val="right"/>'),
        style("paragraph", "SignatureDate", "Signature Date", based="Normal", ppr='<w:jc w:val="right"/>'),
        style("paragraph", "TableText", "Table Text", based="Normal",
              ppr='<w:spacing w:line="400" w:lineRule="exact"/><w:jc w:val="center"/>', rpr='<w:spacing w:val="0"/><w:sz w:val="24"/><w:szCs w:val="24"/>'),
        *(style("paragraph", f"Footer{side}", f"Page Number {side}", based="Normal", shown=False,
                ppr=f'<w:spacing w:line="280" w:lineRule="exact"/><w:ind {inset}/><w:jc w:val="{jc}"/>',
                rpr=f'{fonts(SONG)}<w:spacing w:val="0"/><w:sz w:val="28"/><w:szCs w:val="28"/>')
          for side, inset, jc in (("Odd", 'w:rightChars="100" w:right="280"', "right"), ("Even", 'w:leftChars="100" w:left="280"', "left"))),
        *_COMMENTS,
        _CELLS,
    ]  # fmt: skip
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return f"{_XML}<w:styles {_W}>{defaults}{''.join(parts)}</w:styles>"


def english_styles() -> str:
    """The styles of the English page: serif text, sans headings, faces that every office PC has."""
    sans, serif = latin("Calibri"), latin("Cambria")
    ink = '<w:color w:val="1F3A4D"/>'

    def heading(n: int, size: int, before: int) -> str:
        return style("paragraph", f"Heading{n}", f"heading {n}", based="Normal", following="BodyText", link=f"Heading{n}Char",
                     ppr=f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="80"/><w:outlineLvl w:val="{n - 1}"/>',
                     rpr=f'{sans}<w:b/><w:bCs/>{ink}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>') + style(
            "character", f"Heading{n}Char", f"heading {n} Char", link=f"Heading{n}", rpr=f"{sans}<w:b/><w:bCs/>{ink}", shown=False)  # fmt: skip

    parts = [
        style("paragraph", "Normal", "Normal", default=True,
              ppr='<w:widowControl/><w:spacing w:before="0" w:after="120" w:line="288" w:lineRule="auto"/>',
              rpr=f'{serif}<w:sz w:val="22"/><w:szCs w:val="22"/>'),
        ('<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'),
        style("paragraph", "BodyText", "Body Text", based="Normal"),
        style("paragraph", "BodyLead", "Body Text Short Item", based="BodyText"),
        style("paragraph", "Title", "Title", based="Normal", following="BodyText",
              ppr='<w:keepNext/><w:keepLines/><w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="1F3A4D"/></w:pBdr><w:spacing w:before="0" w:after="240"/>',
              rpr=f'{sans}<w:b/><w:bCs/>{ink}<w:sz w:val="40"/><w:szCs w:val="40"/>'),
        style("paragraph", "Recipient", "Recipient", based="Normal"),
        heading(1, 28, 320), heading(2, 24, 200), heading(3, 22, 160), heading(4, 22, 120),
        style("paragraph", "Attachments", "Attachments Note", based="Normal", ppr='<w:keepNext/><w:spacing w:before="240"/>'),
        style("paragraph", "AttachmentsNext", "Attachments Note Next", based="Normal", ppr="<w:keepNext/>"),
        style("paragraph", "AttachmentMark", "Attachment Mark", based="Heading2", ppr="<w:pageBreakBefore/>"),
        style("paragraph", "AttachmentTitle", "Attachment Title", based="Heading1"),
        style("paragraph", "SignatureName", "Signature Name", based="Normal", ppr='<w:keepNext/><w:spacing w:before="360"/>'),
        style("paragraph", "SignatureDate", "Signature Date", based="Normal"),
        style("paragraph", "TableText", "Table Text", based="Normal", ppr='<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>',
              rpr=f'{sans}<w:sz w:val="20"/><w:szCs w:val="20"/>'),
        style("paragraph", "FooterOdd", "Page Number", based="Normal", ppr='<w:spacing w:after="0"/><w:jc w:val="center"/>',
              rpr=f'{sans}<w:color w:val="595959"/><w:sz w:val="18"/><w:szCs w:val="18"/>', shown=False),
        *_COMMENTS,
        _CELLS,
    ]  # fmt: skip
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{serif}<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return f"{_XML}<w:styles {_W}>{defaults}{''.join(parts)}</w:styles>"


def _field(code: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _footer(name: str, before: str, after: str) -> str:
    text = f'<w:r><w:t xml:space="preserve">{before}</w:t></w:r>{_field("PAGE")}<w:r><w:t xml:space="preserve">{after}</w:t></w:r>'
    total = _field("NUMPAGES") if after.endswith("of ") else ""
    return f'{_XML}<w:ftr {_W} {_R}><w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>{text}{total}</w:p></w:ftr>'


def _settings(language: str, *, even_odd: bool) -> str:
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1), ("enableOpenTypeFeatures", 1),
                            ("doNotFlipMirrorIndents", 1), ("differentiateMultirowTableHeaders", 1))
    )  # fmt: skip
    odd = "<w:evenAndOddHeaders/>" if even_odd else ""
    squeeze = "compressPunctuation" if language == "zh" else "doNotCompress"
    lang = (
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        if language == "zh"
        else '<w:themeFontLang w:val="en-GB"/>'
    )
    return (
        f'{_XML}<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>{odd}<w:characterSpacingControl w:val="{squeeze}"/>'
        f"<w:compat>{compat}</w:compat>{lang}</w:settings>"
    )


GONGWEN_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1420" w:gutter="0"/>'
    '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
)
ENGLISH_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)


def _package(styles: str, settings: str, section: str, footers: list[str]) -> bytes:
    overrides = [("/word/document.xml", f"{_WORD}.document.main+xml"), ("/word/styles.xml", f"{_WORD}.styles+xml"),
                 ("/word/settings.xml", f"{_WORD}.settings+xml"),
                 *((f"/word/footer{n}.xml", f"{_WORD}.footer+xml") for n in range(1, len(footers) + 1)),
                 ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")]  # fmt: skip
    types = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    rels = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate([("styles", "styles.xml"), ("settings", "settings.xml"),
                                            *(("footer", f"footer{i}.xml") for i in range(1, len(footers) + 1))], 1)
    )  # fmt: skip
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    members = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'{_XML}{head}<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'{_XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>',
        "word/_rels/document.xml.rels": f"{_XML}{head}{rels}</Relationships>",
        "word/document.xml": f"{_XML}<w:document {_W} {_R}><w:body>{section}</w:body></w:document>",
        "word/styles.xml": styles,
        "word/settings.xml": settings,
        **{f"word/footer{n}.xml": footer for n, footer in enumerate(footers, 1)},
    }
    return pack({name: text.encode("utf-8") for name, text in members.items()})


def pack(members: dict[str, bytes]) -> bytes:
    """A zip of these members, in this order, all stamped with `EPOCH`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            package.writestr(info, data)
    return out.getvalue()


def build() -> dict[str, bytes]:
    """Both templates: file name to bytes."""
    dashes = ("— ", " —")
    return {
        "template_gongwen.docx": _package(gongwen_styles(), _settings("zh", even_odd=True), GONGWEN_SECTION,
                                          [_footer("FooterOdd", *dashes), _footer("FooterEven", *dashes)]),
        "template_english.docx": _package(english_styles(), _settings("en", even_odd=False), ENGLISH_SECTION,
                                          [_footer("FooterOdd", "Page ", " of ")]),
    }  # fmt: skip


def main() -> None:
    """Write the templates beside this file."""
    for name, data in build().items():
        (HERE / name).write_bytes(data)


if __name__ == "__main__":
    main()
