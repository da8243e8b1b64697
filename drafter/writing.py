"""Tasks for an engine, and its wire text read back: prose with a source mark after each sentence."""

from __future__ import annotations

import re

from drafter import prompts
from drafter import text as texts
from drafter.comparison import share_of_stems, stems
from drafter.engines import ItemTask, OpeningTask
from drafter.engines.plain import PlainReader
from drafter.errors import Blocked, Malformed
from drafter.kinds import Kind, form_fields
from drafter.schema import Draft, Fact, Item, PartName, Report, Request, Sentence

OPEN, CLOSE = "⟦", "⟧"
_MARK = re.compile(r"\s*(?:⟦([^⟦⟧]*)⟧|\[\[([^\[\]]*)\]\])")
_BEFORE_STOP = re.compile(r"(\s*(?:⟦[^⟦⟧]*⟧|\[\[[^\[\]]*\]\]))+\s*([。！？.!?；;][”’）)]?)")
_OTHER_MARK = re.compile(
    r"(?P<before>[。！？.!?；;][”’]?\s*)?(?:[\[【〔]\s*(?:[^\W\d]{1,8}\s*[:：]?\s*)?|[（(]\s*[^\W\d]{1,8}\s*[:：]\s*)"
    r"(?P<ids>\d+[a-z]?(?:\s*[,，、;；]\s*\d+[a-z]?)*)\s*[\]】〕）)](?P<after>\s*(?:[。！？.!?；;]|\Z|\n))?"
)
"""Marks of a model that has its own: `[3,5a]`, `【3】`, `（来源：3）`, `(source: 3)`, where a sentence ends."""

_DRESSED = re.compile(r"\A[^\n⟦。！？.!?]{1,40}[:：][ \t]*\n|^[ \t]*#{1,6}[ \t]+[^\n⟦。！？.!?]*$", re.MULTILINE)
"""What a model puts around prose, on lines of their own: "Here it is:", and a heading in Markdown."""

_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]*|[-*+•·][ \t]+|\d{1,2}[.)、）][ \t]*(?=[^\d\s]))", re.MULTILINE)
_LONGEST_MARK = 60
"""Characters after which an opened bracket is taken for text and shown."""

STRETCH = 2.5
"""Prose may be so many times as long as the notes it is made of; more could only be padding, or invention."""

OPENING = {"zh": (120, 260), "en": (60, 130)}
"""Length of an opening to aim at, and at most, in characters or words."""

GROUND = {"zh": 0.3, "en": 0.5}
"""Share of an opening clause's words that the formula and the headings must have; below it, the clause is about something else."""

_REFUSES = 200
"""A refusal is short; a longer answer is one that speaks of refusing."""


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
    size = sum(_size(f"{fact.theme} {fact.text}", draft.request.language) for fact in own)
    return max(10, round(min(share, STRETCH * size) / 10) * 10)


def _size(text: str, language: str) -> int:
    """Length as the language's offices count it: characters in Chinese, words in English."""
    return texts.count_characters(text) if language == "zh" else len(text.split())


def opening_task(
    request: Request, report: Report, kind: Kind, item: Item, *, formula: tuple[Sentence, ...], instruction: str = ""
) -> tuple[OpeningTask, tuple[Sentence, ...]]:
    """What an engine needs to put the opening's formula into this report's words, and the fixed sentences that end it."""
    fixed = tuple(s for s in formula[1:] if not any(source.startswith("form:") for source in s.sources))
    task = OpeningTask(
        request=request,
        kind=kind,
        formula=tuple(sentence for sentence in formula if sentence not in fixed),
        headings=tuple(i.heading for i in report.achievements.items if i.heading),
        length=OPENING[request.language][0],
        instruction=instruction,
        previous=tuple(s for s in item.sentences if s not in fixed) if item.versions else (),
    )
    return task, fixed


def read_opening(answer: str, task: OpeningTask) -> tuple[Sentence, ...]:
    """The opening's sentences, resting on the formula's sources.

    `Malformed` when it is too long, dropped a field of the form, or speaks of what neither formula nor headings do.
    """
    sources = tuple(dict.fromkeys(source for sentence in task.formula for source in sentence.sources))
    fields = form_fields(task.request)
    text = _MARK.sub("", answer).strip()
    kept = [fields[source[5:]] for source in sources if source.startswith("form:")]
    language = task.request.language
    if any(value not in text for value in kept) or _size(text, language) > OPENING[language][1]:
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
    said = _MARK.sub("", answer).strip()
    if OPEN not in answer and len(said) < _REFUSES and re.match(_answers(language)["refusal"], said, re.IGNORECASE):
        raise Blocked(f"the model refuses to write this: {said[:60]!r}", "Use another model, or edit the notes.")
    if said and texts.is_chinese(said) != (language == "zh"):
        raise Malformed(f"the model answered in another language: {said[:40]!r}", "Try another model.", "language")


def remark(language: str, name: str) -> str:
    """What the next try is told of the last one."""
    return _answers(language)[name]


def _answers(language: str) -> dict[str, str]:
    return prompts.read_section(language, "language.toml", "answers")


class WireReader:
    """Reads an answer as it streams: `feed` gives back what may be shown, `close` the sentences with their sources."""

    def __init__(self, task: ItemTask) -> None:
        self._known = {fact.id for fact in task.facts}
        self.text = ""
        self._shown = 0

    def feed(self, piece: str) -> str:
        """The next visible characters: the text without its marks, held back while a mark may be open."""
        self.text += piece
        held = self.text.rfind(OPEN, self._shown)
        end = len(self.text)
        if held >= 0 and CLOSE not in self.text[held:] and end - held < _LONGEST_MARK:
            end = held
        elif self.text.endswith("["):
            end -= 1
        visible = _MARK.sub("", self.text[self._shown : end])
        self._shown = end
        return visible

    def close(self) -> tuple[Sentence, ...]:
        """The sentences; one without a (known) mark has no sources. `Malformed` when there is no sentence at all."""
        sentences = parse_wire(self.text, self._known)
        if not sentences:
            raise Malformed("the answer holds no sentence", remark="empty")
        return sentences


def parse_wire(wire: str, known: set[str]) -> tuple[Sentence, ...]:
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
    ids = re.findall(r"\d+[a-z]?", match["ids"])
    if not known.issuperset(ids) or (match["before"] is None and match["after"] is None):
        return match[0]
    return f"{match['before'] or ''}{OPEN}{','.join(ids)}{CLOSE}{match['after'] or ''}"
