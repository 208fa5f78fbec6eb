"""Changing marks without redoing them: split, merge, a further label, by key, mouse and thumb."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, box, serving
from playwright.sync_api import expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = (
    "The heron and the egret waded slowly, while the stork looked on.\n\n"
    "Later a grey heron flew off, and the egret followed it."
)
NAMES = (
    "Split",
    "Long",
    "Cursor",
    "Merged",
    "Refused",
    "Twice",
    "Phone",
    "Shift",
    "Around",
    "Beside",
    "Touched",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT}\n\nThis was {name.lower()}." for name in NAMES}
    with serving(tmp_path_factory.mktemp("change"), articles) as started:
        yield started


def test_a_mark_of_two_words_is_split_by_one_key_and_mended_by_one_undo(desk: Desk) -> None:
    desk.open("Split")
    desk.drag("grey", "heron", nth=1)
    desk.press("4")
    [made] = desk.stored()
    desk.click("grey")
    desk.press("s")
    assert desk.quotes() == [("EVENT", "grey"), ("EVENT", "heron")]
    assert desk.stored()[0]["id"] == made["id"]
    desk.press("Control+z")
    assert desk.stored() == [made]


def test_in_a_longer_mark_arrows_choose_where_it_is_split(desk: Desk) -> None:
    desk.open("Long")
    desk.drag("heron", "slowly")
    desk.press("4")
    desk.click("waded")
    desk.press("s")
    expect(desk.bar).to_contain_text("Split where?")
    desk.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "Enter")
    assert [quote for _, quote in desk.quotes()] == ["heron and the", "egret waded slowly"]
    desk.press("Control+z")
    desk.click("waded")
    desk.bar.get_by_label("More").click()
    desk.bar.locator("[data-more=split]").click()
    desk.press("Escape")
    expect(desk.bar).not_to_contain_text("Split where?")
    desk.press("s")
    desk.bar.get_by_label("Split before waded").click()
    assert [quote for _, quote in desk.quotes()] == ["heron and the egret", "waded slowly"]


def test_with_the_text_cursor_a_mark_is_split_where_it_stands(desk: Desk) -> None:
    desk.open("Cursor")
    desk.click("slowly", count=2)
    desk.press("4")
    desk.click("slowly")
    desk.press("s")
    expect(desk.toast.last).to_contain_text("This is one word.")
    desk.press("v", *["ArrowRight"] * 4, "s")
    assert [quote for _, quote in desk.quotes()] == ["slow", "ly"]


def test_words_selected_inside_a_mark_become_one_of_their_own(desk: Desk) -> None:
    desk.open("Around")
    desk.drag("heron", "waded")
    desk.press("4")
    desk.click("heron")
    desk.press("m")
    desk.page.keyboard.type("a note")
    desk.press("Control+Enter")
    [made] = desk.stored()
    desk.click("egret", count=2)
    desk.press("s")
    assert [quote for _, quote in desk.quotes()] == ["heron and the", "egret", "waded"]
    first, chosen, last = desk.stored()
    assert (first["id"], first["note"]) == (made["id"], "a note")
    assert (chosen["note"], last["note"]) == ("", "")
    expect(desk.page.locator("mark.pm-on")).to_have_text(["egret"])
    desk.press("8")  # what was split off is selected, for another label
    assert [label for label, _ in desk.quotes()] == ["EVENT", "QUOTE", "EVENT"]
    desk.press("Control+z", "Control+z")
    assert desk.stored() == [made]
    desk.drag("heron", "and")
    desk.bar.get_by_role("button", name="Split “heron and the").click()
    assert [quote for _, quote in desk.quotes()] == ["heron and", "the egret waded"]
    assert desk.stored()[0]["id"] == made["id"]
    assert desk.complaints == []


def test_s_looks_for_a_label_where_the_selection_is_in_no_mark(desk: Desk) -> None:
    desk.open("Beside")
    desk.click("stork", count=2)
    desk.press("s")
    expect(desk.bar.get_by_label("Find a label")).to_have_value("s")
    desk.press("Escape", "Escape")
    desk.drag("heron", "waded")
    desk.press("4", "Escape", "v", *["Control+ArrowRight"] * 3, "Control+Shift+ArrowRight", "s")
    assert len(desk.quotes()) == 3
    assert desk.complaints == []


# What a long press and its handles leave: a native selection of the first words like these.
SELECT = """words => {
    const walker = document.createTreeWalker(
        document.querySelector('.pm-body'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at < 0) continue;
        const end = at + words.length;
        getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, end);
        return;
    }
}"""


def test_with_a_thumb_words_inside_a_mark_become_one_of_their_own(phone: Desk) -> None:
    phone.open("Touched")
    tap = phone.page.touchscreen.tap
    tap(*phone.middle("grey"))
    tap(*phone.middle("flew"))
    phone.label("EVENT").tap()
    tap(*phone.middle("flew"))
    phone.page.evaluate(SELECT, "heron fl")
    button = phone.bar.get_by_role("button", name="Split “grey heron flew”")
    expect(button).to_be_visible()
    assert box(button)["height"] >= 44
    button.tap()
    assert phone.quotes() == [("EVENT", "grey"), ("EVENT", "heron flew")]


def test_two_marks_become_one_that_keeps_what_was_said_of_both(desk: Desk) -> None:
    desk.open("Merged")
    for words, note in (("grey", "first"), ("flew", "second")):
        desk.click(words, count=2)
        desk.press("4")
        desk.click(words)
        desk.press("m")
        desk.page.keyboard.type(note)
        desk.press("Control+Enter")
    made = desk.stored()
    desk.click("grey")
    desk.press("e")
    [merged] = desk.stored()
    assert merged["id"] == made[0]["id"]
    assert (merged["quote"], merged["note"]) == ("grey heron flew", "first\nsecond")
    desk.press("Control+z")
    assert desk.stored() == made


def test_what_cannot_be_merged_or_split_is_said(desk: Desk) -> None:
    desk.open("Refused")
    desk.press("s")
    expect(desk.page.locator(".pm-live")).to_contain_text("Select a mark with a label first")
    desk.click("stork", count=2)
    desk.press("4")
    desk.click("stork")
    desk.press("e")
    expect(desk.toast.last).to_contain_text("There is no mark near behind it")
    assert len(desk.stored()) == 1


def test_a_passage_gets_a_further_label_and_the_mark_stays_selected(desk: Desk) -> None:
    desk.open("Twice")
    desk.click("stork", count=2)
    desk.press("4")
    desk.click("stork")
    desk.press("d", "4")
    expect(desk.toast.last).to_contain_text("It is marked as Event already.")
    desk.press("d")
    expect(desk.bar).to_contain_text("Also as")
    desk.press("8")
    assert desk.quotes() == [("EVENT", "stork"), ("QUOTE", "stork")]
    expect(desk.page.locator("mark.pm-on").first).to_have_attribute("data-label", "EVENT")
    desk.press("d")
    desk.panel.locator("[data-label-id=CUE]").click()
    assert {label for label, _ in desk.quotes()} == {"EVENT", "QUOTE", "CUE"}
    desk.press("Control+z", "Control+z")
    assert desk.quotes() == [("EVENT", "stork")]


def test_with_a_thumb_a_mark_is_split_between_words_and_merged_again(phone: Desk) -> None:
    phone.open("Phone")
    tap = phone.page.touchscreen.tap
    tap(*phone.middle("grey"))
    tap(*phone.middle("flew"))
    phone.label("EVENT").tap()
    tap(*phone.middle("flew"))
    phone.bar.get_by_label("More").tap()
    phone.bar.locator("[data-more=split]").tap()
    cut = phone.bar.get_by_label("Split before flew")
    size = cut.bounding_box()
    assert size
    assert size["height"] >= 44
    cut.tap()
    assert phone.quotes() == [("EVENT", "grey heron"), ("EVENT", "flew")]
    phone.bar.locator("[data-more=merge]").tap()
    assert phone.quotes() == [("EVENT", "grey heron flew")]
