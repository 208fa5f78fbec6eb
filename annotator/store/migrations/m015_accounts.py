"""Who may sign in, and which role each has in which project."""

from __future__ import annotations

from sqlite_utils import Database

_ACCOUNTS = (
    """
    CREATE TABLE account (
        annotator_id TEXT PRIMARY KEY REFERENCES annotator(id),
        login TEXT NOT NULL UNIQUE,  -- folded: case and form of letters tell nobody apart
        password TEXT NOT NULL,  -- an argon2id hash; empty: signs in elsewhere
        created_at TEXT NOT NULL,
        closed_at TEXT NOT NULL DEFAULT ''  -- empty: may sign in
    )
    """,
    """
    CREATE TABLE member (
        project_id INTEGER NOT NULL REFERENCES project(id),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        role TEXT NOT NULL,  -- reader, annotator, adjudicator or lead
        since TEXT NOT NULL,
        PRIMARY KEY (project_id, annotator_id)
    )
    """,
    """
    CREATE TABLE sign_in (
        id TEXT PRIMARY KEY,  -- the hash of what the cookie holds
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        created_at TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        browser TEXT NOT NULL  -- as it names itself
    )
    """,
    """
    CREATE TABLE invitation (
        id TEXT PRIMARY KEY,  -- the hash of what the link holds
        project_id INTEGER REFERENCES project(id),  -- NULL: a new password for an account
        role TEXT NOT NULL,
        annotator_id TEXT REFERENCES annotator(id),  -- whose password it is
        made_by TEXT NOT NULL REFERENCES annotator(id),
        made_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        used_at TEXT NOT NULL DEFAULT '',
        used_by TEXT REFERENCES annotator(id)
    )
    """,
    """
    CREATE TABLE attempt (
        seq INTEGER PRIMARY KEY,
        login TEXT NOT NULL,  -- as it was tried
        address TEXT NOT NULL,  -- where from
        at TEXT NOT NULL
    )
    """,
    "CREATE INDEX attempt_by_time ON attempt (at)",
    """
    CREATE TABLE api_token (
        id TEXT PRIMARY KEY,  -- the hash of the token, which is shown once
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        project_id INTEGER NOT NULL REFERENCES project(id),
        name TEXT NOT NULL,
        made_at TEXT NOT NULL,
        used_at TEXT NOT NULL DEFAULT '',
        revoked_at TEXT NOT NULL DEFAULT ''
    )
    """,
)


def migrate(db: Database) -> None:
    """Add accounts, members, sign-ins, invitations, failed attempts and API tokens."""
    for statement in _ACCOUNTS:
        db.conn.execute(statement)
