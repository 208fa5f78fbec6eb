"""Where the reader is: kept on the server, found again anywhere, and told in the line above."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, serving
from playwright.sync_api import Browser, Response, expect
from running import Server

pytestmark = pytest.mark.e2e
PARAGRAPH = "The lighthouse on the cape was lit again, and nobody saw it from the harbour. " * 7
NAMES = ("Left", "Finished", "Ended", "Linked", "Alpha", "Beta")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {
        name: "\n\n".join(f"{name} {number}. {PARAGRAPH}" for number in range(60)) for name in NAMES
    }
    with serving(tmp_path_factory.mktemp("place"), articles) as started:
        yield started


def scroll(desk: Desk, paragraph: int) -> None:
    """Bring a paragraph to the top, as a wheel would, and wait until the place is kept."""
    with desk.page.expect_response("**/bookmark"):
        desk.page.locator(f".pm-p[data-p='{paragraph}']").evaluate(
            "(it) => it.scrollIntoView({block: 'start'})"
        )


FIRST = """() => {
    const top = document.querySelector('.pm-head').getBoundingClientRect().bottom + 20;
    return [...document.querySelectorAll('.pm-p')]
        .find((p) => p.getBoundingClientRect().bottom > top).textContent.slice(0, 12);
}"""


def is_over(answer: Response) -> bool:
    """Return whether a place is kept that says: read to the end."""
    return answer.url.endswith("/bookmark") and answer.request.post_data_json == {"at": 0}


def first(desk: Desk) -> str:
    """Return the beginning of the paragraph that stands first in view."""
    desk.still()
    found: str = desk.page.evaluate(FIRST)
    return found


def finds(desk: Desk, beginning: str) -> None:
    """Wait until the paragraph with a beginning stands first in view."""
    desk.page.wait_for_function(f"(left) => ({FIRST})() === left", arg=beginning)


def test_the_place_is_found_again_after_a_reload_and_on_a_phone(
    desk: Desk, browser: Browser, server: Server
) -> None:
    desk.open("Left")
    assert first(desk).startswith("Left 0.")
    scroll(desk, 31)
    left = first(desk)
    desk.page.reload()
    expect(desk.page.locator(".pm-p").first).to_be_attached()
    expect(desk.page.locator(".pm-p[data-p='31']")).to_be_in_viewport()
    finds(desk, left)
    phone = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    other = Desk(server, phone.new_page())
    [(article,)] = server.query("SELECT id FROM article WHERE title = 'Left'")
    other.page.goto(f"{server.url}/read?article={article}")
    expect(other.page.locator(".pm-p[data-p='31']")).to_be_in_viewport()
    finds(other, left)
    assert other.complaints == []
    phone.close()
    assert desk.acts() == []


def test_going_on_and_coming_back_finds_the_place_as_well(desk: Desk) -> None:
    desk.open("Beta")
    scroll(desk, 20)
    desk.press("]")
    expect(desk.page.locator(".pm-masthead h1")).not_to_have_text("Beta")
    expect(desk.page.locator(".pm-masthead h1")).to_be_in_viewport()
    desk.press("[")
    expect(desk.page.locator(".pm-masthead h1")).to_have_text("Beta")
    expect(desk.page.locator(".pm-p[data-p='20']")).to_be_in_viewport()


def test_an_article_that_is_done_or_was_read_to_its_end_opens_at_the_top(desk: Desk) -> None:
    desk.open("Finished")
    scroll(desk, 25)
    desk.page.get_by_test_id("pm-done").click()
    expect(desk.page.locator(".pm-masthead h1")).not_to_have_text("Finished")
    desk.saved()
    desk.open("Finished")
    expect(desk.page.locator(".pm-masthead h1")).to_be_in_viewport()
    desk.open("Ended")
    scroll(desk, 25)
    with desk.page.expect_response(is_over):
        desk.page.locator(".pm-p").last.evaluate("(it) => it.scrollIntoView({block: 'end'})")
        desk.page.mouse.move(600, 500)
        desk.page.mouse.wheel(0, 2000)
    desk.open("Ended")
    expect(desk.page.locator(".pm-masthead h1")).to_be_in_viewport()


def test_a_link_to_a_passage_goes_before_the_place(desk: Desk, server: Server) -> None:
    desk.open("Linked")
    scroll(desk, 40)
    desk.page.goto(f"{server.url}/read?article={desk.article}&at=0-6")
    expect(desk.page.locator(".pm-p").first).to_be_in_viewport()


def test_the_line_above_tells_how_far_one_is_and_what_is_left(desk: Desk) -> None:
    desk.open("Alpha")
    told = desk.page.locator(".pm-progress")
    expect(told).to_have_css("opacity", "0")
    line = "document.querySelector('.pm-progress-line').getBoundingClientRect().width"
    before = desk.page.evaluate(line)
    desk.page.locator(".pm-p[data-p='30']").evaluate("(it) => it.scrollIntoView({block: 'start'})")
    expect(told).to_have_css("opacity", "1")
    expect(told).to_contain_text("min left")
    share = int((told.text_content() or "").split(" ")[0])
    assert 45 < share < 65
    assert desk.page.evaluate(line) > 2 * before
    desk.page.mouse.move(600, 500)
    desk.page.locator(".pm-p").last.evaluate("(it) => it.scrollIntoView({block: 'end'})")
    desk.page.mouse.wheel(0, 3000)
    expect(told).to_have_text("read to the end")
