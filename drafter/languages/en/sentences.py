"""English notes to full sentences: each piece a clause, the pieces joined by what they are; nothing asserted.

Wording stands in prompts/en/language.toml under [formal].
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.languages.en.days import split_day
from drafter.languages.en.grammar import Clause, Word, head, many, tagged, with_article
from drafter.languages.en.joining import apart, joined, split_pieces
from drafter.languages.en.lexicon import capital, continued, is_plural, is_verb, listed, lower, wording
from drafter.languages.en.measures import count_done, measured
from drafter.languages.en.numerals import ONES, TENS
from drafter.languages.en.targets import answers, targeted
from drafter.languages.en.verbs import main_verb
from drafter.schema import PartName

_SPELLED = 12  # a sentence opens with `twelve`, not with `12`; above, a reader looks for the digits
_FIGURE_ALONE = re.compile(
    r"(?:[£$€+-]?\d[\d,.]*\s?%?(?: million| billion)?|[£$€]?\[[^\]]*\]|nil|none|zero)"
    r"(?: (?:lbs?|kg|km|ha|miles|acres|tonnes|litres|pp|hours|days|weeks|months|years|minutes)\b)?(?: (?:\(.*|(?:against|from|in|this|last|since|compared|about)\b.*))?"
    r"|\d[\d.]*% of .*"
)
_SURE = re.compile(
    r"(?i)against an? (?:target|goal|aim|budget|forecast) of |for .*, the (?:target|goal|aim|budget|forecast)(?: in [^,]+)? was .+ and "
    r"|(?:for [^;:]+, )?(?:the|our) (?:\w+ )?(?:target|goal) (?:(?:for|of) [^;:]+ )?(?:is|was) "
    r"|in all, [£$€][\d,.]+(?: million| billion)? of [a-z ]+ was [a-z ]+$"
    r"|in all, \d[\d,]* [a-z]+ were (?:active|absent|available|eligible|unpaid|overdue)(?: \(\d[\d,]* [a-z]+\)| (?:at|in) [^,;]+)?$"
    r"|we will [^;]+ \(target [^()]+, by [^()]+\)$|“[^”]+”,? said "
)


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
        if said and (hangs(piece) or answers(said[-1], piece)):
            said[-1] += f"; {piece}"
        else:
            said.append(piece)
    return said


def hangs(piece: str) -> bool:
    """Whether a piece counts what the one before it named (`27 farms signed; 11 fenced cattle out`): alone it says nothing."""
    match = re.match(r"(\d[\d,]*|[a-z]+(?:-[a-z]+)?) (?:of (?:them|these|those|which)\b|([a-z]+)\b)", piece.strip())
    if not match or not (match[1][0].isdigit() or re.match("[a-z]*", match[1])[0] in {*ONES, *TENS}):  # type: ignore[index]  # an empty match matches
        return False
    return match[2] is None or is_deed(match[2])


def is_deed(word: str) -> bool:
    """Whether a word is a verb in the past tense."""
    if listed("no_deeds").fullmatch(word):
        return False
    return word.endswith("ed") or listed("irregular").fullmatch(word) is not None


def sentence(text: str, part: PartName) -> str:
    """A note as a full sentence without its stop, by the part's voice; a long list as two sentences, one a line."""
    text = text.strip(" ,;.:")
    if not text:
        return ""
    text = re.sub(r"(?i)^(?:next|then|to ?do): ", "", text) if part == "plans" else text
    if text.endswith("?"):
        return capital(text)
    if said := targeted(text, part) or _quoted(text):
        return opened(said)
    first, more, rest = text.partition("; ")
    if more:
        return f"{sentence(first, part)}; {rest}"
    return opened(_dated(text, part) or _said(text, part))


