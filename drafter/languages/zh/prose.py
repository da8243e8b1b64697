"""Joins formal clauses into sentences: few facts a sentence, no long comma chains, no two openings alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from drafter import text as texts
from drafter.languages.zh.formal import formal_clauses, wording
from drafter.schema import Fact, PartName

MAX_CLAUSES = 5
MAX_FACTS = 3
MAX_LENGTH = 90
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


def compose(facts: Sequence[Fact], part: PartName, period: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Formal sentences with the ids of the facts that each rests on; every fact is in at least one."""
    statements: list[Statement] = []
    theme = ""
    for fact in facts:
        clauses = _one_verb(formal_clauses(fact.text, period)) or (fact.text.strip(),)
        if fact.theme and fact.theme != theme and part != "problems":
            clauses = _led(fact, clauses, period)
        theme = fact.theme
        statements += _cut(Statement(fact.id, clauses))
    return tuple(_vary([_join(group) for group in _group(statements)]))


def _led(fact: Fact, clauses: tuple[str, ...], period: str) -> tuple[str, ...]:
    """The writer's own label before the first clause, unless the clause says it already."""
    label = re.sub("(?:这一?块|那边|这边)$", "", "".join(formal_clauses(fact.theme, period)))
    plain = re.search(str(wording()["label_plain"]), label) is not None
    if not label or plain or len(label) > 12 or re.search(r"\d", label) or texts.overlap(label, fact.text) > 0.5:
        return clauses
    return (f"{label}{wording()['label_lead']}{clauses[0]}", *clauses[1:])


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
    size = MAX_CLAUSES
    pieces = [statement.clauses[i : i + size] for i in range(0, len(statement.clauses), size)]
    return [Statement(statement.fact, piece) for piece in pieces]


def _group(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements that share a sentence; four or more facts never end up in a single one."""
    groups: list[list[Statement]] = []
    for statement in statements:
        current = groups[-1] if groups else []
        clauses = sum(len(s.clauses) for s in current) + len(statement.clauses)
        length = sum(s.length for s in current) + statement.length
        room = len(current) < MAX_FACTS and clauses <= MAX_CLAUSES and length <= MAX_LENGTH
        if current and room and current[-1].fact != statement.fact:
            current.append(statement)
        else:
            groups.append([statement])
    if len(groups) > 1 and len(groups[-1]) == 1 and len(groups[-2]) == MAX_FACTS:
        groups[-1].insert(0, groups[-2].pop())
    return groups


def _join(group: Sequence[Statement]) -> tuple[list[str], tuple[str, ...]]:
    """The group's statements as texts, and their facts."""
    return ["，".join(statement.clauses) for statement in group], tuple(dict.fromkeys(s.fact for s in group))


def _vary(sentences: list[tuple[list[str], tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """Sentences whose openings differ from their neighbour's: another order of statements, else a connective."""
    done: list[tuple[str, tuple[str, ...]]] = []
    links = cast("list[str]", wording()["connectives"])
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
