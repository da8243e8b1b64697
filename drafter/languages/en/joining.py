"""The pieces of an English note as one text: alike ones as a list, clauses side by side, the rest behind a comma or in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from drafter.languages.en.clauses import clause, object_named
from drafter.languages.en.grammar import Clause, Word, head, is_present, many, tagged, with_article
from drafter.languages.en.lexicon import capital, is_known, is_plural, is_verb, listed, lower, wording
from drafter.languages.en.measures import is_numbered
from drafter.languages.en.splices import is_our_deed, is_ours, mended, with_its_name
from drafter.languages.en.verbs import main_verb
from drafter.schema import PartName

_SUM_ALONE = re.compile(
    r"(?:(?:about|over|only|est\.?) )?(?:[£$€][\d,.]+(?: million| billion)?|\d[\d,.]* (?:EUR|GBP|USD|euros|pounds|dollars)"
    r"|[+-]?[\d.]+%|\d[\d,.]* (?:m|km|metres|miles|acres|ha|hectares|kg|tonnes|litres)|\[[^\]]*\])(?: (?:a|an|per|each|apiece)\b.*)?"
)
_LONGEST = 5  # things in one sentence
_LISTED = {
    "count": ("there was ", "there were ", "there is now ", "there are now "),
    "thing": ("our plans include ",),
    "will": ("we will ",),
    "deed": ("we ",),
    "measure": (),
}


def split_pieces(text: str) -> list[str]:
    """A clause cut at the commas outside brackets and quotations; those inside a number or a date do not count."""
    pieces = re.split(r",\s+(?![^(]*\))(?![^“]*”)(?!(?:19|20)\d\d\b)", text)
    for place, piece in enumerate(pieces[:-1]):
        if re.search(r"\b(?:and|but|or)$", piece):
            return [*pieces[:place], ", ".join(pieces[place:])]  # `a triumph and, after all costs, left us with …`
    return pieces


@dataclass
class _Chain:
    """Neighbouring pieces of one kind, which share what they open with."""

    kind: str
    items: list[str]
    words: Sequence[Word]
    tailed: bool = False
    typed: list[str] = field(default_factory=list)

    def said(self) -> str:
        """The pieces as one clause with `and` before the last."""
        if len(self.items) == 1:
            return self.items[0]
        comma = "," if self.tailed or any(" and " in item for item in self.items) else ""
        if len(self.items) > _LONGEST:
            half = (len(self.items) + 1) // 2
            return "\n".join(
                capital(_Chain(self.kind, items, self.words, self.tailed).said())
                for items in (self.items[:half], self.items[half:])
            )
        return f"{', '.join(self.items[:-1])}{comma} and {self.items[-1]}"


def joined(pieces: Sequence[str], part: PartName) -> str:
    """The pieces of a note as one text: alike ones as a list, clauses with semicolons, the rest behind a comma or in brackets."""
    told = [chain.said() for chain in _chains(pieces, part)]
    return (
        ", and ".join(told)
        if len(told) == 2 and not any(re.search(r"[,;]|^\d+ [a-z]+ and \d+ [a-z]+$", one) for one in told)
        else "; ".join(told)
    )


def apart(pieces: Sequence[str], part: PartName) -> list[tuple[str, str]]:
    """The clauses that the pieces of a note make, each behind what was typed of it."""
    return [(", ".join(chain.typed), chain.said()) for chain in _chains(pieces, part)]


def _chains(pieces: Sequence[str], part: PartName) -> list[_Chain]:
    """The pieces of a note in groups, each of which makes one clause."""
    chains: list[_Chain] = []
    pieces = mended(_rejoined(pieces), part)
    for place, piece in enumerate(pieces):
        words = tagged(piece)
        said = None if chains and _hung(piece, words, chains[-1], part) else _told(piece, words, part)
        if said is None:
            chains[-1].typed.append(piece)
            continue
        said = said._replace(text=with_its_name(said.text, piece, words)) if chains else said
        if chains and is_ours(said, words, chains[-1].words):
            chains.append(_Chain("deed", [said.text], words))
        elif chains and (item := _item(said, piece, words, chains[-1])):
            chains[-1].items.append(item)
        elif not chains or not _apposed(said, piece, words, chains[-1], pieces[place:]):
            chains.append(_Chain(said.kind, [said.text], words))
        chains[-1].typed.append(piece)
    return chains


def _told(piece: str, words: Sequence[Word], part: PartName) -> Clause:
    return _planned(piece, words) if part == "plans" else clause(piece, part)


def _hung(piece: str, words: Sequence[Word], chain: _Chain, part: PartName) -> bool:
    """Whether a piece belongs to the clause before it, which has it then."""
    if tail := _tail(piece, words, chain, part):
        chain.items[-1] += tail
        chain.tailed = chain.tailed or (tail.startswith(",") and not _sums_up(piece, chain))
        return True
    if chain.kind == "stated" and re.match(r"(?:the|our|a|an)\b.* (?:and|or) ", piece) and main_verb(words) is None:
        chain.items[-1] += f", {piece}"
        return True
    return False


def _apposed(said: Clause, piece: str, words: Sequence[Word], chain: _Chain, rest: Sequence[str]) -> bool:
    """Whether a thing behind a comma, with the pieces from it on as `rest`, goes on with the clause before it, which has it then."""
    if said.text.startswith("this was "):
        chain.items[-1] += f", {piece}"
        chain.tailed = True
        return True
    none = piece.startswith("no ")
    if said.kind not in {"count", "thing"} or (chain.kind in {"count", "thing"} and not none):
        return False
    listing = chain.kind in {"stated", "deed"} and any(re.search(r"\b(?:and|or)\b", other) for other in rest)
    noun = head(words)
    plural = noun is not None and is_plural(noun.text) and words[0].tag != "NUM" and not none
    apposed = not none and (
        noun is None
        or (
            words[0].tag != "NUM"
            and not any(word.tag == "ADP" for word in words)
            and not piece.startswith(("a ", "an "))
        )
    )
    chain.items[-1] += f", {piece}" if plural or listing or apposed else f", with {with_article(piece, words, 'a')}"
    chain.tailed = True
    return True


def _rejoined(pieces: Sequence[str]) -> list[str]:
    """`the review, due in May, took place` is one piece: an aside parts a subject from its verb."""
    if len(pieces) > 2 and main_verb(tagged(pieces[0])) is None:
        for place, piece in enumerate(pieces[2:], 2):
            if (
                tagged(piece)[:1]
                and tagged(piece)[0].tag == "AUX.Fin"
                and not piece.startswith(("could", "would", "can", "will"))
            ):
                return [", ".join(pieces[: place + 1]), *pieces[place + 1 :]]
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


def _item(said: Clause, piece: str, words: Sequence[Word], chain: _Chain) -> str:
    """A piece as one more of what stands before it; empty where it is none."""
    if re.match(r"no\b", piece):
        return ""
    if said.kind == chain.kind and said.kind in _LISTED:
        return _unled(said)
    if said.kind == "deed" and chain.kind == "stated" and words[0].tag in {"VERB.Fin", "VERB.Part", "AUX.Fin"}:
        return _unled(said)  # who did the one did the other
    alike = chain.kind in {"deed", "will"} and words and words[0].tag == "NUM" and _counts(chain.words)
    return piece if alike and said.kind in {"count", "thing"} else ""


def _tail(piece: str, words: Sequence[Word], chain: _Chain, part: PartName) -> str:
    """A piece that hangs on the one before it, with what joins it; empty for one that stands by itself or belongs to a list."""
    if conjoined := re.match(r"(so|and|but|as|because|while|although) (.+)", piece):
        rest = clause(conjoined[2], "achievements")
        return f", {conjoined[1]} {rest.text if rest.kind == 'stated' else conjoined[2]}"
    if not words or _hangs(piece, words, chain):
        return f", {piece}"
    if _SUM_ALONE.fullmatch(piece) or (
        chain.kind != "count" and len(words) == 2 and words[0].tag == "NUM" and listed("times").fullmatch(words[1].text)
    ):
        return f" ({piece})"
    verb = main_verb(words)
    if words[0].tag in {"ADP", "ADV", "SCONJ", "CCONJ", "PART"}:
        spoken = verb and listed("nominatives").fullmatch(words[verb - 1].text.lower())
        return f"{';' if spoken and words[0].tag in {'ADP', 'ADV'} else ','} {piece}"
    # `income £40, costs £30` goes on with the list
    summed = chain.kind == "measure" and listed("sums").fullmatch(words[0].text)
    if words[0].text.endswith("s") and is_present(words) and not summed:
        return f", which {piece}"
    done = words[0].text.endswith("ed") and words[0].tag.startswith("VERB") and not is_our_deed(words)
    if done and (chain.kind in {"count", "thing"} or part == "plans"):
        return f", {piece}"
    return _numbered(piece, words, chain) if verb is None else ""


def _hangs(piece: str, words: Sequence[Word], chain: _Chain) -> bool:
    """Whether a piece says something of what stands before it, or goes on with its list: `including …`, `31 of them new`, `Lisbon`."""
    verb, small = main_verb(words), words[0].text.lower()
    if listed("hangs_on").match(piece):
        return verb is None or re.match(r"[\w,]+ of (?:them|these|those)\b", piece) is None
    if listed("months").match(piece) or (words[0].tag == "NUM" and listed("months").search(piece[:12])):
        return True
    if small.endswith("ing") and words[0].tag.startswith("VERB"):
        return True
    if all(word.tag == "PROPN" for word in words) or (
        len(words) == 1 and words[0].tag in {"NOUN", "ADJ"} and chain.kind not in {"count", "thing"}
    ):
        return True
    if (
        verb is None
        and chain.kind in {"deed", "stated", "count", "thing", "will"}
        and re.search(r"\w: \S", chain.items[-1])
    ):
        return True
    return verb is None and words[0].tag == "PROPN" and not any(word.tag in {"NUM", "VERB.Part"} for word in words)


def _numbered(piece: str, words: Sequence[Word], chain: _Chain) -> str:
    """A number of things behind a comma: one more of a list, or what the thing before it has."""
    if not (words[0].tag == "NUM" or piece.startswith("a ")) or any(word.tag == "VERB.Part" for word in words[1:]):
        return ""
    if chain.kind == "measure" and re.search(r" [£$€]\d", piece):
        return ""
    if chain.kind == "count" and _sums_up(piece, chain):
        return f", {piece}"
    before = [word.tag for word in chain.words[-3:]]
    if words[0].tag == "NUM" and len(chain.words) > 3 and before == ["ADP", "NUM", "NOUN"]:
        return f", {piece}" if " and " in piece else f" and {piece}"  # `with 6 surgeries, 2 hospitals and the council`
    if (
        chain.kind == "count"
        or (chain.kind == "thing" and chain.words[0].tag == "NUM")
        or (chain.kind in {"deed", "will"} and _counts(chain.words))
    ):
        return ""
    if re.fullmatch(r"\d+ (?:hours|days) (?:a|per) (?:week|month|year|day)", piece):
        return f", for {piece}"
    return f", {piece}" if (chain.tailed and " and " in piece) or _sums_up(piece, chain) else f", with {piece}"


def _sums_up(piece: str, chain: _Chain) -> bool:
    """Whether a number behind a comma says the one before it once more: its share (`two thirds`) or its sum (`121 hours in all`)."""
    days = [n for n, word in enumerate(chain.words) if listed("months").fullmatch(word.text)]
    counts = any(word.tag == "NUM" and n + 1 not in days for n, word in enumerate(chain.words))
    return counts and listed("sums_up").search(piece) is not None


def _counts(words: Sequence[Word]) -> bool:
    """Whether a deed's object is a number of things: `planted 6,350 trees`."""
    return len(words) > 1 and words[1].tag == "NUM" and not any(word.tag in {"ADP", "ADV"} for word in words[2:])


