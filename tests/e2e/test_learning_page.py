"""Learning in a real browser: train, stop, compare, choose, roll back, and a broken version."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk import Desk
from factories import add_article, content, done_act, make_act
from playwright.sync_api import Page, expect
from running import Server

from annotator.model import Label
from annotator.services import suggesting
from annotator.services.session import Session, local_session
from annotator.store import acts, open_store, people

pytestmark = pytest.mark.e2e
TEXT = "On Monday the steamer {} left at dawn.\n\nThe captain of the steamer {} slept."
SHIPS = ("Aurora", "Borealis", "Calypso", "Dolphin", "Fram", "Gannet", "Heron", "Iris", "Juno",
         "Kestrel", "Lark", "Merlin")  # fmt: skip
PHONE = {"width": 390, "height": 844}


def annotate(session: Session) -> None:
    people.add_labels(session.store, session.project.id, (Label("SHIP", "Ship <b>", key=""),))
    add_article(session, TEXT.replace("{}", "Nautilus"), title="New")
    for ship in SHIPS:
        text = TEXT.replace("{}", ship)
        article = add_article(session, text, title=ship)
        places = (text.index(ship), text.rindex(ship))
        made = [make_act(after=content(text, at, at + len(ship), "SHIP")) for at in places]
        made.append(done_act())
        assert not acts.apply(session.store, article, session.annotator, made).refused


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path: Path = tmp_path_factory.mktemp("learning") / "p.db"
    store = open_store(path)
    annotate(local_session(store, "Ships"))
    suggesting.choose(local_session(store), "rules")  # what they find is known for sure
    local_session(store, "Empty")
    store.close()
    started = Server(path)
    yield started
    started.kill()


def learning(server: Server, page: Page, project: str = "Ships") -> None:
    page.goto(f"{server.url}/learning?project={project}")
    expect(page.get_by_role("heading", name="Learning")).to_be_visible()


def train(page: Page, number: int) -> None:
    """Train a version by the button, and wait until it can be chosen."""
    page.get_by_role("button", name="Train a new version").press("Enter")
    chosen = page.get_by_role("button", name=f"Choose version {number}")
    expect(chosen).to_be_visible(timeout=180_000)
    expect(page.get_by_text("A new version is there.")).to_be_visible()


def stop_midway(page: Page) -> None:
    """Begin a training and stop it while it runs."""
    page.get_by_role("button", name="Train a new version").click()
    page.get_by_role("button", name="Stop").last.click()
    expect(page.get_by_text("nothing of it was kept")).to_be_visible()


def look_into_both(page: Page) -> None:
    """Look into the version in use, which can't be chosen, and into the other, which can be."""
    for number, choices in ((1, 0), (2, 1)):
        page.get_by_role("combobox", name="Look into").click()
        page.get_by_role("option", name=f"Version {number},").click()
        expect(page.get_by_role("button", name="Choose version")).to_have_count(choices)


def test_a_version_is_trained_compared_chosen_and_rolled_back(desk: Desk, page: Page) -> None:
    server = desk.server
    learning(server, page)
    expect(page.get_by_text("The recogniser rules makes the suggestions.")).to_be_visible()
    train(page, 1)
    page.get_by_role("button", name="Choose version 1").click()
    expect(page.get_by_text("Version 1 makes the suggestions, beside rules.")).to_be_visible()
    stop_midway(page)
    expect(page.get_by_text("Version 1 makes the suggestions, beside rules.")).to_be_visible()
    train(page, 2)
    expect(page.get_by_text("Version 1 makes the suggestions, beside rules.")).to_be_visible()
    assert server.query("SELECT number FROM model ORDER BY number") == [(1,), (2,)]
    look_into_both(page)
    expect(page.get_by_text("that what was measured has not learned from")).to_be_visible()
    expect(page.get_by_text("the last doubling of the articles changed F1")).to_be_visible()
    page.get_by_text("The points of the curve").click()
    page.get_by_role("button", name="Choose version 2").click()
    expect(page.get_by_text("Version 2 makes the suggestions, beside rules.")).to_be_visible()
    desk.open("New")
    expect(desk.of("Nautilus").first).to_be_visible()
    [(version,)] = server.query(
        "SELECT version FROM annotator JOIN article ON recognised_by = annotator.id "
        "WHERE title = 'New'"
    )
    assert str(version).startswith("2.")
    learning(server, page)
    page.get_by_role("button", name="Roll back").click()
    expect(page.get_by_text("Version 1 makes the suggestions, beside rules.")).to_be_visible()
    page.get_by_role("button", name="Roll back").click()
    expect(page.get_by_text("The recogniser rules makes the suggestions.")).to_be_visible()
    desk.open("New")
    expect(desk.of("Monday").first).to_be_visible()
    assert "Nautilus" not in desk.marks.all_inner_texts()


def test_a_training_is_stopped_and_found_again_after_a_reload(server: Server, page: Page) -> None:
    before = server.query("SELECT count(*) FROM model")
    page.set_viewport_size(PHONE)
    learning(server, page)
    page.get_by_role("button", name="Train a new version").click()
    expect(page.get_by_text("Training a new version")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Stop").last.click()
    expect(page.get_by_text("nothing of it was kept")).to_be_visible()
    assert server.query("SELECT count(*) FROM model") == before


def test_too_little_is_said_and_not_trained(server: Server, page: Page) -> None:
    learning(server, page, "Empty")
    expect(page.get_by_text("20 annotations and 5 articles")).to_be_visible()
    expect(page.get_by_role("button", name="Train a new version")).to_have_count(0)
    found = [v for v in Axe().run(page).response["violations"] if v["impact"] == "critical"]
    assert found == []


def test_a_broken_version_is_refused_with_what_to_do(server: Server, page: Page) -> None:
    with sqlite3.connect(server.database) as connection:
        connection.execute(
            "INSERT INTO model SELECT NULL, project_id, 9, annotator_id, at, seconds, base, labels,"
            " annotations, articles, told, scores, '', sha256, x'00ff' FROM model LIMIT 1"
        )
    connection.close()
    learning(server, page)
    page.get_by_role("button", name="Choose version 9").click()
    expect(page.get_by_text("Version 9 is broken: its bytes have changed.")).to_be_visible()
    expect(page.get_by_text("The recogniser rules makes the suggestions.")).to_be_visible()
