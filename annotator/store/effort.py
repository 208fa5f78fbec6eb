"""What it took to annotate: time, acts and answers, for each article that somebody is done with.

Each figure is one aggregate, made in the database. Articles that were removed never count.
"""

from __future__ import annotations

from typing import Any

from annotator.store.database import Store
from annotator.store.reports import COUNTED, THERE, WORK

Rows = list[dict[str, Any]]
# How sure a suggestion is, as the desk says it.
BANDS = ("sure", "likely", "unsure", "no score")
BAND = """
    CASE WHEN suggestion.score IS NULL THEN 'no score' WHEN suggestion.score >= 0.85 THEN 'sure'
         WHEN suggestion.score >= 0.7 THEN 'likely' ELSE 'unsure' END
"""
# How long somebody looked at a suggestion before the answer.
SECONDS = ("under 1 s", "1–2 s", "2–3 s", "3–5 s", "5–10 s", "10 s and more", "not timed")


def _second(took_ms: str) -> str:
    """Return the SQL term for one of `SECONDS`, from that of some milliseconds."""
    return f"""
        CASE WHEN {took_ms} IS NULL THEN 'not timed' WHEN {took_ms} < 1000 THEN 'under 1 s'
             WHEN {took_ms} < 2000 THEN '1–2 s' WHEN {took_ms} < 3000 THEN '2–3 s'
             WHEN {took_ms} < 5000 THEN '3–5 s' WHEN {took_ms} < 10000 THEN '5–10 s'
             ELSE '10 s and more' END
    """


# Of an answer that stands as `annotation`.
SECOND = _second("(SELECT took_ms FROM acts WHERE acts.id = annotation.act_id)")
# Answers whose suggestion is in this file; of a passage or of a whole article.
ANSWERED = """
    suggestion.state = 'suggested' AND suggestion.label_id IS NOT NULL
    AND suggestion.kind IN ('span', 'article')
"""


def articles(store: Store, project_id: int, annotator_id: str = "") -> Rows:
    """Return what somebody is done with, in the order in which they were: a row for each.

    `annotator_id`, `article_seq`, `words`, `suggested`, `active_ms`, and of the opening
    `is_without` and `share`.
    """
    return _rows(
        store,
        f"""
        WITH spent AS (
            SELECT annotator_id, article_seq, sum(active_ms) AS active_ms
            FROM active_time GROUP BY annotator_id, article_seq
        )
        SELECT annotator_id, article_seq, words, suggestions AS suggested,
            coalesce(active_ms, 0) AS active_ms,
            coalesce(is_without, 0) AS is_without, coalesce(share, 0) AS share
        FROM assignment JOIN article ON article.seq = article_seq
            LEFT JOIN spent USING (annotator_id, article_seq)
            LEFT JOIN opening USING (annotator_id, article_seq)
        WHERE state = 'done' AND {THERE} AND {{of}}
        ORDER BY assignment.updated_at, article_seq
        """,
        project_id,
        annotator_id,
    )


def marks(store: Store, project_id: int, annotator_id: str = "") -> Rows:
    """Return `annotator_id`, `article_seq`, and how many `marks` stand, and are made `by_hand`."""
    return _rows(
        store,
        f"""
        SELECT annotator_id, article_seq, count(*) AS marks, sum(state = 'made') AS by_hand
        FROM annotation INDEXED BY annotation_of_annotator
        WHERE state <> 'suggested' AND {COUNTED["marks"]} AND {{of}}
        GROUP BY annotator_id, article_seq
        """,
        project_id,
        annotator_id,
    )


def acts(store: Store, project_id: int, annotator_id: str = "") -> Rows:
    """Return `annotator_id`, `article_seq`, and how many `acts` on annotations, and `hand` acts."""
    return _rows(
        store,
        """
        SELECT annotator_id, article_seq, count(*) AS acts,
            sum(kind NOT IN ('accept', 'reject')) AS hand
        FROM acts INDEXED BY acts_of_effort
        WHERE kind IN ('annotate', 'carry', 'accept', 'reject', 'change', 'remove')
          AND subject = 'annotation' AND {of}
        GROUP BY annotator_id, article_seq
        """,
        project_id,
        annotator_id,
    )


def kinds(store: Store, project_id: int, annotator_id: str = "") -> Rows:
    """Return `annotator_id`, `act` and `n`: what people did to annotations, on all articles."""
    return _rows(
        store,
        f"""
        SELECT acts.annotator_id, acts.kind AS act, count(*) AS n
        FROM acts INDEXED BY acts_of_effort CROSS JOIN article ON article.seq = article_seq
        WHERE {WORK} AND {THERE} AND {{of}}
        GROUP BY 1, 2
        """,
        project_id,
        annotator_id,
    )


def answers(store: Store, project_id: int, annotator_id: str = "") -> Rows:
    """Return answers by who gave them, by how sure the suggestion was and how long it took.

    `annotator_id`, `answer`, `band`, `second` and `n`.
    """
    return _rows(
        store,
        f"""
        SELECT annotation.annotator_id, annotation.state AS answer, {BAND} AS band,
            {_second("took_ms")} AS second, count(*) AS n
        FROM annotation
            CROSS JOIN annotation AS suggestion ON suggestion.id = annotation.suggestion_id
            CROSS JOIN article ON article.seq = annotation.article_seq
            LEFT JOIN acts ON acts.id = annotation.act_id AND took_ms IS NOT NULL
        WHERE annotation.suggestion_id IS NOT NULL AND {ANSWERED} AND {THERE}
          AND {{of_annotation}}
        GROUP BY 1, 2, 3, 4
        """,
        project_id,
        annotator_id,
    )


def _rows(store: Store, sql: str, project_id: int, annotator_id: str) -> Rows:
    """Return rows of a project; where `{of}` stands, of one annotator alone if one is named."""
    of = "annotator_id = :who" if annotator_id else "1"
    of_annotation = f"annotation.{of}" if annotator_id else "1"
    asked = sql.replace("{of}", of).replace("{of_annotation}", of_annotation)
    named = {"project": project_id, "who": annotator_id}
    return [dict(row) for row in store.db.conn.execute(asked.replace("?", ":project"), named)]
