"""A round of blind annotation in three browsers at once, from the invitations to its end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk import Desk
from factories import PASSWORD, add_article
from navigating import invite, sign_in, to_page
from playwright.sync_api import Browser, Page, expect
from running import PATIENCE, Server, read_by_rules

from annotator.services import running
from annotator.services.session import local_session
from annotator.store import open_store

pytestmark = pytest.mark.e2e
# What stands in each article that no other one has: what was marked once is suggested elsewhere.
TITLES = {"First day": "lighthouse", "Second day": "harbour", "Third day": "bridge"}
TEXT = "The {} was lit again.\n\nKofi Annan saw it from Geneva on the {}."
REMARK = "Ask whoever keeps the lamp."
MADE = """
    SELECT annotator.name, article.title, label_id, quote, note
    FROM annotation JOIN annotator ON annotator.id = annotator_id
        JOIN article ON article.seq = article_seq
    WHERE annotation.state IN ('made', 'accepted') ORDER BY 1, article.seq, start
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path: Path = tmp_path_factory.mktemp("round") / "p.db"
    read_by_rules(path)
    store = open_store(path)
    lead = local_session(store, "Round")
    running.put_account(lead, "mara", "Mara", PASSWORD, "lead")
    for title, word in TITLES.items():
        add_article(lead, TEXT.format(word, title.lower()), title=title)
    store.close()
    started = Server(path, PRESSMARK_AUTH="accounts")
    yield started
    started.kill()


@pytest.fixture
def guests(browser: Browser) -> Iterator[list[Page]]:
    """Pages in browsers of two others."""
    contexts = [browser.new_context(viewport={"width": 1440, "height": 900}) for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.set_default_timeout(PATIENCE)
    yield pages
    for context in contexts:
        context.close()


def test_two_annotators_are_invited_work_blind_and_see_each_other_when_both_are_done(
    server: Server, page: Page, guests: list[Page]
) -> None:
    sign_in(page, server, "mara")
    expect(page.get_by_text("Round has 1 member. You are its lead.")).to_be_visible()
    for guest, name in zip(guests, ("Ben", "Cy"), strict=True):
        invite(page, server, guest, "Round", name.lower(), name)
    work_blind(page)
    hand_out(page, server)
    to_page(page, "Progress")
    expect(page.get_by_text("0 of 3 articles")).to_be_visible()
    ben, cy = (Desk(server, guest) for guest in guests)
    for desk in (ben, cy):
        desk.page.get_by_role("link", name="Work").click()
        desk.page.get_by_role("button", name="Next article").click()
    for title, word in TITLES.items():
        for desk, other in ((ben, "Cy"), (cy, "Ben")):
            opened(desk, title)
            expect(desk.page.get_by_test_id("pm-here")).to_contain_text(f"{other} is here")
        ben_marks(ben)
        cy_marks(cy, word)
        sees_only(ben, "Ben", "made")
        sees_only(cy, "Cy", "accepted")
        ben.press("Enter")
        cy.page.get_by_test_id("pm-done").click()
    for desk in (ben, cy):
        expect(desk.page.get_by_test_id("pm-done")).to_have_attribute("aria-pressed", "true")
        desk.saved()
    sees(cy, "Ben: “Geneva”, Place")
    sees(ben, f"Cy: “{word}”, Event, note: {REMARK}")
    # The page has followed all the while.
    expect(page.get_by_text("All done: 3 articles.")).to_be_visible()
    expect(page.get_by_text("Nothing waits for anybody.")).to_be_visible()
    found = [v for v in Axe().run(page).response["violations"] if v["impact"] == "critical"]
    assert found == []
    assert server.query(MADE) == [
        *(("Ben", title, "LOC", "Geneva", "") for title in TITLES),
        *(("Cy", title, "EVENT", word, REMARK) for title, word in TITLES.items()),
    ]


def work_blind(page: Page) -> None:
    page.get_by_text("Blind until all are done with an article").click()
    page.get_by_role("button", name="Change the rule").click()
    expect(page.get_by_role("button", name="Change the rule")).to_be_hidden()


def hand_out(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/work?view=hand-out")
    each = page.get_by_role("spinbutton", name="Annotators for each article")
    each.fill("2")
    each.press("Enter")
    expect(page.get_by_text("Gives 3 articles: Ben 3, Cy 3.")).to_be_visible()
    page.get_by_test_id("stBaseButton-primary").click()
    expect(page.get_by_text("Gives nothing.")).to_be_visible()


def opened(desk: Desk, title: str) -> None:
    expect(desk.page.locator(".pm-masthead h1")).to_have_text(title)
    expect(desk.of("Geneva")).to_be_visible()
    [(found,)] = desk.server.query("SELECT id FROM article WHERE title = ?", title)
    desk.article = str(found)


def ben_marks(desk: Desk) -> None:
    """Accept a suggestion by keys."""
    desk.click("Geneva")
    desk.press("a")
    expect(desk.of("Geneva")).to_have_attribute("data-state", "accepted")
    desk.saved()


def cy_marks(desk: Desk, word: str) -> None:
    """Mark a word by the mouse, and write a note on it."""
    desk.click(word, count=2)
    desk.label("EVENT").click()
    expect(desk.of(word)).to_have_attribute("data-state", "made")
    desk.press("m")
    desk.page.keyboard.type(REMARK)
    desk.press("Control+Enter")
    desk.saved()


def sees_only(desk: Desk, name: str, others: str) -> None:
    """Neither the page nor the server tells somebody more than their own work."""
    told = desk.page.request.get(f"{desk.server.url}/api/articles/{desk.article}").json()
    assert {mark["annotator"] for mark in told["annotations"]} == {name}
    assert (told.get("others"), told["shared"]) == (None, [])
    expect(desk.page.locator(f"mark[data-state={others}]")).to_have_count(0)
    expect(desk.panel.get_by_role("tab", name="Others")).to_be_hidden()


def sees(desk: Desk, told: str) -> None:
    """All are done, and so the desk shows what another has done, without being asked to."""
    desk.panel.get_by_role("tab", name="Others, 1").click()
    expect(desk.panel.get_by_role("button", name=told)).to_be_visible()
