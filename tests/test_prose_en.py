"""English notes as sentences: what a note leaves out is supplied, what it does not say is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.languages import en
from drafter.languages.en.formal import spans_kept
from drafter.languages.en.sentences import sentence
from drafter.schema import Fact


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("planted 6,350 trees, 4.2 km of bank", "We planted 6,350 trees and 4.2 km of bank"),
        ("removed weir at Tannery Lane", "We removed the weir at Tannery Lane"),
        ("trained staff in first aid", "We trained staff in first aid"),
        (
            "540 downloads, 1,280 records sent in, 74% checked by staff",
            "We recorded 540 downloads, 1,280 records sent in; 74% were checked by staff",
        ),
        ("number of visitors [number to be confirmed]", "The number of visitors is [number to be confirmed]"),
        ("46% of income from one grant", "In all, 46% of income came from one grant"),
        ("new youth panel, 12 members", "There was a new youth panel, with 12 members"),
        ("income £318,400, spent £301,750", "Income was £318,400 and expenditure was £301,750"),
        ("27 farms signed up; 11 fenced cattle out", "Twenty-seven farms signed up; 11 fenced cattle out"),
    ],
)
def test_a_fragment_becomes_a_sentence_by_what_it_says(clause, said):
    assert said == sentence(clause, "achievements")


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("publish open data page", "We will publish the open data page"),
        ("to reach 40 schools", "We plan to reach 40 schools"),
        ("bank of 3 sessional staff by March", "Our plans include a bank of 3 sessional staff by March"),
    ],
)
def test_a_plan_is_told_as_a_plan(clause, said):
    assert said == sentence(clause, "plans")


def test_a_count_of_what_was_named_before_stays_with_it():
    assert en.split_statements("27 farms signed plans; 11 fenced cattle out; fair held in May") == (
        "27 farms signed plans; 11 fenced cattle out",
        "fair held in May",
    )


def test_a_day_behind_a_place_gets_its_preposition():
    facts = [Fact(id="1", note=1, text="Removed weir at Tannery Lane 22 Aug", part="achievements")]
    assert en.compose(facts, "achievements", "2025")[0][0] == "We removed the weir at Tannery Lane on 22 August."


@given(st.lists(st.text("abc deo fr 12,£%;.()’-", min_size=1, max_size=60), min_size=1, max_size=4))
def test_any_facts_compose_to_sentences_that_keep_every_figure(lines):
    facts = [Fact(id=str(n), note=n, text=line, part="achievements") for n, line in enumerate(lines, 1) if line.strip()]
    said = en.compose(facts, "achievements", "2025")
    assert {fact.id for fact in facts} == {name for _, names in said for name in names}
    assert all(spans_kept(fact.text, " ".join(text for text, _ in said)) for fact in facts)
