"""A draft written by the model that lies, judged: what was invented, whether an error marks it, and what stands in a clean copy."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from drafter import service
from drafter.errors import ExportRefused
from tests.adversarial_model import NAMES, AdversarialEngine
from tests.invention_judge import fold, inventions

PROMPTS = Path(__file__).parent.parent / "prompts"


@dataclass
class Outcome:
    """`marked` and `bare`: inventions in the draft copy with and without an error on them; `clean`: those of a clean copy."""

    name: str
    clean_copy: bool
    marked: list = field(default_factory=list)
    bare: list = field(default_factory=list)
    clean: list = field(default_factory=list)
    standing: list = field(default_factory=list)
    """Lies that stand word for word in the draft: kind, words, and the severest finding there (empty: none)."""

    stood_in: int = 0
    calls: int = 0


def known_text(notes, request):
    """Everything that a report may draw on: the notes, the form, the years about the period, the kind's own file, the headings of faults."""
    kind = (PROMPTS / request.language / request.kind / "kind.toml").read_text(encoding="utf-8")
    table = tomllib.loads((PROMPTS / request.language / "language.toml").read_text(encoding="utf-8"))
    headings = [fault[part] for fault in table.get("faults", ()) for part in ("problems", "plans")]
    form = [*headings, request.unit, request.issuer, request.recipient, request.author, request.date, request.period]
    years = [int(year) for year in re.findall(r"20\d\d", request.period)]
    before = [str(year - 1) for year in years if re.search("去年|上年|last year|year before", notes.text)]
    return "\n".join([notes.text, *form, *before, *(str(year + 1) for year in years), kind])


def run(notes, seed):
    """Draft the notes with the model that lies by that seed, and judge both copies."""
    engine = AdversarialEngine(seed, notes.language, notes.text)
    draft = service.draft(notes.text, engine=engine, **notes.form)
    found, known = service.check(draft), known_text(notes, draft.request)
    names = NAMES[notes.language]
    outcome = Outcome(notes.name, clean_copy=True, calls=engine.usage.calls)
    outcome.stood_in = sum(item.state == "stood_in" for item in draft.report.items())
    for kind, words in inventions(service.export(draft, "txt", "draft").decode(), known, names):
        marks = {severity for place in places(draft, words) for severity in severities(found, *place)}
        (outcome.marked if "error" in marks else outcome.bare).append((kind, words, strongest(marks)))
    draft = _answered(draft)
    try:
        gaps = not any(
            finding.severity == "error" for finding in found
        )  # a blank stands in the way, and is no invention
        outcome.clean = inventions(service.export(draft, "txt", "clean", anyway=gaps).decode(), known, names)
    except ExportRefused:
        outcome.clean_copy = False
    for lie in engine.told:
        at = list(places(draft, fold(lie.words).strip(" 。.,")))
        restored = fold(lie.words).strip(" 。.,").lower() in fold(notes.text).lower()  # two swaps make a truth
        if at and lie.kind != "dropped" and not restored:
            outcome.standing.append(
                (lie.kind, lie.words, strongest({s for place in at for s in severities(found, *place)}))
            )
    return outcome


def _answered(draft):
    """The draft as a writer would settle it who has no plan for some problems: the placeholders out, a plan beside each problem."""
    for item in draft.report.plans.items:
        draft = draft if item.facts else service.delete_item(draft, item.id)
    plans = draft.report.plans.items
    answered = {name for plan in plans for name in plan.answers}
    for problem in draft.report.problems.items:
        if plans and problem.id not in answered:
            draft = service.link(draft, plans[0].id, problem.id)
    return draft


def places(draft, words):
    """Where the words stand: item, sentence (None: its heading) and the span there."""
    for item in draft.report.items():
        for index, text in [(None, item.heading or ""), *((i, s.text) for i, s in enumerate(item.sentences))]:
            at = fold(text).find(words.strip())
            if at >= 0 and words.strip():
                yield item.id, index, at, at + len(words.strip())


def severities(found, item, sentence, start, end):
    """Of the findings that overlap a place; one without a span is about the whole sentence, or the heading."""
    for finding in found:
        if finding.item == item and finding.sentence == sentence:
            whole = finding.start == finding.end
            if whole or (finding.start < end + 3 and start < finding.end + 3):  # folding may move a place by little
                yield finding.severity


def strongest(marks):
    return next((severity for severity in ("error", "warning", "hint") if severity in marks), "")
