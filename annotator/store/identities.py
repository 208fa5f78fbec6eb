"""Who is who at the provider that people sign in at."""

from __future__ import annotations

from annotator.store.database import Store


def annotator(store: Store, issuer: str, subject: str) -> str | None:
    """Return whose identity it is, by the annotator's id, or None."""
    found = store.value(
        "SELECT annotator_id FROM identity WHERE issuer = ? AND subject = ?", (issuer, subject)
    )
    return None if found is None else str(found)


def bind(store: Store, issuer: str, subject: str, annotator_id: str) -> None:
    """Make an identity an account's own, in place of those it had; what was signed in ends."""
    with store.write() as connection:
        connection.execute("DELETE FROM identity WHERE annotator_id = ?", (annotator_id,))
        connection.execute("DELETE FROM sign_in WHERE annotator_id = ?", (annotator_id,))
        connection.execute(
            "INSERT INTO identity VALUES (?, ?, ?, ?)",
            (issuer, subject, annotator_id, store.now()),
        )
