"""The rules of what may be joined: part of the label set, and what no longer fits them."""

from __future__ import annotations

import json
from dataclasses import asdict

from annotator.model import Label
from annotator.store.database import Store


def change(store: Store, project_id: int, label: Label) -> None:
    """Give a label of the project another name, colour and rule."""
    with store.write() as connection:
        connection.execute(
            "UPDATE label SET name = ?, colour = ?, joins = ? WHERE project_id = ? AND id = ?",
            (label.name, label.colour, json.dumps(asdict(label.joins)), project_id, label.id),
        )


def misfits(store: Store, project_id: int) -> list[dict[str, object]]:
    """Return how many relations do not fit the rule of their label, by label and article."""
    return [
        dict(row)
        for row in store.rows(
            """
            SELECT label.name AS label, article.id AS article_id, article.title AS title,
                   count(*) AS relations
            FROM annotation AS relation
            JOIN article ON article.seq = relation.article_seq
            JOIN label ON label.id = relation.label_id AND label.project_id = article.project_id
            JOIN annotation AS one ON one.id = relation.from_id
            JOIN annotation AS other ON other.id = relation.to_id
            WHERE article.project_id = ? AND article.removed_at = ''
              AND relation.kind = 'relation' AND relation.state NOT IN ('suggested', 'rejected')
              AND ((json_array_length(joins, '$.from_ids') > 0 AND coalesce(one.label_id, '')
                    NOT IN (SELECT value FROM json_each(joins, '$.from_ids')))
                OR (json_array_length(joins, '$.to_ids') > 0 AND coalesce(other.label_id, '')
                    NOT IN (SELECT value FROM json_each(joins, '$.to_ids'))))
            GROUP BY label.id, article.seq ORDER BY label.position, article.seq
            """,
            (project_id,),
        )
    ]
