"""Going through an article: read and nothing here, the next unread, the article of a number."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, serving
from playwright.sync_api import Browser, Locator, expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = (
    "The lighthouse was lit again.\n\nKofi Annan saw it from Geneva.\n\n"
    "It rained on \U0001f6a2 and sailors alike.\n\nNobody else came to the cape."
)
NAMES = ("Empty", "Undone", "Unread", "Pointed", "Numbers", "Phone")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT}\n\n{name} it was." for name in NAMES}
    with serving(tmp_path_factory.mktemp("reading"), articles) as started:
        yield started


def paragraph(desk: Desk, number: int) -> Locator:
    return desk.page.locator(f".pm-p[data-p='{number}']")


def read(desk: Desk) -> list[str]:
    """Return the paragraphs that are stored as read with nothing in them."""
    desk.saved()
    rows = desk.server.query(
        'SELECT substr(text, start + 1, "end" - start) FROM paragraph '
        "JOIN article ON article.seq = paragraph.article_seq "
        "JOIN article_version ON article_version.id = article.version_id "
        "WHERE article.id = ? ORDER BY start",
        desk.article,
    )
    return [str(text) for (text,) in rows]


def here(desk: Desk, number: int) -> None:
    expect(desk.page.locator(".pm-p.pm-here")).to_have_attribute("data-p", str(number))


def test_x_says_that_a_paragraph_holds_nothing_and_goes_on(desk: Desk) -> None:
    desk.open("Empty")
    desk.press("x")
    here(desk, 1)
    expect(paragraph(desk, 0)).to_have_attribute("data-read", "")
    desk.press("j", "x")
    assert read(desk) == TEXT.split("\n\n")[0:3:2]
    desk.page.reload()
    expect(paragraph(desk, 2)).to_have_attribute("data-read", "")
    desk.press("j", "j", "j", "x")
    here(desk, 2)
    expect(paragraph(desk, 2)).not_to_have_attribute("data-read", "")
    assert read(desk) == TEXT.split("\n\n")[:1]


def test_what_x_said_is_undone_and_redone(desk: Desk) -> None:
    desk.open("Undone")
    desk.press("x", "Control+z")
    expect(paragraph(desk, 0)).not_to_have_attribute("data-read", "")
    assert read(desk) == []
    desk.press("Control+y")
    expect(paragraph(desk, 0)).to_have_attribute("data-read", "")
    assert len(read(desk)) == 1
    # A mark that is made later is what counts; without it the paragraph is empty again.
    desk.click("lighthouse", count=2)
    desk.press("1")
    expect(paragraph(desk, 0)).not_to_have_attribute("data-read", "")
    desk.press("Control+z")
    expect(paragraph(desk, 0)).to_have_attribute("data-read", "")


def test_u_goes_to_the_next_paragraph_of_which_nothing_was_said(desk: Desk) -> None:
    desk.open("Unread")
    desk.press("n", "a")
    desk.saved()
    desk.press("Escape", "u")
    here(desk, 0)
    desk.press("x", "u")
    here(desk, 2)
    desk.press("x", "x", "x")
    desk.press("u")
    expect(desk.toast.last).to_contain_text("Every paragraph has been read.")
    desk.press("n")
    desk.click("Kofi Annan")
    desk.press("x")
    expect(desk.toast.last).to_contain_text("There are marks in this paragraph")


def test_the_mouse_says_it_at_the_end_of_the_paragraph_pointed_at(desk: Desk) -> None:
    desk.open("Pointed")
    button = desk.page.get_by_role("button", name="Read, nothing here")
    expect(button).to_be_hidden()
    paragraph(desk, 2).hover()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(paragraph(desk, 2)).to_have_attribute("data-read", "")
    button.click()
    expect(paragraph(desk, 2)).not_to_have_attribute("data-read", "")
    assert read(desk) == []


def test_g_and_a_number_go_to_that_article_of_the_list(desk: Desk) -> None:
    desk.open("Numbers")
    place = desk.page.locator(".pm-place")
    headline = desk.page.locator(".pm-masthead h1")
    for number in (2, 5):
        desk.press("g", str(number), "Enter")
        expect(place).to_have_text(f"{number} of {len(NAMES)}")
    shown = headline.text_content()
    desk.press("g", "9", "9", "Enter")
    expect(desk.toast).to_contain_text(f"There is no article 99: the list has {len(NAMES)}.")
    desk.press("g", "3", "Escape")
    place.click()
    field = desk.page.get_by_label("Number of the article in the list")
    expect(field).to_be_focused()
    desk.press("j", "Enter")
    expect(desk.toast.last).to_contain_text("There is no article j")
    expect(headline).to_have_text(shown or "")
    assert desk.acts() == []


def test_nothing_here_by_thumb(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    desk = Desk(server, context.new_page())
    desk.open("Phone")
    desk.page.touchscreen.tap(*desk.middle("rained"))
    desk.page.touchscreen.tap(*desk.middle("rained"))
    button = desk.page.get_by_role("button", name="Read, nothing here")
    box = button.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    assert box["x"] + box["width"] <= 390
    button.tap()
    expect(paragraph(desk, 2)).to_have_attribute("data-read", "")
    assert len(read(desk)) == 1
    desk.page.locator(".pm-place").tap()
    desk.page.keyboard.type("1")
    desk.press("Enter")
    expect(desk.page.locator(".pm-place")).to_have_text(f"1 of {len(NAMES)}")
    assert desk.complaints == []
    context.close()
