"""Learns from annotated lines how wording speaks: `python -m tests.make_tables` writes the tables in prompts/*.

Logistic regression (tests/learning.py) over the features of `drafter.facts`. `--cross` prints what five-fold cross-validation finds.
"""

import random
import re
import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from drafter import kinds, languages, learned
from drafter import text as texts
from drafter.facts import captions, cues, reasons, slips, turns
from drafter.facts import withdrawals as taken
from drafter.facts.lines import list_numbers, outline_numbers
from drafter.facts.shapes import mark, shape, standing
from drafter.languages.en import acceptability
from drafter.notes import read_notes
from drafter.schema import PARTS
from tests import judge, links, relations, rivals, withdrawals
from tests.learning import crossed, is_case, learn, likely

DATA = Path(__file__).parent / "data"
PROMPTS = Path(__file__).parent.parent / "prompts"
BELOW = 6
OFTEN = {"sorting.tsv": 3, "slips.tsv": 3}
"""How often a line of whole notes counts beside one that stands alone: more of them are plain results, as in life."""
FAINT = 10
"""Hundredths below which a weight is left out of its table."""
ALIKE = 6
"""Hundredths by which a weight may differ where the same lines are learned on a machine that rounds otherwise."""
SAID = {name: name for name in reasons.CLASSES}


def kinds_of(language):
    return {kind.id: kind for kind in kinds.list_kinds() if kind.language == language}


def cases(language):
    """(case, its cues) of every annotated case."""
    for case, kind in rivals.annotated(language):
        yield case, cues.for_kind(kind, case.header.get("period", ""))


def rows(name, language):
    """(where from, label, text) of every line of tests/data/<name>_<language>.tsv; twenty lines count as one file."""
    path = DATA / f"{name}_{language}.tsv"
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else ()):
        label, _, text = row.partition("\t")
        yield f"{name} {number // 20}", label, text


def plain_cues(language):
    return cues.for_kind(next(iter(kinds_of(language).values())), "2025")


def statements(language):
    """(where from, features, part) of every line that bears one part."""
    for case, cue in cases(language):
        for line in case.lines:
            if line.bears and len(line.roles) == 1:
                yield case.name, features(cue, line.text), line.roles[0]
    cue = plain_cues(language)
    for name, part, text in rows("lines", language):
        yield name, features(cue, text), part


def features(cue, text):
    bare = texts.strip_mark(text)
    return {*languages.load(cue.language).words(bare), *cue.marks(bare)}


def heads(language):
    """(where from, features, class) of every line that could head others, and whether it does."""
    for case, cue in cases(language):
        told = {index: heads_what(line.text, case.lines[index + 1 :], cue) for index, line in enumerate(case.lines)
                if "caption" in line.roles and captions.may_head(line.text, cue)}  # fmt: skip
        leading = leading_mark(case, told)
        for index, line in enumerate(case.lines):
            if captions.may_head(line.text, cue):
                if label := told.get(index):
                    below = leading and mark(line.text) != leading and cue.caption(texts.strip_mark(line.text)) is None
                    yield case.name, captions.features(line.text, cue), "theme" if below else label
                elif line.bears:
                    yield case.name, captions.features(line.text, cue), "none"
    cue = plain_cues(language)
    for name, label, text in rows("captions", language):
        yield name, captions.features(text, cue), label
    for name, _, text in rows("lines", language):
        if captions.may_head(text, cue):
            yield name, captions.features(text, cue), "none"


def leading_mark(case, told):
    """The mark that the captions of problems and of plans of a case share, if they do: those of other marks are of themes."""
    parts = defaultdict(set)
    for index, label in told.items():
        parts[mark(case.lines[index].text)].add(label)
    return next((its for its, named in parts.items() if its != "|" and {"problems", "plans"} <= named), None)


