"""The running app and a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from browser import find
from desk import DEAF, Desk
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
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


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One for the tests of a file: what they all fetch from the app is in its cache."""
    opened = browser.new_context(viewport={"width": 1440, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    yield opened
    forget(context)


def forget(context: BrowserContext) -> None:
    """Close the pages of a test, and forget what they kept in the browser but for its cache."""
    origins = {"{0.scheme}://{0.netloc}".format(urlsplit(page.url)) for page in context.pages}
    for page in context.pages:
        page.close()
    context.set_offline(False)
    context.clear_permissions()
    context.clear_cookies()
    last = context.new_page()
    told = context.new_cdp_session(last)
    for origin in origins:
        told.send(
            "Storage.clearDataForOrigin",
            {"origin": origin, "storageTypes": "local_storage,indexeddb"},
        )
    last.close()


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """A page in a browser of somebody else."""
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


@pytest.fixture
def deaf(server: Server, other: Page) -> Iterator[Desk]:
    """A desk in another browser of the same reader, that learns of nothing by itself."""
    other.add_init_script(DEAF)
    opened = Desk(server, other)
    yield opened
    assert opened.complaints == []


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Desk]:
    """The desk on a phone, which may complain of nothing either."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    opened = Desk(server, context.new_page())
    yield opened
    context.close()
    assert opened.complaints == []
