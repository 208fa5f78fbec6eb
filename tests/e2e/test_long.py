"""A text of 100,000 words opens, scrolls and takes marks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from factories import ROOT
from playwright.sync_api import Page, expect
from running import Server, read_by_rules

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("long")
    paragraph = "The delegates met again in the hall by the lake and read the draft once more. " * 6
    text = "\n\n".join(f"{n}. {paragraph}Kofi Annan left for Geneva." for n in range(1050))
    (folder / "long.txt").write_text(text)
    read_by_rules(folder / "p.db")
    load = [sys.executable, "-m", "annotator", "load", str(folder / "long.txt")]
    subprocess.run(
        [*load, "--db", str(folder / "p.db")], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    started = Server(folder / "p.db")
    yield started
    started.kill()


def test_a_mark_far_down_is_made_and_kept(server: Server, page: Page) -> None:
    assert int(str(server.query("SELECT words FROM article")[0][0])) > 100_000
    page.goto(f"{server.url}/read")
    marks = page.locator("mark[data-state=suggested]")
    expect(marks.first).to_be_visible()
    assert marks.count() >= 2_000
    last = marks.last
    last.scroll_into_view_if_needed()
    last.click()
    page.locator(".pm-bar .pm-yes").click()
    accepted = page.locator("mark[data-state=accepted]")
    expect(accepted).to_have_count(1)
    expect(page.get_by_test_id("pm-saved")).to_have_attribute("data-waiting", "0")
    page.reload()
    expect(accepted).to_have_text("Geneva")
