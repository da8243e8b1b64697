"""Takes the README's pictures: `python -m tests.browser.take_pictures`. Starts the page by itself; look at every picture."""

import shutil
import tempfile
from pathlib import Path

from tests.browser.conftest import FLAGS, App
from tests.browser.steps import by_id, edit, item, settled, slow, started, tool

ROOT = Path(__file__).parent.parent.parent
PICTURES = ROOT / "examples" / "pictures"
NOTES = (ROOT / "tests" / "data" / "page_notes.txt").read_text(encoding="utf-8")
WORDS = "组织廉政提醒谈话36人次，开展警示教育5次。修订制度7项，清理过时文件21份。全年接待群众997人次。"
EXAMPLE = (ROOT / "prompts" / "zh" / "example.txt").read_text(encoding="utf-8")
SIZE = {"width": 1500, "height": 950}


def draft(page, notes=NOTES):
    doc = started(page, notes)
    settled(page, doc=doc)


def shoot(page, name):
    page.wait_for_timeout(350)  # transitions
    page.screenshot(path=PICTURES / f"{name}.png")


def streaming(page):
    started(page, slow(EXAMPLE))
    page.wait_for_function("() => document.querySelectorAll('.streaming').length > 2 && document.querySelector('[data-part=achievements] .streaming')?.textContent.length > 20")  # fmt: skip
    page.screenshot(path=PICTURES / "streaming.png")
    settled(page)


def trace(page):
    draft(page)
    edit(page, item(page, "achievements", 1), WORDS)
    page.locator(".board .sentence", has_text="志愿服务").first.hover()
    shoot(page, "trace")


def diff(page):
    node = by_id(page, item(page, "achievements", 1).get_attribute("data-item"))
    tool(node, "versions")
    page.wait_for_selector(".compare ins")
    page.mouse.move(0, 0)
    shoot(page, "diff")
    page.keyboard.press("Escape")


def preview(page):
    page.locator("#tool-preview").click()
    page.wait_for_selector("iframe[data-shown='1']")
    shoot(page, "preview")
    page.keyboard.press("Escape")


def main():
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = App(Path(folder)).start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)

        def window(**options):
            page = browser.new_context(locale="zh-CN", **({"viewport": SIZE} | options)).new_page()
            page.goto(app.url)
            page.wait_for_selector("body[data-ready]")
            return page

        page = window()
        shoot(page, "first_visit")
        for picture in (streaming, trace, diff, preview):
            picture(page)
        phone = window(viewport={"width": 420, "height": 900}, device_scale_factor=2, is_mobile=True, has_touch=True)
        phone.goto(page.url)
        phone.wait_for_selector("body[data-ready]")
        settled(phone)
        shoot(phone, "phone")
        dark = window(color_scheme="dark")
        dark.goto(page.url)
        dark.wait_for_selector("body[data-ready]")
        settled(dark)
        dark.locator(".board .sentence", has_text="志愿服务").first.hover()
        shoot(dark, "dark")
        browser.close()
        app.end()


if __name__ == "__main__":
    main()
