"""The seed article, the whole way: by command in, by mouse and keyboard marked, as CSV out."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import ROOT
from playwright.sync_api import Page, expect
from running import Server

pytestmark = [pytest.mark.e2e, pytest.mark.shared]
TITLE = "Sooner Syria crisis ends better: Lavrov"
WANTED = {
    ("Sergei Lavrov", "PER"), ("Lavrov", "PER"), ("Syria", "LOC"), ("Aleppo", "LOC"),
    ("Greece", "LOC"), ("Moscow", "LOC"), ("Bashar al-Assad", "PER"), ("Damascus", "LOC"),
    ("UN Security Council", "ORG"), ("Washington", "LOC"), ("John Kerry", "PER"), ("US", "LOC"),
    ("Hulusi Akar", "PER"), ("Valery Gerasimov", "PER"), ("Daesh", "ORG"),
}  # fmt: skip


def pressmark(*arguments: object) -> str:
    command = [sys.executable, "-m", "annotator", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Server]:
    database = tmp_path_factory.mktemp("seed") / "p.db"
    pressmark("load", shared / "seeds", "--db", database)
    started = Server(database)
    yield started
    started.kill()


def rows(server: Server, *arguments: str) -> list[dict[str, str]]:
    text = pressmark("export", "--db", server.database, *arguments)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_its_names_are_suggested_and_its_headline_is_told_apart(server: Server) -> None:
    found = rows(server)
    assert {(row["quote"], row["label_id"]) for row in found} >= WANTED
    assert {"Turkish military", "Turkish armed forces"} & {row["quote"] for row in found}
    assert {row["title"] for row in found} == {TITLE}
    assert {row["published_at"] for row in found} == {"2016-11-02T16:37:00Z"}
    assert "Sooner" not in {row["quote"] for row in found}


def test_the_whole_path_on_it_by_mouse_and_by_keyboard(server: Server, page: Page) -> None:
    page.goto(server.url)
    page.get_by_text(TITLE).first.click()
    desk = page.get_by_test_id("pm-desk")
    expect(desk).to_contain_text("Russian Foreign Minister Sergei Lavrov has underlined")
    expect(page).to_have_url(f"{server.url}/read?article={rows(server)[0]['article_id']}")
    page.locator("mark", has_text="Sergei Lavrov").first.click()
    page.locator(".pm-bar .pm-yes").click()
    expect(page.locator("mark[data-state=accepted]")).to_have_text("Sergei Lavrov")
    page.keyboard.press("n")
    page.keyboard.press("a")
    page.keyboard.press("r")
    expect(page.get_by_test_id("pm-saved")).to_have_attribute("data-waiting", "0")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("pm-saved")).to_have_attribute("data-waiting", "0")
    made = rows(server, "--state", "accepted")
    assert "Sergei Lavrov" in [row["quote"] for row in made]
    assert server.query("SELECT state FROM assignment") == [("done",)]
    page.goto(f"{server.url}/statistics")
    expect(page.get_by_text("Person").first).to_be_visible()
    page.goto(f"{server.url}/export")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    taken = list(csv.DictReader(io.StringIO(text, newline="")))
    assert ("Sergei Lavrov", "accepted") in {(row["quote"], row["state"]) for row in taken}
