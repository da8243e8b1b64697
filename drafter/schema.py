"""The values: notes, facts, the report in three required parts, decisions, and the draft that holds them all.

Every value is frozen; to change one, make another with `model_copy(update=…)`. `Draft` is the only thing that
is kept: the store, a draft copy and every command read and write it.
"""

from __future__ import annotations

import uuid
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

PartName: TypeAlias = Literal["achievements", "problems", "plans"]
FigureType: TypeAlias = Literal[
    "count", "percent", "points", "money", "measure", "multiple", "fraction", "date", "duration", "ordinal",
    "range", "code", "vague", "placeholder", "bare",
]  # fmt: skip
Modifier: TypeAlias = Literal["", "near", "over", "under", "about", "ge", "le"]
Reason: TypeAlias = Literal[
    "caption", "form", "instruction", "injected", "chatter", "private", "retracted", "superseded",
    "duplicate", "rumour", "by_writer",
]  # fmt: skip
ItemState: TypeAlias = Literal["planned", "done", "stood_in", "hand"]
By: TypeAlias = Literal["rule", "model", "hand", "word"]
Severity: TypeAlias = Literal["error", "warning", "hint"]

PARTS: tuple[PartName, ...] = ("achievements", "problems", "plans")

FACT_ID = r"\d+[a-z]*"
"""How the id of a fact is written (`12`, `12a`, and after `12z` `12aa`), as a regular expression."""


class Value(BaseModel):
    """A frozen value; unknown keys are refused, so that a newer file is never half understood."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Note(Value):
    """A line as typed. `id` is stable for the life of the draft; `removed` lines stay, unused; a blank line sets one `apart`."""

    id: int
    text: str
    origin: str = "notes"
    removed: bool = False
    apart: bool = False


class Figure(Value):
    """A number as it stands in a text.

    `start` and `end` are character offsets into that text. `value` is a plain decimal (`186000000`), `a..b`,
    a fraction `2/3`, an ISO-like date (`2025-05-20`, `--05`, `2025-Q3`, `--H1`) or a span of two (`--05-03/--05-05`,
    `2023/2025`), or the string itself for codes and vague counts; empty for a placeholder. `counted` is the wording
    around it that says what is counted.
    """

    text: str
    start: int
    end: int
    type: FigureType
    value: str = ""
    unit: str = ""
    modifier: Modifier = ""
    counted: str = ""


class Fact(Value):
    """What a note says. Ids (`FACT_ID`) are `12`, or `12a`, `12b` where a note says several things.

    `reason` tells why a fact is not to be written (None: it must stand in the report); `twin` is the fact that
    says the same and is written in its place; `theme` is the writer's own caption or label over the line. A fact from
    a pasted table's row has the row's `cells` and the names of their `columns`. `unclear` names facts of which it seems to take one
    back, where it cannot be told which.
    """

    id: str
    note: int
    text: str
    part: PartName | None = None
    figures: tuple[Figure, ...] = ()
    flags: tuple[str, ...] = ()
    theme: str = ""
    reason: Reason | None = None
    twin: str | None = None
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def wanted(self) -> bool:
        """Whether the report has to carry this fact."""
        return self.part is not None and self.reason is None


class Sentence(Value):
    """A sentence and what it rests on: fact ids, `form:<field>`, or `kind:<piece>`."""

    text: str
    sources: tuple[str, ...] = ()


class Version(Value):
    """One state of an item's text; `at` is UTC, to the second, ISO 8601.

    `aside`: it never stood, for the item had changed (or was locked) by the time it came; it is kept to be looked at.
    """

    heading: str | None
    sentences: tuple[Sentence, ...]
    by: By
    instruction: str = ""
    at: str = ""
    aside: bool = False


class Table(Value):
    """A table under an item: one header row and rows of the same width; `facts` says what each row rests on."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    facts: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_rectangular(self) -> Self:
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("every row of a table must be as wide as its header")
        return self