def _planned(piece: str, words: Sequence[Word]) -> Clause:
    """A piece of a plan as a clause: `launch …` → `we will launch …`."""
    for opening, said in wording()["plan_openings"]:
        if match := re.match(f"(?i){opening}", piece):
            return Clause("will", f"{said} {piece[match.end() :].strip()}")
    if hedged := re.match(r"(?i)(hopefully|maybe|perhaps|possibly),? (.+)", piece):
        plan, hope = _planned(hedged[2], tagged(hedged[2])), hedged[1].lower() == "hopefully"
        for sure, unsure in (
            ("we will ", "we hope to " if hope else "we may "),
            ("our plans include ", "we hope for " if hope else "our plans may include "),
        ):
            if plan.text.startswith(sure):
                return Clause(plan.kind, unsure + plan.text.removeprefix(sure))
    if words and is_order(words):
        order = piece[:1].lower() + piece[1:] if piece[1:2].islower() else piece
        return Clause("will", f"we will {object_named(order)}")
    past = words and (words[0].text.endswith("ed") or listed("irregular").fullmatch(words[0].text.lower()))
    if past and listed("done_by_us_alone").fullmatch(words[0].text.lower()) and is_our_deed(words):
        return Clause("stated", f"we have {lower(piece)}")
    if (
        past
        and words[0].tag == "VERB.Part"
        and len(words) > 1
        and words[1].text.lower() != "by"
        and words[1].tag not in {"NOUN", "ADJ"}
    ):
        return Clause("stated", f"we have {lower(piece)}")
    match = re.match(r"(?i)(?:aim|target|goal|plan)\s*(?:is|:)?\s*to\s+(.+)$", piece)
    return Clause("will", f"we aim to {lower(match[1])}") if match else clause(piece, "plans")


