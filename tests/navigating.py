"""Into the app, and from one page to another by the navigation on top of each."""

from __future__ import annotations

from factories import PASSWORD
from playwright.sync_api import Locator, Page, expect
from running import Server

FINDINGS, PROJECT = "Findings", "Project"
IN_FINDINGS = ("Statistics", "Progress")


def section(page: Page, name: str) -> Locator:
    """Return the menu of a section; a section without a page for whoever looks is not there."""
    return page.get_by_test_id("stTopNavSection").filter(has_text=name)


def to_page(page: Page, name: str) -> None:
    """Go to a page that stands in a section."""
    section(page, FINDINGS if name in IN_FINDINGS else PROJECT).click()
    page.get_by_role("menuitem", name=name).click()


def sign_in(page: Page, server: Server, login: str) -> None:
    """Sign in on the way to the page Team."""
    page.goto(f"{server.url}/team")
    page.get_by_label("Name").fill(login)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Team")).to_be_visible()


def invite(page: Page, server: Server, guest: Page, project: str, login: str, name: str) -> None:
    """Let a lead on the page Team make a link, and a guest follow it to an account of their own."""
    page.get_by_role("button", name="Make a link", exact=True).click()
    shown = page.get_by_test_id("stCode")
    expect(shown).to_contain_text(f"{server.url}/account/invitation/")
    guest.goto(shown.inner_text().strip())
    expect(guest.get_by_text(f"You are invited to {project} as an annotator.")).to_be_visible()
    guest.get_by_label("Name to sign in with").fill(login)
    guest.get_by_label("Name that others see").fill(name)
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_role("button", name="Join").click()
    expect_signed_in(guest)
    page.get_by_role("button", name="I have copied it").click()
    expect(shown).to_be_hidden()


def expect_signed_in(page: Page) -> None:
    """Wait for the pages of somebody who is signed in."""
    expect(section(page, PROJECT)).to_be_visible()
