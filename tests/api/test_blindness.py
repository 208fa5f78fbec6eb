"""Before blindness is lifted no answer holds another annotator's work: every route, every service.

One annotator works on two articles; whatever of it could be told is called secret, with the number
of the article. The other one asks for everything, before that work and after it: the answers are
the same, to the last count. A new route, or a service that a page calls, without a case fails.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from factories import ROOT, TEXT, add_article, content, make_act, relation, reply, session_of
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from gated import served

from annotator.api import application, events
from annotator.errors import Forbidden
from annotator.model import Act, Attribute, Filter
from annotator.services import (
    agreeing,
    annotating,
    assigning,
    blindness,
    choosing,
    comparing,
    concordance,
    confusions,
    corpus,
    dossiers,
    effort,
    exchange,
    keyness,
    library,
    membership,
    missed_by_all,
    models,
    names,
    occurrences,
    openings,
    presence,
    progress,
    publishing,
    queueing,
    reading,
    reporting,
    roles,
    running,
    suggesting,
    together,
    tokens,
    trends,
    watching,
    working,
)
from annotator.services.concordance import Wanted
from annotator.services.exchange import Selection
from annotator.services.reporting import Only
from annotator.services.session import Session, local_session, store_at
from annotator.services.sets import Set
from annotator.store import Store, labels

Asked = Callable[[], Any]
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


def answer(text: str, given: dict[str, Any], state: str, name: str) -> dict[str, Any]:
    """Return an answer to a suggestion."""
    return content(
        text, given["start"], given["end"], given["label_id"], id=name, state=state,
        suggestion_id=given["id"],
    )  # fmt: skip


def member(store: Store, name: str, role: str) -> Session:
    """Return the session of somebody with an account."""
    running.put_account(local_session(store, "Team"), name, name, "five plain words", role)
    return session_of(store, name.casefold())


class Team:
    """A lead and two annotators on two articles, each with a program of theirs."""

    def __init__(self, store: Store) -> None:
        self.lead = lead = member(store, "Lea", "lead")
        self.ann = member(store, "Ann", "annotator")
        self.bob = member(store, "Bob", "annotator")
        suggesting.choose(lead, "rules")
        labels.set_attributes(lead.store, lead.project.id, "PER", [Attribute("", "Role", "text")])
        self.articles = [add_article(lead, f"{TEXT} {name}.") for name in ("One", "Two")]
        assigning.set_overlap(lead, 2)
        members = [self.ann.annotator.id, self.bob.annotator.id]
        assigning.hand_out(lead, choosing.by_hand(self.articles), members)
        for number, article in enumerate(self.articles, 1):
            reading.open_article(self.ann, article, Filter())
            self.work(self.bob, article, f"own{number}", note="of my own")

    def work(self, who: Session, article: str, name: str, note: str) -> None:
        """Do one of everything on an article, all of it called by a name."""
        text = str(reading.read(who, article)["text"])
        opened = reading.open_article(who, article, Filter(), standing=True)
        given = {each["label_id"]: each for each in opened["suggestions"]}
        one = content(
            text, 0, 4, "PER", id=f"{name}-mark", note=note, entity_id=f"{name}-entity",
            attributes={"role": f"{name} role"},
        )  # fmt: skip
        two = answer(text, given["LOC"], "accepted", f"{name}-yes")
        three = answer(text, given["PER"], "rejected", f"{name}-no")
        whole = content(
            "", 0, 0, "REPORT", id=f"{name}-whole", kind="article", note=note
        ) | dict.fromkeys(("start", "end", "quote"))
        joined = relation(one["id"], two["id"], "BELONGS_TO", id=f"{name}-relation", note=note)
        made = [
            one,
            two,
            three,
            whole,
            joined,
            reply(one["id"], f"{name} reply", id=f"{name}-reply"),
        ]
        self.act(who, article, name, *(make_act(None, each) for each in made))
        done = make_act({"state": "open"}, {"state": "done"}, "done", subject="assignment")
        start, end = 0, text.index("\n")
        read = make_act(
            None, {"start": start, "end": end, "read": True}, "read", subject="paragraph"
        )
        self.act(who, article, name, read, done)
        reading.keep_place(who, article, 7)

    @staticmethod
    def act(who: Session, article: str, name: str, *made: Act) -> None:
        """Apply acts whose ids, and the one of their group, say the name."""
        acts = [
            replace(each, id=f"{name}-act-{each.id[:8]}", group=f"{name}-group") for each in made
        ]
        receipt = annotating.act(who, article, acts)
        assert not receipt.refused, receipt.refused


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


def routes(client: TestClient, team: Team, article: str) -> dict[str, Asked]:
    """Return what asks each route of the API about an article, by method and path."""
    at = f"/api/articles/{article}"
    words = {"quote": "Geneva", "label_id": "LOC", "with_marked": True}
    lists = [
        {"sort": sort, "label_id": label}
        for sort in library.SORTS
        for label in ("", "PER", "LOC", "REPORT")
    ]

    def get(path: str, **query: Any) -> Any:
        return client.get(path, params=query).text

    def some(path: str, *queries: dict[str, Any]) -> Any:
        return [get(path, **query) for query in queries]

    looks: list[dict[str, Any]] = [{}, {"looking": True}]
    return {
        "GET /projects": lambda: get("/api/projects"),
        "GET /articles": lambda: some("/api/articles", *lists),
        "GET /articles/{article_id}": lambda: some(at, *looks, *lists),
        "POST /articles/{article_id}/acts": lambda: client.post(
            f"{at}/acts",
            json={"acts": [
                act_of("bob1", None, content(TEXT, 11, 14, "EVENT", id="bob-1")),
                act_of("bob2", None, reply("secret1-mark", "a guess", id="bob-2")),
            ]},
        ).text,
        "GET /articles/{article_id}/original": lambda: get(f"{at}/original"),
        "GET /articles/{article_id}/events": lambda: some(
            f"{at}/events", *({"since": 0} | look for look in looks)
        ),
        "GET /articles/{article_id}/html": lambda: some(f"{at}/html", *looks),
        "GET /articles/{article_id}/stacks": lambda: get(f"{at}/stacks", kind="undo", beyond="x"),
        "GET /articles/{article_id}/history": lambda: some(f"{at}/history", *looks),
        "GET /articles/{article_id}/as-of/{seq}": lambda: get(f"{at}/as-of/1000000"),
        "GET /articles/{article_id}/carry": lambda: get(f"{at}/carry", from_id=team.articles[-1]),
        "GET /here": lambda: get("/api/here"),
        "GET /guidelines": lambda: get("/api/guidelines", article_id=article),
        "PUT /guidelines/seen": lambda: client.put(
            "/api/guidelines/seen", params={"article_id": article}, json={"number": 1}
        ).text,
        "GET /entities": lambda: get("/api/entities", query="e", quote="Anna Lindh"),
        "GET /export.csv": lambda: some(
            "/api/export.csv", {}, {"with_empty": True}, {"annotator": team.ann.annotator.id},
            {"states": ["rejected"]}, {"label_id": "PER"}, {"annotation_label": "REPORT"},
        ),
        "POST /next": lambda: [
            client.post("/api/next", json=asked).text for asked in ({}, {"but_article": article})
        ],
        "POST /articles/{article_id}/here": lambda: client.post(
            f"{at}/here", json={"window_id": "bobs", "number": 1}
        ).text,
        "POST /articles/{article_id}/skip": lambda: client.post(
            f"{at}/skip", json={"reason": "not mine"}
        ).text,
        "PUT /preferences": lambda: client.put("/api/preferences", json={"theme": "dark"}).text,
        "PUT /articles/{article_id}/bookmark": lambda: client.put(
            f"{at}/bookmark", json={"at": 3}
        ).text,
        "PUT /articles/{article_id}/lifted": lambda: client.put(
            f"{at}/lifted", json={"lifted": True}
        ).text,
        "POST /labels": lambda: client.post(
            "/api/labels", json={"name": "Ship", "article_id": article}
        ).text,
        "POST /occurrences": lambda: [
            client.post("/api/occurrences", json=words | more).text
            for more in ({}, {"remove": True}, {"but_article": article})
        ],
        "POST /occurrences/apply": lambda: client.post(
            "/api/occurrences/apply", json=words | {"group": "bobs"}
        ).text,
        "GET /groups/{group}": lambda: [
            get(f"/api/groups/{group}") for group in ("bobs", "own1-group", "secret1-group")
        ],
        "POST /groups/{group}/{kind}": lambda: client.post(
            "/api/groups/secret1-group/undo", json={}
        ).text,
    }  # fmt: skip


def act_of(name: str, before: Any, after: Any) -> dict[str, Any]:
    at = "2026-01-05T10:00:00Z"
    return {
        "id": name, "group": name, "at": at, "kind": "annotate", "subject": "annotation",
        "before": before, "after": after,
    }  # fmt: skip


def called(team: Team, article: str) -> dict[str, Asked]:
    """Return what asks, as the other annotator, each service that pages call."""
    bob = team.bob
    filters = [
        Filter(sort=sort, label_id=label, state=state)
        for sort in library.SORTS
        for label in ("", "PER", "REPORT")
        for state in ("", "open", "in work", "done")
    ]
    wanted = occurrences.Wanted("Geneva", "LOC")
    selections = [
        Selection(), Selection(with_empty=True), Selection(annotator_id=team.ann.annotator.id),
        Selection(article_id=article), Selection(filter=Filter(label_id="REPORT")),
    ]  # fmt: skip
    return {
        "library.page": lambda: [library.page(bob, each).rows for each in filters],
        "library.next_to_read": lambda: [library.next_to_read(bob, each) for each in filters],
        "library.annotators": lambda: library.annotators(bob),
        "exchange.count": lambda: [exchange.count(bob, each) for each in selections],
        "exchange.preview": lambda: [exchange.preview(bob, each, 99) for each in selections],
        "reporting.report": lambda: reporting.report(bob, "marks"),
        "publishing.report": lambda: publishing.report(bob),
        "publishing.methods_paragraph": lambda: publishing.methods_paragraph(bob),
        "reporting.choices": lambda: reporting.choices(bob),
        "reporting.behind": lambda: [
            reporting.behind(bob, listed, bar, only=only).rows
            for only in (
                Only(),
                Only(label_id=("PER",)),
                Only(annotator_id=(team.ann.annotator.id,)),
            )
            for listed, bar in (
                ("marks", {}),
                ("suggestions", {}),
                ("notes", {}),
                ("open", {}),
                ("acts", {}),
                ("answers", {"label_id": "PER", "answer": "rejected"}),
            )
        ],
        "comparing.overview": lambda: comparing.overview(bob),
        "comparing.show_matrix": lambda: [
            comparing.show_matrix(bob, by, who)
            for by in ("pair", "label", "article", "source", "month")
            for who in ("", "recogniser")
        ],
        "comparing.behind": lambda: [
            comparing.behind(bob, "article", who, None, "").rows for who in ("", "recogniser")
        ],
        **of_corpus(bob),
        "confusions.show_confusion": lambda: [
            confusions.show_confusion(bob, who, when)
            for who in ("", "recogniser")
            for when in ("", "blind")
        ],
        "confusions.has_before": lambda: confusions.has_before(bob),
        "confusions.confused": lambda: [
            confusions.confused(bob, who, "", "LOC", "LOC").rows for who in ("", "recogniser")
        ],
        "missed_by_all.overview": lambda: missed_by_all.overview(bob),
        "missed_by_all.worth_a_look": lambda: missed_by_all.worth_a_look(bob).rows,
        "agreeing.of_articles": lambda: [
            agreeing.of_articles(bob, "", order) for order in agreeing.NEARNESS
        ],
        "agreeing.of_passages": lambda: agreeing.of_passages(bob),
        "agreeing.of_text": lambda: agreeing.of_text(bob),
        "agreeing.of_alignment": lambda: agreeing.of_alignment(bob),
        "agreeing.of_words": lambda: agreeing.of_words(bob),
        "agreeing.of_relations": lambda: agreeing.of_relations(bob),
        "queueing.arrange": lambda: [queueing.arrange(bob, s, 7, 0) for s in queueing.SORTS],
        "queueing.present": lambda: [
            (queueing.present(bob, sort) or {}).get("articles") for sort in queueing.SORTS
        ],
        "presence.others": lambda: presence.others(bob),
        "progress.own": lambda: progress.own(bob),
        "effort.own": lambda: effort.own(bob),
        "effort.behind": lambda: [
            effort.behind(bob, listed, {}, who).rows
            for listed in ("answers", "acts")
            for who in ("", team.ann.annotator.id)
        ],
        "working.mine": lambda: working.mine(bob),
        "working.next_assigned": lambda: working.next_assigned(bob),
        "assigning.overlap": lambda: assigning.overlap(bob),
        "membership.of_project": lambda: [m.name for m in membership.of_project(bob)],
        "models.in_use": lambda: models.in_use(bob),
        "blindness.of_project": lambda: blindness.of_project(bob),
        "blindness.sight": lambda: blindness.sight(bob),
        "blindness.log": lambda: blindness.log(bob),
        "blindness.lifted": lambda: blindness.lifted(bob),
        "occurrences.preview": lambda: [
            occurrences.preview(bob, wanted, remove=remove) for remove in (True, False)
        ],
        "watching.Watch": lambda: watching.Watch(bob, article, 0, looking=True).news(),
    }


def of_corpus(bob: Session) -> dict[str, Asked]:
    """Return what asks, as the other annotator, each service of the page Corpus."""
    wanted = [Wanted(*each) for each in (("query", "Geneva"), ("word", "geneva"), ("label", "PER"))]
    name = "id:own1-entity"
    return {
        "corpus.counted": lambda: corpus.counted(bob, "marks"),
        "names.names": lambda: names.names(bob, "marks").rows,
        "dossiers.dossier": lambda: dossiers.dossier(bob, "marks", name),
        "dossiers.passages": lambda: dossiers.passages(bob, "marks", name, {}).rows,
        "dossiers.quotations": lambda: dossiers.quotations(bob, "marks", name).rows,
        "together.pairs": lambda: together.pairs(bob, "marks"),
        "together.behind": lambda: together.behind(bob, "marks", (name, name), "article").rows,
        "concordance.lines": lambda: [concordance.lines(bob, each).rows for each in wanted],
        "concordance.as_csv": lambda: [concordance.as_csv(bob, each) for each in wanted],
        "keyness.compare": lambda: [
            keyness.compare(bob, kind, Set(Filter(label_id="PER")), Set()) for kind in keyness.KINDS
        ],
        "trends.trend": lambda: trends.trend(bob, "marks", "labels", []),
        "trends.behind": lambda: trends.behind(bob, "marks", "labels", {"series_id": "PER"}).rows,
    }


def answers(asked: dict[str, Asked]) -> dict[str, str]:
    """Ask everything; what is refused is told as such. Times and numbers of acts are left out."""
    told = {}
    for name, ask in asked.items():
        try:
            found = ask()
        except Forbidden as error:
            found = error.message
        told[name] = without_seq(json.dumps(found, default=str, sort_keys=True))
    return told


def without_seq(text: str) -> str:
    """Return text without the number of the newest act anywhere: it says that somebody acted."""
    for start in ('\\"seq\\":', "News(seq="):
        parts = text.split(start)
        text = start.join([parts[0], *(part.lstrip(" 0123456789") for part in parts[1:])])
    return text


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
