"""Learns how wording speaks for a part, from the annotated lines: `python -m tests.make_sorting` writes prompts/*/sorting.tsv.

Logistic regression over the features of `drafter.facts.cues`, by stochastic gradient descent with a fixed seed; features seen in
fewer than three lines are left out, so that no case is learned by heart. `--cross` prints what five-fold cross-validation finds.
"""

import math
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from drafter import kinds, languages
from drafter import text as texts
from drafter.facts import cues, sorting
from drafter.schema import PARTS
from tests import judge

DATA = Path(__file__).parent / "data"
PROMPTS = Path(__file__).parent.parent / "prompts"
SEEN = 3
EPOCHS, RATE, SHRINK = 25, 0.6, 2e-3


def annotated(language):
    """(where from, features, part) of every line that bears one part."""
    known = {kind.id: kind for kind in kinds.list_kinds() if kind.language == language}
    for case in judge.cases():
        if case.header["kind"] in known:
            cue = cues.for_kind(known[case.header["kind"]], case.header.get("period", ""))
            for line in case.lines:
                if line.bears and len(line.roles) == 1:
                    yield case.name, features(cue, line.text), line.roles[0]
    lines = DATA / f"lines_{language}.tsv"
    cue = cues.for_kind(next(iter(known.values())), "2025")
    for number, row in enumerate(lines.read_text(encoding="utf-8").splitlines() if lines.exists() else ()):
        part, _, text = row.partition("\t")
        yield f"line {number // 20}", features(cue, text), part


def features(cue, text):
    bare = texts.strip_mark(text)
    return {*languages.load(cue.language).words(bare), *cue._marks(bare)}


def learn(lines):
    """Feature to [weight for each part]; the bias stands under the empty feature."""
    seen = Counter(feature for found, _ in lines for feature in found)
    names = {feature: index for index, feature in enumerate(["", *sorted(f for f in seen if seen[f] >= SEEN)])}
    data = [
        (np.array([names[f] for f in sorted(found) if f in names], int), PARTS.index(part)) for found, part in lines
    ]
    weights = np.zeros((len(names), len(PARTS)))
    order = random.Random(1)  # a shuffle, not a secret
    for epoch in range(EPOCHS):
        order.shuffle(data)
        step = RATE / (1 + epoch / 2)
        for found, part in data:
            size = math.sqrt(len(found) or 1)
            scores = weights[0] + weights[found].sum(0) / size
            slope = np.exp(scores - scores.max())
            slope /= slope.sum()
            slope[part] -= 1
            weights[0] -= step * slope / 10
            weights[found] -= step * (slope / size + SHRINK * weights[found])
    return {feature: list(weights[index]) for feature, index in names.items()}


def table(weights):
    rows = [(f, [round(100 * value) for value in values]) for f, values in sorted(weights.items())]
    return "".join(
        "\t".join([f, *map(str, values)]) + "\n" for f, values in rows if f == "" or max(map(abs, values)) >= 4
    )


def read(text):
    """A table as feature to its numbers."""
    return {f: [int(value) for value in values] for f, *values in (row.split("\t") for row in text.splitlines())}


def cross(lines):
    """Share of lines that a model puts into the right part which has seen four fifths of the files they are not in."""
    names = sorted({name for name, _, _ in lines})
    random.Random(3).shuffle(names)  # the same
    right = 0
    for fold in range(5):
        held = set(names[fold::5])
        weights = learn([(found, part) for name, found, part in lines if name not in held])
        for name, found, part in lines:
            if name in held:
                known = [weights[f] for f in found if f in weights]
                size = math.sqrt(len(known) or 1)
                scores = [weights[""][i] + sum(w[i] for w in known) / size for i in range(len(PARTS))]
                right += PARTS[scores.index(max(scores))] == part
    return right / len(lines)


if __name__ == "__main__":
    for code in ("zh", "en"):
        found = list(annotated(code))
        if "--cross" in sys.argv:
            print(f"{code}: {len(found)} lines, {cross(found):.1%} right by cross-validation")
        else:
            learned = table(learn([(words, part) for _, words, part in found]))
            (PROMPTS / code / "sorting.tsv").write_text(learned, encoding="utf-8")
            print(f"{code}: {len(found)} lines, {learned.count(chr(10))} features")
    sorting.weights.cache_clear()
