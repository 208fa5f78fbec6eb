"""Before blindness is lifted no answer holds another annotator's work: every route, every service.

One annotator works on two articles; whatever of it could be told is called secret, with the number
of the article. The other one asks for everything, before that work and after it: the answers are
the same, to the last count. A new route, or a service that a page calls, without a case fails.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from asked import answers, called, routes
from blind_team import Team
from factories import ROOT, TEXT, add_article
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from gated import served

from annotator.api import application, events
from annotator.model import Filter
from annotator.services import blindness, library, openings, reading, roles, tokens
from annotator.services.session import store_at

HIDDEN = "secret"
# Services that pages call and that tell nothing of annotations, or write what is one's own.
TELL_NOTHING = {
    "asking.example", "asking.last_answer", "asking.recogniser", "asking.try_again",
    "colouring.close_to", "colouring.propose", "entities.count", "guidelines.present",
    "guidelines.see", "guidelines.versions", "library.facets", "keeping.stamp", "library.labels",
    "library.projects", "memory.is_on", "memory.switch", "models.troubles", "openings.share",
    "patterns.preview", "patterns.refused", "patterns.written", "projects.archived",
    "projects.restore", "roles.is_archived", "rules.ends", "rules.labels",
    "session.choose_project", "session.database_file", "session.rename", "suggesting.chosen",
    "suggesting.missing", "suggesting.trouble", "tokens.make", "tokens.mine", "tokens.revoke",
    "working.is_handed_out", "working.skip", "working.take_up",
}  # fmt: skip


@pytest.fixture
def client(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("PRESSMARK_AUTH", "accounts")
    monkeypatch.setattr(events, "_LIFE", 0.01)
    with TestClient(served()) as opened:
        yield opened
    store_at(database).close()


@pytest.fixture
def team(client: TestClient, database: Path) -> Team:
    made = Team(store_at(database))
    client.headers["Authorization"] = f"Bearer {tokens.make(made.bob, 'a program of Bob')}"
    return made


def test_every_route_has_a_case(client: TestClient, team: Team) -> None:
    api = application()
    there = {
        f"{method} {route.path}"
        for route in api.routes
        if isinstance(route, APIRoute) and route.include_in_schema
        for method in route.methods
    }
    assert there == set(routes(client, team, team.articles[0]))


def test_every_service_that_pages_call_has_a_case(team: Team) -> None:
    known = set(called(team, "")) | TELL_NOTHING
    lacking = set()
    for path in [*(ROOT / "annotator/ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]:
        for module, name in services_in(path):
            service = getattr(import_module(f"annotator.services.{module}"), name, None)
            takes = inspect.isfunction(service) and list(inspect.signature(service).parameters)[:1]
            least = roles.LEAST.get(roles.GUARDED.get(f"{module}.{name}", "read"), "")
            if takes == ["session"] and least in ("reader", "annotator"):
                lacking |= {f"{module}.{name}"} - known
    lacking -= {"roles.may", "roles.require"}  # what they tell is the role
    assert not lacking, "give each a case in called(), or a place in TELL_NOTHING"


def services_in(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the modules and names of services that a file of the pages uses."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "annotator.services":
            modules |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            "annotator.services."
        ):
            yield from (((node.module or "").split(".")[-1], name.name) for name in node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in modules:
            yield ast.unparse(node.value), node.attr


def test_no_answer_tells_of_others_work_before_blindness_is_lifted(
    client: TestClient, team: Team
) -> None:
    article = team.articles[0]
    asked = {**routes(client, team, article), **called(team, article)}
    answers(asked)  # what writes has written
    before = answers(asked)
    for number, each in enumerate(team.articles, 1):
        team.work(team.ann, each, f"{HIDDEN}{number}", note=f"{HIDDEN}{number} note")
        reading.open_article(team.ann, each, Filter())  # what the memory makes of it
    after = answers(asked)
    assert {name for name in after if after[name] != before[name]} == set()
    assert {name for name, told in after.items() if HIDDEN in told} == set()
    for name in (
        "reporting.report",
        "comparing.overview",
        "comparing.behind",
        "missed_by_all.overview",
    ):
        assert "works blind" in after[name]


LIFTED_IN = {
    "GET /articles", "GET /articles/{article_id}", "GET /articles/{article_id}/history",
    "GET /articles/{article_id}/html",
    "GET /articles/{article_id}/events", "GET /export.csv", "exchange.preview", "library.page",
    "reporting.report", "reporting.behind", "watching.Watch", "comparing.overview",
    "comparing.show_matrix", "comparing.behind", "corpus.counted", "names.names",
    "dossiers.passages", "concordance.lines", "concordance.as_csv", "trends.behind",
    "confusions.show_confusion", "confusions.confused", "missed_by_all.overview",
}  # fmt: skip


def test_what_is_lifted_on_one_article_is_told_there_and_nowhere_else(
    client: TestClient, team: Team
) -> None:
    first, second = team.articles
    for number, each in enumerate(team.articles, 1):
        team.work(team.ann, each, f"{HIDDEN}{number}", note=f"{HIDDEN}{number} note")
    asked = {**routes(client, team, first), **called(team, first)}
    answers(asked)
    before = answers(asked)
    blindness.lift(team.lead, first)
    after = answers(asked)
    assert {name for name in after if after[name] != before[name]} >= LIFTED_IN
    assert {name for name, told in after.items() if f"{HIDDEN}2" in told} == set()
    told = {name for name, told in after.items() if f"{HIDDEN}1" in told}
    assert told >= {
        "GET /articles/{article_id}", "GET /articles/{article_id}/history", "GET /export.csv",
        "GET /articles/{article_id}/events", "exchange.preview", "reporting.behind",
        "watching.Watch",
    }  # fmt: skip
    rows = {row["id"]: row for row in library.page(team.bob, Filter()).rows}
    everybodys = {row["id"]: row for row in library.page(team.lead, Filter()).rows}
    assert rows[first]["marks"] == everybodys[first]["marks"] > rows[second]["marks"]
    elsewhere = answers({**routes(client, team, second)})
    at_article = {name: text for name, text in elsewhere.items() if "{article_id}" in name}
    assert {name for name, text in at_article.items() if HIDDEN in text} == set()
    blindness.put_back(team.lead, first)
    assert answers(asked)["GET /articles"] == before["GET /articles"]


def test_no_answer_tells_of_suggestions_where_somebody_reads_without(
    client: TestClient, team: Team
) -> None:
    openings.set_share(team.lead, 100)
    article = add_article(team.lead, f"{TEXT} Three.", title="Three")
    reading.open_article(team.ann, article, Filter())  # a recogniser has read it by then
    blindness.lift(team.lead)  # now all that counts is told
    found = team.lead.store.rows(
        """
        SELECT annotation.id, act_id FROM annotation JOIN article ON article.seq = article_seq
        WHERE article.id = ? AND state = 'suggested'
        """,
        (article,),
    )
    assert found
    hidden = {cell for row in found for cell in row}
    for told in (answers(routes(client, team, article)), answers(called(team, article))):
        assert {name for name, text in told.items() if any(id_ in text for id_ in hidden)} == set()
    [row] = [row for row in library.page(team.bob, Filter()).rows if row["id"] == article]
    assert row["suggestions"] == 0
    assert reading.open_article(team.bob, article, Filter())["suggestions"] == []
