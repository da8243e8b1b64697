"""Trust at a glance, and everyone: hostile text, input methods, keyboard, phone, dark, both languages."""

import pytest

from tests.browser.steps import BOARD, NOTES, accessible, drafted, edit, item, prose, rev, settled, tool

pytestmark = [pytest.mark.timeout(120)]

HOSTILE = "\n".join((
    'A1<img src=x onerror="document.body.dataset.hit=1">开展活动12次', "B2{{value}}走访8家",
    "C3${document.body.dataset.hit=1}</script><script>document.body.dataset.hit=1</script>培训3期", "D4" + "长" * 10_000 + "会议9次",
    "E5 👨‍👩‍👧‍👦🚀 推进项目6个", "F6 \u202eهذا نص عربي\u202c 接待7批", "问题：", "制度执行<b>偏松</b>",
))  # fmt: skip


def test_hostile_text_is_shown_as_text_and_breaks_nothing(page):
    drafted(page, HOSTILE)
    shown = page.locator(BOARD).text_content()
    assert 'A1<img src=x onerror="document.body.dataset.hit=1">' in shown
    typed = "{{value}}、{{{value}}}与${value}，制度执行<b>偏松</b>。"
    edit(page, item(page, "problems"), typed)
    assert typed in item(page, "problems").text_content()
    assert "${document.body.dataset.hit=1}" in shown
    page.locator("#tool-preview").click()
    page.wait_for_selector("iframe[data-shown='1']")
    page.keyboard.press("Escape")
    page.locator("#tool-documents").click()
    page.wait_for_selector(".docs[data-listed]")
    page.keyboard.press("Escape")
    tool(item(page, "problems"), "edit")
    page.wait_for_selector("textarea[data-weighed]")
    accessible(page)
    assert page.evaluate("() => document.body.dataset.hit") is None
    assert page.locator(f"{BOARD} :is(img, script, iframe)").count() == 0
    assert page.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")


def test_a_sentence_and_its_notes_light_each_other(page):
    drafted(page)
    page.locator(f"{BOARD} .sentence", has_text="廉政谈话36人次").first.hover()
    assert "廉政谈话36人次" in page.locator(f"{BOARD} .note.lit").first.text_content()
    page.locator(f"{BOARD} .note", has_text="制度执行偏松").hover()
    assert "制度执行偏松" in page.locator(f"{BOARD} .sentence.lit").first.text_content()
    page.locator(f"{BOARD} .note", has_text="廉政谈话36人次").locator("button").focus()
    assert "廉政谈话36人次" in page.locator(f"{BOARD} .sentence.lit").first.text_content()


def test_a_click_on_a_sentence_brings_its_notes_into_view_or_tells_them(page, app, visit):
    drafted(page, "\n".join([*(f"第{n}次走访{n + 20}户困难家庭" for n in range(1, 40)), "问题：", "制度执行偏松"]))
    note = page.locator(f"{BOARD} .note", has_text="制度执行偏松")
    page.locator(f"{BOARD} .notes .groups").evaluate("node => node.scrollTop = 0")
    item(page, "problems").locator(".sentence").first.click()
    box = note.bounding_box()
    assert 0 < box["y"] < 950 - box["height"]
    assert page.evaluate(
        "([x, y]) => Boolean(document.elementFromPoint(x, y).closest('.note'))", [box["x"] + 40, box["y"] + 8]
    )
    phone = visit(app, viewport={"width": 420, "height": 850}, has_touch=True, is_mobile=True)
    settled(phone)
    phone.locator(f"{BOARD} .sentence:not([data-note=''])").first.tap()
    accessible(phone)
    assert "中心组学习" in phone.locator("#menu button").first.text_content()
    phone.locator("#menu button").first.click()
    assert phone.locator(f"{BOARD} .note.found").is_visible()


def test_no_text_moves_when_tools_come_and_go(page):
    drafted(page)
    places = "() => [...document.querySelectorAll('.board .prose')].map(n => n.getBoundingClientRect().top)"
    page.mouse.move(0, 0)
    before = page.evaluate(places)
    item(page, "achievements", 0).locator(".prose").hover()
    assert page.evaluate(places) == before
    item(page, "achievements", 0).locator(".tools .lock").focus()
    item(page, "achievements", 1).locator(".prose").hover()
    assert page.evaluate(places) == before


def test_the_page_speaks_the_browsers_language_until_another_is_chosen(app, visit):
    page = visit(app, locale="en-GB")
    page.wait_for_function("() => document.querySelector('#draft').textContent.trim() === 'Draft'")
    assert page.evaluate("() => document.documentElement.lang") == "en"
    drafted(
        page, "planted 6,350 trees\nchallenges\n- one post empty 4 months\n- scheme frozen\nplans\n- recruit by March"
    )
    gap = page.locator(f"{BOARD} [data-part=plans] mark.placeholder")
    assert gap.text_content().startswith("[To be added")
    filled = page.locator(f"{BOARD} .tally .placeholders b").text_content()
    page.locator("#tool-export").click()
    line = page.locator("#dialog .state button.placeholders")
    assert line.locator("b").text_content() == filled
    line.click()
    page.wait_for_selector(f"{BOARD} .group.placeholders.found")
    page.locator("#tool-language").click()
    page.reload()
    page.wait_for_selector("body[data-ready]")
    page.wait_for_function("() => document.querySelector('#draft').textContent.trim() === '起草'")


