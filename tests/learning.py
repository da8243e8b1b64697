"""Logistic regression over the features of lines, and of choices between lines, for tests/make_tables.py.

Features seen in fewer than three lines are left out, so that no case is learned by heart.
"""

import math
from collections import Counter

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

SEEN = 3
FREE = 10.0
NEAR = 1e-6
"""How near the weights come to the only best ones. By L-BFGS at its usual 1e-4 they lay up to 1.8 away from them, in another
direction on each kind of processor, so that no machine could tell whether a table was stale; Newton's method takes a fifth of the time.
"""

ROUNDS = 200
HEAVY = 3
LEAST = 0.3
"""What a feature weighs at least that stands in lines of all classes alike, beside one that tells them well apart."""

FOLDS = 3


def is_case(where):
    """Whether a line is of whole notes and no row of tests/data."""
    return " " not in where


def likely(weights, found):
    known = [weights[f] for f in found if f in weights]
    scores = np.array(weights[""]) + sum(map(np.array, known)) / math.sqrt(len(known) or 1)
    size = np.exp(scores - scores.max())
    return size / size.sum()


def learn(lines, classes, counts=None):
    """Feature to [weight for each class]; the bias stands under the empty feature. Of lines that are written there are so many
    more than of others that each of the others counts `HEAVY` times; `counts`: how often each line counts beside that.
    """
    lines = list(lines)
    seen = Counter(feature for found, _ in lines for feature in found)
    names = {feature: index for index, feature in enumerate(sorted(f for f in seen if seen[f] >= SEEN))}
    known = [[names[feature] for feature in sorted(found) if feature in names] for found, _ in lines]
    sizes = [len(row) for row in known]
    data = np.repeat([1 / math.sqrt(size or 1) for size in sizes], sizes)
    rows = csr_matrix((data, np.concatenate(known).astype(int), np.cumsum([0, *sizes])), (len(lines), len(names)))
    labels = np.array([label for _, label in lines])
    telling = tells(rows > 0, labels, classes)
    heavy = {label: HEAVY if "none" in classes and label != "none" else 1 for label in classes}
    model = LogisticRegression(C=FREE, class_weight=heavy, solver="newton-cg", tol=NEAR, max_iter=ROUNDS)
    model.fit(rows @ diags(telling), labels, counts)
    weights, bias = model.coef_ * telling, model.intercept_
    if len(model.classes_) == 2:  # one row speaks for the second class alone
        weights, bias = np.vstack([-weights[0] / 2, weights[0] / 2]), np.array([-bias[0] / 2, bias[0] / 2])
    order = [list(model.classes_).index(label) for label in classes]
    return {"": list(bias[order]), **{feature: list(weights[order, index]) for feature, index in names.items()}}


def tells(held, labels, classes):
    """How far each feature tells the classes apart in these lines, for a start: those that stand in all alike may weigh less
    (naive Bayes as the scale of a linear model, Wang and Manning 2012).
    """
    ratios = []
    for label in classes:
        its, others = (np.asarray(held[which].sum(0)).ravel() + 1 for which in (labels == label, labels != label))
        ratios.append(np.abs(np.log((its / its.sum()) / (others / others.sum()))))
    return LEAST + (1 - LEAST) * np.mean(ratios, axis=0)


def choosing(known, shrink=1.0):
    """Feature to weight of a choice between several things (conditional logit, ridge), by L-BFGS; `known`: what is told of each of
    them, and which are right.
    """
    names = sorted({name for told, _ in known for one in told for name in one})
    rows = [np.array([[one.get(name, 0.0) for name in names] for one in told]) for told, _ in known]
    scale = np.vstack(rows).std(0)
    scale[scale == 0] = 1.0
    rows = [row / scale for row in rows]

    def loss(weights):
        value, slope = shrink * weights @ weights / 2, shrink * weights
        for row, (_, right) in zip(rows, known, strict=True):
            size = np.exp(row @ weights - (row @ weights).max())
            each = size / size.sum()
            ours = np.where(right, each, 0) / (each[right].sum() + 1e-12)
            value -= np.log(each[right].sum() + 1e-12)
            slope = slope + row.T @ (each - ours)
        return value, slope

    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x / scale
    return dict(zip(names, fitted, strict=True))


def crossed(known, classes, names, counts):
    """Case, of those named, to the weights that the lines of other cases teach, so that what is learned on top of them learns how far
    they are right; `counts`: how often each line counts.
    """
    found = {}
    for fold in range(FOLDS):
        held = set(sorted(names)[fold::FOLDS])
        rest = [(features, label, count) for (where, features, label), count in zip(known, counts, strict=True)
                if where not in held]  # fmt: skip
        lines = [(features, label) for features, label, _ in rest]
        found |= dict.fromkeys(held, learn(lines, classes, [count for *_, count in rest]))
    return found
