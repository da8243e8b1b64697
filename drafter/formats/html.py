"""The preview: a report's pages as they will be printed, as HTML that needs nothing else and may stand inside another page.

Every length is a multiple of `--u`, a point or less, so that a page fits into whatever holds it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from html import escape

from drafter.formats import layout as layouts
from drafter.formats import surface
from drafter.formats.blocks import LEAD, TAB, Run, blocks_of
from drafter.formats.layout import Layout
from drafter.formats.looks import SHADE, Look, looks_of, resolved
from drafter.formats.paging import Cell, Grid, Page, Passage, TextLine, line_height, pages_of
from drafter.schema import Draft

_FALLBACKS = {
    "仿宋_GB2312": '"仿宋","FangSong","STFangsong","FandolFang","Noto Serif CJK SC",serif',
    "楷体_GB2312": '"楷体","KaiTi","STKaiti","FandolKai","Noto Serif CJK SC",serif',
    "黑体": '"SimHei","STHeiti","FandolHei","Noto Sans CJK SC",sans-serif',
    "方正小标宋简体": '"方正小标宋_GBK","FZXiaoBiaoSong-B05S","STZhongsong","SimSun","Noto Serif CJK SC",serif',
    "宋体": '"SimSun","STSong","FandolSong","Noto Serif CJK SC",serif',
    "Calibri": '"Carlito","Helvetica Neue",Arial,sans-serif',
    "Cambria": '"Caladea",Georgia,serif',
}
_LEVELS = {"Title": 1, "AttachmentTitle": 1, "AttachmentMark": 2, "Heading1": 2, "Heading2": 3}


def pages(draft: Draft, page: Layout) -> str:
    """A fragment: one element of class `drafter-pages` with its own styles and a `drafter-page` for each page.

    Text is escaped; nothing is loaded and nothing runs. Placeholders are shaded, as in a draft copy.
    """
    assert draft.report is not None  # formats.preview has looked
    report, _ = surface.polish_report(draft.report, page.language)
    sheets = pages_of(blocks_of(report, page, layouts.names_of(draft)), report, page)
    scope = "drafter-" + hashlib.sha256(page.model_dump_json().encode()).hexdigest()[:8]
    label = layouts.wording(page.language)["proofing"]
    inside = "".join(_page(sheet, number, len(sheets), page) for number, sheet in enumerate(sheets, 1))
    return f'<div class="drafter-pages {scope}" lang="{label}"><style>{_css(scope, page)}</style>{inside}</div>'


def _page(sheet: Page, number: int, count: int, page: Layout) -> str:
    blocks = "".join(_table(part, page) if isinstance(part, Grid) else _paragraph(part, page) for part in sheet)
    words = layouts.wording(page.language)["page"].replace("{page}", str(number)).replace("{pages}", str(count))
    side = "FooterEven" if page.numbers == "outside" and number % 2 == 0 else "FooterOdd"
    foot = "" if page.numbers == "none" else f'<div class="{side} foot">{escape(words)}</div>'
    return f'<div class="drafter-page" role="group" aria-label="{escape(words)}">{blocks}{foot}</div>'


def _paragraph(passage: Passage, page: Layout) -> str:
    classes = f"{passage.style} on" if passage.goes_on else passage.style
    level = _LEVELS.get(passage.style)
    role = f' role="heading" aria-level="{level}"' if level else ""
    styles = [f"margin-top:{_u(passage.above)}"] if passage.above else []
    if passage.style.startswith("Signature") and passage.look.right:
        styles.append(f"padding-right:{_u(passage.look.right)}")
    style = f' style="{";".join(styles)}"' if styles else ""
    lines = passage.lines if page.language == "zh" else _flowing(passage.lines)
    return f'<div class="{classes}"{role}{style}>{"".join(_line(line, page) for line in lines)}</div>'


def _flowing(lines: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
    """Lines run together up to each break of the writer's: faces of other widths than ours break English lines elsewhere."""
    together: list[TextLine] = []
    for line in lines:
        if together and together[-1].full:
            line = line._replace(runs=(*together.pop().runs, *line.runs))  # noqa: PLW2901  # the line as it will stand
        together.append(line)
    return tuple(together)


def _line(line: TextLine, page: Layout) -> str:
    """A line; what stands before a tab fills the space up to it."""
    kind = "line full" if line.full else "line"
    at = next((index for index, run in enumerate(line.runs) if run.text == TAB), None)
    if at is None:
        return f'<div class="{kind}">{"".join(_runs(line.runs, page))}</div>'
    before, after = "".join(_runs(line.runs[:at], page)), "".join(_runs(line.runs[at + 1 :], page))
    return f'<div class="{kind}"><span class="tab">{before}</span>{after}</div>'


def _runs(runs: tuple[Run, ...], page: Layout) -> Iterator[str]:
    """Runs as spans, placeholders marked."""
    for run in runs:
        pieces, last = [], 0
        for match in layouts.placeholder(page.language).finditer(run.text):
            pieces += [escape(run.text[last : match.start()]), f"<mark>{escape(match[0])}</mark>"]
            last = match.end()
        text = "".join([*pieces, escape(run.text[last:])])
        yield f'<span class="lead">{text}</span>' if run.style == LEAD else text