def is_order(words: Sequence[Word]) -> bool:
    """Whether a plan opens with the verb of what will be done (`chase the returns`), not with a thing (`review of …`)."""
    first, after = words[0], words[1] if len(words) > 1 else None
    small = first.text.lower()
    if is_numbered(words) or (first.text.isupper() and after and not after.text.isupper()):
        return False  # `phase 2 pond`, `AGM in May`
    past = listed("irregular").fullmatch(small) is not None
    if (past or (after and after.text.startswith("["))) and not listed("plan_verbs").fullmatch(small):
        return False  # `left to be repaired`, `venue [to be confirmed]`
    if small == "bring" or listed("only_verbs").fullmatch(small) or _does_again(small):
        return after is not None and after.text.lower() not in {"of", "and"}
    if after and listed("event_names").fullmatch(f"{small} {after.text.lower()}"):
        return False
    if small.endswith(("ing", "ed")) and small not in {"need", "feed", "embed"}:
        return False
    if first.tag == "AUX.Fin" and small in {"do", "have"}:
        return True
    if first.tag in {"VERB.Fin", "VERB.Inf"}:
        rare = not is_known(small) and not (after and after.tag in {"DET", "PRON", "NUM"})
        return listed("plan_verbs").fullmatch(small) is not None or not (rare or re.search(r"[^s]s$", small))
    known = listed("plan_verbs").fullmatch(small) or (is_verb(small) and not re.search("[^sui]s$", small))
    if not known or first.text[1:] != small[1:]:
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


def _does_again(word: str) -> bool:
    """Whether a word that the tagger never met is a known verb with `re-` and its like: `renegotiate`, `re-tender`, `co-design`."""
    match = re.fullmatch(r"(?:re|co|over|pre|out)-?(\w{3,})", word)
    if match is None or is_known(word):
        return False
    return any(listed(key).fullmatch(match[1]) for key in ("plan_verbs", "done_again")) or is_verb(match[1])
