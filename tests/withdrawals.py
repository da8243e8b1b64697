"""Learns which line another takes back altogether, out of the rows of tests/data/links.tsv whose values are `-`.

A choice between all other lines and none. How much a line sounds like taking back is said by a model that has not seen its case, so
that the choice learns how far that can be trusted.
"""

import numpy as np

from drafter.facts import links, reasons, settling, withdrawals
from tests import judge, rivals
from tests import links as annotated
from tests.learning import choosing, likely


def chosen(language, weights):
    """(what tells for each choice, whether it is right) of every line that might take another back; `weights`: case to those by
    which its lines sound so.
    """
    for name, cue, found in annotated.read(language):
        matters = links.Matters(found, cue)
        rows = {row[:2] for row in judge.links().get(name, ()) if row[2] == "-" and row[0] != row[1]}
        sounds = [likely(weights[name], reasons.features(f.text, cue))[0] for f in found]
        for index, fact in enumerate(found):
            if fact.reason in settling.MUTE or (sounds[index] < withdrawals.SOUNDS and fact.reason != "retracted"):
                continue
            others, none = withdrawals.choices(index, found, sounds, matters, cue)
            right = [(found[place].note, fact.note) in rows for place in others]
            if others:
                yield [*others.values(), none], np.array([*right, not any(right)])


def table(language, weights):
    """The text of withdrawals.tsv."""
    return rivals.table(choosing(list(chosen(language, weights))))
