"""Wording, as hints: filler, worn words, effects without a figure, long sentences, like openings, slips, surface. Never a gate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from drafter import comparison, marks, prompts
from drafter import text as texts
from drafter.checks.rules import Rules
from drafter.schema import Draft, Fact, Finding, Item

CODES = {
    "confusable": "a word that is easily mistaken for another, or misspelt",
    "surface": "punctuation or numbers against GB/T 15834, GB/T 15835 or good English usage",
    "effect-without-figure": "words of effect without a figure or a named recognition in the sentence",
    "sentence-long": "a sentence that is too long to be read at once",
    "chat-phrase": "a phrase of conversation that a report does without",
    "filler": "more general verbs and adverbs than reports usually have",
    "word-worn": "a fashionable word that stands more than once",
    "openings-alike": "too many sentences that open with the same words",
    "headings-uneven": "headings of one part that differ much in length or shape",
}

LONG = {"zh": 170, "en": 55}
"""Words of a sentence (Chinese characters) above which it is said to be long; 95 % of real ones have fewer than 110."""

FILLER = {"zh": 75, "en": 30}
"""Filler words in a thousand words above which it is said; real reports have about 45."""

OPENINGS = 0.15
"""Share of sentences with one opening above which it is said; in real reports 4 %, at most 10 %."""

LEAST_SENTENCES = 12
UNEVEN = 6
"""Characters by which the longest and the shortest heading of a part may differ."""


def check(item: Item, _facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Slips and surface, sentence by sentence."""
    for index, sentence in enumerate(item.sentences):
        text = sentence.text
        for wrong, right in _table(rules.language, "confusable").items():
            if slip := re.search(wrong, text):
                yield rules.finding("confusable", "hint", item=item, sentence=index, span=slip.span(), remedy="replace",
                                    fix=right, wrong=slip[0], right=right)  # fmt: skip
        for pattern, said in _surface(rules.language):
            if match := pattern.search(text):
                yield rules.finding(
                    "surface",
                    "hint",
                    item=item,
                    sentence=index,
                    span=match.span(),
                    words=match[0].strip() or "…",
                    rule=said,
                )
        for match in _any(rules.language, "banned").finditer(text):
            yield rules.finding("chat-phrase", "hint", item=item, sentence=index, span=match.span(), words=match[0])
        effect = _any(rules.language, "effect").search(text)
        if effect and not rules.figures(text) and not rules.listed("claims", "praise").search(text):
            yield rules.finding(
                "effect-without-figure", "hint", item=item, sentence=index, span=effect.span(), words=effect[0]
            )
        size = len(comparison.read(text).words)
        if size > LONG[rules.language]:
            yield rules.finding(
                "sentence-long", "hint", item=item, sentence=index, span=(0, len(text)), remedy="split", count=str(size)
            )


def check_all(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """What only shows over the whole report."""
    assert draft.report is not None  # check_draft has looked
    sentences = [(item, n, s.text) for item in draft.report.items() for n, s in enumerate(item.sentences)]
    size = sum(len(comparison.read(text).words) for *_, text in sentences)
    fillers = sum(len(_any(rules.language, "filler").findall(text)) for *_, text in sentences)
    if size > 300 and fillers * 1000 > FILLER[rules.language] * size:
        yield rules.finding("filler", "hint", count=str(round(fillers * 1000 / size)))
    yield from _worn(sentences, rules)
    yield from _openings(sentences, rules)
    for _, part in draft.report.parts():
        lengths = [len(item.heading) for item in part.items if item.heading]
        if rules.language == "zh" and len(lengths) > 2 and max(lengths) - min(lengths) > UNEVEN:
            yield rules.finding(
                "headings-uneven", "hint", part=part.title, shortest=str(min(lengths)), longest=str(max(lengths))
            )


def _worn(sentences: Sequence[tuple[Item, int, str]], rules: Rules) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for item, index, text in sentences:
        for match in _any(rules.language, "words").finditer(text):
            seen[match[0].lower()] += 1
            if seen[match[0].lower()] == 2:
                yield rules.finding("word-worn", "hint", item=item, sentence=index, span=match.span(), words=match[0])


def _openings(sentences: Sequence[tuple[Item, int, str]], rules: Rules) -> Iterator[Finding]:
    if len(sentences) < LEAST_SENTENCES:
        return
    width = 2 if rules.language == "zh" else 1
    opens = Counter(" ".join(comparison.read(text).words[:width]) for *_, text in sentences)
    for words, count in opens.most_common(1):
        if count > max(3, OPENINGS * len(sentences)) and words not in {"we", "the", "our"}:
            shown = words.replace(" ", "") if rules.language == "zh" else words
            yield rules.finding("openings-alike", "hint", words=shown, count=str(count), all=str(len(sentences)))


def _table(language: str, name: str) -> dict[str, str]:
    return prompts.read_section(language, "wording.toml", name)


@cache
def _surface(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), said) for pattern, said in _table(language, "surface").items())


@cache
def _any(language: str, name: str) -> re.Pattern[str]:
    body = texts.trie_pattern(marks.words(language, "worn", name, "wording.toml"))
    return re.compile(body if language == "zh" else rf"(?i)\b(?:{body})\b")
