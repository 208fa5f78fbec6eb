"""The running app and a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import find
from desk import Desk
from playwright.sync_api import Browser, Page, expect, sync_playwright
from running import ARGUMENTS, PATIENCE, Server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE / 2)  # a busy machine is no fault of the app
    path = find()
    if not path:
        pytest.skip("no browser was found; run tests/browser.py")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("app") / "pressmark.db")
    yield started
    started.kill()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    yield opened
    context.close()


@pytest.fixture
def desk(server: Server, page: Page) -> Iterator[Desk]:
    """The desk, which may complain of nothing in the browser and ask nobody but the app."""
    opened = Desk(server, page)
    yield opened
    assert opened.complaints == []
