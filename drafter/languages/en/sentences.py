"""English notes to full sentences: each piece a clause, the pieces joined by what they are; nothing asserted.

Wording stands in prompts/en/language.toml under [formal].
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from drafter.languages.en.clauses import clause, object_named
from drafter.languages.en.grammar import (
    Clause,
    Word,
    capital,
    head,
    is_known,
    is_plural,
    is_verb,
    listed,
    lower,
    many,
    tagged,
    with_article,
    wording,
)
from drafter.languages.en.numerals import ONES, TENS
from drafter.languages.en.verbs import main_verb
from drafter.schema import PartName

_SPELLED = 12  # a sentence opens with `twelve`, not with `12`; above, a reader looks for the digits
_SUM_ALONE = re.compile(
    r"(?:(?:about|over|only|est\.?) )?(?:[£$€][\d,.]+(?: million| billion)?|\d[\d,.]* (?:EUR|GBP|USD|euros|pounds|dollars)"
    r"|[+-]?[\d.]+%|\[[^\]]*\])(?: (?:a|an|per|each|apiece)\b.*)?"
)
_LONGEST = 5  # things in one sentence
_LISTED = {
    "count": ("there was ", "there were "),
    "thing": ("our plans include ",),
    "will": ("we will ",),
    "deed": ("we ",),
    "measure": (),
}


def spell(value: int) -> str:
    """1 to 99 in words."""
    if value < 20:
        return list(ONES)[value]
    tens, ones = divmod(value, 10)
    return list(TENS)[tens - 2] + (f"-{list(ONES)[ones]}" if ones else "")


def clauses(text: str) -> list[str]:
    """A formal note cut at semicolons; a piece that lives on the one before it stays with it."""
    said: list[str] = []
    for piece in (piece.strip(" ,") for piece in re.split(r";\s*", text) if piece.strip(" ,")):
        if said and hangs(piece):
            said[-1] += f"; {piece}"
        else:
            said.append(piece)
    return said


def hangs(piece: str) -> bool:
    """Whether a piece counts what the one before it named (`27 farms signed; 11 fenced cattle out`): alone it says nothing."""
    match = re.match(r"(\d[\d,]*|[a-z]+(?:-[a-z]+)?) (?:of (?:them|these|those|which)\b|([a-z]+)\b)", piece.strip())
    if not match or not (match[1][0].isdigit() or re.match("[a-z]*", match[1])[0] in {*ONES, *TENS}):  # type: ignore[index]  # an empty match matches
        return False
    return match[2] is None or _is_deed(match[2])


def _is_deed(word: str) -> bool:
    """Whether a word is a verb in the past tense."""
    if listed("no_deeds").fullmatch(word):
        return False
    return word.endswith("ed") or listed("irregular").fullmatch(word) is not None


def sentence(text: str, part: PartName) -> str:
    """A note as a full sentence without its stop, by the part's voice; a long list as two sentences, one a line."""
    text = text.strip(" ,;.:")
    if not text:
        return ""
    first, more, rest = text.partition("; ")
    if more:
        return f"{sentence(first, part)}; {rest}"
    return opened(_labelled(text, part) or _led(text, part) or _joined(_pieces(text), part))


def opened(text: str) -> str:
    """A text as a sentence opens: `27 farms signed` → `A total of 27 farms signed`, `3 farms …` → `Three farms …`."""
    match = re.match(r"(\d[\d,]*)(?=\s[a-z])", text)
    if not match or re.match(r"(?:19|20)\d\d\b(?! [a-z]+s\b)", text):
        return f"In all, {text}" if re.match(r"[£$€]|\d[\d.]*\s?%", text) else capital(text)
    value = int(match[1].replace(",", ""))
    if 0 < value <= _SPELLED:
        return capital(spell(value)) + text[match.end() :]
    after = tagged(text)[1:2]
    return f"{'A total of' if after and after[0].tag != 'ADP' else 'In all,'} {text}"


def labelled(label: str, text: str, part: PartName) -> str:
    """A statement under the writer's label, in small letters at its start: `For the lift, …`; verbs and figures speak of the label itself."""
    words, named = tagged(text), tagged(label)
    if not words or not named:
        return _joined(_pieces(text), part)
    opens = words[0].tag.startswith("VERB") and words[0].tag != "VERB.Ger"
    figure = re.fullmatch(
        r"(?:[£$€+-]?\d[\d,.]*\s?%?(?: million| billion)?|\[[^\]]*\])(?: (?:\(|against|from|in|this|last|compared)\b.*)?",
        _pieces(text)[0],
    )
    if "," not in label and (figure or (opens and part != "plans")):
        return _joined(_pieces(f"{label} {text}"), part)
    said = _joined(_pieces(text), part)
    name = with_article(label, named) if len(named) > 1 else lower(label)
    if (match := re.match(r"((?:the )?[a-z ]{3,30}) (was|were|is) (?=[£$€\d])", said)) and listed("sums").search(
        match[1]
    ):
        return f"{match[1] if match[1].startswith('the ') else 'the ' + match[1]} for {name} {said[match.start(2) :]}"
    return f"{'on' if ' for ' in f'{name} ' else 'for'} {name}, {lower(said)}"


