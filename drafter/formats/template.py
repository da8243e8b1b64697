"""The page of a layout as a document without text: styles, settings, page numbers and section of a Word file.

Word's measures are twips (1/20 pt), half-points for type, and hundredths of a character. Chinese lengths are written twice, in
characters, which Word prefers, and in twips, the only ones that LibreOffice reads.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from drafter.formats import package
from drafter.formats.layout import Layout, wording, xml
from drafter.formats.looks import SHADE, SONG, Look, looks_of
from drafter.formats.package import MAIN, RELATIONS, WORD, XML, Member, W

_R = f'xmlns:r="{RELATIONS}"'
_GRID_AIR = 564
"""Twips from the page number's foot to the text, of which 7 mm are seen, at 14 pt."""


@lru_cache(maxsize=16)
def template(layout: Layout) -> bytes:
    """The document as the bytes of a .docx; equal layouts give equal bytes."""
    document = Member(
        MAIN, f"{WORD}.document.main+xml", f"{RELATIONS}/officeDocument",
        f"{XML}<w:document {W} {_R}><w:body>{_section(layout)}</w:body></w:document>",
    )  # fmt: skip
    members = package.add(package.empty(), document, owner="")
    added = (*_footers(layout), Member("word/styles.xml", f"{WORD}.styles+xml", f"{RELATIONS}/styles", styles(layout)))
    for member in (*added, _settings(layout), _font_table(layout)):
        members = package.add(members, member)
    return package.pack(members)


def twips(points: float) -> int:
    """Points as Word counts them."""
    return round(points * 20)


def millimetres(length: float) -> int:
    """Millimetres in twips."""
    return round(length * 1440 / 25.4)


# --- styles


def styles(layout: Layout) -> str:
    """The styles part: every look of the layout, and what stands for comments, placeholders and tables."""
    chinese = layout.language == "zh"
    looks = looks_of(layout)
    proofing = 'w:val="en-US" w:eastAsia="zh-CN"' if chinese else 'w:val="en-GB" w:eastAsia="zh-CN"'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(layout, layout.fonts.body)}{_size(layout.size)}<w:lang {proofing}/>"
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    paragraphs = "".join(_paragraph_style(layout, name, look) for name, look in looks.items())
    table = (
        _report_table("000000", ("top", "left", "bottom", "right", "insideH", "insideV"))
        if chinese
        else _report_table("8A9BA8", ("top", "bottom", "insideH"), head="E9EEF2")
    )
    return f"{XML}<w:styles {W}>{defaults}{paragraphs}{_PLAIN}{_COMMENTS}{table}</w:styles>"


def _style(kind: str, name: str, title: str, *, based: str = "", following: str = "", link: str = "", ppr: str = "",
          rpr: str = "", shown: bool = True) -> str:  # fmt: skip
    """One style element, children in the order of the schema."""
    return "".join((
        f'<w:style w:type="{kind}"' + (' w:default="1"' if name == "Normal" else "") + f' w:styleId="{name}">',
        f'<w:name w:val="{title}"/>',
        f'<w:basedOn w:val="{based}"/>' if based else "",
        f'<w:next w:val="{following}"/>' if following else "",
        f'<w:link w:val="{link}"/>' if link else "",
        '<w:uiPriority w:val="1"/><w:qFormat/>' if shown else '<w:uiPriority w:val="99"/>',
        f"<w:pPr>{ppr}</w:pPr>" if ppr else "",
        f"<w:rPr>{rpr}</w:rPr>" if rpr else "",
        "</w:style>",
    ))  # fmt: skip


def _paragraph_style(layout: Layout, name: str, look: Look) -> str:
    """A paragraph style, and the character style that is linked to it."""
    partner = f"{name}Char" if look.linked else ""
    ppr, rpr = _paragraph(layout, name, look), _letters(layout, look)
    based = "" if name == "Normal" else look.based
    made = _style(
        "paragraph",
        name,
        look.name,
        based=based,
        following=look.following,
        link=partner,
        ppr=ppr,
        rpr=rpr,
        shown=look.shown,
    )
    if not partner:
        return made
    lead = _letters(layout, look if layout.language == "zh" else _as_large(look))
    return made + _style("character", partner, f"{look.name} Char", link=name, rpr=lead, shown=False)


def _as_large(look: Look) -> Look:
    """A heading that runs in is as large as the text that it runs into."""
    return replace(look, size=None)


