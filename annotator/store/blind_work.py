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

    The act is the newest one that there was when they were blind last: before the article, or the
    project, was lifted first, or before they looked at others' work there. What a change of the
    codebook did to their annotations is no act of theirs.
    """
    seen = [
        (row["article_seq"], row["annotator_id"], row["blind"])
        for row in store.rows(
            """
            SELECT article_seq, CASE what WHEN 'seen' THEN annotator_id ELSE '' END AS annotator_id,
                   min(act_seq) AS blind
            FROM blindness WHERE project_id = ? AND what IN ('lifted', 'never', 'seen')
            GROUP BY 1, 2
            """,
            (scope.project_id,),
        )
    ]
    cuts = {(article, who): blind for article, who, blind in seen}

    def cut(article: int, who: str) -> int | None:
        keys = ((None, ""), (article, ""), (article, who))
        return min((cuts[key] for key in keys if key in cuts), default=None)

    found = [
        (article, who, cut(article, who), last)
        for article, who, last in _last_acts(store, scope, min(cuts.values(), default=None))
    ]
    return [
        (at, who, blind) for at, who, blind, last in found if blind is not None and blind < last
    ]


def _last_acts(store: Store, scope: Scope, beyond: int | None) -> list[tuple[int, str, int]]:
    """Return the last act of each person on each article in sight, of those beyond one act."""
    if beyond is None:
        return []
    rows = store.rows(
        # From the acts to their articles: of these there are many, of those often few.
        f"""
        SELECT article_seq, acts.annotator_id, max(acts.seq) AS last
        FROM acts CROSS JOIN article ON article.seq = article_seq
        WHERE acts.seq > ? AND {scope.there} AND whose = '' AND subject <> 'recognition'
          AND acts.annotator_id IN (SELECT id FROM annotator WHERE kind = 'person')
        GROUP BY article_seq, acts.annotator_id
        """,
        (beyond, scope.project_id),
    )
    return [(row["article_seq"], row["annotator_id"], row["last"]) for row in rows]