def is_label(text: str) -> bool:
    """Whether a label names a thing, and so can stand behind `for`."""
    words = tagged(text)
    if (
        not words
        or len(text) > 60
        or head(words) is None
        or words[0].tag in {"ADP", "SCONJ", "PRON", "CCONJ", "ADV", "PART"}
    ):
        return False
    if len(words) > 1 and words[-2].tag == "PROPN" and is_verb(words[-1].text):
        return False  # `Moira writes`
    return main_verb(words) is None and words[0].tag not in {"VERB.Inf", "AUX.Fin"}


def _labelled(text: str, part: PartName) -> str:
    """`IAA exam: 11 sat, nine passed` → under its own label; empty without one, or where the colon opens a list."""
    match = re.match(r"([^:;(“]{3,60}): (?=\S)(.+)$", text)
    if not match or not is_label(match[1]):
        return ""
    return labelled(match[1], match[2], part)


def _led(text: str, part: PartName) -> str:
    """`if the lease is sensible, open a shop`: what leads in stays in front of the sentence that follows."""
    pieces = _pieces(text)
    words = tagged(pieces[0])
    if len(pieces) < 2 or not words or words[0].tag not in {"SCONJ", "ADP"} or len(words) < 2:
        return ""
    if (verb := main_verb(words)) is not None and words[0].tag == "ADP" and verb > 1:
        return ""
    return f"{pieces[0]}, {lower(_joined(pieces[1:], part))}"


def _pieces(text: str) -> list[str]:
    """A clause cut at the commas outside brackets and quotations; those inside a number or a date do not count."""
    return re.split(r",\s+(?![^(]*\))(?![^“]*”)(?!(?:19|20)\d\d\b)", text)


@dataclass
class _Run:
    """Neighbouring pieces of one kind, which share what they open with."""

    kind: str
    items: list[str]
    words: Sequence[Word]
    tailed: bool = False

    def said(self) -> str:
        """The pieces as one clause with `and` before the last."""
        if len(self.items) == 1:
            return self.items[0]
        comma = "," if self.tailed or any(" and " in item for item in self.items) else ""
        if len(self.items) > _LONGEST:
            half = (len(self.items) + 1) // 2
            return "\n".join(
                capital(_Run(self.kind, items, self.words, self.tailed).said())
                for items in (self.items[:half], self.items[half:])
            )
        return f"{', '.join(self.items[:-1])}{comma} and {self.items[-1]}"


def _joined(pieces: Sequence[str], part: PartName) -> str:
    """The pieces of a note as one text: alike ones as a list, clauses with semicolons, the rest behind a comma or in brackets."""
    runs: list[_Run] = []
    for piece in _rejoined(pieces):
        words = tagged(piece)
        if runs and (tail := _tail(piece, words, runs[-1])):
            runs[-1].items[-1] += tail
            runs[-1].tailed = runs[-1].tailed or tail.startswith(",")
            continue
        said = _planned(piece, words) if part == "plans" else clause(piece, part)
        if runs and (item := _item(said, piece, words, runs[-1])):
            runs[-1].items.append(item)
        elif (
            runs
            and said.kind in {"count", "thing"}
            and (runs[-1].kind not in {"count", "thing"} or piece.startswith("no "))
        ):
            noun = head(words)
            plural = noun is not None and is_plural(noun.text) and words[0].tag != "NUM" and not piece.startswith("no ")
            runs[-1].items[-1] += f", {piece}" if plural else f", with {with_article(piece, words, 'a')}"
            runs[-1].tailed = True
        else:
            runs.append(_Run(said.kind, [said.text], words))
    told = [run.said() for run in runs]
    return (
        ", and ".join(told) if len(told) == 2 and not any("," in one or ";" in one for one in told) else "; ".join(told)
    )


def _rejoined(pieces: Sequence[str]) -> list[str]:
    """`the review, due in May, took place` is one piece: an aside parts a subject from its verb."""
    if len(pieces) == 3 and (
        listed("hangs_on").match(pieces[1]) or (tagged(pieces[1])[:1] and tagged(pieces[1])[0].tag in {"ADP", "ADJ"})
    ):
        last, first = tagged(pieces[2]), tagged(pieces[0])
        if (
            last
            and last[0].tag in {"VERB.Fin", "AUX.Fin"}
            and first
            and first[0].tag != "VERB.Fin"
            and main_verb(first) is None
        ):
            return [", ".join(pieces)]
    return list(pieces)


def _unled(said: Clause) -> str:
    for lead in _LISTED.get(said.kind, ()):
        if said.text.startswith(lead):
            return said.text.removeprefix(lead)
    return said.text


