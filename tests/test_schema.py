import json

import pytest
from pydantic import ValidationError

from drafter import service
from drafter.errors import DraftFormatError
from drafter.saving import dump_draft, load_draft
from drafter.schema import Draft, Item, Part, Sentence, Table, Usage, join_sentences


def test_a_part_needs_an_item_or_a_gap():
    with pytest.raises(ValidationError, match="at least one item, or a gap"):
        Part(title="存在问题和不足")
    assert Part(title="存在问题和不足", gap="【待补充】").items == ()


def test_a_saved_draft_reads_back_equal(notes_zh):
    draft = service.draft(notes_zh)
    assert load_draft(dump_draft(draft)) == draft
    assert dump_draft(load_draft(dump_draft(draft))) == dump_draft(draft)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not a saved draft"),
        ("[1]", "no 'format' and 'notes'"),
        ('{"a": 1}', "no 'format' and 'notes'"),
        ('{"format": 99, "notes": []}', "install a newer drafter"),
        ('{"format": "x", "notes": []}', "whole number"),
        ('{"format": 0, "notes": []}', "whole number from 1 on"),
        ('{"format": -1, "notes": []}', "whole number from 1 on"),
        ("[" * 100_000, "not a saved draft"),
        ('{"format": 1, "notes": ' + "[" * 500 + "]" * 500 + "}", "damaged at notes.0"),
        ('{"format": 1, "notes": [{"id": "x", "text": "a"}]}', "damaged at notes.0.id"),
        ('{"format": 1, "notes": [], "unknown": 1}', "damaged at unknown"),
        (b"\xff\xfe\x00", "not a saved draft"),
    ],
)
def test_a_damaged_foreign_or_newer_draft_gets_one_readable_line(text, says):
    with pytest.raises(DraftFormatError, match=says) as caught:
        load_draft(text)
    assert "\n" not in str(caught.value)


def test_values_are_frozen_and_refuse_unknown_keys():
    draft = Draft()
    with pytest.raises(ValidationError):
        draft.rev = 2
    with pytest.raises(ValidationError):
        Item(id="1", colour="red")


def test_a_table_is_rectangular():
    with pytest.raises(ValidationError, match="as wide as its header"):
        Table(header=("a", "b"), rows=(("1",),))


def test_sentences_are_joined_with_a_blank_only_after_western_stops():
    zh = (Sentence(text="一。"), Sentence(text="二。"))
    en = (Sentence(text="One."), Sentence(text="Two."))
    assert join_sentences(zh) == "一。二。"
    assert join_sentences(en) == "One. Two."


def test_usage_adds_up():
    total = Usage(calls=1, prompt_tokens=10, model="a") + Usage(calls=2, completion_tokens=5, model="b", host="h")
    assert (total.calls, total.prompt_tokens, total.completion_tokens, total.model, total.host) == (3, 10, 5, "b", "h")


def test_every_draft_has_its_own_id_and_json_is_plain():
    assert Draft().id != Draft().id
    assert json.loads(dump_draft(Draft()))["format"] == 1
