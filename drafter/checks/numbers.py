"""Every figure of a sentence stands in the facts that it cites, in the form, or in the kind's fixed wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter import figures
from drafter.checks.rules import Rules
from drafter.schema import Fact, Figure, Finding, Item, Sentence

CODES = {
    "figure-unsourced": "a figure, date or code that none of the sentence's sources holds",
    "figure-elsewhere": "a figure that stands in a note which the sentence does not cite",
}


def check(item: Item, facts: Sequence[Fact], rules: Rules) -> Iterator[Finding]:
    """One finding for each figure that is in none of its sentence's sources."""
    by_id = {fact.id: fact for fact in facts}
    for index, sentence in enumerate(item.sentences):
        cited = tuple(by_id[source] for source in sentence.sources if source in by_id)
        for number in rules.figures(sentence.text):
            if number.type == "placeholder" or _supported(number, sentence, cited, rules):
                continue
            elsewhere = tuple(fact for fact in facts if any(figures.same(number, f) for f in fact.figures))
            code = "figure-elsewhere" if elsewhere else "figure-unsourced"
            yield rules.finding(
                code, "error", item=item, sentence=index, span=(number.start, number.end), facts=elsewhere or cited,
                figure=number.text,
            )  # fmt: skip


def _supported(number: Figure, sentence: Sentence, cited: Sequence[Fact], rules: Rules) -> bool:
    known = [f for fact in cited for f in (*fact.figures, *rules.figures(fact.theme))]
    if any(figures.same(number, other) for other in known):
        return True
    if number.type == "date" and _date_supported(number, known, cited, rules):
        return True
    if any(source.startswith(("form:", "kind:")) for source in sentence.sources):
        fixed = rules.figures(f"{rules.form_text}\n{' '.join(rules.kind.opening)}\n{rules.kind.closing}")
        return any(figures.same(number, other) for other in fixed)
    return False


def _date_supported(number: Figure, known: Sequence[Figure], cited: Sequence[Fact], rules: Rules) -> bool:
    """The period's own years may stand anywhere, and complete a date that the note gives without a year."""
    if number.value in rules.years or (number.value == rules.last_year and rules.speaks_of_last_year(cited)):
        return True
    years = {*rules.years, rules.last_year}
    return number.value[:4] in years and any(figures.same_date(number, other) for other in known)
