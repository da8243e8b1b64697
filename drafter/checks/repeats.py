"""One thing said once, with one value and under one name, all over the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter import comparison, figures, languages, prompts
from drafter import text as texts
from drafter.checks.rules import Rules
from drafter.remembering import remembered
from drafter.schema import Draft, Figure, Finding, Item

CODES = {
    "sentence-repeated": "a sentence that says what another says already",
    "two-values": "one thing with two values in the report",
    "name-forms": "two names that differ in one character; one may be a slip",
}

WINDOW = {"zh": 10, "en": 40}
"""Letters in a row by which a repetition is known."""

REPEATED = 0.6
"""Share of a sentence's windows that stand in others before it counts as a repetition."""

LEAST = {"zh": 7, "en": 20}
"""Characters before a figure, from the last stop on, that must be the same for two values to be of one thing."""

_Where = tuple[Item, int]


def check(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Repetitions, contradictions and names, in one pass over the sentences."""
    assert draft.report is not None  # check_draft has looked
    windows: dict[str, _Where] = {}
    values: dict[tuple[str, str, str], tuple[Figure, _Where]] = {}
    names: dict[str, _Where] = {}
    for item in draft.report.items():
        for index, sentence in enumerate(item.sentences):
            if sentence.sources and all(source.startswith("kind:") for source in sentence.sources):
                continue
            yield from _repeated(item, index, windows, rules)
            yield from _two_values(item, index, values, rules)
            for name in languages.load(rules.language).read_names(sentence.text):
                word = sentence.text[name.start : name.end]
                if len(word) >= 4:
                    names.setdefault(word, (item, index))
    yield from _name_forms(names, rules)


def _repeated(item: Item, index: int, windows: dict[str, _Where], rules: Rules) -> Iterator[Finding]:
    own = _windows(item.sentences[index].text, WINDOW[rules.language])
    seen = [window for window in own if window in windows]
    if len(own) >= 3 and len(seen) >= REPEATED * len(own):
        other, number = windows[seen[0]]
        yield rules.finding("sentence-repeated", "warning", item=item, sentence=index, span=(0, len(item.sentences[index].text)),
                            remedy="drop", other=other.sentences[number].text)  # fmt: skip
    spot = (item, index)
    for window in own:
        windows.setdefault(window, spot)


@remembered
def _windows(text: str, width: int) -> tuple[str, ...]:
    """Every run of so many letters of a text."""
    letters = "".join(comparison.read(text).words)
    return tuple([letters[at : at + width] for at in range(len(letters) - width + 1)])


def _two_values(
    item: Item, index: int, values: dict[tuple[str, str, str], tuple[Figure, _Where]], rules: Rules
) -> Iterator[Finding]:
    for before, number in _said(item.sentences[index].text, rules.language):
        known, (other, place) = values.setdefault((before, number.type, number.unit), (number, (item, index)))
        if not figures.same(known, number) and (other.id, place) != (item.id, index):
            yield rules.finding("two-values", "warning", item=item, sentence=index, span=(number.start, number.end), thing=before,
                                value=number.text, rival=known.text, other=other.sentences[place].text)  # fmt: skip


@remembered
def _said(text: str, language: str) -> tuple[tuple[str, Figure], ...]:
    """The figures of a text that are said of something, each with the words before it, back to the last stop."""
    said, least = [], LEAST[language]
    for number in languages.load(language).read_figures(text):
        if number.type not in {"count", "money", "measure", "percent"}:
            continue
        if language != "zh" and number.type == "count":
            continue  # what is counted stands after the figure, and is seldom repeated in the same words
        before = text[max(text.rfind(stop, 0, number.start) for stop in _STOPS) + 1 : number.start]
        if len(before) >= least and len(texts.content(before)) >= least and not _DIGIT.search(before):
            said.append((before, number))
    return tuple(said)


_STOPS = "，。；、,;"
_DIGIT = re.compile(r"\d")


LONGEST_NAME = 40
"""Characters beyond which what looks like a name is none, but a code or an address."""


def _name_forms(names: dict[str, _Where], rules: Rules) -> Iterator[Finding]:
    """Names of one length that differ in one character only, save where that is what tells two offices apart."""
    siblings = set(prompts.read_section(rules.language, "wording.toml", "names")["siblings"])
    shapes: dict[str, str] = {}
    for name, (item, index) in names.items():
        for at, char in enumerate(name if len(name) <= LONGEST_NAME else ""):
            shape = f"{name[:at]}\x00{name[at + 1 :]}"
            other = shapes.setdefault(shape, name)
            if other != name and char not in siblings and other[at] not in siblings:
                start = item.sentences[index].text.find(name)
                yield rules.finding(
                    "name-forms",
                    "hint",
                    item=item,
                    sentence=index,
                    span=(start, start + len(name)),
                    name=name,
                    other=other,
                )
