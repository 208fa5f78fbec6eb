"""The strip beside the text: it shows where the marks are, and goes where it is pressed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, serving
from playwright.sync_api import Browser, expect
from running import Server

pytestmark = pytest.mark.e2e
PARAGRAPH = "The lighthouse on the cape was lit again, and nobody saw it from the harbour. " * 7
PAINTED = """() => {
    const canvas = document.querySelector('.pm-minimap canvas');
    const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const rows = new Set();
    for (let at = 3; at < data.length; at += 4) {
        if (data[at]) rows.add(Math.floor(at / 4 / canvas.width));
    }
    return [...rows].map((row) => row / canvas.height);
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    paragraphs = [f"{number}. {PARAGRAPH}" for number in range(60)]
    paragraphs[30] = "Then Kofi Annan spoke. " + paragraphs[30]
    articles = {"Strip": "\n\n".join(paragraphs)}
    with serving(tmp_path_factory.mktemp("strip"), articles) as started:
        yield started


def test_marks_and_found_places_stand_where_they_are_and_a_press_goes_there(desk: Desk) -> None:
    desk.open("Strip")
    strip = desk.page.locator(".pm-minimap")
    expect(strip).to_have_attribute("aria-hidden", "true")
    desk.page.wait_for_function(f"({PAINTED})().length > 0")
    assert all(0.4 < row < 0.6 for row in desk.page.evaluate(PAINTED))
    box = strip.bounding_box()
    assert box
    desk.page.mouse.click(box["x"] + 6, box["y"] + box["height"] / 2)
    expect(desk.marks.first).to_be_in_viewport()
    desk.page.mouse.move(box["x"] + 6, box["y"] + box["height"] / 2)
    desk.page.mouse.down()
    desk.page.mouse.move(box["x"] + 6, box["y"] + box["height"] - 2, steps=4)
    desk.page.mouse.up()
    expect(desk.page.locator(".pm-p").last).to_be_in_viewport()
    desk.press("f")
    desk.page.get_by_label("Find in the text").fill("lighthouse")
    desk.page.wait_for_function(f"({PAINTED})().length > 60")
    desk.press("Escape")
    desk.page.wait_for_function(f"({PAINTED})().length < 60")
    assert desk.acts() == []


def test_there_is_no_strip_on_a_phone(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    desk = Desk(server, context.new_page())
    desk.open("Strip")
    expect(desk.page.locator(".pm-minimap")).to_be_hidden()
    assert desk.complaints == []
    context.close()
