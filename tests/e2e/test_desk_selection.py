"""What a mouse selects on the desk, and what a label in hand does to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, box, serving
from playwright.sync_api import expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = (
    "“The bridge is closed,” said the mayor. Nobody may cross it before noon, he added.\n\n"
    "Ferries carry people, bicycles and post to the island every hour."
)
NAMES = (
    "Words",
    "Letters",
    "Paragraphs",
    "Sentences",
    "Extended",
    "In hand",
    "Let go",
    "Inside",
    "On the border",
    "Out of the way",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT}\n\nThis was about {name.lower()}." for name in NAMES}
    articles["Words clicked"] = "“Nobody knows,” said Annan — then Annan's plan came."
    articles["Initials"] = "it was the h.j.k. that came late, and the x.y. before it."
    with serving(tmp_path_factory.mktemp("selection"), articles) as started:
        yield started


def test_a_drag_takes_whole_words_and_sheds_the_signs_around_them(desk: Desk) -> None:
    desk.open("Words")
    desk.drag("ridg", "close")
    desk.label("EVENT").click()
    desk.drag(" Nob", "before")
    desk.press("8")
    desk.drag("cles", "eople,")
    desk.press("2")
    assert desk.quotes() == [
        ("EVENT", "bridge is closed"), ("QUOTE", "Nobody may cross it before"),
        ("ORG", "people, bicycles"),
    ]  # fmt: skip


def test_with_alt_a_drag_takes_the_letters_it_covers(desk: Desk) -> None:
    desk.open("Letters")
    desk.page.keyboard.down("Alt")
    desk.drag("rr", "rr", nth=1)
    desk.page.keyboard.up("Alt")
    desk.press("2")
    assert desk.quotes() == [("ORG", "ries car")]


def test_a_selection_goes_over_the_end_of_a_paragraph(desk: Desk) -> None:
    desk.open("Paragraphs")
    desk.drag("noon", "carry")
    desk.press("8")
    assert desk.quotes() == [("QUOTE", "noon, he added.\n\nFerries carry")]
    marked = desk.page.locator("mark[data-label=QUOTE][data-state=made]")
    expect(marked).to_have_text(["noon, he added.", "Ferries carry"])
    marked.last.click()
    expect(desk.page.locator("mark.pm-on")).to_have_count(2)
    desk.press("Delete")
    assert desk.stored() == []


def test_two_clicks_on_a_letter_of_an_abbreviation_take_all_of_it(desk: Desk) -> None:
    desk.open("Initials")
    for letter in ("j", "x"):
        desk.click(letter, count=2)
        desk.press("2", "Escape")
    assert desk.quotes() == [("ORG", "h.j.k."), ("ORG", "x.y.")]


def test_two_clicks_take_no_sign_alone_and_no_genitive(desk: Desk) -> None:
    desk.open("Words clicked")
    desk.click("Nobody", count=2)
    expect(desk.bar).to_be_visible()
    desk.click("—", count=2)
    expect(desk.bar).to_be_hidden()
    desk.click("plan", count=2)
    expect(desk.bar).to_be_visible()
    desk.click("“", count=2)
    expect(desk.bar).to_be_hidden()
    desk.click("Annan's", count=2)
    desk.press("1")
    assert desk.quotes() == [("PER", "Annan")]


def test_a_drag_from_the_border_of_two_letters_selects(desk: Desk) -> None:
    desk.open("On the border")
    left, right = (desk.boxes(words)[0] for words in ("body", "ody"))
    middle, y = (left["x"] + right["x"]) / 2, left["y"] + left["height"] / 2
    end, _ = desk.middle("may")
    # The browser by itself selects nothing from some of these places.
    for tenth in range(-10, 11):
        desk.page.mouse.move(middle + tenth / 10, y)
        desk.page.mouse.down()
        desk.page.mouse.move(end, y, steps=12)
        desk.page.mouse.up()
        expect(desk.bar).to_be_visible()
        desk.press("Escape")
        expect(desk.bar).to_be_hidden()


def test_while_shift_or_ctrl_is_held_the_bar_is_out_of_the_way(desk: Desk) -> None:
    desk.open("Out of the way")
    desk.click("bridge", count=2)
    expect(desk.bar).to_be_visible()
    bar = box(desk.bar)
    under = desk.boxes("Ferries")[0]
    assert bar["y"] < under["y"] < bar["y"] + bar["height"], (
        "the bar is to lie over what is clicked"
    )
    desk.page.keyboard.down("Shift")
    expect(desk.bar).to_be_hidden()
    desk.click("Ferries")
    expect(desk.bar).to_be_hidden()
    desk.page.keyboard.up("Shift")
    expect(desk.bar).to_be_visible()
    desk.page.keyboard.down("Control")
    expect(desk.bar).to_be_hidden()
    desk.click("post", count=2)
    desk.page.keyboard.up("Control")
    expect(desk.bar).to_be_visible()
    desk.press("8")
    made = desk.page.locator("mark[data-label=QUOTE][data-state=made]")
    expect(made.first).to_contain_text("bridge is closed")
    expect(made.last).to_have_text("post")


def test_three_clicks_take_the_sentence(desk: Desk) -> None:
    desk.open("Sentences")
    desk.click("cross", count=3)
    desk.press("8")
    assert desk.quotes() == [("QUOTE", "Nobody may cross it before noon, he added")]


def extend(desk: Desk, words: str, count: int) -> None:
    """Click on words with Shift held, once or twice."""
    desk.page.keyboard.down("Shift")
    desk.click(words, count=count)
    desk.page.keyboard.up("Shift")


def test_one_or_two_clicks_with_shift_extend_the_selection_either_way(desk: Desk) -> None:
    desk.open("Extended")
    desk.click("Ferries", count=2)
    extend(desk, "people", 1)
    desk.press("8", "Escape")
    desk.click("closed", count=2)
    extend(desk, "Nobody", 2)
    desk.press("4", "Escape")
    desk.click("post", count=2)
    extend(desk, "noon", 2)
    desk.press("2", "Escape")
    assert desk.quotes() == [
        ("EVENT", "closed,” said the mayor. Nobody"),
        ("ORG", "noon, he added.\n\nFerries carry people, bicycles and post"),
        ("QUOTE", "Ferries carry people"),
    ]


def test_a_label_in_hand_goes_on_each_selection_at_once(desk: Desk) -> None:
    desk.open("In hand")
    desk.press("3")
    expect(desk.panel.locator("[data-label-id=LOC]")).to_have_attribute("aria-pressed", "true")
    for word in ("bridge", "mayor", "island"):
        desk.click(word, count=2)
        expect(desk.of(word)).to_have_attribute("data-label", "LOC")
        expect(desk.bar).to_be_hidden()
    assert desk.quotes() == [("LOC", "bridge"), ("LOC", "mayor"), ("LOC", "island")]
    desk.drag("Ferries", "carry")
    assert desk.acts() == ["annotate"] * 4
    desk.press("Escape")
    desk.click("hour", count=2)
    expect(desk.bar).to_be_visible()
    assert desk.acts() == ["annotate"] * 4


def test_escape_lets_go_of_the_selection_then_of_the_mark_then_of_the_label(desk: Desk) -> None:
    desk.open("Let go")
    place = desk.panel.locator("[data-label-id=LOC]")
    place.click()
    desk.click("island", count=2)
    desk.click("island")
    expect(desk.bar).to_be_visible()
    desk.press("Escape")
    expect(desk.bar).to_be_hidden()
    expect(place).to_have_attribute("aria-pressed", "true")
    desk.press("Escape")
    expect(place).to_have_attribute("aria-pressed", "false")
    desk.click("bridge", count=2)
    expect(desk.bar).to_be_visible()
    desk.press("Escape")
    expect(desk.bar).to_be_hidden()
    assert desk.page.evaluate("getSelection().toString()") == ""
    assert desk.quotes() == [("LOC", "island")]


def test_a_drag_may_begin_and_end_inside_marks(desk: Desk) -> None:
    desk.open("Inside")
    desk.drag("bridge", "closed")
    desk.press("4")
    desk.drag("Ferries", "people")
    desk.press("2")
    expect(desk.page.locator("mark[data-state=made]")).to_have_count(2)
    desk.drag("carry", "people")
    desk.press("1")
    desk.drag("is", "mayor")
    desk.press("8")
    assert desk.quotes() == [
        ("EVENT", "bridge is closed"), ("QUOTE", "is closed,” said the mayor"),
        ("ORG", "Ferries carry people"), ("PER", "carry people"),
    ]  # fmt: skip
    desk.press("n", "n")
    stops = desk.page.locator("mark.pm-mark[tabindex='0']")
    expect(stops).to_have_count(1)  # one mark is still reached by Tab
