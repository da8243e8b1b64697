"""Every fact is used, merged with its twin, or listed as left out with its reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from drafter import comparison, figures
from drafter.checks.rules import Rules
from drafter.schema import Draft, Fact, Figure, Finding, Item, NoteSpan

CODES = {
    "fact-missing": "a fact that its item should carry does not stand in it, wholly or in part",
    "clause-missing": "a clause of a fact whose words hardly stand in the item that carries it",
    "fact-unused": "a fact that is in no item",
    "fact-left-out": "a line that is not written, with the reason",
}

STANDS = 0.6
"""Share (0 to 1) of a fact's or a clause's word pairs that its item's text must have."""

LEAST_WORDS = 5
"""Words that a clause must have for its absence to be told from another wording."""

_SILENT = frozenset({"caption", "form"})
"""Reasons that need no line in the list: nothing was left out."""


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Facts of a written item whose figures or words do not stand in its text."""
    if not item.sentences:
        return
    standing = [figure for sentence in item.sentences for figure in rules.figures(sentence.text)]
    worth = {figures.amount(figure) for figure in standing}
    heading = comparison.read(item.heading or "")
    pairs = {pair for sentence in item.sentences for pair in comparison.read(sentence.text).pairs} | set(heading.pairs)
    held = set(item.facts)
    cited = {source for sentence in item.sentences for source in sentence.sources}
    for fact in facts:
        if not fact.wanted or (fact.id not in held and fact.id not in cited):
            continue
        checked = [f for f in fact.figures if f.type not in {"placeholder", "bare"} and figures.amount(f) not in worth]
        lost = [f for f in checked if not _stands(f, standing)]
        words = comparison.read(fact.text)
        if fact.id not in held:
            lost = []  # cited besides: another item carries it
        if not lost and fact.id not in cited and _share(words, 0, len(words.words), pairs) < STANDS:
            yield _missing(item, fact, fact.text, rules, (0, len(fact.text)))
        elif lost:
            yield _missing(item, fact, "、".join(f.text for f in lost), rules, (lost[0].start, lost[0].end))
        elif fact.id in held:
            yield from _clauses(item, fact, words, pairs, rules)


def _missing(item: Item, fact: Fact, lost: str, rules: Rules, span: tuple[int, int]) -> Finding:
    spans = (NoteSpan(fact=fact.id, start=span[0], end=span[1]),)
    return rules.finding(
        "fact-missing", "error", item=item, facts=(fact,), spans=spans, remedy="add", fact=fact.text, lost=lost
    )


def _clauses(
    item: Item, fact: Fact, words: comparison.Words, pairs: set[tuple[str, str]], rules: Rules
) -> Iterator[Finding]:
    """Clauses of a fact that neither stand in the item nor are short enough to hide in another wording."""
    start = 0
    for match in _CLAUSE_END.finditer(f"{fact.text}\n"):
        low, high = bisect_left(words.starts, start), bisect_left(words.starts, match.start())
        if high - low >= LEAST_WORDS and _share(words, low, high, pairs) < STANDS:
            clause = fact.text[words.starts[low] : words.ends[high - 1]]
            yield rules.finding(
                "clause-missing", "warning", item=item, facts=(fact,), remedy="add", clause=clause, fact=fact.text,
                spans=(NoteSpan(fact=fact.id, start=words.starts[low], end=words.ends[high - 1]),),
            )  # fmt: skip
        start = match.end()


def _share(words: comparison.Words, low: int, high: int, pairs: set[tuple[str, str]]) -> float:
    """Share of the neighbouring words from `low` to `high` that stand in the item."""
    own = list(zip(words.words[low : high - 1], words.words[low + 1 : high], strict=False))
    return sum(pair in pairs for pair in own) / len(own) if own else 1.0


_CLAUSE_END = re.compile(r"[，,；;。！？!?\n](?!\d)|(?<=[a-z])\.(?=\s)")


def _stands(figure: Figure, standing: Sequence[Figure]) -> bool:
    return any(figures.same(figure, other) or figures.same_date(figure, other) for other in standing)


def check_all(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Facts in no item at all, and the list of what is left out."""
    assert draft.report is not None  # check_draft has looked
    placed = {name for item in draft.report.items() for name in item.facts}
    placed |= {source for item in draft.report.items() for s in item.sentences for source in s.sources}
    for fact in draft.facts:
        if fact.wanted and fact.id not in placed:
            yield rules.finding("fact-unused", "error", facts=(fact,), fact=fact.text)
        elif fact.reason and fact.reason not in _SILENT:
            reason = _reason(rules, fact.reason)
            shown = (
                ""
                if fact.reason in {"injected", "private"}
                else f"：{fact.text}"
                if rules.language == "zh"
                else f": {fact.text}"
            )
            yield rules.finding("fact-left-out", "hint", facts=(fact,), note=str(fact.note), reason=reason, shown=shown)


def _reason(rules: Rules, reason: str) -> str:
    from drafter import prompts  # only where the wording is needed

    table = prompts.read_table(rules.language, "findings.toml")["reasons"]
    return str(table[reason]) if isinstance(table, dict) else reason
