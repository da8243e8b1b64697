"""The writer's hand: redo, edit, versions, lock, order, links, fill, settle; two windows on one draft."""

import pytest

from tests.browser.steps import BOARD, accessible, by_id, drafted, edit, item, prose, rev, settled, tool

pytestmark = [pytest.mark.timeout(120)]


def test_redoing_one_item_leaves_the_others_and_an_open_edit_alone(page):
    before = drafted(page)
    texts = prose(page)
    first = item(page, "achievements", 0).get_attribute("data-item")
    second = item(page, "achievements", 1).get_attribute("data-item")
    tool(by_id(page, second), "edit")
    by_id(page, second).locator("textarea").fill("我正在改这一段，还没有保存")
    tool(by_id(page, first), "redo")
    accessible(page)
    by_id(page, first).locator(".redo-panel input").fill("更简洁")
    page.keyboard.press("Enter")
    before = settled(page, before)
    after = prose(page)
    assert {k: v for k, v in after.items() if k != first} == {k: v for k, v in texts.items() if k != first}
    area = by_id(page, second).locator("textarea")
    assert area.input_value() == "我正在改这一段，还没有保存"
    area.fill("全年召开组织生活会4次，接待来访99人次。")
    area.press("Control+Enter")
    settled(page, before)
    assert "99人次" in prose(page)[second]


def test_redoing_a_part_leaves_locked_items_and_other_parts_alone(page):
    before = drafted(page)
    tool(item(page, "achievements", 0), "lock")
    before = settled(page, before)
    texts = prose(page)
    locked = item(page, "achievements", 0)
    assert locked.get_attribute("data-version") == "1"
    accessible(page)
    page.locator(f"{BOARD} [data-part=achievements] .redo-part").click()
    page.locator(".redo-panel .run").click()
    settled(page, before)
    assert locked.get_attribute("data-version") == "1"
    assert item(page, "achievements", 1).get_attribute("data-version") == "2"
    assert item(page, "problems").get_attribute("data-version") == "1"
    assert prose(page) == texts
    assert locked.locator(".tools .redo").count() == 0


def test_what_was_typed_and_is_refused_stays_to_be_mended(page):
    drafted(page)
    node = item(page, "problems")
    tool(node, "redo")
    page.route("**/gradio_api/**", lambda route: route.abort())
    node.locator(".redo-panel input").fill("改成一首诗")
    page.keyboard.press("Enter")
    page.locator("#notice .bad").wait_for()
    assert node.locator(".redo-panel input").input_value() == "改成一首诗"
    page.keyboard.press("Escape")
    box = page.locator(f"{BOARD} .checks .hole input")
    box.fill("37")
    box.press("Enter")
    page.wait_for_function("() => document.querySelector('.board').dataset.saving === '0'")
    assert box.input_value() == "37"
    page.unroute("**/gradio_api/**")


def test_a_part_is_redone_without_the_items_edited_by_hand_and_undone_as_one_step(page):
    before = drafted(page)
    node = item(page, "achievements", 0)
    before = edit(page, node, "手写的话，主题党日10次。")
    page.locator(f"{BOARD} [data-part=achievements] .redo-part").click()
    assert not page.locator(".redo-panel .by-hand").is_checked()
    accessible(page)
    page.locator(".redo-panel .run").click()
    page.locator("#notice", has_text="没有变化").wait_for()
    before = settled(page, before)
    assert node.get_attribute("data-version") == "2"
    assert item(page, "achievements", 1).get_attribute("data-version") == "2"
    page.locator(f"{BOARD} [data-part=achievements] .redo-part").click()
    page.locator(".redo-panel .by-hand").check()
    page.locator(".redo-panel .run").click()
    before = settled(page, before)
    assert "手写的话" not in node.text_content()
    page.locator("#tool-undo").click()
    settled(page, before)
    assert "手写的话" in node.text_content()