def _paragraph(layout: Layout, name: str, look: Look) -> str:
    """Paragraph properties in the order of the schema."""
    flags = (("keepNext", look.keep_next), ("keepLines", look.keep_lines), ("pageBreakBefore", look.new_page))
    base = _base(layout) if name == "Normal" else ("", "")
    rule = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="{look.rule}"/></w:pBdr>' if look.rule else ""
    )
    tab = f'<w:tabs><w:tab w:val="left" w:pos="{twips(look.tab)}"/></w:tabs>' if look.tab else ""
    return "".join((
        *(f"<w:{flag}/>" for flag, on in flags if on), base[0], rule, tab, base[1], _spacing(layout, look), _indents(layout, look),
        f'<w:jc w:val="{look.align}"/>' if look.align else "",
        "" if look.outline is None else f'<w:outlineLvl w:val="{look.outline}"/>',
    ))  # fmt: skip


def _base(layout: Layout) -> tuple[str, str]:
    """What the page's language asks of every paragraph: before and after the borders and tabs."""
    if layout.language != "zh":
        return "<w:widowControl/>", ""
    hanging = "<w:overflowPunct/>" if layout.hanging else '<w:overflowPunct w:val="0"/>'
    edges = f'<w:kinsoku/>{hanging}<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    return '<w:widowControl w:val="0"/>', f'{edges}<w:snapToGrid w:val="{int(layout.grid == "word")}"/>'


def _spacing(layout: Layout, look: Look) -> str:
    """Distances and line height. Chinese distances are whole lines, given twice; the height is exact there, so that a
    substituted face cannot break the grid.
    """
    chinese, pieces = layout.language == "zh", []
    for side, points in (("before", look.before), ("after", look.after)):
        if points is None:
            continue
        if chinese and points:
            pieces.append(f'w:{side}Lines="{round(points / layout.line * 100)}"')
        pieces.append(f'w:{side}="{twips(points)}"')
    if look.line is not None:
        pieces.append(f'w:line="{twips(look.line)}" w:lineRule="{"exact" if chinese else "atLeast"}"')
    return f"<w:spacing {' '.join(pieces)}/>" if pieces else ""


def _indents(layout: Layout, look: Look) -> str:
    """Indents; a negative first line hangs."""
    sides = [("left", look.left), ("right", look.right)]
    if look.first is not None:
        sides.append(("hanging", -look.first) if look.first < 0 else ("firstLine", look.first))
    given = [_twins(layout, look, name, points) for name, points in sides if points is not None]
    return f"<w:ind {' '.join(given)}/>" if given else ""


def _twins(layout: Layout, look: Look, name: str, points: float) -> str:
    cell = look.size if look.size and look.name.startswith("Page Number") else layout.character
    chars = f'w:{name}Chars="{round(points / cell * 100)}" ' if layout.language == "zh" else ""
    return f'{chars}w:{name}="{twips(points)}"'


def _letters(layout: Layout, look: Look) -> str:
    """Character properties in the order of the schema."""
    return "".join((
        "" if look.font is None else _fonts(layout, look.font),
        "<w:b/><w:bCs/>" if look.bold else "",
        "" if look.color is None else f'<w:color w:val="{look.color}"/>',
        "" if look.tracking is None else f'<w:spacing w:val="{twips(look.tracking)}"/>',
        '<w:kern w:val="0"/>' if look.name == "Normal" and layout.language == "zh" else "",
        "" if look.size is None else _size(look.size),
    ))  # fmt: skip


def _fonts(layout: Layout, name: str) -> str:
    """In Chinese one face in all four slots, so that quotes and dashes beside Chinese stay full-width, unless the layout has
    a Latin one; in English a Latin face, with 宋体 for any Chinese.
    """
    name = xml(name)
    if layout.language != "zh":
        return f'<w:rFonts w:ascii="{name}" w:eastAsia="{SONG}" w:hAnsi="{name}" w:cs="{name}"/>'
    other = xml(layout.fonts.latin) or name
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{other}" w:eastAsia="{name}" w:hAnsi="{other}" w:cs="{other}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


