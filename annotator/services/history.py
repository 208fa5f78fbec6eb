"""What an annotator has done to an article, and taking it back."""

from __future__ import annotations

from typing import Any, Literal

from annotator.services import reading
from annotator.services.session import Session
from annotator.store import stacks


def further(
    session: Session, article_id: str, kind: Literal["undo", "redo"], beyond: str
) -> dict[str, Any]:
    """Return the groups of acts that can be undone or redone beyond a group, nearest last."""
    article = reading.read(session, article_id)
    return stacks.further(
        session.store, int(str(article["seq"])), session.annotator.id, kind, beyond
    )