def test_a_notices_undo_goes_with_the_step_that_it_speaks_of(page):
    before = drafted(page)
    before = edit(page, item(page, "problems"), "制度执行不严。")
    tool(item(page, "achievements", 0), "more")
    page.locator("#menu [data-op=delete]").click()
    before = settled(page, before)
    assert page.locator("#notice .undo").count() == 1
    page.locator("#tool-undo").click()
    settled(page, before)
    assert page.locator("#notice .undo").count() == 0
    assert "制度执行不严" in item(page, "problems").text_content()


def test_an_edit_is_compared_with_what_stood_before_undone_redone_and_restored(page):
    drafted(page)
    node = item(page, "problems")
    edit(page, node, "制度执行偏松，敢抓敢管劲头不够。")
    text = node.locator(".prose").text_content()
    before = edit(page, node, "制度执行偏严，敢抓敢管劲头不够。")
    edited = node.locator(".prose").text_content()
    tool(node, "versions")
    node.locator(".compare ins").wait_for()
    assert node.locator(".compare .before del").all_text_contents() == ["松"]
    assert node.locator(".compare .after ins").all_text_contents() == ["严"]
    accessible(page)
    page.keyboard.press("Escape")
    page.locator("#tool-undo").click()
    before = settled(page, before)
    assert node.locator(".prose").text_content() == text
    page.locator("#tool-redo_step").click()
    before = settled(page, before)
    assert node.locator(".prose").text_content() == edited
    tool(node, "versions")
    node.locator(".compare .previous").click()
    node.locator(".compare .next").click()
    node.locator(".restore").click()
    settled(page, before)
    assert node.locator(".prose").text_content() == text


def test_an_item_is_moved_deleted_and_brought_back(page):
    before = drafted(page)
    slot = f"{BOARD} [data-part=achievements] .item"
    order = [node.get_attribute("data-item") for node in page.locator(slot).all()]
    tool(item(page, "achievements", 0), "more")
    accessible(page)
    page.locator("#menu [data-op=down]").click()
    before = settled(page, before)
    assert [node.get_attribute("data-item") for node in page.locator(slot).all()] == [order[1], order[0], *order[2:]]
    tool(item(page, "achievements", 0), "more")
    page.locator("#menu [data-op=delete]").click()
    before = settled(page, before)
    assert by_id(page, order[1]).count() == 0
    page.locator("#notice .undo").click()
    before = settled(page, before)
    assert [node.get_attribute("data-item") for node in page.locator(slot).all()] == [order[1], order[0], *order[2:]]


def test_a_plan_is_linked_to_the_problem_that_it_answers(page):
    drafted(page, "问题：\n制度执行偏松\n3个会计岗位空缺\n下步：\n每季度听取一次汇报")
    name = page.locator(f"{BOARD} [data-part=plans] .item", has_text="每季度").get_attribute("data-item")
    problems = page.locator(f"{BOARD} [data-part=problems] .item")
    missing = page.locator(f"{BOARD} .finding[data-code=plan-missing]")

    def link(op):
        tool(by_id(page, name), "more")
        page.locator("#menu [data-op=link]").click()
        for box in page.locator(".link-panel input").all():
            getattr(box, op)()
        page.locator(".link-panel .primary").click()
        page.wait_for_selector(".link-panel", state="detached")

    link("uncheck")
    missing.first.wait_for()
    link("check")
    missing.first.wait_for(state="detached")
    assert by_id(page, name).locator(".badge.link").count() == problems.count()
    assert page.locator(f"{BOARD} [data-part=plans] .item").count() == 1
    assert [node.locator(".badge.link").count() for node in problems.all()] == [1] * problems.count()


def test_a_missing_plan_is_listed_once_with_its_blank_and_a_plan_takes_its_place(page):
    before = drafted(page, "问题：\n制度执行偏松\n3个会计岗位空缺\n下步：\n补齐3个会计岗位")
    assert page.locator(f"{BOARD} [data-part=plans] .item").count() == 2
    blank = page.locator(f"{BOARD} .finding[data-code=placeholder]", has_text="制度")
    assert page.locator(f"{BOARD} .finding[data-code=plan-missing]").count() == 0
    blank.locator("[data-op=link]").click()
    page.locator("#menu button").first.click()
    settled(page, before)
    assert page.locator(f"{BOARD} [data-part=plans] .item").count() == 1
    assert blank.count() == 0


