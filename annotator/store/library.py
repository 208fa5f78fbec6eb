"""The list of articles: filtered, sorted and paged in the store."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from annotator.errors import Refused
from annotator.model import Filter, Page
from annotator.store import queue, search
from annotator.store.annotation import MEMORY
from annotator.store.blindness import lifted_on
from annotator.store.database import Store
from annotator.store.openings import without
from annotator.store.shown import MARKS, NOTES, READER, SUGGESTIONS, WITHOUT

SORTS = {
    "published_at": "published_at",
    "title": "title",
    "source": "source",
    "loaded_at": "seq",
    "marks": "marks",
    "suggestions": SUGGESTIONS,
    "words": "words",
    # What is due to the reader; what is due at no time comes after it.
    "due": """coalesce((
        SELECT nullif(due, '') FROM assignment
        WHERE article_seq = article.seq AND annotator_id = (SELECT id FROM reader)), '~')""",
}
STATES = ("open", "in work", "done")
_COPY = """
    SELECT {} FROM article AS other
    WHERE other.project_id = article.project_id AND other.copy_group = article.copy_group
      AND other.removed_at = ''
"""
COPIES = {
    "folded": f"NOT EXISTS ({_COPY.format('1')} AND other.seq < article.seq)",
    "only": f"EXISTS ({_COPY.format('1')} AND other.seq <> article.seq)",
}
GIVEN = {
    "me": """seq IN (SELECT article_seq FROM assignment
                     WHERE annotator_id = ? AND given_at <> '' AND skipped_at = '')""",
    "nobody": "article.given = 0",
}
# Counting every match of a common word in a million articles takes longer than anyone looks.
COUNT_LIMIT = 10_000
_WITH_PLACE = "article LEFT JOIN queue_place ON queue_id = ? AND queue_place.article_seq = seq"
# A reason that tells of suggestions is not told where these are not; the place stays, so that what
# is read without them does not come last.
_REASON = f"""
    CASE WHEN {WITHOUT} AND (
             queue_place.reason GLOB 'unsure *' OR queue_place.reason GLOB '*differ*'
             OR queue_place.reason = 'no suggestions')
         THEN CASE WHEN queue_place.reason GLOB 'done*' THEN 'done' ELSE 'without suggestions' END
         ELSE coalesce(queue_place.reason, '') END
