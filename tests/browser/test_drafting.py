"""From a first visit to a finished file: example, paste, draft, stop, continue, reload, kill, files in and out."""

import io

import docx
import pytest

from drafter import formats
from tests.browser.steps import (
    BOARD,
    NOTES,
    accessible,
    by_id,
    drafted,
    drop,
    edit,
    held,
    item,
    prose,
    rev,
    settled,
    slow,
    started,
    streaming,
    tool,
    unwritten,
)

pytestmark = [pytest.mark.timeout(120)]


def test_a_first_visit_shows_an_example_and_ends_with_a_word_file(page):
    assert page.locator(f"{BOARD} section[data-part]").count() == 3
    assert page.locator(f"{BOARD} .paper mark.placeholder").count() >= 2
    assert page.locator("#notes textarea").is_visible()
    accessible(page)
    page.locator("#tool-export").click()
    with page.expect_download() as waiting:
        page.locator("#download-draft").click()
    data = waiting.value.path().read_bytes()
    assert waiting.value.suggested_filename.endswith(".docx")
    assert "主要工作开展情况" in "".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    assert formats.read_draft(data).report is not None


def test_a_run_can_be_stopped_and_continued_and_what_was_finished_stays(page):
    started(page, held())
    streaming(page)
    page.wait_for_selector(f"{BOARD} [data-part=plans] .item.done")
    accessible(page)
    page.locator(f"{BOARD} .stop").click()
    before = settled(page)
    left = unwritten(page)
    assert left > 0
    done = {name: text for name, text in prose(page).items() if by_id(page, name).locator(".waiting").count() == 0}
    page.locator(f"{BOARD} .status .continue").click()
    settled(page, before)
    assert unwritten(page) == 0
    assert {name: text for name, text in prose(page).items() if name in done} == done


def test_a_reload_in_mid_run_stops_nothing(page):
    started(page, slow())
    streaming(page)
    doc = page.locator(BOARD).get_attribute("data-doc")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    settled(page)
    assert page.locator(BOARD).get_attribute("data-doc") == doc
    assert unwritten(page) == 0
    accessible(page)
    assert "中心组学习12次" in page.locator(f"{BOARD} .paper").text_content()


def test_a_server_killed_in_mid_stream_loses_nothing_finished_and_the_open_page_goes_on(office, visit):
    tab = visit(office.url, extra_http_headers={"X-Office-User": "li"})
    started(tab, held())
    streaming(tab)
    tab.wait_for_selector(f"{BOARD} [data-part=plans] .item.done")
    office.kill()
    tab.locator("#notice .bad").wait_for()
    accessible(tab)  # without a server
    done = tab.evaluate(
        "() => [...document.querySelectorAll('.board .item.done')].map(n => [n.dataset.item, n.querySelector('.prose').textContent])"
    )
    office.start()
    tab.locator(f"{BOARD} .status .continue").wait_for()
    accessible(tab)
    shown = prose(tab)
    assert [(name, shown[name]) for name, _ in done] == [(name, text) for name, text in done]
    before = rev(tab)
    tab.locator(f"{BOARD} .status .continue").click()
    settled(tab, before)
    assert unwritten(tab) == 0
    assert [(name, prose(tab)[name]) for name, _ in done] == [(name, text) for name, text in done]


def test_each_user_sees_their_own_drafts_only(office, visit):
    one = visit(office.url, extra_http_headers={"X-Office-User": "wang"})
    drafted(one)
    edit(one, item(one, "problems"), "只有王科员知道的一句话。")
    address = one.url
    other = visit(address, extra_http_headers={"X-Office-User": "zhao"})
    settled(other)
    assert other.locator(BOARD).get_attribute("data-doc") != one.locator(BOARD).get_attribute("data-doc")
    assert "王科员" not in other.locator("body").text_content()
    accessible(other)
    other.locator("#tool-documents").click()
    other.wait_for_selector(".docs[data-listed]")
    assert other.locator(".docs li[data-doc]").count() == 1


def test_notes_come_from_a_file_in_the_office_s_old_encoding(page, tmp_path):
    path = tmp_path / "要点.txt"
    path.write_bytes(NOTES.encode("gb18030"))
    with page.expect_file_chooser() as chooser:
        page.locator("#import").click()
    chooser.value.set_files(str(path))
    page.wait_for_function("() => document.querySelector('#notes textarea').value.includes('廉政谈话36人次')")


def test_notes_and_drafts_can_be_dropped_onto_the_page(page):
    drop(page, "notes.md", "全年走访企业86家\n问题：\n数据共享不够".encode())
    page.wait_for_function("() => document.querySelector('#notes textarea').value.includes('走访企业86家')")
    drafted(page)
    edit(page, item(page, "problems"), "制度执行不严，敢抓敢管劲头不够。")
    text = prose(page)
    page.locator("#tool-export").click()
    with page.expect_download() as waiting:
        page.locator("#download-draft").click()
    doc = page.locator(BOARD).get_attribute("data-doc")
    page.locator("#tool-documents").click()
    page.locator(f'.docs li[data-doc="{doc}"] .delete').click()
    settled(page, doc=doc)
    drop(page, "draft.docx", waiting.value.path().read_bytes())
    page.wait_for_function("() => document.querySelector('.paper').textContent.includes('制度执行不严')")
    assert prose(page) == text
    page.locator("#tool-documents").click()
    page.locator(f'.docs li[data-doc="{doc}"]').wait_for()


