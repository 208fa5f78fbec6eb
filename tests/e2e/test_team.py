"""The page Team in real browsers: in by an invitation or a provider, and out again."""

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
from factories import PASSWORD, ROOT
from navigating import FINDINGS, invite, section, sign_in, to_page
from playwright.sync_api import Locator, Page, expect
from provider import Provider
from running import Server, eventually, free_port

from annotator.services import running
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
        ("Radio", "ida", "lead"), ("Radio", "kim", "annotator"),
    ):  # fmt: skip
        running.put_account(local_session(store, project), login, "", PASSWORD, role)
    store.close()
    started = Server(path, PRESSMARK_AUTH="accounts")
    yield started
    started.kill()
    assert "a page failed" not in started.log.read_text()


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
    invite(page, server, other, "Wire", "ben", HOSTILE)
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


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    started = Provider(tmp_path, f"http://localhost:{free_port()}")
    yield started
    started.kill()


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