def _table(grid: Grid, page: Layout) -> str:
    columns = "".join(f'<col style="width:{_u(width)}">' for width in grid.widths)
    rows = "".join(
        f'<tr style="height:{_u(height)}">{"".join(_cell(cell, page) for cell in cells)}</tr>'
        for height, cells in grid.rows
    )
    return f"<table><colgroup>{columns}</colgroup><tbody>{rows}</tbody></table>"


def _cell(cell: Cell, page: Layout) -> str:
    tag = "th" if cell.style == "TableHead" else "td"
    lines = cell.lines if page.language == "zh" else _flowing(cell.lines)
    inside = "".join(_line(line._replace(full=False), page) for line in lines)
    return f'<{tag} class="{cell.style}">{inside}</{tag}>'


def _u(points: float) -> str:
    return f"calc({round(points, 2):g}*var(--u))"


def _css(scope: str, page: Layout) -> str:
    """The rules of this layout, none of which reaches outside the fragment."""
    looks = looks_of(page)
    root, chinese = f".{scope}", page.language == "zh"
    wide, high = page.width * 72 / 25.4, page.height * 72 / 25.4
    edges = " ".join(_u(mm * 72 / 25.4) for mm in (page.top, page.right, page.bottom, page.left))
    drop = (page.bottom - page.number_drop) * 72 / 25.4 - (10 if chinese else 12)
    color = "#000" if chinese else "#8a9ba8"
    rules = [
        f"{root}{{container-type:inline-size;display:block;width:100%;color:#000}}",
        (f"{root} .drafter-page{{--u:min(1pt,calc(100cqw / {wide:.1f}));position:relative;box-sizing:border-box;width:{_u(wide)};"
        f"{'height' if chinese else 'min-height'}:{_u(high)};padding:{edges};margin:0 auto {_u(14)};background:#fff;box-shadow:0 0 0 1px #d8dce0,0 2px 8px #0002;"
        "overflow:hidden;color:#000;text-align:left;direction:ltr}"),
        (f"{root} .drafter-page *{{margin:0;padding:0;border:0;background:none;color:inherit;font:inherit;letter-spacing:inherit;"
        "line-height:inherit;text-indent:0;float:none;box-sizing:border-box}"),
        f"{root} .drafter-page .line{{display:block;white-space:{'pre' if chinese else 'pre-wrap'};min-height:1em}}",
        f"{root} .drafter-page .full{{white-space:nowrap;text-align-last:justify}}",
        "" if chinese else f"{root} .drafter-page th{{background:#e9eef2}}",
        f"{root} .drafter-page mark{{background:#{SHADE}}}",
        f"{root} .drafter-page .tab{{display:inline-block;min-width:{_u(resolved(looks, 'Attachments').left or 0)}}}",
        f"{root} .drafter-page table{{border-collapse:collapse;table-layout:fixed;width:{_u(page.text_width)}}}",
        f"{root} .drafter-page :is(td,th){{vertical-align:middle;overflow:hidden;padding:0 {_u(5.4)};"
        + ("border:1px solid #000}" if chinese else f"border:0 solid {color};border-width:1px 0}}"),
        f"{root} .drafter-page .lead{{{_letters(resolved(looks, 'Heading2'), page, size=False)}}}",
        *(f"{root} .drafter-page .{name}{{{_rule(resolved(looks, name), chinese=chinese)}{_letters(resolved(looks, name), page)}}}"
          f"{root} .drafter-page .{name}:not(.on)>.line:first-child{{margin-left:{_u(resolved(looks, name).first or 0)}}}"
          for name in looks if not name.startswith("Normal")),
        f"{root} .drafter-page .foot{{position:absolute;left:{_u(page.left * 72 / 25.4)};right:{_u(page.right * 72 / 25.4)};bottom:{_u(drop)}}}",
    ]  # fmt: skip
    return "".join(rules)


def _rule(look: Look, *, chinese: bool) -> str:
    """Alignment, indents and line height."""
    left, right = (look.left or 0.0), look.right or 0.0
    pieces = [f"line-height:{_u(line_height(look, chinese=chinese))}"]
    pieces.append(f"text-align:{'justify' if look.align == 'both' else look.align or 'left'}")
    pieces += [f"padding-left:{_u(left)}"] if left else []
    pieces += [f"padding-right:{_u(right)}"] if right else []
    pieces += [f"border-bottom:1px solid #{look.rule}"] if look.rule else []
    return ";".join(pieces) + ";"


def _letters(look: Look, page: Layout, *, size: bool = True) -> str:
    """Face, weight, colour and size."""
    face = look.font or page.fonts.body
    latin = [f'"{_plain(page.fonts.latin)}"'] if page.fonts.latin else []
    names = ",".join([*latin, f'"{_plain(face)}"', _FALLBACKS.get(face, "serif")])
    pieces = [
        f"font-family:{names}",
        f"font-weight:{'bold' if look.bold else 'normal'}",
        f"color:#{look.color or '000000'}",
    ]
    pieces += [f"font-size:{_u(look.size)}"] if size and look.size else []
    pieces += [f"letter-spacing:{_u(look.tracking)}"] if look.tracking is not None else []
    return ";".join(pieces) + ";"


def _plain(name: str) -> str:
    """A face's name that cannot leave its quotation marks."""
    return "".join(char for char in name if char.isalnum() or char in " _-")
