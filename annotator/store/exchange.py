"""Annotations out and in, many at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from annotator.model import Filter
from annotator.store import annotation, library, people
from annotator.store.blindness import lifted_on
from annotator.store.checks import are_parts, passage_quote
from annotator.store.database import Store
from annotator.store.following import Following
from annotator.store.how_made import HowMade
from annotator.store.shown import HIDDEN_BY_MEMORY, LEAVES

_ARTICLES_AT_ONCE = 200
_NEEDED = {"relation": ("from_id", "to_id"), "reply": ("on_id",)}
CONTEXT = 40


@dataclass(frozen=True, slots=True)
class Selection:
    """Which annotations leave: empty fields do not filter.

    `created_from` and `created_to` are days; `states` are states of annotations; `with_empty` adds
    a row for each article that has none.
    """

    filter: Filter = field(default_factory=Filter)
    article_id: str = ""
    label_id: str = ""
    annotator_id: str = ""
    created_from: str = ""
    created_to: str = ""
    states: tuple[str, ...] = ()
    with_empty: bool = False


# The columns of annotations_csv.ANNOTATION but for the contexts and the label's name.
# What few annotations have comes as one JSON list, so that all others pay for one cell, not eight.
_CELLS = """
    start, "end", coalesce(quote, ''), coalesce(label_id, ''), kind, note,
    annotator_id AS annotator, state, created_at, act_id, id, annotator_id,
    coalesce(suggestion_id, ''), coalesce(CAST(score AS TEXT), ''), reason, updated_at,
    CASE WHEN parts IS NULL AND from_id IS NULL AND on_id IS NULL AND entity_id IS NULL
              AND attributes = '{}' THEN NULL
         ELSE json_array(
            coalesce(parts, ''), coalesce(from_id, ''), coalesce(to_id, ''), coalesce(on_id, ''),
            coalesce(entity_id, ''), CASE attributes WHEN '{}' THEN '' ELSE attributes END,
            coalesce((SELECT quote FROM annotation AS one WHERE one.id = annotation.from_id), ''),
            coalesce((SELECT quote FROM annotation AS one WHERE one.id = annotation.to_id), ''))
    END
