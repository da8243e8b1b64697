"""The words and measures of a page, by language, from prompts/<lang>/layout.toml; and how a long title is broken."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import cast

from drafter import prompts


def wording(language: str) -> dict[str, str]:
    """The fixed words that a format prints."""
    return cast("dict[str, dict[str, str]]", prompts.read_table(language, "layout.toml"))["words"]


def width(text: str) -> float:
    """Width in Chinese characters: ASCII counts a half."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


ROW = 20.0
"""The most characters a title row holds at 22 pt in 156 mm."""


def title_rows(title: str) -> list[str]:
    """A title's rows: by hand where it holds line ends; a long one is cut at word ends into a trapezoid (§7.3.1)."""
    if "\n" in title:
        return [row.strip() for row in title.split("\n") if row.strip()]
    if width(title) <= ROW:
        return [title]
    for count in (2, 3, 4):
        best = min(_divisions(title, count), key=_ugliness, default=None)
        if best:
            return best
    size = int(ROW)
    return [title[i : i + size] for i in range(0, len(title), size)]


def _divisions(title: str, count: int) -> list[list[str]]:
    cuts = [i for i in range(2, len(title) - 1) if _may_cut(title, i)]
    found = []
    for places in combinations(cuts, count - 1):
        edges = (0, *places, len(title))
        rows = [title[a:b] for a, b in pairwise(edges)]
        if all(width(row) <= ROW for row in rows):
            found.append(rows)
    return found


def _may_cut(title: str, at: int) -> bool:
    """Not before a closing mark or 年月日的, not after an opening one, not inside a number or a Latin word."""
    left, right = title[at - 1], title[at]
    if right in "）》、，”的年月日":
        return False
    return left not in "（《“及和暨与" and not (
        left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
    )


_GOOD_END = re.compile(
    r"(?:年度?|学年|工作|情况|报告|总结|关于|开展|推进|委员会|办公室|公司|机关|党委|党组|局|部|院|校|学|社区)$"
)
_GOOD_START = re.compile(r"^(?:及|和|暨|与|工作|关于|情况|总结|20\d\d|党建|推进|落实|贯彻|下步|下一步|学习)")
_BAD_PAIR = re.compile(r"(?:工$|情$|总$|报$|打$|计$|下$|党$|建$|开$|发$|管$|服$|安$|年$(?=度))")


def _ugliness(rows: list[str]) -> float:
    """Lower is better: words whole first, then no row of equal length, the shape of a trapezoid or spindle."""
    widths = [width(row) for row in rows]
    score = 0.0
    for above, below in pairwise(rows):
        score += 0 if _GOOD_END.search(above) else 4
        score += 0 if _GOOD_START.search(below) else 3
        score += 12 if _BAD_PAIR.search(above) and not _GOOD_END.search(above) else 0
        score += 8 if above.endswith("工作") and below.startswith("情况") else 0
        score += 6 if abs(width(above) - width(below)) < 1 else 0
    score += (max(widths) - min(widths)) * 0.5
    hourglass = len(rows) > 2 and widths[1] < widths[0] and widths[1] < widths[2]
    return score + (20 if hourglass else 0)
