"""Who writes: prompts shown instead of sent, the engine chosen, and the model clients loaded while other work is done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from drafter.cli.printing import say
from drafter.errors import InputError

if TYPE_CHECKING:
    from drafter.engines import Task
    from drafter.schema import Draft
    from drafter.service import Order


def show_prompts(draft: Draft, order: Order, folder: Path | None) -> int:
    """Print every prompt that the run would send, or write them into a folder as 1.txt, 2.txt, …; nothing is sent."""
    from drafter import pipeline

    tasks = pipeline.prompts(draft, order)
    if folder is not None:
        write_prompts(tasks, folder)
        return 0
    from drafter.engines import rendering

    for number, task in enumerate(tasks, 1):
        sent, back = rendering.cost(task)
        print(f"=== {number}/{len(tasks)}: about {sent:,} tokens in, {back:,} out")
        print(prompt_text(task))
    total = sum(sum(rendering.cost(task)) for task in tasks)
    say(f"{len(tasks)} prompts, about {total:,} tokens; nothing was sent. Items are as the rules outline them.")
    return 0


def prompt_text(task: Task) -> str:
    """A prompt as one text: the rules, then the task."""
    from drafter.engines import rendering

    return "\n\n".join(rendering.messages(task)) + "\n"


def write_prompts(tasks: tuple[Task, ...], folder: Path) -> None:
    """One file a prompt; `InputError` when the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, task in enumerate(tasks, 1):
            (folder / f"{number}.txt").write_text(prompt_text(task), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{str(folder)!r} is no folder that can be written: {error.strerror}") from error
    say(f"{len(tasks)} prompts written into {folder}; nothing was sent")


def with_engine(draft: Draft, engine: str) -> Draft:
    """The draft to be written on by that engine; a file never chooses where text is sent."""
    return draft.model_copy(update={"request": draft.request.model_copy(update={"engine": engine})})


def warm(engine: str) -> None:
    """Begin to load the model clients when a model will be asked: it takes seconds, and the notes can be read meanwhile."""
    from drafter.settings import read_settings

    settings = read_settings()
    if engine not in {"", "auto", "offline", "scripted"} or (
        engine != "offline" and (settings.model or settings.base_url)
    ):
        from drafter.engines import clients

        clients.warm()
