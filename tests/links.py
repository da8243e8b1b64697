"""Learns which line another takes back, or takes a figure back from, out of tests/data/links.tsv.

A row names a case or sheet, the number of the line that is taken back and of the one that does it, the old value and the new;
the values are `-` where the whole line is taken back.
"""

from functools import cache

from drafter import facts
from drafter.facts import cues, links, settling
from drafter.notes import read_notes
from tests import judge, rivals

LEANS = {"links.tsv": 0.3, "withdrawals.tsv": 0.7}
"""Added to the bias: above zero, links are made sooner."""


@cache
def read(language):
    """(case, its cues, its facts before any is settled) of every annotated case and sheet of a language."""
    known = [(case, cues.for_kind(kind, case.header.get("period", ""))) for case, kind in rivals.annotated(language)]
    return [(case.name, cue, facts.read_facts(read_notes(case.notes), cue)) for case, cue in known]


def linked(language):
    """(case, link or empty, features) of every figure that a line could take back."""
    for name, cue, found in read(language):
        matters = links.Matters(found, cue)
        rows = [row for row in judge.links().get(name, []) if row[2] != "-"]
        for index, fact in enumerate(found):
            if fact.reason not in settling.SETTLED:
                said = fact.figures or cue.figures(fact.text)
                for link, told in links.possible_links(index, said, found, matters, cue):
                    target = found[link.target].note
                    right = any(
                        (target, fact.note) == row[:2]
                        and within(link.old.text, row[2])
                        and within(link.new.text, row[3])
                        for row in rows
                    )
                    yield name, f"{target} {fact.note}" if right else "", told


def withdrawn(language):
    """(case, link or empty, features) of every line that another could take back altogether."""
    for name, cue, found in read(language):
        matters = links.Matters(found, cue)
        whole = {row[:2] for row in judge.links().get(name, []) if row[2] == "-" and row[0] != row[1]}
        for index, fact in enumerate(found):
            if fact.reason not in settling.SETTLED:
                for target, told in links.possibly_withdrawn(index, found, matters, cue):
                    right = (found[target].note, fact.note) in whole
                    yield name, f"{found[target].note} {fact.note}" if right else "", told


def within(one, other):
    ours, theirs = judge.plain(one), judge.plain(other)
    return ours in theirs or theirs in ours


def table(name, language):
    """The text of a table."""
    found = linked(language) if name == "links.tsv" else withdrawn(language)
    return rivals.table(rivals.learn(list(found), LEANS[name]))
