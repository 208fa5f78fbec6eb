"""Every page can be used by everyone, as far as a machine can tell: axe-core finds nothing."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk import OURS
from playwright.sync_api import Browser, expect
from running import PATIENCE, Server

pytestmark = pytest.mark.e2e
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
# What tells that a page has been drawn.
DRAWN = {
    "": ".pml-row",
    "load": "textarea",
    "statistics": "[data-testid=stVegaLiteChart]",
    "export": "[data-testid=stDataFrame]",
    "codebook": "[data-testid=stDataFrame]",
    "settings": "[data-testid=stTextInput]",
    "read": "mark",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_breaks_the_rules_of_wcag(
    browser: Browser, server: Server, width: int, theme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
        has_touch=width < 600,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    for path, drawn in DRAWN.items():
        page.goto(f"{server.url}/{path}")
        expect(page.locator(drawn).first).to_be_visible()
        if path == "read":
            page.locator("mark").first.click()
            expect(page.get_by_test_id("pm-bar")).to_be_visible()
        found = Axe().run(page, context=OURS, options=RULES)
        assert found.violations_count == 0, f"/{path}: {found.generate_report()}"
    context.close()
