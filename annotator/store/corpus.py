"""What the page Corpus is made of: marks as columns, what chains join, articles, texts.

`scope` and `counted` are those of `reports`: articles that were removed, that are not lifted where
that counts, and suggestions that somebody is not shown are nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from annotator.model import Filter
from annotator.store import library, search
from annotator.store.blindness import lifted_on
from annotator.store.database import Store, chunks
from annotator.store.passages import HEADLINE
from annotator.store.reports import Scope, condition
from annotator.store.search import Place
from annotator.store.shown import HIDDEN

_STATES = {
    "marks": "state IN ('made', 'accepted', 'corrected')",
    "suggestions": "state = 'suggested'",
}
_SHOWN = "annotation.id NOT IN (SELECT id FROM hidden)"


def marks(store: Store, scope: Scope, counted: str) -> list[tuple[Any, ...]]:
    """Return what is counted, in no order: to walk along an index takes half as long again.

    Rows of `seq`, `article_seq`, `start`, `end` (-1 on a whole article), `label_id`,
    `annotator_id`, `quote` and `entity_id`, the last two None where there is none.
    """
    hidden = "" if counted == "marks" else f" AND {_SHOWN}"
    return store.tuples(
        f"""
        {HIDDEN}
        SELECT annotation.seq, article_seq, coalesce(start, -1), coalesce("end", -1), label_id,
               annotator_id, quote, nullif(entity_id, '')
        FROM annotation CROSS JOIN article ON article.seq = article_seq
        WHERE {condition(counted)} AND {scope.there}{hidden}
        """,
        (scope.annotator_id, scope.project_id),
    )


def chained(store: Store, scope: Scope, counted: str) -> list[tuple[int, int]]:
    """Return the seqs of the two marks of each relation of a chain."""
    return _joined(store, scope, counted, "label.kind = 'chain'", "1")


def said(store: Store, scope: Scope, counted: str) -> list[tuple[int, int]]:
    """Return the seqs of quotations and of what is said to be their speakers."""
    return _joined(store, scope, counted, "label.id = 'SAID_BY'", "one.label_id = 'QUOTE'")


def _joined(
    store: Store, scope: Scope, counted: str, which: str, ends: str
) -> list[tuple[int, int]]:
    states = _STATES[counted]
    rows = store.tuples(
        f"""
        {HIDDEN}
        SELECT one.seq, other.seq
        FROM label CROSS JOIN annotation ON annotation.label_id = label.id
            CROSS JOIN article ON article.seq = annotation.article_seq
            CROSS JOIN annotation AS one ON one.id = annotation.from_id
            CROSS JOIN annotation AS other ON other.id = annotation.to_id
        WHERE label.project_id = ? AND {which} AND {ends} AND annotation.kind = 'relation'
          AND annotation.{states} AND one.{states} AND other.{states}
          AND {_SHOWN} AND {scope.there}
        ORDER BY annotation.seq
        """,
        (scope.annotator_id, scope.project_id, scope.project_id),
    )
    return [(one, other) for one, other in rows]


def articles(store: Store, scope: Scope) -> list[tuple[Any, ...]]:
    """Return `seq`, `source`, `language`, `published_at` and `words` of what articles count."""
    return store.tuples(
        f"""
        SELECT seq, source, language, published_at, words FROM article
        WHERE {scope.there} ORDER BY seq
        """,
        (scope.project_id,),
    )


def chosen(store: Store, scope: Scope, filter_: Filter) -> list[int]:
    """Return the seqs of the articles that count and that a filter of the library lets through."""
    where, parameters = library.conditions(store, filter_, scope.project_id, scope.annotator_id)
    lifted = "1" if scope.sight == "all" else lifted_on("article.seq")
    rows = store.rows(
        f"SELECT seq FROM article WHERE {where} AND {lifted} ORDER BY seq", parameters
    )
    return [row["seq"] for row in rows]


def places(store: Store, scope: Scope, typed: str, most: int) -> list[Place]:
    """Return where what was typed into the search stands in the texts that count."""
    query = search.parse(typed)
    if query is None:
        return []
    return search.places(store, query, scope.there, [scope.project_id], most)


def texts(store: Store, seqs: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield seq and text of articles, in the order of their seqs, some hundred at a time."""
    for some in chunks(sorted(seqs), 500):
        rows = store.rows(
            """
            SELECT article.seq, text FROM article
            JOIN article_version ON article_version.id = version_id
            WHERE article.seq IN (SELECT value FROM json_each(?)) ORDER BY article.seq
            """,
            (json.dumps(some),),
        )
        yield from ((row[0], row[1]) for row in rows)


def headlines(store: Store, seqs: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return `article_id`, `headline`, `source` and `published_at` of articles, by their seqs."""
    rows = store.rows(
        f"""
        SELECT article.seq, article.id AS article_id, source, published_at, {HEADLINE}
        FROM article JOIN article_version ON article_version.id = version_id
        WHERE article.seq IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(list(seqs)),),
    )
    return {row["seq"]: dict(row) for row in rows}


def annotators(store: Store, ids: Sequence[str]) -> dict[str, str]:
    """Return the names of annotators by their ids."""
    rows = store.rows(
        "SELECT id, name FROM annotator WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {row["id"]: row["name"] for row in rows}