def _quoted(text: str) -> str:
    """A voice behind its words (`“We now go” - a member in Kisumu`) → `“We now go”, said a member in Kisumu`; else empty."""
    match = re.fullmatch(r"(“[^”]+”)\s*(?:[-–—,:;]+\s*(.{2,60}?)|\(([^()]{2,60})\))", text)
    if not match:
        return ""
    voice = re.sub(str(wording()["quoted_from"]), "", match[2] or match[3])
    who, comma, where = voice.partition(", ")
    words, speaker = tagged(who), head(tagged(who))
    if speaker is None or main_verb(words) is not None or re.search(r"\d\D+$", where):
        return ""
    said = match[1][1:-1].strip()
    if not said:
        return ""
    spoken = said[-1] in "!?" or said.count(" ") > 2 or listed("nominatives").match(said.split()[0].lower()) is not None
    if not listed("voices").fullmatch(speaker.text.lower()) and not (speaker.tag == "PROPN" and spoken):
        return ""
    return f"{match[1]}{'' if match[1][-2] in '!?' else ','} said {with_article(who, words, 'a')}{comma}{where}"


def is_sure(piece: str, said: str) -> bool:
    """Whether a sentence is always right: it only says of things that are counted, and no more, that there were so many, sets what
    came of a target against it, or tells who said what is quoted.
    """
    if _SURE.match(said):
        return True
    counted = re.match(r"There (?:were|are now) (?=\w)", said)
    return counted is not None and all(_is_count(tagged(part)) for part in split_pieces(piece))


def in_own_words(piece: str) -> str:
    """A piece as it was typed, opened as a sentence; before an auxiliary whose verb has an object (`could not find drivers`, `will fix
    the roof`) with `We`, since a thing would be named.
    """
    text = piece.strip(" ,;.")
    return f"We {lower(text)}" if opens_for_us(tagged(text)) else spelled_open(text)


def opens_for_us(words: Sequence[Word]) -> bool:
    """`could not find drivers`, `will fix the roof`: an auxiliary that goes with `we`, and a verb with something that it is done to."""
    if not words or not listed("auxiliaries_of_us").fullmatch(words[0].text.lower()):
        return False
    rest = words[2:] if words[1:2] and words[1].text == "not" else words[1:]
    return (
        len(rest) > 1
        and rest[0].tag.startswith("VERB")
        and (
            rest[1].tag in {"DET", "NUM", "NOUN", "ADJ", "PRON", "PROPN"}
            or listed("particles").fullmatch(rest[1].text) is not None
            or rest[1].text in {"how", "what", "who", "why", "which", "whether", "that"}
        )
    )


def _is_count(words: Sequence[Word]) -> bool:
    """`61 regular volunteers`, `3,400 downloads now`: a number of things and no more."""
    named = words[1:-1] if words and words[-1].text == "now" else words[1:]
    return (
        bool(named)
        and re.fullmatch(r"(?!(?:19|20)\d\d$)\d[\d,]*", words[0].text) is not None
        and all((word.tag in {"NOUN", "ADJ"} and word.text.islower()) or word.text.endswith("day") for word in named)
        and named[-1].tag == "NOUN"
        and is_plural(named[-1].text)
        and named[-1].text != "times"
    )


def in_turn(text: str, part: PartName) -> list[tuple[str, str]]:
    """The clauses of a note behind what was typed of each; empty for a note whose label, day or target leads them in."""
    text = text.strip(" ,;.:")
    if not text or re.search("[;:?]", text) or targeted(text, part) or _quoted(text):
        return []
    return [] if split_day(text)[0] or _led(text, part) else apart(split_pieces(text), part)


def _said(text: str, part: PartName) -> str:
    """A note as a full sentence that is not yet opened as one."""
    return _labelled(text, part) or _led(text, part) or joined(split_pieces(text), part)


def _dated(text: str, part: PartName) -> str:
    """A line of a diary (`14 June open day`, `08/26: tags on`): its day leads the sentence, a planned thing's follows; else empty."""
    day, rest = split_day(text)
    if not day:
        return ""
    said = _said(rest, part)
    if said.startswith("our plans include "):
        first, *more = split_pieces(rest)
        return joined([f"{first} {day}", *more], part)
    return f"{day}, {continued(said)}"


