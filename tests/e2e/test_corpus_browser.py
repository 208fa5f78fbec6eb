"""The page Corpus in a browser: a count and its list, and lines that are aligned and sorted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import serving
from factories import content, make_act
from playwright.sync_api import Page, expect
from running import Server

from annotator.services.session import local_session
from annotator.store import acts, articles, open_store

pytestmark = pytest.mark.e2e
TEXTS = {
    "First": "Anna Lindh met Kofi Annan in Geneva.\n\nKofi Annan left Geneva early.",
    "Second": "Anna Lindh wrote home from Paris, and of Geneva nothing.",
}
NAMES = ("Anna Lindh", "Kofi Annan", "Geneva", "Paris")
# Where the words that were found begin on the screen, line by line.
BEGIN = "links => links.map(link => Math.round(link.getBoundingClientRect().left))"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("corpus")
    with serving(folder, TEXTS) as started:
        store = open_store(folder / "p.db")
        session = local_session(store)
        for row in store.rows("SELECT id FROM article"):
            text = str(articles.read(store, row["id"])["text"])
            made = [
                make_act(after=content(text, at, at + len(name)))
                for name in NAMES
                for at in range(len(text))
                if text.startswith(name, at)
            ]
            assert not acts.apply(store, row["id"], session.annotator, made).refused
        store.close()
        yield started


def test_a_count_of_a_dossier_is_that_of_its_list_which_leads_into_the_text(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/corpus")
    page.get_by_role("button", name="Geneva").click()
    expect(page.get_by_role("heading", name="Geneva", exact=True)).to_be_visible()
    passages = page.locator(".pmp-list > li")
    expect(passages).to_have_count(3)
    beside = page.get_by_role("button", name="Kofi Annan")
    expect(beside.locator(".pmc-number")).to_have_text("2")
    beside.click()
    expect(page.get_by_role("heading", name="In the same paragraph as Kofi Annan")).to_be_visible()
    expect(passages).to_have_count(2)
    expect(passages.first.locator("b")).to_have_text(["Kofi Annan", "Geneva"])
    page.reload()  # the address has kept it
    expect(page.get_by_role("button", name="Kofi Annan")).to_have_attribute("aria-pressed", "true")
    expect(passages).to_have_count(2)
    passages.first.get_by_role("link").click()
    expect(page.locator(".pm-masthead h1")).to_have_text("First")


def test_lines_stand_below_one_another_and_are_sorted_by_what_is_beside_them(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/corpus?part=context&what=geneva&sort=1L")
    right = page.locator(".pmk-right")
    expect(right).to_have_text(
        ["Geneva.  Kofi Annan left Geneva early.", "Geneva early.", "Geneva nothing."],
    )  # in, left, of
    assert len(set(page.locator(".pmk-keyword").evaluate_all(BEGIN))) == 1
    page.get_by_role("combobox", name="Sort by").click()
    page.get_by_role("option", name="1st word right").click()
    expect(right).to_have_text(
        ["Geneva early.", "Geneva.  Kofi Annan left Geneva early.", "Geneva nothing."],
    )
    page.locator(".pmk-keyword").nth(2).click()
    expect(page.locator(".pm-masthead h1")).to_have_text("Second")