"""
_NONE_OF_THEM = ("",) * 8


class Exported(NamedTuple):
    """An article with the annotations chosen, as rows of cells; what is not there is empty."""

    article: tuple[str, ...]
    annotations: list[tuple[str, ...]]
    once: tuple[str, ...]


def articles(
    store: Store, project_id: int, reader_id: str, selection: Selection
) -> Iterator[Exported]:
    """Yield the articles chosen, in the order of loading, each with its annotations.

    Suggestions that the reader is not shown stay here, unless an answer hangs on them.
    Memory holds some hundred articles at a time, however large the project is.
    """
    annotators = {annotator.id: annotator.name for annotator in people.annotators(store)}
    labels = {label.id: label.name for label in people.labels(store, project_id)}
    how_made = HowMade(store, project_id)
    where, parameters = library.conditions(store, selection.filter, project_id, reader_id)
    if selection.article_id:
        where += " AND article.id = ?"
        parameters.append(selection.article_id)
    if not selection.with_empty:  # no text is read of which nothing leaves
        clauses, more = _clauses(selection, reader_id)
        chosen = " AND ".join(["article_seq = article.seq", *clauses])
        where += f" AND EXISTS (SELECT 1 FROM annotation WHERE {chosen})"
        parameters.extend(more)
    last = 0
    while True:
        found = store.rows(
            f"""
            {HIDDEN_BY_MEMORY}
            SELECT article.seq AS seq, project.name, article.id, article.title, source, url,
                   published_at, article.sha256, byline, modified_at, language, tags,
                   article_version.text
            FROM article
            JOIN article_version ON article_version.id = version_id
            JOIN project ON project.id = article.project_id
            WHERE article.seq IN (SELECT seq FROM article WHERE {where} AND seq > ?
                                  ORDER BY seq LIMIT {_ARTICLES_AT_ONCE})
            ORDER BY article.seq
            """,
            (reader_id, *parameters, last),
        )
        if not found:
            return
        last = found[-1]["seq"]
        seqs = [row["seq"] for row in found]
        how_made.look_up(seqs)
        by_article = _annotations(store, seqs, reader_id, selection)
        for row in found:
            annotations = by_article.get(row["seq"], [])
            if annotations or selection.with_empty:
                rows = [
                    _cells(each, row["text"], labels, annotators, how_made) for each in annotations
                ]
                yield Exported(tuple(row[1:8]), rows, tuple(row[8:]))


def count(store: Store, project_id: int, reader_id: str, selection: Selection) -> int:
    """Return how many rows `articles` and their annotations make."""
    where, parameters = library.conditions(store, selection.filter, project_id, reader_id)
    if selection.article_id:
        where += " AND article.id = ?"
        parameters.append(selection.article_id)
    clauses, more = _clauses(selection, reader_id)
    chosen = f"SELECT article_seq FROM annotation WHERE {' AND '.join(clauses)}"
    rows = store.value(
        f"""
        {HIDDEN_BY_MEMORY}
        SELECT count(*) FROM ({chosen})
        WHERE article_seq IN (SELECT seq FROM article WHERE {where})
        """,
        (reader_id, *more, *parameters),
    )
    if not selection.with_empty:
        return int(str(rows))
    empty = store.value(
        f"{HIDDEN_BY_MEMORY} SELECT count(*) FROM article WHERE {where} AND seq NOT IN ({chosen})",
        (reader_id, *parameters, *more),
    )
    return int(str(rows)) + int(str(empty))


def _annotations(
    store: Store, seqs: Sequence[int], reader_id: str, selection: Selection
) -> dict[int, list[sqlite3.Row]]:
    clauses, parameters = _clauses(selection, reader_id)
    where = " AND ".join(["article_seq IN (SELECT value FROM json_each(?))", *clauses])
    found = store.rows(
        f"""
        {HIDDEN_BY_MEMORY}
        SELECT article_seq, {_CELLS}
        FROM annotation
        WHERE {where}
        ORDER BY article_seq, start, "end" DESC, seq
        """,
        (reader_id, json.dumps(seqs), *parameters),
    )
    return {seq: list(group) for seq, group in groupby(found, key=lambda row: row["article_seq"])}


# Which annotations leave for whoever is not told of all work, with one parameter: who that is.
# What the memories of others suggest tells what they decided, also elsewhere.
_OWN = "annotation.annotator_id = ?"
_IN_SIGHT = {
    "own": _OWN,
    "lifted": f"({_OWN} OR ({lifted_on('annotation.article_seq')}"
    f" AND annotation.annotator_id NOT GLOB '{annotation.MEMORY}*'))",
}


def _clauses(selection: Selection, reader_id: str) -> tuple[list[str], list[str]]:
    """Return the conditions on `annotation` of a selection, and their parameters."""
    clauses, parameters = [LEAVES], list[str]()
    if selection.filter.sight != "all":
        clauses.append(_IN_SIGHT[selection.filter.sight])
        parameters.append(reader_id)
    for clause, value in (
        ("label_id = ?", selection.label_id),
        ("annotator_id = ?", selection.annotator_id),
        ("substr(created_at, 1, 10) >= ?", selection.created_from),
        ("substr(created_at, 1, 10) <= ?", selection.created_to),
        (
            "state IN (SELECT value FROM json_each(?))",
            json.dumps(selection.states) if selection.states else "",
        ),
    ):
        if value:
            clauses.append(clause)
            parameters.append(value)
    return clauses, parameters


def _cells(
    row: sqlite3.Row,
    text: str,
    labels: Mapping[str, str],
    annotators: Mapping[str, str],
    how_made: HowMade,
) -> tuple[str, ...]:
    seq, start, end, quote, label_id, kind, note, annotator_id, *rest, rare = row
    label, annotator = labels.get(label_id, label_id), annotators[annotator_id]
    more = _NONE_OF_THEM if rare is None else json.loads(rare)
    how = how_made.cells(seq, annotator_id, act_id=rest[2], at=rest[-1])
    told = (label, label_id, kind, note, annotator, *rest, *more, *how)
    if start is None:
        return ("", "", quote, "", "", *told)
    left = text[max(0, start - CONTEXT) : start].replace("\n", " ")
    right = text[end : end + CONTEXT].replace("\n", " ")
    return (str(start), str(end), quote, left, right, *told)


def bring_in(
    store: Store, load_id: int, article_id: str, snapshots: Sequence[Mapping[str, Any]]
) -> list[str]:
    """Add annotations that came in a file; return for each 'loaded', 'duplicate' or a reason.

    They keep their ids, times, annotators and the ids of their acts, so that a file that is loaded
    twice changes nothing. What does not fit the text is not taken.
    """
    with store.write() as connection:
        article = connection.execute(
            """
            SELECT seq, version_id, text FROM article
            JOIN article_version ON article_version.id = version_id WHERE article.id = ?
            """,
            (article_id,),
        ).fetchone()
        following = Following(connection, article["seq"])
        outcomes, fresh = [""] * len(snapshots), []
        for place, snapshot in sorted(enumerate(snapshots), key=lambda one: _rank(one[1])):
            outcomes[place] = outcome = _outcome(connection, article, snapshot)
            if outcome == "loaded":
                row = {
                    **following.named_now(dict(snapshot)),
                    "article_seq": article["seq"],
                    "version_id": article["version_id"],
                }
                annotation.insert_many(connection, [row])
                fresh.append(row)
        _insert_acts(store, connection, load_id, article["seq"], fresh)
        for annotator_id in {row["annotator_id"] for row in fresh}:
            annotation.recount(connection, article["seq"], annotator_id, store.now())
        annotation.recount_suggestions(connection, article["seq"])
        suggested = [
            row["annotator_id"]
            for row in fresh
            if row["state"] == "suggested" and not row["annotator_id"].startswith(annotation.MEMORY)
        ]
        if suggested:
            connection.execute(
                "UPDATE article SET recognised_by = ? WHERE seq = ?", (suggested[0], article["seq"])
            )
    return outcomes


def _rank(snapshot: Mapping[str, Any]) -> tuple[int, bool]:
    """Return when an annotation comes in: what it answers, joins or replies to comes before it."""
    place = ("span", "article", "relation", "reply").index(snapshot["kind"])
    return place, snapshot["state"] != "suggested"


def _outcome(
    connection: sqlite3.Connection, article: sqlite3.Row, snapshot: Mapping[str, Any]
) -> str:
    there = connection.execute(
        "SELECT 1 FROM annotation WHERE id = ?", (snapshot["id"],)
    ).fetchone()
    if there is not None:
        return "duplicate"
    if snapshot["kind"] != "span":
        named = [snapshot[name] for name in _NEEDED.get(snapshot["kind"], ())]
        is_whole = all(annotation.snapshot(connection, article["seq"], str(id_)) for id_ in named)
        return "loaded" if is_whole else f"what the {snapshot['kind']} belongs to is not there"
    start, end, parts = snapshot["start"], snapshot["end"], snapshot["parts"]
    if start is None or end is None or not 0 <= start < end <= len(article["text"]):
        return f"passage {start}-{end} is not inside the text"
    if parts is not None and not are_parts(parts, start, end):
        return f"the parts of passage {start}-{end} do not lie in it one behind the other"
    if snapshot["quote"] != passage_quote(article["text"], start, end, parts):
        return f"the quote is not what stands at {start}-{end} of the text"
    return "loaded"


def _insert_acts(
    store: Store,
    connection: sqlite3.Connection,
    load_id: int,
    article_seq: int,
    fresh: Sequence[Mapping[str, Any]],
) -> None:
    by_act: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in fresh:
        by_act.setdefault((row["act_id"], row["annotator_id"]), []).append(row)
    connection.executemany(
        """
        INSERT OR IGNORE INTO acts
            (id, article_seq, annotator_id, at, stored_at, kind, subject, after, group_id)
        VALUES (?, ?, ?, ?, ?, 'import', 'recognition', ?, ?)
        """,
        [
            (
                act_id, article_seq, annotator_id, made[0]["updated_at"], store.now(),
                json.dumps({"annotations": [dict(row) for row in made]}, ensure_ascii=False),
                _group(load_id),
            )
            for (act_id, annotator_id), made in by_act.items()
        ],
    )  # fmt: skip


def take_out(store: Store, load_id: int) -> None:
    """Take the annotations of a load out again, but for those that somebody changed or answered."""
    with store.write() as connection:
        connection.execute(
            """
            DELETE FROM annotation
            WHERE act_id IN (SELECT id FROM acts WHERE group_id = ? AND kind = 'import')
              AND id NOT IN (
                  SELECT suggestion_id FROM annotation WHERE suggestion_id IS NOT NULL
                    AND act_id NOT IN (SELECT id FROM acts WHERE group_id = ?))
            """,
            (_group(load_id), _group(load_id)),
        )
        _recount(store, connection, load_id)


def put_back(store: Store, load_id: int) -> None:
    """Put back what `take_out` took, but for what somebody has changed or removed by an act."""
    with store.write() as connection:
        acts = connection.execute(
            "SELECT seq, article_seq, after FROM acts WHERE group_id = ? AND kind = 'import'",
            (_group(load_id),),
        ).fetchall()
        for act in acts:
            touched = {
                row["id"]
                for row in connection.execute(
                    """
                    SELECT json_extract(coalesce(after, before), '$.id') AS id FROM acts
                    WHERE article_seq = ? AND subject = 'annotation'
                    """,
                    (act["article_seq"],),
                )
            }
            following = Following(connection, act["article_seq"])
            rows = [
                following.since(act["seq"], row)
                for row in json.loads(act["after"])["annotations"]
                if row["id"] not in touched
            ]
            annotation.insert_many(connection, filter(None, rows))
        _recount(store, connection, load_id)


def _group(load_id: int) -> str:
    return f"load-{load_id}"


def _recount(store: Store, connection: sqlite3.Connection, load_id: int) -> None:
    for row in connection.execute(
        "SELECT DISTINCT article_seq, annotator_id FROM acts WHERE group_id = ?",
        (_group(load_id),),
    ).fetchall():
        annotation.recount(connection, row["article_seq"], row["annotator_id"], store.now())
        annotation.recount_suggestions(connection, row["article_seq"])
