"""Annotations that would say the same if two labels were one."""

from __future__ import annotations

import sqlite3

from annotator.model import Label

_BARE = """
    one.note = '' AND one.entity_id IS NULL AND one.suggestion_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM json_each(one.attributes) WHERE key <> 'carried_from')
    AND NOT EXISTS (SELECT 1 FROM annotation WHERE from_id = one.id)
    AND NOT EXISTS (SELECT 1 FROM annotation WHERE to_id = one.id)
    AND NOT EXISTS (SELECT 1 FROM annotation WHERE on_id = one.id)
"""
_TWINS = """
    SELECT one.id, {bare} AS bare FROM annotation AS one
    WHERE one.label_id = ?1 AND one.state IN ('made', 'accepted', 'corrected')
      AND one.article_seq IN (SELECT seq FROM article WHERE project_id = ?2)
      AND EXISTS (
        SELECT 1 FROM annotation AS other
        WHERE other.article_seq = one.article_seq AND other.annotator_id = one.annotator_id
          AND other.label_id = ?3 AND other.kind = one.kind
          AND other.state IN ('made', 'accepted', 'corrected')
          AND other.start IS one.start AND other."end" IS one."end" AND other.parts IS one.parts
          AND ((other.from_id IS one.from_id AND other.to_id IS one.to_id)
            OR (?4 AND other.from_id = one.to_id AND other.to_id = one.from_id)))
"""


def between(
    connection: sqlite3.Connection, project_id: int, label: Label, into: Label
) -> dict[str, bool]:
    """Return what, with the other label, would say what another annotation of its annotator says.

    Each id comes with whether the annotation holds nothing more, so that the other one is enough.
    """
    rows = connection.execute(
        _TWINS.format(bare=_BARE), (label.id, project_id, into.id, into.kind == "chain")
    )
    return {row["id"]: bool(row["bare"]) for row in rows}
