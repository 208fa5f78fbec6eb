"""What the statistics page counts: every figure is one aggregate, made in the database.

Articles that were removed never count. `counted` says which annotations do: the marks that people
made, or the suggestions that recognisers and files made, answered or not, as `annotator_id` is
shown them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from annotator.errors import Refused
from annotator.model import Sight
from annotator.store.annotation import MARK
from annotator.store.blindness import lifted_on
from annotator.store.database import Store
from annotator.store.narrowing import ANNOTATION, EVERYTHING, MONTH, Condition, Only
from annotator.store.narrowing import condition as narrowed
from annotator.store.shown import HIDDEN, READER, SUGGESTIONS

__all__ = [
    "ACT", "ANSWERS", "COUNTED", "DAY", "MONTH", "SUGGESTED", "THERE", "WORK", "Rows", "Scope",
    "all_answers", "answers", "cells", "condition", "days", "has_marks", "months", "names",
    "spread", "tiles",
]  # fmt: skip

Rows = list[dict[str, Any]]

COUNTED = {
    "marks": f"state IN ('made', 'accepted', 'corrected') AND {MARK}",
    "suggestions": f"state = 'suggested' AND {MARK}",
}
ANSWERS = ("accepted", "corrected", "rejected")
# By the clock of whoever acted; by ours where that one wrote no date.
DAY = """
    CASE WHEN acts.at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'
         THEN substr(acts.at, 1, 10) ELSE substr(acts.stored_at, 1, 10) END
"""
# Taking something back, loading and suggesting are no work on an annotation.
WORK = """
    acts.kind IN ('annotate', 'carry', 'accept', 'reject', 'change', 'remove')
    AND acts.subject = 'annotation'
    AND acts.annotator_id IN (SELECT id FROM annotator WHERE kind = 'person')
