"""The wording by which lines are sorted: captions, part cues, and reasons not to write. Compiled from language.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from drafter import languages, prompts
from drafter import text as texts
from drafter.facts import privacy, sorting
from drafter.kinds import Kind
from drafter.remembering import remembered
from drafter.schema import PARTS, Fact, Figure, PartName, Reason

STRONG, WEAK = 3, 1
SURELY = 0.8
"""How much more than to any other part a statement must lean to one for its line to be cut before it."""

UNCAPTIONED = 1.0
"""How far lines before the first caption lean to achievements."""

_BY_URGENCY: tuple[PartName, ...] = ("problems", "plans", "achievements")
"""In this order captions are tried: the narrower wording first."""

_BY_INTENT: tuple[PartName, ...] = ("plans", "problems", "achievements")
"""In this order equal scores are settled."""

_REASONS: tuple[Reason, ...] = ("injected", "private", "retracted", "instruction", "rumour", "duplicate", "chatter")


@dataclass(frozen=True, eq=False)
class Cues:
    """A language's cues together with a kind's own captions; of each kind and period there is one."""

    language: str
    captions: dict[PartName, re.Pattern[str]]
    leading: dict[PartName, re.Pattern[str]]
    strong: dict[PartName, re.Pattern[str]]
    weak: dict[PartName, re.Pattern[str]]
    reasons: dict[Reason, re.Pattern[str]]
    table: dict[str, dict[str, object]]
    period: str

    def figures(self, text: str) -> tuple[Figure, ...]:
        """The figures of a text in this language."""
        return languages.load(self.language).read_figures(text)

    def caption(self, line: str) -> PartName | None:
        """The part whose caption the whole line is."""
        plain = texts.narrow_digits(line)
        if len(plain) > 40:
            return None
        for part in _BY_URGENCY:
            if self.captions[part].match(plain):
                coming = part == "achievements" and re.search(self._next_years(), plain)
                return "plans" if coming else part
        return self._year_caption(plain)

    def _year_caption(self, line: str) -> PartName | None:
        if match := self.search("captions", "year_only", line):
            year = int(match[1]) % 100
            now = int(self.period[-2:]) if self.period[-2:].isdecimal() else None
            return None if now is None else "plans" if year == now + 1 else "achievements" if year == now else None
        return None

    def is_data_label(self, label: str) -> bool:
        """Whether a label belongs to the figure behind it and is no theme: `Target: 20 schools`."""
        return bool(label) and self.search("captions", "data_label", label) is not None

    def is_lone_year(self, line: str) -> PartName | None:
        """Plans, when a year stands alone well below the first lines and no period says which year it is."""
        return "plans" if not self.period and self.search("captions", "year_only", texts.narrow_digits(line)) else None

    def turns_to_plans(self, line: str) -> str:
        """What a line among problems says of plans: it begins with next year or next step, and tells no difficulty; else empty."""
        if self.search("captions", "turns", line) is None:
            return ""
        return _compiled(str(self.table["captions"]["turning_words"])).sub("", line)

    def is_first_line(self, line: str) -> bool:
        """Whether the first line of all only says whose notes these are."""
        data = any(f.type not in {"date", "code", "bare"} for f in self.figures(line))
        return not data and any(self.search("form", key, line) is not None for key in ("first_line", "name_line"))

    def is_signature(self, line: str) -> bool:
        """Whether the last line of all is no more than the name of who wrote the notes."""
        return self.search("form", "signature", line) is not None

    def leading_caption(self, line: str) -> tuple[PartName | None, str]:
        """The part whose caption opens the line before a colon, and the rest of the line."""
        head, colon, rest = texts.narrow_digits(line).partition("：")
        if not colon:
            head, colon, rest = texts.narrow_digits(line).partition(":")
        if not colon or not rest.strip() or len(head) > 20:
            return None, line
        if self.is_data_label(head) and self.figures(rest):
            return None, line  # a target with its figure is data about what was done
        for part in _BY_URGENCY:
            if self.leading[part].match(head.strip() + "："):
                return part, line[len(head) + 1 :].strip()
        return None, line

    def label_part(self, label: str) -> PartName | None:
        """The part a label on the line names, as in `下步：…` within a section."""
        return self.caption(label) if label else None

    def is_ruler(self, line: str) -> bool:
        """Whether the line only rules off what follows."""
        return self.search("sections", "ruler", line) is not None

    def is_section(self, line: str) -> bool:
        """Whether the line names the office whose submission follows."""
        decorated = re.fullmatch(r"[=\-—*#~_]{3,}\s*(?:\d{1,2}[.、\s]\s*)?(\S.{0,60}?)\s*[=\-—*#~_]{3,}", line.strip())
        if decorated and not any(f.type == "count" for f in self.figures(decorated[1])):
            return True
        return not self.figures(line) and self.search("sections", "unit", line) is not None

    def is_speaker(self, label: str) -> bool:
        """Whether a label is only the name of somebody who wrote in a chat."""
        match = self.search("sections", "speaker", label) if label else None
        if match is None or self.language != "en":
            return match is not None
        return match["name"] in _given_names()  # `Volunteers: 64` is no mail from a Ms Volunteers

    def strip_speaker(self, line: str) -> str:
        """A line without the words by which a mail or a chat names who wrote it (`From: Kirsty.`)."""
        return _compiled(str(self.table["sections"]["said_by"])).sub("", line) or line

    def is_header(self, line: str) -> bool:
        """Whether a line is only who wrote in a chat, and when."""
        return self.search("sections", "header", line) is not None

    def is_late(self, line: str) -> bool:
        """Whether a line says that it was added later (`补充：`), so that the caption above is not its own."""
        return self.search("sections", "late_label", line) is not None

    def is_theme(self, line: str, typed: str) -> bool:
        """Whether a line without figures is a theme's caption: closed by a colon, bracketed, or a short numbered head."""
        words = line.strip()
        if not words or len(words) > int(str(self.table["sections"]["theme_length"])):
            return False
        if any(f.type != "code" for f in self.figures(words)):
            return False
        return self.search("sections", "theme", words) is not None or (
            self.search("sections", "theme_numbered", typed.strip()) is not None
        )

    def is_correction(self, words: str) -> bool:
        """Whether words say that what follows corrects something."""
        return self.reasons["superseded"].search(texts.narrow(words)) is not None

    def strip_correction(self, text: str) -> str:
        """A text without the words before it that announce a correction."""
        return _compiled(str(self.table["settling"]["correction_prefix"])).sub("", text) or text

    def correction(self, key: str) -> re.Pattern[str]:
        """A pattern of the wording of corrections, by its key in [corrections]."""
        return _compiled(str(self.table["corrections"][key]))

    def corrects(self, fact: Fact) -> bool:
        """Whether a fact corrects another: it says so, and has a figure to put in its place."""
        return bool(fact.figures) and ("correction" in fact.flags or self.is_correction(fact.text))

    def rules_out(self, text: str) -> bool:
        """Whether a line with a figure corrects an earlier one, so that its doubts are about the old value."""
        return self.is_correction(text) and any(f.type not in {"date", "code"} for f in self.figures(text))

    def undoubted(self, reason: Reason | None, text: str) -> Reason | None:
        """The reason why a text must not be written; none where that is only a doubt of a value which it corrects."""
        return None if reason in _DOUBTS and self.rules_out(text) else reason

    def without_correction(self, text: str) -> str:
        """A text without the words by which it corrects or leaves out, and without small words."""
        return _compiled(str(self.table["settling"]["correction_words"])).sub("\x00", text)

    def topic(self, text: str) -> str:
        """A text's words without figures, small words and the wording of corrections, for telling what it speaks of; NUL between them."""
        masked = text
        for figure in reversed(self.figures(text)):
            masked = f"{masked[: figure.start]}\x00{masked[figure.end :]}"
        return re.sub(r"[^\w\x00]", "\x00", self.without_correction(masked)).lower()

    def is_bare_theme(self, line: str, following: str, *, listed: bool = False) -> bool:
        """Whether a few words alone on a line, with data under them, are a theme's caption."""
        return (
            self.search("sections", "theme_bare", line) is not None
            and len(following) > len(line) + 2
            and (listed or bool(self.figures(following)))
            and self.caption(line) is None
            and self.reason(line) is None
        )

    def is_form(self, line: str) -> bool:
        """Whether the line only fills the form: a title, or `key: value` pairs."""
        plain = texts.narrow_digits(line)
        if self.search("form", "head_line", plain) or languages.load(self.language).is_head(line):
            return True
        if self.search("form", "key_line", plain) or self.search("form", "ask_line", plain):
            return True
        if any(
            f.type not in {"date", "code", "bare", "placeholder"} and not self._is_length(plain[f.end - 2 : f.end + 8])
            for f in self.figures(line)
        ):
            return False  # a line with data is no title
        return len(plain) <= 140 and all(self.search("form", key, plain) for key in ("title_line", "title_year"))

    def _is_length(self, text: str) -> bool:
        """Whether a figure is the length asked for, not data."""
        return re.search("字|words|wds|pages?|sides?", text) is not None

    @remembered
    def reason(self, line: str) -> Reason | None:
        """Why the line must not be written, if there is a reason."""
        plain = texts.narrow(line)
        if self.is_header(line):
            return "chatter"
        for reason in _REASONS:
            found = self.reasons[reason].search(plain) or (
                reason == "private" and privacy.tells_of_one(plain, self.language)
            )
            if found and not (reason in _FACT_PROOF and self._bears_other(line)):
                hearsay = (
                    reason == "retracted"
                    and self.reasons["rumour"].search(plain)
                    and not self.search("settling", "points_back", plain)
                )
                return "rumour" if hearsay else reason
        return None

    def _bears_other(self, line: str) -> bool:
        """Whether a line has a figure that is neither the length asked for nor the day when the report is due."""
        counted = [f for f in self.figures(line) if f.type not in {"bare", "code", "placeholder", "date"}]
        return any(not self._is_length(line[max(f.start, f.end - 1) : f.end + 8]) for f in counted)

    def bears_fact(self, line: str) -> bool:
        """Whether a line has a figure, as most facts have."""
        return any(f.type not in {"bare", "code", "placeholder"} for f in self.figures(line))

    def split(self, text: str, under: PartName | None) -> Iterator[tuple[str, PartName | None]]:
        """The statements of a line, each with its part where a turn (但, but) parts a result from a fault."""
        language = languages.load(self.language)
        for piece in language.split_statements(text):
            head, tail = language.split_turn(piece)
            surely = self.surely(tail) if tail else None
            if surely == "problems" and self.part(head, under, captioned=False) != "problems":
                yield head, under
                yield tail, "problems"
            elif surely and under is None and self.part(head, None, captioned=False) != surely:
                yield head, None
                yield tail, None
            else:
                yield piece, under

    def surely(self, text: str) -> PartName | None:
        """The part of a statement whose wording leaves little doubt."""
        leaning = self.leaning(text)
        first, second = sorted(PARTS, key=lambda part: -leaning[part])[:2]
        return first if leaning[first] - leaning[second] >= SURELY else None

    def row(self, cells: Sequence[str], header: Sequence[str]) -> str:
        """A table row as a statement: its first cell names it, each other cell stands behind its column's name."""
        return languages.load(self.language).say_row(cells, header)

    def part(self, text: str, under: PartName | None, *, captioned: bool) -> PartName:
        """The part of a statement: its caption's, else by cues; before the first caption, achievements unless unmistakable."""
        if under is not None and under != "achievements":
            return under
        if under is not None:
            scores = self.scores(text)
            overruled = (
                scores["problems"] >= int(str(self.table["cues"]["overrule"])) and scores["achievements"] < STRONG
            )
            return "problems" if overruled and self.surely(text) == "problems" else "achievements"
        return sorting.best(self.leaning(text, captioned=captioned))

    def leaning(self, text: str, *, captioned: bool = False) -> sorting.Leaning:
        """How far a statement speaks for each part; where the notes have captions, lines outside them lean to achievements."""
        leaning = dict(sorting.lean({*languages.load(self.language).words(text), *self.marks(text)}, self.language))
        if captioned:
            leaning["achievements"] += UNCAPTIONED
        return leaning

    def marks(self, text: str) -> set[str]:
        """What the cues say of a statement, as features."""
        scores = self.scores(text)
        ahead = max(_BY_INTENT, key=lambda part: scores[part])
        lead = scores[ahead] - sorted(scores.values())[-2]
        first = f"#first {ahead} {min(6, lead)}" if scores[ahead] else "#first none"
        return {first, *(f"#{part} {min(9, score) // 3}" for part, score in scores.items())}

    def scores(self, text: str) -> dict[PartName, int]:
        """How strongly the wording speaks for each part."""
        plain = texts.narrow(text)
        scores: dict[PartName, int] = {}
        for part in PARTS:
            strong = {match[0] for match in self.strong[part].finditer(plain)}
            weak = {match[0] for match in self.weak[part].finditer(plain)}
            scores[part] = STRONG * min(len(strong), 4) + WEAK * min(len(weak), 2)
        if re.search(self._next_years(), plain):
            scores["plans"] += STRONG
        if scores["plans"] >= STRONG:
            scores["plans"] += 2  # an intention outweighs the fault or the deed that it names
        return scores

    def without_next_year(self, text: str) -> str:
        """A text without the number of the year that follows the period."""
        return re.sub(self._next_years(), " ", text)

    def after_next_year(self, line: str) -> str:
        """What a line says behind the year that follows the period and a colon or a dash (`2026: 35 ha more`); empty without these."""
        lead = re.match(
            rf"\W*(?:{self._next_years()})年?\s*(?:[:：]|[-–—]+(?=\s|[^\d\s-]))\s*(?=\S)", texts.narrow_digits(line)
        )
        return line[lead.end() :] if lead else ""

    def _next_years(self) -> str:
        if not self.period[-4:].isdecimal() or len(self.period) < 4:
            return "(?!)"
        year = str(int(self.period[-4:]) + 1)
        return rf"(?<!\d)(?:{year}|[’']{year[2:]})(?!\d)"

    def search(self, section: str, key: str, line: str) -> re.Match[str] | None:
        """Where a line has the wording that a section of language.toml gives under a key."""
        return _compiled(str(self.table[section][key])).search(line)


