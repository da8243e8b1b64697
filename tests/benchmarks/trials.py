"""The rows of the faithfulness table: each takes a true pseudo-draft and gives a copy with one lie in it, and where the lie is."""

from collections.abc import Callable
from dataclasses import dataclass

from drafter.schema import Draft, Sentence
from tests.benchmarks import corruptions, naming, pseudo, rewordings


@dataclass(frozen=True)
class Trial:
    """A draft with one lie. `places` are (item, sentence): each is counted; with `fact`, naming that fact counts too."""

    draft: Draft
    places: tuple[tuple[str, int], ...]
    fact: str = ""


@dataclass(frozen=True)
class Row:
    name: str
    bar: str
    tries: Callable
    variant: str = "plain"
    sources: bool = True


def edited(change):
    """A row that changes the text of one sentence."""

    def tries(base, planned, rng, world):
        text = change(base.text(planned), rng)
        return None if text is None or text == base.text(planned) else replaced(base, planned, text)

    return tries


def replaced(base, planned, text, sources=None, fact=""):
    """The trial in which a planned sentence reads otherwise; text empty: the sentence is gone."""
    sentences = list(base.item(planned.item).sentences)
    if text:
        old = sentences[planned.index]
        sentences[planned.index] = old.model_copy(
            update={"text": text, "sources": old.sources if sources is None else sources}
        )
    else:
        sentences[planned.index : planned.index + 1] = []
    return Trial(pseudo.with_sentences(base.draft, planned.item, sentences), ((planned.item, planned.index),), fact)


def added(base, planned, text):
    """The trial in which an item ends with one more sentence, which cites what the planned one cites."""
    sentences = base.item(planned.item).sentences
    more = (*sentences, Sentence(text=text, sources=planned.facts[:1]))
    return Trial(pseudo.with_sentences(base.draft, planned.item, more), ((planned.item, len(sentences)),))


def invented_statistic(base, planned, rng, world):
    if rng.random() < 0.5:
        text = corruptions.invent_statistic(base.text(planned), rng)
        return replaced(base, planned, text)
    return added(base, planned, corruptions.statistic_of_its_own(base.document.language, rng))


def invented_claim(base, planned, rng, world):
    return added(base, planned, rng.choice(corruptions.CLAIMS[base.document.language]))


def of_another_report(base, planned, rng, world):
    pools = [
        s
        for document in world
        if document.name != base.document.name and document.language == base.document.language
        for s in document.sentences
    ]
    ours = set(base.texts.values())
    pools = [s for s in pools if len(s) >= 15 and s not in ours]
    return added(base, planned, rng.choice(pools)) if pools else None


def swapped_between(base, planned, rng, world):
    others = [p for p in base.sentences if p is not planned and not set(p.facts) & set(planned.facts)]
    rng.shuffle(others)
    for other in others[:12]:
        both = corruptions.swap_between(base.text(planned), base.text(other), rng)
        if both:
            first = replaced(base, planned, both[0])
            second = list(pseudo_item(first.draft, other.item).sentences)
            second[other.index] = second[other.index].model_copy(update={"text": both[1]})
            draft = pseudo.with_sentences(first.draft, other.item, second)
            return Trial(draft, ((planned.item, planned.index), (other.item, other.index)))
    return None


def pseudo_item(draft, name):
    return next(item for item in draft.report.items() if item.id == name)


def renamed(*sorts):
    """A row that renames a name of these sorts, where one stands in the sentence."""

    def tries(base, planned, rng, world):
        ours = [(sort, name) for fact, sort, name in base.names if fact in planned.facts and sort in sorts]
        rng.shuffle(ours)
        for sort, name in ours:
            text = naming.rename(base.text(planned), name, sort, base.document.language, rng)
            if text:
                return replaced(base, planned, text)
        return None

    return tries


def fact_dropped(base, planned, rng, world):
    """A fact's words go from the sentence, or the whole sentence where it has but one; now and then its source still stands."""
    at = rng.randrange(len(planned.facts))
    pieces = planned.pieces[:at] + planned.pieces[at + 1 :]
    text = rewordings.join(pieces, planned.opener, base.document.language) if pieces else ""
    kept = planned.facts if rng.random() < 0.5 else tuple(f for f in planned.facts if f != planned.facts[at])
    return replaced(base, planned, text, kept, planned.facts[at])


def clause_dropped(base, planned, rng, world):
    at = rng.randrange(len(planned.facts))
    piece = corruptions.drop_clause(planned.pieces[at], rng)
    if piece is None:
        return None
    pieces = (*planned.pieces[:at], piece.rstrip("，；, "), *planned.pieces[at + 1 :])
    return replaced(
        base, planned, rewordings.join(pieces, planned.opener, base.document.language), None, planned.facts[at]
    )


ROWS = (
    Row("altered digit", "≥ 99.5", edited(corruptions.alter_digit)),
    Row("unit swapped", "≥ 99.5", edited(corruptions.swap_unit)),
    Row("invented statistic", "≥ 99.5", invented_statistic),
    Row("近/超 flipped (nearly, more than)", "≥ 99.5", edited(corruptions.flip_near)),
    Row("silently rounded", "≥ 99.5", edited(corruptions.round_silently)),
    Row("figures swapped between sentences, with sources", "≥ 99", swapped_between),
    Row("figures swapped between sentences, without sources", "≥ 90", swapped_between, sources=False),
    Row("figures swapped inside one sentence", "≥ 93", edited(corruptions.swap_inside)),
    Row("changed year", "≥ 99", edited(corruptions.change_year), "years"),
    Row("organisation renamed", "≥ 80", renamed("org"), "names"),
    Row("person renamed", "≥ 80", renamed("person"), "names"),
    Row("place renamed", "≥ 80", renamed("place"), "names"),
    Row("renamed, the form lists the name", "≥ 97", renamed("org", "person"), "listed"),
    Row("quoted phrase or title altered", "100", edited(corruptions.alter_quote)),
    Row("placeholder filled", "100", edited(corruptions.fill_placeholder), "placeholders"),
    Row("direction flipped", "≥ 97", edited(corruptions.flip_direction)),
    Row("negated", "≥ 97", edited(corruptions.negate)),
    Row("plan told as done", "≥ 97", edited(corruptions.tell_as_done)),
    Row("sentence from another report", "≥ 99", of_another_report),
    Row("claim invented, no figure", "", invented_claim),
    Row("fact dropped", "≥ 98", fact_dropped),
    Row("clause dropped", "≥ 98", clause_dropped),
)
