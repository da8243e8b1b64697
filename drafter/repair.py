"""Findings to another try: the same item's task with its previous text and what was wrong with it."""

from __future__ import annotations

from dataclasses import replace

from drafter.engines import ItemTask
from drafter.errors import Malformed
from drafter.schema import Finding, Sentence


def repair_task(task: ItemTask, sentences: tuple[Sentence, ...], errors: tuple[Finding, ...]) -> ItemTask:
    """The task for the next try: nothing of it changes but the previous text and the findings."""
    return replace(task, previous=sentences, findings=errors)


def gave_up(errors: tuple[Finding, ...]) -> Malformed:
    """The error that ends an item's tries; it says what the model could not get right."""
    return Malformed(f"the model's text did not pass the checks: {errors[0].message}" if errors else "no try was left")
