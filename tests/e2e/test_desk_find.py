"""Finding in an article: words, whole words, patterns, and patterns that would take for ever."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, serving
from playwright.sync_api import Browser, Locator, expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = (
    "The art of the party began in 1991.\n\nArt was what Kofi Annan called it in 2016."
    "\n\n" + "a" * 60 + "!\n\nA party without art, 2020."
)
NAMES = ("Words", "Pattern", "Endless", "Taken", "Phone")
LIT = "[...(CSS.highlights.get('pm-found') ?? [])].length"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT}\n\n{name}." for name in NAMES}
    with serving(tmp_path_factory.mktemp("find"), articles) as started:
        yield started


def search(desk: Desk) -> tuple[Locator, Locator]:
    """Open the search; return its field, and what it says."""
    desk.press("f")
    opened = desk.page.get_by_role("search")
    return opened.get_by_label("Find in the text"), opened.get_by_role("status")


def toggle(desk: Desk, name: str) -> None:
    desk.page.get_by_role("button", name=name, exact=True).click()


def test_words_are_counted_and_gone_through(desk: Desk) -> None:
    desk.open("Words")
    field, said = search(desk)
    field.fill("art")
    expect(said).to_have_text("1 of 5")
    assert desk.page.evaluate(LIT) == 5
    toggle(desk, "Whole words")
    expect(said).to_have_text("1 of 3")
    toggle(desk, "Match case")
    expect(said).to_have_text("1 of 2")
    desk.press("Enter")
    expect(said).to_have_text("2 of 2")
    desk.press("Enter")
    expect(said).to_have_text("1 of 2")
    desk.page.get_by_role("button", name="Previous place").click()
    expect(said).to_have_text("2 of 2")
    field.fill("nowhere")
    expect(said).to_have_text("Not found")
    desk.press("Escape")
    expect(field).to_be_hidden()
    assert desk.page.evaluate(LIT) == 0


def test_a_pattern_is_found_and_a_bad_one_says_why(desk: Desk) -> None:
    desk.open("Pattern")
    field, said = search(desk)
    toggle(desk, "Pattern (regular expression)")
    field.fill(r"\d{4}")
    expect(said).to_have_text("1 of 3")
    field.fill(r"(\d{4}")
    expect(said).to_have_text("This is no pattern: a ( is not closed.")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert desk.page.evaluate(LIT) == 0
    field.fill("^art")
    expect(said).to_have_text("1 of 1")
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_a_pattern_that_would_take_for_ever_is_given_up_and_the_page_goes_on(desk: Desk) -> None:
    desk.open("Endless")
    field, said = search(desk)
    toggle(desk, "Pattern (regular expression)")
    field.fill("(a+)+$")
    desk.page.keyboard.type("z")  # typing goes on while it looks
    expect(field).to_have_value("(a+)+$z")
    expect(said).to_have_text("This pattern takes too long on this text. Make it simpler.")
    field.fill("(a+)+$")
    field.fill("a{60}")  # not held up by what was looked for before
    expect(said).to_have_text("1 of 1")


def test_a_place_is_taken_as_the_selection_and_labelled(desk: Desk) -> None:
    desk.open("Taken")
    field, said = search(desk)
    toggle(desk, "Pattern (regular expression)")
    field.fill("kofi \\w+")
    expect(said).to_have_text("1 of 1")
    desk.press("Control+Enter")
    expect(desk.bar).to_be_visible()
    desk.press("1")
    assert desk.quotes() == [("PER", "Kofi Annan")]


def test_finding_by_thumb(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    desk = Desk(server, context.new_page())
    desk.open("Phone")
    field, said = search(desk)
    for button in desk.page.get_by_role("search").get_by_role("button").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
        assert box["x"] + box["width"] <= 390
    field.fill("art")
    desk.page.get_by_role("button", name="Next place").tap()
    expect(said).to_have_text("2 of 5")
    desk.page.get_by_role("button", name="Close the search").tap()
    expect(field).to_be_hidden()
    assert desk.complaints == []
    context.close()
