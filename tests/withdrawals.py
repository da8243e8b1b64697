"""Learns which line another takes back altogether, out of the rows of tests/data/links.tsv whose values are `-`.

A choice between all other lines and none (conditional logit, ridge), fitted by L-BFGS. How much a line sounds like taking back is
said by a model that has not seen its case, so that the choice learns how far that can be trusted.
"""

import numpy as np
from scipy.optimize import minimize

from drafter.facts import links, reasons, settling, withdrawals
from tests import judge, rivals
from tests import links as annotated
from tests.learning import likely

SHRINK = 1.0


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
    known = list(chosen(language, weights))
    names = sorted({name for told, _ in known for one in told for name in one})
    rows = [np.array([[one.get(name, 0.0) for name in names] for one in told]) for told, _ in known]
    scale = np.vstack(rows).std(0)
    scale[scale == 0] = 1.0
    rows = [row / scale for row in rows]

    def loss(weights):
        value, slope = SHRINK * weights @ weights / 2, SHRINK * weights
        for row, (_, right) in zip(rows, known, strict=True):
            size = np.exp(row @ weights - (row @ weights).max())
            each = size / size.sum()
            ours = np.where(right, each, 0) / (each[right].sum() + 1e-12)
            value -= np.log(each[right].sum() + 1e-12)
            slope = slope + row.T @ (each - ours)
        return value, slope

    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x / scale
    return rivals.table(dict(zip(names, fitted, strict=True)))
