"""Suggestions below a score are hidden, counted, and out of the walk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, serving
from playwright.sync_api import Page, expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = "Kofi Annan flew from Geneva to Moscow on 2 November 2016, and paid $5 million."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("score"), {"Scored": TEXT}) as started:
        yield started


@pytest.fixture(autouse=True)
def nothing_hidden(server: Server, page: Page) -> Iterator[None]:
    yield
    page.request.put(f"{server.url}/api/preferences", data={"least_score": None})


def test_the_slider_hides_what_is_less_sure_and_is_remembered(desk: Desk) -> None:
    desk.open("Scored")
    scores = sorted(
        float(str(score))
        for (score,) in desk.server.query("SELECT score FROM annotation WHERE state = 'suggested'")
    )
    least = scores[len(scores) // 2]
    below = sum(score < least for score in scores)
    assert 0 < below < len(scores)
    slider = desk.panel.get_by_label("Hide suggestions below this score")
    expect(desk.marks).to_have_count(len(scores))
    with desk.page.expect_response("**/api/preferences"):
        slider.fill(str(round(least * 20) / 20))
    shown = [score for score in scores if score >= round(least * 20) / 20]
    expect(desk.marks).to_have_count(len(shown))
    expect(desk.panel).to_contain_text(f"{len(scores) - len(shown)} hidden")
    tab = desk.panel.locator("[data-tab=suggestions]")
    expect(tab).to_contain_text(str(len(shown)))
    desk.page.reload()
    expect(desk.marks).to_have_count(len(shown))
    for _ in shown:
        desk.press("n", "r")
    expect(desk.marks).to_have_count(0)
    assert len(desk.stored()) == len(shown)
    slider.fill("0")
    expect(desk.marks).to_have_count(len(scores) - len(shown))
