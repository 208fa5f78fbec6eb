"""Every route, and who may call it: in each role, from another project, from none, and unknown."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pytest
from factories import TEXT, add_article, content, make_act
from fastapi import FastAPI
from fastapi.testclient import TestClient
from gated import served
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from annotator.api import account_pages, application, events
from annotator.api.gate import Gate
from annotator.services import guidelines, roles, signing_in, tokens
from annotator.services.session import Session, local_session, session_on, store_at
from annotator.store import accounts, members, people

MEMBERS = roles.ROLES
STRANGERS = {"of another project": 404, "of no project": 403, "nobody": 401}


@dataclass(frozen=True)
class Asked:
    """What is asked of a route, and the least role that gets a 2xx; the others are forbidden it."""

    least: str = "reader"
    params: Mapping[str, str] = field(default_factory=dict)
    body: Callable[[Place], Any] | None = None
    strangers: Mapping[str, int] = field(default_factory=lambda: STRANGERS)
    allowed: int = 200  # 400, 404: the service was reached, and has not what is asked for


@dataclass(frozen=True)
class Place:
    """The article that is asked about, and a group of acts of whoever asks."""

    article: str
    group: str


def _act(_: Place) -> Any:
    return {"acts": [asdict(make_act(after=content(TEXT, 0, 10)))]}


def _words(place: Place) -> Any:
    return {"quote": "Geneva", "label_id": "LOC", "but_article": place.article}


def _stroke(place: Place) -> Any:
    return _words(place) | {"group": uuid.uuid4().hex}


TEAM = {"project": "Team"}
SIGNED_IN = {"of another project": 200, "of no project": 200, "nobody": 401}
TABLE = {
    "GET /openapi.json": Asked(strangers=SIGNED_IN),
    "GET /docs": Asked(strangers=SIGNED_IN),
    "GET /docs/oauth2-redirect": Asked(strangers=SIGNED_IN),
    "GET /redoc": Asked(strangers=SIGNED_IN),
    "GET /projects": Asked(params=TEAM),
    "GET /articles": Asked(params=TEAM),
    "GET /articles/{article_id}": Asked(),
    "POST /articles/{article_id}/acts": Asked("annotator", body=_act),
    "GET /articles/{article_id}/original": Asked(),
    "GET /articles/{article_id}/html": Asked(),
    "GET /articles/{article_id}/events": Asked(),
    "GET /articles/{article_id}/stacks": Asked(params={"kind": "undo", "beyond": "x"}),
    "GET /articles/{article_id}/history": Asked(),
    "GET /articles/{article_id}/as-of/{seq}": Asked(),
    "GET /articles/{article_id}/carry": Asked(params={"from_id": "{article}"}, allowed=400),
    "GET /entities": Asked(params=TEAM | {"query": "x"}),
    "GET /export.csv": Asked("annotator", params=TEAM),
    "GET /guidelines": Asked(params=TEAM),
    "PUT /guidelines/seen": Asked(params=TEAM, body=lambda _: {"number": 1}),
    "GET /here": Asked(params=TEAM),
    "PUT /preferences": Asked(params=TEAM, body=lambda _: {"text_size": 120}),
    "PUT /articles/{article_id}/bookmark": Asked(body=lambda _: {"at": 3}),
    "PUT /articles/{article_id}/lifted": Asked("lead", body=lambda _: {"lifted": True}),
    "POST /next": Asked("annotator", body=lambda place: {"but_article": place.article}),
    "POST /articles/{article_id}/skip": Asked(
        "annotator", body=lambda _: {"reason": "long"}, allowed=404
    ),
    "POST /articles/{article_id}/here": Asked(body=lambda _: {"window_id": "w", "number": 1}),
    "POST /labels": Asked(
        "annotator", body=lambda at: {"name": uuid.uuid4().hex, "article_id": at.article}
    ),
    "POST /occurrences": Asked(body=_words),
    "POST /occurrences/apply": Asked("annotator", body=_stroke),
    "GET /groups/{group}": Asked(params=TEAM),
    "POST /groups/{group}/{kind}": Asked("annotator", params=TEAM, body=lambda _: {}),
}  # fmt: skip
# The pages before the app are everybody's: what they answer to who knows no secret of theirs.
ACCOUNT = {
    "GET /account.css": 200, "GET /sign-in": 200, "POST /sign-in": 400, "POST /sign-out": 303,
    "GET /invitation/{token}": 400, "POST /invitation/{token}": 400, "GET /password/{token}": 400,
    "POST /password/{token}": 400,
}  # fmt: skip
ACCOUNT_AT_PROVIDER = {
    "GET /account.css": 200, "GET /sign-in": 200, "GET /provider": 400, "GET /callback": 303,
    "POST /sign-out": 303, "GET /invitation/{token}": 400, "POST /invitation/{token}": 400,
    "GET /identity/{token}": 400,
}  # fmt: skip


def routes(app: FastAPI) -> set[str]:
    found = [each for each in app.routes if isinstance(each, Route)]
    return {
        f"{method} {route.path}"
        for route in found
        for method in (route.methods or ()) - {"HEAD", "OPTIONS"}
    }


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Session]]:
    path = tmp_path_factory.mktemp("routes") / "pressmark.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESSMARK_DB", str(path))
        patch.setenv("PRESSMARK_AUTH", "accounts")
        patch.setattr(events, "_LIFE", 0.0)  # the test client waits until a stream has ended
        session = local_session(store_at(path), "Team")
        people.project(session.store, "Other")
        guidelines.keep(session, "Mark all names.", 0)
        with TestClient(served(), raise_server_exceptions=False, follow_redirects=False) as client:
            yield client, session
        session.store.close()


def somebody(session: Session, who: str) -> str:
    """Return the annotator who is somebody by role or as a stranger; made if there is none."""
    login = who.replace(" ", "-")
    account = accounts.account(session.store, login)
    if account:
        return account.annotator_id
    made = signing_in.add_without_password(session.store, login, login)
    if who in MEMBERS:
        members.set_role(session.store, session.project.id, made, who)
    elif who == "of another project":
        members.set_role(session.store, people.project(session.store, "Other").id, made, "lead")
    return made


def by_cookie(session: Session, who: str) -> dict[str, str]:
    """Return the headers of a browser that somebody is signed in with."""
    if who == "nobody":
        return {}
    value = signing_in.begin(session.store, somebody(session, who), "A browser")
    return {"Cookie": f"{signing_in.COOKIE}={value}"}


def by_token(session: Session, who: str) -> dict[str, str]:
    """Return the headers of a program of somebody; who is of no project can have made none."""
    if who in ("nobody", "of no project"):
        return {"Authorization": "Bearer made-up"}
    project = "Team" if who in MEMBERS else "Other"
    theirs = session_on(session.store, project, somebody(session, who))
    for token in tokens.mine(theirs):
        tokens.revoke(theirs, token.key)
    return {"Authorization": f"Bearer {tokens.make(theirs, 'test')}"}


def answered(client: TestClient, place: Place, name: str, headers: dict[str, str]) -> int:
    asked, (method, _, path) = TABLE[name], name.partition(" ")
    filled = path.format(article_id=place.article, seq=0, group=place.group, kind="undo")
    answer = client.request(
        method,
        f"/api{filled}",
        params={key: value.format(article=place.article) for key, value in asked.params.items()},
        json=asked.body(place) if asked.body else None,
        headers=headers,
    )
    assert "Traceback" not in answer.text
    return answer.status_code


def expected(name: str, who: str) -> int:
    asked = TABLE[name]
    if who not in MEMBERS:
        return asked.strangers[who]
    return asked.allowed if MEMBERS.index(who) >= MEMBERS.index(asked.least) else 403


@pytest.mark.parametrize("name", TABLE)
def test_a_route_answers_those_alone_who_may_call_it(
    team: tuple[TestClient, Session], name: str
) -> None:
    client, session = team
    told, wanted = {}, {}
    for who in (*MEMBERS, *STRANGERS):
        for headers in (by_cookie, by_token):
            place = Place(add_article(session, f"{TEXT} {uuid.uuid4().hex}"), uuid.uuid4().hex)
            case = f"{who} {headers.__name__}"
            told[case] = answered(client, place, name, headers(session, who))
            wanted[case] = expected(name, who)
        if who == "of no project":  # whose program has no token
            wanted[f"{who} by_token"] = 401
    assert told == wanted


def test_the_table_names_every_route_of_the_api() -> None:
    assert routes(application()) == set(TABLE)


@pytest.mark.parametrize(("mode", "table"), [("accounts", ACCOUNT), ("oidc", ACCOUNT_AT_PROVIDER)])
def test_the_pages_before_the_app_are_those_of_the_table_and_give_nothing_away(
    mode: str, table: dict[str, int], tmp_path_factory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp(mode)
    secrets = folder / "secrets.toml"
    secrets.write_text(
        """[auth]
        redirect_uri = "http://localhost:8501/account/callback"
        client_id = "x"
        client_secret = "x"
        server_metadata_url = "http://localhost:9/none"
        """,
        encoding="utf-8",
    )
    monkeypatch.setenv("PRESSMARK_DB", str(folder / "p.db"))
    monkeypatch.setenv("PRESSMARK_SECRETS", str(secrets))
    monkeypatch.setenv("PRESSMARK_AUTH", mode)
    pages = account_pages()
    assert routes(pages) == set(table)
    app = Starlette(routes=[Mount("/account", app=pages)], middleware=[Middleware(Gate)])
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        for name, status in table.items():
            method, _, path = name.partition(" ")
            form = {"login": "ada", "password": "x" * 12, "name": "Ada"}
            answer = client.request(
                method,
                f"/account{path.replace('{token}', 'made-up')}",
                data=form if method == "POST" else None,
            )
            assert answer.status_code == status, name
            assert (
                "set-cookie" not in answer.headers or 'pressmark=""' in answer.headers["set-cookie"]
            ), name
    store_at(folder / "p.db").close()