def opened(text: str) -> str:
    """A text as a sentence opens: `27 farms signed` → `In all, 27 farms signed`, `3 farms …` → `Three farms …`."""
    said = spelled_open(text)
    summed = re.match(r"\d[\d,]*(?=\s[a-z])", said) and not re.match(r"(?:19|20)\d\d\b(?! [a-z]+s\b)", said)
    return f"In all, {said}" if summed or re.match(r"[£$€]|\d[\d.]*\s?%", said) else said


def spelled_open(text: str) -> str:
    """A text with a capital at its start; a small number that opens it in words: `3 farms …` → `Three farms …`."""
    if re.match(r"u\d\d?s?\b", text):
        return f"The {text}"  # `u12 girls won`: a capital would make a code of it that no note has
    match = re.match(r"(\d[\d,]*)(?=\s[a-z])", text)
    if match and 0 < (value := int(match[1].replace(",", ""))) <= _SPELLED:
        return capital(spell(value)) + text[match.end() :]
    return capital(text)


def labelled(label: str, text: str, part: PartName) -> str:
    """A statement under the writer's label, in small letters at its start: `For the lift, …`; verbs and figures speak of the label itself."""
    words, named = tagged(text), tagged(label)
    if not words or not named:
        return joined(split_pieces(text), part)
    opens = words[0].tag.startswith("VERB") and words[0].tag != "VERB.Ger"
    name = with_article(label, named) if len(named) > 1 else lower(label)
    if said := targeted(text, part, label):
        return said
    if row := _row(text):
        return f"for {name}, {row}"
    pieces = split_pieces(text)
    if counted := _people_counted(label, named, pieces[0]):
        return joined([counted, *pieces[1:]], part)
    if _is_figure(pieces[0]):
        return _figured(label, named, pieces, part)
    if opens and part != "plans" and "," not in label:
        return joined(split_pieces(f"{label} {text}"), part)
    said = _dated(text, part) or joined(pieces, part)
    if (match := re.match(r"((?:the )?[a-z ]{3,30}) (was|were|is) (?=[£$€\d])", said)) and listed("sums").search(
        match[1]
    ):
        return f"{match[1] if match[1].startswith('the ') else 'the ' + match[1]} for {name} {said[match.start(2) :]}"
    return f"{'on' if ' for ' in f'{name} ' else 'for'} {name}, {continued(said)}"


def _people_counted(label: str, named: Sequence[Word], text: str) -> str:
    """What so many of those that a label names were or had done to them: `volunteers: 46 active in May` → `46 volunteers active in
    May`; else empty.
    """
    match = re.match(r"((?:about |nearly |over |only )?\d[\d,]*) (?=[a-z])(.+)", text)
    if (
        not match
        or not named
        or not is_plural(named[-1].text)
        or any(word.tag not in {"NOUN", "ADJ"} for word in named)
    ):
        return ""
    first, *more = tagged(match[2])
    state = listed("predicative").fullmatch(first.text) is not None
    ends = not more or more[0].tag in {"ADP", "ADV", "SCONJ"} or listed("times").fullmatch(more[0].text) is not None
    placed = re.fullmatch(str(wording()["in_work"]), match[2]) is not None
    return f"{match[1]} {lower(label)} {match[2]}" if placed or (state and ends) else ""


def _is_figure(text: str) -> bool:
    """Whether a text is a figure alone, but for what it is compared with."""
    return _FIGURE_ALONE.fullmatch(text) is not None and main_verb(tagged(text)) is None


