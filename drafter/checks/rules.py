"""What checks go by: the language's wording of findings, what the form says, and how a finding is made."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import cast

from drafter import comparison, figures, languages, marks, prompts
from drafter.clauses import Pair, pair
from drafter.kinds import Kind, form_fields
from drafter.remembering import remembered
from drafter.schema import Draft, Fact, Figure, Finding, Item, NoteSpan, PartName, Sentence, Severity


@dataclass(frozen=True)
class Reading:
    """A sentence of an item, the facts that it cites, and how it compares with them."""

    index: int
    sentence: Sentence
    cited: tuple[Fact, ...]
    fixed: bool
    """Whether it (also) rests on the form or on the kind's own wording."""
    compared: comparison.Comparison

    @property
    def text(self) -> str:
        """The sentence's words."""
        return self.sentence.text

    @cached_property
    def shelf(self) -> figures.Shelf[Fact]:
        """The figures of the cited facts."""
        return figures.Shelf((fact, figure) for fact in self.cited for figure in fact.figures)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The clauses of the sentence and of the cited facts that say one thing."""
        return pair(self.compared, len(self.cited))

    def source(self, number: int) -> str:
        """The text of a source; -1 is the sentence itself."""
        return self.text if number < 0 else self.compared.sources[number].text

    def said_there(self, change: comparison.Change) -> str:
        """What the sources say in a change's place; where they say nothing, the clause that it was put into."""
        if old := self.compared.old(change):
            return old
        for entry in self.pairs:
            low, high = entry.clause
            if entry.source == change.source >= 0 and low <= change.old_start <= high:
                return self.source(entry.source)[low:high].strip(_EDGES)
            if change.source < 0 and entry.source < 0 and low <= change.start < high:
                number, span = entry.others[0]
                return self.source(number)[slice(*span)].strip(_EDGES)
        return self.cited[max(change.source, 0)].text if max(change.source, 0) < len(self.cited) else ""

    def fact_of(self, change: comparison.Change) -> Fact | None:
        """The fact in whose text a change's counterpart stands."""
        return self.cited[change.source] if 0 <= change.source < len(self.cited) else None

    def note_span(self, change: comparison.Change) -> tuple[NoteSpan, ...]:
        """The counterpart of a change as a place in the notes."""
        fact = self.fact_of(change)
        return (NoteSpan(fact=fact.id, start=change.old_start, end=change.old_end),) if fact else ()


_EDGES = " ，。；：！？,.;:!?\n"