class Item(Value):
    """One numbered paragraph. `versions[-1]` is the text that stands; `answers` names problem items.

    `asked` are instructions that wait on the item, such as a reviewer's comments; the next redo without one uses them.
    """

    id: str
    heading: str | None = None
    sentences: tuple[Sentence, ...] = ()
    facts: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    table: Table | None = None
    state: ItemState = "planned"
    locked: bool = False
    versions: tuple[Version, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The item's sentences in a row, as they are printed after the heading."""
        return join_sentences(self.sentences)


class Part(Value):
    """One of the three required parts: at least one item, or a gap that says what is missing."""

    title: str
    items: tuple[Item, ...] = ()
    gap: str | None = None

    @model_validator(mode="after")
    def _is_items_or_gap(self) -> Self:
        if not self.items and not self.gap:
            raise ValueError(f"part {self.title!r} needs at least one item, or a gap that says what is missing")
        return self


class Entry(Value):
    """One line of an outline: an item to be written. `answers` counts problem entries from 0.

    An entry without facts is a plan that is still missing: `gap` is the placeholder that stands in its place.
    """

    part: PartName
    heading: str | None = None
    facts: tuple[str, ...] = ()
    answers: tuple[int, ...] = ()
    gap: str = ""


class Section(Value):
    """A part beyond the three, kept verbatim; `before` is the part it stands in front of (None: at the end)."""

    title: str
    paragraphs: tuple[str, ...] = ()
    before: PartName | None = None


class Attachment(Value):
    """An attachment: its title in the list, and its own pages' paragraphs (none: listed only)."""

    title: str
    paragraphs: tuple[str, ...] = ()


class Removed(Value):
    """An item that the writer took out, and where it stood (`place` counts from 0): it can be brought back."""

    item: Item
    part: PartName
    place: int


class Signature(Value):
    """Who signs and when, as printed; an unknown date is a visible placeholder, never today."""

    issuer: str = ""
    date: str = ""


class Report(Value):
    """The formal report. The three parts are required fields: no report without them can exist."""

    title: str
    recipient: str = ""
    opening: Item
    achievements: Part
    problems: Part
    plans: Part
    others: tuple[Section, ...] = ()
    closing: tuple[Sentence, ...] = ()
    signature: Signature | None = None
    attachments: tuple[Attachment, ...] = ()
    removed: tuple[Removed, ...] = ()

    def part(self, name: PartName) -> Part:
        """The part of that name."""
        part: Part = getattr(self, name)
        return part

    def parts(self) -> tuple[tuple[PartName, Part], ...]:
        """The three parts in the order of the report."""
        return tuple((name, self.part(name)) for name in PARTS)

    def items(self) -> tuple[Item, ...]:
        """The opening and every item, in reading order."""
        return (self.opening, *(item for _, part in self.parts() for item in part.items))


class Request(Value):
    """What the writer asked for. Empty means not given; `guessed` names the fields read out of the notes.

    `length` is in characters (Chinese) or words (English); `period` is a year (`2025`) or a span as printed.
    """

    kind: str = ""
    language: str = ""
    unit: str = ""
    issuer: str = ""
    recipient: str = ""
    period: str = ""
    author: str = ""
    date: str = ""
    length: int = 0
    engine: str = "auto"
    guessed: tuple[str, ...] = ()


class Moved(Value):
    """The writer put a fact into another part."""

    type: Literal["moved"] = "moved"
    fact: str
    part: PartName


class Dropped(Value):
    """The writer left a fact out, and why."""

    type: Literal["dropped"] = "dropped"
    fact: str
    reason: Reason = "by_writer"


class Merged(Value):
    """The writer ruled that a fact says the same as another."""

    type: Literal["merged"] = "merged"
    fact: str
    into: str


class Filled(Value):
    """The writer gave the value of a placeholder: `placeholder` is `<fact id>#<n>`, n counted from 1."""

    type: Literal["filled"] = "filled"
    placeholder: str
    value: str


class Chose(Value):
    """The writer settled a contradiction between facts by naming the value that holds."""

    type: Literal["chose"] = "chose"
    facts: tuple[str, ...]
    value: str


class Confirmed(Value):
    """The writer confirmed a finding; it lapses when the sentence or its sources change (see `Finding.digest`)."""

    type: Literal["confirmed"] = "confirmed"
    code: str
    digest: str


Decision: TypeAlias = Annotated[Moved | Dropped | Merged | Filled | Chose | Confirmed, Field(discriminator="type")]


class Usage(Value):
    """What a run cost: HTTP calls, tokens, wall seconds, and the host that the text was sent to.

    `estimated` counts the calls whose endpoint did not say what they cost; their tokens are our own estimate.
    """

    calls: int = 0
    estimated: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    model: str = ""
    host: str = ""

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            calls=self.calls + other.calls,
            estimated=self.estimated + other.estimated,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            seconds=round(self.seconds + other.seconds, 3),
            model=other.model or self.model,
            host=other.host or self.host,
        )

    def since(self, before: Usage) -> Usage:
        """What was added to an earlier total to make this one; seconds are not counted here."""
        return self.model_copy(
            update={
                name: getattr(self, name) - getattr(before, name)
                for name in ("calls", "estimated", "prompt_tokens", "cached_tokens", "completion_tokens")
            }
            | {"seconds": 0.0}
        )


class Draft(Value):
    """The one thing that is kept. `rev` rises with every change; `report` is None until an outline exists."""

    format: Literal[1] = 1
    id: str = Field(default_factory=lambda: uuid.uuid4().hex)
    rev: int = 0
    request: Request = Request()
    notes: tuple[Note, ...] = ()
    facts: tuple[Fact, ...] = ()
    decisions: tuple[Decision, ...] = ()
    report: Report | None = None
    usage: Usage = Usage()


class NoteSpan(Value):
    """A stretch of a fact's text: what the notes say at the place that a finding speaks of."""

    fact: str
    start: int
    end: int


class Finding(Value):
    """What a check found. Never stored: findings are computed anew from the draft.

    `start` and `end` are offsets into the sentence (without one: into the item's heading); `spans` are places in the notes.
    `remedy` names what `service.apply_remedy` can do, empty when only a person can; `fix` is the wording that it puts in.
    """

    code: str
    severity: Severity
    message: str
    item: str | None = None
    sentence: int | None = None
    start: int = 0
    end: int = 0
    facts: tuple[str, ...] = ()
    spans: tuple[NoteSpan, ...] = ()
    remedy: str = ""
    fix: str = ""
    digest: str = ""


def join_sentences(sentences: tuple[Sentence, ...]) -> str:
    """Run sentences together: a blank between them only after Western punctuation."""
    text = ""
    for sentence in sentences:
        blank = " " if text and text[-1].isascii() else ""
        text += blank + sentence.text
    return text
