"""The page Team in real browsers: from an invitation to two people at work, and out again."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from factories import PASSWORD, ROOT, TEXT, add_article, content, make_act, session_of
from navigating import FINDINGS, expect_signed_in, section, to_page
from playwright.sync_api import Browser, Locator, Page, expect
from provider import Provider
from running import PATIENCE, Server, eventually, free_port

from annotator.services import annotating, running, suggesting
from annotator.services.session import local_session
from annotator.store import open_store

pytestmark = pytest.mark.e2e
HOSTILE = "Ben <b>*B*"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path: Path = tmp_path_factory.mktemp("team") / "p.db"
    store = open_store(path)
    for login, project in (("mara", "Wire"), ("olu", "Post"), ("yuki", "Press")):  # one a test
        running.put_account(local_session(store, project), login, "", PASSWORD, "lead")
    for project, login, role in (
        ("Cable", "abe", "lead"), ("Cable", "zoe", "annotator"),
        ("Relay", "fay", "lead"), ("Relay", "gil", "annotator"),
        ("Gazette", "ines", "lead"), ("Gazette", "jon", "annotator"),
        ("Radio", "ida", "lead"), ("Radio", "kim", "annotator"),
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


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """A page in a browser of somebody else."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def sign_in(page: Page, server: Server, login: str) -> None:
    page.goto(f"{server.url}/team")
    page.get_by_label("Name").fill(login)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Team")).to_be_visible()


def invited(page: Page, server: Server, guest: Page, login: str, name: str) -> None:
    """Let a lead make a link, and a guest follow it to an account of their own."""
    page.get_by_role("button", name="Make a link", exact=True).click()
    shown = page.get_by_test_id("stCode")
    expect(shown).to_contain_text(f"{server.url}/account/invitation/")
    guest.goto(shown.inner_text().strip())
    expect(guest.get_by_text("You are invited to Wire as an annotator.")).to_be_visible()
    guest.get_by_label("Name to sign in with").fill(login)
    guest.get_by_label("Name that others see").fill(name)
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_role("button", name="Join").click()
    expect_signed_in(guest)
    page.get_by_role("button", name="I have copied it").click()
    expect(shown).to_be_hidden()


def role_of(page: Page, name: str) -> Locator:
    # While the page is drawn anew the field may stand there twice: the last one is the new one.
    return page.get_by_role("combobox", name=re.compile(f"Role of {re.escape(name)}")).last


def choose(page: Page, field: Locator, option: str) -> None:
    field.click()
    page.get_by_role("option", name=option).click()


def test_a_lead_invites_somebody_changes_the_role_and_takes_them_out(
    server: Server, page: Page, other: Page
) -> None:
    sign_in(page, server, "mara")
    expect(page.get_by_text("Wire has 1 member. You are its lead.")).to_be_visible()
    invited(page, server, other, "ben", HOSTILE)
    to_page(other, "Team")
    expect(other.get_by_text("You are its annotator.")).to_be_visible()
    expect(other.get_by_text(HOSTILE, exact=True)).to_be_visible()  # as it was written
    expect(other.get_by_role("combobox")).to_have_count(0)
    expect(other.get_by_role("button", name="Make a link", exact=True)).to_have_count(0)
    page.reload()
    choose(page, role_of(page, HOSTILE), "Adjudicator")
    expect(role_of(page, HOSTILE)).to_have_value("Adjudicator")
    asked = "SELECT role FROM member JOIN account USING (annotator_id) WHERE login = 'ben'"
    assert eventually(lambda: server.query(asked) == [("adjudicator",)])
    other.reload()
    expect(other.get_by_text("You are its adjudicator.")).to_be_visible()
    choose(page, role_of(page, "mara"), "Reader")
    expect(page.get_by_test_id("stToast")).to_contain_text("Nobody else leads Wire.")
    expect(role_of(page, "mara")).to_have_value("Lead")
    page.get_by_role("button", name="More").first.click()
    page.get_by_role("button", name="Take out of the project").click()
    expect(page.get_by_text("Wire has 1 member. You are its lead.")).to_be_visible()
    other.reload()
    expect(other.get_by_text("You are a member of no project yet.")).to_be_visible()
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_browser_that_is_ended_elsewhere_is_sent_to_the_sign_in(
    server: Server, page: Page, other: Page
) -> None:
    sign_in(page, server, "olu")
    sign_in(other, server, "olu")
    page.reload()
    page.get_by_role("button", name="End", exact=True).click()
    expect(page.get_by_role("button", name="End", exact=True)).to_have_count(0)
    other.reload()
    expect(other.get_by_role("button", name="Sign in")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.goto(f"{server.url}/team")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_token_is_shown_once_and_opens_the_api_until_it_is_revoked(
    server: Server, page: Page
) -> None:
    sign_in(page, server, "yuki")
    page.get_by_label("What it is for").fill("Nightly <i>export")
    page.get_by_role("button", name="Make a token").click()
    shown = page.get_by_test_id("stCode")
    expect(shown).to_contain_text("pressmark_")
    token = shown.inner_text().strip()
    assert answered(server, token) == 200
    page.reload()
    expect(page.get_by_text("Nightly <i>export", exact=True)).to_be_visible()
    expect(page.get_by_test_id("stCode")).to_have_count(0)
    found = [v for v in Axe().run(page).response["violations"] if v["impact"] == "critical"]
    assert found == []
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_role("button", name="Revoke")).to_have_count(0)
    assert answered(server, token) == 401


