"""The whole way of a clerk through the page, in a real browser."""

import io
import json

import docx
import pytest

from drafter import formats
from tests import needs

pytestmark = [pytest.mark.timeout(120)]

BOARD = ".drafter-board"
NOTES = """单位：云岭县机关工委 2025年
理论学习：中心组学习12次，专题研讨6次
主题党日10次 组织生活会4次
督办提案XX件 <img src=x onerror="document.body.dataset.hit=1">
廉政谈话36人次，警示教育5次
问题：
制度执行偏松，敢抓敢管劲头不够
下步：
机关制度执行情况半年查一次
"""


def idle(page, after=0):
    page.wait_for_function(
        "([after]) => { const b = document.querySelector('.drafter-board'); return b && b.dataset.busy === '0' && +b.dataset.rev > after; }",
        arg=[after],
    )
    return int(page.locator(BOARD).get_attribute("data-rev"))


def drafted(page, notes=NOTES):
    page.locator("#notes textarea").fill(notes)
    page.locator("#draft").click()
    return idle(page)


def prose(page):
    return page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('.drafter-board .item')].map(n => [n.id, n.querySelector('.prose').textContent]))"
    )


def test_a_first_visit_ends_with_a_word_file(page, tmp_path):
    page.locator("#example").click()
    page.wait_for_function("() => document.querySelector('#notes textarea').value.length > 100")
    page.locator("#draft").click()
    page.wait_for_function(
        "() => document.querySelector('.drafter-board').dataset.busy === '1' && document.querySelector('.streaming')?.textContent.length > 4"
    )
    idle(page)
    assert page.locator(f"{BOARD} section").count() == 3
    assert page.locator(f"{BOARD} mark.placeholder").count() > 5
    with page.expect_download() as waiting:
        page.locator("#download-draft").click()
    data = waiting.value.path().read_bytes()
    assert waiting.value.suggested_filename.endswith(".docx")
    assert "主要工作开展情况" in "".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    assert formats.read_draft(data).report is not None


def test_redoing_one_item_leaves_the_others_and_an_open_edit_alone(page):
    rev = drafted(page)
    before = prose(page)
    first, second = (
        page.locator(f"{BOARD} [data-part=achievements] .item").nth(0),
        page.locator(f"{BOARD} [data-part=achievements] .item").nth(1),
    )
    first_id, second_id = first.get_attribute("id"), second.get_attribute("id")
    second.hover()
    second.locator(".edit").click()
    second.locator("textarea").fill("我正在改这一段，还没有保存")
    first.hover()
    first.locator(".redo").click()
    page.locator(f"#{first_id.replace('.', chr(92) + '.')} input").fill("更简洁")
    page.keyboard.press("Enter")
    rev = idle(page, rev)
    after = prose(page)
    assert {k: v for k, v in after.items() if k != first_id} == {k: v for k, v in before.items() if k != first_id}
    area = page.locator(f"#{second_id.replace('.', chr(92) + '.')} textarea")
    assert area.input_value() == "我正在改这一段，还没有保存"
    area.fill("全年召开组织生活会4次，接待来访99人次。")
    page.keyboard.press("Control+Enter")
    idle(page, rev)
    assert "99人次" in prose(page)[second_id]
    assert page.locator(f"{BOARD} mark.unsourced").first.text_content() == "99人次"
    assert page.locator(f"{BOARD} .checks li.error").count() >= 1


def test_a_clean_copy_says_first_what_is_open_and_then_can_be_had_anyway(page):
    drafted(page)
    page.locator("#download-clean").click()
    page.wait_for_selector("#download-anyway", state="visible")
    assert "XX件" in page.locator("#refused").text_content()
    with page.expect_download() as waiting:
        page.locator("#download-anyway").click()
    package = waiting.value.path().read_bytes()
    assert b"customXml" not in package


def test_hostile_notes_are_shown_as_text(page):
    drafted(page)
    assert page.evaluate("() => document.body.dataset.hit") is None
    assert page.locator(f"{BOARD} img").count() == 0


def test_locking_stops_rewriting_and_an_earlier_version_can_be_had_back(page):
    rev = drafted(page)
    item = page.locator(f"{BOARD} [data-part=problems] .item").first
    text = item.locator(".prose").text_content()
    item.hover()
    item.locator(".edit").click()
    item.locator("textarea").fill("制度执行不严，敢抓敢管劲头不够。")
    item.locator(".save").click()
    rev = idle(page, rev)
    item.hover()
    item.locator(".previous").click()
    rev = idle(page, rev)
    assert item.locator(".prose").text_content() == text
    item.hover()
    item.locator(".lock").click()
    idle(page, rev)
    assert item.locator(".redo").count() == 0


def test_enter_that_confirms_a_pinyin_candidate_does_not_submit(page):
    rev = drafted(page)
    item = page.locator(f"{BOARD} [data-part=problems] .item").first
    item.hover()
    item.locator(".redo").click()
    item.locator("input").focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "jianjie", "selectionStart": 7, "selectionEnd": 7})
    page.evaluate(
        "() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, keyCode: 229, bubbles: true}))"
    )
    assert item.locator("input").count() == 1
    assert int(page.locator(BOARD).get_attribute("data-rev")) == rev


def test_the_page_speaks_english_too(page):
    page.locator("#language input[value=en]").check()
    page.wait_for_function("() => document.querySelector('#draft').textContent.trim() === 'Draft'")
    page.locator("#example").click()
    page.wait_for_function("() => document.querySelector('#notes textarea').value.includes('trees')")
    page.locator("#draft").click()
    idle(page)
    assert "Achievements" in page.locator(BOARD).text_content()


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
