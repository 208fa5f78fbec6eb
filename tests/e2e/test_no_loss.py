"""Nothing that was painted is lost, and nothing is doubled: whatever happens to the server."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from factories import ROOT
from playwright.sync_api import Page, expect
from running import Server, eventually, read_by_rules

pytestmark = pytest.mark.e2e
ACTS = 100
TEXT = "\n\n".join(
    f"Kofi Annan flew from Geneva to Moscow on day {n}, and then to Damascus." for n in range(60)
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("loss")
    (folder / "long.txt").write_text(TEXT)
    database = folder / "p.db"
    read_by_rules(database)
    load = [
        sys.executable,
        "-m",
        "annotator",
        "load",
        str(folder / "long.txt"),
        "--db",
        str(database),
    ]
    subprocess.run(load, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    started = Server(database)
    yield started
    started.kill()


def open_desk(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/read")
    expect(page.locator("mark[data-state=suggested]").first).to_be_visible()


def choose_first_suggestion(page: Page) -> None:
    page.locator("mark[data-state=suggested]").first.click()
    expect(page.get_by_text("Reject").first).to_be_visible()


def accept(page: Page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("a")


def test_a_killed_server_in_a_burst_of_acts_loses_and_doubles_nothing(
    server: Server, page: Page
) -> None:
    open_desk(page, server)
    choose_first_suggestion(page)
    accept(page, 40)
    server.kill()
    accept(page, ACTS - 40)
    expect(page.locator("mark[data-state=accepted]")).to_have_count(ACTS)
    server.start()
    page.reload()
    expect(page.locator("mark[data-state=accepted]")).to_have_count(ACTS)
    expect(page.get_by_test_id("pm-saved")).to_have_attribute("data-waiting", "0")
    assert server.query("SELECT count(*) FROM annotation WHERE state = 'accepted'") == [(ACTS,)]
    assert server.query("SELECT count(*), count(DISTINCT id) FROM acts WHERE kind = 'accept'") == [
        (ACTS, ACTS)
    ]


def test_acts_made_without_a_connection_are_sent_when_it_is_back(
    server: Server, page: Page
) -> None:
    open_desk(page, server)
    before = server.query("SELECT count(*) FROM acts WHERE kind = 'reject'")[0][0]
    page.context.set_offline(True)
    choose_first_suggestion(page)
    for _ in range(5):
        page.keyboard.press("r")
    expect(page.get_by_test_id("pm-saved")).to_have_attribute("data-waiting", "5")
    page.context.set_offline(False)
    expect(page.get_by_test_id("pm-saved")).to_have_attribute("data-waiting", "0")
    assert server.query("SELECT count(*) FROM acts WHERE kind = 'reject'") == [
        (int(str(before)) + 5,)
    ]


def test_undo_goes_on_after_a_reload(server: Server, page: Page) -> None:
    open_desk(page, server)
    marks = page.locator("mark[data-state=accepted]")
    count = marks.count()
    choose_first_suggestion(page)
    accept(page, 2)
    expect(marks).to_have_count(count + 2)
    expect(page.get_by_test_id("pm-saved")).to_have_attribute("data-waiting", "0")
    page.reload()
    expect(marks).to_have_count(count + 2)
    page.keyboard.press("Control+z")
    expect(marks).to_have_count(count + 1)
    page.keyboard.press("Control+z")
    expect(marks).to_have_count(count)
    page.keyboard.press("Control+Shift+z")
    expect(marks).to_have_count(count + 1)
    accepted = "SELECT count(*) FROM annotation WHERE state = 'accepted'"
    assert eventually(lambda: server.query(accepted) == [(count + 1,)])
