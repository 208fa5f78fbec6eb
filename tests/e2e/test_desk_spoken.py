"""The job as a screen reader does it: by roles, names and what the desk says, never by sight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, serving
from playwright.sync_api import Locator, expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = (
    "Kofi Annan flew from Geneva to Moscow, where the river was frozen.\n\n"
    "Nothing more was heard of it."
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    names = ("Answered", "Kept", "Noted")
    articles = {name: f"{TEXT}\n\nThis was {name.lower()}." for name in names}
    with serving(tmp_path_factory.mktemp("spoken"), articles) as started:
        yield started


def heard(desk: Desk) -> Locator:
    """Return the live region: what a screen reader reads out when something happens."""
    return desk.page.locator(".pm-live[aria-live=polite]")


def lists(desk: Desk) -> Locator:
    return desk.page.get_by_role("complementary", name="Labels and lists")


def at_selection(desk: Desk) -> Locator:
    return desk.page.get_by_role("toolbar", name="At the selection")


def select_river(desk: Desk) -> None:
    """Walk to a word with the text cursor, and select it."""
    desk.press("v")
    expect(heard(desk)).to_contain_text("Text cursor on")
    desk.press("Home", *["Control+ArrowRight"] * 9, "Shift+Control+ArrowRight")
    expect(heard(desk)).to_contain_text("Selected: river")


def test_suggestions_are_answered_and_words_labelled_by_roles_names_and_what_is_said(
    desk: Desk,
) -> None:
    desk.open("Answered")
    lists(desk).get_by_role("tab", name="Suggestions").press("Enter")
    lists(desk).get_by_role("button", name="Accept: Kofi Annan").press("Enter")
    expect(heard(desk)).to_contain_text("Accepted Person: Kofi Annan")
    lists(desk).get_by_role("button", name="Reject: Moscow").press("Enter")
    expect(heard(desk)).to_contain_text("Rejected Place: Moscow")
    desk.press("Escape")
    select_river(desk)
    at_selection(desk).get_by_role("button", name="Place, key 3").press("Enter")
    expect(heard(desk)).to_contain_text("Place: river")
    assert desk.quotes() == [("PER", "Kofi Annan"), ("LOC", "Moscow"), ("LOC", "river")]
    assert [row["state"] for row in desk.stored()] == ["accepted", "rejected", "made"]


def test_the_focus_stays_where_it_is_in_lists_labels_and_the_bar_that_are_drawn_anew(
    desk: Desk,
) -> None:
    desk.open("Kept")
    marks = lists(desk).get_by_role("tab", name="Marks")
    marks.press("Enter")
    expect(marks).to_have_attribute("aria-selected", "true")
    expect(marks).to_be_focused()
    desk.press("n", "a")
    expect(lists(desk).get_by_role("tab", name="Marks, 1")).to_be_focused()
    row = lists(desk).get_by_role("button", name="Kofi Annan")
    row.press("Enter")
    longer = at_selection(desk).get_by_role("button", name="End one word later")
    longer.press("Enter")
    expect(heard(desk)).to_contain_text("Now: Kofi Annan flew")
    expect(longer).to_be_focused()
    longer.press("Enter")
    expect(heard(desk)).to_contain_text("Now: Kofi Annan flew from")
    event = lists(desk).get_by_role("button", name="Event, key 4")
    event.press("Enter")
    expect(heard(desk)).to_contain_text("Event: Kofi Annan flew from")
    expect(event).to_contain_text("1")
    expect(event).to_be_focused()
    assert desk.quotes() == [("EVENT", "Kofi Annan flew from")]


def test_a_mark_is_found_in_the_list_noted_and_the_article_ended_without_seeing_it(
    desk: Desk,
) -> None:
    desk.open("Noted")
    select_river(desk)
    desk.press("3", "v")
    lists(desk).get_by_role("tab", name="Marks").press("Enter")
    lists(desk).get_by_role("button", name="river").first.press("Enter")
    expect(heard(desk)).to_contain_text("Place, made: river")
    at_selection(desk).get_by_role("button", name="Note").press("Enter")
    note = desk.page.get_by_role("textbox", name="Note on river")
    note.fill("Which river?")
    note.press("Control+Enter")
    expect(heard(desk)).to_contain_text("Note kept")
    mark = desk.page.locator("mark").filter(has_text="river")
    expect(mark).to_have_attribute("aria-description", "Place, made, note: Which river?")
    desk.press("Escape", "j", "j", "x")
    expect(heard(desk)).to_contain_text("Read, nothing here")
    desk.press("Control+z")
    expect(heard(desk)).to_contain_text("Taken back")
    article = desk.article
    desk.page.get_by_role("button", name="Done").press("Enter")
    desk.saved()
    states = desk.server.query(
        "SELECT state FROM assignment JOIN article ON article.seq = article_seq WHERE id = ?",
        article,
    )
    assert states == [("done",)]
