"""Acts in, receipts out: what the desk and scripts do to an article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.model import Act, Receipt
from annotator.services import reading
from annotator.services.session import Session
from annotator.store import acts

ACTS_AT_ONCE = 500


def act(session: Session, article_id: str, made: Sequence[Act]) -> Receipt:
    """Apply acts of the session's annotator to an article; raise NotFound if it is not there."""
    reading.read(session, article_id)
    return acts.apply(session.store, article_id, session.annotator, made)


def undo(session: Session, article_id: str) -> Receipt | None:
    """Take back the last group of acts of the session's annotator on an article."""
    reading.read(session, article_id)
    return acts.undo(session.store, article_id, session.annotator)


def redo(session: Session, article_id: str) -> Receipt | None:
    """Bring back the group of acts that was taken back last."""
    reading.read(session, article_id)
    return acts.redo(session.store, article_id, session.annotator)


def occurrences(session: Session, article_id: str, quote: str) -> list[tuple[int, int]]:
    """Return every passage of an article that holds `quote` as whole words, in the same case."""
    text = str(reading.read(session, article_id)["text"])
    if not quote.strip():
        return []
    left = r"(?<!\w)" if re.match(r"\w", quote) else ""
    right = r"(?!\w)" if re.search(r"\w\Z", quote) else ""
    return [m.span() for m in re.finditer(left + re.escape(quote) + right, text)]
