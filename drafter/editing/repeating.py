"""The same report again, a year on: the frame and the headings kept, every figure emptied, no notes yet."""

from __future__ import annotations

import re
from collections.abc import Callable

from drafter import languages
from drafter.schema import Draft, Figure, Item, Report, Request, Sentence, Version

_NUMBER = re.compile(r"\d[\d,，.．:：/〇○]*\d|\d|(?<![\d,.])[一二两三四五六七八九十百千万亿零〇]+")
_WORDS = re.compile(r"\d[\d,.:/]*\d|\d")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?:([/–—-])(\d\d))?(?!\d)")
"""A year, or two as a school or a financial year has them (2024/25)."""

_LEFT = frozenset({"placeholder", "vague"})
"""Figures without a value of their own: they say the same next year."""


def repeat(draft: Draft, at: str) -> Draft:
    """A new draft "as last year": the period and the years about it one year on, headings and wording kept, every other figure a
    placeholder, notes empty.

    Its items are not planned: they stand as they are until notes come that belong under their headings, or a hand
    fills them in. `at` stamps their one version.
    """
    request = _next_year(draft.request)
    again = Draft(request=request)
    if draft.report is None:
        return again
    return again.model_copy(update={"report": _emptied(draft.report, draft.request, at), "rev": 1})


def _next_year(request: Request) -> Request:
    return request.model_copy(update={"period": _YEAR.sub(_one_on, request.period), "date": "", "guessed": ()})


def _one_on(year: re.Match[str]) -> str:
    later = int(year[1]) + 1
    return f"{later}{year[2]}{(later + 1) % 100:02}" if _is_double(year) else f"{later}{year[0][4:]}"


def _is_double(year: re.Match[str]) -> bool:
    """Whether two years in a row are meant, not a year and its month."""
    return year[3] is not None and int(year[3]) == (int(year[1]) + 1) % 100


def _emptied(found: Report, old: Request, at: str) -> Report:
    carried = _Carried(old)

    def item(was: Item, number: int) -> Item:
        heading = carried.years(was.heading) if was.heading else was.heading
        sentences = tuple(Sentence(text=carried.text(s.text), sources=_kept_sources(s)) for s in was.sentences)
        version = Version(heading=heading, sentences=sentences, by="rule", at=at)
        name = was.id if was.id == "opening" else f"0.{number}"
        return Item(
            id=name, heading=heading, sentences=sentences, state="done", versions=(version,) if sentences else ()
        )

    ids = {was.id: f"0.{number}" for number, was in enumerate(found.items())}
    parts = {}
    for name, part in found.parts():
        items = tuple(
            item(was, int(ids[was.id][2:])).model_copy(
                update={"answers": tuple(ids[a] for a in was.answers if a in ids)}
            )
            for was in part.items
        )
        parts[name] = part.model_copy(update={"title": carried.years(part.title), "items": items})
    signed = found.signature
    return Report(
        title=carried.years(found.title),
        recipient=found.recipient,
        opening=item(found.opening, 0),
        others=tuple(
            each.model_copy(
                update={"title": carried.text(each.title), "paragraphs": tuple(map(carried.text, each.paragraphs))}
            )
            for each in found.others
        ),
        closing=tuple(s.model_copy(update={"text": carried.text(s.text)}) for s in found.closing),
        signature=signed.model_copy(update={"date": carried.emptied(signed.date)}) if signed else None,
        **parts,
    )


def _kept_sources(sentence: Sentence) -> tuple[str, ...]:
    """Form and formula still stand behind a sentence; last year's notes do not."""
    return tuple(source for source in sentence.sources if ":" in source)


class _Carried:
    """Texts of last year's report, carried into the next: its years one on, its other figures emptied.

    Its years are those of the period, the one before and the one after: what is compared with, and what is planned for. A year
    further off is when something was founded or is due, which goes on by no year: it is a figure like any other.
    """

    def __init__(self, old: Request) -> None:
        self._language, self._period = languages.load(old.language), old.period
        self._number = _NUMBER if old.language == "zh" else _WORDS
        told = [int(match[1]) for match in _YEAR.finditer(old.period)]
        self._years = range(min(told) - 1, max(told) + 2) if told else range(0)

    def years(self, text: str) -> str:
        """The text with its years one on, its figures as they are."""
        return _YEAR.sub(lambda year: _one_on(year) if int(year[1]) in self._years else year[0], text)

    def text(self, text: str) -> str:
        """The text with its years one on, and the digits of every other figure replaced by the mark of a value still to come."""
        return self._each_figure(text, self._as_dated)

    def emptied(self, text: str) -> str:
        """The text with every figure emptied, its years too."""
        return self._each_figure(text, lambda figure: self._number.sub("XX", figure.text))

    def _each_figure(self, text: str, put: Callable[[Figure], str]) -> str:
        pieces, at = [], 0
        for figure in self._language.read_figures(text):
            if figure.type not in _LEFT:
                pieces += [self.years(text[at : figure.start]), put(figure)]
                at = figure.end
        return "".join((*pieces, self.years(text[at:])))

    def _as_dated(self, figure: Figure) -> str:
        if figure.type != "date":
            return self._number.sub("XX", figure.text)
        if figure.text in self._period and _YEAR.search(figure.text):  # the period itself, with its months
            return self.years(figure.text)
        return self._number.sub(self._put_date, figure.text)

    def _put_date(self, number: re.Match[str]) -> str:
        year = _YEAR.fullmatch(number[0])
        known = year is not None and int(year[1]) in self._years and (year[3] is None or _is_double(year))
        return _one_on(year) if year is not None and known else "XX"
