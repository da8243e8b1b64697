"""Why a line is not to be written: by its wording's rules, and where none holds by what was learned from lines of that sort.

The rules stand in prompts/<lang>/language.toml under [reasons]; what was learned in prompts/<lang>/reasons.tsv.
"""

from __future__ import annotations

import re
from typing import cast

from drafter import languages, learned
from drafter import text as texts
from drafter.facts import pointing
from drafter.facts.cues import Cues
from drafter.schema import Reason

CLASSES = ("injected", "instruction", "chatter", "private", "rumour", "retracted", "form", "none")
"""What a line may be; `none`: it is to be written."""

WORDS, FIGURES = 0.7, 0.97
"""How likely (0 to 1) a line must be none to be written, without a figure and with one: a figure is seldom idle talk."""

ORDERED = {"zh": 0.0, "en": 0.75}
"""How likely a line under a caption of plans must be an order to the drafter: English plans are worded as orders are."""

SHORT = {"zh": 8, "en": 20}
"""Characters below which a line is judged by the rules alone: `人手不足` and `收到` are too short to tell apart by their words."""

STEP = {"zh": 6, "en": 16}
"""Characters by which lines are told apart as short and long."""


OWN = {"zh": 6, "en": 16}
"""Characters beside its cue that hearsay with a matter of its own has: `好像` or `我听说的` alone speaks of what stands before it."""

GROUP = 2
"""Figures that a line has at least which speaks of many, not of one person."""

_CLAUSE = re.compile(r"[，；。]\s*|[,;]\s+|\.\s+|\s[-–—]+\s")
_MARKUP = re.compile(r"(?i:<script\b.*?</script>)|</?[a-zA-Z][^<>]*>|\$?\{+[^{}]*\}+")
"""Tags and braces of templates, as they come along with pasted text."""


def find_reason(line: str, cue: Cues, *, planned: bool = False) -> Reason | None:
    """Why the line must not be written, if there is a reason; `planned`: a caption says that it is a plan, and plans are worded as
    orders are (`keep the van running`).
    """
    if rule := cue.reason(line):
        return rule
    line = _MARKUP.sub(" ", line)  # it is shown as typed, and makes no order of a line that says something else
    if len(line) < SHORT[cue.language]:
        return None
    likely = likelihoods(line, cue)
    if planned:
        likely["none"] += likely["instruction"] if likely["instruction"] < ORDERED[cue.language] else 0
    figured = cue.bears_fact(line) or any(f.type == "placeholder" for f in cue.figures(line))
    if 1 - likely.pop("none") < (FIGURES if figured else WORDS):
        return None
    best = cast("Reason", max(likely, key=lambda name: likely[name]))
    if (best == "retracted" and figured) or (best == "form" and "\t" in line):
        return None  # with a figure it may be a correction, which is more; the header of a table is read with its rows
    return best


def likelihoods(line: str, cue: Cues) -> dict[str, float]:
    """How likely (0 to 1, together 1) a line is of each class, by what was learned alone."""
    return dict(zip(CLASSES, learned.likely(features(line, cue), cue.language, "reasons.tsv"), strict=True))


def cut_hearsay(line: str, cue: Cues) -> tuple[str, str]:
    """A fact with a figure, and the hearsay behind it, or in brackets, that has a matter or a figure of its own; the second empty
    where it speaks of the fact.
    """
    for start, end in texts.bracketed(line):
        remark, told = line[start + 1 : end - 1], line[:start].rstrip() + line[end:]
        if cue.bears_fact(remark) and cue.reasons["rumour"].search(remark) and _stands(told, cue):
            return told, remark
    heard = cue.reasons["rumour"].search(line)
    start = max((match.end() for match in _CLAUSE.finditer(line, 0, heard.start())), default=0) if heard else 0
    if not heard or not start or cue.is_correction(line):
        return line, ""
    told, rest = line[:start].rstrip(" ，,；;。."), line[start:]
    own = len(rest.replace(heard[0], "")) >= OWN[cue.language]
    return (told, rest) if own and _stands(told, cue) else (line, "")


def _stands(told: str, cue: Cues) -> bool:
    return cue.bears_fact(told) and find_reason(told, cue) is None


def cut_private(line: str, cue: Cues) -> tuple[str, str]:
    """A line that counts several things without what in brackets is private, and that: `接待217人次，转介3人（林小雨那个保密）`. The
    second empty where nothing is, or where the line may speak of one person, of whom no part is fit to print.
    """
    spans = [(start, end) for start, end in texts.bracketed(line) if cue.reason(line[start + 1 : end - 1]) == "private"]
    told = line
    for start, end in reversed(spans):
        told = told[: _spoken_of(line, start, end, cue)].rstrip(" ，,；;") + told[end:]
    counted = [f for f in cue.figures(told) if f.type not in {"date", "code", "placeholder", "ordinal", "bare"}]
    kept = spans and len(counted) >= GROUP and find_reason(told, cue) is None
    return (told, "；".join(line[start + 1 : end - 1] for start, end in spans)) if kept else (line, "")


def _spoken_of(line: str, start: int, end: int, cue: Cues) -> int:
    """Where the clause before a private remark in brackets begins, if it is that which the remark speaks of
    (`纠纷5起，赔了23.6万（赔款内部掌握）`), else where the remark begins.
    """
    clause = max((match.end() for match in _CLAUSE.finditer(line, 0, start)), default=0)
    pieces = languages.load(cue.language).pieces
    return clause if pieces(cue.topic(line[clause:start])) & pieces(cue.topic(line[start:end])) else start


def features(line: str, cue: Cues) -> frozenset[str]:
    """A line's words, what the rules and the cues of the parts say of it, how long it is, and whether it has a figure."""
    found = languages.load(cue.language).words(line) | cue.marks(line)
    length = min(len(line) // STEP[cue.language], 5)
    said = {
        "#names a line": pointing.names_a_line(line, cue),
        "#points back": pointing.points_back(line, cue),
        "#leaves out": pointing.leaves_out(line, cue),
    }
    told = {name for name, holds in said.items() if holds}
    told |= {"#leaves out a line"} if pointing.names_a_line(line, cue) and pointing.leaves_out(line, cue) else set()
    return (
        found
        | told
        | {f"#rule {cue.reason(line)}", f"#length {length}", "#fact" if cue.bears_fact(line) else "#no fact"}
    )