"""


class _Order(NamedTuple):
    """How the list is walked: what by, and from which tables, with their parameters.

    `queue_id` is that of a queue which gives the articles their places; 0: none does.
    """

    column: str
    tie: str = "seq"
    direction: str = "ASC"
    tables: str = "article"
    queue_id: int = 0

    @property
    def by(self) -> str:
        """Return the terms of ORDER BY."""
        return f"{self.column} {self.direction}, {self.tie} {self.direction}"

    @property
    def parameters(self) -> list[object]:
        """Return the parameters of the tables."""
        return [self.queue_id] if self.queue_id else []


def conditions(
    store: Store, filter_: Filter, project_id: int, annotator_id: str
) -> tuple[str, list[object]]:
    """Return the SQL condition on `article` for a filter, and its parameters.

    Raises
    ------
    Refused
        If the state, the copies, who has it or the sort are not what there is.
    """
    query = search.parse(filter_.query)
    # With few matches the way leads from them to their articles: the plus keeps SQLite from
    # walking the whole list by an index and asking of each article whether it is among them.
    plus = "+" if query is not None and search.is_rare(store, query) else ""
    clauses = [f"{plus}project_id = ?", f"{plus}removed_at = ''"]
    parameters = list[object]([project_id])
    for clause, value in (
        ("article.source = ?", filter_.source),
        ("article.language = ?", filter_.language),
        ("published_at >= ?", filter_.published_from),
        # The whole of the last day.
        ("published_at <> '' AND substr(published_at, 1, 10) <= ?", filter_.published_to),
    ):
        if value:
            clauses.append(clause)
            parameters.append(value)
    for clause, more in (
        _labelled(filter_, annotator_id),
        _state(filter_.state, annotator_id),
        _copies(filter_.copies),
        _given(filter_.given, annotator_id),
        _found(filter_.query, query),
    ):
        if clause:
            clauses.append(clause)
            parameters.extend(more)
    return " AND ".join(clauses), parameters


def _found(typed: str, query: search.Query | None) -> tuple[str, list[object]]:
    if query is not None:
        return search.condition(query)
    return ("0" if typed.strip() else "", [])  # nothing that was typed is a word


def _labelled(filter_: Filter, annotator_id: str) -> tuple[str, list[object]]:
    if not filter_.label_id:
        return "", []
    # Not every query that asks this has the reader before it.
    clause = f"""
        WITH looker(id) AS (VALUES (?))
        SELECT article_seq FROM annotation
        WHERE label_id = ? AND NOT (state = 'suggested'
            AND {without("annotation.article_seq", "(SELECT id FROM looker)")})"""
    if filter_.sight == "all":
        return f"seq IN ({clause})", [annotator_id, filter_.label_id]
    told = "state = 'suggested'"
    if filter_.sight == "lifted":
        told += f" OR {lifted_on('annotation.article_seq')}"
    # What the memories of others suggest tells what they decided, also elsewhere.
    return (
        f"seq IN ({clause} AND (annotator_id = ? OR "
        f"(({told}) AND annotator_id NOT GLOB '{MEMORY}*')))",
        [annotator_id, filter_.label_id, annotator_id],
    )


def _state(state: str, annotator_id: str) -> tuple[str, list[object]]:
    if not state:
        return "", []
    if state not in STATES:
        raise Refused(f"There is no state {state[:20]!r}.", f"Choose one of {', '.join(STATES)}.")
    if state == "open":
        begun = "annotator_id = ? AND state <> 'open'"
        return f"seq NOT IN (SELECT article_seq FROM assignment WHERE {begun})", [annotator_id]
    return (
        "seq IN (SELECT article_seq FROM assignment WHERE annotator_id = ? AND state = ?)",
        [annotator_id, state],
    )


def _copies(copies: str) -> tuple[str, list[object]]:
    if copies and copies not in COPIES:
        raise Refused(f"Copies can't be {copies[:20]!r}.", f"Choose one of {', '.join(COPIES)}.")
    return COPIES.get(copies, ""), []


def _given(given: str, annotator_id: str) -> tuple[str, list[object]]:
    if given and given not in GIVEN:
        raise Refused(f"Nothing is given to {given[:20]!r}.", f"Choose one of {', '.join(GIVEN)}.")
    return GIVEN.get(given, ""), [annotator_id] if given == "me" else []


def page(
    store: Store, project_id: int, annotator_id: str, filter_: Filter, offset: int, limit: int
) -> Page:
    """Return one page of articles; each row with counts, state and, in a search, the context.

    `total` stops counting at `COUNT_LIMIT` + 1 in a search.
    """
    where, parameters = conditions(store, filter_, project_id, annotator_id)
    order = _order(store, filter_, project_id, annotator_id)
    # The inner query walks an index; only the rows of the page are read in full.
    rows = store.rows(
        f"""
        {READER}
        SELECT article.id, seq, version_id, title, source, url, published_at, language, words,
               {MARKS[filter_.sight]} AS marks, {SUGGESTIONS} AS suggestions,
               {NOTES[filter_.sight]} AS notes,
               ({_COPY.format("count(*)")}) AS copies, given,
               {_REASON} AS reason,
               coalesce(assignment.state, 'open') AS state,
               CASE title WHEN '' THEN (SELECT substr(text, 1, 80) FROM article_version
                                        WHERE id = version_id) ELSE title END AS headline
        FROM {_WITH_PLACE} LEFT JOIN assignment
             ON assignment.article_seq = seq AND assignment.annotator_id = ?
        WHERE seq IN (SELECT seq FROM {order.tables} WHERE {where}
                      ORDER BY {order.by} LIMIT ? OFFSET ?)
        ORDER BY {order.column} {order.direction}, seq {order.direction}
        """,
        (
            annotator_id,
            order.queue_id,
            annotator_id,
            *order.parameters,
            *parameters,
            limit,
            offset,
        ),
    )
    found: list[dict[str, Any]] = [dict(row) for row in rows]
    query = search.parse(filter_.query)
    if query is not None:
        contexts = search.contexts(store, query, [row["version_id"] for row in found])
        for row in found:
            row["context"] = contexts.get(row["version_id"], "")
    return Page(
        list[dict[str, object]](found), count(store, project_id, annotator_id, filter_), offset
    )


def count(store: Store, project_id: int, annotator_id: str, filter_: Filter) -> int:
    """Return how many articles a filter lets through."""
    where, parameters = conditions(store, filter_, project_id, annotator_id)
    if filter_.query.strip():
        where = f"{where} LIMIT {COUNT_LIMIT + 1}"
    return int(
        str(store.value(f"SELECT count(*) FROM (SELECT 1 FROM article WHERE {where})", parameters))
    )


def neighbours(
    store: Store, project_id: int, annotator_id: str, filter_: Filter, article_id: str
) -> dict[str, object]:
    """Return an article's position in the filtered list, its length, and who stands beside it."""
    where, parameters = conditions(store, filter_, project_id, annotator_id)
    order = _order(store, filter_, project_id, annotator_id)
    here = store.row(
        f"{READER} SELECT seq, {order.column} AS value FROM {_WITH_PLACE} WHERE article.id = ?",
        (annotator_id, order.queue_id, article_id),
    )
    if here is None:
        return {"position": 0, "total": 0, "next": None, "previous": None}
    key = f"({order.column}, {order.tie})"
    given = (annotator_id, *order.parameters, *parameters, here["value"], here["seq"])
    back = order._replace(direction="DESC" if order.direction == "ASC" else "ASC")
    after, before = (">", "<") if order.direction == "ASC" else ("<", ">")

    def beside(sign: str, way: _Order) -> object:
        return store.value(
            f"""
            {READER}
            SELECT article.id FROM {order.tables} WHERE {where} AND {key} {sign} (?, ?)
            ORDER BY {way.by} LIMIT 1
            """,
            given,
        )

    ahead = store.value(
        f"""
        {READER}
        SELECT count(*) FROM {order.tables} WHERE {where} AND {key} {before} (?, ?)
        """,
        given,
    )
    return {
        "position": int(str(ahead)) + 1,
        "total": count(store, project_id, annotator_id, filter_),
        "next": beside(after, order),
        "previous": beside(before, back),
    }


