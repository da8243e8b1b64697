"""What a person or a program is shown: messages and progress on stderr, lists of findings, JSON."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from drafter.formats.surface import Change
    from drafter.schema import Finding
    from drafter.service import Job


def say(text: str) -> None:
    """A line on stderr, where it disturbs no pipe."""
    print(text, file=sys.stderr)


def follow(job: Job) -> int:
    """Show a job's progress on stderr until it ends; Ctrl-C stops it, keeps what is finished, and gives 130."""
    from drafter.events import Ended, Finished, Outlined, Started, StoodIn

    done, total = 0, 0
    try:
        for event in job.events():
            if isinstance(event, Started):
                total = event.items
                where = f"your text goes to {event.destination}" if event.destination else "nothing leaves this machine"
                say(f"{event.engine}: {total} items; {where}")
                if event.engine == "offline":
                    say("offline: the notes are arranged in formal wording, not composed by a model")
            elif isinstance(event, Finished | StoodIn):
                done += 1
                stood = f" (offline sentences stand in: {event.reason})" if isinstance(event, StoodIn) else ""
                if stood or sys.stderr.isatty():
                    say(f"{done}/{total} {event.item.heading or event.item.id}{stood}")
            elif isinstance(event, Ended) and event.usage.calls:
                used = event.usage
                say(f"{used.calls} calls, {used.prompt_tokens} + {used.completion_tokens} tokens, {used.seconds:.1f} s")
            elif isinstance(event, Outlined) and sys.stderr.isatty():
                say(event.report.title)
    except KeyboardInterrupt:
        job.stop()
        say("stopped; what was finished is kept")
        return 130
    return 0


def list_findings(found: Sequence[Finding], stream: TextIO) -> None:
    """The check list, one finding a line, worst first."""
    for finding in found:
        print(f"{finding.severity:<8}{finding.code:<18}{finding.message}", file=stream)
    counts = {level: sum(f.severity == level for f in found) for level in ("error", "warning", "hint")}
    print(f"{counts['error']} errors, {counts['warning']} warnings, {counts['hint']} hints", file=stream)


MOST_CHANGES = 12
"""How many changes of the surface are shown one by one."""


def list_changes(changes: Sequence[Change]) -> None:
    """What was put right for print, on stderr."""
    for change in changes[:MOST_CHANGES]:
        say(f"put right for print: {change.before} -> {change.after}")
    if len(changes) > MOST_CHANGES:
        say(f"and {len(changes) - MOST_CHANGES} more places")


def print_json(value: object) -> None:
    """A value as one line of JSON on stdout."""
    import json

    print(json.dumps(value, ensure_ascii=False))
