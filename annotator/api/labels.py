"""Routes of the label set."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Request
from pydantic import BaseModel, Field

from annotator.api.sessions import session_on_article
from annotator.services import labelling, reading


class LabelIn(BaseModel):
    """A label that is missed while an article is read."""

    name: Annotated[str, Field(max_length=200)]
    article_id: str


def propose(body: LabelIn, request: Request) -> dict[str, Any]:
    """Add a proposed label to the project of an article; answers with it as the desk shows it."""
    session = session_on_article(request, body.article_id)
    return reading.label_told(labelling.propose(session, body.name))
