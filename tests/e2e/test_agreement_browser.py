"""The page Agreement in a browser: from a number to its passages, and on into the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk import OURS
from factories import TEXT, add_article
from marked import finish, mark, person
from playwright.sync_api import Browser, Page, expect
from running import PATIENCE, Server

from annotator.services.session import local_session
from annotator.store import open_store

pytestmark = pytest.mark.e2e
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path: Path = tmp_path_factory.mktemp("agreement") / "p.db"
    store = open_store(path)
    session = local_session(store)
    for number in range(3):
        article = add_article(session, f"{TEXT} {number}", title=f"Number {number}")
        for name, words, label in (
            ("Ann", "Anna Lindh", "PER"), ("Bob", "Anna Lindh", "PER"),
            ("Ann", "Geneva", "LOC"), ("Bob", "Geneva", "ORG"), ("Ann", "Kofi Annan", "PER"),
        ):  # fmt: skip
            mark(session, person(session, name), article, words, label)
        for name in ("Ann", "Bob"):
            finish(session, person(session, name), article)
    store.close()
    started = Server(path)
    yield started
    started.kill()
    assert "a page failed" not in started.log.read_text()


def test_a_number_is_as_long_as_its_list_which_leads_into_the_text(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/agreement?by=label")
    number = page.get_by_role("link", name="3, Person, missed")
    expect(number).to_have_text("3")
    number.click()
    expect(page.get_by_role("heading", name="Person: missed")).to_be_visible()
    expect(page).to_have_url(re.compile(r"by=label&row=PER&cause=missed$"))
    expect(number).to_have_attribute("aria-current", "true")
    passages = page.locator(".pmp-list > li")
    expect(passages).to_have_count(3)
    expect(passages.first).to_contain_text("missed · Ann: Person · Bob: nothing")
    page.get_by_text("Confusion", exact=True).click()
    page.get_by_role("link", name="3, Place, Organisation").click()
    expect(passages.first).to_contain_text("Ann: Place · Bob: Organisation")
    expect(passages).to_have_count(3)
    page.reload()  # the address has kept it
    expect(passages).to_have_count(3)
    passages.first.get_by_role("link").click()
    expect(page.locator(".pm-masthead h1")).to_have_text("Number 0")


def test_everyone_can_use_the_page_on_a_phone_in_the_dark(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900}, color_scheme="dark")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.url}/agreement?by=label&row=PER&cause=missed")
    expect(page.locator(".pmp-list > li")).to_have_count(3)
    found = Axe().run(page, context=OURS, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
