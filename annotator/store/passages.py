"""The passages behind a figure of the statistics, with the words around them.

The conditions are those of `reports`, so that as many passages are listed as were counted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from annotator.errors import Refused
from annotator.store.database import Store
from annotator.store.effort import ANSWERED, BAND, SECOND
from annotator.store.honesty import AGAINST
from annotator.store.narrowing import ANNOTATION, MONTH
from annotator.store.reports import ACT, COUNTED, DAY, WORK, Scope
from annotator.store.shown import HIDDEN

CONTEXT = 60
# What a list shows of an article and its text, and of the words around a passage in it.
HEADLINE = """
    CASE article.title WHEN '' THEN substr(text, 1, 80) ELSE article.title END AS headline
"""
AROUND = f"""
    substr(text, max(start - {CONTEXT}, 0) + 1, min(start, {CONTEXT})) AS "left",
    substr(text, "end" + 1, {CONTEXT}) AS "right"
"""

# The first three columns are the order of every list.
_ANNOTATION = """
    article.seq AS article_seq, annotation.start, annotation.seq AS place, annotation."end",
    annotation.version_id, annotation.quote, annotation.state, annotation.label_id,
    annotation.note, annotation.annotator_id
"""
_ACT = """
    article.seq AS article_seq, coalesce(after, before) ->> '$.start' AS start, acts.seq AS place,
    coalesce(after, before) ->> '$.end' AS "end", article.version_id,
    coalesce(after, before) ->> '$.quote' AS quote, acts.kind AS state,
    coalesce(after, before) ->> '$.label_id' AS label_id,
    coalesce(after, before) ->> '$.note' AS note, acts.annotator_id