def test_findings_follow_the_typing_and_can_be_confirmed(page):
    drafted(page)
    node = item(page, "problems")
    tool(node, "edit")
    area = node.locator("textarea")
    area.press_sequentially("接待来访997人次。")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.under mark.unsourced')].some(n => n.textContent === '997人次')"
    )
    page.wait_for_function("() => document.querySelector('.checks .finding.error')?.textContent.includes('997人次')")
    before = rev(page)
    area.press("Control+Enter")
    before = settled(page, before)
    assert page.locator(f"{BOARD} .paper mark.unsourced").first.text_content() == "997人次"
    while page.locator(f"{BOARD} .finding.error [data-op=confirm]").count():
        page.locator(f"{BOARD} .finding.error [data-op=confirm]").first.click()
        before = settled(page, before)
    assert page.locator(f"{BOARD} .paper mark.unsourced").count() == 0


def test_a_finding_leads_to_its_place(page):
    drafted(page)
    edit(page, item(page, "achievements", 1), "接待来访997人次。")
    page.locator(f"{BOARD} .checks .finding.error .message", has_text="997").first.click()
    page.wait_for_selector(f"{BOARD} .paper .found")


def test_enter_that_confirms_a_pinyin_candidate_does_not_submit(page):
    before = drafted(page)
    node = item(page, "problems")
    tool(node, "redo")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "jianjie", "selectionStart": 7, "selectionEnd": 7})
    accessible(page)
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 229}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    session.send("Input.insertText", {"text": "简洁"})
    assert node.locator(".redo-panel input").input_value() == "简洁"
    assert rev(page) == before
    page.keyboard.press("Enter")
    settled(page, before)
    assert node.get_attribute("data-version") == "2"


def test_the_keyboard_alone_redoes_edits_and_undoes(page):
    before = drafted(page)
    node = item(page, "problems")
    node.locator(".tools .redo").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("更简洁")
    page.keyboard.press("Enter")
    before = settled(page, before)
    assert node.get_attribute("data-version") == "2"
    node.locator(".tools .edit").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type("制度执行不严。")
    page.keyboard.press("Control+Enter")
    before = settled(page, before)
    node.locator("textarea").wait_for(state="detached")  # while it is there, Control+z is its own
    text = prose(page)
    page.keyboard.press("Control+z")
    before = settled(page, before)
    assert prose(page) != text
    page.keyboard.press("Control+Shift+z")
    settled(page, before)
    assert prose(page) == text


def test_a_phone_shows_one_column_at_a_time(app, visit):
    page = visit(app, viewport={"width": 420, "height": 850}, has_touch=True, is_mobile=True)
    settled(page)
    assert not page.locator("#form").is_visible()
    assert page.locator(f"{BOARD} .paper").is_visible()
    page.locator("#bar [data-side=form]").click()
    drafted(page)
    assert not page.locator("#form").is_visible()
    accessible(page)
    assert page.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")
    page.locator("#tabs [data-body=checks]").click()
    box = page.locator(f"{BOARD} .checks .hole input")
    before = rev(page)
    box.fill("37")
    box.press("Enter")
    settled(page, before)
    page.locator("#tabs [data-body=notes]").click()
    assert "提案37件" in page.locator(f"{BOARD} .notes").text_content()
    accessible(page)
    page.locator("#tabs [data-body=paper]").click()
    edit(page, item(page, "problems"), "制度执行不严。")
    accessible(page)


def test_the_dark_page_can_be_read(app, visit):
    page = visit(app, color_scheme="dark")
    drafted(page)
    edit(page, item(page, "problems"), "接待来访997人次。")
    tool(item(page, "problems"), "versions")
    page.wait_for_selector(".compare ins")
    accessible(page)
    page.locator("#tool-export").click()
    accessible(page)
    page.keyboard.press("Escape")
    page.locator("#tool-dark").click()
    accessible(page)


def test_the_page_speaks_english_too(page):
    page.locator("#tool-language").click()
    page.wait_for_function("() => document.querySelector('#draft').textContent.trim() === 'Draft'")
    drafted(page, "planted 6,350 trees\nchallenges\n- one post empty 4 months\nplans\n- recruit by March")
    assert "Challenges" in page.locator(BOARD).text_content()
    assert "Undo" in page.locator("#bar").text_content()
    assert page.evaluate("() => document.documentElement.lang") == "en"
    accessible(page)


def test_notes_that_were_typed_and_not_yet_drafted_survive_a_reload(page):
    page.locator("#notes textarea").fill(NOTES)
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert page.locator("#notes textarea").input_value() == NOTES