@dataclass(frozen=True)
class Rules:
    """What the checks of a draft go by; but for `newest` it stays as it is. `form` holds the form's fields as printed, `years` the
    years of the period, each with the next.
    """

    language: str
    kind: Kind
    form: tuple[tuple[str, str], ...]
    years: tuple[str, ...]
    names: tuple[str, ...] = ()
    """Names that the form lists; they stand letter by letter or not at all."""
    key: tuple[object, ...] = field(default=(), compare=False)
    """What the results of item checks depend on beside the item and its facts."""

    def figures(self, text: str) -> tuple[Figure, ...]:
        """The figures of a text in the draft's language."""
        return languages.load(self.language).read_figures(text)

    def marks(self, text: str) -> tuple[marks.Mark, ...]:
        """The words of a text that turn its statement."""
        return marks.find(text, self.language)

    def listed(self, table: str, key: str) -> re.Pattern[str]:
        """Any word of a list of claims.toml."""
        return marks.pattern(self.language, table, key)

    def readings(self, item: Item, facts: Sequence[Fact]) -> tuple[Reading, ...]:
        """The item's sentences against the facts that they cite; gaps and formulas that rest on no fact are passed over."""
        return _readings(_Asked(item, facts, self))

    def words(self, text: str) -> set[str]:
        """The pieces of a text by which two wordings of one thing are known."""
        return set(self.in_order(text))

    def in_order(self, text: str) -> tuple[str, ...]:
        """The same pieces in the order of the text."""
        return _topics(self.language, text)

    def kin(self, text: str) -> set[str]:
        """The groups of synonyms that words of a text belong to (被困 and 困人, victory and win)."""
        same = _synonyms(self.language)
        return {f"={same[word]}" for word in self.in_order(text) if word in same}

    def loose(self, text: str) -> set[str]:
        """Pieces of words by which two wordings of one thing may still be known: characters, the beginnings of words."""
        return {f"~{piece}" for piece in languages.load(self.language).pieces(text)}

    def formally(self, facts: Sequence[Fact]) -> str:
        """What the language's own rules make of facts: its formal words for the notes' (仅有 for 才, 孩子 for 娃) are no others."""
        return "\n".join(_composed(self.language, fact.text, fact.part or "achievements") for fact in facts)

    def like_units(self, unit: str, other: str) -> bool:
        """Whether two units count the same things (名, 人, 位)."""
        return unit == other or other in _like_units(self.language).get(unit, ())

    @property
    def last_year(self) -> str:
        """The year before the period, empty when the period is not given."""
        return str(int(self.years[0]) - 1) if self.years else ""

    def speaks_of_last_year(self, facts: Sequence[Fact]) -> bool:
        """Whether a fact names the year before in words (去年, last year), which print turns into its number."""
        cue = prompts.read_section(self.language, "language.toml", "form")["last_year"]
        return any(re.search(cue, f"{fact.theme} {fact.text}") for fact in facts)

    def cue(self, name: str) -> re.Pattern[str]:
        """A pattern of the language's table `[consistency]`."""
        return _cue(self.language, name)

    def cued(self, text: str, names: tuple[str, ...]) -> tuple[str, ...]:
        """Which of these patterns a text holds."""
        return _cued(self.language, text, names)

    def wording(self, section: str, key: str) -> str:
        """What findings.toml calls a reason (`[reasons]`), a field of the form (`[fields]`), or how it joins things told (`[joins]`)."""
        return _words(self.language, section)[key]

    @property
    def form_text(self) -> str:
        """All that the form says, in a row."""
        return "\n".join(value for _, value in self.form if value)

    def of_change(
        self, code: str, severity: Severity, item: Item, reading: Reading, change: comparison.Change
    ) -> Finding:
        """A finding on words that turn what a source says: the words, or where some were left out the place."""
        fact, old, said = reading.fact_of(change), reading.compared.old(change), change.end > change.start
        span = (
            (change.start, change.end) if said else (max(0, change.start - 1), min(len(reading.text), change.start + 1))
        )
        return self.finding(
            code, severity, item=item, sentence=reading.index, span=span, facts=(fact,) if fact else reading.cited,
            spans=reading.note_span(change), remedy="replace" if fact and said else "", fix=old,
            words=reading.text[slice(*span)], note=reading.said_there(change),
        )  # fmt: skip

    def of_clause(self, code: str, item: Item, reading: Reading, entry: Pair) -> Finding:
        """A warning that a clause of a sentence turns what a clause of a source says."""
        span, (source, told) = entry.ours, entry.theirs
        start = span[1] - len(reading.text[slice(*span)].lstrip(_EDGES))
        words, fact = reading.text[slice(*span)].strip(_EDGES), reading.cited[source]
        return self.finding(
            code, "warning", item=item, sentence=reading.index, span=(start, start + len(words)), facts=(fact,),
            spans=(NoteSpan(fact=fact.id, start=told[0], end=told[1]),), words=words,
            note=fact.text[slice(*told)].strip(_EDGES),
        )  # fmt: skip

    def finding(self, code: str, severity: Severity, *, item: Item | None = None, sentence: int | None = None,
                span: tuple[int, int] = (0, 0), facts: tuple[Fact, ...] = (), spans: tuple[NoteSpan, ...] = (),
                remedy: str = "", fix: str = "", wording: str = "", **words: str) -> Finding:  # fmt: skip
        """A finding in the draft's language, in the wording of its code or one of findings.toml's `[ways]`; its digest covers the code,
        the sentence, the span and the sources' texts.
        """
        text = item.sentences[sentence].text if item is not None and sentence is not None else ""
        basis = "\x1f".join((code, text, str(span), *sorted(words.values()), *(fact.text for fact in facts)))
        return Finding(
            code=code,
            severity=severity,
            message=_message(self.language, *(("ways", wording) if wording else ("messages", code)), words),
            item=item.id if item is not None else None,
            sentence=sentence,
            start=span[0],
            end=span[1],
            facts=tuple(fact.id for fact in facts),
            spans=spans,
            remedy=remedy,
            fix=fix,
            digest=hashlib.sha256(basis.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        )


class _Asked:
    """An item, its facts and the rules, as what is asked for: equal where they are the very same objects."""

    def __init__(self, item: Item, facts: Sequence[Fact], rules: Rules) -> None:
        self.item, self.facts, self.rules = item, facts, rules

    def __hash__(self) -> int:
        return hash((id(self.item), id(self.facts), id(self.rules)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Asked)
            and self.item is other.item
            and self.facts is other.facts
            and self.rules is other.rules
        )


@lru_cache(maxsize=16)  # every check of an item asks for them, in each thread that checks one
def _readings(asked: _Asked) -> tuple[Reading, ...]:
    return tuple(_read(asked.item, asked.facts, asked.rules))


def _read(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Reading]:
    by_id = {fact.id: fact for fact in facts}
    for index, sentence in enumerate(item.sentences):
        cited = tuple(by_id[source] for source in sentence.sources if source in by_id)
        fixed = any(source.startswith(("form:", "kind:")) for source in sentence.sources)
        if not cited and fixed:
            continue
        basis = [fact.text for fact in cited]
        basis += dict.fromkeys(fact.theme for fact in cited if fact.theme)
        if fixed:
            basis += (rules.form_text, *rules.kind.opening)
        yield Reading(index, sentence, cited, fixed, comparison.compare(sentence.text, tuple(basis)))


@cache
def _like_units(language: str) -> dict[str, set[str]]:
    """Each unit with those that count the same things as it does."""
    like: dict[str, set[str]] = defaultdict(set)
    for group in prompts.read_section(language, "language.toml", "consistency")["like_units"].split():
        for unit in (units := group.split("=")):
            like[unit].update(units)
    return dict(like)


@cache
def _synonyms(language: str) -> dict[str, str]:
    """Each word of prompts/<language>/synonyms.txt, as the language cuts words, with the one that stands for its group."""
    cut = languages.load(language).topics
    same: dict[str, str] = {}
    for group in prompts.read_text(language, "synonyms.txt").split():
        words = [piece for word in group.split("=") for piece in cut(word)[:1]]
        same |= {word: same.get(words[0], words[0]) for word in words if word not in same}
    return same


@cache
def _cue(language: str, name: str) -> re.Pattern[str]:
    return re.compile(prompts.read_section(language, "language.toml", "consistency")[name])


@remembered
def _cued(language: str, text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if text and _cue(language, name).search(text))


@remembered
def _composed(language: str, text: str, part: PartName) -> str:
    known = languages.load(language)
    fact = Fact(id="1", note=1, text=text, part=part, figures=known.read_figures(text))
    return "\n".join(said for said, _ in known.compose((fact,), part, ""))


@remembered
def _topics(language: str, text: str) -> tuple[str, ...]:
    return tuple(languages.load(language).topics(text))


def _message(language: str, section: str, key: str, words: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: words[match[1]], _words(language, section)[key])


def _words(language: str, section: str) -> dict[str, str]:
    return cast("dict[str, dict[str, str]]", prompts.read_table(language, "findings.toml"))[section]


def rules_for(draft: Draft, kind: Kind) -> Rules:
    """The rules of a draft."""
    request = draft.request
    fields = tuple(form_fields(request).items())
    period = re.findall(r"(?:19|20)\d\d", request.period)
    years = tuple(sorted({year for text in period for year in (text, str(int(text) + 1))}))
    names = tuple(
        dict.fromkeys(n for n in (request.unit, request.issuer, request.recipient, request.author) if len(n) > 1)
    )
    key = (request.language, kind.id, hash(kind), fields, years, names)
    return Rules(request.language, kind, fields, years, names, key=key)
