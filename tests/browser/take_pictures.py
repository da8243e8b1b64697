"""Takes the README's pictures: `python -m tests.browser.take_pictures` with the page running, its address as argument."""

import shutil
import sys
from pathlib import Path

from tests.browser.conftest import FLAGS

PICTURES = Path(__file__).parent.parent.parent / "examples" / "pictures"


def main(url):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_context(locale="zh-CN", viewport={"width": 1500, "height": 950}).new_page()
        page.goto(url)
        page.wait_for_selector("body[data-ready]")
        page.locator("#example").click()
        page.wait_for_function("() => document.querySelector('#notes textarea').value.length > 100")
        page.locator("#draft").click()
        page.wait_for_function(
            "() => { const b = document.querySelector('.drafter-board'); return b.dataset.busy === '0' && +b.dataset.rev > 1; }"
        )
        page.locator(".sentence").nth(3).hover()
        page.wait_for_timeout(300)
        page.screenshot(path=PICTURES / "page.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
