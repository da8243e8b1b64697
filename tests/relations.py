"""Learns which figures of notes were meant to give each other, from the tagged lines of the annotated cases.

Which of several sums an annotation means is not said: each round takes the one that is likeliest by what was learned before.
"""

from drafter.checks.arithmetic import relations, spots
from drafter.checks.weighing import described
from tests import rivals

ROUNDS = 4
LEANS = -0.4
"""Added to the bias: below zero, findings come later."""
SHRINK = 6.0
"""Many features, few of them in many relations: by cross-validation a third fewer false alarms than with `rivals.SHRINK`."""


def tagged(language):
    """(case, tags, features) of every relation that misses by little; a tag where all its lines, or its whole's, bear it."""
    for case, draft, rules in rivals.drafted(language):
        marked = rivals.groups(case, "s")
        found = list(relations(spots([fact for fact in draft.facts if fact.wanted], rules), rules))
        for relation, told in described(found, rules):
            lines = {spot.line for spot in relation.spots}
            tags = [tag for tag, group in marked.items() if lines & group and (lines <= group or len(group) == 1)]
            yield case.name, tags, told


def learn(data):
    """Feature to weight."""
    chosen = {}
    for index, (case, tags, told) in enumerate(data):  # at first the nearest miss of each tag
        for tag in tags:
            off = next((value for name, value in told.items() if name.endswith(": off")), 0)
            if (case, tag) not in chosen or off < chosen[case, tag][0]:
                chosen[case, tag] = (off, index)
    for _ in range(ROUNDS):
        wanted = {index for _, index in chosen.values()}
        kept = [(case, "s" if index in wanted else "", told) for index, (case, tags, told) in enumerate(data)
                if index in wanted or not tags]  # fmt: skip
        weights = rivals.learn(kept, LEANS, SHRINK)
        chosen = {}
        for index, (case, tags, told) in enumerate(data):
            score = sum(weights.get(name, 0.0) * value for name, value in told.items())
            for tag in tags:
                if (case, tag) not in chosen or -score < chosen[case, tag][0]:
                    chosen[case, tag] = (-score, index)
    return weights
