"""What a reader marks and rejects counts in the next article that they open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, serving
from playwright.sync_api import expect
from running import Server

pytestmark = pytest.mark.e2e
TEXTS = {
    "One": "There the zorblatt Quuxville fell, and nobody saw it.",
    "Two": "Then they left Quuxville for good. Nobody else was in Quuxville.",
    "Three": "Much later they came to Quuxville again.",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("memory"), TEXTS, remembers=True) as started:
        yield started


def go(desk: Desk, title: str, key: str) -> None:
    """Go to the article beside by its key, as readers do: it was fetched ahead of time."""
    desk.press(key)
    expect(desk.page.locator(".pm-masthead h1")).to_have_text(title)
    [(found,)] = desk.server.query("SELECT id FROM article WHERE title = ?", title)
    desk.article = str(found)


def test_a_marked_name_is_suggested_next_and_a_rejected_one_no_more(desk: Desk) -> None:
    order = [str(title) for (title,) in desk.server.query("SELECT title FROM article ORDER BY seq")]
    assert order == list(TEXTS)
    desk.open("One")
    following = desk.page.get_by_role("button", name="Next article").is_enabled()
    desk.ahead("Two")
    desk.click("Quuxville", count=2)
    desk.press("3", "Escape")
    go(desk, "Two", "]" if following else "[")
    rows = desk.panel.locator(".pm-row", has_text="Quuxville")
    expect(rows.first).to_be_visible()
    desk.click("Quuxville")
    expect(desk.bar).to_contain_text("marked Place once here, last in “One”")
    desk.press("r")
    desk.click("Quuxville", nth=1)
    desk.press("r", "Escape")
    desk.saved()
    desk.open("Three")
    expect(desk.panel).not_to_contain_text("Quuxville")
    assert desk.quotes() == []
