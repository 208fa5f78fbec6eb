"""What an annotator decided about words, and what the memory made of it in an article.

The counts follow the annotations by triggers (see the migration), whoever changes those.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.model import Suggestion
from annotator.store import acts, annotation, people
from annotator.store.database import Store

Proposed = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in an article: decided by the annotator, proposed by others, by the memory.

    `left_out` are the ids of suggestions that the annotator is not shown.
    """

    decided: Sequence[sqlite3.Row]
    others: Mapping[Proposed, sqlite3.Row]
    own: Mapping[Proposed, sqlite3.Row]
    left_out: frozenset[str]


def evidence(
    store: Store, project_id: int, annotator_id: str, first: Collection[str]
) -> list[sqlite3.Row]:
    """Return what is remembered of words that begin in one of these ways.

    Rows have `quote`, `label_id`, `marked`, `rejected` and `last`, a title, of `article_seq`.
    """
    return store.rows(
        """
        SELECT quote, label_id, marked, rejected, article_seq, coalesce(title, '') AS last
        FROM memory LEFT JOIN article ON article.seq = article_seq
        WHERE memory.project_id = ? AND annotator_id = ?
          AND first IN (SELECT value FROM json_each(?))
        """,
        (project_id, annotator_id, json.dumps(sorted(first))),
    )


def corrections(
    store: Store, project_id: int, annotator_id: str, quotes: Collection[str], but_seq: int
) -> list[sqlite3.Row]:
    """Return what became of suggestions of these words in other articles, and how many `times`."""
    return store.rows(
        """
        SELECT quote, label_id, right_quote, right_label_id, shift, count(*) AS times
        FROM correction WHERE project_id = ? AND annotator_id = ?
          AND quote IN (SELECT value FROM json_each(?))
          AND annotation_id NOT IN (SELECT id FROM annotation WHERE article_seq = ?)
        GROUP BY quote, label_id, right_quote, right_label_id, shift
        """,
        (project_id, annotator_id, json.dumps(sorted(quotes)), but_seq),
    )


def surroundings(
    store: Store, annotator_id: str, quote: str, label_id: str, but_seq: int
) -> list[tuple[str, int, int]]:
    """Return places in other articles of the project where words were marked last.

    Each is told as the text around, and where the words are in it.
    """
    return [
        (row["around"], row["at"], row["at"] + len(quote))
        for row in store.rows(
            """
            SELECT substr(text, max(start - 40, 0) + 1, 80 + length(quote)) AS around,
                   min(start, 40) AS at
            FROM annotation JOIN article ON article.seq = annotation.article_seq
                 JOIN article_version ON article_version.id = annotation.version_id
            WHERE quote = ?1 AND label_id = ?2 AND annotator_id = ?3 AND article.seq <> ?4
              AND project_id = (SELECT project_id FROM article WHERE seq = ?4)
              AND state IN ('made', 'accepted', 'corrected')
            ORDER BY annotation.seq DESC LIMIT 20
            """,
            (quote, label_id, annotator_id, but_seq),
        )
    ]


def standing(store: Store, article_seq: int, annotator_id: str) -> Standing:
    """Return what stands in an article; suggestions only where the annotator has not answered."""
    rows = store.rows(
        f"""
        SELECT id, label_id, start, "end", quote, state, score, reason, annotator_id, suggestion_id
        FROM annotation
        WHERE article_seq = ?1 AND kind = 'span' AND label_id IS NOT NULL AND parts IS NULL
          AND (annotator_id = ?2 OR (state = 'suggested' AND NOT ({annotation.OF_OTHERS})))
        ORDER BY start, "end" DESC, seq
        """,
        (article_seq, annotator_id),
    )
    decided = [row for row in rows if row["state"] != "suggested"]
    answered = {row["suggestion_id"] for row in decided}
    others, own = dict[Proposed, sqlite3.Row](), dict[Proposed, sqlite3.Row]()
    for row in rows:
        if row["state"] == "suggested" and row["id"] not in answered:
            of = own if row["annotator_id"].startswith(annotation.MEMORY) else others
            of[row["label_id"], row["start"], row["end"]] = row
    out = store.rows(
        "SELECT suggestion_id FROM left_out WHERE article_seq = ? AND annotator_id = ?",
        (article_seq, annotator_id),
    )
    return Standing(decided, others, own, frozenset(row["suggestion_id"] for row in out))


def keep(
    store: Store,
    article_id: str,
    annotator_id: str,
    proposed: Sequence[Suggestion],
    left_out: Iterable[str],
) -> None:
    """Keep what the memory proposes for an article, and what it leaves out: one act.

    A suggestion of the memory that no longer holds is left out, and stays: a window in which it is
    still shown can answer it.
    """
    memory = people.annotator(store, "memory", "recogniser", annotator_id)
    with store.write() as connection:
        target = acts.target(connection, article_id)
        now = store.now()
        out = sorted(left_out)
        told = json.dumps(
            {
                "suggestions": [
                    [s.start, s.end, s.label_id, round(s.score, 3), s.reason] for s in proposed
                ],
                "left_out": out,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        act_id = _next_act(connection, target.seq, article_id, memory.id, told)
        connection.execute(
            """
            INSERT INTO acts
                (id, article_seq, annotator_id, at, stored_at, kind, subject, after, group_id)
            VALUES (?, ?, ?, ?, ?, 'suggest', 'recognition', ?, ?)
            """,
            (act_id, target.seq, memory.id, now, now, told, act_id),
        )
        rows: list[dict[str, Any]] = [
            {
                "article_seq": target.seq, "version_id": target.version_id, "note": "",
                "state": "suggested", "annotator_id": memory.id, "created_at": now,
                "updated_at": now, "act_id": act_id, "kind": "span", "label_id": s.label_id,
                "id": _id_of(article_id, memory.id, s), "start": s.start, "end": s.end,
                "quote": target.text[s.start : s.end], "score": round(s.score, 3),
                "reason": s.reason,
            }
            for s in proposed
        ]  # fmt: skip
        for row in rows:  # what is proposed anew has another reason by now
            annotation.delete(connection, target.seq, row["id"])
        annotation.insert_many(connection, rows)
        connection.execute(
            "DELETE FROM left_out WHERE article_seq = ? AND annotator_id = ?",
            (target.seq, annotator_id),
        )
        connection.executemany(
            "INSERT INTO left_out VALUES (?, ?, ?)",
            [(target.seq, annotator_id, suggestion_id) for suggestion_id in out],
        )
        annotation.recount(connection, target.seq, memory.id, now)


def _id_of(article_id: str, memory_id: str, s: Suggestion) -> str:
    """Return the id of a suggestion: the same whenever the same is proposed."""
    proposed = f"{memory_id} {s.label_id} {s.start} {s.end}"
    return f"memory-{article_id[:32]}-{uuid.uuid5(uuid.NAMESPACE_OID, proposed).hex[:16]}"


def _next_act(
    connection: sqlite3.Connection, article_seq: int, article_id: str, memory_id: str, told: str
) -> str:
    """Return an id that follows from the acts before it, so that two files can be merged."""
    before = connection.execute(
        "SELECT id FROM acts WHERE article_seq = ? AND annotator_id = ? ORDER BY seq DESC LIMIT 1",
        (article_seq, memory_id),
    ).fetchone()
    named = f"{memory_id} {before['id'] if before else ''} {told}"
    return f"memory-{article_id[:32]}-{uuid.uuid5(uuid.NAMESPACE_OID, named).hex[:16]}"
