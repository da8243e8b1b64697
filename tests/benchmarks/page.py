"""How fast the page is, in a real browser: `python -m tests.benchmarks.page`. Medians; the bars are those of the design.

- data-ready: a new context, warm server, median of 5; bar 2.5 s
- findings: from a key pressed in an item of a report of 3,000 characters to its findings drawn, median of 15; bar 100 ms
"""

import shutil
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.browser.conftest import FLAGS, App
from tests.browser.steps import drafted, item, tool

LINES = [
    f"第{n}项工作：开展检查{n + 11}次，走访企业{n + 37}家，整改问题{n + 5}个，培训人员{n + 102}人次，完善制度{n + 2}项"
    for n in range(1, 61)
]
NOTES = "\n".join((*LINES, "问题：", "制度执行偏松", "下步：", "每半年检查一次"))
SINCE = """() => new Promise((done) => { const area = document.querySelector('.edit-panel textarea'), before = area.dataset.weighed;
  const start = performance.now(); area.value += '9'; area.dispatchEvent(new Event('input', { bubbles: true }));
  const look = () => (area.dataset.weighed !== before ? done(performance.now() - start) : setTimeout(look, 1)); look(); })"""


def main():
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = App(Path(folder)).start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)

        def opened():
            page = browser.new_context(locale="zh-CN", viewport={"width": 1500, "height": 950}).new_page()
            start = time.perf_counter()
            page.goto(app.url)
            page.wait_for_selector("body[data-ready]")
            return page, time.perf_counter() - start

        page, _ = opened()
        print(f"data-ready: {median(opened()[1] for _ in range(5)):.2f} s (bar 2.5)")
        page.set_default_timeout(120_000)
        drafted(page, NOTES)
        length = page.evaluate("() => document.querySelector('.paper').textContent.length")
        tool(item(page, "achievements"), "edit")
        page.wait_for_selector("textarea[data-weighed]")
        times = [page.evaluate(SINCE) for _ in range(15)]
        print(f"findings after a key, {length} characters: {median(times):.0f} ms (bar 100; worst {max(times):.0f})")
        browser.close()
        app.end()


if __name__ == "__main__":
    main()
