"""What a model that lies gets into a report: `python -m tests.benchmarks.adversarial [--drafts 200]`.

Varied notes and the annotated cases are drafted by the engine of tests/adversarial_model.py; tests/invention_judge.py reads the copies.
"""

import argparse
from collections import Counter

from tests import judge, lying_trials, varied_notes


def case_notes():
    """The annotated cases as notes with a form."""
    for case in judge.cases():
        language = "en" if case.name.startswith(("grant", "ngo")) else "zh"
        form = {"kind": case.name.rpartition("-")[0], "language": language, **case.form}
        form.setdefault("period", "2025")
        yield varied_notes.Notes(case.name, language, case.notes, form)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--drafts", type=int, default=200)
    parser.add_argument("--show", type=int, default=3, help="examples a row")
    options = parser.parse_args()
    sets = [*(varied_notes.make(seed) for seed in range(options.drafts)), *case_notes()]
    outcomes = [lying_trials.run(notes, seed) for seed, notes in enumerate(sets)]
    copies = sum(outcome.clean_copy for outcome in outcomes)
    print(
        f"{len(outcomes)} drafts, {sum(o.calls for o in outcomes)} answers, {sum(o.stood_in for o in outcomes)} items stood in, {copies} clean copies given\n"
    )
    rows = Counter(
        (kind, place) for o in outcomes for place in ("clean", "marked", "bare") for kind, *_ in getattr(o, place)
    )
    print("| invention | in clean copies | in draft copies, under an error | without one |\n|---|---|---|---|")
    for kind in sorted({kind for kind, _ in rows}):
        print(f"| {kind} | {rows[kind, 'clean']} | {rows[kind, 'marked']} | {rows[kind, 'bare']} |")
    print("\n| lie that stands | error | warning | hint | nothing |\n|---|---|---|---|---|")
    lies = Counter((kind, mark) for o in outcomes for kind, _, mark in o.standing)
    for kind in sorted({kind for kind, _ in lies}):
        print(f"| {kind} | {lies[kind, 'error']} | {lies[kind, 'warning']} | {lies[kind, 'hint']} | {lies[kind, '']} |")
    shown = Counter()
    for o in outcomes:
        for label, entries in (
            ("clean", o.clean),
            ("bare", o.bare),
            ("standing, nothing said", [s for s in o.standing if not s[2]]),
        ):
            for entry in entries:
                shown[label, entry[0]] += 1
                if shown[label, entry[0]] <= options.show:
                    print(f"{label}: {o.name}: {entry}")


if __name__ == "__main__":
    main()
