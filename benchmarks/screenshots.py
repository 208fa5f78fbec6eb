"""Pictures of every page, to be looked at: both widths, both themes, into screenshots/."""

from __future__ import annotations

import tempfile
from pathlib import Path

from browser import find
from playwright.sync_api import Browser, Page, sync_playwright
from running import ARGUMENTS

from benchmarks.application import ROOT, Application

FOLDER = ROOT / "screenshots"
PAGES = ("", "read", "load", "statistics", "export", "codebook", "settings")
VIEWS = [
    (width, height, theme)
    for width, height in ((1440, 900), (390, 844))
    for theme in ("light", "dark")
]


def main() -> None:
    """Start the app on the samples, do some work in it, and take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        with Application(Path(folder) / "p.db") as application:
            _work(browser, application)
            for width, height, theme in VIEWS:
                for name in PAGES:
                    page = _open(browser, f"{application.url}/{name}", width, height, theme)
                    page.wait_for_timeout(4000)
                    page.screenshot(path=FOLDER / f"{name or 'library'}-{width}-{theme}.png")
                    page.context.close()
        browser.close()


def _work(browser: Browser, application: Application) -> None:
    """Answer suggestions, mark a passage and write a note, and take the README's picture."""
    listed = application.get("/api/articles?query=Apollo")
    article = listed["rows"][0]["id"]  # type: ignore[index]
    page = _open(browser, f"{application.url}/read?article={article}", 1440, 900, "light")
    page.wait_for_selector("mark")
    page.keyboard.press("n")
    for key in "aaaaraa":
        page.keyboard.press(key)
        page.wait_for_timeout(80)
    page.keyboard.press("m")
    page.keyboard.type("Check against the flight plan.")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Escape")
    for key in "nn":
        page.keyboard.press(key)
        page.wait_for_timeout(100)
    page.wait_for_timeout(800)
    page.screenshot(path=ROOT / "docs" / "desk.png")
    page.context.close()


def _open(browser: Browser, address: str, width: int, height: int, theme: str) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        has_touch=width < 600,
    )
    page = context.new_page()
    page.goto(address)
    return page


if __name__ == "__main__":
    main()
