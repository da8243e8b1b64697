"""What the writer decided about facts: moved, left out, merged, filled, chosen between."""

from __future__ import annotations

from collections.abc import Sequence

from drafter import figures, languages
from drafter.facts import lines
from drafter.schema import Chose, Decision, Draft, Dropped, Fact, Filled, Merged, Moved


def decide(facts: Sequence[Fact], draft: Draft) -> tuple[Fact, ...]:
    """The facts under the writer's decisions, in the order these were made; one that names no fact has lapsed."""
    by_id = {fact.id: fact for fact in facts}
    private = {fact.id for fact in facts if fact.reason == "private"}
    private |= {ruled.fact for ruled in draft.decisions if isinstance(ruled, Dropped) and ruled.reason == "private"}
    for decision in draft.decisions:
        if isinstance(decision, Merged) and decision.into not in by_id:
            continue
        for name in _named(decision):
            if name in by_id:
                changed = _ruled(by_id[name], decision, draft.request.language)
                if isinstance(decision, Moved) and name in private:  # the writer may; the checks say so
                    changed["flags"] = tuple(dict.fromkeys((*by_id[name].flags, "private")))
                by_id[name] = by_id[name].model_copy(update=changed)
    return tuple(by_id.values())


def _named(decision: Decision) -> tuple[str, ...]:
    """The facts that a decision is about; a confirmed finding is about none."""
    match decision:
        case Chose():
            return decision.facts
        case Filled():
            return (decision.placeholder.partition("#")[0],)
        case Moved() | Dropped() | Merged():
            return (decision.fact,)
        case _:
            return ()


def _ruled(fact: Fact, decision: Decision, language: str) -> dict[str, object]:
    """What a decision changes of a fact that it is about."""
    match decision:
        case Moved():
            read = fact.figures or languages.load(language).read_figures(fact.text)  # not read for what is left out
            return {"part": decision.part, "reason": None, "twin": None, "figures": read}
        case Dropped():
            return {"reason": decision.reason}
        case Merged():
            return {"reason": "duplicate", "twin": decision.into}
        case Chose():
            chosen = languages.load(language).read_figures(decision.value)
            holds = any(figures.same(f, value) for f in fact.figures for value in chosen)
            return {} if holds else {"reason": "superseded"}
        case Filled():
            return _filled(fact, decision, language)
        case _:
            return {}


def _filled(fact: Fact, decision: Filled, language: str) -> dict[str, object]:
    """A fact's text with its n-th placeholder's mark replaced by the value that the writer gave."""
    number = int(decision.placeholder.partition("#")[2] or 1)
    open_ones = [figure for figure in fact.figures if figure.type == "placeholder"]
    if not 1 <= number <= len(open_ones):
        return {}
    hole = open_ones[number - 1]
    text = fact.text[: hole.start] + lines.fill_mark(hole.text, decision.value) + fact.text[hole.end :]
    read = languages.load(language).read_figures(text)
    left = ("placeholder",) if any(figure.type == "placeholder" for figure in read) else ()
    kept = (flag for flag in fact.flags if flag not in {"placeholder", "filled"})
    return {"text": text, "figures": read, "flags": (*kept, *left, "filled")}
