"""The pictures of the README, made anew: python tests/web/pictures.py, while `onrecord demo --serve` runs at port 8000."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent / "pictures"
AHEAD = "When will the HARBOR results be reported?"


def kept(page: Page, name: str) -> None:
    page.wait_for_timeout(400)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(128)
    picture.save(HERE / f"{name}.png", optimize=True)


def asked(page: Page, url: str, question: str) -> None:
    page.goto(f"{url}/demo")
    page.get_by_role("button", name="Ask a question").click()
    page.get_by_role("textbox", name="Your question").fill(question)
    page.keyboard.press("Enter")
    page.locator(".foot").wait_for()


def main(url: str = "http://127.0.0.1:8000") -> None:
    HERE.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 760})
        asked(page, url, AHEAD)
        page.locator(".mark").first.click()
        kept(page, "desktop")
        phone = browser.new_context(viewport={"width": 390, "height": 760}, is_mobile=True, has_touch=True).new_page()
        asked(phone, url, AHEAD)
        kept(phone, "phone")
        dark = browser.new_context(viewport={"width": 1180, "height": 760}, color_scheme="dark").new_page()
        asked(dark, url, "Who is the chief executive officer?")
        kept(dark, "dark")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
