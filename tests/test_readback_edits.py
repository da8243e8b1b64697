"""Any single edit of a draft copy, in either layout, with bookmarks or without them: that item differs, and nothing else."""

from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from drafter import formats, service
from tests.sample_reports import SAMPLES
from tests.word_edits import W, WordFile


@cache
def printed(name, headings):
    draft = SAMPLES[name]()
    return draft, formats.write(draft, "docx", layout=formats.layout_for(draft, headings=headings))


def items_of(draft):
    return [item for _, part in draft.report.parts() for item in part.items if item.sentences and not item.table]


def unmarked(file):
    for mark in list(file.root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        mark.getparent().remove(mark)


@pytest.mark.parametrize("bookmarks", [True, False])
@pytest.mark.parametrize("headings", ["run-in", "own-line"])
@settings(max_examples=15, deadline=None)
@given(
    name=st.sampled_from(["summary_zh", "everything_zh", "annual_en", "everything_en"]),
    number=st.integers(0, 40),
    at=st.integers(0, 400),
    way=st.sampled_from(["reword", "heading", "append", "delete"]),
)
def test_one_edit_changes_one_item(headings, bookmarks, name, number, at, way):
    draft, data = printed(name, headings)
    found = items_of(draft)
    item = found[number % len(found)]
    file = WordFile(data)
    if not bookmarks:
        unmarked(file)
    text = item.sentences[at % len(item.sentences)].text
    chinese = name.endswith("zh")
    if way == "reword":
        cut = at % max(1, len(text) - 6)
        place = file.paragraph(text)
        words = next((t for t in place.iter(f"{W}t") if text in t.text), None)
        assume(words is not None)  # one with a placeholder lies in several runs
        words.text = words.text.replace(
            text, text[:cut] + ("改动之处" if chinese else "another way") + text[cut + 3 :], 1
        )
    elif way == "heading" and item.heading:
        file.type_over(item.heading, item.heading[:-2] + ("有新意" if chinese else " anew"))
    elif way == "delete":
        for paragraph in [p for p in file.root.iter(f"{W}p") if says("".join(p.itertext(f"{W}t")), item)]:
            paragraph.getparent().remove(paragraph)
    else:
        file.add_after(
            item.sentences[-1].text, "增加的一段文字，说明情况。" if chinese else "One more paragraph says a little."
        )
    back = service.read_back(file.saved(), "x.docx")
    old, new = ({i.id: i for i in each.report.items()} for each in (draft, back.draft))
    assert [i for i in {**old, **new} if old.get(i) != new.get(i)] == [item.id]
    kept = {"achievements", "problems", "plans", "opening", "removed"}
    assert back.draft.report.model_dump(exclude=kept) == draft.report.model_dump(exclude=kept)
    assert (back.changed, back.left) == ((item.id,), ())
    if way == "delete":
        assert [gone.item for gone in back.draft.report.removed] == [item]
    elif way == "heading" and item.heading:
        assert new[item.id].sentences == item.sentences
        assert new[item.id].heading.endswith("有新意" if chinese else " anew")


def says(text, item):
    return (item.heading or "\0") in text or any(sentence.text in text for sentence in item.sentences)


@pytest.mark.parametrize("copy", ["draft", "clean"])
@pytest.mark.parametrize("written", ["md", "txt"])
@pytest.mark.parametrize("name", SAMPLES)
def test_text_that_nobody_touched_changes_nothing_and_an_edit_or_a_cut_its_item_alone(name, written, copy):
    draft = SAMPLES[name]()
    text = formats.write(draft, written, copy).decode()
    untouched = service.read_back(text.encode(), f"report.{written}", draft)
    assert (untouched.draft, untouched.left) == (draft, ())
    items = items_of(draft)
    shown = {i.id: i for i in formats.printed(draft)[0].items()} if copy == "clean" else {i.id: i for i in items}
    one, gone = items[0], items[-1]
    old = shown[one.id].sentences[-1].text
    changed = text.replace(old, old[:-3] + ("以及别的。" if name.endswith("zh") else " and more."))
    changed = "\n\n".join(p for p in changed.split("\n\n") if shown[gone.id].sentences[0].text not in p)
    back = service.read_back(changed.encode(), f"report.{written}", draft)
    before, after = ({i.id: i for i in each.report.items()} for each in (draft, back.draft))
    assert [i for i in {**before, **after} if before.get(i) != after.get(i)] == [one.id, gone.id]
    assert (after[one.id].versions[-1].by, after[one.id].heading, back.left) == ("hand", one.heading, ())
    assert [each.item for each in back.draft.report.removed] == [gone]
