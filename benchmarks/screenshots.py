"""Pictures of every page, to be looked at: both widths, both themes, into screenshots/.

Those of one person are of the samples, those of a team of what `benchmarks.demo` makes up.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from browser import find
from playwright.sync_api import Browser, Page, sync_playwright
from running import ARGUMENTS

from benchmarks import demo
from benchmarks.application import ROOT, Application

FOLDER = ROOT / "screenshots"
PAGES = ("", "read", "load", "statistics", "export", "codebook", "settings")
OF_A_TEAM = (
    "work", "statistics", "corpus", "corpus?part=together", "corpus?part=context&what=harbour",
    "corpus?part=compare&a_source=Harbour+Post", "corpus?part=time", "agreement",
    "agreement?part=confusion", "agreement?part=figures", "agreement?part=missed", "effort",
    "progress", "learning", "codebook", "export", "settings", "team",
)  # fmt: skip
VIEWS = [
    (width, height, theme)
    for width, height in ((1440, 900), (390, 844))
    for theme in ("light", "dark")
]


def main() -> None:
    """Start the app on the samples, do some work in it, and take the pictures; then for a team."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        with Application(Path(folder) / "p.db") as application:
            _work(browser, application)
            for width, height, theme in VIEWS:
                page = _open(browser, application.url, width, height, theme)
                _take(page, application, PAGES, f"{width}-{theme}")
        demo.main(Path(folder) / "team.db")
        with Application(Path(folder) / "team.db", PRESSMARK_AUTH="accounts") as application:
            for width, height, theme in VIEWS:
                page = _open(browser, f"{application.url}/account/sign-in", width, height, theme)
                page.get_by_label("Name").fill("lea")
                page.get_by_label("Password").fill(demo.PASSWORD)
                page.get_by_role("button", name="Sign in").click()
                page.wait_for_selector("h1")
                _take(page, application, OF_A_TEAM, f"team-{width}-{theme}")
        browser.close()


def _take(page: Page, application: Application, pages: tuple[str, ...], view: str) -> None:
    """Take a picture of each page as high as it is."""
    usual = page.viewport_size or {"width": 1440, "height": 900}
    for address in pages:
        page.set_viewport_size(usual)
        page.goto(f"{application.url}/{address}")
        page.wait_for_timeout(3000)
        if address != "read":  # the desk fills the window
            height = page.get_by_test_id("stMain").evaluate("(main) => main.scrollHeight")
            page.set_viewport_size({"width": usual["width"], "height": min(height + 60, 6000)})
            page.wait_for_timeout(1000)
        name = re.sub(r"\W+", "-", address) or "library"
        page.screenshot(path=FOLDER / f"{name}-{view}.png")
    page.context.close()


def _work(browser: Browser, application: Application) -> None:
    """Answer suggestions, mark a passage and write a note, and take the README's picture."""
    listed = application.get("/api/articles?query=Apollo")
    article = listed["rows"][0]["id"]
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
