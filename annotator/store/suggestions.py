"""What recognisers propose, kept."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence

from annotator.model import Annotator, Suggestion
from annotator.store import acts, annotation
from annotator.store.database import Store


def suggest(
    store: Store, article_id: str, annotator: Annotator, suggestions: Sequence[Suggestion]
) -> None:
    """Keep what a recogniser proposes for an article: one act, and a row for each suggestion.

    Suggestions of an earlier recogniser that nobody has answered give way.

    Ids follow from the article and the recogniser, so that two files that ran the same recogniser
    hold the same acts.
    """
    with store.write() as connection:
        target = acts.target(connection, article_id)
        act_id = f"suggest-{article_id}-{uuid.uuid5(uuid.NAMESPACE_OID, annotator.id).hex[:12]}"
        now = store.now()
        compact = [[s.start, s.end, s.label_id, round(s.score, 3), s.reason] for s in suggestions]
        told = json.dumps({"suggestions": compact}, ensure_ascii=False, separators=(",", ":"))
        connection.execute(
            """
            INSERT OR IGNORE INTO acts
                (id, article_seq, annotator_id, at, stored_at, kind, subject, after, group_id)
            VALUES (?, ?, ?, ?, ?, 'suggest', 'recognition', ?, ?)
            """,
            (act_id, target.seq, annotator.id, now, now, told, act_id),
        )
        annotation.drop_unanswered(connection, target.seq)
        annotation.insert_many(
            connection,
            [
                {
                    "id": f"{act_id}-{number}", "article_seq": target.seq,
                    "version_id": target.version_id, "kind": "span", "label_id": s.label_id,
                    "start": s.start, "end": s.end, "quote": target.text[s.start : s.end],
                    "note": "", "state": "suggested", "suggestion_id": None,
                    "score": round(s.score, 3), "reason": s.reason,
                    "annotator_id": annotator.id, "created_at": now, "updated_at": now,
                    "act_id": act_id,
                }
                for number, s in enumerate(suggestions)
            ],
        )  # fmt: skip
        connection.execute(
            "UPDATE article SET recognised_by = ? WHERE seq = ?", (annotator.id, target.seq)
        )
        annotation.recount(connection, target.seq, annotator.id, now)
