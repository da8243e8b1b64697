"""The same report again, a year on: the frame and the headings kept, every figure emptied, no notes yet."""

from __future__ import annotations

import re

from drafter import languages
from drafter.schema import Draft, Figure, Item, Report, Request, Sentence, Version

_NUMBER = re.compile(r"\d[\d,，.．:：/〇○]*\d|\d|(?<![\d,.])[一二两三四五六七八九十百千万亿零〇]+")
_WORDS = re.compile(r"\d[\d,.:/]*\d|\d")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_LEFT = frozenset({"placeholder", "vague"})
"""Figures without a value of their own: they say the same next year."""


def repeat(draft: Draft, at: str) -> Draft:
    """A new draft "as last year": period one year on, headings and wording kept, figures as placeholders, notes empty.

    Its items are not planned: they stand as they are until notes come that belong under their headings, or a hand
    fills them in. `at` stamps their one version.
    """
    request = _next_year(draft.request)
    again = Draft(request=request)
    if draft.report is None:
        return again
    return again.model_copy(update={"report": _emptied(draft.report, draft.request, request, at), "rev": 1})


def _next_year(request: Request) -> Request:
    period = _YEAR.sub(lambda match: str(int(match[1]) + 1), request.period)
    return request.model_copy(update={"period": period, "date": "", "guessed": ()})


def _emptied(found: Report, old: Request, new: Request, at: str) -> Report:
    language = old.language

    def item(was: Item, number: int) -> Item:
        sentences = tuple(
            Sentence(text=_carried(s.text, language, old, new), sources=_kept_sources(s)) for s in was.sentences
        )
        version = Version(heading=was.heading, sentences=sentences, by="rule", at=at)
        name = was.id if was.id == "opening" else f"0.{number}"
        return Item(
            id=name, heading=was.heading, sentences=sentences, state="done", versions=(version,) if sentences else ()
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
        parts[name] = part.model_copy(update={"items": items})
    signature = (
        found.signature.model_copy(update={"date": _empty(found.signature.date, language)}) if found.signature else None
    )
    return Report(
        title=_years_on(found.title, old, new),
        recipient=found.recipient,
        opening=item(found.opening, 0),
        others=found.others,
        closing=found.closing,
        signature=signature,
        **parts,
    )


def _kept_sources(sentence: Sentence) -> tuple[str, ...]:
    """Form and formula still stand behind a sentence; last year's notes do not."""
    return tuple(source for source in sentence.sources if ":" in source)


def _carried(text: str, language: str, old: Request, new: Request) -> str:
    """Last year's sentence with its own period one on and every other figure emptied."""
    return _empty(_years_on(text, old, new), language, keep=new.period)


def _years_on(text: str, old: Request, new: Request) -> str:
    return text.replace(old.period, new.period) if old.period else text


def _empty(text: str, language: str, keep: str = "") -> str:
    """The text with the digits of each figure replaced by the mark of a value that is still to come."""
    numbers = _NUMBER if language == "zh" else _WORDS
    for figure in reversed(languages.load(language).read_figures(text)):
        if figure.type in _LEFT or (keep and keep in figure.text and _only_year(figure)):
            continue
        text = text[: figure.start] + numbers.sub("XX", figure.text) + text[figure.end :]
    return text


def _only_year(figure: Figure) -> bool:
    return figure.type == "date" and re.fullmatch(r"\d{4}", figure.value) is not None
