"""Kinds of report as data: reads `prompts/<language>/<kind>/kind.toml`, guesses a kind, fills the form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from drafter import languages, prompts, reading, settings
from drafter import text as texts
from drafter.errors import InputError, PromptError
from drafter.schema import Note, PartName, Request, Value


class Theme(Value):
    """A field of work: cues to know it by, and its headings. Several achievement headings serve a large theme.

    A broad theme takes the achievements that no cue places; what is wrong in it is better named by the kind of fault.
    """

    id: str
    cues: tuple[str, ...] = ()
    achievements: tuple[str, ...]
    problems: str
    plans: str
    broad: bool = False


class PartRules(Value):
    """A part's title, other captions writers use for it, the text of its gap, its share of the length."""

    title: str
    synonyms: tuple[str, ...] = ()
    gap: str
    share: float


class KindParts(Value):
    """The rules of the three parts."""

    achievements: PartRules
    problems: PartRules
    plans: PartRules

    def __getitem__(self, name: PartName) -> PartRules:
        rules: PartRules = getattr(self, name)
        return rules


class Kind(Value):
    """A kind of report (文种). `[…]` in a formula is left out when a `{field}` inside it is empty.

    A pasted table that has a column for each entry of `table` (words, `|` between them) stands under its item as a table too.
    """

    id: str
    language: str
    name: str
    cues: tuple[str, ...] = ()
    title: str
    opening: tuple[str, ...]
    closing: str = ""
    table: tuple[str, ...] = ()
    signed: bool = True
    person: str
    length: tuple[int, int, int]
    ask: tuple[str, ...] = ()
    parts: KindParts
    plan_gap: str
    themes: tuple[Theme, ...]

    def theme(self, name: str) -> Theme:
        """The theme of that id; the last one catches everything else."""
        return next((theme for theme in self.themes if theme.id == name), self.themes[-1])


def list_kinds() -> tuple[Kind, ...]:
    """Every kind there is, the user's own included, by language and id."""
    return tuple(load_kind(language, name) for language, name in _names())


def _names() -> list[tuple[str, str]]:
    """Language and id of every kind there is, in order; no file of theirs is read."""
    return sorted(
        {
            (path.parent.parent.name, path.parent.name)
            for folder in prompts.folders()
            for path in folder.glob("*/*/kind.toml")
        }
    )


def load_kind(language: str, name: str) -> Kind:
    """The kind of that name; `InputError` names the known ones, or says why its file cannot be read; `PromptError` the wrong key of one."""
    path = _find(language, name)
    if path is None:
        known = ", ".join(sorted({f"{kind.id}" for kind in list_kinds() if kind.language == language}))
        raise InputError(f"{name!r} is no kind of report in {language!r}; known are {known}")
    return _load(path, language, name)


def start_kind(name: str, like: str) -> Path:
    """A copy of a kind under a new name in the user's own prompts folder, to be edited; its path.

    The folder is made if it is not there. `InputError` when the name is no plain word, a kind or another folder of prompts
    (`layouts`) has it already, or the folder cannot be written.
    """
    folder = settings.prompts_folder(settings.read_settings())
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise InputError(
            f"{name!r} is no name for a kind; lower-case letters, digits and _ are expected, such as my_kind: "
            "what readers see is the `name` in its file"
        )
    _make(folder)
    known = {kind.id: kind for kind in list_kinds()}
    if name in known:
        raise InputError(f"the kind {name!r} exists; choose another name")
    if like not in known:
        raise InputError(f"{like!r} is no kind of report; known are {', '.join(known)}")
    language = known[like].language
    if taken := [there for every in prompts.folders() if (there := every / language / name).exists()]:
        raise InputError(f"{str(taken[0])!r} is there already, and no kind; choose another name")
    path = folder / language / name / "kind.toml"
    _make(path.parent)
    path.write_text(prompts.read_text(language, f"{like}/kind.toml"), encoding="utf-8")
    return path


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"the folder {str(folder)!r} for your own kinds cannot be made: {error.strerror}; set DRAFTER_PROMPTS to another one"
        ) from error


def _find(language: str, name: str) -> Path | None:
    candidates = (folder / language / name / "kind.toml" for folder in prompts.folders())
    return next((path for path in candidates if path.is_file()), None)


@cache
def _load(path: Path, language: str, name: str) -> Kind:
    try:
        kind = Kind.model_validate({"id": name, "language": language, **reading.toml(path)})
    except ValidationError as error:
        raise PromptError(f"{path}: {_explain(error)}") from error
    return kind


