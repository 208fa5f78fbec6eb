"""Routes about who is here: what a window tells of its reader, and who has which article open."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from pydantic import BaseModel, Field

from annotator.api.sessions import Asking, OnArticle
from annotator.model import Beat
from annotator.services import presence

_DAY = 86_400_000
Milliseconds = Annotated[int, Field(ge=0, le=_DAY)]


class BeatIn(BaseModel):
    """A beat, as the desk sends it, with the ticket that the article was fetched with."""

    window_id: Annotated[str, Field(min_length=1, max_length=64)]
    number: Annotated[int, Field(ge=1, le=2**53)]
    active_ms: Milliseconds = 0
    ago_ms: Milliseconds = 0
    is_here: bool = True
    ticket: str = ""

    def beat(self) -> Beat:
        """Return the beat that the services know."""
        return Beat(**self.model_dump(exclude={"ticket"}))


def beat(article_id: str, body: BeatIn, session: OnArticle) -> dict[str, int]:
    """Keep that the annotator is at an article; answers with the milliseconds that count."""
    return {"counted_ms": presence.beat(session, article_id, body.beat(), body.ticket)}


def others(session: Asking) -> list[dict[str, Any]]:
    """List the other members who have an article of the project open."""
    return [asdict(here) for here in presence.others(session)]
