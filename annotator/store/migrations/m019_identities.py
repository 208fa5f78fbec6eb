"""Who somebody is at a provider, for those who sign in there, and what was signed in from there."""

from __future__ import annotations

from sqlite_utils import Database

_IDENTITY = """
    CREATE TABLE identity (
        issuer TEXT NOT NULL,  -- the provider, as it names itself
        subject TEXT NOT NULL,  -- whom the provider knows under this
        annotator_id TEXT NOT NULL REFERENCES account(annotator_id),
        since TEXT NOT NULL,
        PRIMARY KEY (issuer, subject)
    )
"""


def migrate(db: Database) -> None:
    """Add identities, and the provider that a sign-in came from."""
    db.conn.execute(_IDENTITY)
    db.conn.execute("CREATE INDEX identity_by_annotator ON identity (annotator_id)")
    db.conn.execute("ALTER TABLE sign_in ADD COLUMN issuer TEXT NOT NULL DEFAULT ''")
