"""From one page to another, by the navigation on top of each."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

FINDINGS, PROJECT = "Findings", "Project"
IN_FINDINGS = ("Statistics", "Progress")


def section(page: Page, name: str) -> Locator:
    """Return the menu of a section; a section without a page for whoever looks is not there."""
    return page.get_by_test_id("stTopNavSection").filter(has_text=name)


def to_page(page: Page, name: str) -> None:
    """Go to a page that stands in a section."""
    section(page, FINDINGS if name in IN_FINDINGS else PROJECT).click()
    page.get_by_role("menuitem", name=name).click()


def expect_signed_in(page: Page) -> None:
    """Wait for the pages of somebody who is signed in."""
    expect(section(page, PROJECT)).to_be_visible()
