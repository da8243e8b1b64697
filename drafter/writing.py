"""Tasks for an engine, and whether what it answers may be taken: in the report's language, an opening true to its formula."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter import prompts
from drafter import text as texts
from drafter.comparison import share_of_stems, stems
from drafter.engines import ItemTask, OpeningTask, OutlineTask, wire
from drafter.errors import Blocked, Malformed
from drafter.kinds import Kind, form_fields
from drafter.schema import Draft, Entry, Fact, Item, PartName, Report, Request, Sentence

STRETCH = 2.5
"""Prose may be so many times as long as the notes it is made of; more could only be padding, or invention."""

OPENING = {"zh": (120, 260), "en": (60, 130)}
"""Length of an opening to aim at, and at most, in characters or words."""

GROUND = {"zh": 0.3, "en": 0.5}
"""Share of an opening clause's words that the formula and the headings must have; below it, the clause is about something else."""

_REFUSES = 200
"""A refusal is short; a longer answer is one that speaks of refusing."""


def outline_task(draft: Draft, kind: Kind, rule: Sequence[Entry]) -> OutlineTask:
    """What an engine needs to better the rules' outline: the facts that are to be written."""
    return OutlineTask(draft.request, kind, tuple(fact for fact in draft.facts if fact.wanted), wire.of_outline(rule))


def item_task(draft: Draft, report: Report, kind: Kind, item: Item, instruction: str = "") -> ItemTask:
    """What an engine needs to write an item: its own facts only, and the other headings to fit in with."""
    facts = {fact.id: fact for fact in draft.facts}
    problems = {problem.id: problem for problem in report.problems.items}
    answered = [problems[name].text or _told(draft, problems[name]) for name in item.answers if name in problems]
    part: PartName = next(
        (name for name, holder in report.parts() if any(other.id == item.id for other in holder.items)), "achievements"
    )
    total = sum(len(other.facts) for other in report.part(part).items) or 1
    own = tuple(facts[name] for name in item.facts if name in facts and facts[name].wanted)
    return ItemTask(
        request=draft.request,
        kind=kind,
        part=part,
        heading=item.heading,
        facts=own,
        headings=tuple(i.heading for i in report.part(part).items if i.heading and i.id != item.id),
        answered="\n".join(answered),
        length=_length(draft, kind, part, len(item.facts) / total, own),
        instruction=instruction,
        previous=item.sentences if item.state != "planned" else (),
    )


def _told(draft: Draft, problem: Item) -> str:
    return "\n".join(fact.text for fact in draft.facts if fact.id in problem.facts)


def _length(draft: Draft, kind: Kind, part: PartName, portion: float, own: tuple[Fact, ...]) -> int:
    """An item's portion (0 to 1) of its part's share of the target; no more than its facts can fill."""
    target = draft.request.length or kind.length[1]
    share = target * kind.parts[part].share * portion
    size = sum(texts.length(f"{fact.theme} {fact.text}", draft.request.language) for fact in own)
    return max(10, round(min(share, STRETCH * size) / 10) * 10)


def opening_task(
    request: Request, report: Report, kind: Kind, item: Item, formula: tuple[Sentence, ...]
) -> tuple[OpeningTask, tuple[Sentence, ...]]:
    """What an engine needs to put the opening's formula into this report's words, and the fixed sentences that end it."""
    fixed = tuple(s for s in formula[1:] if not any(source.startswith("form:") for source in s.sources))
    task = OpeningTask(
        request=request,
        kind=kind,
        formula=tuple(sentence for sentence in formula if sentence not in fixed),
        headings=tuple(i.heading for i in report.achievements.items if i.heading),
        length=OPENING[request.language][0],
        previous=tuple(s for s in item.sentences if s not in fixed) if item.versions else (),
    )
    return task, fixed


def read_opening(answer: str, task: OpeningTask) -> tuple[Sentence, ...]:
    """The opening's sentences, resting on the formula's sources.

    `Malformed` when it is too long, dropped a field of the form, or speaks of what neither formula nor headings do.
    """
    sources = tuple(dict.fromkeys(source for sentence in task.formula for source in sentence.sources))
    fields = form_fields(task.request)
    text = wire.unmarked(answer).strip()
    kept = [fields[source[5:]] for source in sources if source.startswith("form:")]
    language = task.request.language
    if any(value not in text for value in kept) or texts.length(text, language) > OPENING[language][1]:
        raise Malformed("the opening does not keep to its formula", remark="opening")
    ground = "\n".join([*(sentence.text for sentence in task.formula), *task.headings])
    if any(common(clause, ground, language) < GROUND[language] for clause in re.split(r"[，。；！？,.;!?：:]", text)):
        raise Malformed("the opening speaks of what it was not given", remark="opening_ground")
    pieces = texts.split_sentences(" ".join(text.split()))
    return tuple(Sentence(text=piece, sources=sources) for piece in pieces)


def common(part: str, whole: str, language: str) -> float:
    """Share (0 to 1) of a text's wording that another has: pairs of characters, in English the longer words; 1 for a word or two."""
    if language == "zh":
        return texts.overlap(part, whole) if texts.count_characters(part) > 4 else 1.0
    ours, theirs = ({*stems(re.findall("[a-z]+", text.lower()))} for text in (part, whole))
    return share_of_stems(ours, theirs) if len(ours) > 1 else 1.0


def judge(answer: str, language: str) -> None:
    """`Blocked` when an answer refuses to answer, `Malformed` when it is in another language."""
    said = wire.unmarked(answer).strip()
    if (
        wire.OPEN not in answer
        and len(said) < _REFUSES
        and re.match(_answers(language)["refusal"], said, re.IGNORECASE)
    ):
        raise Blocked(f"the model refuses to write this: {said[:60]!r}", "Use another model, or edit the notes.")
    if said and texts.is_chinese(said) != (language == "zh"):
        raise Malformed(f"the model answered in another language: {said[:40]!r}", "Try another model.", "language")


def remark(language: str, name: str) -> str:
    """What the next try is told of the last one."""
    return _answers(language)[name]


def _answers(language: str) -> dict[str, str]:
    return prompts.read_section(language, "language.toml", "answers")
