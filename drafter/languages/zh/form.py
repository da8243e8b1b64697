"""What the first lines of Chinese notes say of the form: whose report it is, of what sort and of when.

Wording stands in prompts/zh/language.toml under [form].
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from drafter import prompts
from drafter import text as texts
from drafter.languages.zh.figures import read_figures

_FIRST = 6
"""Lines in which the form is looked for."""


def read_form(lines: Sequence[str]) -> dict[str, str | int]:
    """Unit, period, recipient and so on, out of the first lines and `key：value` pairs."""
    table = prompts.read_section("zh", "language.toml", "form")
    more = table["head"]
    head = [texts.narrow_digits(line) for line in lines[:_FIRST]]
    titles = [line for line in head[:2] if any(re.search(p, line) for p in (table["title_line"], more["title"]))]
    form: dict[str, str | int] = {}
    for field in ("unit", "recipient", "issuer", "author", "date"):
        matches = [m for p in table[field] for line in head if (m := re.search(p, line))]
        form[field] = next((m[1].strip() for m in matches if field != "recipient" or _is_addressed(m, more)), "")
    span = next((m for p in table["school_year"] for line in head if (m := re.search(p, line))), None)
    years = (m[1] for p in table["period"] for line in head if (m := re.search(p, line)))
    dated = (m[1] or m[2] for line in titles if not _has_data(line) and (m := re.search(more["year"], line)))
    form["period"] = f"{span[1]}—{span[2]}学年" if span else _year(next(years, "") or next(dated, ""))
    lengths = (m[1] for p in table["length"] for line in head if (m := re.search(p, line)))
    form["length"] = int(next(lengths, "0"))
    form["unit"] = re.sub(more["paper"], "", str(form["unit"])) or _named(head, table, more)
    return form


def _is_addressed(match: re.Match[str], more: dict[str, Any]) -> bool:
    """Whether a unit that something goes to is who the report goes to (`材料报送县委办`), and not who was given something or is to be
    asked (`捐款给镇敬老院 5000元`, `报省教育厅，争取立项`).
    """
    line = match.string
    addressed = re.search(more["addressed"], line[: match.start()]) is not None
    return addressed and re.search(more["elsewhere"], line) is None and not _has_data(line[match.start() :])


def is_head(line: str) -> bool:
    """Whether a line only says of when a report is: `2025年上半年`."""
    return (
        re.search(prompts.read_section("zh", "language.toml", "form")["head"]["span"], texts.narrow_digits(line))
        is not None
    )


def _named(head: Sequence[str], table: dict[str, Any], more: dict[str, Any]) -> str:
    """The unit in a title (`柳溪县第三中学 2025年工作总结`, `2025年终总结素材 —— 县民政局`), or that the first line names where it says
    no more than whose material it is.
    """
    for line in head[:2]:
        titled = re.search(table["title_line"], line) is not None
        if (
            titled
            and (match := re.match(more["unit"], line))
            and (name := re.sub(more["paper"], "", match[1]).strip("《【#（( "))
        ):
            company = re.search(more["company"], line)
            return (company[1] if company else "") + name
    for line in head[:1]:
        known = re.search(table["unit_line"], line) if re.search(table["first_line"], line) else None
        if named := known or re.search(table["name_line"], line) or _behind_the_year(line, table, more):
            return str(named[1]).strip()
    return ""


def _behind_the_year(line: str, table: dict[str, Any], more: dict[str, Any]) -> re.Match[str] | None:
    """The unit in a title that opens with the year."""
    title = re.sub(more["leading"], "", line)
    if title == line or not re.search(table["title_line"], line):
        return None
    return re.search(table["unit_line"], title) or re.search(more["behind"], title)


def _has_data(line: str) -> bool:
    """Whether a line counts something, and so is no title."""
    found = (figure for figure in read_figures(line) if figure.unit != "字")
    return any(figure.type not in {"date", "code", "bare", "duration"} for figure in found)


def _year(text: str) -> str:
    return f"20{text}" if len(text) == 2 else text
