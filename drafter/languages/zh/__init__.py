"""Chinese: its verbs, as `drafter.languages.Language` lists them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from drafter import hints
from drafter import text as texts
from drafter.languages.surface import shelter, unshelter
from drafter.languages.zh.figures import read_figures
from drafter.languages.zh.form import is_head, read_form
from drafter.languages.zh.matter import matter
from drafter.languages.zh.names import read_names, renamed
from drafter.languages.zh.prose import compose, heading_from
from drafter.languages.zh.surface import polish

__all__ = [
    "compose",
    "heading_from",
    "is_head",
    "matter",
    "pieces",
    "polish",
    "read_figures",
    "read_form",
    "read_names",
    "renamed",
    "say_row",
    "split_statements",
    "split_turn",
    "topics",
    "words",
]

_TURN = re.compile(
    r"^(.{4,}?)[，,。；;\s]*(?:但是|但(?!凡)|不过(?!关|硬|来|去|\d)|可是|只是(?!为)|然而|可惜|美中不足的?是|遗憾的是)[，,]?\s*(.{4,})$"
)
_BELONGS = re.compile("去年|上年|同比|环比|其中|比上年|较上年|比去年|较去年")
_RUNS = re.compile(f"[{texts.HAN}]+|[A-Za-z]{{2,}}")


@lru_cache(maxsize=1024)  # a line is asked for by each of those who judge it
def words(text: str) -> frozenset[str]:
    """Characters and pairs of neighbours, any number as 0; words, how the text begins and ends, runs of word classes, and how
    the words speak.
    """
    import rjieba  # a dictionary of 5 MB: a tenth of a second, only where lines are read

    plain = re.sub(r"\d[\d.,]*", "0", texts.narrow(text))
    runs = re.findall(f"[{texts.HAN}0-9A-Za-z%]+", plain)
    pieces = {run[i : i + size] for run in runs for size in (1, 2) for i in range(len(run) - size + 1)}
    tagged = rjieba.tag("".join(runs))
    classes = ["^", *(tag for _, tag in tagged), "$"]
    grammar = {f"/{one} {other}" for one, other in pairwise(classes)} | {f"/{' '.join(classes[:4])}"}
    ends = {f"^{''.join(runs)[:2]}", f"{''.join(runs)[-2:]}$"}
    said = [word for word, _ in tagged]
    return frozenset(pieces | set(said) | grammar | ends | hints.found(said, "zh", ""))


def topics(text: str) -> list[str]:
    """Pairs of neighbouring Chinese characters, and words in Latin letters, in order."""
    runs = _RUNS.findall(text)
    return [
        piece for run in runs for piece in ([run] if run.isascii() else [run[i : i + 2] for i in range(len(run) - 1)])
    ]


def pieces(text: str) -> set[str]:
    """The Chinese characters of a text."""
    return set(re.findall(f"[{texts.HAN}]", text))


def split_statements(text: str) -> tuple[str, ...]:
    """Cut at semicolons and stops outside brackets and quotations; never empty."""
    sheltered, quotes = shelter(text, texts.quoted_spans(text))
    said: list[str] = []
    for piece in (unshelter(piece, quotes).strip() for piece in texts.cut_outside(sheltered, "；;。！!")):
        if said and _BELONGS.match(piece):
            said[-1] += f"，{piece}"
        elif texts.content(piece):
            said.append(piece)
    return tuple(said) or (text.strip(),)


def split_turn(text: str) -> tuple[str, str]:
    """Before and after 但, 不过, 可是 …; the second empty without one."""
    match = _TURN.match(text)
    return (match[1].strip(), match[2].strip()) if match else (text, "")


def say_row(cells: Sequence[str], header: Sequence[str]) -> str:
    """`(培训, 10, 12)` under `(项目, 目标（场）, 完成（场）)` → `培训目标10场，完成12场`."""
    if not header or len(header) < len(cells):
        return "，".join(cell for cell in cells if cell)
    pairs = [(name, cell) for name, cell in zip(header, cells, strict=False) if re.search(r"\w", cell)]
    counted = [f for _, cell in pairs[:1] for f in read_figures(cell) if f.type != "date"]
    named = bool(pairs) and sum(f.end - f.start for f in counted) * 2 < len(pairs[0][1])
    lead = pairs[0][1] if named else ""
    if (unit := _UNIT.search(lead)) and all(
        re.fullmatch(r"[\d,.]+", cell) for name, cell in pairs[1:] if not _REMARK.fullmatch(name)
    ):
        lead = lead[: unit.start()]
        pairs = [(name, cell if _REMARK.fullmatch(name) else f"{cell}{unit[1]}") for name, cell in pairs]
    said = [_say_cell(name, cell) for name, cell in (pairs[1:] if named else pairs)]
    return (lead + "，".join(said)).strip("，")


_UNIT = re.compile(r"[（(]([^（）()]{1,6})[）)]\s*$")
"""The unit of a row's or a column's numbers behind its name: `售水量（万吨）`."""

_REMARK = re.compile("备注|说明|备考|情况说明|原因")
"""What a column is called whose cells speak for themselves."""

_CHANGE = re.compile(
    r"((?:同比|环比|[较比](?:上年|去年|上月|上期))?)(?:增减|升降|涨跌|变化|变动|增幅)?(?:情况|幅度|率|值)?(?:[（(]?[%％][)）]?)?$"
)
"""What a column is called whose cells say by a sign whether something rose: `增减`, `同比`, `较上年变化`."""


def _say_cell(name: str, cell: str) -> str:
    if _REMARK.fullmatch(name):
        return cell
    if (change := _CHANGE.match(name)) and name and (sign := re.match(r"([+＋−-])\s*(?=\d)", cell)):
        share = "%" in texts.narrow_digits(cell) or "百分点" in cell
        risen = sign[1] in "+＋"
        word = ("增长" if risen else "下降") if share else ("增加" if risen else "减少")
        return f"{change[1]}{word}{cell[sign.end() :]}"
    if re.fullmatch(r"20\d\d", name):
        name += "年"  # a year before a number would be read as one number
    unit = _UNIT.search(name)
    if unit and re.fullmatch(r"[\d,.]+", cell):
        return f"{name[: unit.start()]}{cell}{unit[1]}"
    name = name[: unit.start()] if unit else name
    return f"{name}为{cell}" if re.search(r"\d$", name) and re.match(r"\d", cell) else f"{name}{cell}"
