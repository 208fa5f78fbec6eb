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
# An ending for each word, so that they are no copies of one another.
NAMES = {"Mouse": "", "Keys": "ax", "Phone": "ol", "Whole": "um"}


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
    drawer = desk.page.get_by_test_id("pm-history")
    expect(drawer).to_contain_text("Carried over 2 annotations from a copy")


def work_on_the_wire(desk: Desk) -> None:
    """Mark three names, join two of them, put two into a chain, and label the whole article."""
    desk.open("Whole wire")
    for words, nth, key in (("Quartzia", 0, "1"), ("Basalto", 0, "2"), ("Quartzia", 1, "1")):
        desk.click(words + NAMES["Whole"], nth, count=2)
        desk.press(key)
    desk.press("Escape")
    desk.panel.get_by_role("button", name="Report").click()
    desk.click("Quartziaum")
    desk.press("l")
    desk.click("Basaltoum")
    expect(desk.bar.locator(".pm-end")).to_have_count(1)
    desk.press("Shift+L")
    desk.click("Quartziaum", 1)
    desk.press("Escape", "Escape")
    desk.saved()


def test_relations_chains_and_article_labels_come_along_and_go_with_one_undo(desk: Desk) -> None:
    work_on_the_wire(desk)
    desk.open("Whole paper")
    offer = desk.page.get_by_test_id("pm-carry")
    expect(offer).to_contain_text("Carry over 3 marks, 1 article label and 2 relations")
    desk.press("y")
    expect(desk.toast).to_contain_text("3 marks, 1 article label and 2 relations carried over")
    report = desk.panel.get_by_role("button", name="Report")
    expect(report).to_have_attribute("aria-pressed", "true")
    expect(report).to_have_accessible_name("Report, carried over")
    expect(report.locator(".pm-carried-sign")).to_have_text("carried over")
    joined_marks_say_where_they_are_from(desk)
    assert annotations(desk) == [("article", 1), ("relation", 2), ("span", 3)]
    desk.press("Escape", "Control+z")
    expect(offer).to_contain_text("Carry over 3 marks, 1 article label and 2 relations")
    expect(report).to_have_accessible_name("Report")
    assert annotations(desk) == []
    desk.press("Control+y")
    expect(report).to_have_accessible_name("Report, carried over")
    assert annotations(desk) == [("article", 1), ("relation", 2), ("span", 3)]
    desk.page.reload()
    expect(report).to_have_accessible_name("Report, carried over")
    desk.press("Control+z")
    expect(offer).to_contain_text("Carry over 3 marks, 1 article label and 2 relations")
    desk.saved()


def joined_marks_say_where_they_are_from(desk: Desk) -> None:
    desk.click("Quartziaum")
    ends = desk.bar.locator(".pm-end")
    expect(ends.filter(has_text="1 of 2 in the chain")).to_contain_text("carried over")
    expect(ends.filter(has_text="Belongs to")).to_contain_text("carried over")
    expect(desk.bar).to_contain_text("Carried over from “Whole wire”")
    desk.panel.get_by_role("tab", name="Relations, 2").click()
    rows = desk.panel.locator(".pm-row")
    expect(rows.filter(has_text="Same 1")).to_contain_text("carried over")
    expect(rows.filter(has_text="Basaltoum")).to_contain_text("carried over")


def annotations(desk: Desk) -> list[tuple[object, ...]]:
    """Return how many annotations of each kind the article has that say where they are from."""
    desk.saved()
    return desk.server.query(
        """
        SELECT annotation.kind, count(*) FROM annotation JOIN article ON article.seq = article_seq
        WHERE article.id = ? AND annotation.state IN ('made', 'accepted', 'corrected')
          AND annotation.attributes LIKE '%carried_from%'
        GROUP BY annotation.kind ORDER BY annotation.kind
        """,
        desk.article,
    )


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
