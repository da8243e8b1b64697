"""Each part says what belongs into it, in the length asked for: no praise among problems, nothing finished among plans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter import text as texts
from drafter.checks.rules import Rules
from drafter.schema import Draft, Finding, Item

CODES = {
    "praise-in-problems": "praise where problems are to be named",
    "done-in-plans": "something finished among the plans",
    "year-outside": "a year in the title, the opening or a heading that is neither the period nor beside it, and in no note",
    "enumeration-gap": "a count such as 一是 … 三是 that leaves a number out",
    "too-long": "a report longer than was asked for by more than 15 %",
    "too-short": "a report shorter than was asked for by more than 15 %, though every fact is used",
}

LONGER, SHORTER = 1.15, 0.85
_COUNT = "一二三四五六七八九十"


def check(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Parts, years of the frame, counts and length."""
    report = draft.report
    assert report is not None  # check_draft has looked
    for item in report.problems.items:
        yield from _tone(item, "praise-in-problems", "praise_in_problems", "concession", rules)
    for item in report.plans.items:
        yield from _tone(item, "done-in-plans", "done_in_plans", "concession", rules)
    yield from _years(draft, rules)
    for item in report.items():
        yield from _counts(item, rules)
    yield from _length(draft, rules)


def _tone(item: Item, code: str, cue: str, unless: str, rules: Rules) -> Iterator[Finding]:
    for index, sentence in enumerate(item.sentences):
        match = rules.listed("claims", cue).search(sentence.text)
        if match and not rules.listed("claims", unless).search(sentence.text):
            yield rules.finding(code, "warning", item=item, sentence=index, span=match.span(), words=match[0])


def _years(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Years of the title, the opening and the headings: copied from last year's report, they betray it."""
    report = draft.report
    if report is None or not rules.years:
        return
    known = {*rules.years, rules.last_year} | {year for f in draft.facts for year in _YEAR.findall(f.text)}
    for year in _YEAR.findall(report.title):
        if year not in known:
            yield rules.finding("year-outside", "warning", year=year)
    for index, sentence in enumerate(report.opening.sentences):
        for match in _YEAR.finditer(sentence.text):
            if match[0] not in known:
                yield rules.finding(
                    "year-outside", "warning", item=report.opening, sentence=index, span=match.span(), year=match[0]
                )
    for item in report.items():
        for match in _YEAR.finditer(item.heading or ""):
            if match[0] not in known:
                yield rules.finding("year-outside", "warning", item=item, span=match.span(), year=match[0])


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _counts(item: Item, rules: Rules) -> Iterator[Finding]:
    """一是, 二是 … within an item: none is left out."""
    if rules.language != "zh":
        return
    found = [(index, match) for index, s in enumerate(item.sentences) for match in _LISTED.finditer(s.text)]
    expected = 0
    for index, match in found:
        number = _COUNT.index(match[1])
        if number > expected > 0:
            yield rules.finding(
                "enumeration-gap",
                "hint",
                item=item,
                sentence=index,
                span=match.span(),
                words=match[0],
                wanted=_COUNT[expected],
            )
        expected = number + 1 if number == 0 or expected else 0


_LISTED = re.compile(f"(?<![^。；，：])([{_COUNT}])是")


def _length(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """The length against what was asked for, in characters or words; a part is named that takes more than its share."""
    report, asked = draft.report, draft.request.length
    if report is None or asked <= 0 or any(item.state == "planned" for item in report.items()):
        return
    sizes = {name: sum(_size(item, rules) for item in part.items) for name, part in report.parts()}
    total = sum(sizes.values()) + _size(report.opening, rules)
    if total > LONGER * asked:
        name = max(sizes, key=lambda part: sizes[part] - rules.kind.parts[part].share * asked)
        yield rules.finding("too-long", "warning", length=str(total), asked=str(asked), part=report.part(name).title)
    elif total < SHORTER * asked:
        placed = {fact for item in report.items() for fact in item.facts}
        if all(fact.id in placed for fact in draft.facts if fact.wanted):
            yield rules.finding("too-short", "hint", length=str(total), asked=str(asked))


def _size(item: Item, rules: Rules) -> int:
    return texts.length(f"{item.heading or ''} {item.text}", rules.language)