def _figured(label: str, named: Sequence[Word], pieces: Sequence[str], part: PartName) -> str:
    """A figure under a label: `foster carers recruited: 17` → `17 foster carers were recruited`; `income: £40` → `income was £40`."""
    owed = re.fullmatch(str(wording()["money_done"]), label, re.IGNORECASE)
    if owed and len(pieces) == 1 and re.fullmatch(r"[£$€][\d,.]+(?: million| billion)?", pieces[0]):
        return f"{pieces[0]} of {lower(owed[1])} was {owed[2]}"
    if len(named) > 1 and named[-1].tag.startswith("VERB") and part != "plans":
        first = count_done(label[: named[-1].start].rstrip(), named[:-1], named[-1].text, pieces[0])
    else:
        link = "is" if "[" in pieces[0] else "were" if many(named) else "was"
        first = measured(f"{label}: {pieces[0]}", tagged(f"{label}: {pieces[0]}"), part) or Clause(
            "measure", f"{with_article(label, named)} {link} {pieces[0]}"
        )
    return first.text + "".join(f", {piece}" for piece in pieces[1:])


def _row(text: str) -> str:
    """The cells of a table under what was done (`opened 612, closed 540`): `612 were opened and 540 were closed`; else empty."""
    said: list[str] = []
    for piece in split_pieces(text):
        match = re.fullmatch(r"([a-z]+(?: [\w]+){0,3}) ([£$€]?\d[\d,.]*)", piece)
        if not match:
            return ""
        done = match[1].split()[0]
        if not said and not (
            done.endswith("ed") or listed("irregular").fullmatch(done) or listed("surely_past").fullmatch(done)
        ):
            return ""
        said.append(f"{match[2]} {'was' if match[2][0] in '£$€' or match[2] == '1' else 'were'} {match[1]}")
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else "".join(said)


def is_label(text: str) -> bool:
    """Whether a label names a thing, and so can stand behind `for`."""
    words = tagged(text)
    if (
        not words
        or listed("no_label").fullmatch(text.lower())
        or len(text) > 60
        or re.search(r"[.!?] [A-Z]", text)
        or head(words) is None
        or words[0].tag in {"ADP", "SCONJ", "PRON", "CCONJ", "ADV", "PART"}
    ):
        return False
    if len(words) > 1 and words[-2].tag == "PROPN" and is_verb(words[-1].text):
        return False  # `Moira writes`
    if words[-1].text.endswith("ed") and len(words) > 1:
        words = words[:-1]  # `fresh claims lodged`
    return main_verb(words) is None and words[0].tag not in {"VERB.Inf", "AUX.Fin"}


def _labelled(text: str, part: PartName) -> str:
    """`IAA exam: 11 sat, nine passed` → under its own label; empty without one, or where the colon opens a list."""
    match = re.match(r"([^:;(“]{3,60}): (?=\S)(.+)$", text)
    if not match:
        return ""
    named, pieces = tagged(match[1]), split_pieces(match[2])
    if named and named[0].tag == "NUM" and not re.search(r"\d", match[2]):
        return ""  # `three concerts: Advent, Lent, midsummer` opens a list
    if len(named) == 1 and named[0].tag.startswith("VERB"):
        return joined(split_pieces(f"{match[1]} {match[2]}"), part)
    figure = _is_figure(pieces[0]) and named[-1:] and named[-1].tag.startswith("VERB") and part != "plans"
    if not figure and not is_label(match[1]):
        return ""
    return labelled(match[1], match[2], part)


def _led(text: str, part: PartName) -> str:
    """`if the lease is sensible, open a shop`: what leads in stays in front of the sentence that follows."""
    pieces = split_pieces(text)
    words = tagged(pieces[0])
    first = words[0].text.lower() if words else ""
    closed = any(listed(key).fullmatch(first) for key in ("function_words", "prepositions", "subordinators"))
    leads = words[:1] and (
        (closed and words[0].tag in {"SCONJ", "ADP"}) or listed("leaders").fullmatch(words[0].text.lower())
    )
    if len(pieces) < 2 or not leads or len(words) < 2:
        return ""
    if (
        (verb := main_verb(words)) is not None
        and verb > 1
        and (words[0].tag == "ADP" or any(listed("speakers").fullmatch(w.text) for w in words[2:]))
    ):
        return ""
    opening, _, more = pieces[0].partition(": ")
    return f"{opening}, {lower(joined([*([more] if more else []), *pieces[1:]], part))}"
