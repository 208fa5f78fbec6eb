"""Which groups of acts are done, undone, or neither any more: a projection of the acts."""

from __future__ import annotations

import sqlite3

from annotator.model import Act, Annotator


def note(
    connection: sqlite3.Connection, article_seq: int, annotator: Annotator, act: Act, seq: int
) -> None:
    """Keep the projection that says which groups of acts can be undone and redone."""
    if act.kind in ("undo", "redo"):
        connection.execute(
            """
            UPDATE act_group SET state = ? WHERE article_seq = ? AND id =
                (SELECT group_id FROM acts WHERE id = ?)
            """,
            ("undone" if act.kind == "undo" else "done", article_seq, act.undoes),
        )
        return
    connection.execute(
        """
        UPDATE act_group SET state = 'dropped'
        WHERE annotator_id = ? AND article_seq = ? AND state = 'undone'
        """,
        (annotator.id, article_seq),
    )
    connection.execute(
        """
        INSERT INTO act_group VALUES (?, ?, ?, ?, 'done')
        ON CONFLICT (id, article_seq) DO UPDATE SET last_seq = excluded.last_seq, state = 'done'
        """,
        (act.group or act.id, article_seq, annotator.id, seq),
    )
