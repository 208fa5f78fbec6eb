"""What annotators put on the articles of a project and what they read, in rows to be compared.

A passage counts that carries a label and was made, accepted or corrected; one with gaps is its
outer edges. What a person read is all of an article that they are done with, and the paragraphs
that they said to have read; a recogniser has read all of an article that it was let read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from annotator.store.annotation import MEMORY
from annotator.store.database import Store
from annotator.store.narrowing import MONTH
from annotator.store.passages import AROUND, HEADLINE
from annotator.store.reports import Scope
from annotator.store.shown import READER, WITHOUT

# article, start, end, seq of the annotation
Row = tuple[int, int, int, int]
Rows = list[dict[str, Any]]
KEPT = "annotation.state IN ('made', 'accepted', 'corrected')"

# Of recognisers and models; what a memory proposes is one annotator's own.
_PROPOSED = f"""
    annotation.state = 'suggested' AND annotator_id NOT GLOB '{MEMORY}*'
    AND annotator_id IN (SELECT id FROM annotator WHERE kind = 'recogniser')
"""


def articles(store: Store, scope: Scope) -> Rows:
    """Return `seq`, `source` and `month` of all articles in sight, in the order of loading."""
    return _dicts(
        store,
        f"SELECT seq, source, {MONTH} AS month FROM article WHERE {scope.there} ORDER BY seq",
        (scope.project_id,),
    )


def lengths(store: Store, scope: Scope) -> list[tuple[int, int]]:
    """Return the seq of each article in sight, in that order, with the length of its text."""
    return _tuples(
        store,
        f"""
        SELECT article.seq, length(text) FROM article
        JOIN article_version ON article_version.id = version_id
        WHERE {scope.there} ORDER BY article.seq
        """,
        (scope.project_id,),
    )


def marks(
    store: Store, between: tuple[int, int], kind: str
) -> Iterator[tuple[str, str, list[Row]]]:
    """Yield annotator, label and the marks of people that carry it, in the order of the text.

    Parameters
    ----------
    store : Store
        Where to look.
    between : pair of int
        The first and the last article; of another project there may be some between them.
    kind : str
        'span', or 'article' for labels of whole articles, which have the edges 0 and 1.
    """
    there = f"annotation INDEXED BY annotation_compared WHERE kind = ? AND {KEPT}"
    seen = f"{there} AND annotation.state <> 'suggested'"
    for annotator_id, label_id in _tuples(
        store,
        f"""
        SELECT annotator_id, label_id FROM {seen} AND label_id IS NOT NULL
          AND annotator_id IN (SELECT id FROM annotator WHERE kind = 'person')
        GROUP BY 1, 2
        """,
        (kind,),
    ):
        found = _tuples(
            store,
            f"""
            SELECT article_seq, coalesce(start, 0), coalesce("end", 1), seq FROM {seen}
              AND annotator_id = ? AND label_id = ? AND article_seq BETWEEN ? AND ?
            """,
            (kind, annotator_id, label_id, *between),
        )
        if found:
            yield annotator_id, label_id, found


def relations(store: Store, between: tuple[int, int]) -> list[tuple[str, int, int]]:
    """Return label, and the seqs of both ends, of the relations that people made; no chains."""
    return _tuples(
        store,
        f"""
        SELECT annotation.label_id, origin.seq, target.seq
        FROM annotation INDEXED BY annotation_compared
        JOIN article ON article.seq = annotation.article_seq
        JOIN annotation AS origin ON origin.id = annotation.from_id
        JOIN annotation AS target ON target.id = annotation.to_id
        WHERE annotation.kind = 'relation' AND {KEPT} AND annotation.state <> 'suggested'
          AND annotation.label_id IS NOT NULL AND annotation.article_seq BETWEEN ? AND ?
          AND annotation.annotator_id IN (SELECT id FROM annotator WHERE kind = 'person')
          AND NOT EXISTS (
              SELECT 1 FROM label WHERE label.project_id = article.project_id
                AND label.id = annotation.label_id AND label.kind = 'chain')
        """,
        between,
    )


def suggestions(store: Store, scope: Scope) -> list[tuple[int, int, int, int, str]]:
    """Return article, start, end, seq and label of what recognisers proposed in sight.

    An answered one of an earlier recogniser stands as long as its answer does, and is of them.
    Articles that whoever looks reads without suggestions are left out.
    """
    return _tuples(
        store,
        f"""
        {READER}
        SELECT article_seq, start, "end", annotation.seq, label_id
        FROM article CROSS JOIN annotation ON article_seq = article.seq
        WHERE {scope.there} AND recognised_by <> '' AND kind = 'span' AND label_id IS NOT NULL
          AND {_PROPOSED} AND NOT {WITHOUT}
        """,
        (scope.annotator_id, scope.project_id),
    )


def recognised(store: Store, scope: Scope) -> list[tuple[int, str]]:
    """Return the articles in sight that a recogniser has read, and its name.

    But for those that whoever looks reads without suggestions.
    """
    return _tuples(
        store,
        f"""
        {READER}
        SELECT article.seq, coalesce(annotator.name, recognised_by)
        FROM article LEFT JOIN annotator ON annotator.id = recognised_by
        WHERE {scope.there} AND recognised_by <> '' AND NOT {WITHOUT} ORDER BY article.seq
        """,
        (scope.annotator_id, scope.project_id),
    )


def done(store: Store, scope: Scope) -> list[tuple[int, str]]:
    """Return article and annotator of what people are done with, in sight."""
    return _tuples(
        store,
        f"""
        SELECT article.seq, annotator_id FROM article JOIN assignment ON article_seq = article.seq
        WHERE {scope.there} AND assignment.state = 'done'
        """,
        (scope.project_id,),
    )


def paragraphs(store: Store, scope: Scope) -> list[tuple[int, str, int, int]]:
    """Return article, annotator, start and end of the paragraphs that people said to have read."""
    return _tuples(
        store,
        f"""
        SELECT article.seq, annotator_id, start, "end"
        FROM article JOIN paragraph ON article_seq = article.seq WHERE {scope.there}
        """,
        (scope.project_id,),
    )


def texts(store: Store, articles: Collection[int]) -> list[tuple[int, str]]:
    """Return the texts of articles, by seq."""
    return _tuples(
        store,
        """
        SELECT article.seq, text FROM article
        JOIN article_version ON article_version.id = version_id
        WHERE article.seq IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(sorted(articles)),),
    )


