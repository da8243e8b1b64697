"""How many lies the checks find, and how often they cry wolf: `python -m tests.benchmarks.faithfulness FOLDER [FOLDER …]`.

FOLDER holds reports as .txt (any Chinese or English ones of some length); the English of `tests/benchmarks/english` are invented. From each
report true drafts are built (pseudo.py), then one thing is made false at a time (trials.py), by fixed seeds. A lie is found when there is
an error or a warning on the sentence that tells it (or, for what was dropped, one that names the fact) that the true draft does not have.
Intervals are Wilson's, 95 %. Nothing in the rewordings and lies is taken from the rules.
"""

import argparse
import json
import math
import random
import time
from collections import Counter, defaultdict
from multiprocessing import Pool
from pathlib import Path

from drafter import checks
from tests.benchmarks import pseudo
from tests.benchmarks.trials import ROWS

FEW = 40
"""Where the material makes fewer drafts than this, each piece is reworded more than once."""

LOUD = ("error", "warning")
VARIANTS = {
    "plain": {},
    "names": {"plant": "names"},
    "listed": {"plant": "listed"},
    "years": {"plant": "years"},
    "placeholders": {"placeholders": True},
}
WORLD: dict = {}
"""What every worker process knows: the documents, the quota of a row, and the options."""


def key(finding):
    return finding.code, finding.message, finding.item, finding.sentence, finding.facts


def is_about_text(finding):
    """Whether a finding speaks of the prose or the facts; what speaks of the form and of empty parts is no alarm about either."""
    return finding.item is not None or bool(finding.facts)


def hits(trial, before, found):
    """For each place of a trial whether something loud and new was found there."""
    new = [finding for finding in found if finding.severity in LOUD and key(finding) not in before]
    named = bool(trial.fact) and any(trial.fact in finding.facts for finding in new)
    return [named or any((f.item, f.sentence) == place for f in new) for place in trial.places]


def examine(task):
    """All rows on one piece of a document; gives per row the found and tried, and what was found on the true drafts."""
    index, document, piece = task
    options = WORLD["options"]
    counts, missed, alarms = defaultdict(lambda: [0, 0]), [], []
    for variant, how in VARIANTS.items():
        rows = [
            row
            for row in ROWS
            if row.variant == variant and (not options.row or any(part in row.name for part in options.row))
        ]
        if not rows and variant != "plain":
            continue
        base = pseudo.build(document, piece, random.Random(f"{options.seed}/{index}/{variant}"), **how)
        for sources in (True, False) if variant == "plain" else (True,):
            true = base.draft if sources else pseudo.without_sources(base.draft)
            clean = checks.check_draft(true)
            alarms.append(
                (
                    variant if sources else "without sources",
                    base.characters,
                    len(base.texts),
                    [summary(f, true) for f in clean if is_about_text(f)],
                )
            )
            before = {key(finding) for finding in clean}
            for row in (row for row in rows if row.sources is sources):
                run_row(row, base, before, random.Random(f"{options.seed}/{index}/{row.name}"), counts, missed)
    return dict(counts), missed, alarms


def run_row(row, base, before, rng, counts, missed):
    tried, seen = 0, set()
    for _ in range(5):
        for planned in rng.sample(base.sentences, len(base.sentences)):
            if tried >= WORLD["quota"]:
                return
            trial = row.tries(base, planned, rng, WORLD["documents"])
            texts = tuple(text_at(trial.draft, *place) for place in trial.places) if trial else ()
            if trial is None or texts in seen:
                continue
            seen.add(texts)
            draft = trial.draft if row.sources else pseudo.without_sources(trial.draft)
            for found, text in zip(hits(trial, before, checks.check_draft(draft)), texts, strict=True):
                tried += 1
                counts[row.name][0] += found
                counts[row.name][1] += 1
                if not found:
                    missed.append((row.name, text, " ¦ ".join(base.texts[name] for name in planned.facts)))


def text_at(draft, name, index):
    sentences = next(item for item in draft.report.items() if item.id == name).sentences
    return sentences[index].text if index < len(sentences) else ""


def summary(finding, draft):
    text = text_at(draft, finding.item, finding.sentence) if finding.item and finding.sentence is not None else ""
    return finding.severity, finding.code, finding.message, text, list(finding.facts)


def wilson(found, tried):
    """Wilson's 95 % interval of a share, in per cent."""
    if not tried:
        return 0.0, 100.0
    z, share = 1.959964, found / tried
    middle = (share + z * z / (2 * tried)) / (1 + z * z / tried)
    half = z / (1 + z * z / tried) * math.sqrt(share * (1 - share) / tried + z * z / (4 * tried * tried))
    return max(0.0, 100 * (middle - half)), min(100.0, 100 * (middle + half))


