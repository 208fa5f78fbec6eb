"""An article that is a copy of another one: said, led to, and its marks carried over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from desk import Desk, box, serving
from playwright.sync_api import expect
from running import Server

pytestmark = pytest.mark.e2e
WIRE = (
    "Quartzia met Basalto in Granitown, and both of them spoke of the mines for an hour.\n\n"
    "The council said nothing of it. Nobody knew why. Quartzia left for the coast in the evening, "
    "where the harbour waits for the stone.\n\nIt rained. The lake was high, and "
    "the ferry did not go."
)
NAMES = {"Mouse": "", "Keys": "ax", "Phone": "ol"}  # an ending for each word: no copies


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {}
    for name, ending in NAMES.items():
        text = re.sub(r"\w+", lambda word, ending=ending: word[0] + ending, WIRE)
        articles[f"{name} wire"] = text
        left_out = text.split(". ")[1] + ". "
        articles[f"{name} paper"] = f"From our own desk.\n\n{text.replace(left_out, '')}"
    articles["Alone"] = "Nothing like this was ever printed elsewhere, as far as anybody knows."
    with serving(tmp_path_factory.mktemp("copies"), articles) as started:
        yield started


def mark_the_wire(desk: Desk, name: str) -> None:
    """Mark the wire: two names that the paper prints too, and words that it left out."""
    ending = NAMES[name]
    desk.open(f"{name} wire")
    for words, nth in (("Quartzia", 0), ("Quartzia", 1), ("Nobody", 0)):
        desk.click(words + ending, nth, count=2)
        desk.press("1")
    desk.saved()


def carried(desk: Desk) -> list[tuple[str, str]]:
    rows = desk.server.query(
        """
        SELECT quote, attributes FROM annotation JOIN article ON article.seq = article_seq
        WHERE article.id = ? AND annotation.state IN ('made', 'accepted', 'corrected')
        ORDER BY start
        """,
        desk.article,
    )
    return [(quote, json.loads(attributes).get("carried_from", "")) for quote, attributes in rows]


def test_a_copy_is_named_and_led_to_and_an_article_alone_says_nothing(desk: Desk) -> None:
    desk.open("Alone")
    line = desk.page.get_by_test_id("pm-copies")
    expect(line).to_be_hidden()
    desk.open("Mouse paper")
    expect(line).to_contain_text("Mouse wire")
    expect(desk.page.get_by_test_id("pm-carry")).to_have_count(0)
    line.get_by_role("link").click()
    expect(desk.page.locator(".pm-masthead h1")).to_have_text("Mouse wire")
    expect(line).to_contain_text("Mouse paper")


def test_marks_are_carried_over_by_mouse_told_and_taken_back_in_one_stroke(desk: Desk) -> None:
    mark_the_wire(desk, "Mouse")
    [(wire,)] = desk.server.query("SELECT id FROM article WHERE title = 'Mouse wire'")
    desk.open("Mouse paper")
    offer = desk.page.get_by_test_id("pm-carry")
    expect(offer).to_contain_text("Carry over 2 of 3 marks")
    offer.click()
    expect(desk.toast).to_contain_text("2 marks carried over from “Mouse wire”.")
    expect(desk.toast).to_contain_text("1 was not found here: “Nobody”.")
    expect(offer).to_have_count(0)
    expect(desk.page.get_by_test_id("pm-copies")).to_contain_text("carried over ✓")
    desk.saved()
    assert carried(desk) == [("Quartzia", wire)] * 2
    desk.click("Quartzia")
    expect(desk.bar).to_contain_text("Carried over from “Mouse wire”")
    desk.press("Escape", "Control+z")
    expect(offer).to_contain_text("Carry over 2 of 3 marks")
    desk.saved()
    assert carried(desk) == []
    desk.press("Control+y")
    desk.saved()
    assert carried(desk) == [("Quartzia", wire)] * 2


def test_marks_are_carried_over_by_key(desk: Desk) -> None:
    desk.open("Alone")
    desk.press("y")
    expect(desk.page.locator(".pm-live")).to_contain_text("no copy of this article")
    mark_the_wire(desk, "Keys")
    desk.open("Keys paper")
    desk.press("y")
    expect(desk.toast).to_contain_text("2 marks carried over")
    desk.saved()
    assert [quote for quote, _ in carried(desk)] == ["Quartziaax", "Quartziaax"]
    desk.press("Shift+H")
    expect(desk.page.locator(".pm-drawer")).to_contain_text("Carried over 2 marks from a copy")


def test_on_a_phone_the_offer_is_large_enough_for_a_thumb(desk: Desk) -> None:
    mark_the_wire(desk, "Phone")
    desk.page.set_viewport_size({"width": 390, "height": 844})
    desk.open("Phone paper")
    offer = desk.page.get_by_test_id("pm-carry")
    expect(offer).to_contain_text("Carry over 2 of 3 marks")
    assert box(offer)["height"] >= 44
    offer.click()
    expect(desk.toast).to_contain_text("2 marks carried over")
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