"""
_ANNOTATIONS = "annotation JOIN article ON article.seq = annotation.article_seq"
_SHOWN = f"{COUNTED['suggestions']} AND annotation.id NOT IN (SELECT id FROM hidden)"
_ANSWER = "SELECT 1 FROM annotation AS a WHERE a.suggestion_id = annotation.id"
_OWN_ANSWER = f"{_ANSWER} AND a.annotator_id = (SELECT id FROM reader)"

# What is listed, from where, and which of it, for each report that the statistics page has.
_LISTS = {
    "marks": (_ANNOTATION, _ANNOTATIONS, COUNTED["marks"]),
    "suggestions": (_ANNOTATION, _ANNOTATIONS, _SHOWN),
    "notes": (_ANNOTATION, _ANNOTATIONS, "note <> '' AND notes > 0 AND kind <> 'reply'"),
    "open": (_ANNOTATION, _ANNOTATIONS, f"{_SHOWN} AND NOT EXISTS ({_ANSWER})"),
    "unanswered": (_ANNOTATION, _ANNOTATIONS, f"{_SHOWN} AND NOT EXISTS ({_OWN_ANSWER})"),
    "answers": (
        _ANNOTATION,
        f"{_ANNOTATIONS} JOIN annotation AS suggestion ON suggestion.id = annotation.suggestion_id",
        ANSWERED,
    ),
    "against": (_ANNOTATION, _ANNOTATIONS, AGAINST),
    "acts": (_ACT, "acts JOIN article ON article.seq = acts.article_seq", WORK),
}
_COLUMNS = {
    "label_id": "annotation.label_id",
    "suggested_label_id": "suggestion.label_id",
    "answer": "annotation.state",
    "answered_by": "annotation.annotator_id",
    "act": "acts.kind",
    "band": BAND,
    "second": SECOND,
    "source": "article.source",
    "language_id": "article.language",
    "quote": "annotation.quote",
    "month": MONTH,
    "day": DAY,
    "annotator_id": "acts.annotator_id",
}
# What a filter by label, words and annotator looks at, where that is not the annotation listed.
_FILTERED = {
    "answers": {"label_id": "suggestion.label_id", "quote": "suggestion.quote",
                "annotator_id": "annotation.annotator_id"},
    "acts": ACT,
}  # fmt: skip
_SHORTENED = ("month", "day")  # 2016 stands for every month of it


def count(store: Store, scope: Scope, listed: str, bar: Mapping[str, str]) -> int:
    """Return how many passages there are behind a bar; see `behind`."""
    tables, where, parameters = _from(scope, listed, bar)
    found = store.value(
        f"{HIDDEN} SELECT count(*) FROM {tables} WHERE {where}", (scope.annotator_id, *parameters)
    )
    return int(str(found))


def sums(store: Store, scope: Scope, listed: str) -> tuple[int, int]:
    """Return how many passages a list holds, and on how many articles."""
    tables, where, parameters = _from(scope, listed, {})
    # From the annotations to their articles: the indexes by label and by words hold all that is
    # asked of them. The other way round is that of a page of the list, which ends early.
    tables = tables.replace("annotation JOIN", "annotation CROSS JOIN")
    row = store.row(
        f"""
        {HIDDEN}
        SELECT count(*) AS passages, count(DISTINCT article.seq) AS articles
        FROM {tables} WHERE {where}
        """,
        (scope.annotator_id, *parameters),
    )
    return (0, 0) if row is None else (row["passages"], row["articles"])


def behind(
    store: Store,
    scope: Scope,
    listed: str,
    bar: Mapping[str, str],
    part: tuple[int, int],
) -> list[dict[str, Any]]:
    """Return some of the passages behind a bar, in the order of loading and of the text.

    Parameters
    ----------
    store, scope : Store, Scope
        Where to look, and who looks: suggestions that they are not shown are not listed.
    listed : str
        'marks', 'suggestions', 'open' (suggestions without an answer), 'unanswered' (without one
        of whoever looks), 'answers', 'acts' or 'notes'.
    bar : mapping
        What the bar stands for: columns with their values, all of which have to hold. A month or
        a day may be cut short, to a year or a month.
    part : pair of int
        Which part of the list: from which place on, and how many.

    Returns
    -------
    list of dict
        `article_id`, `headline`, `start`, `end`, `left`, `quote`, `right`, `state`, `label_id`,
        `note` and `annotator`; what is put on a whole article has no passage. An act has its kind
        for a state.
    """
    tables, where, parameters = _from(scope, listed, bar)
    # The texts are read for the rows of the page alone.
    rows = store.rows(
        f"""
        {HIDDEN}, page AS MATERIALIZED (
            SELECT {_LISTS[listed][0]} FROM {tables} WHERE {where}
            ORDER BY 1, 2, 3 LIMIT ? OFFSET ?)
        SELECT article.id AS article_id, start, "end", quote, state, label_id, note,
               (SELECT name FROM annotator WHERE id = annotator_id) AS annotator,
               {HEADLINE}, {AROUND}
        FROM page JOIN article ON article.seq = page.article_seq
        JOIN article_version ON article_version.id = page.version_id
        ORDER BY page.article_seq, page.start, place
        """,
        (scope.annotator_id, *parameters, part[1], part[0]),
    )
    return [dict(row) for row in rows]


def told(store: Store, annotations: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return what lists show of annotations, by their seqs: the passage with words around it."""
    rows = store.rows(
        f"""
        SELECT annotation.seq, article.id AS article_id, start, "end", quote, label_id, note,
               annotator_id, source, published_at, {HEADLINE}, {AROUND}
        FROM annotation JOIN article ON article.seq = annotation.article_seq
        JOIN article_version ON article_version.id = annotation.version_id
        WHERE annotation.seq IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(list(annotations)),),
    )
    return {row["seq"]: dict(row) for row in rows}


def _from(scope: Scope, listed: str, bar: Mapping[str, str]) -> tuple[str, str, tuple[object, ...]]:
    if listed not in _LISTS or not set(bar) <= set(_COLUMNS):
        raise Refused("There is no such bar.", "Choose one of the chart's.")
    _, tables, where = _LISTS[listed]
    there = scope.where(_FILTERED.get(listed, ANNOTATION))
    clauses = [f"({where})", there.sql]
    for name, value in bar.items():
        column = _COLUMNS[name]
        if name in _SHORTENED and value:
            column = f"substr({column}, 1, {len(value)})"
        clauses.append(f"{column} = ?")
    return tables, " AND ".join(clauses), (*there.given, *bar.values())
