"""The lines of a draft copy that was edited elsewhere, gathered by what they belong to: items, parts, sections, the frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from drafter.formats import returned
from drafter.formats.comments import AUTHOR
from drafter.formats.cues import ReportCues
from drafter.formats.lines import Line
from drafter.formats.returned import Match, Piece, Role
from drafter.schema import Draft

Sort: TypeAlias = Role | Literal["new", "new_section"]

_BEHIND = ("listed", "issuer", "date", "mark", "page", "page_line")
_LISTED = re.compile(r"\s*\d{1,2}\s*[.．、]")


@dataclass
class Group:
    """Lines that belong together: what they are, whose, and a table that stands under them."""

    role: Sort
    name: str = ""
    at: int = 0
    lines: list[Line] = field(default_factory=list)
    table: Line | None = None

    @property
    def text(self) -> str:
        """The lines' words, without blanks at their ends."""
        return "\n".join(line.text for line in self.lines).strip()


@dataclass
class Gathered:
    """A file's groups in order, the instructions that reviewers wrote beside items (by id), and what fits nowhere."""

    groups: list[Group]
    gone: tuple[Piece, ...]
    asked: dict[str, list[str]]
    left: list[str]

    def of(self, *roles: Sort) -> Iterator[Group]:
        """The groups of these kinds."""
        return (group for group in self.groups if group.role in roles)

    def is_gone(self, role: Role, name: str = "", at: int = 0) -> bool:
        """Whether that piece stands no more."""
        return any((piece.role, piece.name, piece.at) == (role, name, at) for piece in self.gone)


def gather(draft: Draft, match: Match, cues: ReportCues) -> Gathered:
    """The groups of a matched file."""
    walk = _Walk(draft, cues)
    for line, piece in match.lines:
        walk.see(line, piece)
    return Gathered(walk.groups, match.gone, walk.asked, walk.left)


class _Walk:
    """Goes through the lines in order; an added line belongs to what stands before it, or begins something new."""

    def __init__(self, draft: Draft, cues: ReportCues) -> None:
        self.groups: list[Group] = []
        self.asked: dict[str, list[str]] = {}
        self.left: list[str] = []
        self._draft, self._cues = draft, cues
        self._items: dict[str, Group] = {}
        self._now = Group("title")
        self._new = 0

    def see(self, line: Line, piece: Piece | None) -> None:
        """The next line, and what it was printed from (None: it was added)."""
        if piece is None:
            self._add(line)
        elif piece.role in ("item", "opening"):
            self._begin(self._items.get(piece.name) or Group(piece.role, piece.name)).lines.append(line)
        elif piece.role == "table":
            self._items.get(piece.name, self._now).table = line
        else:
            self._begin(Group(piece.role, piece.name, piece.at, [line]))
        self._hear(line)

    def _begin(self, group: Group) -> Group:
        if group.role in ("item", "opening", "new"):
            if group.name in self._items:
                self._now = group
                return group
            self._items[group.name] = group
        self.groups.append(group)
        self._now = group
        return group

    def _add(self, line: Line) -> None:
        now = self._now
        if line.table is not None:
            if now.role in ("item", "new") and now.table is None:
                now.table = line
            else:
                self.left.append(line.rows)
        elif now.role in _BEHIND:
            self._add_behind(line)
        elif line.level == 1 or returned.is_numbered_part(line):
            self._begin(Group("new_section", f"new{len(self.groups)}", lines=[line]))
        elif now.role in ("section", "new_section", "paragraph"):
            self._begin(Group("paragraph", now.name, -1, [line]))
        elif now.role in ("title", "recipient", "opening"):
            self._add_in_front(line)
        elif now.role == "closing":
            self.left.append(line.text)
        elif now.role in ("item", "new") and not _begins_item(line):
            now.lines.append(line)
        else:
            self._new += 1
            self._begin(Group("new", f"{self._draft.rev}.w{self._new}", lines=[line]))

    def _add_in_front(self, line: Line) -> None:
        report = self._draft.report
        opening = report.opening if report is not None else None
        if opening is None or (opening.sentences and opening.id not in self._items):
            self.left.append(line.text)  # it stands between title and opening
        else:
            self._begin(self._items.get(opening.id) or Group("opening", opening.id)).lines.append(line)

    def _add_behind(self, line: Line) -> None:
        now = self._now
        if now.role == "listed" and _LISTED.match(line.text):
            self._begin(Group("listed", "", -1, [line]))
        elif now.role in ("page", "page_line"):
            self._begin(Group("page_line", now.name if now.role == "page_line" else str(now.at), -1, [line]))
        else:
            self.left.append(line.text)

    def _hear(self, line: Line) -> None:
        """What a reviewer wrote beside the line; our own findings are none of it."""
        for comment in line.comments:
            if comment.author == AUTHOR:
                continue
            text = self._cues.instruction(comment)
            if self._now.role in ("item", "opening", "new"):
                self.asked.setdefault(self._now.name, []).append(text)
            else:
                self.left.append(text)


def _begins_item(line: Line) -> bool:
    is_heading = line.level >= 2 and not line.text.endswith(("。", "！", "？", ".", "!", "?"))
    return returned.is_numbered_item(line) or is_heading or line.lead > 0