def _item(said: Clause, piece: str, words: Sequence[Word], run: _Run) -> str:
    """A piece as one more of what stands before it; empty where it is none."""
    if re.match(r"no\b", piece):
        return ""
    if said.kind == run.kind and said.kind in _LISTED:
        return _unled(said)
    if said.kind == "deed" and run.kind == "stated" and words[0].tag in {"VERB.Fin", "VERB.Part", "AUX.Fin"}:
        return _unled(said)  # who did the one did the other
    alike = run.kind in {"deed", "will"} and words and words[0].tag == "NUM" and _counts(run.words)
    return piece if alike and said.kind in {"count", "thing"} else ""


def _tail(piece: str, words: Sequence[Word], run: _Run) -> str:
    """A piece that hangs on the one before it, with what joins it; empty for one that stands by itself or belongs to a list."""
    small = words[0].text.lower() if words else ""
    counted = re.match(r"[\w,]+ of (?:them|these|those)\b", piece) and main_verb(words) is not None
    if conjoined := re.match(r"(so|and|but|as|because|while|although) (.+)", piece):
        rest = clause(conjoined[2], "achievements")
        return f", {conjoined[1]} {rest.text if rest.kind == 'stated' else conjoined[2]}"
    if (
        not words
        or (listed("hangs_on").match(piece) and not counted)
        or (listed("months").search(piece[:12]) and words[0].tag == "NUM")
    ):
        return f", {piece}"
    if words[0].tag in {"ADP", "ADV", "SCONJ", "CCONJ"} or (small.endswith("ing") and words[0].tag.startswith("VERB")):
        return f", {piece}"
    if all(word.tag == "PROPN" for word in words) or (
        len(words) == 1 and words[0].tag in {"NOUN", "ADJ"} and run.kind not in {"count", "thing"}
    ):
        return f", {piece}"
    if _SUM_ALONE.fullmatch(piece):
        return f" ({piece})"
    numbered = words[0].tag == "NUM" or piece.startswith("a ")
    if numbered and main_verb(words) is None and not any(w.tag == "VERB.Part" for w in words[1:]):
        if run.kind == "count" or (run.kind in {"deed", "will"} and _counts(run.words)):
            return ""
        return f", with {piece}"
    return ""


def _counts(words: Sequence[Word]) -> bool:
    """Whether a deed's object is a number of things: `planted 6,350 trees`."""
    return len(words) > 1 and words[1].tag == "NUM" and not any(word.tag in {"ADP", "ADV"} for word in words[2:])


def _planned(piece: str, words: Sequence[Word]) -> Clause:
    """A piece of a plan as a clause: `launch …` → `we will launch …`."""
    for opening, said in cast("list[list[str]]", wording()["plan_openings"]):
        if match := re.match(f"(?i){opening}", piece):
            return Clause("will", f"{said} {piece[match.end() :].strip()}")
    if words and is_order(words):
        return Clause("will", f"we will {object_named(lower(piece))}")
    if words and words[0].tag == "VERB.Part" and len(words) > 1 and words[1].text.lower() != "by":
        return Clause("stated", f"we have {lower(piece)}")
    match = re.match(r"(?i)(?:aim|target|goal|plan)\s*(?:is|:)?\s*to\s+(.+)$", piece)
    return Clause("will", f"we aim to {lower(match[1])}") if match else clause(piece, "plans")


def is_order(words: Sequence[Word]) -> bool:
    """Whether a plan opens with the verb of what will be done (`chase the returns`), not with a thing (`review of …`)."""
    first, after = words[0], words[1] if len(words) > 1 else None
    small = first.text.lower()
    if small == "bring":
        return True
    if small.endswith(("ing", "ed")) and small not in {"need", "feed", "embed"}:
        return False
    if first.tag in {"VERB.Fin", "VERB.Inf"}:
        rare = not is_known(small) and not (after and after.tag in {"DET", "PRON", "NUM"})
        return listed("plan_verbs").fullmatch(small) is not None or not (rare or re.search(r"[^s]s$", small))
    if (not listed("plan_verbs").fullmatch(small) and not is_verb(small)) or first.text[1:] != small[1:]:
        return False
    if after is None:
        return True
    verb = main_verb(words[1:])
    if verb is not None and not any(w.tag in {"SCONJ", "PRON"} for w in words[1 : verb + 1]):
        return False
    if after.tag in {"ADP", "ADV", "PART"}:
        if len(words) > 2 and words[2].text.lower() == "be":
            return False
        dated = (
            re.fullmatch("start|begin|finish|end|launch|open|close|reopen|meet|report", small)
            and len(words) > 2
            and (words[2].tag == "NUM" or listed("months").fullmatch(words[2].text) is not None)
        )
        return bool(dated) or after.text.lower() not in {"of", "in", "at", "by", "between"}
    return after.tag in {"DET", "NUM", "PRON", "PROPN", "ADJ"} or (
        after.tag == "NOUN" and (many(words[1:]) or len(words) > 2)
    )
