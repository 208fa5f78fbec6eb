"""Up to which act people worked blind on an article, and who went on beyond it."""

from __future__ import annotations

from annotator.store.database import Store
from annotator.store.reports import Scope


def is_blind(store: Store, project_id: int) -> bool:
    """Return whether people work blind to one another in a project, or did: it has members."""
    found = store.value(
        """
        SELECT EXISTS (SELECT 1 FROM member WHERE project_id = ?1)
            OR EXISTS (SELECT 1 FROM blindness WHERE project_id = ?1)
        """,
        (project_id,),
    )
    return bool(found)


def in_sight(store: Store, scope: Scope) -> list[tuple[int, str, int]]:
    """Return article, annotator and act where a person went on in sight of others' work.

    The act is the newest one that they did blind: the last before the article, or the project, was
    lifted first, or before they looked at others' work there. What a change of the codebook did to
    their annotations is no act of theirs.
    """
    rows = store.rows(
        f"""
        WITH lifted_first AS (
            SELECT article.seq AS article_seq, min(act_seq) AS cut FROM article
            JOIN blindness ON blindness.project_id = article.project_id
              AND (blindness.article_seq IS NULL OR blindness.article_seq = article.seq)
            WHERE {scope.there} AND what IN ('lifted', 'never') GROUP BY article.seq
        ), looked AS (
            SELECT article_seq, annotator_id, min(act_seq) AS cut FROM blindness
            WHERE project_id = ? AND what = 'seen' GROUP BY article_seq, annotator_id
        ), worked AS (
            SELECT article_seq, acts.annotator_id, max(acts.seq) AS last
            FROM article JOIN acts ON article_seq = article.seq
            WHERE {scope.there} AND whose = '' AND subject <> 'recognition'
              AND acts.annotator_id IN (SELECT id FROM annotator WHERE kind = 'person')
            GROUP BY article_seq, acts.annotator_id
        )
        SELECT article_seq, annotator_id, blind FROM (
            SELECT worked.article_seq, worked.annotator_id, last,
                   min(coalesce(lifted_first.cut, last), coalesce(looked.cut, last)) AS blind
            FROM worked LEFT JOIN lifted_first USING (article_seq)
            LEFT JOIN looked USING (article_seq, annotator_id)
        ) WHERE blind < last
        """,
        (scope.project_id,) * 3,
    )
    return [(row["article_seq"], row["annotator_id"], row["blind"]) for row in rows]
