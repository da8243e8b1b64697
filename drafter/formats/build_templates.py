"""Builds the two styles-only templates: `python -m drafter.formats.build_templates`. The shipped files are its output.

Measures in twips (1/20 pt; 1 mm = 56.7) and half-points. Chinese page: GB/T 9704-2012 §5.2, §7.3, §7.5: type area
156 × 225 mm, 22 lines of 28 characters, 3号 (16 pt) 仿宋, 2号 (22 pt) 小标宋 title, 4号 (14 pt) page numbers outside.
"""

from __future__ import annotations

import re
from pathlib import Path

from drafter.formats import package
from drafter.formats.layout import wording
from drafter.formats.package import CHARACTER, MAIN, RELATIONS, WORD, XML, Part, W

HERE = Path(__file__).parent

_R = f'xmlns:r="{RELATIONS}"'

FANG, KAI, HEI, TITLE, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
SANS, SERIF, INK = "Calibri", "Cambria", '<w:color w:val="1F3A4D"/>'


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


_YELLOW = '<w:shd w:val="clear" w:color="auto" w:fill="FFF2A8"/>'
_COMMENTS = (
    style("paragraph", "CommentText", "annotation text", based="Normal", shown=False,
          ppr='<w:spacing w:line="240" w:lineRule="auto"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>',
          rpr='<w:sz w:val="20"/><w:szCs w:val="20"/>'),
    style("character", "CommentReference", "annotation reference", rpr='<w:sz w:val="16"/><w:szCs w:val="16"/>', shown=False),
    style("character", "Placeholder", "Placeholder Mark", rpr=_YELLOW),
    style("character", "PlaceholderLead", "Placeholder Mark in Heading", based="Heading2Char", rpr=_YELLOW),
)  # fmt: skip

_NORMAL_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def _report_table(color: str, sides: tuple[str, ...], head: str = "") -> str:
    """The table style: single lines of half a point on these sides; `head` shades the first row."""
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{color}"/>' for side in sides)
    first = f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{head}"/></w:tcPr></w:tblStylePr>'
    return (
        f'{_NORMAL_TABLE}<w:style w:type="table" w:styleId="ReportTable"><w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/>'
        f'<w:uiPriority w:val="1"/><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>{first if head else ""}</w:style>'
    )


def _indent(first: float = 0, *, left: float = 0, hanging: float = 0) -> str:
    """Indents in characters with their twip twins: LibreOffice reads only the latter, Word prefers the former."""

    def twins(name: str, characters: float) -> str:
        return f'w:{name}Chars="{round(characters * 100)}" w:{name}="{round(characters * CHARACTER)}"'

    tail = twins("hanging", hanging) if hanging else twins("firstLine", first)
    return f"<w:ind {twins('left', left)} {twins('right', 0)} {tail}/>"


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
    inset, right = '<w:ind w:rightChars="200" w:right="630"/>', '<w:jc w:val="right"/>'
    parts = [
        style("paragraph", "Normal", "Normal", default=True, ppr=normal,
              rpr=f'{fonts(FANG)}<w:color w:val="000000"/><w:spacing w:val="-5"/><w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/>'),
        ('<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'),
        style("paragraph", "BodyText", "Body Text", based="Normal", ppr=_indent(2)),
        style("paragraph", "BodyTextLast", "Body Text Last", based="BodyText", ppr=keep),
        style("paragraph", "BodyLead", "Body Text Short Item", based="BodyText", ppr='<w:outlineLvl w:val="1"/>'),
        style("paragraph", "BodyLeadLast", "Body Text Short Item Last", based="BodyLead", ppr=keep),
        style("paragraph", "Title", "Title", based="Normal", following="BodyText",
              ppr='<w:keepNext/><w:keepLines/><w:spacing w:afterLines="100" w:after="579"/><w:jc w:val="center"/>',
              rpr=f'{fonts(TITLE)}<w:spacing w:val="0"/><w:sz w:val="44"/><w:szCs w:val="44"/>'),
        style("paragraph", "Recipient", "Recipient", based="Normal", ppr="<w:keepNext/>" + _indent(0)),
        *heading,
        style("paragraph", "AttachmentOnly", "Attachment Note", based="Normal", ppr=keep + blank + _indent(left=5, hanging=3)),
        style("paragraph", "Attachments", "Attachments Note", based="Normal", ppr=keep + blank + _indent(left=6.5, hanging=4.5)),
        style("paragraph", "AttachmentsNext", "Attachments Note Next", based="Normal", ppr=keep + _indent(left=6.5, hanging=1.5)),
        style("paragraph", "AttachmentMark", "Attachment Mark", based="Normal", ppr=f"<w:keepNext/><w:pageBreakBefore/>{_indent(0)}", rpr=fonts(HEI)),
        style("paragraph", "AttachmentTitle", "Attachment Title", based="Title", ppr='<w:spacing w:beforeLines="100" w:before="579"/>'),
        style("paragraph", "SignatureName", "Signature Name", based="Normal", ppr=f"{keep}{blank}{inset}{right}"),
        style("paragraph", "SignatureDate", "Signature Date", based="Normal", ppr=inset + right),
        style("paragraph", "SignatureDateOnly", "Signature Date Only", based="Normal", ppr=blank + inset + right),
        style("paragraph", "TableText", "Table Text", based="Normal",
              ppr='<w:spacing w:line="360" w:lineRule="exact"/><w:jc w:val="center"/>', rpr='<w:spacing w:val="0"/><w:sz w:val="24"/><w:szCs w:val="24"/>'),
        style("paragraph", "TableTextLeft", "Table Text Left", based="TableText", ppr='<w:jc w:val="left"/>'),
        style("paragraph", "TableHead", "Table Head", based="TableText", ppr=keep, rpr=fonts(HEI)),
        *(style("paragraph", f"Footer{side}", f"Page Number {side}", based="Normal", shown=False,
                ppr=f'<w:spacing w:line="280" w:lineRule="exact"/><w:ind {inset}/><w:jc w:val="{jc}"/>',
                rpr=f'{fonts(SONG)}<w:spacing w:val="0"/><w:sz w:val="28"/><w:szCs w:val="28"/>')
          for side, inset, jc in (("Odd", 'w:rightChars="100" w:right="280"', "right"), ("Even", 'w:leftChars="100" w:left="280"', "left"))),
        *_COMMENTS,
        _report_table("000000", ("top", "left", "bottom", "right", "insideH", "insideV")),
    ]  # fmt: skip
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return f"{XML}<w:styles {W}>{defaults}{''.join(parts)}</w:styles>"


