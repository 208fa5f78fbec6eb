"""Until when the annotators of a project work blind to one another, and what became of that."""

from __future__ import annotations

from sqlite_utils import Database

_BLINDNESS = (
    "ALTER TABLE project ADD COLUMN blind TEXT NOT NULL DEFAULT 'until lifted'",
    "ALTER TABLE project ADD COLUMN lifted_at TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE lifted (
        article_seq INTEGER PRIMARY KEY REFERENCES article(seq),
        project_id INTEGER NOT NULL REFERENCES project(id),
        is_lifted INTEGER NOT NULL  -- 0: put back, and lifted again by nobody but a lead
    )
    """,
    "CREATE INDEX lifted_by_project ON lifted (project_id, is_lifted)",
    """
    CREATE TABLE blindness (
        seq INTEGER PRIMARY KEY,
        project_id INTEGER NOT NULL REFERENCES project(id),
        article_seq INTEGER REFERENCES article(seq),  -- NULL: the whole project
        at TEXT NOT NULL,
        annotator_id TEXT REFERENCES annotator(id),  -- NULL: the rule, as all were done
        what TEXT NOT NULL,  -- a rule; lifted or put back; seen, counted or exported
        act_seq INTEGER NOT NULL  -- the newest act there was
    )
    """,
    "CREATE INDEX blindness_by_project ON blindness (project_id, article_seq, seq)",
    *(
        f"""
        CREATE TRIGGER blindness_{name} BEFORE {change} ON blindness BEGIN
            SELECT RAISE(ABORT, 'the log of blindness is only added to');
        END
        """
        for name, change in (("stays", "UPDATE"), ("stays_whole", "DELETE"))
    ),
)


def migrate(db: Database) -> None:
    """Add the rule of blindness, where it is lifted, and the log of it."""
    for statement in _BLINDNESS:
        db.conn.execute(statement)
