"""A task as the messages of a chat: the rules first and the same for every call, the task last."""

from __future__ import annotations

from typing import cast

from drafter import prompts
from drafter.engines import ItemTask
from drafter.kinds import form_fields

_NO_MARKS = str.maketrans("⟦⟧", "〔〕")
"""Brackets that a note brings along must not pass for a source mark."""


def messages(task: ItemTask) -> tuple[str, str]:
    """System and user message for an item; the facts carry their ids, nothing else of the notes is sent."""
    language = task.request.language
    rules, _, ask = prompts.read_text(language, "item.md").partition("\n---\n")
    fields = form_fields(task.request)
    blocks = cast("dict[str, dict[str, str]]", prompts.read_table(language, "language.toml"))["blocks"]

    def block(name: str, text: str) -> str:
        return blocks[name].replace("{text}", text) if text else ""

    user = prompts.render(
        ask.strip(),
        {
            "kind": task.kind.name,
            "unit": fields["unit"],
            "period": fields["period"],
            "person": task.kind.person,
            "headings": " / ".join(task.headings) or "-",
            "part": task.kind.parts[task.part].title,
            "heading": task.heading or "-",
            "length": str(task.length),
            "facts": "\n".join(
                f"⟦{fact.id}⟧ {f'{_label(fact.theme)}{fact.text}'.translate(_NO_MARKS)}" for fact in task.facts
            ),
            "answered": block("answered", task.answered),
            "previous": block("previous", _wire(task) if task.instruction or task.findings else ""),
            "findings": block("findings", "\n".join(f"- {finding.message}" for finding in task.findings)),
            "instruction": block("instruction", task.instruction),
        },
    )
    return rules.strip(), user


def _label(theme: str) -> str:
    return f"{theme}: " if theme else ""


def _wire(task: ItemTask) -> str:
    return "".join(f"{s.text}⟦{','.join(s.sources)}⟧" for s in task.previous)
