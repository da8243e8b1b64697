"""English notes as sentences: what a note leaves out is supplied, what it does not say is not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.languages import en
from drafter.languages.en.formal import spans_kept
from drafter.languages.en.sentences import sentence
from drafter.schema import Fact


def composed(text, part="achievements", theme=""):
    facts = [
        Fact(id=str(n), note=n, text=piece, part=part, theme=theme)
        for n, piece in enumerate(en.split_statements(text), 1)
    ]
    return " ".join(said for said, _ in en.compose(facts, part, "2025"))


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("planted 6,350 trees, 4.2 km of bank", "We planted 6,350 trees and 4.2 km of bank"),
        ("removed weir at Tannery Lane", "We removed the weir at Tannery Lane"),
        ("trained staff in first aid", "We trained staff in first aid"),
        ("successfully renegotiated the lease", "We successfully renegotiated the lease"),
    ],
)
def test_a_deed_gets_its_doer(clause, said):
    assert said == sentence(clause, "achievements")


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("sibling visits cancelled 8 times", "Sibling visits were cancelled 8 times"),
        ("planning application turned down", "The planning application was turned down"),
        ("1,908 women screened", "In all, 1,908 women were screened"),
        ("all 14 actions signed off in August", "All 14 actions were signed off in August"),
        ("17 farms signed plans", "In all, 17 farms signed plans"),
        ("attendance dropped in May", "Attendance dropped in May"),
        ("84 matched pairs still meeting", "In all, 84 matched pairs were still meeting"),
    ],
)
def test_what_was_done_is_told_apart_from_who_did_it(clause, said):
    assert said == sentence(clause, "achievements")


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("van broke down twice", "The van broke down twice"),
        ("reserves only 2 months", "Reserves were only 2 months"),
        ("boiler out for 19 days in January", "The boiler was out for 19 days in January"),
        ("no hot water in two blocks", "There was no hot water in two blocks"),
        ("hard to find drivers", "It was hard to find drivers"),
        ("unable to recruit a treasurer", "We were unable to recruit a treasurer"),
        ("mould in the store", "There was mould in the store"),
        ("one caseworker for 140 clients", "There was one caseworker for 140 clients"),
    ],
)
def test_a_state_gets_its_verb_and_its_article(clause, said):
    assert said == sentence(clause, "problems")


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("income £318,400, spent £301,750", "Income was £318,400; we spent £301,750"),
        ("donations £19,500 (Tesco £9,000 and churches £9,500)", "Donations were £19,500 (Tesco £9,000 and churches £9,500)"),
        ("46% of income from one grant", "In all, 46% of income came from one grant"),
        ("number of visitors [number to be confirmed]", "The number of visitors is [number to be confirmed]"),
        ("new youth panel, 12 members", "There was a new youth panel, with 12 members"),
        ("parents evening: 88% turnout", "The turnout for the parents evening was 88%"),
        ("foster carers recruited: 17", "In all, 17 foster carers were recruited"),
        ("audit finished on 4 April, 14 findings in all", "The audit finished on 4 April, with 14 findings in all"),
    ],
)  # fmt: skip
def test_a_figure_is_told_with_what_it_counts(clause, said):
    assert said == sentence(clause, "achievements")


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("publish open data page", "We will publish the open data page"),
        ("sort a new freezer", "We will sort a new freezer"),
        ("chase the returns by phone", "We will chase the returns by phone"),
        ("to reach 40 schools", "We plan to reach 40 schools"),
        ("bank of 3 sessional staff by March", "Our plans include a bank of 3 sessional staff by March"),
        ("second van by June", "Our plans include a second van by June"),
        ("survey to be repeated in June", "The survey is to be repeated in June"),
        ("three-year plan to go to trustees in May", "Our plans include a three-year plan to go to trustees in May"),
        ("bid to the lottery, answer in May", "We will bid to the lottery, with an answer in May"),
    ],
)
def test_a_plan_is_told_as_a_plan(clause, said):
    assert said == sentence(clause, "plans")


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Tesco gave £9,000", "Tesco gave £9,000."),
        ("Board met six times", "The board met six times."),
        ("test coverage 71% → 84%", "Test coverage went from 71% to 84%."),
        ("we'd hoped for 40, couldn't get past 31", "We had hoped for 40 and could not get past 31."),
        ("donations £19,500 - Tesco £9,000 and churches £9,500", "Donations were £19,500 (Tesco £9,000 and churches £9,500)."),
        ("opened the hall at last 🎉", "We opened the hall at last."),
    ],
)  # fmt: skip
def test_typing_is_written_out(note, said):
    assert said == composed(note)


def test_a_label_leads_only_where_it_names_a_thing():
    assert composed("612 walkers", theme="Moonlight Walk") == "For Moonlight Walk, there were 612 walkers."
    assert composed("£88,000", theme="council grants") == "Council grants were £88,000."
    assert composed("planted 40 trees", theme="did") == "We planted 40 trees."
    assert composed("planted 40 trees", theme="from the ledger") == "We planted 40 trees."


def test_a_count_of_what_was_named_before_stays_with_it():
    assert en.split_statements("27 farms signed plans; 11 fenced cattle out; fair held in May") == (
        "27 farms signed plans; 11 fenced cattle out",
        "fair held in May",
    )


def test_a_day_behind_a_place_gets_its_preposition():
    assert composed("Removed weir at Tannery Lane 22 Aug") == "We removed the weir at Tannery Lane on 22 August."
    assert composed("On 30 Sept the project had spent 71%") == "On 30 September the project had spent 71%."


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("14 June open day, 60 people", "On 14 June, there was an open day, with 60 people."),
        ("03/11 five sondes calibrated", "On 03/11, five sondes were calibrated."),
        ("Aug 12: boiler replaced", "On August 12, the boiler was replaced."),
        ("2025-05-12 lease signed", "On 2025-05-12, the lease was signed."),
        ("4 June to 9 June camp for 12 children", "From 4 June to 9 June, there was a camp for 12 children."),
        ("12 May was the deadline", "12 May was the deadline."),
        ("3/4 of the boats repaired", "3/4 of the boats were repaired."),
    ],
)
def test_the_day_of_a_diary_leads_its_sentence(note, said):
    assert composed(note) == said


def test_a_planned_thing_is_followed_by_its_day():
    assert composed("14 June open day", "plans") == "Our plans include an open day on 14 June."


def test_a_title_ends_no_sentence_and_a_papers_number_has_no_comma():
    assert en.split_statements("Present: Smt. Kulkarni, Prof. Rao") == ("Present: Smt. Kulkarni, Prof. Rao",)
    assert "no. 3318" in composed("audit note no. 3318 closed")


WORDS = st.sampled_from(
    [
        "we",
        "planted",
        "removed",
        "trees",
        "van",
        "broke",
        "no",
        "new",
        "the",
        "12",
        "£4,500",
        "46%",
        "of",
        "from",
        "in",
        "by",
        "June,",
        "to",
        "publish",
        "staff",
        "trained",
        "[TBC]",
        "only",
        "down",
    ]
)


@given(
    st.lists(st.one_of(st.text("abc deo fr 12,£%;.()’-", min_size=1, max_size=60), st.lists(WORDS, min_size=1, max_size=9).map(" ".join)), min_size=1, max_size=4),
    st.sampled_from(["achievements", "problems", "plans"]),
)  # fmt: skip
def test_any_facts_compose_to_sentences_that_keep_every_figure(lines, part):
    facts = [Fact(id=str(n), note=n, text=line, part=part) for n, line in enumerate(lines, 1) if line.strip()]
    said = en.compose(facts, part, "2025")
    assert {fact.id for fact in facts} == {name for _, names in said for name in names}
    assert all(spans_kept(fact.text, " ".join(text for text, _ in said)) for fact in facts)
    assert all(re.search(r"[.!?][”)]?$", text) for text, _ in said)
    assert not any(re.match(r"[-•*]\s|\d+[.)]\s", text) for text, _ in said)


@pytest.mark.parametrize(
    ("note", "part"),
    [
        ("Total 4.2 km stone soling complete up to Burtibang", "achievements"),
        ("Beds 64/64", "achievements"),
        ("Hospice beds nil in the whole region", "problems"),
        ("Ranger training of five days shall be held in November at Mataram", "plans"),
    ],
)
def test_a_note_that_the_rules_would_spoil_stands_in_its_own_words(note, part):
    said = composed(note, part)
    assert note.lower() in said.lower()
    assert "there was" not in said.lower()


def test_neighbouring_notes_in_their_own_words_share_a_sentence_and_keep_their_sources():
    facts = [
        Fact(id=str(n), note=n, text=text, part="problems")
        for n, text in enumerate(
            ("Hospice beds nil in the whole region", "EHC annual reviews overdue, sixty-two", "Van broke down twice"), 1
        )
    ]
    said = en.compose(facts, "problems", "2025")
    listed = [ids for text, ids in said if text.startswith("We met the following difficulties: hospice beds")]
    assert listed
    assert listed[0][0] == "1"
    assert {name for _, ids in said for name in ids} == {"1", "2", "3"}
    assert said[-1] == ("The van broke down twice.", ("3",))


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("the library was shut June - Aug for works", "The library was shut June to August for works."),
        ("the library was shut Mar – July for works", "The library was shut March to July for works."),
        ("the cafe opens Tues - Thurs", "The cafe opens Tues to Thurs."),
        ("the library was shut in June - leaks", "The library was shut in June, leaks."),
    ],
)
def test_a_span_of_months_or_weekdays_stays_one(note, said):
    assert composed(note) == said


def test_a_span_of_years_and_the_number_of_a_standard_get_no_commas():
    assert "1871–1903" in composed("Keeper’s journals 1871–1903 transcribed")
    assert "ISO 9001" in composed("Renew ISO 9001 in November", "plans")
    assert "12,000–15,000" in composed("12000–15000 visitors came")


def test_a_day_behind_a_thing_that_could_be_numbered_is_a_day():
    assert composed("van 12 June") == "There was a van on 12 June."
    assert [figure.value for figure in en.read_figures("van 12 June, bus 7")] == ["--06-12", "bus 7"]


def test_a_number_that_opens_with_nought_is_spelled_whole():
    assert composed("05 farms signed").startswith("Five farms")