def english_styles() -> str:
    """The styles of the English page: serif text, sans headings, faces that every office computer has."""
    sans, serif, bold = latin(SANS), latin(SERIF), "<w:b/><w:bCs/>"
    keep, tight = "<w:keepNext/>", '<w:spacing w:before="0" w:after="0"/>'

    def size(half_points: int) -> str:
        return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'

    def heading(n: int, half_points: int, before: int) -> str:
        return style("paragraph", f"Heading{n}", f"heading {n}", based="Normal", following="BodyText", link=f"Heading{n}Char",
                     ppr=f'{keep}<w:keepLines/><w:spacing w:before="{before}" w:after="60"/><w:outlineLvl w:val="{n - 1}"/>',
                     rpr=f"{sans}{bold}{INK}{size(half_points)}") + style(
            "character", f"Heading{n}Char", f"heading {n} Char", link=f"Heading{n}", rpr=f"{sans}{bold}{INK}", shown=False)  # fmt: skip

    parts = [
        style("paragraph", "Normal", "Normal", default=True,
              ppr='<w:widowControl/><w:spacing w:before="0" w:after="0" w:line="288" w:lineRule="auto"/>', rpr=serif + size(22)),
        ('<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'),
        style("paragraph", "BodyText", "Body Text", based="Normal", ppr='<w:spacing w:before="110" w:after="110"/>'),
        style("paragraph", "BodyTextLast", "Body Text Last", based="BodyText", ppr=keep),
        style("paragraph", "BodyLead", "Body Text Short Item", based="BodyText"),
        style("paragraph", "BodyLeadLast", "Body Text Short Item Last", based="BodyLead", ppr=keep),
        style("paragraph", "Title", "Title", based="Normal", following="BodyText",
              ppr=f'{keep}<w:keepLines/><w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="1F3A4D"/></w:pBdr>'
                  '<w:spacing w:before="0" w:after="240" w:line="264" w:lineRule="auto"/>', rpr=f"{sans}{bold}{INK}{size(40)}"),
        style("paragraph", "Recipient", "Recipient", based="BodyText", ppr=keep),
        heading(1, 28, 320), heading(2, 24, 200), heading(3, 22, 160), heading(4, 22, 120),
        style("paragraph", "AttachmentOnly", "Attachment Note", based="Normal", ppr=keep + _list(240)),
        style("paragraph", "Attachments", "Attachments Note", based="Normal", ppr=keep + _list(240)),
        style("paragraph", "AttachmentsNext", "Attachments Note Next", based="Normal", ppr=keep + _list(0)),
        style("paragraph", "AttachmentMark", "Attachment Mark", based="Normal", ppr=f"{keep}<w:pageBreakBefore/>",
              rpr=f'{sans}<w:color w:val="595959"/>{size(22)}'),
        style("paragraph", "AttachmentTitle", "Attachment Title", based="Heading1", following="BodyText", ppr='<w:spacing w:before="60" w:after="120"/>'),
        style("paragraph", "SignatureName", "Signature Name", based="Normal", ppr=f'{keep}<w:spacing w:before="480"/>', rpr=bold),
        style("paragraph", "SignatureDate", "Signature Date", based="Normal"),
        style("paragraph", "SignatureDateOnly", "Signature Date Only", based="Normal", ppr='<w:spacing w:before="480"/>'),
        style("paragraph", "TableText", "Table Text", based="Normal", ppr='<w:spacing w:before="50" w:after="50" w:line="240" w:lineRule="auto"/>',
              rpr=sans + size(20)),
        style("paragraph", "TableTextLeft", "Table Text Left", based="TableText"),
        style("paragraph", "TableHead", "Table Head", based="TableText", ppr=keep, rpr=bold + INK),
        style("paragraph", "FooterOdd", "Page Number", based="Normal", ppr=f'{tight}<w:jc w:val="center"/>',
              rpr=f'{sans}<w:color w:val="595959"/>{size(18)}', shown=False),
        *_COMMENTS,
        _report_table("8A9BA8", ("top", "bottom", "insideH"), head="E9EEF2"),
    ]  # fmt: skip
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{serif}{size(22)}<w:lang w:val="en-GB" w:eastAsia="zh-CN"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return f"{XML}<w:styles {W}>{defaults}{''.join(parts)}</w:styles>"


