"""A program with a token acts as its person, in the project of the token and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from factories import PASSWORD, TEXT, add_article, content, make_act, session_of
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from annotator.api import application
from annotator.api.gate import Gate
from annotator.services import assigning, membership, running, tokens
from annotator.services.session import Session, local_session, store_at
from annotator.store import acts


@pytest.fixture
def client(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("PRESSMARK_AUTH", "accounts")
    page = Route("/library", lambda _: PlainTextResponse("a page"))
    app = Starlette(routes=[Mount("/api", app=application()), page], middleware=[Middleware(Gate)])
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened
    store_at(database).close()


@pytest.fixture
def sessions(client: TestClient, database: Path) -> tuple[Session, Session]:
    """One person's sessions on two projects, both of which they lead."""
    store = store_at(database)
    for project in ("Ours", "Theirs"):
        running.put_account(local_session(store, project), "ben", "Ben", PASSWORD, "lead")
    return session_of(store, "ben", "Ours"), session_of(store, "ben", "Theirs")


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_token_opens_the_api_and_no_page(
    client: TestClient, sessions: tuple[Session, Session]
) -> None:
    ours, _ = sessions
    article = add_article(ours)
    client.headers.update(bearing(tokens.make(ours, "script")))
    assert client.get(f"/api/articles/{article}").json()["article"]["text"] == TEXT
    body = {"acts": [asdict(make_act(after=content(TEXT, 0, 3)))]}
    assert client.post(f"/api/articles/{article}/acts", json=body).status_code == 200
    page = client.get("/library", headers={"Accept": "text/html"}, follow_redirects=False)
    assert page.headers["location"].startswith("/account/sign-in")


def test_what_is_no_token_is_refused_in_words(
    client: TestClient, sessions: tuple[Session, Session]
) -> None:
    for header in ("Bearer made-up", "Bearer pressmark_", "bearer \xff", "Bearer " + "x" * 5_000):
        answer = client.get("/api/projects", headers={"Authorization": header.encode("latin-1")})
        assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
        assert "opens nothing" in answer.json()["message"]
    for header in ("Bearer", "Basic YWJj", ""):
        answer = client.get("/api/projects", headers={"Authorization": header})
        assert (answer.status_code, answer.json()["message"]) == (401, "Nobody is signed in.")


def test_a_token_of_another_project_finds_nothing(
    client: TestClient, sessions: tuple[Session, Session]
) -> None:
    ours, theirs = sessions
    article = add_article(theirs)
    stroke = make_act(after=content(TEXT, 0, 3), group="stroke")
    assert not acts.apply(theirs.store, article, theirs.annotator, [stroke]).refused
    client.headers.update(bearing(tokens.make(ours, "script")))
    label = {"name": "Ship", "article_id": article}
    words = {"quote": "Geneva", "label_id": "LOC", "but_article": article}
    answers = [
        client.get(f"/api/articles/{article}"),
        client.get(f"/api/articles/{article}/original"),
        client.get(f"/api/articles/{article}/history"),
        client.get(f"/api/articles/{article}/events"),
        client.put(f"/api/articles/{article}/bookmark", json={"at": 5}),
        client.post(f"/api/articles/{article}/acts", json={"acts": []}),
        client.get("/api/articles", params={"project": "Theirs"}),
        client.get("/api/export.csv", params={"project": "Theirs"}),
        client.get("/api/entities", params={"query": "x", "project": "Theirs"}),
        client.get("/api/entities", params={"query": "x", "article_id": article}),
        client.post("/api/labels", json=label),
        client.post("/api/occurrences", json=words),
        client.post("/api/occurrences/apply", json=words | {"group": "new"}),
        client.get("/api/groups/stroke"),
        client.post("/api/groups/stroke/undo", json={}),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert [row["name"] for row in client.get("/api/projects").json()] == ["Ours"]
    assert client.get("/api/articles").json()["total"] == 0
    client.headers.update(bearing(tokens.make(theirs, "script")))
    assert client.get("/api/articles").json()["total"] == 1
    assert client.get("/api/groups/stroke").json()["done"] == 1


def test_a_token_ends_with_its_role_and_its_account(
    client: TestClient, sessions: tuple[Session, Session]
) -> None:
    ours, _ = sessions
    running.put_account(ours, "mara", "Mara", PASSWORD, "lead")
    running.put_account(local_session(ours.store, "Theirs"), "mara", "", PASSWORD, "lead")
    lead = session_of(ours.store, "mara", "Ours")
    first = bearing(tokens.make(ours, "first"))
    assert client.get("/api/projects", headers=first).status_code == 200
    membership.close_account(lead, ours.annotator.id)
    assert client.get("/api/projects", headers=first).status_code == 401
    membership.open_account(lead, ours.annotator.id)
    second = bearing(tokens.make(ours, "second"))
    membership.take_out(lead, ours.annotator.id)
    assert client.get("/api/projects", headers=second).status_code == 401


def test_a_program_asks_for_the_next_article_and_leaves_one_out(
    client: TestClient, sessions: tuple[Session, Session]
) -> None:
    ours, theirs = sessions
    first, second = add_article(ours, f"One. {TEXT}"), add_article(ours, f"Two. {TEXT}")
    elsewhere = add_article(theirs)
    client.headers.update(bearing(tokens.make(ours, "script")))
    assert client.post("/api/next", json={}).json() == {"article": None}
    assigning.set_overlap(ours, 1)
    drawn = {"id": first, "title": "A title", "due": "", "drawn": True}
    assert client.post("/api/next", json={}).json() == {"article": drawn}
    assert client.post("/api/next", json={}).json() == {"article": drawn | {"drawn": False}}
    other = client.post("/api/next", json={"but_article": first}).json()["article"]
    assert (other["id"], other["drawn"]) == (second, True)
    skipped = client.post(f"/api/articles/{first}/skip", json={"reason": "in two columns"})
    assert skipped.json() == {"skipped": first}
    assert client.post(f"/api/articles/{second}/skip", json={"reason": ""}).status_code == 400
    assert client.post(f"/api/articles/{elsewhere}/skip", json={"reason": "x"}).status_code == 404
    assert client.post("/api/next", json={"but_article": elsewhere}).status_code == 404
    assert client.post("/api/next", json={"project": "Theirs"}).status_code == 404
