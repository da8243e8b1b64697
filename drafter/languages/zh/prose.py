"""Joins formal clauses into sentences: few facts a sentence, no long comma chains, no two openings alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafter import prompts
from drafter import text as texts
from drafter.languages.zh.figures import read_figures
from drafter.languages.zh.formal import formal_clauses
from drafter.languages.zh.rewording import wording
from drafter.schema import Fact, PartName

MAX_CLAUSES = 5
MAX_OF_ONE = 7
"""Clauses of a single fact in one sentence: one of more is cut into sentences of nearly as many, none of which is only its tail."""

MAX_ROWS = 6
"""Clauses of statements that are built alike, the rows of a table above all, in one sentence."""
MAX_FACTS = 3
MAX_LENGTH = 90
SHORT = 22
"""Characters of a statement that may stand in a row with others."""
ALIKE = 0.6
"""Likeness, figures aside, from which two statements are built alike."""
_HEADING = re.compile(f"[{texts.HAN}、“”]{{4,16}}")
_FRAME = " 【】〔〕[]「」<>《》"
MERGE_VERBS = ("开展", "召开", "形成")


@dataclass(frozen=True)
class Statement:
    """One fact's clauses."""

    fact: str
    clauses: tuple[str, ...]

    @property
    def length(self) -> int:
        """Characters, commas included."""
        return sum(map(len, self.clauses)) + len(self.clauses)

    @property
    def short(self) -> bool:
        """One clause of few characters."""
        return len(self.clauses) == 1 and self.length <= SHORT


