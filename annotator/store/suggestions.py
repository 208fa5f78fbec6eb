"""What recognisers propose, kept."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Any

from annotator.model import Annotator, Suggestion
from annotator.store import acts, annotation
from annotator.store.annotation import Same
from annotator.store.checks import Target
from annotator.store.database import Store

Passage = tuple[int, int]


def suggest(
    store: Store, article_id: str, annotator: Annotator, suggestions: Sequence[Suggestion]
) -> None:
    """Keep what a recogniser proposes for an article: one act, and a row for each suggestion.

    Suggestions of an earlier recogniser that nobody has answered give way; what somebody has
    answered is not proposed again. What a suggestion joins becomes a suggested relation.

    Ids follow from the article and the recogniser, so that two files that ran the same recogniser
    hold the same acts.
    """
    with store.write() as connection:
        target = acts.target(connection, article_id)
        act_id = f"suggest-{article_id}-{uuid.uuid5(uuid.NAMESPACE_OID, annotator.id).hex[:12]}"
        now = store.now()
        told = {"suggestions": [_compact(s) for s in suggestions]}
        connection.execute(
            """
            INSERT OR IGNORE INTO acts
                (id, article_seq, annotator_id, at, stored_at, kind, subject, after, group_id)
            VALUES (?, ?, ?, ?, ?, 'suggest', 'recognition', ?, ?)
            """,
            (
                act_id, target.seq, annotator.id, now, now,
                json.dumps(told, ensure_ascii=False, separators=(",", ":")), act_id,
            ),
        )  # fmt: skip
        annotation.drop_unanswered(connection, target.seq)
        standing = annotation.standing_suggestions(connection, target.seq)
        common = {
            "article_seq": target.seq, "version_id": target.version_id, "note": "",
            "state": "suggested", "annotator_id": annotator.id, "created_at": now,
            "updated_at": now, "act_id": act_id,
        }  # fmt: skip
        made = [common | row for row in _rows(act_id, suggestions, target, standing)]
        annotation.insert_many(connection, made)
        connection.execute(
            "UPDATE article SET recognised_by = ? WHERE seq = ?", (annotator.id, target.seq)
        )
        annotation.recount(connection, target.seq, annotator.id, now)


def _compact(suggestion: Suggestion) -> list[object]:
    s = suggestion
    told: list[object] = [s.start, s.end, s.label_id, round(s.score, 3), s.reason]
    if s.attributes:
        return [*told, [list(join) for join in s.joins], dict(s.attributes)]
    return [*told, [list(join) for join in s.joins]] if s.joins else told


def _rows(
    act_id: str, suggestions: Sequence[Suggestion], target: Target, standing: dict[Same, str]
) -> list[dict[str, Any]]:
    """Return what is new among the suggestions, as rows: the passages, then the relations."""
    made: list[dict[str, Any]] = []
    ids: dict[Passage, str] = {}  # what joins name; no other suggestion has such a passage
    relations: list[tuple[str, str, Passage, Suggestion]] = []
    for number, s in enumerate(suggestions):
        known = standing.get((s.label_id, s.start, s.end))
        own = known or f"{act_id}-{number}"
        ids[s.start, s.end] = own
        relations += [(label_id, own, (start, end), s) for label_id, start, end in s.joins]
        if known is None:
            made.append({
                "id": own, "kind": "span", "label_id": s.label_id, "start": s.start, "end": s.end,
                "quote": target.text[s.start : s.end], "score": round(s.score, 3),
                "reason": s.reason, "attributes": dict(s.attributes),
            })  # fmt: skip
    for number, (label_id, from_id, passage, s) in enumerate(relations, len(suggestions)):
        if (label_id, from_id, ids[passage]) not in standing:
            made.append({
                "id": f"{act_id}-{number}", "kind": "relation", "label_id": label_id,
                "from_id": from_id, "to_id": ids[passage], "score": round(s.score, 3),
                "reason": s.reason,
            })  # fmt: skip
    return made