def _explain(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(step) for step in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"the key {key!r} is not known; known are {', '.join(Kind.model_fields)} (themes: {', '.join(Theme.model_fields)})"
    if first["type"] == "missing":
        return f"the key {key!r} is missing"
    return f"{key} is {first['input']!r}: {first['msg']}"


LONGEST_HEAD = 400
"""Characters of a line within which a title or a field of the form ends."""


def complete_request(request: Request, notes: Sequence[Note]) -> Request:
    """The form with what the notes say of it filled in; `guessed` lists the fields that came from there.

    Language and kind are guessed when not given: the language by its letters, the kind by its cues.
    """
    lines = [note.text for note in notes]
    whole = "\n".join(lines)
    found: dict[str, str | int] = {}
    if not request.language:
        known = {name: language for language, name in _names()}
        found["language"] = known.get(request.kind) or ("zh" if texts.is_chinese(whole) else "en")
    language = request.language or str(found["language"])
    if not request.kind:
        found["kind"] = guess_kind(language, whole)
    read = languages.load(language).read_form([line[:LONGEST_HEAD] for line in lines])
    found |= {field: value for field, value in read.items() if value and not getattr(request, field)}
    told = tuple(field for field in found if field != "language")
    completed = request.model_copy(update={**found, "guessed": (*request.guessed, *told)})
    load_kind(completed.language, completed.kind)
    return completed


def refuse_odd(form: Mapping[str, str], language: str) -> None:
    """`InputError` says what would be right for a field of the form that is no text, for a period that names no year, and for a date
    that is none or names no year and month.
    """
    if odd := next((name for name, value in form.items() if not texts.is_unicode(value)), None):
        raise InputError(f"{odd} is {form[odd]!r}; text in UTF-8 is expected")
    period, date = form.get("period", ""), form.get("date", "")
    examples = prompts.read_section(language, "language.toml", "form")["examples"]
    if period and not re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", texts.narrow(period)):
        raise InputError(f"{period!r} is no period; give a year or a span that names it, such as {examples['period']}")
    read = languages.load(language).read_figures(date)
    named = any(figure.type == "date" and re.match(r"\d{4}-\d\d", figure.value) for figure in read)
    if date and not named and not any(figure.type == "placeholder" for figure in read):
        raise InputError(f"{date!r} is no date; give it in full as it is to be printed, such as {examples['date']}")


SPECIAL = 0.25
"""Share of the lines that must speak of a special kind's matters; below it the language's default kind is meant."""


def guess_kind(language: str, text: str) -> str:
    """The kind whose cues stand in most lines, a title line counting for several; else the language's default kind."""
    own = [load_kind(language, name) for known, name in _names() if known == language]
    if not own:
        raise InputError(f"{language!r} is no known language; known are {', '.join(prompts.languages())}")
    lines = [line.lower() for line in text.splitlines() if line.strip()]
    usual = str(prompts.read_table(language, "language.toml")["default_kind"])
    scores = {kind.id: _share(kind, lines) for kind in own if kind.id != usual}
    best = max(scores, key=lambda name: scores[name], default=usual)
    return best if scores.get(best, 0.0) >= SPECIAL else usual


def _share(kind: Kind, lines: Sequence[str]) -> float:
    """Share of the lines with one of the kind's cues; the first two lines, often a title, count four times."""
    cues = [cue.lower() for cue in kind.cues]
    weights = [4 if index < 2 else 1 for index in range(len(lines))]
    hits = sum(weight for weight, line in zip(weights, lines, strict=True) if any(cue in line for cue in cues))
    return hits / sum(weights) if weights else 0.0


def _period(given: str, form: Mapping[str, str]) -> str:
    """A period as a sentence says it: `2025年`, `the year to 31 August 2025`."""
    if re.fullmatch(r"\d{4}", given):
        return form["year"].replace("{}", given)
    return re.sub(form["span"], form["span_as"], given) if given else form["unknown_period"]


def form_fields(request: Request) -> dict[str, str]:
    """What formulas may use, as printed; unit, period and date are visible placeholders when not given."""
    form = prompts.read_section(request.language, "language.toml", "printed")
    unit, period = request.unit or form["unknown_unit"], _period(request.period, form)
    return {
        "unit": unit,
        "period": period,
        "covering": form["covering"].replace("{}", period) if " " in request.period else period,
        "recipient": request.recipient,
        "issuer": request.issuer or request.unit or request.author or unit,
        "author": request.author,
        "date": request.date or form["unknown_date"],
    }