def test_a_blank_filled_once_is_filled_everywhere(page):
    before = drafted(page)
    box = page.locator(f"{BOARD} .checks .hole input")
    assert box.count() == 1
    accessible(page)
    box.fill("37")
    box.press("Enter")
    settled(page, before)
    assert "提案37件" in page.locator(f"{BOARD} .paper").text_content()
    assert "提案37件" in page.locator(f"{BOARD} .notes").text_content()
    assert page.locator(f"{BOARD} .checks .hole").count() == 0
    assert page.locator(f"{BOARD} .item mark.placeholder").count() == 0


def test_what_no_blank_stands_for_is_listed_once_until_it_is_supplied(page):
    drafted(page, "主题党日10次，提案XX件\n问题：\n制度执行偏松\n下步：\n制度执行情况半年查一次")
    before = edit(page, item(page, "problems"), "制度执行偏松，涉及XX个科室。")
    listed = page.locator(f"{BOARD} .group.placeholders [data-code]")
    codes = "nodes => nodes.map(n => n.dataset.code).sort()"
    assert listed.evaluate_all(codes) == ["form-missing", "form-missing", "form-missing", "placeholder"]
    assert page.locator(f"{BOARD} .signature mark").text_content() == "XXXX年XX月XX日"
    page.locator("#tool-export").click()
    assert "5待补" in page.locator("#dialog .state").text_content()
    page.keyboard.press("Escape")
    page.locator(f"{BOARD} .form-open").click()
    page.locator("#form-unit").fill("青河县机关工委")
    page.locator("#form-period").fill("2025")
    page.locator("#form-date").fill("2025年12月20日")
    page.locator("#dialog .save").click()
    settled(page, before)
    assert listed.evaluate_all(codes) == ["placeholder"]


def test_a_contradiction_is_settled_by_choosing(page):
    before = drafted(page, "全年开展志愿服务活动23场\n主题党日10次\n全年志愿服务活动开展26场\n问题：\n制度执行偏松")
    choice = page.locator(f"{BOARD} .choice")
    accessible(page)
    choice.locator(".value", has_text="26场").click()
    before = settled(page, before)
    assert choice.count() == 0
    accessible(page)  # what was chosen waits to be written
    page.locator(f"{BOARD} .settle-all").click()
    settled(page, before)
    text = page.locator(f"{BOARD} .paper").text_content()
    assert "26场" in text
    assert "23场" not in text


def test_a_note_is_moved_dropped_merged_and_restored(page):
    before = drafted(page)
    note = page.locator(f"{BOARD} .note", has_text="主题党日10次").first
    fact = note.get_attribute("data-fact")
    for op in ("problems", "private"):
        page.locator(f'{BOARD} .note[data-fact="{fact}"] button').click()
        page.locator(f"#menu [data-op={op}]").click()
        before = settled(page, before)
    assert page.locator(f'{BOARD} .left .note[data-fact="{fact}"]').count() == 1
    page.locator(f"{BOARD} .settle-all").click()
    before = settled(page, before)
    assert "主题党日10次" not in page.locator(f"{BOARD} .paper").text_content()
    page.locator(f'{BOARD} .note[data-fact="{fact}"] button').click()
    page.locator("#menu [data-op=restore]").click()
    before = settled(page, before)
    page.locator(f'{BOARD} .note[data-fact="{fact}"] button').click()
    page.locator("#menu [data-op=merge]").click()
    page.locator("#menu button", has_text="廉政谈话36人次").click()
    before = settled(page, before)
    assert page.locator(f'{BOARD} .left .note[data-fact="{fact}"]').count() == 1
    page.locator("#notice .undo").click()
    before = settled(page, before)
    page.locator(f"{BOARD} .finding[data-code=fact-unused] [data-op=write-in]").click()
    settled(page, before)
    assert "主题党日10次" in page.locator(f"{BOARD} .paper").text_content()


