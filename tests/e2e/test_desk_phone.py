"""The desk by finger, on a screen of 390 points: everything in reach, nothing hidden."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from desk import Desk, box, serving
from playwright.sync_api import Locator, expect
from running import Server

pytestmark = pytest.mark.e2e
TARGET = 44
TEXT = "\n\n".join(
    f"{n}. Kofi Annan flew from Geneva to Moscow, where the long river was frozen hard again."
    for n in range(12)
)
NAMES = ("Sheet", "Tapped", "Lists", "Far", "Noted", "Wide", "Last letter")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT}\n\nThis was {name.lower()}." for name in NAMES}
    with serving(tmp_path_factory.mktemp("phone"), articles) as started:
        yield started


@pytest.fixture
def desk(phone: Desk) -> Desk:
    return phone


def tap(desk: Desk, words: str, nth: int = 0) -> None:
    desk.page.touchscreen.tap(*desk.middle(words, nth))


def low(buttons: Locator) -> list[str]:
    """Return the buttons that are too low, or not what a finger on their middle would meet."""
    found: list[str] = buttons.evaluate_all(
        """(buttons, target) => buttons.filter(one => one.checkVisibility()).filter(one => {
            const {x, y, width, height} = one.getBoundingClientRect();
            const met = document.elementFromPoint(x + width / 2, y + height / 2);
            const isOff = x + width / 2 > innerWidth; // further along a row that scrolls
            return height < target || width < 40 || (!isOff && !one.contains(met));
        }).map(one => one.ariaLabel || one.textContent)""",
        TARGET,
    )
    return found


def overflow(desk: Desk) -> float:
    """Return by how much the page is wider than the screen."""
    width: float = desk.page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    return width


def test_a_tap_on_a_suggestion_opens_a_sheet_that_answers_it(desk: Desk) -> None:
    desk.open("Sheet")
    tap(desk, "Geneva", 11)
    expect(desk.bar).to_be_visible()
    assert low(desk.bar.get_by_role("button")) == []
    sheet, mark = box(desk.bar), box(desk.page.locator("mark.pm-on"))
    assert sheet["y"] + sheet["height"] == 844
    assert mark["y"] + mark["height"] <= sheet["y"]
    assert overflow(desk) <= 0
    desk.bar.get_by_role("button", name="Accept", exact=True).tap()
    assert desk.quotes() == [("LOC", "Geneva")]
    on = desk.page.locator("mark.pm-on")
    expect(on).to_have_text("Moscow")
    mark = box(on)
    assert mark["y"] + mark["height"] <= box(desk.bar)["y"]
    desk.bar.get_by_role("button", name="Organisation").tap()
    assert ("ORG", "Moscow") in desk.quotes()
    desk.bar.get_by_role("button", name="Close").tap()
    expect(desk.bar).to_be_hidden()


def test_two_taps_on_words_select_what_lies_between(desk: Desk) -> None:
    desk.open("Tapped")
    tap(desk, "long")
    tap(desk, "frozen")
    expect(desk.bar).to_be_visible()
    assert low(desk.bar.get_by_role("button")) == []
    desk.bar.get_by_role("button", name="Event").tap()
    expect(desk.bar).to_be_hidden()
    assert desk.quotes() == [("EVENT", "long river was frozen")]
    tap(desk, "river")
    desk.bar.get_by_role("button", name="Remove").tap()
    assert desk.stored() == []
    tap(desk, "Geneva", 11)
    desk.bar.get_by_role("button", name="Accept all").tap()
    tap(desk, "Moscow", 5)
    assert low(desk.bar.get_by_role("button")) == []
    assert low(desk.toast.get_by_role("button")) == []
    desk.toast.get_by_role("button", name="Undo").tap()
    desk.page.get_by_role("button", name="Undo").tap()
    assert desk.quotes() == [("EVENT", "long river was frozen")]


def test_a_tap_on_the_right_half_of_the_last_letter_takes_its_word(desk: Desk) -> None:
    desk.open("Last letter")
    last = desk.boxes("g river")[0]["x"], desk.boxes(" river")[0]["x"]
    y = desk.boxes("long")[0]["y"] + 10
    desk.page.touchscreen.tap(last[0] + (last[1] - last[0]) * 0.8, y)
    expect(desk.bar).to_be_visible()
    desk.bar.get_by_role("button", name="Event").tap()
    assert desk.quotes() == [("EVENT", "long")]


def test_labels_and_lists_are_in_reach_of_a_thumb(desk: Desk) -> None:
    desk.open("Lists")
    assert low(desk.panel.get_by_role("button")) == []
    assert low(desk.page.locator(".pm-head button:enabled")) == []
    desk.panel.get_by_role("button", name="Show or hide the lists").tap()
    rows = desk.panel.locator(".pm-row")
    expect(rows.first).to_be_visible()
    assert low(desk.panel.locator(".pm-more > :not(.pm-found) button, .pm-tab")) == []
    boxes = rows.evaluate_all("rows => rows.map(row => row.getBoundingClientRect().toJSON())")
    for upper, lower in pairwise(boxes):
        assert upper["height"] >= TARGET
        assert upper["bottom"] <= lower["top"]
    assert overflow(desk) <= 0
    desk.panel.get_by_role("button", name="Accept: Geneva").first.tap()
    assert desk.quotes() == [("LOC", "Geneva")]


def test_a_mark_chosen_from_the_list_is_seen_and_not_left_under_it(desk: Desk) -> None:
    desk.open("Far")
    desk.panel.get_by_label("Show or hide the lists").tap()
    row = desk.panel.locator(".pm-row .pm-go").nth(5)
    quote = row.locator(".pm-quote").text_content() or ""
    row.tap()
    expect(desk.panel).not_to_have_attribute("data-open", "")
    shown = desk.page.locator("mark.pm-on")
    expect(shown).to_have_text(quote)
    place = box(shown)
    assert place["y"] > box(desk.page.locator(".pm-head"))["y"]
    assert place["y"] + place["height"] < box(desk.bar)["y"]


def test_a_note_is_written_above_the_keyboard(desk: Desk) -> None:
    desk.open("Noted")
    tap(desk, "river")
    desk.bar.get_by_role("button", name="Note").tap()
    field = desk.page.get_by_test_id("pm-note").get_by_role("textbox")
    expect(field).to_be_focused()
    # The passage stays shown, also after the time in which a phone's selection settles.
    desk.page.wait_for_timeout(500)
    assert desk.page.evaluate("CSS.highlights.has('pm-preview')")
    # Below 16 points a phone zooms into the field, and out of the page.
    assert field.evaluate("field => parseFloat(getComputedStyle(field).fontSize)") >= 16
    desk.page.keyboard.type("Which river?")
    tap(desk, "Kofi Annan")
    [noted] = desk.stored()
    assert (noted["quote"], noted["note"]) == ("river", "Which river?")


def test_nothing_is_wider_than_the_screen(desk: Desk) -> None:
    desk.open("Wide")
    assert overflow(desk) <= 0
    scroller = "[...document.querySelectorAll('.pm-sheet, .pm-head, .pm-side, .pm-text')]"
    assert desk.page.evaluate(f"{scroller}.filter(one => one.scrollWidth > innerWidth)") == []
    desk.page.set_viewport_size({"width": 320, "height": 640})
    expect(desk.page.get_by_test_id("pm-done")).to_be_in_viewport(ratio=1)
    expect(desk.page.get_by_test_id("pm-saved")).to_be_in_viewport(ratio=1)
    assert overflow(desk) <= 0
