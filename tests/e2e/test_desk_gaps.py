"""Passages with gaps, nesting by key, and selections that are extended."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from desk import Desk, serving
from playwright.sync_api import expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = (
    "The heron and the egret waded slowly, while the stork looked on.\n\n"
    "Later a grey heron flew off, and the egret followed it."
)
NAMES = ("Added", "Key", "Taken", "Nested", "Shift", "Selection", "Noted")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT}\n\nThis was {name.lower()}." for name in NAMES}
    with serving(tmp_path_factory.mktemp("gaps"), articles) as started:
        yield started


def gapped(desk: Desk) -> list[tuple[str, int]]:
    """Return the quotes that are stored, each with the number of its parts."""
    desk.saved()
    rows = desk.server.query(
        "SELECT quote, parts FROM annotation JOIN article ON article.seq = article_seq "
        "WHERE article.id = ? AND state = 'made' ORDER BY start",
        desk.article,
    )
    return [(str(quote), len(json.loads(str(parts))) if parts else 1) for quote, parts in rows]


def add(desk: Desk, words: str) -> None:
    """Double-click words with Ctrl held."""
    desk.page.keyboard.down("Control")
    desk.click(words, count=2)
    desk.page.keyboard.up("Control")


def test_words_taken_with_ctrl_are_added_to_the_selected_mark(desk: Desk) -> None:
    desk.open("Added")
    desk.click("heron", count=2)
    desk.press("4")
    desk.click("heron")
    add(desk, "waded")
    assert gapped(desk) == [("heron … waded", 2)]
    desk.panel.locator("[data-tab=marks]").click()
    expect(desk.panel).to_contain_text("heron … waded")
    expect(desk.marks.filter(has_text="waded")).to_have_class(re.compile("pm-part.*pm-on"))
    add(desk, "slowly")
    desk.press("Alt+ArrowRight")
    assert gapped(desk)[0][1] == 3
    desk.press("Control+z", "Control+z", "Control+z")
    assert gapped(desk) == [("heron", 1)]


def test_a_key_adds_the_selection_to_the_mark_selected_last(desk: Desk) -> None:
    desk.open("Key")
    desk.click("heron", count=2)
    desk.press("4")
    desk.click("stork", count=2)
    desk.press("b")
    assert gapped(desk) == [("heron … stork", 2)]


def test_a_selection_of_several_parts_is_labelled_as_one(desk: Desk) -> None:
    desk.open("Selection")
    desk.click("egret", count=2)
    add(desk, "stork")
    desk.press("4")
    assert gapped(desk) == [("egret … stork", 2)]


def test_a_note_on_several_parts_is_on_those_alone(desk: Desk) -> None:
    desk.open("Noted")
    desk.click("egret", count=2)
    add(desk, "stork")
    desk.press("o")
    expect(desk.toast.last).to_contain_text("A passage with gaps has no other place like it.")
    desk.press("m")
    desk.page.keyboard.type("both")
    desk.press("Control+Enter")
    assert gapped(desk) == [("egret … stork", 2)]


def test_a_part_is_taken_out_in_the_bar_and_by_ctrl_and_a_click(desk: Desk) -> None:
    desk.open("Taken")
    desk.click("heron", count=2)
    desk.press("4")
    desk.click("heron")
    add(desk, "waded")
    add(desk, "stork")
    desk.bar.get_by_label("Take out waded").click()
    assert gapped(desk) == [("heron … stork", 2)]
    desk.page.keyboard.down("Control")
    desk.click("stork")
    desk.page.keyboard.up("Control")
    assert gapped(desk) == [("heron", 1)]


def test_keys_go_to_the_mark_around_and_inside(desk: Desk) -> None:
    desk.open("Nested")
    for start, end, key in [("heron", "slowly", "4"), ("egret", "waded", "8"), ("egr", "ret", "2")]:
        desk.drag(start, end)
        desk.press(key)
    desk.press("Escape")
    desk.click("egret")
    selected = desk.page.locator("mark.pm-on").first
    expect(selected).to_have_attribute("data-label", "ORG")
    for key, label in [("Up", "QUOTE"), ("Up", "EVENT"), ("Up", "EVENT"), ("Down", "QUOTE")]:
        desk.press(f"Alt+Arrow{key}")
        expect(selected).to_have_attribute("data-label", label)


def test_shift_extends_a_selection_also_over_paragraphs(desk: Desk) -> None:
    desk.open("Shift")
    desk.click("egret", count=2)
    desk.page.keyboard.down("Shift")
    desk.click("stork")
    desk.page.keyboard.up("Shift")
    desk.press("4")
    assert gapped(desk) == [("egret waded slowly, while the stork", 1)]
    desk.press("Control+z")
    desk.click("looked", count=2)
    desk.page.keyboard.down("Shift")
    desk.click("grey")
    desk.page.keyboard.up("Shift")
    desk.press("4")
    assert gapped(desk) == [("looked on.\n\nLater a grey", 1)]
