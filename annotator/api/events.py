"""Server-sent events: that there is something new on an article, and nothing of what it is.

And who else has it open, each time that changes.

One task looks at the store for all who listen. Looking costs one question while nobody acts.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Query
from fastapi.responses import StreamingResponse

from annotator.api.sessions import OnArticle
from annotator.services import presence, watching
from annotator.services.session import Session

_EVERY = 0.5  # seconds between two looks at the store
# A stream ends by itself and is asked for again, going on from the last act told: a server that is
# told to stop waits for its open streams, and nobody is to wait for it.
_LIFE = 5.0


class Watcher:
    """Tells those who listen of a newer act, another codebook, or that others are `present`."""

    def __init__(self) -> None:
        self.present: presence.Present | None = None  # nobody has looked yet
        self._listeners: set[asyncio.Event] = set()
        self._task: asyncio.Task[None] | None = None

    def join(self, session: Session) -> asyncio.Event:
        """Return an event that is set after each new act; the first who joins starts the task."""
        event = asyncio.Event()
        self._listeners.add(event)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._watch(session))
        return event

    def leave(self, event: asyncio.Event) -> None:
        """Stop listening; the last who leaves ends the task."""
        self._listeners.discard(event)

    async def _watch(self, session: Session) -> None:
        seen: tuple[object, ...] = ()
        try:
            while self._listeners:
                newest, present = await asyncio.to_thread(_look, session)
                if newest != seen or present != self.present:
                    seen, self.present = newest, present
                    for event in self._listeners:
                        event.set()
                await asyncio.sleep(_EVERY)
        finally:  # also broken off, it leaves nothing for the next one to tell
            self.present = None


def _look(session: Session) -> tuple[tuple[object, ...], presence.Present]:
    return watching.newest(session), presence.everybody(session)


_WATCHER = Watcher()


async def events(
    article_id: str,
    session: OnArticle,
    since: Annotated[int | None, Query(ge=0, le=2**62)] = None,
    looking: bool = False,
) -> StreamingResponse:
    """Stream an event with the seq and the ids of the acts, each time something new is there."""
    watch = await asyncio.to_thread(
        lambda: watching.Watch(session, article_id, since, looking=looking)
    )
    return StreamingResponse(
        _stream(session, watch),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _stream(session: Session, watch: watching.Watch) -> AsyncIterator[str]:
    changed = _WATCHER.join(session)
    changed.set()  # what was done between two streams
    end = time.monotonic() + _LIFE
    here: list[str] | None = None  # as it was told last
    try:
        yield _event(watch.now())
        while (left := end - time.monotonic()) > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), left)
                changed.clear()
                news = await asyncio.to_thread(watch.news)
                if news is not None:
                    yield _event(news)
                if _WATCHER.present is None:
                    continue
                told, here = here, presence.beside(session, watch.article_seq, _WATCHER.present)
                if here != told:
                    yield f"event: here\ndata: {json.dumps(here)}\n\n"
    finally:
        _WATCHER.leave(changed)


def _event(news: watching.News) -> str:
    told = {"seq": news.seq, "acts": news.ids, "others": news.shows, "codebook": news.codebook}
    return f"data: {json.dumps(told)}\n\n"