_PLAIN = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
)
_YELLOW = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>'
_COMMENTS = (
    _style("paragraph", "CommentText", "annotation text", based="Normal", shown=False,
           ppr='<w:spacing w:line="240" w:lineRule="auto"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>',
           rpr=_size(10))
    + _style("character", "CommentReference", "annotation reference", rpr=_size(8), shown=False)
    + _style("character", "Placeholder", "Placeholder Mark", rpr=_YELLOW)
    + _style("character", "PlaceholderLead", "Placeholder Mark in Heading", based="Heading2Char", rpr=_YELLOW)
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


# --- section, page numbers, settings, faces


def _section(layout: Layout) -> str:
    chinese = layout.language == "zh"
    kinds = () if layout.numbers == "none" else ("default", "even") if layout.numbers == "outside" else ("default",)
    footers = "".join(f'<w:footerReference w:type="{kind}" r:id="rId{n}"/>' for n, kind in enumerate(kinds, 1))
    bottom = millimetres(layout.bottom)
    footer = bottom - _GRID_AIR - millimetres(layout.number_drop - 7.0) if chinese else bottom - millimetres(11)
    grid = ""
    if chinese:
        characters = int(layout.text_width / layout.character + 1e-6)
        squeeze = round((layout.text_width / characters - layout.size) * 4096)
        kind, space = ("lines", "") if layout.grid == "portable" else ("linesAndChars", f' w:charSpace="{squeeze}"')
        grid = f'<w:docGrid w:type="{kind}" w:linePitch="{twips(layout.line)}"{space}/>'
    edges = "".join(
        f'w:{side}="{millimetres(length)}" '
        for side, length in (
            ("top", layout.top),
            ("right", layout.right),
            ("bottom", layout.bottom),
            ("left", layout.left),
        )
    )
    return (
        f'<w:sectPr>{footers}<w:pgSz w:w="{millimetres(layout.width)}" w:h="{millimetres(layout.height)}"/>'
        f'<w:pgMar {edges}w:header="851" w:footer="{max(0, footer)}" w:gutter="0"/>{grid}</w:sectPr>'
    )


def _footers(layout: Layout) -> tuple[Member, ...]:
    names = {"outside": ("FooterOdd", "FooterEven"), "centre": ("FooterOdd",), "none": ()}[layout.numbers]
    return tuple(_footer(number, name, layout.language) for number, name in enumerate(names, 1))


def _footer(number: int, style_id: str, language: str) -> Member:
    """A footer with the page number, in the language's words."""
    fields = {"{page}": _field("PAGE"), "{pages}": _field("NUMPAGES")}
    pieces = (piece for piece in re.split(r"(\{pages?\})", wording(language)["page"]) if piece)
    runs = "".join(fields.get(piece) or f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in pieces)
    text = f'{XML}<w:ftr {W} {_R}><w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>{runs}</w:p></w:ftr>'
    return Member(f"word/footer{number}.xml", f"{WORD}.footer+xml", f"{RELATIONS}/footer", text)


def _field(code: str) -> str:
    """A field that Word fills in; until then it reads 1."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _settings(layout: Layout) -> Member:
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1), ("enableOpenTypeFeatures", 1),
                            ("doNotFlipMirrorIndents", 1), ("differentiateMultirowTableHeaders", 1))
    )  # fmt: skip
    chinese = layout.language == "zh"
    odd = "<w:evenAndOddHeaders/>" if layout.numbers == "outside" else ""
    squeeze = "compressPunctuation" if chinese else "doNotCompress"
    proofing = 'w:val="en-US" w:eastAsia="zh-CN"' if chinese else 'w:val="en-GB"'
    text = (
        f'{XML}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>{odd}<w:characterSpacingControl w:val="{squeeze}"/>'
        f"<w:compat>{compat}</w:compat><w:themeFontLang {proofing}/></w:settings>"
    )
    return Member("word/settings.xml", f"{WORD}.settings+xml", f"{RELATIONS}/settings", text)


_FACES = {
    "仿宋_GB2312": ("仿宋", "86", "modern"), "楷体_GB2312": ("楷体", "86", "modern"), "黑体": ("SimHei", "86", "modern"),
    "方正小标宋简体": ("方正小标宋_GBK", "86", "script"), SONG: ("SimSun", "86", "auto"),
    "Calibri": ("Carlito", "00", "swiss"), "Cambria": ("Caladea", "00", "roman"),
}  # fmt: skip
"""For each face the name to try where it is missing, the character set, and the family to take a substitute from."""


def _font_table(layout: Layout) -> Member:
    """What the faces are, so that a computer without them takes a kindred one."""
    used = {*layout.fonts.model_dump().values(), SONG}
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="{charset}"/><w:family w:val="{family}"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for face, (other, charset, family) in _FACES.items() if face in used
    )  # fmt: skip
    return Member(
        "word/fontTable.xml", f"{WORD}.fontTable+xml", f"{RELATIONS}/fontTable", f"{XML}<w:fonts {W}>{fonts}</w:fonts>"
    )
