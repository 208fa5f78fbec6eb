"""What the memory leaves out is counted nowhere, nor is what it tells of others."""

from __future__ import annotations

import io
from typing import Any

import pytest
from factories import add_article, content, make_act

from annotator import recognisers
from annotator.formats import annotations_csv
from annotator.model import Filter, Suggestion
from annotator.services import exchange, library, memory, reading, reporting
from annotator.services.exchange import Selection
from annotator.services.session import Session
from annotator.services.suggesting import choose
from annotator.store import acts, annotation, people
from annotator.store.suggestions import suggest

FIRST = "Zorblatt met Quux Frobnitz here."
NEXT = "Then Zorblatt met Quux Frobnitz again, and Zorblatt left."


@pytest.fixture
def articles(session: Session) -> list[str]:
    """Two articles: a recogniser has three names in each, and one in the first was corrected."""
    choose(session, "rules")
    added = [add_article(session, text, source="Wire") for text in (FIRST, NEXT)]
    for article, text in zip(added, (FIRST, NEXT), strict=True):
        version = recognisers.load("rules").version
        rules = people.annotator(session.store, "rules", "recogniser", version)
        found = [
            Suggestion(text.index(quote), text.index(quote) + len(quote), label, 0.9)
            for quote, label in (("Zorblatt", "ORG"), ("Quux", "PER"), ("Frobnitz", "PER"))
        ]
        suggest(session.store, article, rules, found)
    wrong = next(s for s in shown(session, added[0]) if s["quote"] == "Zorblatt")
    right = annotation.content(wrong) | {
        "id": "right", "label_id": "PER", "state": "corrected", "suggestion_id": wrong["id"],
    }  # fmt: skip
    whole = content(FIRST, FIRST.index("Quux"), FIRST.index(" here"), "PER")
    made = [make_act(after=right, kind="change"), make_act(after=whole)]
    assert not acts.apply(session.store, added[0], session.annotator, made).refused
    return added


def shown(session: Session, article: str) -> list[dict[str, Any]]:
    told = reading.open_article(session, article, Filter())
    return [row for row in told["suggestions"] if row["kind"] == "span"]


def counted(session: Session) -> dict[str, int]:
    """Return how many suggestions each place that counts them tells of."""
    report = reporting.report(session, "suggestions")
    rows = library.page(session, Filter()).rows
    selection = Selection(states=("suggested",))
    exported = "".join(exchange.export_csv(session, selection))
    return {
        "tile": report.tiles["suggestions"],
        "labels": report.tables["labels"].n,
        "sources": report.tables["sources"].n,
        "names": report.tables["names"].n,
        "behind": reporting.behind(session, "suggestions", {}).total,
        "library": sum(int(str(row["suggestions"])) for row in rows),
        "csv rows": len(list(annotations_csv.read(io.StringIO(exported, newline="")))),
        "csv count": exchange.count(session, selection),
    }


def test_every_count_is_that_of_the_desk(session: Session, articles: list[str]) -> None:
    desk = sum(len(shown(session, article)) for article in articles)
    assert session.store.value("SELECT count(*) FROM left_out") == 3
    assert counted(session) == dict.fromkeys(counted(session), desk)
    memory.switch(session, on=False)
    desk = sum(len(shown(session, article)) for article in articles)
    assert desk == 6
    assert counted(session) == dict.fromkeys(counted(session), desk)


def test_what_is_open_is_counted_without_what_is_left_out(
    session: Session, articles: list[str]
) -> None:
    for article in articles:
        shown(session, article)
    report = reporting.report(session, "suggestions")
    rows = report.tables["answers"].rows
    found = sum(row["n"] for row in rows if row["answer"] == "open")
    assert found == report.tiles["open"] == counted(session)["tile"] - 1
    behind = (
        reporting.behind(session, "answers", {"label_id": label, "answer": "open"}).total
        for label in ("PER", "ORG")
    )
    assert sum(behind) == found


def test_the_list_is_sorted_by_what_it_shows(session: Session, articles: list[str]) -> None:
    by_number = Filter(sort="suggestions")
    for article in articles:
        shown(session, article)
    rows = library.page(session, by_number).rows
    assert [row["suggestions"] for row in rows] == [3, 3]
    for place, row in enumerate(rows, 1):
        told = reading.open_article(session, str(row["id"]), by_number)
        assert told["place"]["position"] == place


def test_others_count_nothing_of_it(session: Session, articles: list[str]) -> None:
    other = Session(session.store, session.project, people.annotator(session.store, "Other"))
    for article in articles:
        shown(session, article)
    assert counted(other) == dict.fromkeys(counted(other), 6)
