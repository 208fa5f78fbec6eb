"""Queues in a real browser: an order is chosen, made and followed from article to article.

Of so few articles none comes by chance, so that each order is known for sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from desk import Desk, serving
from playwright.sync_api import Locator, expect
from running import Server

pytestmark = pytest.mark.e2e
# Words that two of them have are new in the first; those of one alone count for nothing.
UNLIKE = {
    "Alpha": "Qux wux eux rux tux yux.",
    "Beta": "Stone harbour ferry coast lake mines.",
    "Gamma": "Stone harbour ferry quay pier dock.",
    "Delta": "Coast lake mines road rail.",
    "Epsilon": "Quay pier road rail oxen.",
}
BY_NEW_WORDS = ["Beta", "Epsilon", "Alpha", "Gamma", "Delta"]
# The rules know the two towns.
CONTRADICTED = {
    "Vienna": "The council met in Vienna on that day.",
    "Nowhere": "It rained, and the ferry did not go.",
    "Geneva": "All the letters went to Geneva by train.",
    "Decided": "The envoys came to Geneva on foot.",
}
BY_DISAGREEMENT = ["Geneva", "Vienna", "Nowhere", "Decided"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("unlike"), UNLIKE) as started:
        yield started


@pytest.fixture(scope="module")
def other_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("contradicted"), CONTRADICTED) as started:
        yield started


def library(desk: Desk, query: str = "") -> Locator:
    """Open the library and return its headlines."""
    desk.page.goto(f"{desk.server.url}/{query}")
    found = desk.page.locator(".pml-headline")
    expect(found.first).to_be_visible()
    return found


def reasons(desk: Desk) -> Locator:
    return desk.page.locator(".pml-reason")


def is_on_the_desk(desk: Desk, title: str) -> None:
    expect(desk.page.locator(".pm-masthead h1")).to_have_text(title)
    expect(desk.page.locator(".pm-p").first).to_be_visible()


def test_an_order_is_chosen_by_mouse_made_and_read_along_by_enter(desk: Desk) -> None:
    headlines = library(desk)
    desk.page.get_by_role("combobox", name="Order").click()
    desk.page.get_by_role("option", name="Most new words first").click()
    expect(desk.page.get_by_text("have not been put in this order yet")).to_be_visible()
    desk.page.get_by_role("button", name="Arrange").click()
    expect(headlines).to_have_text(BY_NEW_WORDS)
    expect(reasons(desk)).to_have_text(["86% new words", "67% new words", *["0% new words"] * 3])
    expect(desk.page.get_by_text("what has most words that no article before")).to_be_visible()
    expect(desk.page).to_have_url(re.compile(r"\?sort=diversity$"))
    desk.page.reload()
    expect(headlines).to_have_text(BY_NEW_WORDS)
    desk.page.get_by_role("button", name="Start reading").click()
    for place, title in enumerate(BY_NEW_WORDS[:3], 1):
        is_on_the_desk(desk, title)
        expect(desk.page.get_by_test_id("pm-desk")).to_contain_text(f"{place} of 5")
        desk.press("Enter")
    is_on_the_desk(desk, "Gamma")
    desk.press("[")
    is_on_the_desk(desk, "Alpha")
    desk.saved()


def test_an_order_is_chosen_and_made_by_keyboard_and_an_article_opened_by_enter(
    other_server: Server, desk: Desk
) -> None:
    desk.server = other_server
    desk.open("Decided")
    desk.press("n", "r")
    desk.saved()
    headlines = library(desk)
    desk.page.get_by_role("combobox", name="Order").focus()
    desk.page.keyboard.type("contradicted")
    expect(desk.page.get_by_role("option")).to_have_count(1)
    desk.press("Enter")
    arrange = desk.page.get_by_role("button", name="Arrange")
    expect(arrange).to_be_visible()
    desk.press("Tab")
    expect(arrange).to_be_focused()
    desk.press("Enter")
    expect(headlines).to_have_text(BY_DISAGREEMENT)
    expect(reasons(desk).first).to_have_text("1 of 1 suggestion differs")
    headlines.first.focus()
    desk.press("ArrowDown", "ArrowUp", "Enter")
    is_on_the_desk(desk, "Geneva")
    desk.press("Enter")
    is_on_the_desk(desk, "Vienna")


def test_an_order_is_shown_in_words_whatever_a_link_calls_it(desk: Desk) -> None:
    order = desk.page.get_by_role("combobox", name="Order")
    for query, words in (
        ("?sort=queue", "Least sure first"),
        ("?sort=queue&descending=false", "Least sure first"),
        ("?sort=marks&descending=false", "Fewest marks"),
        ("?sort=nonsense", "Newest first"),
    ):
        library(desk, query)
        expect(order).to_have_value(words)
