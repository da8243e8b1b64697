"""What a model's item may not leave standing, and an item that never passed: the rules' words stand in for those sentences only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from drafter import checks, languages, tracing, writing
from drafter import text as texts
from drafter.engines import ItemTask, offline, wire
from drafter.pipeline import headings
from drafter.pipeline.run import Run
from drafter.schema import Fact, Finding, Item, Sentence

NOTHING = 0.12
"""Share of wording in common below which a sentence says nothing that its facts say."""

WORDED, APART = 0.4, 0.2
"""Share of a sentence's wording that a note must have to be its plain source, and how much more it must be than of any marked."""

Attempt = tuple[tuple[Sentence, ...], list[Finding]]
"""An answer, and what it may not leave standing."""


def unfit(written: Item, facts: tuple[Fact, ...], rules: checks.Rules) -> list[Finding]:
    """The findings for which a model's text goes back to it."""
    return [
        f
        for f in checks.check_item(written, facts, rules)
        if f.severity == "error"
        or (f.code in checks.SENT_BACK and not _is_balanced(f, written, facts, rules))
        or _is_about_nothing(f, written, facts, rules)
    ]


def _is_balanced(finding: Finding, written: Item, facts: tuple[Fact, ...], rules: checks.Rules) -> bool:
    """Whether a doubt is not worth a call, though it stays in the check list: a second look finds nothing behind it.

    Of denials, the notes have as many as the sentences on them, in other words (what is wrong is told in denials, so that one
    more among the problems is none). Of names, the words hold none. Of what is told as done, nothing was planned.
    """
    names = set(finding.facts)
    if finding.sentence is not None:
        names |= set(written.sentences[finding.sentence].sources)
    told = [fact for fact in facts if fact.id in names]
    said = [s.text for s in written.sentences if names & set(s.sources)]
    if finding.code in {"negation-added", "negation-lost"}:
        if finding.code == "negation-added" and all(fact.part == "problems" for fact in facts):
            return True
        ours, theirs = sum(_denials(text, rules) for text in said), sum(_denials(fact.text, rules) for fact in told)
        return ours <= theirs if finding.code == "negation-added" else ours >= theirs
    if finding.code == "told-as-done":
        classes = {name for fact in told for mark in rules.marks(fact.text) for name in mark.classes}
        return not classes & {"plan", "going"} and all(fact.part != "plans" for fact in told)
    if finding.code in {"name-changed", "name-unsourced"} and finding.sentence is not None and rules.language == "zh":
        words = written.sentences[finding.sentence].text[finding.start : finding.end]
        return words in headings.free_words("zh") or not _names(words, written.sentences[finding.sentence].text, rules)
    return False


def _names(words: str, sentence: str, rules: checks.Rules) -> list[str]:
    """The names of a sentence that lie in some words of it, or hold them."""
    read = [sentence[name.start : name.end] for name in languages.load(rules.language).read_names(sentence)]
    return [name for name in read if name in words or words in name]


def _denials(text: str, rules: checks.Rules) -> int:
    """How often a text says no: words of denial, and counts of none."""
    nothing = sum(figure.value == "0" for figure in rules.figures(text))
    return nothing + sum("negation" in mark.classes for mark in rules.marks(text))


def _is_about_nothing(finding: Finding, written: Item, facts: tuple[Fact, ...], rules: checks.Rules) -> bool:
    """Whether a sentence with little support has hardly a word of the item's facts: it was made up, not merely put freely."""
    if finding.code != "low-support" or finding.sentence is None:
        return False
    told = "\n".join(f"{fact.theme} {fact.text}" for fact in facts)
    return writing.common(written.sentences[finding.sentence].text, told, rules.language) < NOTHING


def with_better_marks(written: Item, facts: tuple[Fact, ...], rules: checks.Rules, found: list[Finding]) -> Attempt:
    """The sentences, and what they may not leave standing, once marks that plainly name the wrong note are put right.

    Plainly: the wording, figures aside, is another note's, and not that of the notes that the mark names.
    """
    flagged = {finding.sentence for finding in found}
    sentences = tuple(
        sentence.model_copy(update={"sources": _plain_sources(sentence, facts, rules.language)})
        if index in flagged
        else sentence
        for index, sentence in enumerate(written.sentences)
    )
    if sentences == written.sentences:
        return written.sentences, found
    again = unfit(written.model_copy(update={"sentences": sentences}), facts, rules)
    return (sentences, again) if len(again) < len(found) else (written.sentences, found)


def _plain_sources(sentence: Sentence, facts: tuple[Fact, ...], language: str) -> tuple[str, ...]:
    worded = {fact.id: texts.overlap(_wording(sentence.text), _wording(fact.text)) for fact in facts}
    sources = tracing.find_sources(sentence.text, facts, language)
    marked = max((worded.get(name, 0.0) for name in sentence.sources), default=0.0)
    plain = sources and min(worded[name] for name in sources) >= max(WORDED, marked + APART)
    return sources if plain else sentence.sources


def _wording(text: str) -> str:
    return re.sub(r"[\d.,%]+", " ", text)


async def by_rule(task: ItemTask) -> tuple[Sentence, ...]:
    """The rules' sentences for the task's facts."""
    reader = wire.Reader(task)
    plain = replace(task, instruction="", findings=(), remark="")
    async for piece in offline.OfflineEngine().stream(plain):
        reader.feed(piece)
    return reader.close()


async def mend(run: Run, task: ItemTask, item: Item, attempts: Sequence[Attempt]) -> tuple[Sentence, ...]:
    """The best attempt with the rules' words in the place of its unfit sentences; empty when nothing of any is fit to stay.

    A sentence goes as soon as it shares a fact with one that goes, so that no fact is told by halves or twice.
    """
    wanted, rules = {fact.id for fact in task.facts}, checks.rules_for(run.draft, run.kind)
    parted = [(sentences, *_spoilt(sentences, found, wanted)) for sentences, found in attempts]
    for sentences, bad, facts in sorted(parted, key=lambda attempt: len(attempt[1]) + len(attempt[2])):
        if len(bad) == len(sentences):
            continue
        own = tuple(fact for fact in task.facts if fact.id in facts)
        standing = await by_rule(replace(task, facts=own)) if own else ()
        first = min(bad, default=len(sentences))
        before = tuple(s for index, s in enumerate(sentences) if index < first)
        after = tuple(s for index, s in enumerate(sentences) if index > first and index not in bad)
        mixed = (*before, *standing, *after)
        ours = range(len(before), len(before) + len(standing))
        found = unfit(item.model_copy(update={"sentences": mixed}), task.facts, rules)
        if all(f.sentence in ours if f.sentence is not None else facts.issuperset(f.facts) for f in found):
            return mixed
    return ()


def _spoilt(sentences: tuple[Sentence, ...], found: Sequence[Finding], wanted: set[str]) -> tuple[set[int], set[str]]:
    """The sentences that cannot stay, and the facts that the rules have to tell instead."""
    bad = {f.sentence for f in found if f.sentence is not None}
    facts = {name for f in found if f.sentence is None for name in f.facts} & wanted
    while True:
        facts |= {name for index in bad for name in sentences[index].sources} & wanted
        more = {index for index, sentence in enumerate(sentences) if facts & set(sentence.sources)}
        if more <= bad:
            return bad, facts
        bad |= more
