"""A team at work in real browsers: who is here, what is handed out, and what a lead sees of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import PASSWORD, ROOT, TEXT, add_article, content, make_act, session_of
from navigating import sign_in
from playwright.sync_api import Page, expect
from running import Server

from annotator.services import annotating, running, suggesting
from annotator.services.session import local_session
from annotator.store import open_store

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path: Path = tmp_path_factory.mktemp("at-work") / "p.db"
    store = open_store(path)
    for project, login, role in (
        ("Relay", "fay", "lead"), ("Relay", "gil", "annotator"),
        ("Gazette", "ines", "lead"), ("Gazette", "jon", "annotator"),
        ("Void", "van", "lead"), ("Void", "vic", "reader"),
    ):  # fmt: skip
        running.put_account(local_session(store, project), login, "", PASSWORD, role)
    add_article(local_session(store, "Relay"), title="Talks in Geneva")
    add_article(local_session(store, "Gazette"), title="Talks in Oslo")
    for login, role in (("lea", "lead"), ("ana", "annotator")):
        running.put_account(local_session(store, "Herald"), login, login.title(), PASSWORD, role)
    herald = local_session(store, "Herald")
    suggesting.choose(herald, "rules")
    for name in ("First", "Second", "Third"):
        add_article(herald, f"{name} words. {TEXT}", title=f"{name} <i>article")
    store.close()
    started = Server(path, PRESSMARK_AUTH="accounts")
    yield started
    started.kill()
    assert "a page failed" not in started.log.read_text()


def test_members_see_who_else_has_an_article_open_until_it_is_left(
    server: Server, page: Page, other: Page
) -> None:
    sign_in(other, server, "gil")
    read(other, server)
    sign_in(page, server, "fay")
    expect(page.get_by_text("gil has Talks in Geneva open")).to_be_visible()
    read(page, server)
    expect(page.get_by_test_id("pm-here")).to_have_text(re.compile("gil is here"))
    expect(other.get_by_test_id("pm-here")).to_have_text(re.compile("fay is here"))
    page.get_by_role("link", name="Library").click()
    row = page.locator(".pml-row", has_text="Talks in Geneva")
    expect(row.get_by_text("gil is here")).to_be_visible()
    expect(other.get_by_test_id("pm-here")).to_be_hidden()
    other.get_by_role("link", name="Library").click()
    expect(row.get_by_text("gil is here")).to_be_hidden()
    expect(row).to_be_visible()


def read(page: Page, server: Server) -> None:
    [(article,)] = server.query("SELECT id FROM article WHERE title = 'Talks in Geneva'")
    page.goto(f"{server.url}/read?article={article}")
    expect(page.locator(".pm-p").first).to_be_visible()


def jon_marks(server: Server, start: int, end: int) -> None:
    """Let an annotator mark some words, as another process that works on the same database does."""
    store = open_store(server.database)
    jon = session_of(store, "jon", "Gazette")
    [row] = store.rows("SELECT id FROM article WHERE title = 'Talks in Oslo'")
    act = make_act(None, content(TEXT, start, end))
    assert not annotating.act(jon, row["id"], [act]).refused
    store.close()


def test_a_leads_statistics_follow_the_work_and_nothing_on_the_page_is_lost(
    server: Server, page: Page
) -> None:
    jon_marks(server, 0, 10)
    sign_in(page, server, "ines")
    page.goto(f"{server.url}/statistics")
    marks = page.get_by_test_id("stMetric").filter(has_text="Marks").get_by_test_id("stMetricValue")
    expect(marks).to_have_text("1")
    charts = page.get_by_test_id("stVegaLiteChart")
    expect(charts).to_have_count(6)
    expect(page.get_by_text("There are no notes yet.")).to_be_visible()
    chosen = page.get_by_role("combobox", name="Passages behind").first
    chosen.fill("Person")
    chosen.press("Enter")
    listed = page.locator(".pmp-list li")
    expect(listed).to_have_count(1)
    known = "(shown) => shown.map((each) => (each.isKnown = true)).length"
    there = charts.evaluate_all(known)
    scrolled = page.get_by_test_id("stMain").evaluate("(main) => (main.scrollTop = 150)")
    jon_marks(server, 12, 20)
    expect(marks).to_have_text("2")
    expect(listed).to_have_count(2)
    expect(chosen).to_have_value("Person")
    assert charts.evaluate_all("(shown) => shown.filter((each) => each.isKnown).length") == there
    assert page.get_by_test_id("stMain").evaluate("(main) => main.scrollTop") == scrolled


def at_article(page: Page, name: str) -> None:
    expect(page.get_by_test_id("pm-desk").get_by_role("heading", level=1)).to_have_text(
        f"{name} <i>article"
    )


def hand_out_all(page: Page) -> None:
    page.get_by_role("link", name="Work").click()
    page.get_by_role("radio", name="Hand out").click()
    number = page.get_by_role("spinbutton", name="Annotators for each article")
    expect(page.get_by_text("Nothing is handed out: everybody reads everything.")).to_be_visible()
    number.fill("1")
    number.press("Enter")
    expect(page.get_by_text("Gives 3 articles: Ana 3.")).to_be_visible()
    page.get_by_role("button", name="Hand out", exact=True).click()
    expect(page.get_by_text("3 articles are given to as many as they get.")).to_be_visible()


def work_through(page: Page) -> None:
    page.get_by_role("link", name="Work").click()
    expect(page.get_by_text("0 of 3 articles done")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)  # the rest is for leads
    page.get_by_role("button", name="Next article").click()
    at_article(page, "First")
    expect(page.get_by_test_id("pm-given")).to_contain_text("Given to you")
    page.keyboard.press("Enter")
    at_article(page, "Second")
    page.get_by_test_id("pm-skip").click()
    page.get_by_label("Why it is skipped").fill("I <b>wrote it")
    page.keyboard.press("Enter")
    at_article(page, "Third")
    page.get_by_test_id("pm-done").click()
    expect(page.get_by_test_id("pm-toast").last).to_contain_text("There is no other article")
    page.keyboard.press("[")  # what was skipped stands in the list no more
    at_article(page, "First")


def take_up_again(page: Page) -> None:
    page.get_by_role("link", name="Work").click()
    expect(page.get_by_text("2 of 2 articles done")).to_be_visible()
    expect(page.get_by_text("I <b>wrote it", exact=True)).to_be_visible()
    page.get_by_role("button", name="Take up again").click()
    expect(page.get_by_text("2 of 3 articles done")).to_be_visible()
    page.get_by_role("link", name="Read").click()  # of all articles that which is to do
    at_article(page, "Second")


def take_back_the_first(page: Page) -> None:
    page.get_by_role("radio", name="Assignments").click()
    table = page.get_by_test_id("stDataFrame")
    expect(table.locator("canvas [role=gridcell]").first).to_be_attached()  # it is drawn
    table.click(position={"x": 16, "y": 52})  # a canvas: the box of its first row
    page.get_by_role("button", name="Take back", exact=True).click()
    page.get_by_label("Why").fill("by mistake")
    page.get_by_role("button", name="Take back 1 assignment").click()
    expect(page.get_by_test_id("stToast").last).to_contain_text("Took back 1 assignment.")
    page.get_by_role("radio", name="Ledger").click()
    expect(page.get_by_text("3 given + 0 drawn − 1 taken back = 2 assignments")).to_be_visible()


def test_a_lead_hands_out_and_an_annotator_goes_from_one_article_to_the_next(
    server: Server, page: Page, other: Page
) -> None:
    sign_in(page, server, "lea")
    hand_out_all(page)
    sign_in(other, server, "ana")
    work_through(other)
    take_up_again(other)
    take_back_the_first(page)
    [(taken,)] = server.query("SELECT id FROM article WHERE title LIKE 'First%'")
    other.goto(f"{server.url}/read?article={taken}")
    expect(other.get_by_test_id("pm-given")).to_contain_text("This article is not given to you.")
    other.keyboard.press("x")
    expect(other.get_by_test_id("pm-toast").last).to_contain_text("Not kept")


# A reader of nothing, an annotator of three.
@pytest.mark.parametrize(("login", "articles"), [("vic", 0), ("ana", 3)])
def test_no_page_fails_for_those_who_may_do_less(
    server: Server, page: Page, login: str, articles: int
) -> None:
    sign_in(page, server, login)
    there = {file.stem for file in (ROOT / "pages").glob("*.py")}
    for name in (*sorted(there - {"main", "library"}), ""):  # the library has no name there
        page.goto(f"{server.url}/{name}")
        shown = page.get_by_test_id("stApp")
        expect(shown).to_have_attribute("data-test-script-state", "notRunning")
        expect(page.get_by_test_id("stMain")).not_to_have_text("")
        expect(page.get_by_text("Something went wrong")).to_have_count(0)
    expect(page.locator(".pml-row")).to_have_count(articles)
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)
