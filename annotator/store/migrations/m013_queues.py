"""Several orders of the articles, each an annotator's own."""

from __future__ import annotations

from sqlite_utils import Database

_QUEUES = (
    "ALTER TABLE queue ADD COLUMN sort TEXT NOT NULL DEFAULT 'unsure'",
    # 1: the order that the annotator's list has; the others are told, and have no places any more.
    "ALTER TABLE queue ADD COLUMN is_present INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TABLE queue_place (
        queue_id INTEGER NOT NULL REFERENCES queue(id),
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        place INTEGER NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (queue_id, article_seq)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX queue_in_order ON queue_place (queue_id, place, article_seq)",
    # There was one order for all until now: it stays with whoever made it.
    """
    UPDATE queue SET is_present = 1
    WHERE id IN (SELECT max(id) FROM queue GROUP BY project_id)
    """,
    """
    INSERT INTO queue_place
    SELECT queue.id, seq, queue_place, queue_reason
    FROM article JOIN queue ON queue.project_id = article.project_id AND is_present
    """,
    "DROP INDEX article_by_queue",
    "ALTER TABLE article DROP COLUMN queue_place",
    "ALTER TABLE article DROP COLUMN queue_reason",
    # What comes in since an order was made stands behind it.
    """
    CREATE TRIGGER article_stands_last AFTER INSERT ON article BEGIN
        INSERT OR IGNORE INTO queue_place
        SELECT id, NEW.seq, 1000000000, '' FROM queue
        WHERE project_id = NEW.project_id AND is_present;
    END
    """,
)


def migrate(db: Database) -> None:
    """Keep several orders for each annotator, in place of one for all."""
    for statement in _QUEUES:
        db.conn.execute(statement)
