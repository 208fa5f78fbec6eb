"""Routes about the reader: how they like the desk, where they are, whose work they see."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Query
from pydantic import BaseModel, Field

from annotator.api.sessions import Asking, OnArticle
from annotator.services import blindness, carrying, preferences, reading


class BookmarkIn(BaseModel):
    """Where the annotator is: the first code point in view."""

    at: Annotated[int, Field(ge=0)]


def prefer(session: Asking, chosen: Annotated[dict[str, Any], Body()]) -> dict[str, Any]:
    """Keep how the annotator likes the desk; answers with all preferences."""
    return preferences.choose(session, chosen)


def bookmark(article_id: str, body: BookmarkIn, session: OnArticle) -> dict[str, Any]:
    """Keep where the annotator is in an article."""
    reading.keep_place(session, article_id, body.at)
    return {"at": body.at}


class LiftedIn(BaseModel):
    """Whether blindness is to be lifted on an article, or put back."""

    lifted: bool


def lift(article_id: str, body: LiftedIn, session: OnArticle) -> dict[str, Any]:
    """Let members see one another's work on an article, or not any more; for leads."""
    if body.lifted:
        blindness.lift(session, article_id)
    else:
        blindness.put_back(session, article_id)
    return {"lifted": body.lifted}


def carry(
    article_id: str, session: OnArticle, from_id: Annotated[str, Query(max_length=64)]
) -> dict[str, Any]:
    """Answer with what of the annotator's marks on a copy can be carried over to an article."""
    return carrying.offer(session, article_id, from_id)
