"""Numbers of parts and items as they are printed: 一、（一） (GB/T 9704-2012 §7.3.3) or 1. 1.1."""

from __future__ import annotations

from drafter.schema import Item, Report

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
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


Printed = tuple[str, tuple[Item | str, ...], str | None]


def sections(report: Report) -> list[Printed]:
    """The parts and the extra sections in printed order: title, items (or paragraphs), gap."""
    printed: list[Printed] = []

    def extras(before: str | None) -> None:
        printed.extend((s.title, s.paragraphs, None) for s in report.others if s.before == before)

    for name, part in report.parts():
        extras(name)
        shown = tuple(item for item in part.items if item.sentences or item.table or item.state == "planned")
        printed.append((part.title, shown, part.gap))
    extras(None)
    return printed
