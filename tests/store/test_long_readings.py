"""A reading of a long text is written piece by piece, and says what it would say in one."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise

from doing import of
from factories import add_article, make_act

from annotator.model import Suggestion
from annotator.services.session import Session
from annotator.store import acts, annotation, people, proposals, suggestions

SENTENCE = "Anna Lindh met Kofi Annan in Geneva. "
TIMES = 500
TEXT = SENTENCE * TIMES
LAST = len(SENTENCE) * (TIMES - 1)


def found(label: str = "PER") -> list[Suggestion]:
    """Return two suggestions a sentence; the first of all is joined to the last of all."""
    joined = (("SAME", LAST + 15, LAST + 25),)
    return [
        Suggestion(start + a, start + b, label, 0.9, "name", joined if start + a == 0 else ())
        for start in range(0, len(TEXT), len(SENTENCE))
        for a, b in ((0, 10), (15, 25))
    ]


def read_by(session: Session, article: str, version: str, made: list[Suggestion]) -> list[int]:
    """Let a recogniser read; return how many rows each transaction changed."""
    recogniser = people.annotator(session.store, "rules", "recogniser", version)
    connection = session.store.db.conn
    changed = [connection.total_changes]

    def note(statement: str) -> None:
        if statement == "COMMIT":
            changed.append(connection.total_changes)

    connection.set_trace_callback(note)
    suggestions.suggest(session.store, article, recogniser, made)
    connection.set_trace_callback(None)
    return [after - before for before, after in pairwise(changed)]


def test_no_transaction_changes_more_rows_than_go_at_once(session: Session) -> None:
    article = add_article(session, TEXT)
    first, second = (read_by(session, article, version, found()) for version in ("1", "2"))
    assert len(first) == len(second) > 4
    assert max(first) <= proposals.AT_ONCE
    assert max(second) <= 2 * proposals.AT_ONCE  # as many give way


def test_all_is_there_once_and_joined_over_the_pieces(session: Session) -> None:
    article = add_article(session, TEXT)
    read_by(session, article, "1", found())
    rows = of(session, article)
    assert Counter(row["kind"] for row in rows) == {"span": 2 * TIMES, "relation": 1}
    by_id = {row["id"]: row for row in rows}
    [joined] = [row for row in rows if row["kind"] == "relation"]
    assert by_id[joined["from_id"]]["start"] == 0
    assert by_id[joined["to_id"]]["start"] == LAST + 15
    told = session.store.rows("SELECT after FROM acts WHERE kind = 'suggest'")
    assert [len(json.loads(row["after"])["suggestions"]) for row in told] == [2 * TIMES]
    assert session.store.value("SELECT suggestions FROM article") == 2 * TIMES


def test_a_newer_reading_takes_the_place_of_all_that_nobody_answered(session: Session) -> None:
    article = add_article(session, TEXT)
    read_by(session, article, "1", found())
    answered = next(row for row in of(session, article) if row["start"] == LAST)
    after = annotation.content(answered) | {
        "id": "answer", "state": "accepted", "suggestion_id": answered["id"],
    }  # fmt: skip
    made = make_act(after=after, kind="accept")
    assert not acts.apply(session.store, article, session.annotator, [made]).refused
    read_by(session, article, "2", found("ORG")[2:])
    rows = [row for row in of(session, article) if row["state"] == "suggested"]
    assert Counter(row["label_id"] for row in rows) == {"ORG": 2 * TIMES - 2, "PER": 1}
    assert answered["id"] in {row["id"] for row in rows}
