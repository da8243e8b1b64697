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
        ("heating packed up in Feb, two sessions cancelled", "problems", "Heating failed in February, and two sessions were cancelled."),
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


@pytest.mark.parametrize(
    ("note", "part", "said"),
    [
        ("women supported this year 143, children 96", "achievements", "In all, 143 women and 96 children were supported this year."),
        ("mentors trained 68 of which 19 went on to get jobs", "achievements", "In all, 68 mentors were trained, of which 19 went on to get jobs."),
        ("7 prisons now (5 in 2024)", "achievements", "There are now 7 prisons (5 in 2024)."),
        ("trained 14 GPs to spot the signs, 12 more booked for Jan", "achievements", "We trained 14 GPs to spot the signs, and a further 12 are booked for January."),
        ("12 more families came in May", "achievements", "Twelve more families came in May."),
        ("energy bills £6.1k, were £3.8k", "problems", "Energy bills were £6,100, against £3,800 before."),
    ],
)  # fmt: skip
def test_what_is_counted_is_told_with_its_number(note, part, said):
    assert composed(note, part) == said


@pytest.mark.parametrize(
    ("note", "part", "said"),
    [
        ("toddler group restarted with 3 new leaders", "achievements", "The toddler group was restarted with 3 new leaders."),
        ("new play room opened in May", "achievements", "The new play room opened in May."),
        ("restart youth night if we find a leader", "plans", "We will restart the youth night if we find a leader."),
        ("online booking, Sam is building it", "plans", "Our plans include online booking, and Sam is building it."),
        ("new caretaker by Easter, 12 hrs a week", "plans", "Our plans include a new caretaker by Easter, for 12 hours a week."),
        ("peer training manual, finish by June", "plans", "Our plans include a peer training manual, to finish by June."),
        ("Ministry of Justice renewed the contract", "achievements", "Ministry of Justice renewed the contract."),
        ("Review of the hall finished", "achievements", "The review of the hall finished."),
        ("library vans visited weekly", "achievements", "Library vans visited weekly."),
        ("site visited in May", "achievements", "The site was visited in May."),
        ("washing machine broke, took 5 weeks to get another", "problems", "The washing machine broke, and it took 5 weeks to get another."),
        ("the boiler broke, took out two fuses", "problems", "The boiler broke and took out two fuses."),
        ("recruit childrens worker", "plans", "We will recruit the children’s worker."),
        ("storm damaged roof, landlord slow", "problems", "The storm damaged roof, and the landlord was slow."),
    ],
)  # fmt: skip
def test_a_thing_keeps_its_article_its_name_and_its_verb(note, part, said):
    assert composed(note, part) == said


@pytest.mark.parametrize(
    ("note", "part", "said"),
    [
        ("one complaint from neighbour about noise - sorted", "problems", "There was one complaint from a neighbour about noise, which was sorted."),
        ("Pat stood down at AGM", "achievements", "Pat stood down at the AGM."),
        ("move to new office", "plans", "We will move to a new office."),
        ("we talked to new office staff", "achievements", "We talked to new office staff."),
        ("one data breach, reported to ICO", "problems", "There was one data breach, reported to the ICO."),
        ("we heard from council tax payers", "achievements", "We heard from council tax payers."),
        ("We open Saturdays from Easter", "plans", "We open on Saturdays from Easter."),
        ("We missed most Saturdays", "problems", "We missed most Saturdays."),
        ("We agreed Saturdays start in May", "achievements", "We agreed Saturdays start in May."),
        ("books donated 4,400, Penguin gave 2,000 of them", "achievements", "In all, 4,400 books were donated; Penguin gave 2,000 of them."),
    ],
)  # fmt: skip
def test_a_noun_behind_a_preposition_gets_the_article_it_needs(note, part, said):
    assert composed(note, part) == said


@pytest.mark.parametrize(
    ("note", "part", "said"),
    [
        ("relaxed screenings every month for families with autistic children", "achievements", "There were relaxed screenings every month for families with autistic children."),
        ("lost money on the festival, about £600", "problems", "We lost money on the festival (about £600)."),
        ("lost income from the hall", "problems", "There was lost income from the hall."),
        ("website crashed on booking night", "problems", "The website crashed on booking night."),
        ("kids club sold out 7 times", "achievements", "The children’s club sold out 7 times."),
        ("the jam sold in May", "achievements", "The jam was sold in May."),
        ("tractor died, borrowing one from farmer", "problems", "The tractor died, and we are borrowing one from a farmer."),
        ("resurface the arena, need £24k", "plans", "We will resurface the arena; we need £24,000."),
        ("Women supported this year 143, children 96", "achievements", "In all, 143 women and 96 children were supported this year."),
        ("the June one was a washout, only 12 people turned up", "achievements", "The June one was a washout, and only 12 people turned up."),
        ("only 12 people turned up", "problems", "Only 12 people turned up."),
        ("two bookings double booked, refunded both", "problems", "Two bookings were double-booked, and we refunded both."),
        ("fish survey all 10 sites, start in May", "plans", "Our plans include the following: fish survey all 10 sites, start in May."),
        ("concert 140 guests", "achievements", "The concert had 140 guests."),
        ("ask members what they want, survey in Feb", "plans", "We will ask members what they want, with a survey in February."),
    ],
)  # fmt: skip
def test_a_scrap_of_a_small_charity_is_told(note, part, said):
    assert composed(note, part) == said