def next_to_read(
    store: Store, project_id: int, annotator_id: str, filter_: Filter
) -> dict[str, Any] | None:
    """Return the first article of the list that is in work, or else open; None if all are done."""
    order = _order(store, filter_, project_id, annotator_id)
    for state in ("in work", "open"):
        where, parameters = conditions(
            store, replace(filter_, state=state), project_id, annotator_id
        )
        found = store.row(
            f"""
            {READER}
            SELECT article.id, title FROM {order.tables} WHERE {where} ORDER BY {order.by} LIMIT 1
            """,
            (annotator_id, *order.parameters, *parameters),
        )
        if found is not None:
            return {"id": found["id"], "title": found["title"], "state": state}
    return None


def facets(store: Store, project_id: int) -> dict[str, list[str]]:
    """Return the sources and languages that a project's articles have."""
    return {
        column: [
            row[0]
            for row in store.rows(
                f"""
                SELECT DISTINCT {column} FROM article
                WHERE project_id = ? AND removed_at = '' AND {column} <> '' ORDER BY {column}
                LIMIT 500
                """,
                (project_id,),
            )
        ]
        for column in ("source", "language")
    }


def newest(store: Store) -> int:
    """Return the seq of the article that was added last, 0 if there is none."""
    return int(str(store.value("SELECT coalesce(max(seq), 0) FROM article")))


def _order(store: Store, filter_: Filter, project_id: int, annotator_id: str) -> _Order:
    if filter_.sort in queue.SORTS:
        return _queue(store, filter_, project_id, annotator_id)
    if filter_.sort not in SORTS:
        raise Refused(
            f"The list can't be sorted by {filter_.sort[:20]!r}.",
            f"Choose one of {', '.join((*SORTS, *queue.SORTS))}.",
        )
    by = MARKS[filter_.sight] if filter_.sort == "marks" else SORTS[filter_.sort]
    return _Order(by, direction="DESC" if filter_.descending else "ASC")


def _queue(store: Store, filter_: Filter, project_id: int, annotator_id: str) -> _Order:
    """Return the way along a queue, first things first; in the order of loading if there is none.

    A rare word leads to its articles, and these to their places; else the places lead.
    """
    made = queue.present(store, queue.Queue(project_id, annotator_id, filter_.sort))
    if made is None:
        return _Order("seq")
    query = search.parse(filter_.query)
    pair = ["queue_place", "article"]
    if query is not None and search.is_rare(store, query):
        pair.reverse()
    tables = f"{' CROSS JOIN '.join(pair)} ON seq = queue_place.article_seq AND queue_id = ?"
    return _Order("place", "queue_place.article_seq", "ASC", tables, made["id"])
