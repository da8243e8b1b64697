"""Tasks for an engine, and its wire text read back: prose with a source mark after each sentence."""

from __future__ import annotations

import re

from drafter import text as texts
from drafter.engines import ItemTask
from drafter.errors import Malformed
from drafter.kinds import Kind
from drafter.schema import Draft, Item, PartName, Report, Sentence

OPEN, CLOSE = "⟦", "⟧"
_MARK = re.compile(r"\s*(?:⟦([^⟦⟧]*)⟧|\[\[([^\[\]]*)\]\])")
_BEFORE_STOP = re.compile(r"(\s*(?:⟦[^⟦⟧]*⟧|\[\[[^\[\]]*\]\]))+\s*([。！？.!?；;][”’）)]?)")
_LONGEST_MARK = 60
"""Characters after which an opened bracket is taken for text and shown."""


def item_task(draft: Draft, report: Report, kind: Kind, item: Item, instruction: str = "") -> ItemTask:
    """What an engine needs to write an item: its own facts only, and the other headings to fit in with."""
    facts = {fact.id: fact for fact in draft.facts}
    problems = {problem.id: problem for problem in report.problems.items}
    answered = [problems[name].text or _told(draft, problems[name]) for name in item.answers if name in problems]
    part: PartName = next((name for name, holder in report.parts() if item in holder.items), "achievements")
    return ItemTask(
        request=draft.request,
        kind=kind,
        part=part,
        heading=item.heading,
        facts=tuple(facts[name] for name in item.facts if name in facts and facts[name].wanted),
        headings=tuple(other.heading for other in report.items() if other.heading),
        answered="\n".join(answered),
        length=_length(draft, report, kind, item, part),
        instruction=instruction,
        previous=item.sentences if item.state != "planned" else (),
        item=item,
    )


def _told(draft: Draft, problem: Item) -> str:
    return "\n".join(fact.text for fact in draft.facts if fact.id in problem.facts)


def _length(draft: Draft, report: Report, kind: Kind, item: Item, part: PartName) -> int:
    """An item's share of the target: its part's share, by its share of the part's facts."""
    total = sum(len(other.facts) for other in report.part(part).items) or 1
    target = draft.request.length or kind.length[1]
    return round(target * kind.parts[part].share * len(item.facts) / total)


class WireReader:
    """Reads an answer as it streams: `feed` gives back what may be shown, `close` the sentences with their sources."""

    def __init__(self, task: ItemTask) -> None:
        self._known = {fact.id for fact in task.facts}
        self._text = ""
        self._shown = 0

    def feed(self, piece: str) -> str:
        """The next visible characters: the text without its marks, held back while a mark may be open."""
        self._text += piece
        held = self._text.rfind(OPEN, self._shown)
        end = len(self._text)
        if held >= 0 and CLOSE not in self._text[held:] and end - held < _LONGEST_MARK:
            end = held
        elif self._text.endswith("["):
            end -= 1
        visible = _MARK.sub("", self._text[self._shown : end])
        self._shown = end
        return visible

    def close(self) -> tuple[Sentence, ...]:
        """The sentences; one without a (known) mark has no sources. `Malformed` when there is no sentence at all."""
        sentences = parse_wire(self._text, self._known)
        if not sentences:
            raise Malformed("the answer holds no sentence")
        return sentences


def parse_wire(wire: str, known: set[str]) -> tuple[Sentence, ...]:
    """Wire text to sentences. A mark before the stop is read as if it stood behind it; unknown ids are dropped."""
    wire = _BEFORE_STOP.sub(lambda m: m[2] + m[0][: m.start(2) - m.start()], wire)
    sentences: list[Sentence] = []
    last = 0
    for match in _MARK.finditer(wire):
        pieces = texts.split_sentences(wire[last : match.start()])
        last = match.end()
        ids = tuple(
            dict.fromkeys(name for name in re.split(r"[,，、;；\s]+", match[1] or match[2] or "") if name in known)
        )
        if not pieces and sentences:
            merged = tuple(dict.fromkeys((*sentences[-1].sources, *ids)))
            sentences[-1] = sentences[-1].model_copy(update={"sources": merged})
        for index, text in enumerate(pieces):
            sentences.append(Sentence(text=text, sources=ids if index == len(pieces) - 1 else ()))
    sentences += [Sentence(text=text) for text in texts.split_sentences(wire[last:])]
    return tuple(sentences)


def to_wire(text: str, sources: tuple[str, ...]) -> str:
    """A sentence in wire text."""
    return f"{text}{OPEN}{','.join(sources)}{CLOSE}"
