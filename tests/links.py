"""Learns which line another takes a figure back from, out of tests/data/links.tsv.

A choice between all figures that a line could mean and none. A row names a case or sheet, the number of the line that is taken back
and of the one that does it, the old value and the new; the values are `-` where the whole line is taken back.
"""

from functools import cache

import numpy as np

from drafter import facts
from drafter.facts import cues, links, settling, slips
from drafter.notes import read_notes
from tests import judge, rivals
from tests.learning import choosing, likely


@cache
def read(language):
    """(case, its cues, its facts before any is settled) of every annotated case and sheet of a language."""
    known = [(case, cues.for_kind(kind, case.header.get("period", ""))) for case, kind in rivals.annotated(language)]
    return [(case.name, cue, facts.read_facts(read_notes(case.notes), cue)) for case, cue in known]


def chosen(language, weights):
    """(what tells for each figure that a line could take back and for none, which are right) of every line that might take one back;
    `weights`: case to those by which its lines sound so.
    """
    for name, cue, found in read(language):
        matters = links.Matters(found, cue)
        rows = [row for row in judge.links().get(name, []) if row[2] != "-"]
        for index, fact in enumerate(found):
            if fact.reason in settling.SETTLED:
                continue
            said = fact.figures or cue.figures(fact.text)
            sounds = slips.at_least_told(likely(weights[name], slips.features(fact.text, cue))[0], fact.text, cue)
            others, none = links.possible_links(index, said, found, matters, cue, sounds=sounds)
            right = [
                any(
                    (found[link.target].note, fact.note) == row[:2]
                    and within(link.old.text, row[2])
                    and within(link.new.text, row[3])
                    for row in rows
                )
                for link, _ in others
            ]
            if others:
                yield [*(told for _, told in others), none], np.array([*right, not any(right)])


def within(one, other):
    ours, theirs = judge.plain(one), judge.plain(other)
    return ours in theirs or theirs in ours


def table(language, weights):
    """The text of links.tsv."""
    return rivals.table(choosing(list(chosen(language, weights))))
