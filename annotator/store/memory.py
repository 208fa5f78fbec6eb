"""What an annotator decided about words, and what the memory made of it in an article.

The counts follow the annotations by triggers (see the migration), whoever changes those.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.model import Annotator, Suggestion
from annotator.store import acts, annotation, people, proposals
from annotator.store.checks import Target
from annotator.store.database import Store, chunks

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

    def holds(self, s: Suggestion) -> bool:
        """Return whether the memory proposed exactly this before."""
        row = self.own.get((s.label_id, s.start, s.end))
        return row is not None and (row["score"], row["reason"]) == (round(s.score, 3), s.reason)


@dataclass(frozen=True, slots=True)
class Difference:
    """What the memory says otherwise than before.

    `fresh` are suggestions that are new, `restated` those that have another score or reason, with
    the ids that they have; `left_out` and `shown` the ids of those that are not shown any more, or
    shown again.
    """

    fresh: Sequence[Suggestion]
    restated: Sequence[tuple[str, Suggestion]]
    left_out: Sequence[str]
    shown: Sequence[str]


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
        (project_id, annotator_id, json.dumps(list(first))),
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


def keep(store: Store, article_id: str, annotator_id: str, difference: Difference) -> None:
    """Keep what the memory says otherwise than before: an act for each piece of it.

    A suggestion of the memory that no longer holds is left out, and stays: a window in which it is
    still shown can answer it.
    """
    memory = people.annotator(store, "memory", "recogniser", annotator_id)
    target = acts.target(store.db.conn, article_id)
    # A renewal that breaks off shows a passage twice rather than not at all, until the next one.
    told: list[tuple[str, Any]] = [
        *(("shown", suggestion_id) for suggestion_id in difference.shown),
        *(("fresh", (_id_of(target.id, memory.id, s), s)) for s in difference.fresh),
        *(("restated", stated) for stated in difference.restated),
        *(("left_out", suggestion_id) for suggestion_id in difference.left_out),
    ]
    for piece in chunks(told, proposals.AT_ONCE):
        by_name = dict[str, list[Any]](shown=[], fresh=[], restated=[], left_out=[])
        for name, what in piece:
            by_name[name].append(what)
        with store.write(durable=False) as connection:
            _keep(connection, target, memory, by_name, store.now())


def _keep(
    connection: sqlite3.Connection,
    target: Target,
    memory: Annotator,
    told: Mapping[str, list[Any]],
    now: str,
) -> None:
    act = {
        "suggestions": [
            [s.start, s.end, s.label_id, round(s.score, 3), s.reason]
            for _, s in (*told["fresh"], *told["restated"])
        ],
        "left_out": told["left_out"],
        "shown": told["shown"],
    }
    act_id = _write_act(connection, target, memory.id, proposals.told_as_json(act), now)
    common = proposals.common(target, memory.id, act_id, now)
    fresh, restated = (
        [common | proposals.passage(row_id, s, target.text) for row_id, s in told[name]]
        for name in ("fresh", "restated")
    )
    annotation.insert_many(connection, fresh)
    annotation.restate(connection, restated)
    this = target.seq, memory.version
    connection.executemany(
        "DELETE FROM left_out WHERE article_seq = ? AND annotator_id = ? AND suggestion_id = ?",
        [(*this, suggestion_id) for suggestion_id in told["shown"]],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO left_out VALUES (?, ?, ?)",
        [(*this, suggestion_id) for suggestion_id in told["left_out"]],
    )


def _id_of(article_id: str, memory_id: str, s: Suggestion) -> str:
    """Return the id of a suggestion: the same whenever the same is proposed."""
    return proposals.id_of("memory", article_id, f"{memory_id} {s.label_id} {s.start} {s.end}")


def _write_act(
    connection: sqlite3.Connection, target: Target, memory_id: str, told: str, now: str
) -> str:
    """Write an act; its id follows from the acts before it, so that two files can be merged."""
    before = connection.execute(
        "SELECT id FROM acts WHERE article_seq = ? AND annotator_id = ? ORDER BY seq DESC LIMIT 1",
        (target.seq, memory_id),
    ).fetchone()
    named = f"{memory_id} {before['id'] if before else ''} {told}"
    act_id = proposals.id_of("memory", target.id, named)
    proposals.write_act(connection, target.seq, memory_id, act_id, told, now)
    return act_id
