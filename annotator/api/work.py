"""Routes of an annotator's own work: the next article, and leaving one out."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Request
from pydantic import BaseModel, Field

from annotator.api.sessions import OnArticle, session_on_either
from annotator.services import working
from annotator.services.assigning import REASON_LIMIT


class NextIn(BaseModel):
    """Which project is meant, and the article that whoever asks is just done with.

    The project is that of this article, if one is named; else by name, or the one used last.
    """

    but_article: str = ""
    project: str = ""


class SkipIn(BaseModel):
    """Why an article is left out."""

    reason: Annotated[str, Field(max_length=REASON_LIMIT)]


def next_(body: NextIn, request: Request) -> dict[str, Any]:
    """Answer with the next article of whoever asks, which is drawn if nothing is left to do."""
    session = session_on_either(request, body.but_article, body.project)
    return {"article": working.next_assigned(session, body.but_article)}


def skip(article_id: str, body: SkipIn, session: OnArticle) -> dict[str, Any]:
    """Leave an article out that is given to whoever asks; its place is free for somebody else."""
    working.skip(session, article_id, body.reason)
    return {"skipped": article_id}
