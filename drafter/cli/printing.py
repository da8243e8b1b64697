"""What a person or a program is shown: messages and progress on stderr, lists of findings, JSON."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, TextIO, cast

from drafter.errors import EngineError

if TYPE_CHECKING:
    from drafter.events import Ended, Started
    from drafter.formats.surface import Change
    from drafter.schema import Draft, Finding, Sentence
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
                announce(event)
            elif isinstance(event, Finished | StoodIn):
                done += 1
                stood = f" (offline sentences stand in: {event.reason})" if isinstance(event, StoodIn) else ""
                if stood or sys.stderr.isatty():
                    say(f"{done}/{total} {event.item.heading or event.item.id}{stood}")
            elif isinstance(event, Ended):
                sum_up(event)
            elif isinstance(event, Outlined):
                total = max(total, len(event.report.items()) if done or total else total)
                if sys.stderr.isatty():
                    say(f"{event.report.title}: {len(event.report.items())} items")
    except KeyboardInterrupt:
        job.stop()
        say("stopped; what was finished is kept")
        return 130
    except EngineError as error:  # no fallback was allowed
        say(f"drafter: {error.line}")
        return 3
    return 0


def announce(event: Started) -> None:
    """Who writes, where the text goes and what it may cost, before anything is sent."""
    if not event.destination:
        say(f"{event.engine}: {event.items} items; nothing leaves this machine")
        if event.engine == "offline":
            say("offline: the notes are arranged in formal wording, not composed by a model")
        return
    say(f"{event.engine}: {event.items} items, about {event.tokens:,} tokens; your text goes to {event.destination}")


def sum_up(event: Ended) -> None:
    """What the run has cost, why it ended if not by itself, and what to know of the endpoint."""
    used = event.usage
    if used.calls:
        calls = "1 call" if used.calls == 1 else f"{used.calls} calls"
        cached = f" ({used.cached_tokens:,} of them cached)" if used.cached_tokens else ""
        about = "about " if used.estimated else ""
        say(
            f"{calls}, {about}{used.prompt_tokens:,} tokens in{cached}, {used.completion_tokens:,} out, "
            f"{used.seconds:.1f} s, {used.host}"
        )
    if event.why != "done":
        say(f"the model was not asked for everything: {event.why}")
    for remark in event.remarks:
        say(f"note: {remark}")


def list_findings(found: Sequence[Finding], draft: Draft, stream: TextIO) -> None:
    """The check list, one finding a line, worst first: what it is, where it stands, and the names by which blanks are filled."""
    for finding, data in zip(found, findings_as_data(found, draft), strict=True):
        blanks = f" ({', '.join(cast('list[str]', data['blanks']))})" if data["blanks"] else ""
        print(f"{finding.severity:<8}{finding.code:<18}{data['where']:<16}{finding.message}{blanks}", file=stream)
    print(_totals(found), file=stream)


def _totals(found: Sequence[Finding]) -> str:
    counts = {level: sum(f.severity == level for f in found) for level in ("error", "warning", "hint")}
    return f"{counts['error']} errors, {counts['warning']} warnings, {counts['hint']} hints"


def show_side_by_side(found: Sequence[Finding], draft: Draft, stream: TextIO) -> None:
    """Each finding with the sentence and the notes it is about, the places marked; then the totals."""
    from drafter import beyond

    items = (*draft.report.items(), *beyond.items(draft.report)) if draft.report else ()
    order = {item.id: place for place, item in enumerate(items)}
    listed = sorted(found, key=lambda f: (order.get(f.item or "", 999), f.sentence or 0, f.start))
    for finding, data in zip(listed, findings_as_data(listed, draft), strict=True):
        print(f"{finding.severity.upper()} {finding.code} {data['where']}\n  {finding.message}", file=stream)
        if data["sentence"]:
            print(f"  report: {_marked(str(data['sentence']), finding.start, finding.end)}", file=stream)
        for fact in draft.facts:
            if fact.id in finding.facts:
                spans = [span for span in finding.spans if span.fact == fact.id]
                text = _marked(fact.text, spans[0].start, spans[0].end) if spans else fact.text
                print(f"  note {fact.note}: {text}", file=stream)
        print(file=stream)
    print(_totals(found), file=stream)


def findings_as_data(found: Sequence[Finding], draft: Draft) -> list[dict[str, object]]:
    """Findings with the words that they are about: where each stands (`achievements/2`), the sentence, its notes, and the blanks
    (`12#1`) that `decide fill` would fill there.
    """
    from drafter import beyond, report

    places = report.targets(draft.report) if draft.report else {}
    said = (*draft.report.items(), *beyond.items(draft.report)) if draft.report else ()
    items = {item.id: item for item in said}
    facts = {fact.id: (number, fact) for number, fact in enumerate(draft.facts)}
    told = []
    for finding in found:
        item = items.get(finding.item or "")
        stands = item is not None and finding.sentence is not None and finding.sentence < len(item.sentences)
        sentence = item.sentences[finding.sentence or 0] if item and stands else None
        about = [
            fact for _, fact in sorted((facts[name] for name in finding.facts if name in facts), key=itemgetter(0))
        ]
        told.append({
            **finding.model_dump(),
            "where": places.get(finding.item or "", finding.item or "") if draft.report else "",
            "sentence": sentence.text if sentence else (item.heading or "" if item else ""),
            "notes": {fact.note: fact.text for fact in about},
            "blanks": _blanks(finding, sentence, draft) if sentence and finding.code == "placeholder" else [],
        })  # fmt: skip
    return told


def _blanks(finding: Finding, sentence: Sentence, draft: Draft) -> list[str]:
    """The open placeholders of the sentence's facts that read as the one that was found, by preference those that count the same."""
    words = sentence.text[finding.start : finding.end]
    alike = {
        f"{fact.id}#{number}": hole
        for fact in draft.facts
        if fact.id in sentence.sources
        for number, hole in enumerate((f for f in fact.figures if f.type == "placeholder"), 1)
        if hole.text == words
    }
    same = [name for name, hole in alike.items() if hole.counted and hole.counted[-2:] + words in finding.message]
    return same or list(alike)


def show_versions(draft: Draft, names: Sequence[str], *, as_json: bool) -> None:
    """What the items of these ids have been: who wrote each version and when, on what instruction, and how it begins."""
    from drafter import report
    from drafter.schema import join_sentences

    called = report.targets(draft.report) if draft.report else {}
    items = [item for item in (draft.report.items() if draft.report else ()) if item.id in names]
    if as_json:
        print_json(
            [
                {"id": item.id, "where": called[item.id], "versions": [each.model_dump() for each in item.versions]}
                for item in items
            ]
        )
        return
    for item in items:
        print(f"{called[item.id]} {item.heading or ''}".rstrip())
        for number, version in enumerate(item.versions, 1):
            asked = f" [{version.instruction}]" if version.instruction else ""
            print(
                f"  {number} {version.by:<6}{version.at}{asked}  {join_sentences(version.sentences)[:SHOWN]}".rstrip()
            )


SHOWN = 60
"""Characters of a version that the list of versions shows."""

AROUND = 40
"""Characters shown on either side of a marked place."""


def _marked(text: str, start: int, end: int) -> str:
    """A text with a place marked, the rest of a long one left out."""
    if end <= start:
        return text if len(text) <= 3 * AROUND else f"{text[: 3 * AROUND]}…"
    before, after = text[:start], text[end:]
    before = before if len(before) <= AROUND else f"…{before[-AROUND:]}"
    after = after if len(after) <= AROUND else f"{after[:AROUND]}…"
    return f"{before}>>{text[start:end]}<<{after}"


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
