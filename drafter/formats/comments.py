"""Findings as Word comments: one balloon at each sentence, heading or title that has findings, a line for each finding.

No author but the tool, no date: a draft copy does not say who checked it or when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drafter import beyond
from drafter.formats import numbering
from drafter.formats.blocks import TITLE, Anchor
from drafter.formats.layout import severity_words, xml
from drafter.formats.package import RELATIONS, WORD, XML, Member, W
from drafter.schema import Finding, Report

AUTHOR = "drafter"


@dataclass(frozen=True)
class Comments:
    """Which comment stands where; `anchored` puts it around the runs of its place."""

    numbers: Mapping[Anchor, int] = field(default_factory=dict)
    members: tuple[Member, ...] = ()

    def anchored(self, place: Anchor | None, runs: str) -> str:
        """The runs, with the range and mark of their comment if there is one."""
        number = None if place is None else self.numbers.get(place)
        if number is None:
            return runs
        return (
            f'<w:commentRangeStart w:id="{number}"/>{runs}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'
        )


def gather(findings: Sequence[Finding], report: Report, language: str) -> Comments:
    """The findings gathered by where they stand, and the part that holds their text."""
    places = _places(report)
    gathered: dict[Anchor, list[Finding]] = {}
    for finding in findings:
        gathered.setdefault(_anchor(finding, places, report.opening.id), []).append(finding)
    if not gathered:
        return Comments()
    numbers = {anchor: number for number, anchor in enumerate(gathered)}
    text = "".join(_comment(number, gathered[anchor], language) for anchor, number in numbers.items())
    member = Member(
        "word/comments.xml",
        f"{WORD}.comments+xml",
        f"{RELATIONS}/comments",
        f"{XML}<w:comments {W}>{text}</w:comments>",
    )
    return Comments(numbers, (member,))


def _places(report: Report) -> dict[str, int]:
    """Printed item ids and how many sentences each has that are places of their own: none of those beyond the three parts."""
    shown = [piece for part in numbering.sections(report) for piece in part.content if not isinstance(piece, str)]
    printed = {item.id: len(item.sentences) for item in (*shown, report.opening)}
    return {item.id: 0 for item in beyond.items(report)} | printed | {"": 0}


def _anchor(finding: Finding, places: Mapping[str, int], opening: str) -> Anchor:
    name = finding.item or ""
    if name not in places:
        return TITLE
    index = finding.sentence if finding.sentence is not None and 0 <= finding.sentence < places[name] else None
    if name == opening and index is None:  # it has no heading to stand at
        return (name, 0) if places[name] else TITLE
    return (name, index)


def _comment(number: int, findings: Sequence[Finding], language: str) -> str:
    words = severity_words(language)
    mark = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
    lines = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{"" if index else mark}'
        f'<w:r><w:t xml:space="preserve">{xml(words[finding.severity] + finding.message)}</w:t></w:r></w:p>'
        for index, finding in enumerate(findings)
    )
    return f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="d">{lines}</w:comment>'
