"""What a single line is made of: labels, table rows, twins. Pure functions on text and facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter import figures
from drafter import text as texts
from drafter.schema import Fact

_LABEL = re.compile(
    r"^([^\s，。；,;:：\d“”\"《》()（）][^，。；,;:：\d“”\"《》（）()]{0,23}?)\s*(?:[:：]|——|--)\s*(\S.*)$"
)
_EDGES = " \t#*【】[]（）()<>《》「」:：—-–=～~。，,.、"
_MARK = re.compile(
    r"^(?:(?:20)?[XxＸ×]{1,4}|\*{1,4}|_{2,}|[?？]{1,4}|[○〇]{2,}|若干|[\[【〔][^\]】〕]*[\]】〕]|TBC|TBD|待\w{1,2})\s*"
)

MOST_RIVALS = 60
"""How many earlier facts with the same figures (mostly: none at all) a fact is compared with."""

TWIN = 0.86
"""How alike (0 to 1) two facts' wordings must be, their figures being equal, to count as one."""


def split_label(line: str) -> tuple[str, str]:
    """A short label before a colon, and what follows: `理论学习：开展12次` → (`理论学习`, `开展12次`); no label: (``, line)."""
    match = _LABEL.match(line)
    if not match or (line[match.end(1) : match.end(1) + 2].startswith(":") and match[2].startswith("//")):
        return "", line
    return match[1].strip(), match[2].strip()


def tabbed(line: str) -> str:
    """A row of a table drawn with bars (`| 站点 | 12 |`, `Repairs | 24 | 26`) as a pasted one is: its cells parted by tabs."""
    bare = line.strip()
    cells = [cell.strip() for cell in bare.strip("|").split("|")]
    framed = bare[:1] == bare[-1:] == "|"
    return "\t".join(cells) if "\t" not in bare and len(cells) > (1 if framed else 2) else line


_GAP, _COMMA, _BLANK = re.compile(r"[ \u3000]{2,}|\t"), re.compile(r"\s*[,，]\s*"), re.compile(r"[ \u3000]")
_CELL = re.compile(r"[£$€¥+-]?\d[\d.,]*\s?(?:[%km]|[^\W\d]{1,3})?|[-–—?]|[XxＸ]{1,4}|TBC")
_YEAR = re.compile(r"(?:19|20)\d\d年?")


def aligned(texts_: Sequence[str]) -> list[str]:
    """Lines, those of a table with tabs between its cells instead of wide blanks (`venues   2,400   1,980`), commas or single blanks. Two
    rows or more have as many cells, all but the first a number; the line above them with as many is their header. Commas and single
    blanks part a sentence too: what they part is a table only under a header.
    """
    found = list(texts_)
    for gap in (_GAP, _COMMA, _BLANK):
        rows = [gap.split(line.strip()) if "\t" not in line else [] for line in found]
        for head, start, end in _tables(rows):
            if len(rows[start]) > 2 and (head or gap is _GAP):
                first = start - 1 if head else start
                found[first:end] = ["\t".join(row) for row in rows[first:end]]
    return found


def _tables(rows: Sequence[Sequence[str]]) -> Iterator[tuple[bool, int, int]]:
    """Where two or more neighbouring rows of data with as many cells begin and end, and whether a header stands above them."""
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and len(rows[end]) == len(rows[start]) and _is_data(rows[end]):
            end += 1
        if end - start > 1:
            above = rows[start - 1] if start else ()
            yield len(above) == len(rows[start]) and not any(_CELL.fullmatch(cell) for cell in above[1:]
                                                             if not _YEAR.fullmatch(cell)), start, end  # fmt: skip
        start = max(end, start + 1)


def _is_data(row: Sequence[str]) -> bool:
    """Whether all cells but the first are numbers, and not all of them years, as a header's may be."""
    return (
        len(row) > 1
        and all(_CELL.fullmatch(cell) for cell in row[1:])
        and not all(_YEAR.fullmatch(cell) for cell in row[1:])
    )


def is_table_rule(line: str) -> bool:
    """Whether a line only rules off a table's header (`---<tab>:--:`)."""
    return "\t" in line.strip() and re.fullmatch(r"[\s:=-]*", line) is not None


_GLUED = re.compile(r"^\s*([0-9０-９]{1,2})(?![0-9０-９.．,，:：/%％年月日号+)）、-])\s*(?=\S)")


_MARKED = re.compile(r"^\s*[(（]?([0-9]{1,2})\s*[、.．)）](?![0-9])")


def list_numbers(texts_: Sequence[str]) -> dict[int, int]:
    """Lines whose leading number, without any mark behind it, is a list number: neighbours count on from it.

    Returns for each such line (by index) how many characters the number takes: `3 12家企业` after `2 …` → 2.
    """
    heads = [_GLUED.match(texts.narrow_digits(line)) for line in texts_]
    marked = [_MARKED.match(texts.narrow_digits(line)) for line in texts_]
    found = outline_numbers(texts_)
    for index in range(len(heads) - 1):
        this, after = heads[index], heads[index + 1]
        if after is None or (this is None and marked[index] is None):
            continue
        number = int((this or marked[index])[1])  # type: ignore[index]  # one of them matched
        if int(after[1]) == number + 1 and (number == 1 or index in found or marked[index] is not None):
            found[index + 1] = after.end()
            if this is not None:
                found[index] = this.end()
    return found