def compose(
    facts: Sequence[Fact], part: PartName, period: str, heading: str = ""
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Formal sentences with the ids of the facts that each rests on; every fact is in at least one. They do not begin by saying the
    heading again, where that is the first clause of the first fact.
    """
    statements: list[Statement] = []
    theme = ""
    for fact in map(_unframed, _renumbered(facts)):
        clauses = _one_verb(formal_clauses(fact.text, period, part)) or (fact.text.strip(),)
        if fact.theme and fact.theme not in (theme, heading):
            clauses = _led(fact, clauses, period, part)
        if not statements and len(clauses) > 1 and clauses[0] == heading:
            clauses = clauses[1:]
        theme = fact.theme
        statements += _cut(Statement(fact.id, clauses))
    return tuple(_vary([_join(group) for group in _group(statements)]))


_ORDINAL = re.compile(r"第?([一二三四五六七八九])(?:就?是|来)(?!一|不)[，,、：:\s]*(?=\S)")
_LABELLED = re.compile(rf"[【〔]([{texts.HAN}A-Za-z]{{2,12}})[】〕][：:\s]*(?=\S)")


def _renumbered(facts: Sequence[Fact]) -> list[Fact]:
    """Facts without the 一是, 二是 that counted the lines of the notes, where an item does not hold the count from its beginning."""
    counted = [_ORDINAL.match(fact.text) for fact in facts]
    counted = [
        None if found and re.search("[，；。]\\s*[二三四五六七八九]是", found.string) else found for found in counted
    ]
    numbers = ["一二三四五六七八九".index(found[1]) for found in counted if found]
    if len(numbers) > 1 and numbers == list(range(len(numbers))):
        return list(facts)
    return [
        fact.model_copy(update={"text": fact.text[found.end() :]}) if found else fact
        for fact, found in zip(facts, counted, strict=True)
    ]


def _unframed(fact: Fact) -> Fact:
    """A fact without brackets around all of it, and with a label in brackets before it as its theme: `【党员情况】党支部5个`."""
    text = fact.text.strip()
    if texts.bracketed(text) == [(0, len(text))] and text[0] in "（(":
        text = text[1:-1].strip()
    label = _LABELLED.match(text)
    if label and not any(figure.type == "placeholder" for figure in read_figures(label[1])):
        return fact.model_copy(update={"text": text[label.end() :], "theme": fact.theme or label[1]})
    return fact if text == fact.text or not text else fact.model_copy(update={"text": text})


def heading_from(text: str) -> str:
    """The first clause of a problem where it names a fault in a few formal words without a figure; else empty."""
    clauses = formal_clauses(text)
    first = clauses[0] if clauses else ""
    fits = _HEADING.fullmatch(first) and re.fullmatch(
        prompts.read_section("zh", "language.toml", "outline")["heading"], first
    )
    return first if fits and not read_figures(first) else ""


def _led(fact: Fact, clauses: tuple[str, ...], period: str, part: PartName) -> tuple[str, ...]:
    """The writer's own label before the first clause, unless the clause says it already or it names no work; among the problems a
    caption only where it names a fault: the fields of work are told by the headings there.
    """
    if part == "problems" and (fault := heading_from(fact.theme)):
        return (fault, *clauses) if texts.overlap(fault, fact.text) <= 0.5 else clauses
    if part == "problems" and "labelled" not in fact.flags:
        return clauses
    said = wording()
    typed = re.sub(str(said["label_tail"]), "", re.sub("[（(].*", "", fact.theme).strip(_FRAME))
    if typed == "其中":
        return (typed, *clauses)  # it is of the sum before it, and no field of work
    deed = re.search(said["label_deed"], typed) is not None
    if not typed or (not deed and (re.search(said["label_dropped"], typed) or re.search(said["label_plain"], typed))):
        return clauses
    label = "".join(formal_clauses(typed, period))
    if deed and texts.overlap(label, fact.text) <= 0.5:
        return (label, *clauses)  # however long: without it the names behind it say nothing
    if not 2 <= len(label) <= 12 or re.search(r"\d", label) or texts.overlap(label, fact.text) > 0.5:
        return clauses
    if any(figure.text == fact.text for figure in fact.figures):
        return formal_clauses(typed + fact.text, period)  # 安装率：92%
    if len(label) > 3 and re.search(str(said["label_clause"]), label):
        return (label, *clauses)
    return (f"{label}{said['label_lead']}{clauses[0]}", *clauses[1:])


def _one_verb(clauses: tuple[str, ...]) -> tuple[str, ...]:
    """Neighbouring clauses of one inserted verb share it: `开展A1次，开展B2次` → `开展A1次、B2次`."""
    merged: list[str] = []
    for clause in clauses:
        verb = next((v for v in MERGE_VERBS if clause.startswith(v)), "")
        if verb and merged and merged[-1].startswith(verb) and len(merged[-1]) < 40 and re.search(r"\d|XX", merged[-1]):
            merged[-1] += "、" + clause.removeprefix(verb).removeprefix("了")
        else:
            merged.append(clause)
    return tuple(merged)


def _cut(statement: Statement) -> list[Statement]:
    count = -(-len(statement.clauses) // MAX_OF_ONE)
    size = -(-len(statement.clauses) // count)
    pieces = [statement.clauses[i : i + size] for i in range(0, len(statement.clauses), size)]
    return [Statement(statement.fact, piece) for piece in pieces]


def _group(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements that share a sentence: short ones in a row, and those built alike; four facts never share a single one."""
    groups: list[list[Statement]] = []
    for statement in statements:
        current = groups[-1] if groups else []
        if current and current[-1].fact != statement.fact and _fits(current, statement):
            current.append(statement)
        else:
            groups.append([statement])
    if len(groups) > 1 and len(groups[-1]) == 1 and len(groups[-2]) == MAX_FACTS and groups[-1][0].short:
        groups[-1].insert(0, groups[-2].pop())
    return groups


def _fits(current: Sequence[Statement], statement: Statement) -> bool:
    """Whether a statement goes on the sentence: all of them short, or this one built like the one before it."""
    clauses = sum(len(s.clauses) for s in current) + len(statement.clauses)
    length = sum(s.length for s in current) + statement.length
    if len(current) >= MAX_FACTS or clauses > MAX_ROWS:
        return False
    if _alike(current[-1], statement):
        return True
    room = clauses <= MAX_CLAUSES and length <= MAX_LENGTH
    return room and all(s.short for s in (*current, statement))


def _alike(one: Statement, other: Statement) -> bool:
    """Whether two statements begin alike, or are the same but for their subject and figures, as rows of a table are."""
    if one.clauses[0][:2] == other.clauses[0][:2] and len(one.clauses) == len(other.clauses):
        return True
    ours, theirs = (re.sub(r"\d[\d.]*", "0", "，".join(s.clauses)) for s in (one, other))
    return len(one.clauses) == len(other.clauses) > 1 and texts.likeness(ours, theirs) > ALIKE


def _join(group: Sequence[Statement]) -> tuple[list[str], tuple[str, ...]]:
    """The group's statements as texts, and their facts."""
    return ["，".join(statement.clauses) for statement in group], tuple(dict.fromkeys(s.fact for s in group))


def _vary(sentences: list[tuple[list[str], tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """Sentences whose openings differ from their neighbour's: another order of statements, else a connective."""
    done: list[tuple[str, tuple[str, ...]]] = []
    links = wording()["connectives"]
    used = 0
    for texts_, facts in sentences:
        last = done[-1][0][:2] if done else ""
        order = next((i for i, text in enumerate(texts_) if text[:2] != last), None)
        if order:
            texts_ = [texts_[order], *texts_[:order], *texts_[order + 1 :]]  # noqa: PLW2901  # the same statements in another order
        body = _stop(texts_)
        if last and body[:2] == last:
            body = next(text for text in (*links[used % len(links) :], *links) if text[:2] != last) + body
            used += 1
        done.append((body, facts))
    return done


def _stop(statements: Sequence[str]) -> str:
    """Statements as one sentence: commas between short ones, semicolons once one of them has commas itself."""
    mark = "；" if any("，" in text for text in statements) else "，"
    body = mark.join(text.strip("，。；、 ") for text in statements)
    return re.sub(r"[，；：、]+$", "", body) + "。"
