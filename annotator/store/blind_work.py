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


class Blind:
    """Up to which act each annotator worked blind on each article of a project.

    That is the newest act that there was before the article, or the project, was lifted first, or
    before they looked at others' work there.
    """

    def __init__(self, store: Store, project_id: int) -> None:
        self._cuts = {
            (row["article_seq"], row["annotator_id"]): row["blind"]
            for row in store.rows(
                """
                SELECT article_seq,
                       CASE what WHEN 'seen' THEN annotator_id ELSE '' END AS annotator_id,
                       min(act_seq) AS blind
                FROM blindness WHERE project_id = ? AND what IN ('lifted', 'never', 'seen')
                GROUP BY 1, 2
                """,
                (project_id,),
            )
        }
        self.first: int | None = min(self._cuts.values(), default=None)

    def until(self, article_seq: int, annotator_id: str) -> int | None:
        """Return the last act when an annotator was blind on an article; None: they still are."""
        keys = ((None, ""), (article_seq, ""), (article_seq, annotator_id))
        return min((self._cuts[key] for key in keys if key in self._cuts), default=None)


def in_sight(store: Store, scope: Scope) -> list[tuple[int, str, int]]:
    """Return article, annotator and act where a person went on in sight of others' work.

    The act is the one up to which they were blind. What a change of the codebook did to their
    annotations is no act of theirs.
    """
    blind = Blind(store, scope.project_id)
    found = [
        (article, who, blind.until(article, who), last)
        for article, who, last in _last_acts(store, scope, blind.first)
    ]
    return [
        (at, who, until) for at, who, until, last in found if until is not None and until < last
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
