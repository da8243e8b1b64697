"""Order and numbers of parts and items as printed: 一、（一） (GB/T 9704-2012 §7.3.3) or 1. 1.1. One place for all formats."""

from __future__ import annotations

from typing import NamedTuple

from drafter.schema import Item, Report

_DIGITS = "零一二三四五六七八九"
_STOPS = " 。．.：:；;，,、"


def chinese(number: int) -> str:
    """1 to 999 in Chinese numerals; above, in Arabic ones."""
    if number > 999:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if hundreds:
        between = "" if not rest else "零" if not tens else _DIGITS[tens] + "十"
        return f"{_DIGITS[hundreds]}百{between}{_DIGITS[ones] if ones else ''}"
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def part_number(language: str, number: int) -> str:
    """The mark before a part's title, with what separates it."""
    return f"{chinese(number)}、" if language == "zh" else f"{number}. "


def item_number(language: str, part: int, number: int) -> str:
    """The mark before an item, with what separates it."""
    return f"（{chinese(number)}）" if language == "zh" else f"{part}.{number} "


def heading_stop(language: str) -> str:
    """What closes a run-in heading."""
    return "。" if language == "zh" else ". "


def run_in(language: str, heading: str) -> str:
    """A heading as it stands before its sentences: closed by one stop, and in English by a blank."""
    stop = heading_stop(language)
    if heading.rstrip()[-1:] in ("？", "！", "?", "!"):
        return heading.rstrip() + stop[1:]
    return heading.rstrip(_STOPS) + stop


def own_line(heading: str) -> str:
    """A heading as it stands on its own line: without a stop."""
    return heading.rstrip(_STOPS)


def addressed(language: str, recipient: str) -> str:
    """The line that names who the report is for: closed by one colon (§7.3.2)."""
    return recipient.rstrip(" ：:") + ("：" if language == "zh" else ":")


class Printed(NamedTuple):
    """A part as printed: its title, its items (or the paragraphs of a part beyond the three), its gap; and what findings call a part
    beyond the three (`beyond.items`).
    """

    title: str
    content: tuple[Item | str, ...]
    gap: str | None = None
    name: str = ""


def sections(report: Report) -> tuple[Printed, ...]:
    """The parts and the extra ones in printed order; an item that was emptied is not printed."""
    printed: list[Printed] = []
    others = [(o.before, Printed(o.title, o.paragraphs, name=f"others/{n}")) for n, o in enumerate(report.others, 1)]
    for name, part in report.parts():
        printed += [other for before, other in others if before == name]
        shown = tuple(item for item in part.items if item.sentences or item.table or item.state == "planned")
        printed.append(Printed(part.title, shown, part.gap))
    return (*printed, *(other for before, other in others if before is None))
