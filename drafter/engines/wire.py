"""The wire text that every engine answers in, made and read: an outline's lines, and prose with a source mark after each sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from drafter import text as texts
from drafter.engines import ItemTask
from drafter.engines.plain import PlainReader
from drafter.errors import Malformed
from drafter.schema import FACT_ID, Entry, Sentence

OPEN, CLOSE = "⟦", "⟧"
_IN = r"[^⟦⟧\[\]]*"
"""What stands in a mark: no other bracket, so that no mark begins within another."""

_MARK = re.compile(rf"\s*(?:⟦({_IN})⟧|\[\[({_IN})\]\])")
_BEFORE_STOP = re.compile(rf"(\s*(?:⟦{_IN}⟧|\[\[{_IN}\]\]))+\s*([。！？.!?；;][”’）)]?)")
_OTHER_MARK = re.compile(
    r"(?P<before>[。！？.!?；;][”’]?\s*)?(?:[\[【〔]\s*(?:[^\W\d]{1,8}\s*[:：]?\s*)?|[（(]\s*[^\W\d]{1,8}\s*[:：]\s*)"
    rf"(?P<ids>{FACT_ID}(?:\s*[,，、;；]\s*{FACT_ID})*)\s*[\]】〕）)](?P<after>\s*(?:[。！？.!?；;]|\Z|\n))?"
)
"""Marks of a model that has its own: `[3,5a]`, `【3】`, `（来源：3）`, `(source: 3)`, where a sentence ends."""

_DRESSED = re.compile(r"\A[^\n⟦。！？.!?]{1,40}[:：][ \t]*\n|^[ \t]*#{1,6}[ \t]+[^\n⟦。！？.!?]*$", re.MULTILINE)
"""What a model puts around prose, on lines of their own: "Here it is:", and a heading in Markdown."""

_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]*|[-*+•·][ \t]+|\d{1,2}[.)、）][ \t]*(?=[^\d\s]))", re.MULTILINE)
_UNDECIDED = re.compile(rf"\s*(?:⟦{_IN}|\[(?:\[{_IN}\]?)?)?\Z")
"""An end that may yet grow into a mark, with the blanks that go with it; it waits for the next piece."""

_LONGEST_MARK = 60
"""Characters after which an opened bracket is taken for text and shown."""


def mark(ids: Iterable[str]) -> str:
    """The mark of what rests on these sources, in their order."""
    return f"{OPEN}{','.join(ids)}{CLOSE}"


def of_sentence(text: str, sources: Iterable[str]) -> str:
    """A sentence in wire text."""
    return f"{text}{mark(sources)}"


def of_outline(entries: Sequence[Entry]) -> str:
    """An outline as the lines that an engine is given to improve upon; gaps are left to the rules."""
    lines = []
    for entry in entries:
        if entry.facts:
            answers = f" | {','.join(str(index + 1) for index in entry.answers)}" if entry.answers else ""
            lines.append(f"{entry.part} | {entry.heading or '-'} | {','.join(entry.facts)}{answers}")
    return "\n".join(lines)


def unmarked(wire: str) -> str:
    """Wire text without its marks and the blanks before them."""
    return _MARK.sub("", wire)


class Reader:
    """Reads an answer as it streams: `feed` gives back what may be shown, `close` the sentences with their sources."""

    def __init__(self, task: ItemTask) -> None:
        self._known = {fact.id for fact in task.facts}
        self.text = ""
        self._shown = 0

    def feed(self, piece: str) -> str:
        """The next visible characters: the text without its marks, held back while a mark may be open."""
        self.text += piece
        undecided = _UNDECIDED.search(self.text, max(self._shown, len(self.text) - _LONGEST_MARK))
        end = undecided.start() if undecided else len(self.text)
        visible = unmarked(self.text[self._shown : end])
        self._shown = end
        return visible

    def close(self) -> tuple[Sentence, ...]:
        """The sentences; one without a (known) mark has no sources. `Malformed` when there is no sentence at all."""
        sentences = parse(self.text, self._known)
        if not sentences:
            raise Malformed("the answer holds no sentence", remark="empty")
        return sentences


def parse(wire: str, known: set[str]) -> tuple[Sentence, ...]:
    """Wire text to sentences, without Markdown. A mark before the stop is read as if it stood behind it; unknown ids are dropped."""
    reader = PlainReader()
    wire = _OTHER_MARK.sub(lambda match: _as_mark(match, known), wire)
    wire = _LINE_MARK.sub("", _DRESSED.sub("", reader.feed(wire) + reader.close()))
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


def _as_mark(match: re.Match[str], known: set[str]) -> str:
    """A mark of a model's own kind as ours, if it stands where a sentence ends and names notes that there are."""
    ids = re.findall(FACT_ID, match["ids"])
    if not known.issuperset(ids) or (match["before"] is None and match["after"] is None):
        return match[0]
    return f"{match['before'] or ''}{mark(ids)}{match['after'] or ''}"
