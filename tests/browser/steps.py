"""What a clerk does on the page, for the browser tests. Nothing waits for a passing state: only for `data-rev` and `data-busy`."""

import base64

from tests import needs

BOARD = ".board"
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


def rev(page):
    return int(page.locator(BOARD).get_attribute("data-rev"))


def settled(page, after=-1, doc=None):
    """Wait until nothing runs and a later revision is drawn; the revision."""
    page.wait_for_function(
        """([after, doc]) => { const b = document.querySelector('.board');
           return b && b.dataset.busy === '0' && +b.dataset.rev > after && (doc === null || b.dataset.doc !== doc); }""",
        arg=[after, doc],
    )
    return rev(page)


def drafted(page, notes=NOTES):
    """Paste notes, draft, wait for the end; the revision."""
    doc = started(page, notes)
    return settled(page, doc=doc)


def started(page, notes=NOTES):
    """Paste notes and press Draft; the document that stood before."""
    doc = page.locator(BOARD).get_attribute("data-doc")
    if not page.locator("#notes").is_visible():
        page.locator("#bar [data-side=form]").click()
    page.locator("#notes textarea").fill(notes)
    page.locator("#draft").click()
    page.wait_for_function("([doc]) => document.querySelector('.board').dataset.doc !== doc", arg=[doc])
    return doc


def prose(page):
    """The text of every item as shown, by id."""
    return page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('.board .item')].map(n => [n.dataset.item, n.querySelector('.prose').textContent]))"
    )


def item(page, part, number=0):
    return page.locator(f"{BOARD} [data-part={part}] .item").nth(number)


def by_id(page, name):
    return page.locator(f'{BOARD} [data-item="{name}"]')


def tool(node, op):
    """Press a tool of an item; they show when the pointer is over it."""
    node.locator(".prose").hover()
    node.locator(f".tools .{op}").click()


def edit(page, node, text):
    """Type other words into an item and save them; the revision."""
    before = rev(page)
    tool(node, "edit")
    node.locator("textarea").fill(text)
    page.keyboard.press("Control+Enter")
    return settled(page, before)


def slow(notes=NOTES):
    """The same notes, to be written a character a piece: the author's name tells the scripted engine."""
    return f"撰稿：slow\n{notes}"


def held(notes=NOTES):
    """The same notes, of which the achievements stay in mid-sentence until the run is stopped, or the server killed."""
    return f"撰稿：held\n{notes}"


def streaming(page):
    """Wait until prose is arriving."""
    page.wait_for_function("() => [...document.querySelectorAll('.streaming')].some(n => n.textContent.length > 2)")


def unwritten(page):
    return page.locator(f"{BOARD} .paper .waiting").count()


def accessible(page):
    """No serious or critical fault for those who use assistive technology, as the page stands now."""
    axe = needs.module("axe_playwright_python.sync_playwright").Axe()
    page.mouse.move(0, 0)
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    serious = [
        (v["id"], [(n["target"], n["html"][:200]) for n in v["nodes"]][:3])
        for v in found
        if v["impact"] in {"serious", "critical"}
    ]
    assert serious == []


def drop(page, name, data):
    """Drop a file onto the page."""
    page.evaluate(
        """([name, data]) => { const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0)), transfer = new DataTransfer();
           transfer.items.add(new File([bytes], name));
           document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })); }""",
        [name, base64.b64encode(data).decode()],
    )
