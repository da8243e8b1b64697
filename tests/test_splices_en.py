"""English notes that go from a thing to its people at a comma: each clause gets the subject that it has, or stays as it was typed."""

import pytest

from drafter.languages import en
from drafter.schema import Fact


def composed(text, part="achievements"):
    facts = [Fact(id=str(n), note=n, text=piece, part=part) for n, piece in enumerate(en.split_statements(text), 1)]
    return " ".join(said for said, _ in en.compose(facts, part, "2025"))


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Average attendance 19, was 23 last year", "Average attendance was 19, against 23 last year."),
        ("avg wait 9 days, was 16 in Jan", "The average wait was 9 days, against 16 in January."),
        ("clients seen 612, was 548 in 2024", "In all, 612 clients were seen, against 548 in 2024."),
        ("average starting wage £12.40", "The average starting wage was £12.40."),
        ("The wait was 9 days, was 16 in the contract", "The wait was 9 days, was 16 in the contract."),
    ],
)
def test_a_figure_that_was_another_once_is_set_against_it(note, said):
    assert composed(note) == said


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("volunteers: 46 active at year end, 11 left 9 joined", "In all, 46 volunteers were active at year end; 11 left and 9 joined."),
        ("volunteers: 310 active, 8,900 hours", "In all, 310 volunteers were active (8,900 hours)."),
        ("debt written off: £1.4m", "In all, £1.4 million of debt was written off."),
        ("triage line: 74% answered first time", "For the triage line, 74% were answered first time."),
        ("volunteers: 12 new starters", "For volunteers, there were 12 new starters."),
    ],
)  # fmt: skip
def test_a_number_of_those_that_a_label_names_is_told_of_them(note, said):
    assert composed(note) == said


@pytest.mark.parametrize(
    ("note", "part", "said"),
    [
        ("juice day was brilliant, 340 bottles pressed, sold 280 of them", "achievements", "The juice day was brilliant; 340 bottles were pressed; we sold 280 of them."),
        ("water butt empty by mid June, had to carry water from the allotments", "problems", "The water butt was empty by mid June, and we had to carry water from the allotments."),
        ("couldn't get a new youth worker, advertised three times, salary too low", "problems", "We could not get a new youth worker; we advertised three times; the salary was too low."),
        ("the treasurer was off sick, cancelled two meetings", "problems", "The treasurer was off sick and cancelled two meetings."),
        ("the hall was flooded, had to close for 3 weeks", "problems", "The hall was flooded and had to close for 3 weeks."),
        ("fence the top field, quote is £5,600, applied to the Tesco fund", "plans", "We will fence the top field; the quote is £5,600; we have applied to the Tesco fund."),
    ],
)  # fmt: skip
def test_what_only_people_do_is_not_said_of_the_thing_before_it(note, part, said):
    assert composed(note, part) == said


@pytest.mark.parametrize(
    ("note", "part", "said"),
    [
        ("partnership with Citizens Advice signed in Sept", "achievements", "The partnership with Citizens Advice was signed in September."),
        ("14 parents signed in", "achievements", "In all, 14 parents signed in."),
        ("path finished in Aug, the National Lottery paid", "achievements", "The path finished in August, and the National Lottery paid."),
        ("path finished in Aug, invoice paid", "achievements", "The path finished in August, and the invoice was paid."),
        ("shed broken into - tools worth £400 taken, insurance paid £250", "problems", "The shed was broken into; tools worth £400 were taken; insurance paid £250."),
        ("heating packed up in Feb, two sessions cancelled", "problems", "Heating broke down in February, and two sessions were cancelled."),
        ("boxes packed up in Feb", "achievements", "Boxes were packed up in February."),
        ("2 staff off long term sick, cover cost £8,400", "problems", "Two staff were off long-term sick; the cover cost was £8,400."),
        ("one complaint about noise - sorted", "problems", "There was one complaint about noise, which was sorted."),
        ("boys mostly leave at 14, not sure why", "problems", "Boys mostly leave at 14, and we are not sure why."),
        ("orchard group meets first Saturday", "achievements", "The orchard group meets first Saturday."),
    ],
)  # fmt: skip
def test_who_did_it_and_what_was_done_to_it_are_told_apart(note, part, said):
    assert composed(note, part) == said


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("going to try again with reaching communities, deadline on 14 March", "We will try again with reaching communities, and the deadline is 14 March."),
        ("hope to get the roof done, quote £21,000", "We hope to get the roof done; the quote is £21,000."),
        ("meet the deadline in March", "We will meet the deadline in March."),
    ],
)  # fmt: skip
def test_a_plan_with_its_deadline_is_a_sentence(note, said):
    assert composed(note, "plans") == said
