"""Routes about what was done to an article."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query

from annotator.api.sessions import OnArticle
from annotator.services import history


def stacks(
    article_id: str,
    session: OnArticle,
    kind: Literal["undo", "redo"],
    beyond: Annotated[str, Query(max_length=64)],
) -> dict[str, Any]:
    """Answer with the groups of acts that can be undone, or redone, beyond a group."""
    return history.further(session, article_id, kind, beyond)