"""
# What filters look at: of a suggestion, whoever answered it, and what an act was about.
SUGGESTED = {"label_id": "annotation.label_id", "quote": "annotation.quote"}
_ANSWERED_BY = {"annotator_id": "answer.annotator_id"}
ACT = {
    "label_id": "coalesce(after, before) ->> '$.label_id'",
    "quote": "coalesce(after, before) ->> '$.quote'",
    "annotator_id": "acts.annotator_id",
}
THERE = "article.project_id = ? AND article.removed_at = ''"


class Scope(NamedTuple):
    """What is counted: a project's articles for somebody; all of them, or those that are lifted.

    `only` says what of it counts.
    """

    project_id: int
    annotator_id: str
    sight: Sight = "all"
    only: Only = EVERYTHING

    @property
    def there(self) -> str:
        """Return the condition on `article`, whose one parameter is the project."""
        return THERE if self.sight == "all" else f"{THERE} AND {lifted_on('article.seq')}"

    def where(self, columns: Mapping[str, str] = ANNOTATION) -> Condition:
        """Return the condition on `article`, and on what `columns` name, with its parameters."""
        more = narrowed(self.only, columns)
        return Condition(f"{self.there}{more.sql}", (self.project_id, *more.given))


def condition(counted: str) -> str:
    """Return the SQL condition on `annotation` for what counts; raise Refused if unknown."""
    if counted not in COUNTED:
        raise Refused(f"There is no count of {counted[:20]!r}.", "Choose marks or suggestions.")
    return COUNTED[counted]


def tiles(store: Store, scope: Scope) -> dict[str, int]:
    """Return the totals of a project.

    `done` and `in_work` are articles in that state for the annotator, `suggestions` those that the
    annotator is shown; the rest is everybody's. All that is on these articles counts, whatever else
    `scope.only` says.
    """
    where = scope.where({})
    [totals] = _rows(
        store,
        f"""
        {READER}
        SELECT count(*) AS articles, coalesce(sum(words), 0) AS words,
               coalesce(sum(marks), 0) AS marks, coalesce(sum({SUGGESTIONS}), 0) AS suggestions,
               coalesce(sum(notes), 0) AS notes,
               coalesce(sum(assignment.state = 'done'), 0) AS done,
               coalesce(sum(assignment.state = 'in work'), 0) AS in_work
        FROM article LEFT JOIN assignment
             ON assignment.article_seq = article.seq AND assignment.annotator_id = ?
        WHERE {where.sql}
        """,
        (scope.annotator_id, scope.annotator_id, *where.given),
    )
    return totals


def has_marks(store: Store, scope: Scope) -> bool:
    """Return whether anybody has put a label anywhere in a project."""
    where = scope.where({})
    asked = f"SELECT EXISTS (SELECT 1 FROM article WHERE marks > 0 AND {where.sql})"
    return bool(store.value(asked, where.given))


def cells(store: Store, scope: Scope, counted: str) -> Rows:
    """Return `label_id`, `source`, `month`, `language_id` and `n` for each that occurs together.

    `month` is YYYY-MM, and empty where the article has no date; so is a source or a language that
    is not known. What the charts by label, source, month and language show are sums of this pass.
    """
    where = scope.where()
    # CROSS JOIN keeps SQLite on the index by label, which holds all that is asked of annotations;
    # to ask each whether it is hidden would not, so those are taken off.
    return _rows(
        store,
        f"""
        {HIDDEN}
        SELECT label_id, source, month, language AS language_id, sum(n) AS n FROM (
            SELECT label_id, source, {MONTH} AS month, language, count(*) AS n
            FROM annotation CROSS JOIN article ON article.seq = article_seq
            WHERE {condition(counted)} AND {where.sql}
            GROUP BY 1, 2, 3, 4
            UNION ALL
            SELECT label_id, source, {MONTH}, language, -count(*)
            FROM hidden CROSS JOIN annotation ON annotation.id = hidden.id
                CROSS JOIN article ON article.seq = article_seq
            WHERE {condition(counted)} AND {where.sql}
            GROUP BY 1, 2, 3, 4
        ) GROUP BY 1, 2, 3, 4 HAVING sum(n) > 0
        """,
        (scope.annotator_id, *where.given, *where.given),
    )


def names(store: Store, scope: Scope, counted: str, without: Sequence[str]) -> Rows:
    """Return the 20 quotes that occur most often: `quote`, `label_id` and `n`; case is kept.

    `without` are labels that name nothing, such as dates.
    """
    where = scope.where()
    return _rows(
        store,
        f"""
        {HIDDEN}, off AS (
            SELECT quote, label_id, count(*) AS n
            FROM hidden CROSS JOIN annotation ON annotation.id = hidden.id
                CROSS JOIN article ON article.seq = article_seq
            WHERE {condition(counted)} AND {where.sql}
            GROUP BY 1, 2
        )
        SELECT quote, label_id, every.n - coalesce(off.n, 0) AS n
        FROM (
            SELECT quote, label_id, count(*) AS n
            FROM annotation INDEXED BY annotation_by_quote
            CROSS JOIN article ON article.seq = article_seq
            WHERE {condition(counted)} AND quote IS NOT NULL AND {where.sql}
              AND label_id NOT IN (SELECT value FROM json_each(?))
            GROUP BY 1, 2
        ) AS every LEFT JOIN off USING (quote, label_id)
        WHERE every.n > coalesce(off.n, 0) ORDER BY n DESC, quote, label_id LIMIT 20
        """,
        (scope.annotator_id, *where.given, *where.given, json.dumps(list(without))),
    )


def answers(store: Store, scope: Scope) -> Rows:
    """Return people's answers by the label that was suggested: `label_id`, and a count of each.

    `open` are the suggestions that nobody has answered, and the annotator is shown; `own` the
    answers of the annotator to what they are shown. Where some annotators alone count, it is their
    answers, and nothing is open, as what nobody has answered is nobody's.
    """
    kinds = ", ".join(f"coalesce(sum(answer.state = '{kind}'), 0) AS {kind}" for kind in ANSWERS)
    nothing = ", ".join(f"0 AS {kind}" for kind in ANSWERS)
    sums = ", ".join(f"sum({kind}) AS {kind}" for kind in ANSWERS)
    there, answered = scope.where(SUGGESTED), scope.where(SUGGESTED | _ANSWERED_BY)
    index = "annotation_by_quote" if scope.only.quote else "annotation_by_label"
    # All suggestions by an index; of them the answered and the hidden are taken off: to ask each
    # suggestion for its answer takes longer.
    suggested = f"""
        SELECT label_id, {nothing}, 0 AS own, count(*) AS open
        FROM annotation INDEXED BY {index} CROSS JOIN article ON article.seq = article_seq
        WHERE {condition("suggestions")} AND {there.sql}
        GROUP BY label_id
        UNION ALL
        SELECT label_id, {nothing}, 0, -count(*)
        FROM hidden CROSS JOIN annotation ON annotation.id = hidden.id
            CROSS JOIN article ON article.seq = article_seq
        WHERE {condition("suggestions")} AND {there.sql} AND NOT EXISTS (
            SELECT 1 FROM annotation AS answer WHERE answer.suggestion_id = hidden.id)
        GROUP BY label_id
        UNION ALL
    """
    is_open = not scope.only.annotator_id
    return _rows(
        store,
        f"""
        {HIDDEN}
        SELECT label_id, {sums}, sum(own) AS own, {"sum(open)" if is_open else "0"} AS open FROM (
            {suggested if is_open else ""}
            SELECT annotation.label_id, {kinds},
                   sum(answer.annotator_id = (SELECT id FROM reader)
                       AND annotation.id NOT IN (SELECT id FROM hidden)) AS own,
                   -count(DISTINCT annotation.id) AS open
            FROM annotation AS answer CROSS JOIN annotation ON annotation.id = answer.suggestion_id
                CROSS JOIN article ON article.seq = annotation.article_seq
            WHERE answer.suggestion_id IS NOT NULL AND annotation.state = 'suggested'
              AND annotation.label_id IS NOT NULL AND annotation.kind IN ('span', 'article')
              AND {answered.sql}
            GROUP BY annotation.label_id
        ) GROUP BY label_id
        """,
        (scope.annotator_id, *(there.given * 2 if is_open else ()), *answered.given),
    )


def all_answers(store: Store, scope: Scope) -> int:
    """Return how many answers there are, with those whose suggestion is not in this file."""
    where = scope.where()
    return _count(
        store,
        f"""
        SELECT count(*) FROM annotation CROSS JOIN article ON article.seq = article_seq
        WHERE suggestion_id IS NOT NULL AND {where.sql}
        """,
        where.given,
    )


def days(store: Store, scope: Scope) -> tuple[Rows, int]:
    """Return `day`, `annotator_id` and `n` of what people did; and on how many articles they did.

    The number of articles is told where some annotations alone count; it is 0 otherwise, as
    `spread` tells it in less time.
    """
    where = scope.where(ACT)
    work = f"""
        FROM acts INDEXED BY acts_of_work CROSS JOIN article ON article.seq = article_seq
        WHERE {WORK} AND {where.sql}
    """
    if not scope.only.of_annotations:
        asked = (
            f"SELECT {DAY} AS day, annotator_id, count(*) AS n {work} GROUP BY annotator_id, day"
        )
        return _rows(store, asked, where.given), 0
    # What an act was about is read once.
    rows = _rows(
        store,
        f"""
        WITH work AS MATERIALIZED (
            SELECT {DAY} AS day, acts.annotator_id AS annotator_id, article_seq {work})
        SELECT day, annotator_id, count(*) AS n FROM work GROUP BY annotator_id, day
        UNION ALL
        SELECT NULL, NULL, count(DISTINCT article_seq) FROM work
        """,
        where.given,
    )
    return rows[:-1], int(rows[-1]["n"])


def spread(store: Store, scope: Scope) -> dict[str, int]:
    """Return on how many articles there are `marks`, `suggestions` and `acts` of people.

    All that is on these articles counts, whatever else `scope.only` says.
    """
    where = scope.where({})
    [found] = _rows(
        store,
        f"""
        {READER}
        SELECT coalesce(sum(marks > 0), 0) AS marks,
               coalesce(sum({SUGGESTIONS} > 0), 0) AS suggestions,
               coalesce(sum(EXISTS (SELECT 1 FROM acts
                                    WHERE article_seq = article.seq AND {WORK})), 0) AS acts
        FROM article WHERE {where.sql}
        """,
        (scope.annotator_id, *where.given),
    )
    return found


def months(store: Store, scope: Scope) -> list[str]:
    """Return the months of the articles that there are, the first one first; empty: no date."""
    where = scope.where({})
    rows = store.rows(
        f"SELECT DISTINCT {MONTH} AS month FROM article WHERE {where.sql} ORDER BY 1", where.given
    )
    return [row["month"] for row in rows]


def _rows(store: Store, sql: str, parameters: Sequence[object]) -> Rows:
    return [dict(row) for row in store.rows(sql, tuple(parameters))]


def _count(store: Store, sql: str, parameters: Sequence[object]) -> int:
    return int(str(store.value(sql, tuple(parameters))))
