"""Who is here, over the API: what members are told, and what nobody is."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from factories import PASSWORD, add_article, session_of
from fastapi.testclient import TestClient
from gated import served

from annotator.api import application, events
from annotator.services import running
from annotator.services.session import Session, local_session, session_on, store_at
from annotator.store import members

BEAT = {"window_id": "w", "number": 1}


@pytest.fixture
def team(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, Session]]:
    """Return a client for each login, and the lead's session."""
    monkeypatch.setenv("PRESSMARK_AUTH", "accounts")
    store = store_at(database)
    here = local_session(store, "Team")
    for login, project, role in (
        ("ada", "Team", "lead"), ("ben", "Team", "reader"), ("cy", "Other", "lead"),
    ):  # fmt: skip
        running.put_account(local_session(store, project), login, login.title(), PASSWORD, role)
    app = served()

    def client(login: str) -> TestClient:
        made = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
        data = {"login": login, "password": PASSWORD}
        assert made.post("/account/sign-in", data=data).status_code == 303
        return made

    yield client, here
    store.close()


def streamed(client: TestClient, article: str) -> list[str]:
    """Return what a stream of an article tells of who is here, until it ends."""
    found = []
    with client.stream("GET", f"/api/articles/{article}/events") as answer:
        lines = answer.iter_lines()
        for line in lines:
            if line == "event: here":
                found.append(next(lines).removeprefix("data: "))
    return found


def test_members_see_who_else_has_an_article_open_and_nothing_more(
    team: tuple[Any, Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_LIFE", 1.0)
    client, session = team
    first, second = (add_article(session, f"{name}, in words.") for name in ("One", "Two"))
    ada, ben, cy = map(client, ("ada", "ben", "cy"))
    assert ben.post(f"/api/articles/{first}/here", json=BEAT).json() == {"counted_ms": 0}
    [told] = ada.get("/api/here").json()
    assert (told["name"], told["article_id"], told["headline"]) == ("Ben", first, "A title")
    assert set(told) == {"annotator_id", "name", "article_id", "headline"}
    assert ben.get("/api/here").json() == []  # oneself is nobody else
    assert cy.get("/api/here").json() == []
    assert cy.post(f"/api/articles/{first}/here", json=BEAT).status_code == 404
    assert cy.get("/api/here", params={"project": "Team"}).status_code == 404
    assert streamed(ada, first) == ['["Ben"]']
    assert streamed(ada, second) == ["[]"]
    ben.post(f"/api/articles/{first}/here", json=BEAT | {"number": 2, "is_here": False})
    assert ada.get("/api/here").json() == []


def test_who_was_taken_out_of_the_project_is_shown_no_more(team: tuple[Any, Session]) -> None:
    client, session = team
    article = add_article(session)
    ada, ben = client("ada"), client("ben")
    ben.post(f"/api/articles/{article}/here", json=BEAT)
    gone = session_of(session.store, "ben").annotator.id
    members.set_role(session.store, session.project.id, gone, "")
    assert ada.get("/api/here").json() == []
    assert ben.post(f"/api/articles/{article}/here", json=BEAT).status_code == 403


def test_where_nobody_signs_in_nobody_is_shown_and_time_is_kept_for_oneself(
    team: tuple[Any, Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, session = team
    article = add_article(session)
    client("ben").post(f"/api/articles/{article}/here", json=BEAT)
    monkeypatch.delenv("PRESSMARK_AUTH")
    alone = TestClient(application())
    assert alone.get("/here", params={"project": "Team"}).json() == []
    assert alone.post(f"/articles/{article}/here", json=BEAT).json() == {"counted_ms": 0}
    me = session_on(session.store, "Team").annotator.id
    assert session.store.value("SELECT 1 FROM presence WHERE annotator_id = ?", (me,)) == 1


def test_a_beat_that_says_what_can_not_be_is_refused(team: tuple[Any, Session]) -> None:
    client, session = team
    article = add_article(session)
    ada = client("ada")
    for wrong in (
        {"number": 0}, {"active_ms": -1}, {"active_ms": 10**12}, {"ago_ms": -5},
        {"window_id": ""}, {"window_id": "w" * 65}, {"number": "<b>"},
    ):  # fmt: skip
        answer = ada.post(f"/api/articles/{article}/here", json=BEAT | wrong)
        assert answer.status_code == 422, wrong
    assert session.store.value("SELECT count(*) FROM presence") == 0


def test_a_watch_that_is_broken_off_forgets_who_was_present(team: tuple[Any, Session]) -> None:
    _, session = team

    async def watched() -> events.Watcher:
        watcher = events.Watcher()
        watcher.join(session)
        while watcher.present is None:
            await asyncio.sleep(0.01)
        return watcher  # the end of the loop breaks the task off

    # A thread of its own has no event loop yet; this one may have that of a browser's tests.
    with ThreadPoolExecutor(1) as executor:
        assert executor.submit(asyncio.run, watched()).result().present is None
