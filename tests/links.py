"""Learns which line another takes a figure back from, out of tests/data/links.tsv.

A row names a case or sheet, the number of the line that is taken back and of the one that does it, the old value and the new;
the values are `-` where the whole line is taken back.
"""

from functools import cache

from drafter import facts
from drafter.facts import cues, links, settling, slips
from drafter.notes import read_notes
from tests import judge, rivals
from tests.learning import likely

LEANS = 0.3
"""Added to the bias: above zero, links are made sooner."""


@cache
def read(language):
    """(case, its cues, its facts before any is settled) of every annotated case and sheet of a language."""
    known = [(case, cues.for_kind(kind, case.header.get("period", ""))) for case, kind in rivals.annotated(language)]
    return [(case.name, cue, facts.read_facts(read_notes(case.notes), cue)) for case, cue in known]


def linked(language, weights):
    """(case, link or empty, features) of every figure that a line could take back; `weights`: case to those by which its lines
    sound so.
    """
    for name, cue, found in read(language):
        matters = links.Matters(found, cue)
        rows = [row for row in judge.links().get(name, []) if row[2] != "-"]
        for index, fact in enumerate(found):
            if fact.reason not in settling.SETTLED:
                said = fact.figures or cue.figures(fact.text)
                sounds = slips.at_least_told(likely(weights[name], slips.features(fact.text, cue))[0], fact.text, cue)
                for link, told in links.possible_links(index, said, found, matters, cue, sounds=sounds):
                    target = found[link.target].note
                    right = any(
                        (target, fact.note) == row[:2]
                        and within(link.old.text, row[2])
                        and within(link.new.text, row[3])
                        for row in rows
                    )
                    yield name, f"{target} {fact.note}" if right else "", told


def within(one, other):
    ours, theirs = judge.plain(one), judge.plain(other)
    return ours in theirs or theirs in ours


def table(language, weights):
    """The text of links.tsv."""
    return rivals.table(rivals.learn(list(linked(language, weights)), LEANS))
