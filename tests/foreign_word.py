"""Word files as others make them, from a few lines of text: heading styles, lists that Word counts, bold leads, tables.

A line is `look | text`; for `lead` the bold lead and the rest, for `table` rows between ` / ` and cells between `;`.
"""

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{called}"/>{more}</w:style>'
    for name, called, more in (
        ("a", "Normal", ""), ("a3", "Title", '<w:pPr><w:jc w:val="center"/></w:pPr>'),
        ("1", "heading 1", '<w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>'),
    )
)  # fmt: skip
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def build(text):
    """The bytes of a .docx."""
    body = "".join(_block(*(part.strip() for part in line.split("|", 1))) for line in text.splitlines() if line.strip())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        for name, inside in (("document", f"<w:body>{body}</w:body>"), ("styles", _STYLES), ("numbering", _NUMBERING)):
            package.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{inside}</w:{name}>')
    return out.getvalue()


def _block(look, text):
    if look == "table":
        cells = [[f"<w:tc>{_paragraph('', _run(cell))}</w:tc>" for cell in row.split(";")] for row in text.split(" / ")]
        return "<w:tbl>" + "".join("<w:tr>" + "".join(row) + "</w:tr>" for row in cells) + "</w:tbl>"
    properties = {
        "title": '<w:pStyle w:val="a3"/>', "heading 1": '<w:pStyle w:val="1"/>', "right": '<w:jc w:val="right"/>',
        "list 1": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
        "list 2": '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>',
    }.get(look, '<w:jc w:val="center"/>' if look.startswith("centred") else "")  # fmt: skip
    if look == "lead":
        lead, rest = text.split("|")
        return _paragraph(properties, _run(lead.strip(), bold=True) + _run(rest.strip()))
    return _paragraph(properties, _run(text, bold="bold" in look))


def _paragraph(properties, runs):
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _run(text, *, bold=False):
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
