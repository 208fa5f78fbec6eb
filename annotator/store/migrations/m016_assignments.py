"""What is given to whom: how many annotators an article gets, and a ledger of every assignment."""

from __future__ import annotations

from sqlite_utils import Database

_ASSIGNMENTS = (
    # 0: nothing is handed out, and everybody reads everything.
    "ALTER TABLE project ADD COLUMN overlap INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE article ADD COLUMN overlap INTEGER",
    "ALTER TABLE article ADD COLUMN given INTEGER NOT NULL DEFAULT 0",
    "CREATE TEMP TABLE assignment_before AS SELECT * FROM assignment",
    "DROP TABLE assignment",
    """
    CREATE TABLE assignment (
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        state TEXT NOT NULL,  -- open, in work or done; no row: open, and given by nobody
        updated_at TEXT NOT NULL,
        given_at TEXT NOT NULL DEFAULT '',  -- empty: nobody gave it
        given_by TEXT REFERENCES annotator(id),  -- the annotator: by Next
        due TEXT NOT NULL DEFAULT '',  -- a day; empty: none
        skipped_at TEXT NOT NULL DEFAULT '',  -- empty: it is not skipped
        reason TEXT NOT NULL DEFAULT '',  -- why it is
        PRIMARY KEY (article_seq, annotator_id)
    )
    """,
    """
    INSERT INTO assignment (article_seq, annotator_id, state, updated_at)
    SELECT * FROM assignment_before
    """,
    "DROP TABLE assignment_before",
    "CREATE INDEX assignment_by_annotator ON assignment (annotator_id, state, article_seq)",
    # Next looks for articles of which somebody may have one more: first those that lack least.
    "CREATE INDEX article_by_given ON article (given, project_id, seq) WHERE removed_at = ''",
    "CREATE INDEX article_with_overlap ON article (project_id) WHERE overlap IS NOT NULL",
    """
    CREATE TABLE handing_out (
        id INTEGER PRIMARY KEY,
        project_id INTEGER NOT NULL REFERENCES project(id),
        by_id TEXT NOT NULL REFERENCES annotator(id),
        at TEXT NOT NULL,
        how TEXT NOT NULL,  -- JSON: what the articles were chosen by
        seed INTEGER NOT NULL,  -- of the sample, and of who gets which
        due TEXT NOT NULL,
        articles INTEGER NOT NULL,
        given INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE ledger (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        project_id INTEGER NOT NULL REFERENCES project(id),
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        at TEXT NOT NULL,
        by_id TEXT NOT NULL REFERENCES annotator(id),
        what TEXT NOT NULL,
        state TEXT NOT NULL,  -- of the assignment from then on; empty: there is none any more
        due TEXT NOT NULL,
        reason TEXT NOT NULL,
        handing_out_id INTEGER REFERENCES handing_out(id)
    )
    """,
    "CREATE INDEX ledger_by_project ON ledger (project_id, seq)",
    "CREATE INDEX ledger_by_assignment ON ledger (article_seq, annotator_id, seq)",
    "CREATE INDEX ledger_by_annotator ON ledger (annotator_id, project_id, seq)",
    "CREATE INDEX ledger_by_handing_out ON ledger (handing_out_id) WHERE handing_out_id NOT NULL",
    """
    CREATE TRIGGER ledger_is_not_changed BEFORE UPDATE ON ledger BEGIN
        SELECT raise(ABORT, 'the ledger is only ever added to');
    END
    """,
    """
    CREATE TRIGGER ledger_is_not_deleted BEFORE DELETE ON ledger BEGIN
        SELECT raise(ABORT, 'the ledger is only ever added to');
    END
    """,
)


def migrate(db: Database) -> None:
    """Keep what is given to whom, and all that happened to it."""
    for statement in _ASSIGNMENTS:
        db.conn.execute(statement)