def table(counts):
    """The recall of each row, as Markdown."""
    lines = ["| lie | found, % | 95 % interval | tried | bar |", "|---|---|---|---|---|"]
    for row in ROWS:
        found, tried = counts.get(row.name, (0, 0))
        if tried:
            low, high = wilson(found, tried)
            lines.append(f"| {row.name} | {100 * found / tried:.1f} | {low:.1f}-{high:.1f} | {tried:,} | {row.bar} |")
    return "\n".join(lines)


def alarm_table(alarms):
    """What was said of true drafts, per 1,000 characters, as Markdown."""
    lines = [
        "| true drafts | characters | errors | errors + warnings | hints | facts said to be missing, % |",
        "|---|---|---|---|---|---|",
    ]
    for variant in dict.fromkeys(name for name, *_ in alarms):
        ours = [entry for entry in alarms if entry[0] == variant]
        size, facts = sum(entry[1] for entry in ours), sum(entry[2] for entry in ours)
        by = Counter(f[0] for *_, found in ours for f in found)
        missing = sum(
            len({name for f in found if f[1].startswith(("fact-", "clause-")) and f[0] in LOUD for name in f[4]})
            for *_, found in ours
        )
        rates = [1000 * n / size for n in (by["error"], by["error"] + by["warning"], by["hint"])]
        lines.append(
            f"| {variant} | {size:,} | {rates[0]:.3f} | {rates[1]:.3f} | {rates[2]:.3f} | {100 * missing / facts:.2f} |"
        )
    return "\n".join(lines)


def code_table(alarms):
    """Which codes were said of true drafts, per 1,000 characters."""
    plain = [entry for entry in alarms if entry[0] == "plain"]
    size = sum(entry[1] for entry in plain)
    by = Counter((f[0], f[1]) for *_, found in plain for f in found)
    lines = ["| code | severity | per 1,000 characters |", "|---|---|---|"]
    return "\n".join(
        lines + [f"| `{code}` | {severity} | {1000 * n / size:.3f} |" for (severity, code), n in by.most_common()]
    )


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=0, help="how many pseudo-drafts (0: all)")
    parser.add_argument("--each", type=int, default=1000, help="lies a row, where the material allows")
    parser.add_argument(
        "--row", action="append", default=[], help="only rows whose name holds this; may be given again"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, default=0, help="print so many missed lies a row, and alarms a code")
    parser.add_argument("--json", type=Path, help="write counts, misses and alarms here")
    return parser.parse_args()


def examples(entries, most):
    """The first so many entries under each name."""
    shown = Counter()
    for name, *rest in entries:
        shown[name] += 1
        if shown[name] <= most:
            print(f"\n[{name}]", *rest, sep="\n    ")


def main():
    options, began = read_options(), time.perf_counter()
    documents = [document for folder in options.folders for document in pseudo.read_documents(folder)]
    pieces = list(pseudo.cut(documents, random.Random(options.seed)))
    pieces *= math.ceil(FEW / max(1, len(pieces)))
    if options.documents:
        pieces = random.Random(options.seed).sample(pieces, min(options.documents, len(pieces)))
    WORLD.update(options=options, documents=documents, quota=math.ceil(1.2 * options.each / max(1, len(pieces))))
    tasks = [(index, document, piece) for index, (document, piece) in enumerate(pieces)]
    counts, missed, alarms = defaultdict(lambda: [0, 0]), [], []
    with Pool(options.jobs) as pool:
        for some, lost, said in pool.imap_unordered(examine, tasks):
            missed += lost
            alarms += said
            for name, (found, tried) in some.items():
                counts[name][0] += found
                counts[name][1] += tried
    print(f"{len(documents)} reports, {len(pieces)} drafts, seed {options.seed}, {time.perf_counter() - began:.0f} s\n")
    print(table(counts), alarm_table(alarms), code_table(alarms), sep="\n\n")
    if options.show:
        examples(sorted(missed), options.show)
        examples(
            (
                (f"true, {f[1]} {f[0]}", *f[2:4])
                for name, *_, found in sorted(alarms, key=str)
                if name == "plain"
                for f in found
            ),
            options.show,
        )
    if options.json:
        options.json.write_text(
            json.dumps({"counts": counts, "missed": missed, "alarms": alarms}, ensure_ascii=False, indent=1),
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
