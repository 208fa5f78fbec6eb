"""Where annotators are in the articles they have begun to read."""

from __future__ import annotations

from annotator.store.database import Store


def of_article(store: Store, article_seq: int, annotator_id: str) -> int:
    """Return the first code point in view when the annotator left; 0: the beginning."""
    found = store.value(
        "SELECT at FROM bookmark WHERE article_seq = ? AND annotator_id = ?",
        (article_seq, annotator_id),
    )
    return int(str(found or 0))


def keep(store: Store, article_seq: int, annotator_id: str, at: int) -> None:
    """Keep where an annotator is; the beginning needs no bookmark."""
    with store.write() as connection:
        if not at:
            connection.execute(
                "DELETE FROM bookmark WHERE article_seq = ? AND annotator_id = ?",
                (article_seq, annotator_id),
            )
            return
        connection.execute(
            """
            INSERT INTO bookmark (article_seq, annotator_id, at, updated_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (article_seq, annotator_id)
            DO UPDATE SET at = excluded.at, updated_at = excluded.updated_at
            """,
            (article_seq, annotator_id, at, store.now()),
        )