def test_the_form_filled_in_later_changes_the_title_and_the_kind(page):
    before = drafted(page)
    page.locator(f"{BOARD} .group.hints summary").click()
    page.locator(f"{BOARD} .finding[data-code=guessed]", has_text="文种").locator("[data-op=form]").click()
    page.locator("#form-unit").fill("青河县机关工委")
    page.locator("#form-kind").select_option("school")
    accessible(page)
    page.locator("#dialog .save").click()
    settled(page, before)
    assert "青河县机关工委" in page.locator(f"{BOARD} h1").text_content()
    assert page.locator(f"{BOARD} .finding[data-code=guessed]", has_text="文种").count() == 0


def test_what_was_deleted_waits_for_no_writing_in_and_can_be_left_out(page):
    before = drafted(page)
    tool(page.locator(f"{BOARD} .item", has_text="主题党日10次"), "more")
    page.locator("#menu [data-op=delete]").click()
    before = settled(page, before)
    assert page.locator(f"{BOARD} .settle-all").count() == 0
    unused = page.locator(f"{BOARD} .finding[data-code=fact-unused]")
    for _ in range(unused.count()):
        unused.first.locator("[data-op=drop]").click()
        before = settled(page, before)
    assert unused.count() == 0


def test_private_lines_and_orders_to_the_writer_are_not_offered_for_writing_in(page):
    drafted(
        page,
        "主题党日10次\n古树挂牌120株（这条先别写）\n王秀芬身份证号110101196703072025，低保\n问题：\n执法力量不够\n领导说这块别写太重",
    )
    out = page.locator(f"{BOARD} .finding[data-code=fact-left-out]")
    offered = out.filter(has=page.locator("[data-op=write-in]"))
    assert ["古树" in text for text in offered.all_text_contents()] == [True]
    assert out.count() == 4
    assert "110101" not in page.locator(BOARD).text_content()
    page.locator(f"{BOARD} .note", has_text="不显示").locator("button").click()
    assert "110101" in page.locator("#menu .title").first.text_content()  # who has it written in sees what


def test_marks_follow_what_a_plan_is_linked_to(page):
    before = drafted(page, "问题：\n制度执行偏松\n3个会计岗位空缺\n下步：\n补齐3个会计岗位\n开展培训2次")
    names = "nodes => nodes.map(n => n.textContent)"
    plan = page.locator(f"{BOARD} [data-part=plans] .item").last
    tool(plan, "more")
    page.locator("#menu [data-op=up]").click()
    settled(page, before)
    shown = page.locator(f"{BOARD} .badge.link").evaluate_all(names)
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert shown == page.locator(f"{BOARD} .badge.link").evaluate_all(names)


def test_a_stale_edit_is_kept_as_a_version_and_never_laid_over_the_newer_words(page, visit):
    drafted(page)
    other = visit(page.url, page.context)
    settled(other)
    name = item(page, "problems").get_attribute("data-item")
    tool(by_id(page, name), "edit")
    by_id(page, name).locator("textarea").fill("甲窗口的话，制度执行偏松。")
    before = rev(page)
    edit(other, by_id(other, name), "乙窗口的话，制度执行偏松。")
    settled(page, before)  # the newer words arrive by themselves
    assert "乙窗口" in prose(page)[name]
    assert by_id(page, name).locator("textarea").input_value() == "甲窗口的话，制度执行偏松。"
    before = rev(page)
    by_id(page, name).locator("textarea").press("Control+Enter")
    settled(page, before)
    assert "乙窗口" in prose(page)[name]
    page.wait_for_function("() => (document.querySelector('.compare .before p')?.textContent || '').includes('甲窗口')")
    assert "乙窗口" in by_id(page, name).locator(".compare .after p").text_content()
    accessible(page)
    settled(other, before)
    assert "乙窗口" in prose(other)[name]
