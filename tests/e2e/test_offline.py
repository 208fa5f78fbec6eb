"""Work without a connection, a closed tab, a killed browser: every act arrives, each once."""

from __future__ import annotations

import json
import os
import re
import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import find
from desk import Desk, serving
from playwright.sync_api import Browser, BrowserContext, Page, expect
from running import ARGUMENTS, Server, eventually

pytestmark = pytest.mark.e2e
TEXT = "\n\n".join(
    f"Kofi Annan flew from Geneva to Moscow on day {n} and saw the river." for n in range(40)
)
NAMES = ("First", "Second", "Third", "Long", "Closed", "Killed", "Down", "Away")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT}\n\nThis was {name.lower()}." for name in NAMES}
    with serving(tmp_path_factory.mktemp("offline"), articles) as started:
        yield started


def accept(desk: Desk, times: int) -> None:
    desk.click("Geneva")
    desk.press(*["a"] * times)


def accepted(desk: Desk) -> tuple[int, int]:
    """Return how many accepts of the article are on disk, and how many different ones."""
    [(count, different)] = desk.server.query(
        "SELECT count(*), count(DISTINCT json_extract(after, '$.suggestion_id')) FROM acts "
        "JOIN article ON article.seq = article_seq WHERE article.id = ? AND kind = 'accept'",
        desk.article,
    )
    return int(str(count)), int(str(different))


def wait_for(desk: Desk, count: int) -> None:
    """Wait until so many accepts are on disk; then there are no more, and none twice."""
    eventually(lambda: accepted(desk)[0] >= count)
    assert accepted(desk) == (count, count)


def test_work_goes_on_for_long_without_a_connection(desk: Desk) -> None:
    desk.open("Long")
    desk.page.context.set_offline(True)
    accept(desk, 60)
    desk.page.wait_for_timeout(8000)  # longer than the longest wait between two attempts
    desk.press(*["a"] * 20)
    saved = desk.page.get_by_test_id("pm-saved")
    expect(saved).to_have_text("Offline · 80 waiting")
    expect(desk.page.locator("mark[data-state=accepted]")).to_have_count(80)
    assert accepted(desk) == (0, 0)
    desk.page.context.set_offline(False)
    desk.saved()
    assert accepted(desk) == (80, 80)
    desk.complaints = [one for one in desk.complaints if "ERR_INTERNET_DISCONNECTED" not in one]


def test_a_second_tab_sends_what_a_closed_one_left(desk: Desk, server: Server) -> None:
    desk.open("Closed")
    context = desk.page.context
    second = Desk(server, context.new_page())
    second.open("First")
    context.set_offline(True)
    accept(desk, 10)
    expect(desk.page.get_by_test_id("pm-saved")).to_have_attribute("data-waiting", "10")
    assert accepted(desk) == (0, 0)
    desk.page.close()
    context.set_offline(False)
    third = Desk(server, context.new_page())
    third.open("Second")
    wait_for(desk, 10)
    desk.complaints = []


