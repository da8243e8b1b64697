"""People, places and organisations are those of the notes, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter import marks
from drafter import text as texts
from drafter.checks.rules import Reading, Rules
from drafter.comparison import Change
from drafter.schema import Fact, Finding, Item

CODES = {
    "name-changed": "another name where the note names someone, some place or some organisation",
    "name-unsourced": "a name that no source holds",
}

LONGEST = 8
"""Characters of a Chinese name beyond which a change is another statement."""


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """Names that took another's place, and names from nowhere."""
    find = _unsourced_zh if rules.language == "zh" else _unsourced_en
    for reading in rules.readings(item, facts):
        told: list[tuple[int, int]] = []
        for change in reading.compared.changes:
            if change.start == change.end or change.source < 0:
                continue
            listed = _listed(change, reading, rules)
            if listed or _renamed(change, reading, rules):
                told.append((change.start, change.end))
                fact = reading.fact_of(change)
                yield rules.finding(
                    "name-changed", "error" if listed else "warning", item=item, sentence=reading.index,
                    span=(change.start, change.end), facts=(fact,) if fact else (), spans=reading.note_span(change),
                    remedy="replace", fix=reading.compared.old(change), name=reading.compared.new(change),
                    note=listed or reading.compared.old(change),
                )  # fmt: skip
        said = "\n".join(source.text for source in reading.compared.sources) + "\n" + rules.form_text
        for start, end in find(reading.text, said, rules):
            if not any(low < end and high > start for low, high in told):
                yield rules.finding("name-unsourced", "warning", item=item, sentence=reading.index, span=(start, end),
                                    facts=reading.cited, name=reading.text[start:end])  # fmt: skip


def _listed(change: Change, reading: Reading, rules: Rules) -> str:
    """A name of the form that the source has at this place, and the sentence has not; `我局` and the like may stand for it."""
    source = reading.compared.sources[change.source].text
    new = reading.compared.new(change)
    for name in rules.names:
        if name in reading.text or new.lower().startswith(("我", "本", "该", "we", "our", "the ", "us", "i")):
            continue
        at = source.find(name)
        while at >= 0:
            if at < change.old_end and at + len(name) > change.old_start:
                return name
            at = source.find(name, at + 1)
    return ""


def _renamed(change: Change, reading: Reading, rules: Rules) -> bool:
    """Whether a name took another's place: by the word that follows, by what it is in itself, or by a surname."""
    new, old = reading.compared.new(change), reading.compared.old(change)
    if not old or not new:
        return False
    if rules.language != "zh":
        source = reading.compared.sources[change.source].text
        capitals = _capitals(reading.text, change.start, change.end, rules)
        others = _capitals(source, change.old_start, change.old_end, rules)
        alike = any(a[:3].lower() == b[:3].lower() for a in capitals for b in others)
        return bool(capitals and others) and not alike and texts.content(new) != texts.content(old)
    if len(new) > LONGEST or len(old) > LONGEST or not re.fullmatch(f"[{texts.HAN}]+", new + old):
        return False
    source = reading.compared.sources[change.source].text
    ours = (reading.text[max(0, change.start - 2) : change.start], new, reading.text[change.end : change.end + 4])
    theirs = (source[max(0, change.old_start - 2) : change.old_start], old, source[change.old_end : change.old_end + 4])
    places = rules.listed("names", "places")
    if places.fullmatch(new) and places.search("".join(theirs)) and places.match(old):
        return True
    return _organisation(ours, theirs, reading, change, rules) or _person(ours, theirs, rules)


_Around = tuple[str, str, str]


def _organisation(ours: _Around, theirs: _Around, reading: Reading, change: Change, rules: Rules) -> bool:
    """Both sides end as organisations or places do, and neither is a word of action."""
    ends = rules.listed("names", "org_ends")
    if marks.within(reading.text, rules.language, change.start, change.end):
        return False
    if marks.within(reading.compared.sources[change.source].text, rules.language, change.old_start, change.old_end):
        return False
    return all(_stem(name, after, ends) for _, name, after in (ours, theirs))


def _stem(name: str, after: str, ends: re.Pattern[str]) -> bool:
    """Whether a name of two characters or more is followed by, or ends in, what organisations and places end in."""
    if ends.match(after):
        return len(name) >= 2
    return any(ends.fullmatch(name, at) for at in range(2, len(name)))


def _person(ours: _Around, theirs: _Around, rules: Rules) -> bool:
    """Both sides read as a surname and a given name, with a title beside, or three characters each."""
    surnames = set("".join(marks.words(rules.language, "names", "surnames")))
    titles = rules.listed("names", "titles")
    for before, name, _ in (ours, theirs):
        given = len(name) if name[0] in surnames else len(name) + 1 if before[-1:] in surnames else 0
        if given not in {2, 3}:
            return False
    titled = titles.match(ours[2]) or any(titles.fullmatch(ours[0], at) for at in range(len(ours[0])))
    return bool(titled) or (len(ours[1]) == len(theirs[1]) == 3)


def _unsourced_zh(text: str, said: str, rules: Rules) -> Iterator[tuple[int, int]]:
    """Places of the gazetteer that no source has."""
    for match in rules.listed("names", "places").finditer(text):
        if match[0] not in said:
            yield match.span()


_CAPITAL = re.compile(r"(?<![\w’'.])[A-Z][A-Za-z’'&]+")


def _capitals(text: str, start: int, end: int, rules: Rules) -> list[str]:
    """Names between two places: capitalised words that are not common ones; the first word of a text only when it stands alone."""
    common = set(marks.words(rules.language, "names", "common"))
    found = [match for match in _CAPITAL.finditer(text, start, end) if match[0] not in common]
    opens = found and not text[: found[0].start()].strip() and found[0].end() < end
    return [match[0] for match in found[1 if opens else 0 :]]


def _unsourced_en(text: str, said: str, rules: Rules) -> Iterator[tuple[int, int]]:
    """Capitalised words inside a sentence that no source has."""
    common = set(marks.words(rules.language, "names", "common"))
    known = set(re.findall(r"[a-z0-9]+", said.lower()))
    for match in _CAPITAL.finditer(text):
        word = re.sub(r"[’']s$", "", match[0])
        pieces = re.findall(r"[a-z0-9]+", word.lower())
        opens = not text[: match.start()].strip() or text[: match.start()].rstrip()[-1] in ".!?:“"
        if (
            word in common
            or opens
            or all(piece in known or f"{piece}s" in known or piece.rstrip("s") in known for piece in pieces)
        ):
            continue
        yield match.span()