def _list(before: int) -> str:
    """Names of attachments set off from the word before the first of them."""
    return f'<w:tabs><w:tab w:val="left" w:pos="1701"/></w:tabs><w:spacing w:before="{before}"/><w:ind w:left="1701" w:hanging="1701"/>'


def _field(code: str) -> str:
    """A field that Word fills in; until then it reads 1."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _footer(number: int, style_id: str, language: str) -> Part:
    """A footer with the page number, in the language's words."""
    fields = {"{page}": _field("PAGE"), "{pages}": _field("NUMPAGES")}
    pieces = (piece for piece in re.split(r"(\{pages?\})", wording(language)["page"]) if piece)
    runs = "".join(fields.get(piece) or f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in pieces)
    text = f'{XML}<w:ftr {W} {_R}><w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>{runs}</w:p></w:ftr>'
    return Part(f"word/footer{number}.xml", f"{WORD}.footer+xml", f"{RELATIONS}/footer", text)


def _settings(language: str) -> Part:
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1), ("enableOpenTypeFeatures", 1),
                            ("doNotFlipMirrorIndents", 1), ("differentiateMultirowTableHeaders", 1))
    )  # fmt: skip
    chinese = language == "zh"
    odd = "<w:evenAndOddHeaders/>" if chinese else ""
    squeeze = "compressPunctuation" if chinese else "doNotCompress"
    proofing = 'w:val="en-US" w:eastAsia="zh-CN"' if chinese else 'w:val="en-GB"'
    text = (
        f'{XML}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>{odd}<w:characterSpacingControl w:val="{squeeze}"/>'
        f"<w:compat>{compat}</w:compat><w:themeFontLang {proofing}/></w:settings>"
    )
    return Part("word/settings.xml", f"{WORD}.settings+xml", f"{RELATIONS}/settings", text)


_FACES = {
    FANG: ("仿宋", "86", "modern"), KAI: ("楷体", "86", "modern"), HEI: ("SimHei", "86", "modern"),
    TITLE: ("方正小标宋_GBK", "86", "script"), SONG: ("SimSun", "86", "auto"),
    SANS: ("Carlito", "00", "swiss"), SERIF: ("Caladea", "00", "roman"),
}  # fmt: skip
"""For each face the name to try where it is missing, the character set, and the family to take a substitute from."""


def _font_table(*faces: str) -> Part:
    """What the faces are, so that a computer without them takes a kindred one."""
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="{charset}"/><w:family w:val="{family}"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for face, (other, charset, family) in _FACES.items() if face in faces
    )  # fmt: skip
    return Part(
        "word/fontTable.xml", f"{WORD}.fontTable+xml", f"{RELATIONS}/fontTable", f"{XML}<w:fonts {W}>{fonts}</w:fonts>"
    )


GONGWEN_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:footerReference w:type="even" r:id="rId2"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1420" w:gutter="0"/>'
    '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
)
ENGLISH_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1304" w:left="1440" w:header="709" w:footer="680" w:gutter="0"/></w:sectPr>'
)


def _template(section: str, *parts: Part) -> bytes:
    """A document without text: the parts are related to it in their order, rId1 first."""
    document = Part(
        MAIN, f"{WORD}.document.main+xml", f"{RELATIONS}/officeDocument",
        f"{XML}<w:document {W} {_R}><w:body>{section}</w:body></w:document>",
    )  # fmt: skip
    members = package.add(package.empty(), document, owner="")
    for part in parts:
        members = package.add(members, part)
    return package.pack(members)


def _styles(text: str) -> Part:
    return Part("word/styles.xml", f"{WORD}.styles+xml", f"{RELATIONS}/styles", text)


def build() -> dict[str, bytes]:
    """Both templates: file name to bytes."""
    gongwen = (_footer(1, "FooterOdd", "zh"), _footer(2, "FooterEven", "zh"), _styles(gongwen_styles()), _settings("zh"),
               _font_table(FANG, KAI, HEI, TITLE, SONG))  # fmt: skip
    english = (
        _footer(1, "FooterOdd", "en"),
        _styles(english_styles()),
        _settings("en"),
        _font_table(SANS, SERIF, SONG),
    )
    return {
        "template_gongwen.docx": _template(GONGWEN_SECTION, *gongwen),
        "template_english.docx": _template(ENGLISH_SECTION, *english),
    }


def main() -> None:
    """Write the templates beside this file."""
    for name, data in build().items():
        (HERE / name).write_bytes(data)


if __name__ == "__main__":
    main()
