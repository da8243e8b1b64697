"""A target and what came of it, which a note puts side by side without a verb: `target 200 homes, actual 143 so far`.

A target is no deed: `target 200 homes retrofitted` says nothing of homes that were.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.languages.en.clauses import object_named
from drafter.languages.en.grammar import Word, tagged, with_article
from drafter.languages.en.joining import is_order, joined, split_pieces
from drafter.languages.en.lexicon import is_verb, listed, lower
from drafter.languages.en.verbs import main_verb
from drafter.schema import PartName

_FIGURE = r"(?:(?:about|over|nearly|only|just|around|at least|up to) )?[£$€]?(?:\d(?:[\d,.]*\d)?|\[[^\]]*\])(?:\s?%|\s(?:million|billion))?"
_AIM = "(?P<sort>target|goal|aim|budget|forecast)"
_ALONE = re.compile(rf"(?i){_AIM}(?: (?:was|is|of|=)|:)* (?P<aim>{_FIGURE}(?![\w/]).*)")
_FOLLOWED = re.compile(rf"(?i){_AIM}(?: (?:was|is|of|=)|:)* (?P<aim>{_FIGURE}(?![\w/])[^,;]*?)\s*[,;]\s+(?P<came>\S.*)")
_ROW = re.compile(
    rf"(?i)(?:(?P<name>\S.*?)[:,]? )??(?P<when>(?:year|half|quarter|term|phase) \d+ |[HQ]\d )?{_AIM}:? (?P<aim>{_FIGURE}(?![\w/])[^,;()]*),"
    rf" (?:(?P=when))?(?P<came>[a-z]+):? (?P<got>{_FIGURE}(?![\w/])[^,;()]*)(?P<rest>.*)"
)
_DUE = re.compile(
    rf"(?i)target:? (?P<aim>{_FIGURE}(?![\w/])[^,;()]*), (?:by when|deadline|due):? (?:on |in )?(?P<day>\S.*)"
)
_TARGET_FOR = re.compile(
    rf"(?i)(?:the )?(?P<what>(?:[a-z]+ )??(?:target|goal) (?:for|of) [^:]*?)(?:(?::| is| =) (?P<aim>\S.*)| (?P<figure>(?!(?:19|20)\d\d\b){_FIGURE}(?![\w/]).*))"
)
_OUTCOME = re.compile(
    rf"(?i)(?:(?P<actual>actual)(?:ly)?|(?P<word>outturn|result))(?: (?:so far|was|is))*:? (?P<figure>{_FIGURE}(?![\w/]).*)"
)
_IN_BRACKETS = re.compile(r"(?i)^([^()]+) \(((?:target|budget) [^()]+, [^()]+)\)$")
_REACHED = re.compile(r"\b(?:not|missed|exceeded|met|reached|achieved|beaten|hit|passed)\b")


def answers(aim: str, came: str) -> bool:
    """Whether a statement says what came of the target that the one before it sets: `target 200 homes` and `actual 143 so far`."""
    first, then = _ALONE.fullmatch(aim.strip(" .;,")), came.strip(" .;,")
    return first is not None and not re.search("[,;]", first["aim"]) and _tells_what_came(then, first["sort"])


def _tells_what_came(text: str, sort: str) -> bool:
    """`actual 143`, `143 so far`, `held 14`, `14 were held`: a figure with a word for what was done, and no other matter. Of a budget
    only the actual figure says it: what was spent is told by itself.
    """
    if _OUTCOME.fullmatch(text) or sort.lower() in {"budget", "forecast"}:
        return _OUTCOME.fullmatch(text) is not None
    match = re.match(rf"(?i)(?:we )?(?:only )?(?P<word>[a-z]+)(?: (?:was|is|so far))?:? {_FIGURE}(?![\w/])", text)
    if match:
        return _is_result(match["word"].lower())
    match = re.match(rf"(?i){_FIGURE} (?:(?:was|were) )?(?P<word>(?:[a-z]+ )?so far\b|[a-z]+)", text)
    return match is not None and (" so far" in f" {match['word']}" or _is_result(match["word"].lower()))


def _is_result(word: str) -> bool:
    return word.endswith("ed") or any(listed(key).fullmatch(word) for key in ("irregular", "results"))


def targeted(text: str, part: PartName, label: str = "") -> str:
    """A clause that sets what came of a target against it, or names the target alone; empty where the text speaks of none. `label`
    is what the writer called the line.
    """
    if said := _row(_IN_BRACKETS.sub(r"\1: \2", text), label):
        return said
    if (pair := _FOLLOWED.fullmatch(text)) and not label and _tells_what_came(pair["came"], pair["sort"]):
        return f"against a {pair['sort'].lower()} of {pair['aim']}, {_came(pair['came'], part)}"
    lead = f"for {_named(label)}, " if label else ""
    if due := _DUE.fullmatch(text):
        what, day = due["aim"], due["day"]
        doing = f"we will {object_named(lower(label))} (target {what}, by {day})"
        return doing if label and _is_doing(tagged(label)) else f"{lead}the target is {what}, by {day}"
    if part == "plans" and label and _is_doing(tagged(label)):
        return ""
    if part == "plans" and (named := _TARGET_FOR.fullmatch(text)):
        return f"{lead}the {lower(named['what'])} is {named['aim'] or named['figure']}"
    return _alone(text, part, lead)


def _is_doing(words: Sequence[Word]) -> bool:
    """Whether a label says what will be done (`recruit and train health workers`), and names no thing."""
    opens = words[1:2] and words[1].tag == "CCONJ" and listed("plan_verbs").fullmatch(words[0].text.lower())
    return bool(opens) or is_order(words)


def _row(text: str, label: str) -> str:
    """A row of a table with what was aimed at and what came, under the label or the name that it begins with; else empty."""
    row = _ROW.fullmatch(text)
    if row is None or not _is_result(row["came"].lower()):
        return ""
    speaker, _, thing = (row["name"] or "").rpartition(": ")
    named = [piece.strip(" :,") for piece in (label, speaker) if piece and not _speaks(piece)]
    named += [thing.strip(" :,")] if thing else []
    return _beside(row, ": ".join(named)) if named and not main_verb(tagged(thing)[:-1]) else ""


def _speaks(label: str) -> bool:
    """Whether a label only says who wrote what follows: `Green Terrace writes`."""
    words = tagged(label)
    return len(words) > 1 and words[-2].text[:1].isupper() and is_verb(words[-1].text)


def _alone(text: str, part: PartName, lead: str) -> str:
    """`target 200 homes retrofitted` → `the target was 200 homes retrofitted`; `target of 200 homes not met` says more."""
    match = _ALONE.fullmatch(text)
    if match is None or match["sort"].lower() not in {"target", "goal"} or main_verb(tagged(match["aim"])) is not None:
        return ""
    if " of " in text[: match.start("aim")] and _REACHED.search(match["aim"]):
        return ""
    whose, verb = ("our" if not lead else "the", "is") if part == "plans" else ("the", "was")
    return f"{lead}{whose} {match['sort'].lower()} {verb} {match['aim']}"


def _beside(row: re.Match[str], name: str) -> str:
    """`year 2 target 36, year 2 actual 34, 94%` under a name as one clause, in the note's order."""
    label, _, unit = name.partition(": ")
    when = f" in {row['when'].strip()}" if row["when"] else ""
    came, got = row["came"].lower(), row["got"].strip()
    done = f"{got} {'was' if got == '1' or got[0] in '£$€' else 'were'} {came}"
    if came in {"actual", "outturn", "realised", "realized", "result"}:
        done = f"the {came} figure was {got}"
    rest = row["rest"].strip(" ,")
    tail = f" {rest}" if rest.startswith("(") else f"; {rest}" if "(" in rest else f" ({rest})" if rest else ""
    return f"for {_named(label)}{f' ({unit})' if unit else ''}, the {row['sort'].lower()}{when} was {row['aim'].strip()} and {done}{tail}"


def _came(text: str, part: PartName) -> str:
    """What came of a target as a clause: `actual 143 so far` → `the actual figure was 143 so far`, `held 14` → `we held 14`."""
    if outcome := _OUTCOME.fullmatch(text):
        return f"the {'actual figure' if outcome['actual'] else outcome['word'].lower()} was {outcome['figure']}"
    return lower(joined(split_pieces(text), part))


def _named(label: str) -> str:
    words = tagged(label)
    return with_article(label, words) if len(words) > 1 else lower(label)