def test_acts_survive_the_killing_of_the_browser(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    context = open_profile(browser, tmp_path)
    desk = Desk(server, context.new_page())
    desk.open("Killed")
    context.set_offline(True)
    accept(desk, 30)
    expect(desk.page.get_by_test_id("pm-saved")).to_have_attribute("data-waiting", "30")
    assert eventually(lambda: stored_acts(tmp_path) == 30, 150)
    kill(tmp_path)
    assert accepted(desk) == (0, 0)
    context = open_profile(browser, tmp_path)
    again = Desk(server, context.new_page())
    again.open("Killed")
    wait_for(again, 30)
    expect(again.page.locator("mark[data-state=accepted]")).to_have_count(30)
    context.close()


def open_profile(browser: Browser, profile: Path) -> BrowserContext:
    """Start a browser of its own that keeps what it stores in a folder."""
    return browser.browser_type.launch_persistent_context(
        profile, executable_path=find(), args=ARGUMENTS, viewport={"width": 1440, "height": 900}
    )


def stored_acts(profile: Path) -> int:
    """Return how many acts a browser has written to disk, which it does now and then."""
    found: set[bytes] = set()
    for file in (profile / "Default" / "Local Storage" / "leveldb").glob("*.log"):
        found |= set(re.findall(rb"pm:act:[^:]+:\d+:[\w-]+", file.read_bytes()))
    return len(found)


def kill(profile: Path) -> None:
    """End every process of the browser that uses a profile, at once."""
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        try:
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if f"--user-data-dir={profile}" in command:
            os.kill(int(folder.name), signal.SIGKILL)


def test_a_server_that_is_away_for_long_gets_everything(desk: Desk, server: Server) -> None:
    desk.open("Down")
    accept(desk, 5)
    desk.saved()
    server.kill()
    desk.press(*["a"] * 15)
    desk.page.wait_for_timeout(20_000)
    expect(desk.page.get_by_test_id("pm-saved")).to_have_attribute("data-kind", "offline")
    desk.press(*["a"] * 10)
    server.start()
    wait_for(desk, 30)
    desk.saved()
    desk.complaints = []


def test_the_next_article_opens_without_a_connection_and_others_say_why_not(desk: Desk) -> None:
    with urllib.request.urlopen(f"{desk.server.url}/api/articles") as answer:  # noqa: S310 - our own
        first, second, *_ = [row["title"] for row in json.load(answer)["rows"]]
    desk.open(first)
    heading = desk.page.locator(".pm-masthead h1")
    desk.ahead(second)
    desk.page.context.set_offline(True)
    desk.press("]")
    expect(heading).to_have_text(second)
    accept(desk, 3)
    saved = desk.page.get_by_test_id("pm-saved")
    expect(saved).to_have_attribute("data-waiting", re.compile("[1-9]"))
    face = desk.page.get_by_test_id("pm-error")
    desk.press("]")
    expect(face).to_contain_text("could not be opened")
    expect(face).to_contain_text("connection")
    desk.page.context.set_offline(False)
    face.get_by_role("button", name="Try again").click()
    expect(desk.page.locator(".pm-p").first).to_be_visible()
    desk.saved()
    desk.complaints = []


def taken_away(desk: Desk, folder: Path) -> Path:
    """Mark a word, put a note on it, and save the article as a file."""
    desk.open("Away")
    desk.click("river", count=2)
    desk.press("2", "m")
    desk.page.keyboard.type("Which <b>river</b>?")
    desk.press("Control+Enter")
    desk.saved()
    with desk.page.expect_download() as leaving:
        desk.page.get_by_role("link", name="Take away").click()
    leaving.value.save_as(folder / "away.html")
    return folder / "away.html"


def test_an_article_leaves_as_one_file_that_is_read_without_a_network(
    desk: Desk, browser: Browser, tmp_path: Path
) -> None:
    file = taken_away(desk, tmp_path)
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.append(request.url))
    page.goto(file.as_uri())
    complaints.remove(file.as_uri())  # itself
    [(text,)] = desk.server.query(
        "SELECT text FROM article_version JOIN article ON article.version_id = article_version.id "
        "WHERE article.id = ?", desk.article,
    )  # fmt: skip
    assert page.locator("#text").evaluate("element => element.textContent") == text
    filters_and_notes(page)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
    assert complaints == []
    context.close()


def filters_and_notes(page: Page) -> None:
    """Hide a label, go from a mark to its note and back, and hide what was suggested."""
    place, person = (page.locator("#text .m", has_text=each).first for each in ("Geneva", "Kofi"))
    expect(place).not_to_have_class(OFF)
    page.get_by_role("checkbox", name="Place").uncheck()
    expect(place).to_have_class(OFF)
    expect(person).not_to_have_class(OFF)
    noted = page.locator("#text .m[data-note]", has_text="river")
    note = page.get_by_role("listitem").filter(has_text="Which <b>river</b>?")
    noted.click()
    expect(note).to_be_focused()
    note.get_by_role("link").click()
    expect(noted).to_be_focused()
    suggestions = page.get_by_role("checkbox", name="Show what nobody has answered")
    suggestions.uncheck()
    expect(person).to_have_class(OFF)
    expect(noted).not_to_have_class(OFF)
    suggestions.check()
    expect(person).not_to_have_class(OFF)


OFF = re.compile(r"\boff\b")
