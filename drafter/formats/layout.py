"""How a page looks, as one value read from prompts/<lang>/layouts/; the page's fixed words; and clean lines of text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal, Self, cast
from xml.sax.saxutils import escape

from pydantic import Field, ValidationError, model_validator

from drafter import prompts, reading, settings
from drafter import text as texts
from drafter.errors import InputError
from drafter.schema import Draft, Value

Length = Annotated[float, Field(ge=0, le=558)]
"""Millimetres of paper: Word knows none that is larger."""

Type = Annotated[float, Field(ge=4, le=144)]
"""Points of type."""

ROOM = 5
"""The least characters in a row, and rows on a page, that a layout must have room for."""


class Fonts(Value):
    """The faces by what they are for. `latin` is for digits and Western letters in Chinese text; empty: the text's own."""

    title: str
    body: str
    heading1: str
    heading2: str
    heading3: str
    number: str
    latin: str = ""


class Layout(Value):
    """How a report is set. Lengths of paper in mm, of type in points; a preset's file says what each key is for.

    It belongs to the export, never to a draft: one draft may be printed in several. A Word draft copy tells beside its draft
    how it is set.
    """

    about: str = ""
    language: str
    headings: Literal["run-in", "own-line"]
    seal: bool
    grid: Literal["portable", "word"]
    numbers: Literal["outside", "centre", "none"]
    hanging: bool
    width: Length
    height: Length
    top: Length
    bottom: Length
    left: Length
    right: Length
    number_drop: Length
    size: Type
    title_size: Type
    line: Type
    character: Type
    bold: tuple[int, ...] = ()
    fonts: Fonts
    template: str = ""
    """Path of a .docx whose styles of our names win over this page's; empty: none."""

    @property
    def text_width(self) -> float:
        """Points between the margins."""
        return (self.width - self.left - self.right) * 72 / 25.4

    @property
    def text_height(self) -> float:
        """Points between the upper and the lower margin."""
        return (self.height - self.top - self.bottom) * 72 / 25.4

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        """A file of the user's or a received one can name any lengths."""
        largest = max(self.size, self.title_size, self.line, self.character)
        for side, room in (("width", self.text_width), ("height", self.text_height)):
            if room < ROOM * largest:
                raise ValueError(
                    f"the margins leave {room:.0f} points of its {side}, {ROOM * largest:.0f} are needed for type of {largest:g}"
                )
        return self


def find_layout(language: str, name: str = "", **changes: object) -> Layout:
    """The layout of a preset's name, or of a file (`….toml`); without a name that of the settings, else the language's own.
    `changes` win.

    `InputError` names the known presets, or the wrong key of a file.
    """
    name = name or _usual(language)
    return _checked(name, _given(language, name), changes)


def changed(layout: Layout, **changes: object) -> Layout:
    """The layout with some keys replaced; None changes nothing. `InputError` for a value that does not fit."""
    return _checked("given", layout.model_dump(), changes)


def _checked(name: str, given: Mapping[str, object], changes: Mapping[str, object]) -> Layout:
    try:
        return Layout.model_validate({**given, **{key: value for key, value in changes.items() if value is not None}})
    except ValidationError as error:
        first = error.errors()[0]
        said = first["msg"].removeprefix("Value error, ")
        key = ".".join(str(step) for step in first["loc"])
        what = f"{key} is {first['input']!r}; {said.lower()}" if key else said
        raise InputError(f"the layout {name!r}: {what}") from error


def list_layouts(language: str) -> dict[str, str]:
    """The presets of a language, the user's own included: name to what it is, empty where its file does not say."""
    return {name: str(_given(language, name).get("about", "")) for name in _presets(language)}


def _usual(language: str) -> str:
    """The layout of the settings, where the language has it; `InputError` when no language has."""
    given = settings.read_settings()
    own = given.layout
    if own.endswith(".toml") or own in _presets(language):
        return own
    if own and not any(own in _presets(other) for other in prompts.languages()):
        raise InputError(
            f"{given.named('layout')} is {own!r}, which is no layout; drafter layouts lists them, a file of your own ends in .toml"
        )
    return str(_table(language)["preset"])


def _presets(language: str) -> list[str]:
    return sorted(
        {path.stem for folder in prompts.folders() for path in (folder / language / "layouts").glob("*.toml")}
    )


def _given(language: str, name: str, before: tuple[str, ...] = ()) -> dict[str, object]:
    """A preset's keys laid over those of the one that it is `like`; a file that names none is like the language's own."""
    if name in before:
        raise InputError(f"the layout {name!r} is like itself; `like` must lead to a complete one")
    mine = name.endswith(".toml")
    own = dict(reading.toml(settings.place(name)) if mine else _preset(language, name))
    like = own.pop("like", str(_table(language)["preset"]) if mine else "")
    if not like:
        return own
    under = _given(language, str(like), (*before, name))
    fonts, given = under.get("fonts"), own.get("fonts", {})
    merged = {**fonts, **given} if isinstance(fonts, dict) and isinstance(given, dict) else given
    return {**under, **own, "fonts": merged}


def _preset(language: str, name: str) -> Mapping[str, object]:
    known = _presets(language)
    if name not in known:
        raise InputError(
            f"{name!r} is no layout of {language!r}; give {', '.join(known)}, or a file of your own (….toml)"
        )
    return prompts.read_table(language, f"layouts/{name}.toml")


def language_of(draft: Draft) -> str:
    """The language to print in: the one asked for if there are words for it, else the one the report is written in."""
    asked = draft.request.language
    if asked in prompts.languages():
        return asked
    report = draft.report
    sample = report.title + report.achievements.title + report.opening.text if report else ""
    return "zh" if texts.is_chinese(sample) else "en"


def names_of(draft: Draft) -> tuple[str, ...]:
    """Names that a title is not broken in."""
    return tuple(name for name in (draft.request.unit, draft.request.issuer) if name)


def wording(language: str) -> Mapping[str, str]:
    """The fixed words that a format prints."""
    return cast("Mapping[str, str]", _table(language)["words"])


def severity_words(language: str) -> Mapping[str, str]:
    """What stands before a finding's message in a comment, by severity."""
    return cast("Mapping[str, str]", _table(language)["severity"])


@cache
def placeholder(language: str) -> re.Pattern[str]:
    """What is still to be supplied, as it stands in a text: XX, 【待…】, [… to be confirmed]."""
    return re.compile(wording(language)["placeholder"])


def title_words() -> Mapping[str, tuple[str, ...]]:
    """Words of Chinese titles: phrases kept whole, good row ends, good row starts."""
    return {key: tuple(words) for key, words in cast("Mapping[str, list[str]]", _table("zh")["title"]).items()}


def _table(language: str) -> Mapping[str, object]:
    return prompts.read_table(language, "layout.toml")


_NEVER = re.compile("[\ufffe\uffff]")


def one_line(title: str, language: str) -> str:
    """A title of several lines as one: Chinese lines run on, English ones with a blank between."""
    return title.replace("\n", "" if language == "zh" else " ")


def line(text: str) -> str:
    """The text fit for one paragraph of any format: no control characters, no line ends, nothing that XML forbids."""
    if text.isprintable():  # nearly every text
        return text
    return _NEVER.sub("", texts.printable(text)).replace("\n", " ").replace("\t", " ")


def xml(text: str) -> str:
    """One clean line, escaped for XML text and attributes."""
    return escape(line(text), {'"': "&quot;"})


def width(text: str) -> float:
    """Width in Chinese characters: ASCII counts a half."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)
