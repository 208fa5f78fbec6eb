"""Acts in, receipts out: what the desk and scripts do to an article."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model import Act, Receipt
from annotator.services import openings, reading, roles
from annotator.services.session import Session
from annotator.store import acts

ACTS_AT_ONCE = 500


@roles.needs("annotate")
def act(session: Session, article_id: str, made: Sequence[Act], ticket: str = "") -> Receipt:
    """Apply acts of the session's annotator to an article; raise NotFound if it is not there.

    `ticket` is what the article was fetched with: the acts may come before it was told that it is
    shown.
    """
    seq = int(str(reading.read(session, article_id)["seq"]))
    shown = openings.shown(session, seq, ticket)
    return acts.apply(session.store, article_id, session.annotator, made, shown)
