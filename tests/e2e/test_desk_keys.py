"""Keys that a person changes: refused with the reason, at work at once, on every device."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, serving
from playwright.sync_api import Browser, Locator, Page, expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = "The lighthouse was lit again.\n\nKofi Annan saw it from Geneva.\n\nNobody else did."
NAMES = ("Changed", "Refused", "Elsewhere", "Phone")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT} {name}." for name in NAMES}
    with serving(tmp_path_factory.mktemp("keys"), articles) as started:
        yield started


@pytest.fixture(autouse=True)
def the_usual_keys(server: Server, page: Page) -> Iterator[None]:
    yield
    page.request.put(f"{server.url}/api/preferences", data={"keys": None})


def here(page: Page) -> Locator:
    """Return the paragraph that j and k move."""
    return page.locator(".pm-p.pm-here")


def sheet(desk: Desk) -> Locator:
    """Open the sheet, ready to change keys."""
    desk.press("?")
    opened = desk.page.get_by_role("dialog", name="Keys")
    opened.get_by_role("button", name="Change keys").click()
    return opened


def test_a_key_is_changed_and_works_at_once_in_the_text_and_on_the_buttons(desk: Desk) -> None:
    desk.open("Changed")
    opened = sheet(desk)
    opened.get_by_role("button", name="next paragraph:").click()
    desk.press("q")
    expect(opened.get_by_role("status")).to_have_text("q is now “next paragraph”.")
    expect(opened.get_by_role("button", name="next paragraph:")).to_have_text("q")
    opened.get_by_role("button", name="accept, and").press("Enter")
    desk.press("Shift+X")
    expect(opened.get_by_role("button", name="accept, and")).to_be_focused()
    desk.press("Escape")
    expect(opened).to_have_count(0)
    desk.press("q")
    expect(here(desk.page)).to_have_attribute("data-p", "0")
    desk.press("j")
    expect(here(desk.page)).to_have_attribute("data-p", "0")
    desk.press("n")
    accept = desk.bar.get_by_role("button", name="Accept", exact=True)
    expect(accept.locator("kbd")).to_have_text("Shift + X")
    desk.press("a", "Shift+X")
    assert [kind for kind in desk.acts() if kind != "suggest"] == ["accept"]


def test_a_conflict_and_a_reserved_key_are_refused_with_the_reason(desk: Desk) -> None:
    desk.open("Refused")
    opened = sheet(desk)
    said = opened.get_by_role("status")
    key = opened.get_by_role("button", name="find in the text:")
    key.click()
    for pressed, reason in [
        ("j", "j is “next paragraph”; change that one first."),
        ("Enter", "which stays where it is"),
        ("Tab", "Tab moves"),
        ("1", "digits"),
        ("Control+b", "browser"),
    ]:
        desk.press(pressed)
        expect(said).to_contain_text(reason)
        expect(key).to_have_text("press a key")
    desk.press("Escape")
    expect(said).to_have_text("Nothing changed.")
    expect(key).to_have_text("f")
    key.click()
    desk.press("q")
    opened.get_by_role("button", name="Back to the usual keys").click()
    expect(key).to_have_text("f")
    desk.press("Escape")
    desk.press("f")
    field = desk.page.get_by_role("searchbox", name="Find in the text")
    expect(field).to_be_focused()
    desk.page.keyboard.type("jnra?")
    expect(field).to_have_value("jnra?")
    assert desk.acts() == []


def test_keys_follow_the_person_to_another_device(
    desk: Desk, browser: Browser, server: Server
) -> None:
    desk.open("Elsewhere")
    opened = sheet(desk)
    opened.get_by_role("button", name="next paragraph:").click()
    with desk.page.expect_response("**/api/preferences"):
        desk.press("q")
    context = browser.new_context()
    elsewhere = Desk(server, context.new_page())
    elsewhere.open("Elsewhere")
    elsewhere.press("q")
    expect(here(elsewhere.page)).to_have_attribute("data-p", "0")
    assert elsewhere.complaints == []
    context.close()


def test_keys_are_changed_by_thumb_as_well(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    desk = Desk(server, context.new_page())
    desk.open("Phone")
    opened = sheet(desk)  # a phone with a keyboard: without one there is nothing to change
    for button in opened.get_by_role("button").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44, button.text_content()
    assert opened.evaluate("(it) => it.scrollWidth <= it.clientWidth")
    opened.get_by_role("button", name="previous paragraph:").tap()
    desk.press("q")
    expect(opened.get_by_role("button", name="previous paragraph:")).to_have_text("q")
    assert desk.complaints == []
    context.close()
