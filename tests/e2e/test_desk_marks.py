"""Changing marks on the desk: label, edges, removal, many at once, and taking all of it back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, box, serving
from playwright.sync_api import expect
from running import Server

pytestmark = pytest.mark.e2e
# The letters of the text that lie under a handle of the selected mark, or under its joint.
COVERED = """() => {
    const dots = [...document.querySelectorAll('.pm-handle i, .pm-joint i')]
        .map((dot) => dot.getBoundingClientRect());
    const isOver = (a) => dots.some((b) => a.left < b.right - 1 && b.left < a.right - 1
        && a.top < b.bottom - 1 && b.top < a.bottom - 1);
    const found = [dots.length];
    const body = document.querySelector('.pm-body');
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        for (let at = 0; at < walker.currentNode.length; at++) {
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + 1);
            if (isOver(range.getBoundingClientRect())) found.push(range.toString());
        }
    }
    return found;
}"""
TEXT = (
    "Kofi Annan flew from Geneva to Moscow, where the river Moskva was frozen hard.\n\n"
    "In Geneva he had met Anna Lindh, and to Geneva he would soon return by train."
)
NAMES = (
    "By key",
    "By bar",
    "By edges",
    "By handle",
    "Bare letters",
    "Removed",
    "Alike",
    "Alike after",
    "Alike to this and to that",
    "Nested",
    "Noted after",
    "At the edge",
    "Let go",
    "Suggested",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    # The store knows an article by its text: each has a last line of its own.
    articles = {name: f"{TEXT}\n\nThis was {name.lower()}." for name in NAMES}
    with serving(tmp_path_factory.mktemp("marks"), articles) as started:
        yield started


def test_a_label_key_on_an_accepted_mark_corrects_it_and_it_stays_itself(desk: Desk) -> None:
    desk.open("By key")
    desk.click("Moscow")
    desk.press("a")
    expect(desk.of("Moscow")).to_have_attribute("data-state", "accepted")
    [accepted] = desk.stored()
    desk.click("Moscow")
    desk.press("2")
    expect(desk.of("Moscow")).to_have_attribute("data-state", "corrected")
    expect(desk.of("Moscow")).to_have_attribute("data-label", "ORG")
    [corrected] = desk.stored()
    assert corrected == accepted | {"label_id": "ORG", "state": "corrected"}
    desk.press("3")
    assert desk.stored() == [accepted]
    desk.press("3")
    assert desk.acts() == ["accept", "change", "change"]


def test_a_label_of_the_bar_replaces_that_of_the_selected_mark(desk: Desk) -> None:
    desk.open("By bar")
    desk.click("river", count=2)
    desk.label("LOC").click()
    [made] = desk.stored()
    desk.click("river")
    expect(desk.label("LOC")).to_have_attribute("aria-pressed", "true")
    desk.label("ORG").click()
    expect(desk.of("river")).to_have_attribute("data-label", "ORG")
    expect(desk.label("ORG")).to_have_attribute("aria-pressed", "true")
    assert desk.stored() == [made | {"label_id": "ORG"}]
    desk.click("Geneva")
    desk.label("ORG").click()
    expect(desk.of("Geneva").first).to_have_attribute("data-state", "suggested")
    answered = desk.stored()[0]
    assert (answered["quote"], answered["state"]) == ("Geneva", "corrected")
    assert answered["suggestion_id"]


def test_keys_move_the_edges_of_a_mark_by_words(desk: Desk) -> None:
    desk.open("By edges")
    desk.click("river", count=2)
    desk.press("3")
    [made] = desk.stored()
    desk.click("river")
    desk.press("Alt+ArrowRight")
    expect(desk.of("river")).to_have_text("river Moskva")
    desk.press("Alt+Shift+ArrowLeft")
    expect(desk.of("river")).to_have_text("the river Moskva")
    desk.press("Alt+ArrowLeft", "Alt+Shift+ArrowRight")
    expect(desk.of("river")).to_have_text("river")
    desk.press("Alt+Shift+ArrowRight", "Alt+ArrowLeft")
    assert desk.stored() == [made]
    desk.press("Alt+ArrowRight")
    desk.bar.get_by_label("Start one word earlier").click()
    [resized] = desk.stored()
    assert resized["id"] == made["id"]
    assert resized["quote"] == "the river Moskva"


def pull(desk: Desk, edge: str, words: str) -> None:
    """Drag a handle of the selected mark to some words."""
    handle = box(desk.page.locator(f".pm-handle[data-edge={edge}]"))
    target = desk.middle(words)
    desk.page.mouse.move(handle["x"], handle["y"] + handle["height"])
    desk.page.mouse.down()
    desk.page.mouse.move(*target, steps=4)
    expect(desk.bar).to_be_hidden()
    desk.page.mouse.up()


def test_a_handle_drags_the_edge_of_a_mark_to_whole_words(desk: Desk) -> None:
    desk.open("By handle")
    desk.click("river", count=2)
    desk.press("3")
    [made] = desk.stored()
    desk.click("river")
    pull(desk, "end", "frozen")
    expect(desk.of("river")).to_have_text("river Moskva was frozen")
    pull(desk, "start", "Moskva")
    expect(desk.of("Moskva")).to_have_text("Moskva was frozen")
    expect(desk.bar).to_be_visible()
    [resized] = desk.stored()
    assert resized == made | {
        "start": resized["start"], "end": resized["end"], "quote": "Moskva was frozen",
    }  # fmt: skip
    desk.press("Control+z", "Control+z")
    assert desk.stored() == [made]


def test_no_handle_lies_over_a_letter_also_right_behind_a_mark(desk: Desk) -> None:
    desk.open("Bare letters")
    for word, key in (("river", "3"), ("frozen", "4"), ("train", "4")):
        desk.click(word, count=2)
        desk.press(key)
        desk.click(word)
        expect(desk.page.locator(".pm-joint")).to_be_attached()
        assert desk.page.evaluate(COVERED) == [3], word
        desk.press("Escape")


def test_what_delete_takes_away_undo_brings_back_and_redo_takes_again(desk: Desk) -> None:
    desk.open("Removed")
    desk.click("train", count=2)
    desk.press("4")
    [made] = desk.stored()
    desk.click("train")
    desk.press("Delete")
    expect(desk.of("train")).to_have_count(0)
    expect(desk.bar).to_be_hidden()
    assert desk.stored() == []
    desk.press("Control+z")
    expect(desk.of("train")).to_have_text("train")
    assert desk.stored() == [made]
    desk.press("Control+Shift+z")
    expect(desk.of("train")).to_have_count(0)
    desk.press("Control+z")
    desk.press("Control+y")
    assert desk.stored() == []
    desk.page.get_by_role("button", name="Undo").click()
    assert desk.stored() == [made]


def test_every_suggestion_alike_is_accepted_at_once_and_taken_back_at_once(desk: Desk) -> None:
    desk.open("Suggested")
    desk.click("Geneva")
    desk.bar.get_by_text("Accept all 3").click()
    accepted = desk.page.locator("mark[data-state=accepted]")
    expect(accepted).to_have_text(["Geneva"] * 3)
    assert desk.quotes() == [("LOC", "Geneva")] * 3
    desk.toast.get_by_role("button", name="Undo").click()
    expect(accepted).to_have_count(0)
    assert desk.stored() == []
    desk.click("Geneva")
    desk.press("Shift+A")
    expect(accepted).to_have_count(3)
    on = desk.page.locator("mark.pm-on")
    expect(on).to_have_attribute("data-state", "suggested")  # the next one waits for its answer
    desk.press("Control+z")
    assert desk.stored() == []
    assert desk.acts() == (["accept"] * 3 + ["undo"] * 3) * 2
    desk.press("Escape")
    desk.click("Geneva")
    desk.press("Shift+R")
    expect(desk.marks.filter(has_text="Geneva")).to_have_count(0)
    assert [row["state"] for row in desk.stored()] == ["rejected"] * 3
    desk.press("Control+z")
    assert desk.stored() == []


def test_every_place_like_a_selection_is_labelled_in_one_step(desk: Desk) -> None:
    desk.open("Alike")
    desk.click("to", count=2)
    alike = desk.bar.get_by_test_id("pm-alike")
    expect(alike).to_have_text("All 2 like this")
    alike.click()
    desk.press("5")
    made = desk.page.locator("mark[data-state=made]")
    expect(made).to_have_text(["to", "to"])
    expect(desk.toast.last).to_contain_text("2 × “to” marked as Nationality or group.")
    assert desk.quotes() == [("NORP", "to")] * 2
    desk.press("Control+z")
    expect(made).to_have_count(0)
    assert desk.stored() == []
    desk.press("Control+Shift+z")
    assert desk.quotes() == [("NORP", "to")] * 2


def test_all_like_a_selection_leave_out_what_has_another_label(desk: Desk) -> None:
    desk.open("Alike to this and to that")
    desk.click("to", count=2)
    desk.press("4", "Escape")
    for take in (
        lambda: desk.bar.get_by_test_id("pm-alike").click(),
        lambda: desk.press("Shift+A"),
    ):
        desk.click("to", nth=1, count=2)
        expect(desk.bar.get_by_test_id("pm-alike")).to_have_text("All 3 like this")
        take()
        expect(desk.toast.last).to_contain_text("3 places: now choose the label.")
        desk.press("5")
        assert desk.quotes() == [("EVENT", "to"), *[("NORP", "to")] * 3]
        desk.press("Control+z")
        assert desk.quotes() == [("EVENT", "to")]
    assert desk.complaints == []


def test_all_like_the_mark_just_made_follow_by_one_key_and_go_by_one_undo(desk: Desk) -> None:
    desk.open("Alike after")
    desk.press("5")
    desk.click("to", count=2)
    made = desk.page.locator("mark[data-state=made]")
    expect(made).to_have_text(["to"])
    desk.press("Shift+A")
    expect(made).to_have_text(["to", "to"])
    assert desk.quotes() == [("NORP", "to")] * 2
    desk.press("Shift+A")  # there is no other: a suggestion is looked for, and nothing made
    assert desk.quotes() == [("NORP", "to")] * 2
    desk.press("Escape", "Escape", "Control+z")
    expect(made).to_have_text(["to"])
    made.first.click()
    desk.press("Shift+A")
    expect(made).to_have_text(["to", "to"])
    desk.press("Control+z", "Control+z", "Escape")
    assert desk.stored() == []


def test_a_note_goes_to_the_mark_just_made_and_to_no_other(desk: Desk) -> None:
    desk.open("Noted after")
    desk.click("river", count=2)
    desk.press("4", "m")
    expect(desk.page.get_by_test_id("pm-note").get_by_role("textbox")).to_be_focused()
    desk.page.keyboard.type("Which one?")
    desk.press("Control+Enter")
    [made] = desk.stored()
    assert (made["label_id"], made["quote"], made["note"]) == ("EVENT", "river", "Which one?")
    desk.click("river")
    desk.press("Escape", "m")
    expect(desk.page.get_by_test_id("pm-note")).to_be_hidden()


def test_after_a_mark_was_let_go_the_keys_go_on_from_there(desk: Desk) -> None:
    desk.open("Let go")
    desk.click("Moscow")
    on = desk.page.locator("mark.pm-on")
    for key, wanted in (("p", "Geneva"), ("n", "Moscow"), ("n", "Geneva")):
        desk.press("Escape")
        expect(on).to_have_count(0)
        desk.press(key)
        expect(on).to_have_text(wanted)
    desk.press("Escape", "k", "k", "n")
    expect(on).to_have_text("Kofi Annan")


def test_the_bar_never_covers_the_lists_beside_the_text(desk: Desk) -> None:
    desk.page.set_viewport_size({"width": 1180, "height": 900})
    desk.open("At the edge")
    for words in ("hard", "train", "Moscow"):
        desk.click(words, count=2)
        expect(desk.bar).to_be_visible()
        assert box(desk.bar)["x"] + box(desk.bar)["width"] <= box(desk.panel)["x"]
        desk.press("Escape", "Escape")


def test_marks_inside_and_across_one_another_are_all_kept_and_reached(desk: Desk) -> None:
    desk.open("Nested")
    for start, end, key in [
        ("river", "frozen", "4"), ("Moskva", "was", "8"), ("Mosk", "kva", "3"),
        ("frozen", "hard", "6"),
    ]:  # fmt: skip
        desk.drag(start, end)
        desk.press(key)
    wanted = [
        ("EVENT", "river Moskva was frozen"), ("QUOTE", "Moskva was"), ("LOC", "Moskva"),
        ("DATE", "frozen hard"),
    ]  # fmt: skip
    assert desk.quotes() == wanted
    inner, middle, outer = (
        desk.page.locator(f"mark[data-label={label}]").first.evaluate(
            "mark => mark.getClientRects()[0].bottom"
        )
        for label in ("LOC", "QUOTE", "EVENT")
    )
    assert inner + 2 < middle < outer - 2, "each underline is to lie below those inside"
    selected = desk.page.locator("mark.pm-on").first
    for label in ("LOC", "QUOTE", "EVENT", "LOC"):
        desk.click("Moskva")
        expect(selected).to_have_attribute("data-label", label)
    desk.press("Escape")
    desk.click("frozen")
    expect(selected).to_have_attribute("data-label", "DATE")
    desk.press("p")
    for label in ("LOC", "QUOTE", "EVENT"):
        expect(selected).to_have_attribute("data-label", label)
        desk.press("p")
    desk.press("n")
    expect(selected).to_have_attribute("data-label", "EVENT")
    desk.page.reload()
    expect(desk.page.locator("mark[data-state=made]").first).to_be_visible()
    assert desk.quotes() == wanted
