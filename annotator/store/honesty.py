"""What people mark where suggestions are shown and where they are not, and what they refuse.

It is about articles that somebody has opened while a share of them went out without suggestions:
for these it was drawn whether they are without.
"""

from __future__ import annotations

from typing import Any

from annotator.store.annotation import MEMORY
from annotator.store.database import Store
from annotator.store.reports import THERE

_DONE = "share BETWEEN 1 AND 99 AND assignment.state = 'done'"
_SPAN = "{0}.kind = 'span' AND {0}.label_id IS NOT NULL"
# Who accepts what two others or more refuse, and nobody else accepts.
AGAINST = """
    annotation.state = 'accepted' AND annotation.suggestion_id IS NOT NULL AND (
        SELECT sum(other.state IN ('rejected', 'corrected')) >= 2
            AND sum(other.state = 'accepted') = 0
        FROM annotation AS other
        WHERE other.suggestion_id = annotation.suggestion_id
          AND other.annotator_id <> annotation.annotator_id)
"""
Passage = tuple[int, str, str, int, int]
Counted = tuple[int, str, int]


def marks(store: Store, project_id: int) -> list[Passage]:
    """Return article, annotator, label, start and end of every passage that was marked there.

    In articles that somebody is done with.
    """
    return _rows(
        store,
        f"""
        SELECT opening.article_seq, opening.annotator_id, label_id, start, "end"
        FROM opening
            CROSS JOIN assignment USING (article_seq, annotator_id)
            CROSS JOIN article ON article.seq = opening.article_seq
            CROSS JOIN annotation INDEXED BY annotation_of_people
            ON annotation.article_seq = opening.article_seq
            AND annotation.annotator_id = opening.annotator_id
        WHERE {_DONE} AND {THERE} AND annotation.state <> 'suggested'
          AND annotation.state IN ('made', 'accepted', 'corrected')
          AND {_SPAN.format("annotation")}
        """,
        (project_id,),
    )


def contradicted(store: Store, project_id: int) -> list[Counted]:
    """Return article, annotator, and to how many suggestions that they did not see they object.

    These are on the very words of a mark that they made there, with another label than all of
    theirs.
    """
    return _rows(
        store,
        f"""
        SELECT own.article_seq, own.annotator_id, count(DISTINCT suggestion.id)
        FROM opening
            CROSS JOIN assignment USING (article_seq, annotator_id)
            CROSS JOIN article ON article.seq = opening.article_seq
            CROSS JOIN annotation AS own INDEXED BY annotation_of_people
            ON own.article_seq = opening.article_seq AND own.annotator_id = opening.annotator_id
            CROSS JOIN annotation AS suggestion INDEXED BY annotation_by_article
            ON suggestion.article_seq = own.article_seq AND suggestion.start = own.start
                AND suggestion."end" = own."end"
        WHERE is_without = 1 AND {_DONE} AND {THERE}
          AND own.state <> 'suggested' AND own.state = 'made' AND {_SPAN.format("own")}
          AND suggestion.state = 'suggested' AND {_SPAN.format("suggestion")}
          AND suggestion.annotator_id NOT GLOB '{MEMORY}*' AND suggestion.label_id <> own.label_id
          AND NOT EXISTS (
            SELECT 1 FROM annotation AS too INDEXED BY annotation_of_people
            WHERE too.article_seq = own.article_seq AND too.annotator_id = own.annotator_id
              AND too.state <> 'suggested' AND too.state = 'made' AND too.start = own.start
              AND too."end" = own."end" AND too.label_id = suggestion.label_id)
        GROUP BY 1, 2
        """,
        (project_id,),
    )


def refused(store: Store, project_id: int) -> list[Counted]:
    """Return article, annotator, and how many suggestions they rejected or corrected.

    What their memory refused for them is among them: they are not shown it again.
    """
    return _rows(
        store,
        f"""
        SELECT article_seq, annotator_id, count(*)
        FROM annotation CROSS JOIN article ON article.seq = article_seq
        WHERE suggestion_id IS NOT NULL AND suggestion_id NOT GLOB 'memory-*'
          AND state IN ('rejected', 'corrected') AND {_SPAN.format("annotation")} AND {THERE}
        GROUP BY 1, 2
        UNION ALL
        SELECT left_out.article_seq, left_out.annotator_id, count(*)
        FROM left_out
            CROSS JOIN annotation AS suggestion ON suggestion.id = left_out.suggestion_id
            CROSS JOIN article ON article.seq = left_out.article_seq
        WHERE suggestion.annotator_id NOT GLOB '{MEMORY}*' AND {_SPAN.format("suggestion")}
          AND {THERE}
        GROUP BY 1, 2
        """,
        (project_id, project_id),
    )


def against(store: Store, project_id: int) -> list[tuple[str, int, int]]:
    """Return annotator, and of the suggestions that all others refused how many they accepted.

    Those count alone that two others at least have refused, and nobody else accepted; the last
    number is how many of these the annotator has answered.
    """
    return _rows(
        store,
        f"""
        WITH answered AS (
            SELECT suggestion_id, sum(state IN ('rejected', 'corrected')) AS refused,
                sum(state = 'accepted') AS accepted
            FROM annotation WHERE suggestion_id IS NOT NULL
            GROUP BY suggestion_id HAVING count(*) >= 3
        )
        SELECT annotation.annotator_id, sum(annotation.state = 'accepted'), count(*)
        FROM answered CROSS JOIN annotation USING (suggestion_id)
            CROSS JOIN article ON article.seq = annotation.article_seq
        WHERE refused >= 2 AND accepted <= 1 AND (
            (accepted = 1 AND annotation.state = 'accepted')
            OR (accepted = 0 AND refused >= 3)) AND {THERE}
        GROUP BY 1
        """,
        (project_id,),
    )


def _rows(store: Store, sql: str, parameters: tuple[int, ...]) -> list[Any]:
    """Return rows as plain tuples: of many thousands, names would cost more than the query."""
    cursor = store.db.conn.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, parameters).fetchall()
