"""What other people have put on an article, for whoever is told of it."""

from __future__ import annotations

from typing import Any

from annotator.store import annotation, openings
from annotator.store.database import Store

# What is shown; who, when and by which act comes beside it.
_TOLD = (
    "id", "kind", "label_id", "start", "end", "quote", "parts", "note", "from_id", "to_id",
    "entity_id", "attributes",
)  # fmt: skip


def of_article(
    store: Store, article_seq: int, annotator_id: str, since: int | None
) -> list[dict[str, Any]]:
    """Return the marks, relations, article labels and bare notes of other people, in text order.

    What they rejected is none of it. `in_sight` says of one that it got its content by an act
    beyond `since`, where others' work could be seen; None: that can't be. To whoever reads the
    article without suggestions nothing tells which of it answers one.
    """
    columns = ", ".join(f'annotation."{name}"' for name in _TOLD)
    rows = store.rows(
        f"""
        SELECT {columns}, annotation.annotator_id, annotator.name AS annotator,
               annotation.updated_at,
               CASE WHEN {openings.without("?1", "?2")} THEN 'made' ELSE annotation.state END
               AS state,
               coalesce((SELECT acts.seq FROM acts WHERE acts.id = act_id) > ?3, 0) AS in_sight
        FROM annotation JOIN annotator ON annotator.id = annotation.annotator_id
        WHERE article_seq = ?1 AND annotation.annotator_id <> ?2 AND annotator.kind = 'person'
          AND annotation.state IN ('made', 'accepted', 'corrected') AND annotation.kind <> 'reply'
        ORDER BY start, "end" DESC, annotation.seq
        """,
        (article_seq, annotator_id, since),
    )
    return [annotation.read(row) | {"in_sight": bool(row["in_sight"])} for row in rows]