def names(store: Store, annotators: Collection[str]) -> dict[str, str]:
    """Return the names of annotators by id."""
    return dict(
        _tuples(
            store,
            "SELECT id, name FROM annotator WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(annotators)),),
        )
    )


def headlines(store: Store, articles: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return id and headline of articles, by seq."""
    return {
        seq: (id_, headline)
        for seq, id_, headline in _tuples(
            store,
            f"""
            SELECT article.seq, article.id, {HEADLINE}
            FROM article JOIN article_version ON article_version.id = version_id
            WHERE article.seq IN (SELECT value FROM json_each(?))
            """,
            (json.dumps(sorted(articles)),),
        )
    }


def around(store: Store, passages: Sequence[tuple[int, int, int]]) -> list[dict[str, Any]]:
    """Return what a list of passages shows of places in the texts: article, start and end."""
    return _dicts(
        store,
        f"""
        SELECT article.id AS article_id, start, "end",
               {HEADLINE}, substr(text, start + 1, "end" - start) AS quote, {AROUND}
        FROM (SELECT key AS place, value ->> 0 AS seq, value ->> 1 AS start, value ->> 2 AS "end"
              FROM json_each(?)) AS passage
        JOIN article ON article.seq = passage.seq
        JOIN article_version ON article_version.id = version_id
        ORDER BY place
        """,
        (json.dumps(list(passages)),),
    )


def _tuples(store: Store, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
    """Return rows as plain tuples: there may be hundreds of thousands of them."""
    cursor = store.db.conn.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, tuple(parameters)).fetchall()


def _dicts(store: Store, sql: str, parameters: Sequence[object]) -> Rows:
    return [dict(row) for row in store.rows(sql, tuple(parameters))]
