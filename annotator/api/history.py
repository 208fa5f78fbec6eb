"""Routes about what was done to an article."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Path, Query

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


def groups(
    article_id: str,
    session: OnArticle,
    before: Annotated[int | None, Query(ge=0, le=2**62)] = None,
    limit: Annotated[int, Query(ge=1, le=history.GROUPS_AT_ONCE)] = 50,
    looking: bool = False,
) -> dict[str, Any]:
    """Answer with what was done to an article, newest first, as groups of acts."""
    return {"groups": history.groups(session, article_id, before, limit, looking=looking)}


def as_of(
    article_id: str, session: OnArticle, seq: Annotated[int, Path(ge=0, le=2**62)]
) -> dict[str, Any]:
    """Answer with what was on an article right after an act, and the steps that lead back there."""
    return history.as_of(session, article_id, seq)
