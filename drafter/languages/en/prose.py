"""Joins English statements into sentences: few facts each, full verbs, no two neighbours opening alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from drafter import text as texts
from drafter.languages.en.formal import formal, spans_kept
from drafter.languages.en.lexicon import lower, wording
from drafter.languages.en.sentences import clauses, is_label, labelled, opened, sentence
from drafter.schema import Fact, PartName

MAX_WORDS = 32


def compose(facts: Sequence[Fact], part: PartName, _period: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Formal sentences with the ids of the facts that each rests on; every fact is in at least one."""
    said: list[tuple[str, tuple[str, ...]]] = []
    theme = ""
    for fact in facts:
        label = fact.theme if fact.theme != theme else ""
        theme = fact.theme
        said += [(text, (fact.id,)) for text in _say(fact, part, label)]
    return tuple(_vary(_join(said)))


def _say(fact: Fact, part: PartName, label: str) -> list[str]:
    """A fact's sentences without their stops; the writer's label leads where it names a thing that the words do not say."""
    text = formal(fact.text) or fact.text.strip()
    pieces = clauses(text) or [text]
    name = formal(label.lower() if label.isupper() and len(label) > 4 else label)
    leads = name and is_label(name) and texts.overlap(name, text) < 0.6
    first = opened(labelled(lower(name), pieces[0], part)) if leads else sentence(pieces[0], part)
    told = (first, *(sentence(piece, part) for piece in pieces[1:]))
    said = [line for told_ in told for line in told_.split("\n") if line]
    quoted = re.findall("“[^”]*”", text)
    if said and spans_kept(text, " ".join(said)) and all(quote in " ".join(said) for quote in quoted):
        return said
    plain = f"We recorded {text}"  # wording must not cost a figure
    return [plain if spans_kept(text, plain) else text]


def _join(said: Sequence[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """Two short neighbours that both open with `We` share it: `We planted A and tested B`."""
    joined: list[tuple[str, tuple[str, ...]]] = []
    for text, ids in said:
        if joined and _can_share(joined[-1][0], text) and len(set(joined[-1][1]) | set(ids)) <= 2:
            before, ids_before = joined[-1]
            lead = (
                "We will "
                if text.startswith("We will ")
                else "We recorded "
                if text.startswith("We recorded ")
                else "We "
            )
            joined[-1] = (f"{before} and {text.removeprefix(lead)}", tuple(dict.fromkeys((*ids_before, *ids))))
        else:
            joined.append((text, ids))
    return joined


def _can_share(before: str, text: str) -> bool:
    if " and " in before or " and " in text or "," in before or "(" in before or ":" in before + text:
        return False
    if len(before.split()) + len(text.split()) > MAX_WORDS:
        return False
    for lead in ("We will ", "We recorded "):
        if before.startswith(lead) or text.startswith(lead):
            return before.startswith(lead) and text.startswith(lead)
    return before.startswith("We ") and text.startswith("We ") and re.match(r"We \w+(?:ed|t|n|w|d)\b", text) is not None


def _vary(sentences: Sequence[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """Stops, and a connective where two neighbours would open with the same word."""
    links = cast("list[str]", wording()["connectives"])
    done: list[tuple[str, tuple[str, ...]]] = []
    used = 0
    for text, ids in sentences:
        body = text
        if done and body.split()[0] == done[-1][0].split()[0]:
            link = next(
                text for text in (*links[used % len(links) :], *links) if text.split()[0] != done[-1][0].split()[0]
            )
            body = link + (lower(body) if body.split()[0] != "I" else body)
            used += 1
        done.append((_stop(body), ids))
    return done


def _stop(text: str) -> str:
    text = text.strip(" ,;:")
    return text if re.search(r"[.!?][”)]?$", text) else f"{text}."