def shapes(language):
    """(where from, how it stands, head or none) of the short lines of every case, their wording judged by lines of other hands."""
    cue = plain_cues(language)
    others = [(captions.features(text, cue), label) for _, label, text in rows("captions", language)]
    others += [(captions.features(t, cue), "none") for _, _, t in rows("lines", language) if captions.may_head(t, cue)]
    wording = learn(others, captions.CLASSES)
    for case, cue in cases(language):  # each case has its own cues
        notes = read_notes(case.notes)
        texts_ = [note.text for note in notes]
        numbered, outlined = list_numbers(texts_), outline_numbers(texts_)
        notes = [note.model_copy(update={"text": note.text[numbered.get(i, 0) :]}) for i, note in enumerate(notes)]
        stand = standing(notes, cue, outlined)
        typed = [line for line in case.lines if line.text.strip()]
        for index, line in enumerate(typed[:-1]):
            if captions.may_head(line.text, cue) and (line.bears or "caption" in line.roles):
                none = likely(wording, captions.features(line.text, cue))[captions.CLASSES.index("none")]
                found = shape(index, notes, stand, none, cue)
                yield case.name, found, "head" if "caption" in line.roles else "none"


def unwritten(language):
    """(where from, features, reason or none) of lines that are not to be written, and of many that are."""
    cue = plain_cues(language)
    for name, label, text in rows("reasons", language):
        yield name, reasons.features(texts.strip_mark(text), cue), label
    for name, _, text in [*rows("lines", language), *rows("captions", language)]:
        yield name, reasons.features(texts.strip_mark(text), cue), "none"
    for number, (label, earlier, later, *_) in enumerate(corrections(language)):
        if label == "withdrawal":
            yield f"slip {number // 20}", reasons.features(earlier, cue), "none"
            yield f"slip {number // 20}", reasons.features(later, cue), "retracted"
    for case, its in cases(language):
        taking_back = {
            index for target, index, old, _ in judge.links().get(case.name, ()) if old == "-" and target != index
        }
        for line, number in zip(case.lines, judge.note_of(case), strict=True):
            bears = line.bears or "caption" in line.roles
            said = "none" if bears else "retracted" if number in taking_back else SAID.get((line.roles or ("",))[0], "")
            if line.text.strip() and said:
                yield case.name, reasons.features(texts.strip_mark(line.text), its), said


def withdrawing(language):
    """(where from, features, withdrawal or none) of lines that take another back altogether, and of lines that do not."""
    cue = plain_cues(language)
    for number, (label, earlier, later, *_) in enumerate(corrections(language)):
        for text in (earlier, later) if label == "withdrawal" else (later,):
            said = "withdrawal" if label == "withdrawal" and text == later else "none"
            yield f"slip {number // 20}", reasons.features(text, cue), said
    for name, label, text in rows("reasons", language):
        said = "withdrawal" if label == "retracted" else "none"
        yield name, reasons.features(texts.strip_mark(text), cue), said
    for name, _, text in rows("lines", language):
        yield name, reasons.features(texts.strip_mark(text), cue), "none"
    for case, its in cases(language):
        rows_ = [row for row in judge.links().get(case.name, ()) if row[2] == "-" and row[0] != row[1]]
        gone, taking = ({row[end] for row in rows_} for end in (0, 1))
        for line, number in zip(case.lines, judge.note_of(case), strict=True):
            if line.text.strip():
                said = (
                    "withdrawal" if number in taking or ("retracted" in line.roles and number not in gone) else "none"
                )
                yield case.name, reasons.features(texts.strip_mark(line.text), its), said


