"""An item that never passes its checks keeps its good sentences; the rules' words stand in for the others, and it is marked."""

from pathlib import Path

import pytest

from drafter import checks, kinds, service
from drafter.engines import wire
from drafter.engines.scripted import ScriptedEngine
from drafter.errors import Truncated
from drafter.events import StoodIn
from drafter.pipeline import mending
from drafter.schema import Item, Request

NOTES = "单位：甲局 2025年\n工作：\n便民窗口受理2140件\n便民窗口上门办理37件\n便民窗口培训人员6期\n"
GOOD = "便民窗口全年受理各类事项2140件。⟦3⟧"
LAST = "对便民窗口人员开展培训6期。⟦5⟧"


def drafted(script):
    document = service.Document(service.new_draft(NOTES))
    assert [fact.id for fact in document.draft.facts if fact.wanted] == ["3", "4", "5"]
    events = list(service.start(document, engine=ScriptedEngine(script)).events())
    (item,) = document.draft.report.achievements.items
    return item, [event for event in events if isinstance(event, StoodIn)], document.draft


def test_only_the_sentence_that_never_passes_gives_way_to_the_rules():
    item, stood, draft = drafted([f"{GOOD}上门办理99件，惠及520户。⟦4⟧{LAST}"] * 3)
    texts = [sentence.text for sentence in item.sentences]
    assert (texts[0], texts[-1]) == ("便民窗口全年受理各类事项2140件。", "对便民窗口人员开展培训6期。")
    assert "37件" in item.text
    assert "99" not in item.text
    assert "520" not in item.text
    assert item.state == "stood_in"
    assert stood[0].reason.startswith("in part: ")
    assert "stood-in" in [finding.code for finding in service.check(draft)]


def test_sentences_that_share_a_fact_go_together_so_that_nothing_is_told_twice():
    item, *_ = drafted([f"{GOOD}便民窗口上门办理37件。⟦4⟧上门办理获得全国第一。⟦4⟧{LAST}"] * 3)
    assert item.text.count("37件") == 1
    assert "第一" not in item.text
    assert item.sentences[0].text == "便民窗口全年受理各类事项2140件。"


def test_what_a_model_drops_is_told_by_the_rules():
    item, *_ = drafted([f"{GOOD}{LAST}"] * 3)
    assert [sentence.text for sentence in item.sentences][:1] == ["便民窗口全年受理各类事项2140件。"]
    assert "37件" in item.text


def test_the_best_of_several_attempts_is_kept():
    bad = "受理9999件。⟦3⟧办理888件。⟦4⟧培训77期。⟦5⟧"
    item, *_ = drafted([bad, f"{GOOD}办理888件。⟦4⟧{LAST}", bad])
    assert item.sentences[0].text == "便民窗口全年受理各类事项2140件。"


def test_an_answer_that_broke_off_while_it_was_mended_leaves_what_was_good_before():
    broken = Truncated("cut off")
    item, stood, _ = drafted([f"{GOOD}办理888件。⟦4⟧{LAST}", broken, broken, broken, broken])
    assert item.sentences[0].text == "便民窗口全年受理各类事项2140件。"
    assert item.state == "stood_in"
    assert "cut off" in stood[0].reason


def test_an_item_of_which_nothing_is_fit_is_the_rules_alone():
    item, stood, _ = drafted(["受理9999件。⟦3⟧办理888件。⟦4⟧培训77期。⟦5⟧"] * 3)
    assert item.versions[-1].by == "rule"
    assert not stood[0].reason.startswith("in part")
    assert "2140件" in item.text


ANSWERS = sorted((Path(__file__).parent / "data" / "answers").glob("*.tsv"))
KINDS = {"primary_school": "school", "tool_library": "ngo_annual", "family_centre": "grant_progress"}
"""Notes, and for each item's notes an answer in free words that is true to them, written without a look at the checks."""


def sent_back(path):
    """How many items the recorded answers are for, and what those that go back to the model go back for."""
    draft = service.new_draft(path.with_suffix(".txt").read_text("utf-8"), Request(kind=KINDS.get(path.stem, "")))
    kind = kinds.load_kind(draft.request.language, draft.request.kind)
    facts = {fact.id: fact for fact in draft.facts}
    asked, back = 0, []
    rules = checks.rules_for(draft, kind)
    for line in path.read_text("utf-8").splitlines():
        ids, _, answer = line.partition("\t")
        own = tuple(facts[name] for name in ids.split(","))
        sentences = wire.parse(answer, {fact.id for fact in own})
        item = Item(id="x", sentences=sentences, facts=tuple(fact.id for fact in own))
        asked += 1
        if found := mending.unfit(item, own, rules):
            back.append((ids, [finding.message for finding in found]))
    return asked, back


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem)
def test_a_true_answer_in_free_words_hardly_ever_goes_back(path):
    asked, back = sent_back(path)
    assert asked > 14
    assert len(back) <= asked / 8, back


@pytest.mark.parametrize("mark", ["[{}]", "【{}】", "（来源：{}）", "(source: {})", "〔素材{}〕"])
@pytest.mark.parametrize("before", ["", "。"])
def test_marks_of_a_models_own_kind_are_read_as_marks(mark, before):
    answer = "".join(
        f"{text}{before}{mark.format(name)}{'' if before else '。'}"
        for text, name in (("受理2140件", "3"), ("办理37件", "4"))
    )
    sentences = wire.parse(answer, {"3", "4", "5"})
    assert [(s.text, s.sources) for s in sentences] == [("受理2140件。", ("3",)), ("办理37件。", ("4",))]


@pytest.mark.parametrize("text", ["受理（其中：9）2140件。", "见附件[7]。", "评为“[3]类”先进。"])
def test_brackets_that_name_no_note_or_stand_within_a_sentence_stay(text):
    assert wire.parse(f"{text}⟦3⟧", {"3", "4"})[0].text == text


def test_marks_that_plainly_name_the_wrong_note_are_put_right_without_another_call():
    answer = "便民窗口受理2140件。⟦4⟧便民窗口上门办理37件。⟦5⟧便民窗口培训人员6期。⟦3⟧"
    item, stood, draft = drafted([answer])
    assert [s.sources for s in item.sentences] == [("3",), ("4",), ("5",)]
    assert not stood
    assert draft.usage.calls == 1


def test_figures_that_changed_places_are_not_taken_for_wrong_marks():
    item, stood, _ = drafted(["便民窗口受理37件。⟦3⟧便民窗口上门办理2140件。⟦4⟧便民窗口培训人员6期。⟦5⟧"] * 3)
    assert stood
    assert "受理2140件" in item.text
    assert "办理37件" in item.text
