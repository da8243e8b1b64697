"""A task as the messages of a chat: the rules first and the same for every call, the task last; and what it may cost.

A prompt file is three stretches between lines of `---`: the rules with their examples, the task, and the blocks that a redo
or a repair adds to the task, each under its `## name`.
"""

from __future__ import annotations

import re
from functools import cache

from drafter import prompts
from drafter.engines import ItemTask, OpeningTask, OutlineTask, Task, wire
from drafter.errors import PromptError
from drafter.kinds import form_fields
from drafter.schema import PARTS, Fact

_NO_MARKS = str.maketrans(wire.OPEN + wire.CLOSE, "〔〕")
"""Brackets that a note brings along must not pass for a source mark."""

_BLOCKS = ("answered", "previous", "findings", "instruction", "remark")
LONGEST_NOTE = 400
"""Characters of a fact that an outline is made from; notes are whole, only a pasted page is not."""

OUTLINE_LINE = 28
"""Tokens of a line of an outline, about."""

PATIENCE = 4
"""An answer of more than so many times the length asked for is not going to end."""


def messages(task: Task) -> tuple[str, str]:
    """System and user message; the facts carry their ids, nothing else of the notes is sent."""
    if isinstance(task, OutlineTask):
        return _outline(task)
    if isinstance(task, OpeningTask):
        return _opening(task)
    return _item(task)


def tokens(text: str) -> int:
    """Roughly how many tokens a text has: one for a Chinese character, one for four others."""
    wide = sum(1 for char in text if char >= "\u2e80")
    return wide + -(-(len(text) - wide) // 4)


def cost(task: Task) -> tuple[int, int]:
    """Tokens that a task sends, and that its answer may take, about."""
    return sum(map(tokens, messages(task))), _answer(task)


def longest(task: Task) -> int:
    """Characters beyond which an answer to a task will not end by itself."""
    return 600 + PATIENCE * _answer(task) * (1 if task.request.language == "zh" else 5)


def _answer(task: Task) -> int:
    if isinstance(task, OutlineTask):
        return OUTLINE_LINE * max(4, task.rule.count("\n") + 1)
    words = task.length or 120
    return words if task.request.language == "zh" else words * 3 // 2


def _outline(task: OutlineTask) -> tuple[str, str]:
    rules, ask, _ = _file(task.request.language, "outline.md")
    shown = []
    for part in PARTS:
        own = [_fact(fact, LONGEST_NOTE) for fact in task.facts if fact.part == part]
        shown += [f"[{part}]", *own] if own else []
    fields = form_fields(task.request)
    values = {
        "kind": task.kind.name, "unit": fields["unit"], "period": fields["period"],
        "facts": "\n".join(shown), "rule": task.rule,
    }  # fmt: skip
    return rules, prompts.render(ask, values)


def _opening(task: OpeningTask) -> tuple[str, str]:
    rules, ask, blocks = _file(task.request.language, "opening.md")
    values = {
        "kind": task.kind.name, "person": task.kind.person,
        "formula": " ".join(sentence.text for sentence in task.formula),
        "headings": " / ".join(task.headings) or "-",
        **_additions(task, blocks),
    }  # fmt: skip
    return rules, prompts.render(ask, values)


def _item(task: ItemTask) -> tuple[str, str]:
    rules, ask, blocks = _file(task.request.language, "item.md")
    fields = form_fields(task.request)
    values = {
        "kind": task.kind.name, "unit": fields["unit"], "period": fields["period"], "person": task.kind.person,
        "headings": " / ".join(task.headings) or "-",
        "part": task.kind.parts[task.part].title,
        "heading": task.heading or "-",
        "length": str(task.length),
        "facts": "\n".join(map(_fact, task.facts)),
        "answered": _block(blocks, "answered", task.answered),
        **_additions(task, blocks),
    }  # fmt: skip
    return rules, prompts.render(ask, values)


def _additions(task: ItemTask | OpeningTask, blocks: dict[str, str]) -> dict[str, str]:
    """What a redo or a repair adds; the last version only where something is said about it."""
    told = task.previous if task.instruction or task.findings else ()
    previous = "".join(wire.of_sentence(s.text, s.sources) for s in told)
    return {
        "previous": _block(blocks, "previous", previous),
        "findings": _block(blocks, "findings", "\n".join(f"- {finding.message}" for finding in task.findings)),
        "instruction": _block(blocks, "instruction", task.instruction),
        "remark": _block(blocks, "remark", task.remark),
    }


def _block(blocks: dict[str, str], name: str, text: str) -> str:
    return blocks[name].replace("{text}", text) + "\n" if text else ""


def _fact(fact: Fact, most: int = 0) -> str:
    said = f"{fact.theme}: {fact.text}" if fact.theme else fact.text
    return f"{wire.mark((fact.id,))} {_data(f'{said[:most]}…' if 0 < most < len(said) else said)}"


def _data(text: str) -> str:
    """A note's text as data: it cannot pass for a mark or for the end of the notes."""
    return " ".join(text.translate(_NO_MARKS).replace("<<<", "<<").replace(">>>", ">>").split("\n"))


@cache
def _cut(text: str, name: str) -> tuple[str, str, dict[str, str]]:
    pieces = text.split("\n---\n")
    if len(pieces) not in {2, 3}:
        raise PromptError(
            f"{name} has {len(pieces)} stretches between lines of ---; rules, task and blocks are expected"
        )
    found = re.split(r"(?m)^## (\w+)\n", f"{pieces[2]}\n" if len(pieces) == 3 else "")
    blocks = {key: value.strip() for key, value in zip(found[1::2], found[2::2], strict=True)}
    if wrong := [key for key in blocks if key not in _BLOCKS] + [key for key, v in blocks.items() if "{text}" not in v]:
        raise PromptError(
            f"the block {wrong[0]!r} of {name} is not known or has no {{text}}; known are {', '.join(_BLOCKS)}"
        )
    return pieces[0].strip(), pieces[1].strip(), blocks


def _file(language: str, name: str) -> tuple[str, str, dict[str, str]]:
    return _cut(prompts.read_text(language, name), f"{language}/{name}")