def test_notes_that_came_later_are_placed_and_written(page):
    before = drafted(page)
    page.locator(f"{BOARD} .notes .add summary").click()
    page.locator(f"{BOARD} .notes .add textarea").fill("理论学习：读书分享会8次")
    page.locator(f"{BOARD} .add-notes").click()
    page.wait_for_function("() => document.querySelector('.paper').textContent.includes('8次')")
    settled(page, before)
    assert "12次" in page.locator(f"{BOARD} .paper").text_content()


def test_the_list_of_drafts_finds_duplicates_trashes_restores_and_wipes(office, visit):
    tab = visit(office.url, extra_http_headers={"X-Office-User": "sun"})
    drafted(tab)
    doc = tab.locator(BOARD).get_attribute("data-doc")

    def listed(count):
        tab.wait_for_function("([n]) => document.querySelectorAll('.docs li[data-doc]').length === n", arg=[count])

    tab.locator("#tool-documents").click()
    listed(2)
    accessible(tab)
    tab.locator("#dialog input[type=search]").fill("廉政谈话36人次")
    listed(1)
    tab.locator(f'.docs li[data-doc="{doc}"] .duplicate').click()
    settled(tab, doc=doc)
    copy = tab.locator(f"{BOARD} .paper").text_content()
    assert "XX人次" in copy
    assert "36人次" not in copy
    tab.locator("#tool-documents").click()
    tab.locator(f'.docs li[data-doc="{doc}"] .delete').click()
    listed(2)
    tab.locator("#dialog .tick input").check()
    listed(1)
    tab.locator(f'.docs li[data-doc="{doc}"] .put-back').click()
    listed(0)
    tab.locator("#dialog .wipe").click()
    tab.wait_for_selector("#dialog", state="detached")
    tab.reload()  # what was wiped is gone for good; a list opened while the next draft is drawn would be closed by it
    settled(tab)
    tab.locator("#tool-documents").click()
    listed(1)


def test_the_clean_copy_says_first_what_is_open_and_can_be_had_anyway(page):
    drafted(page)
    page.locator("#tool-export").click()
    assert "2待补" in page.locator("#dialog .state").text_content()
    accessible(page)
    with page.expect_download() as waiting:
        page.locator("#download-clean").click()
    assert b"customXml" not in waiting.value.path().read_bytes()
    page.locator("#tool-export").click()
    with page.expect_download() as waiting:
        page.locator("#download-draft-md").click()
    assert "廉政谈话36人次" in waiting.value.path().read_text(encoding="utf-8")


def test_the_preview_shows_the_pages_as_they_print(page):
    drafted(page)
    page.locator("#tool-preview").click()
    page.wait_for_selector("iframe[data-shown='1']")
    inside = page.frame_locator("#dialog iframe")
    assert "主要工作开展情况" in inside.locator("body").text_content()
    assert inside.locator(".drafter-page").count() >= 1
    accessible(page)


def test_an_empty_form_is_answered_in_the_page_s_language(page):
    page.locator("#draft").click()
    page.get_by_text("还没有要点").wait_for()
    tool(item(page, "problems"), "edit")
    page.locator(".edit-panel textarea").fill("")
    page.locator(".edit-panel .save").click()
    page.get_by_text("正文是空的").wait_for()


def test_a_copy_reviewed_in_word_and_dropped_in_brings_its_edits_back(page):
    before = drafted(page)
    page.locator("#tool-export").click()
    with page.expect_download() as waiting:
        page.locator("#download-draft").click()
    reviewed = docx.Document(waiting.value.path())
    paragraph = next(p for p in reviewed.paragraphs if "廉政谈话36人次" in p.text)
    for run in paragraph.runs:
        run.text = run.text.replace("廉政谈话", "廉政提醒谈话")
    saved = io.BytesIO()
    reviewed.save(saved)
    others = {name: text for name, text in prose(page).items() if "廉政谈话36人次" not in text}
    drop(page, "审阅稿.docx", saved.getvalue())
    page.wait_for_function("() => document.querySelector('.paper').textContent.includes('廉政提醒谈话36人次')")
    settled(page, before)
    assert {name: text for name, text in prose(page).items() if name in others} == others
    assert "1 处改动" in page.locator("#notice").text_content()


def test_a_report_of_another_tool_is_checked_against_the_notes(page):
    page.locator("#notes textarea").fill("主题党日12次，党课4次\n问题：\n制度执行偏松\n下步：\n半年检查一次")
    page.locator("#check-report").click()
    accessible(page)
    report = "某局2025年工作总结\n一、主要工作开展情况\n（一）严肃组织生活。开展主题党日13次，党课4次。\n二、存在问题和不足\n（一）制度执行偏松。制度执行偏松。\n三、下步工作打算\n（一）加强检查。半年检查一次。"
    doc = page.locator(BOARD).get_attribute("data-doc")
    drop(page, "chatbot.md", report.encode())
    page.get_by_text("chatbot.md").wait_for()
    page.locator("#adopt-run").click()
    settled(page, doc=doc)
    assert page.locator(f"{BOARD} mark.unsourced").all_text_contents() == ["13次"]
    assert "主题党日12次" in page.locator(f"{BOARD} .notes").text_content()
    before = rev(page)
    page.locator(f"{BOARD} .finding.error [data-op=remedy]", has_text="12次").click()
    settled(page, before)
    assert page.locator(f"{BOARD} mark.unsourced").count() == 0
