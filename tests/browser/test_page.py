"""The whole way of a clerk through the page, in a real browser."""

import io
import json

import docx
import pytest

from drafter import formats
from tests import needs
from tests.browser.steps import BOARD, by_id, drafted, edit, item, prose, settled, tool

pytestmark = [pytest.mark.timeout(120)]


def test_a_first_visit_shows_an_example_and_ends_with_a_word_file(page):
    assert page.locator(f"{BOARD} section[data-part]").count() == 3
    assert page.locator(f"{BOARD} mark.placeholder").count() > 5
    page.locator("#tool-export").click()
    with page.expect_download() as waiting:
        page.locator("#download-draft").click()
    data = waiting.value.path().read_bytes()
    assert waiting.value.suggested_filename.endswith(".docx")
    assert "主要工作开展情况" in "".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    assert formats.read_draft(data).report is not None


def test_redoing_one_item_leaves_the_others_and_an_open_edit_alone(page):
    rev = drafted(page)
    before = prose(page)
    first = item(page, "achievements", 0).get_attribute("data-item")
    second = item(page, "achievements", 1).get_attribute("data-item")
    tool(by_id(page, second), "edit")
    by_id(page, second).locator("textarea").fill("我正在改这一段，还没有保存")
    tool(by_id(page, first), "redo")
    by_id(page, first).locator(".panel input").fill("更简洁")
    page.keyboard.press("Enter")
    rev = settled(page, rev)
    after = prose(page)
    assert {k: v for k, v in after.items() if k != first} == {k: v for k, v in before.items() if k != first}
    area = by_id(page, second).locator("textarea")
    assert area.input_value() == "我正在改这一段，还没有保存"
    area.fill("全年召开组织生活会4次，接待来访99人次。")
    area.press("Control+Enter")
    settled(page, rev)
    assert "99人次" in prose(page)[second]
    assert page.locator(f"{BOARD} .paper mark.unsourced").first.text_content() == "99人次"
    assert page.locator(f"{BOARD} .checks .finding.error").count() >= 1


def test_a_clean_copy_says_first_what_is_open_and_then_can_be_had_anyway(page):
    drafted(page)
    page.locator("#tool-export").click()
    assert "待补" in page.locator("#dialog .state").text_content()
    with page.expect_download() as waiting:
        page.locator("#download-clean").click()
    assert b"customXml" not in waiting.value.path().read_bytes()


def test_hostile_notes_are_shown_as_text(page):
    drafted(page)
    assert page.evaluate("() => document.body.dataset.hit") is None
    assert page.locator(f"{BOARD} img").count() == 0


def test_locking_stops_rewriting_and_an_earlier_version_can_be_had_back(page):
    drafted(page)
    node = item(page, "problems")
    text = node.locator(".prose").text_content()
    rev = edit(page, node, "制度执行不严，敢抓敢管劲头不够。")
    tool(node, "versions")
    node.locator(".restore").click()
    rev = settled(page, rev)
    assert node.locator(".prose").text_content() == text
    tool(node, "lock")
    settled(page, rev)
    assert node.locator(".tools .redo").count() == 0


def test_enter_that_confirms_a_pinyin_candidate_does_not_submit(page):
    rev = drafted(page)
    node = item(page, "problems")
    tool(node, "redo")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "jianjie", "selectionStart": 7, "selectionEnd": 7})
    page.evaluate(
        "() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, keyCode: 229, bubbles: true}))"
    )
    assert node.locator(".panel input").count() == 1
    assert int(page.locator(BOARD).get_attribute("data-rev")) == rev


def test_the_page_speaks_english_too(page):
    page.locator("#tool-language").click()
    page.wait_for_function("() => document.querySelector('#draft').textContent.trim() === 'Draft'")
    drafted(page, "planted 6,350 trees\nchallenges\n- one post empty 4 months\nplans\n- recruit by March")
    assert "Challenges" in page.locator(BOARD).text_content()
    assert page.evaluate("() => document.documentElement.lang") == "en"


def test_no_serious_fault_for_those_who_use_assistive_technology(page):
    axe = needs.module("axe_playwright_python.sync_playwright").Axe()
    drafted(page)
    page.mouse.move(0, 0)
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    serious = [
        f"{v['id']}: {json.dumps([n['target'] for n in v['nodes']][:3])}"
        for v in found
        if v["impact"] in {"serious", "critical"}
    ]
    assert serious == []