_TYPED = re.compile(r"^\s*(?:[(（]?([0-9]{1,2})[、.．)）](?![0-9])|([①-⑳])|[(（]?([a-z])[)）]\s)")


def typed_numbers(texts_: Sequence[str]) -> dict[int, int]:
    """The number (by index) that a line was given as one of a list: `13、人均…`, `(4) roof`, `⑤`, `m) photos`, `3 低保49户` between its neighbours.
    `12家企业入驻` alone has none.
    """
    found = {}
    counted = list_numbers(texts_)
    for index, text in enumerate(map(texts.narrow_digits, texts_)):
        if match := _TYPED.match(text):
            number, circled, letter = match.groups()
            found[index] = int(number) if number else ord(circled) - ord("①") + 1 if circled else of_letter(letter)
        elif (number := text[: counted.get(index, 0)].strip()).isdecimal():
            found[index] = int(number)
    return found


def of_letter(letter: str) -> int:
    """What a line that is marked by a letter counts as, apart from any that has a number: `a)` → 101."""
    return 101 + ord(letter.lower()) - ord("a")


_INLINE = re.compile(r"(?:^|(?<=[\s,，;；。]))[(（]?(\d{1,2})\s*[、.．)）](?!\d)\s*(?=\S)")


def split_list(line: str) -> tuple[str, ...]:
    """The entries of a list that was typed in one line (`1、走访12家 2、培训3场`), without their numbers; the line alone where it is none."""
    marks = [match for match in _INLINE.finditer(texts.narrow_digits(line)) if "\t" not in line]
    if len(marks) < 2 or [int(match[1]) for match in marks] != list(range(1, len(marks) + 1)) or marks[0].start():
        return (line,)
    ends = [*(match.start() for match in marks[1:]), len(line)]
    return tuple(line[match.end() : end].strip(" ，,；;") for match, end in zip(marks, ends, strict=True))


_OUTLINE = re.compile(r"^\s*([0-9]{1,2})[.．·]([0-9]{1,2})(?![0-9.．%])\s*(?=[^\s0-9]|[0-9].*)")


def outline_numbers(texts_: Sequence[str]) -> dict[int, int]:
    """Lines numbered `1.1`, `1.2` … and how many characters the number takes: a neighbour in the count must be there too."""
    heads = {i: match for i, line in enumerate(texts_) if (match := _OUTLINE.match(texts.narrow_digits(line)))}
    known = {(int(match[1]), int(match[2])) for match in heads.values()}
    return {
        i: match.end()
        for i, match in heads.items()
        if {(int(match[1]), int(match[2]) - 1), (int(match[1]), int(match[2]) + 1)} & known
    }


def label_text(line: str) -> str:
    """A caption's words without its brackets, colon and rules; brackets within it stay whole: `Wins (Q1)`."""
    bare = line.strip(_EDGES)
    behind = line[line.find(bare) + len(bare) :]
    return bare + behind[0] if texts.has_open_bracket(bare) and behind.startswith(texts.CLOSING) else bare


class Twins:
    """Remembers facts and finds an earlier one that says the same: the same figures, and nearly the same words.

    Facts are kept by part and figures, so that a long text takes time in proportion to its length.
    """

    def __init__(self) -> None:
        self._same: dict[tuple[object, ...], list[Fact]] = {}
        self._exact: dict[tuple[object, str], Fact] = {}

    def find(self, fact: Fact) -> Fact | None:
        """An earlier twin, if there is one; else the fact is remembered."""
        words = texts.content(fact.text)
        if twin := self._exact.get((fact.part, words)):
            return twin
        key = (fact.part, *(figures.quantity(f) for f in fact.figures))
        rivals = self._same.setdefault(key, [])
        for other in rivals[-MOST_RIVALS:]:
            size = max(len(words), len(other.text))
            if (
                len(words) >= 4
                and abs(len(words) - len(texts.content(other.text))) <= 0.3 * size
                and _twins(fact, other)
            ):
                return other
        rivals.append(fact)
        self._exact[fact.part, words] = fact
        return None


def _twins(one: Fact, other: Fact) -> bool:
    return _same_figures(one, other) and texts.likeness(one.text, other.text) >= TWIN


def _same_figures(one: Fact, other: Fact) -> bool:
    ours, theirs = one.figures, other.figures
    return len(ours) == len(theirs) and all(figures.same(a, b) for a, b in zip(ours, theirs, strict=True))


def fill_mark(hole: str, value: str) -> str:
    """A placeholder with its value: `XX次` and `12` → `12次`; a value that brings its own unit replaces all."""
    unit = _MARK.sub("", hole)
    given = value.strip()
    return given if not unit or given.endswith(unit) else given + unit