_DOUBTS: frozenset[Reason | None] = frozenset({"rumour", "chatter", "retracted"})
"""Reasons that do not hold against a correction: its doubts are about the value that it replaces."""

_FACT_PROOF: frozenset[Reason] = frozenset({"chatter", "instruction"})
"""Reasons that do not hold against a line with a figure in it."""


@cache
def _given_names() -> frozenset[str]:
    return frozenset(prompts.read_text("en", "given_names.txt").split())


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _any(patterns: object, wrap: str = "{}") -> re.Pattern[str]:
    words = cast("list[str]", patterns)
    flags = "(?i)" if any(word.startswith("(?i)") for word in words) else ""
    body = texts.any_pattern(word.removeprefix("(?i)") for word in words)
    return re.compile(flags + wrap.format(f"(?:{body})"))


@cache
def for_kind(kind: Kind, period: str) -> Cues:
    """The cues of a kind's language, its part titles and their synonyms among the captions."""
    table = cast("dict[str, dict[str, object]]", prompts.read_table(kind.language, "language.toml"))
    captions = table["captions"]
    prefix, suffix = str(captions["prefix"]), str(captions["suffix"])
    own = {part: [re.escape(kind.parts[part].title), *map(re.escape, kind.parts[part].synonyms)] for part in PARTS}
    words = {part: [*own[part], *cast("list[str]", captions[part])] for part in PARTS}
    flags = "(?i)" if kind.language == "en" else ""
    return Cues(
        language=kind.language,
        captions={part: re.compile(flags + prefix + _any(words[part]).pattern + suffix) for part in PARTS},
        leading={part: re.compile(flags + prefix + _any(words[part]).pattern + "\\s*[:：]$") for part in PARTS},
        strong={part: _any(table["cues"].get(f"{part}_strong", [])) for part in PARTS},
        weak={part: _any(table["cues"].get(f"{part}_weak", [])) for part in PARTS},
        reasons={reason: _any(table["reasons"].get(reason, [])) for reason in _REASONS}
        | {"superseded": _any(table["reasons"]["correction"])},
        table=table,
        period=period,
    )