def answered(server: Server, token: str) -> int:
    """Return the status that a program with a token gets."""
    request = urllib.request.Request(  # noqa: S310 - our own
        f"{server.url}/api/projects", headers={"Authorization": f"Bearer {token}"}
    )
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_attempts_behind_a_proxy_count_for_the_address_that_it_tells(server: Server) -> None:
    connection = http.client.HTTPConnection("localhost", server.port)

    def tried(password: str, address: str) -> tuple[int, str]:
        form = urllib.parse.urlencode({"login": "abe", "password": password})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": address,
        }  # fmt: skip
        connection.request("POST", "/account/sign-in", form, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    for _ in range(10):
        assert "do not belong together" in tried("a guess", "10.0.0.7")[1]
    assert "Too many attempts failed." in tried(PASSWORD, "10.0.0.7")[1]
    assert tried(PASSWORD, "10.0.0.8")[0] == 303
    connection.close()


def test_a_lost_password_is_replaced_by_a_link_and_changed_by_its_owner(
    server: Server, page: Page, other: Page
) -> None:
    sign_in(page, server, "abe")
    page.get_by_role("button", name="More").last.click()
    page.get_by_role("button", name="Make a link to a new password").click()
    shown = page.get_by_test_id("stCode")
    expect(shown).to_contain_text(f"{server.url}/account/password/")
    other.goto(shown.inner_text().strip())
    other.get_by_label("New password").fill("another row of plain words")
    other.get_by_role("button", name="Keep").click()
    to_page(other, "Team")
    other.get_by_text("Change the password").click()
    change = other.get_by_role("button", name="Change it")
    other.get_by_label("Present password").fill("a guess")
    other.get_by_label("New password", exact=True).fill(PASSWORD)
    change.click()
    expect(other.get_by_text("The present password is another one.")).to_be_visible()
    other.get_by_label("Present password").fill("another row of plain words")
    change.click()
    expect(other.get_by_text("The password is changed.")).to_be_visible()
    other.reload()  # this browser is signed in as before
    expect(other.get_by_text("You are its annotator.")).to_be_visible()
    other.get_by_role("button", name="Sign out").click()
    sign_in(other, server, "zoe")


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


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    started = Provider(tmp_path, f"http://localhost:{free_port()}")
    yield started
    started.kill()


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


def test_who_signs_in_at_a_provider_comes_to_the_desk_and_out_again(
    provider: Provider, tmp_path: Path, page: Page
) -> None:
    database = tmp_path / "p.db"
    settings = {"PRESSMARK_AUTH": "oidc", "PRESSMARK_SECRETS": str(provider.secrets)}
    command = [sys.executable, "-m", "annotator", "account", "mara", "--db", str(database)]
    printed = subprocess.check_output(command, cwd=ROOT, env=os.environ | settings, text=True)
    link = printed.splitlines()[-1]
    server = Server(database, int(link.split(":")[2].partition("/")[0]), **settings)
    try:
        page.goto(link)
        expect(
            page.get_by_text("The account mara is yours when you have signed in.")
        ).to_be_visible()
        page.get_by_role("link", name="Sign in at localhost").click()
        page.get_by_placeholder("sub").fill("sub-mara")
        page.get_by_role("button", name="Authorize").click()
        to_page(page, "Team")
        expect(page.get_by_text("You sign in at localhost.")).to_be_visible()
        expect(page.get_by_text("Change the password")).to_have_count(0)
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="End session").click()  # at the provider
        expect(page.get_by_role("link", name="Sign in at localhost")).to_be_visible()
        page.goto(f"{server.url}/load")
        page.get_by_role("link", name="Sign in at localhost").click()
        page.get_by_role("button", name="sub-mara").click()
        expect(page.get_by_role("heading", name="Load articles")).to_be_visible()
        expect(page).to_have_url(f"{server.url}/load")
    finally:
        server.kill()


def test_a_lead_lifts_blindness_and_puts_it_back_and_all_members_read_the_log(
    server: Server, page: Page, other: Page
) -> None:
    sign_in(page, server, "ida")
    sign_in(other, server, "kim")
    expect(other.get_by_text("Blind until a lead lifts it.")).to_be_visible()
    section(other, FINDINGS).click()
    expect(other.get_by_role("menuitem", name="Progress")).to_be_visible()
    expect(other.get_by_role("menuitem", name="Statistics")).to_have_count(0)
    expect(other.get_by_role("button", name="Lift for the whole project")).to_have_count(0)
    page.get_by_role("button", name="Lift for the whole project").click()
    page.get_by_role("button", name="Lift it").click()
    expect(page.get_by_text("Lifted for the whole project on")).to_be_visible()
    other.reload()
    section(other, FINDINGS).click()
    expect(other.get_by_role("menuitem", name="Statistics")).to_be_visible()
    other.keyboard.press("Escape")
    page.get_by_role("button", name="Put it back for the whole project").click()
    page.get_by_role("button", name="Put it back", exact=True).click()
    expect(page.get_by_role("button", name="Lift for the whole project")).to_be_visible()
    page.get_by_text("Nobody works blind", exact=True).click()
    expect(page.get_by_text("What was seen can't be unseen.")).to_be_visible()
    page.get_by_role("button", name="Change the rule").click()
    expect(page.get_by_role("button", name="Change the rule")).to_have_count(0)
    other.reload()
    expect(other.get_by_text("Nobody works blind.")).to_be_visible()
    other.get_by_text("Log", exact=True).click()
    for words in ("lifted it for the whole project", "put it back", "nobody works blind"):
        expect(other.get_by_text(words).last).to_be_visible()


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