def corrections(language):
    """The rows (label, earlier line, later line, old value, new value) of tests/data/corrections_<language>.tsv; a withdrawal takes the
    earlier line back altogether, and its values are `-`.
    """
    path = DATA / f"corrections_{language}.tsv"
    return [row.split("\t") for row in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def taken_back(language):
    """(where from, features, slip or none) of lines that take a figure back, and of lines with a figure that do not."""
    cue = plain_cues(language)
    for number, (label, _, later, *_) in enumerate(corrections(language)):
        yield f"slip {number // 20}", slips.features(later, cue), "slip" if label == "correction" else "none"
    for name, _, text in rows("lines", language):
        if cue.bears_fact(text):
            yield name, slips.features(texts.strip_mark(text), cue), "none"
    for case, its in cases(language):
        mending = {
            index for target, index, old, _ in judge.links().get(case.name, ()) if old != "-" and target != index
        }
        for line, number in zip(case.lines, judge.note_of(case), strict=True):
            if line.bears and its.bears_fact(line.text):
                said = "slip" if number in mending else "none"
                yield case.name, slips.features(texts.strip_mark(line.text), its), said


def taken_inside(language):
    """(where from, features, slip or none) of pairs of figures in one line, the later of which may be said instead of the earlier."""
    cue = plain_cues(language)
    for name, label, text in rows("inline", language):
        first, second = (text.replace("⟦", "", 1).index("⟧"), text.rindex("⟧"))
        typed = re.findall("⟦(.*?)⟧", text)
        bare = re.sub("[⟦⟧]", "", text)
        ends = (first, second - 3)
        for old, new, count in slips.inside(cue.figures(bare)):
            ours = all(
                f.start < end and f.end > end - len(its) for f, end, its in zip((old, new), ends, typed, strict=True)
            )
            yield name, slips.inside_features(bare, old, new, count, cue), label if ours else "none"
    for name, _, text in rows("lines", language):
        for old, new, count in slips.inside(cue.figures(text)):
            yield name, slips.inside_features(text, old, new, count, cue), "none"
    for case, its in cases(language):
        for line in case.lines:
            if line.bears and not line.banned:
                for old, new, count in slips.inside(its.figures(line.text)):
                    yield case.name, slips.inside_features(line.text, old, new, count, its), "none"


def turning(language):
    """(where from, features, turn or none) of the breaks of lines that turn from a result to a fault where ‖ stands, and of lines
    that are of one part.
    """
    cue = plain_cues(language)
    for name, label, text in rows("mixed", language):
        place = text.find("‖")
        for at in turns.breaks(text.replace("‖", ""), language):
            marked = place >= 0 and len(at.before) <= place <= len(text) - 1 - len(at.behind)
            if not marked or label == "achievements+problems":
                yield name, turns.features(at, cue), "turn" if marked else "none"
    for case, its in cases(language):
        for line in case.lines:
            if line.bears and len(line.roles) == 1 and "\t" not in line.text:
                for at in turns.breaks(texts.strip_mark(line.text), language):
                    yield case.name, turns.features(at, its), "none"


def judged(language):
    """(where from, features, good or bad) of sentences made of notes, as editors judged them."""
    for name, label, text in rows("sentences", language):
        part, note, said = text.split("\t")
        yield name, acceptability.features(note, said, part), label


def heads_what(text, below, cue):
    """The part of the lines below a caption up to the next; of good work it heads only a theme, unless its wording says more."""
    after = []
    for line in below:
        if "caption" in line.roles:
            if after or mark(line.text) == mark(text):
                break
            continue  # a theme's just below it
        after += [line.roles[0]] if line.bears else []
    found = Counter(after[:BELOW])
    if len(found) != 1:
        return "theme" if found else ""
    part = next(iter(found))
    return part if part != "achievements" or cue.caption(texts.strip_mark(text)) == part else "theme"


def table(weights):
    found = [(f, [round(100 * value) for value in values]) for f, values in sorted(weights.items())]
    return "".join(
        "\t".join([f, *map(str, values)]) + "\n" for f, values in found if f == "" or max(map(abs, values)) >= FAINT
    )


def read(text):
    """A table as feature to its numbers."""
    return {f: [int(value) for value in values] for f, *values in (row.split("\t") for row in text.splitlines())}


def cross(lines, classes):
    """What a model says that has seen four fifths of the files a line is not in: (line's label, said) for each."""
    names = sorted({name for name, _, _ in lines})
    random.Random(3).shuffle(names)  # the same
    for fold in range(5):
        held = set(names[fold::5])
        weights = learn([(found, label) for name, found, label in lines if name not in held], classes)
        for name, found, label in lines:
            if name in held:
                scores = list(likely(weights, found))
                yield label, classes[scores.index(max(scores))], found


TABLES = {
    "sorting.tsv": (statements, PARTS),
    "heads.tsv": (heads, captions.CLASSES),
    "shapes.tsv": (shapes, ("head", "none")),
    "reasons.tsv": (unwritten, reasons.CLASSES),
    "withdrawing.tsv": (withdrawing, taken.CLASSES),
    "slips.tsv": (taken_back, slips.CLASSES),
    "inside.tsv": (taken_inside, slips.CLASSES),
    "turns.tsv": (turning, turns.CLASSES),
    "acceptability.tsv": (judged, acceptability.CLASSES),
}
CHOICES = {"links.tsv": links, "withdrawals.tsv": withdrawals}
"""Tables that say which line of the others is meant."""

SOUNDS = {"links.tsv": "slips.tsv", "withdrawals.tsv": "withdrawing.tsv"}
"""What says for each of these how much a line sounds like it."""


def taught(name, language):
    """The lines that teach a table, its classes, and how often each line counts."""
    lines, classes = TABLES[name]
    known = list(lines(language))
    return known, classes, [OFTEN.get(name, 1) if is_case(where) else 1 for where, _, _ in known]


def made(name, language):
    """The text of a table."""
    if name in CHOICES:
        known, classes, counts = taught(SOUNDS[name], language)
        names = {case.name for case, _ in rivals.annotated(language)}
        return CHOICES[name].table(language, crossed(known, classes, names, counts))
    if name == "rivals.tsv":
        return rivals.table(rivals.learn(list(rivals.tagged(language))))
    if name == "relations.tsv":
        return rivals.table(relations.learn(list(relations.tagged(language))))
    known, classes, counts = taught(name, language)
    return table(learn([(found, label) for _, found, label in known], classes, counts))


def differs(name, language):
    """Whether the shipped table is another than the one that the annotated lines teach today, rounding on another machine aside."""
    new, old = read(made(name, language)), read((PROMPTS / language / name).read_text(encoding="utf-8"))
    nothing = [0] * len(next(iter(old.values())))
    return any(
        abs(a - b) > (ALIKE if f in new and f in old else ALIKE + FAINT)
        for f in new.keys() | old.keys()
        for a, b in zip(new.get(f, nothing), old.get(f, nothing), strict=True)
    )


def tell_cross(name, language):
    lines, classes = TABLES[name]
    found = list(lines(language))
    said = Counter((label, got) for label, got, _ in cross(found, classes))
    right = sum(count for (label, got), count in said.items() if label == got)
    print(f"{language} {name}: {len(found)} lines, {right / len(found):.1%} right by cross-validation")
    for label in classes:
        print(f"    {label:13}", *(f"{got} {said[label, got]:4}" for got in classes))


LATER = (*CHOICES, "rivals.tsv", "relations.tsv")
NAMES = {"zh": (*(name for name in TABLES if name != "acceptability.tsv"), *LATER), "en": (*TABLES, *LATER)}
"""A language's tables, in this order: a later one is learned from what the earlier ones say."""


def write(language):
    """Write all tables of a language anew."""
    remember_words(language)
    for name in NAMES[language]:
        text = made(name, language)
        (PROMPTS / language / name).write_text(text, encoding="utf-8")
        print(f"{language} {name}: {text.count(chr(10))} features", flush=True)
        learned.forget()


def stale(job):
    """The tables of a job (language, names) that are not what the annotated lines teach."""
    language, names = job
    remember_words(language)
    return [f"prompts/{language}/{name}" for name in names if differs(name, language)]


GROUPS = (
    ("reasons.tsv", "withdrawing.tsv", "withdrawals.tsv", "slips.tsv", "links.tsv"),
    ("rivals.tsv", "relations.tsv"),
    ("sorting.tsv", "heads.tsv", "shapes.tsv", "turns.tsv", "inside.tsv", "acceptability.tsv"),
)
"""Tables whose lines or drafts are the same, for one process to read once."""


def jobs():
    """The tables to check, the slowest first; each is learned from the shipped ones."""
    for names in GROUPS:
        yield from ((language, [name for name in names if name in NAMES[language]]) for language in ("en", "zh"))


def remember_words(language):
    """Keep what was said of every line's words, for as long as the process lives."""
    ours = languages.load(language)
    ours.words = cache(getattr(ours.words, "__wrapped__", ours.words))


if __name__ == "__main__":
    if "--cross" in sys.argv:
        for code in ("zh", "en"):
            for name in (name for name in TABLES if name in NAMES[code]):
                tell_cross(name, code)
        sys.exit()
    with ProcessPoolExecutor() as pool:
        if "--check" not in sys.argv:
            list(pool.map(write, ("zh", "en")))  # a language a core: later tables are learned from earlier ones
        elif found := [name for names in pool.map(stale, list(jobs())) for name in names]:
            sys.exit(f"not what the annotated lines teach: {', '.join(found)}; run python -m tests.make_tables")
