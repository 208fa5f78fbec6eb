"""Everything that tells of annotations, asked as one annotator of a team that works blind."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from blind_team import Team
from factories import TEXT, content, reply
from fastapi.testclient import TestClient

from annotator.errors import Forbidden
from annotator.model import Filter
from annotator.services import (
    agreeing,
    assigning,
    blindness,
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
    presence,
    progress,
    publishing,
    queueing,
    reporting,
    together,
    trends,
    watching,
    working,
)
from annotator.services.concordance import Wanted
from annotator.services.exchange import Selection
from annotator.services.reporting import Only
from annotator.services.session import Session
from annotator.services.sets import Set

Asked = Callable[[], Any]


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
