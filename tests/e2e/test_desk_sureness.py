"""How sure a suggestion is can be seen in the text, and read in its bar and in the list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import STILL, Desk, serving
from playwright.sync_api import Browser, Locator, expect
from running import Server

from annotator.services import openings
from annotator.services.session import local_session
from annotator.store import open_store

pytestmark = pytest.mark.e2e
TEXT = "Palm Bay beat Rockledge, Kofi Annan said on 2 November 2016."
STEPS = {"2 November 2016": "sure", "Palm Bay": "likely", "Rockledge": "unsure"}
DOTS = (
    "(it) => { const s = getComputedStyle(it); return [s.backgroundImage, s.backgroundSize] + ''; }"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    titles = ("Sure", "Beside", "Unaided", "Aided")
    articles = {title: f"{TEXT} {title}." for title in titles}
    with serving(tmp_path_factory.mktemp("sure"), articles) as started:
        yield started


def dots(shown: Locator) -> str:
    """Return how the dots under something are painted, but for their colour."""
    painted: str = shown.evaluate(DOTS)
    return painted.split(") ", 1)[1]


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_sure_likely_and_unsure_differ_in_the_text_and_in_the_list(
    browser: Browser, server: Server, look: str
) -> None:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        color_scheme="dark" if look == "dark" else "light",
        contrast="more" if look == "contrast" else "no-preference",
    )
    desk = Desk(server, context.new_page())
    desk.open("Sure")
    seen = {quote: dots(desk.of(quote)) for quote in STEPS}
    assert len(set(seen.values())) == len(STEPS)
    for quote, step in STEPS.items():
        score = desk.panel.locator(".pm-row", has_text=quote).locator(".pm-score")
        assert dots(score) == seen[quote]
        expect(score).to_have_attribute("title", step)
        expect(desk.of(quote)).to_have_css("border-bottom-color", "rgba(0, 0, 0, 0)")
    assert desk.complaints == []
    context.close()


def test_the_bar_and_the_description_of_a_mark_say_it(desk: Desk) -> None:
    desk.open("Sure")
    shown = {"2 November 2016": "sure, .85", "Palm Bay": "likely, .75", "Rockledge": "unsure, .60"}
    for quote, words in shown.items():
        desk.click(quote)
        expect(desk.bar).to_contain_text(f" · {words} · ")
        step = words.split(",")[0]
        description = desk.of(quote).get_attribute("aria-description") or ""
        assert description.endswith(f", suggested, {step}")


def test_a_decision_has_a_line_and_no_dots(desk: Desk) -> None:
    desk.open("Sure")
    desk.click("Rockledge")
    desk.press("a", "Escape")
    decided = desk.of("Rockledge")
    expect(decided).to_have_attribute("data-state", "accepted")
    expect(decided).to_have_css("border-bottom-style", "solid")
    assert decided.get_attribute("data-sure") is None
    assert decided.evaluate("(it) => getComputedStyle(it).borderBottomColor") != "rgba(0, 0, 0, 0)"


def share_without(server: Server, share: int) -> None:
    store = open_store(server.database)
    openings.set_share(local_session(store), share)
    store.close()


def test_an_article_without_suggestions_says_so_and_shows_none(desk: Desk, server: Server) -> None:
    share_without(server, 100)
    said = desk.page.get_by_test_id("pm-unaided")
    desk.open("Unaided")
    expect(said).to_be_visible()
    expect(said).to_have_text("This one is read without suggestions.")
    expect(desk.marks).to_have_count(0)
    desk.panel.get_by_role("tab", name="Suggestions, 0").click()
    expect(desk.panel).to_contain_text("This one is read without suggestions.")
    desk.ahead("Aided")  # so it is fetched without, and not shown
    share_without(server, 0)
    desk.open("Aided")
    expect(desk.of("Palm Bay")).to_be_visible()
    expect(said).to_be_hidden()
    desk.open("Unaided")  # as it was begun
    expect(said).to_be_visible()
    expect(desk.marks).to_have_count(0)
    assert desk.complaints == []


def test_an_article_that_was_fetched_ahead_is_opened_when_and_as_it_is_shown(
    desk: Desk, server: Server
) -> None:
    opened = "SELECT is_without, share FROM opening JOIN article ON seq = article_seq WHERE id = ?"
    share_without(server, 0)
    desk.open("Sure")
    is_next = desk.page.get_by_role("button", name="Next article").is_enabled()
    desk.ahead("Beside")
    share_without(server, 100)
    [(beside,)] = server.query("SELECT id FROM article WHERE title = 'Beside'")
    assert server.query(opened, beside) == []
    with desk.page.expect_response(f"**/articles/{beside}?*standing=true*"):
        desk.press("]" if is_next else "[")
    assert server.query(opened, beside) == [(0, 0)]
    desk.page.evaluate(STILL)
    expect(desk.of("Palm Bay")).to_be_visible()
    share_without(server, 0)
