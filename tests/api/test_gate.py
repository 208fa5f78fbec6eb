"""The way in: what is answered to whoever is not signed in, and what the forms do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import itsdangerous
import pytest
from factories import PASSWORD, add_article, session_of
from fastapi.testclient import TestClient
from gated import served
from starlette.websockets import WebSocketDisconnect

from annotator.services import inviting, running
from annotator.services.session import Session, local_session, store_at


@pytest.fixture
def app(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[TestClient, Session]]:
    monkeypatch.setenv("PRESSMARK_AUTH", "accounts")
    store = store_at(database)
    session = local_session(store, "Team")
    running.put_account(session, "ada", "Ada", PASSWORD, "lead")
    with TestClient(served(), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client, session
    store.close()


def signed_in(client: TestClient, login: str = "ada") -> None:
    answer = client.post("/account/sign-in", data={"login": login, "password": PASSWORD})
    assert answer.status_code == 303
    kept = answer.headers["set-cookie"].lower()
    assert "httponly" in kept
    assert "samesite=lax" in kept
    assert "secure" not in kept


def test_who_is_not_signed_in_gets_nothing_but_the_way_to_sign_in(
    app: tuple[TestClient, Session],
) -> None:
    client, session = app
    article = add_article(session)
    for path in ("/api/projects", f"/api/articles/{article}", "/api/export.csv", "/read", "/"):
        assert client.get(path).status_code == 401, path
    page = client.get(f"/read?article={article}", headers={"accept": "text/html"})
    assert page.status_code == 303
    assert page.headers["location"] == f"/account/sign-in?next=%2Fread%3Farticle%3D{article}"
    client.cookies.set("pressmark", "forged.cookie")
    assert client.get("/api/projects").json()["code"] == "signed_out"


def cookies(client: TestClient, session: Session) -> dict[str, str]:
    """Return cookies that open nothing: forged, of another installation, ended, and too old."""
    signed_in(client)
    ended = client.cookies["pressmark"]
    client.post("/account/sign-out")
    signed_in(client)
    stale = client.cookies["pressmark"]
    with session.store.write() as connection:
        connection.execute("UPDATE sign_in SET expires_at = '2026-01-01T00:00:00Z'")
    secret = stale.partition(".")[0]
    foreign = itsdangerous.Signer("0" * 64, salt="sign-in", digest_method=hashlib.sha256)
    return {
        "forged": f"{secret}.AAAA", "bare": secret, "foreign": foreign.sign(secret).decode(),
        "ended": ended, "stale": stale, "none": "", "strange": "\x00;=", "long": "x" * 4_000,
    }  # fmt: skip


def test_a_forged_ended_or_stale_cookie_opens_neither_the_api_nor_a_web_socket(
    app: tuple[TestClient, Session],
) -> None:
    client, session = app
    made = cookies(client, session)
    client.cookies.clear()
    for name, value in made.items():
        headers = {"cookie": f"pressmark={value}"}
        assert client.get("/api/projects", headers=headers).status_code == 401, name
        with pytest.raises(WebSocketDisconnect) as raised:  # noqa: SIM117
            with client.websocket_connect("/_stcore/stream", headers=headers):
                pass
        assert raised.value.code == 4401, name
        page = client.post(f"/account/invitation/{name}", data={"login": ""}, headers=headers)
        assert "set-cookie" not in page.headers, name


def test_signing_in_leads_back_and_signing_out_ends_it(app: tuple[TestClient, Session]) -> None:
    client, _ = app
    there = {"login": "ada", "password": PASSWORD, "next": "/read?article=x"}
    assert client.post("/account/sign-in", data=there).headers["location"] == "/read?article=x"
    assert [row["name"] for row in client.get("/api/projects").json()] == ["Team"]
    cookie = client.cookies["pressmark"]
    assert client.post("/account/sign-out").headers["location"] == "/account/sign-in"
    client.cookies.set("pressmark", cookie)
    assert client.get("/api/projects").status_code == 401


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example", "x"])
def test_signing_in_leads_nowhere_else(app: tuple[TestClient, Session], to: str) -> None:
    given = {"login": "ada", "password": PASSWORD, "next": to}
    assert app[0].post("/account/sign-in", data=given).headers["location"] == "/"


def test_behind_https_the_cookie_is_for_https_alone(app: tuple[TestClient, Session]) -> None:
    answer = app[0].post(
        "/account/sign-in",
        data={"login": "ada", "password": PASSWORD},
        headers={"x-forwarded-proto": "https"},
    )
    assert "secure" in answer.headers["set-cookie"].lower()


def test_what_is_typed_comes_back_as_text(app: tuple[TestClient, Session]) -> None:
    hostile = '"><script>alert(1)</script>'
    answer = app[0].post("/account/sign-in", data={"login": hostile, "password": "x"})
    assert answer.status_code == 400
    assert "<script>" not in answer.text
    assert "do not belong together" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_what_is_no_form_and_no_page_is_told_in_words(app: tuple[TestClient, Session]) -> None:
    client, session = app
    asked = [
        client.post("/account/sign-in", data={"login": "ada"}),
        client.post("/account/sign-in", data={"login": "ada", "password": "x" * 3_000}),
        client.post("/account/sign-in", content=b"\xff\x00", headers={"content-type": "a/b"}),
        client.get("/account/nothing"),
        client.put("/account/sign-in"),
    ]
    assert [answer.status_code for answer in asked] == [400, 400, 400, 404, 405]
    assert all("<h1>Not possible</h1>" in answer.text for answer in asked)
    with session.store.write() as connection:
        connection.execute("DROP TABLE attempt")
    broken = client.post("/account/sign-in", data={"login": "ada", "password": PASSWORD})
    assert broken.status_code == 500
    assert "Something went wrong on our side." in broken.text


def test_a_form_of_another_site_is_refused_and_a_link_is_not(
    app: tuple[TestClient, Session],
) -> None:
    client, session = app
    foreign = {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}
    given = {"login": "ada", "password": PASSWORD}
    refused = client.post("/account/sign-in", data=given, headers=foreign)
    assert refused.status_code == 400
    assert "set-cookie" not in refused.headers
    lead = session_of(session.store, "ada")
    token = inviting.invite(lead, "annotator")
    opened = client.get(f"/account/invitation/{token}", headers={"sec-fetch-site": "cross-site"})
    assert "You are invited to Team as an annotator." in opened.text


def test_an_invitation_makes_an_account_that_is_signed_in(app: tuple[TestClient, Session]) -> None:
    client, session = app
    article = add_article(session)
    lead = session_of(session.store, "ada")
    path = f"/account/invitation/{inviting.invite(lead, 'reader')}"
    short = {"login": "bob", "name": "Bob", "password": "short"}
    assert "10 to 1,000 characters" in client.post(path, data=short).text
    joined = client.post(path, data=short | {"password": PASSWORD})
    assert joined.headers["location"] == "/"
    bob = session_of(session.store, "bob")
    assert client.get(f"/api/articles/{article}").json()["annotator"] == bob.annotator.id
    act = client.post(f"/api/articles/{article}/acts", json={"acts": []})
    assert (act.status_code, act.json()["code"]) == (403, "forbidden")
    again = client.get(path)
    assert "followed already" in again.text


def test_a_link_to_a_new_password_signs_in(app: tuple[TestClient, Session]) -> None:
    client, session = app
    lead = session_of(session.store, "ada")
    path = f"/account/password/{inviting.offer_account(lead, lead.annotator.id)}"
    assert "New password" in client.get(path).text
    assert client.post(path, data={"password": "words that are new"}).status_code == 303
    assert client.get("/api/projects").status_code == 200
