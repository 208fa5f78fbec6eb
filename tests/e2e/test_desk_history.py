"""What was done to an article: undone back to the first act, told, and brought back as it was."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from desk import Desk, serving
from factories import content
from playwright.sync_api import Locator, expect
from running import Server

pytestmark = pytest.mark.e2e
NAMES = ("Deep", "Told", "Back", "Gone")
TEXT = "\n\n".join(
    f"Kofi Annan flew from Geneva to Moscow on day {n} and saw the river." for n in range(60)
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT}\n\nThis was {name.lower()}." for name in NAMES}
    with serving(tmp_path_factory.mktemp("history"), articles) as started:
        yield started


def post(desk: Desk, acts: list[dict[str, Any]]) -> None:
    """Send acts as a script does."""
    request = urllib.request.Request(  # noqa: S310 - our own
        f"{desk.server.url}/api/articles/{desk.article}/acts",
        json.dumps({"acts": acts}).encode(),
        {"content-type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own
        assert json.load(answer)["refused"] == []


def act(number: int, start: int, end: int, **more: Any) -> dict[str, Any]:
    text = f"{TEXT}\n\nThis was deep."
    after = content(text, start, end, "EVENT", id=f"mark-{number}")
    return {
        "id": f"act-{number}", "group": f"group-{number}", "at": "2026-01-05T10:00:00.000Z",
        "kind": "annotate", "subject": "annotation", "before": None, "after": after,
    } | more  # fmt: skip


def test_every_act_is_undone_and_redone_after_a_reload(desk: Desk) -> None:
    many = 450
    desk.open("Deep")
    places = [at for at in range(0, len(TEXT), 2) if "\n" not in TEXT[at : at + 3]][:many]
    made_by_hand = [act(n, at, at + 3) for n, at in enumerate(places)]
    for batch in range(0, many, 150):
        post(desk, made_by_hand[batch : batch + 150])
    desk.page.reload()
    made = desk.page.locator("mark[data-state=made][data-tag]")
    expect(made).to_have_count(many)
    for _ in range(many + 20):
        desk.press("Control+z")
    expect(made).to_have_count(0)
    assert desk.stored() == []
    desk.page.reload()
    expect(desk.page.locator(".pm-p").first).to_be_visible()
    for _ in range(many + 20):
        desk.press("Control+Shift+z")
    expect(made).to_have_count(many)
    assert len(desk.stored()) == many
    assert desk.acts() == ["annotate"] * many + ["undo"] * many + ["redo"] * many


def open_history(desk: Desk) -> Locator:
    desk.press("Shift+H")
    drawer = desk.page.get_by_test_id("pm-history")
    expect(drawer.get_by_text("The article came in")).to_be_visible()
    return drawer


def test_the_history_tells_what_was_done_and_shows_the_passage(desk: Desk) -> None:
    desk.open("Told")
    desk.click("river", count=2)
    desk.press("3")
    desk.click("Geneva")
    desk.press("Shift+A")
    desk.saved()
    desk.press("Control+z")
    desk.saved()
    drawer = open_history(desk)
    told = drawer.locator(".pm-event-what")
    expect(told).to_have_text(
        [
            re.compile("Undid: Accepted 60 × “Geneva” as Place"),
            re.compile("Accepted 60 × “Geneva” as Place"),
            re.compile("Marked “river” as Place"),
            re.compile("Suggested 180"),
            re.compile("The article came in"),
        ]
    )
    expect(drawer.locator(".pm-event-when").nth(1)).to_contain_text("taken back")
    expect(drawer.locator("time").first).to_have_attribute("title", re.compile(r"\d"))
    told.nth(2).click()
    expect(desk.of("river")).to_have_class(re.compile("pm-on"))
    drawer.get_by_role("button", name="Close the history").click()
    expect(drawer).to_be_hidden()
    assert desk.page.evaluate("document.activeElement !== document.body")


def test_the_history_shows_the_passage_of_a_mark_that_is_gone(desk: Desk) -> None:
    desk.open("Gone")
    desk.click("river", count=2)
    desk.press("3")
    expect(desk.of("river")).to_have_attribute("data-label", "LOC")
    desk.press("Control+z")
    desk.saved()
    drawer = open_history(desk)
    drawer.locator(".pm-event-what", has_text="Undid").click()
    desk.page.wait_for_function("CSS.highlights.has('pm-at')")
    expect(desk.toast).to_have_count(0)


def test_a_moment_is_brought_back_by_keys_in_one_group_and_undone(desk: Desk) -> None:
    desk.open("Back")
    desk.click("river", count=2)
    desk.press("3")
    desk.saved()
    desk.click("river")
    desk.press("4")
    desk.saved()
    desk.click("Moscow")
    desk.press("Shift+A")
    desk.saved()
    marked = desk.quotes()
    drawer = open_history(desk)
    # The focus is on the button that closes; the arrows go through what was done.
    desk.press("ArrowDown", "ArrowDown", "ArrowDown", "Tab", "Enter")
    expect(drawer).to_contain_text("removes 60 marks; changes 1 mark.")
    desk.press("Enter")
    expect(desk.marks.filter(has_text="river").first).to_have_attribute("data-label", "LOC")
    assert desk.quotes() == [("LOC", "river")]
    assert set(desk.acts()[-61:]) == {"restore"}
    expect(drawer.locator(".pm-event-what").first).to_contain_text("earlier moment: 61 changes")
    desk.press("Escape")
    expect(drawer).to_be_hidden()
    desk.press("Control+z")
    assert desk.quotes() == marked


def test_a_long_history_is_fetched_as_it_is_read(desk: Desk) -> None:
    desk.open("Deep")
    before = len(desk.acts())
    assert before > 1000
    desk.press("Shift+H")
    rows = desk.page.locator(".pm-event")
    expect(rows).to_have_count(60)
    rows.last.scroll_into_view_if_needed()
    expect(rows).to_have_count(120)
