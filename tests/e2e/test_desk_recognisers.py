"""Suggestions that come while an article is open, and a recogniser that fails."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import stand_in
from desk import Desk, serving
from playwright.sync_api import Browser, expect
from running import Server, eventually
from stand_in import Reply, StandIn, as_json

from annotator.services import suggesting
from annotator.services.session import local_session
from annotator.store import open_store

pytestmark = pytest.mark.e2e
TEXT = "Kofi Annan flew from Geneva to Moscow and saw the river."
ROW = {"start": 46, "end": 55, "label": "EVENT", "score": 0.9, "reason": "by the hook"}


@pytest.fixture
def hook() -> Iterator[StandIn]:
    with stand_in.serving(lambda _: as_json([])) as server:
        yield server


@pytest.fixture
def server(tmp_path: Path, hook: StandIn) -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESSMARK_HOOK_URL", hook.url)
        with serving(tmp_path, {"The river": TEXT}) as started:
            store = open_store(tmp_path / "p.db")
            suggesting.choose(local_session(store), "web hook")
            store.close()
            yield started


def desk_of(browser: Browser, server: Server, width: int) -> Desk:
    context = browser.new_context(viewport={"width": width, "height": 900}, has_touch=width < 600)
    return Desk(server, context.new_page())


def test_suggestions_come_while_the_article_is_read_and_can_be_answered(
    browser: Browser, server: Server, hook: StandIn
) -> None:
    may_answer = threading.Event()

    def slow(_: object) -> Reply:
        may_answer.wait(60)
        return as_json([ROW])

    hook.answer = slow
    desk = desk_of(browser, server, 1440)
    desk.open("The river")
    expect(desk.of("Geneva")).to_be_visible()  # what was there when the hook was chosen
    desk.click("flew", count=2)
    desk.press("4")
    desk.saved()
    may_answer.set()
    expect(desk.of("the river")).to_have_attribute("data-state", "suggested")
    expect(desk.marks.filter(has_text="Geneva")).to_have_count(0)
    desk.click("the river")
    desk.press("a")
    assert desk.quotes() == [("EVENT", "flew"), ("EVENT", "the river")]
    assert desk.complaints == []
    desk.page.context.close()


@pytest.mark.parametrize("reply", [(200, b"<p>So sorry"), as_json({"no": "list"})])
def test_an_answer_that_is_nonsense_is_told_and_what_was_there_stays(
    browser: Browser, server: Server, hook: StandIn, reply: Reply
) -> None:
    hook.answer = lambda _: reply
    desk = desk_of(browser, server, 1440)
    desk.open("The river")
    address = f"{server.url}/api/articles/{desk.article}"
    assert eventually(lambda: bool(desk.page.request.get(address).json()["trouble"]))
    desk.open("The river")
    expect(desk.toast).to_contain_text("The web hook at 127.0.0.1 answers with no")
    expect(desk.of("Geneva")).to_be_visible()
    desk.click("flew", count=2)
    desk.press("4")
    assert desk.quotes() == [("EVENT", "flew")]
    assert desk.complaints == []
    desk.page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_recogniser_that_is_down_is_told_and_the_article_opens(
    browser: Browser, server: Server, hook: StandIn, width: int
) -> None:
    hook.answer = lambda _: (500, b"")
    desk = desk_of(browser, server, width)
    desk.open("The river")
    expect(desk.of("Geneva")).to_be_visible()
    address = f"{server.url}/api/articles/{desk.article}"
    # The article is there before its recogniser has failed.
    assert eventually(lambda: bool(desk.page.request.get(address).json()["trouble"]))
    desk.open("The river")
    expect(desk.toast).to_contain_text("The web hook at 127.0.0.1 answers with 500")
    expect(desk.toast).to_contain_text("asked again when an article is opened later")
    expect(desk.of("Geneva")).to_be_visible()
    assert desk.complaints == []
    desk.page.context.close()
