"""Loading articles: in chunks, with a verdict for each file and row, to be stopped and undone."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotator.errors import PressmarkError
from annotator.model import Draft, Refusal, Verdict
from annotator.services import suggesting
from annotator.services.session import Session
from annotator.store import articles
from annotator.text import sha256

_ARTICLES_AT_ONCE = 1_000
_CHARACTERS_AT_ONCE = 4_000_000

undo_load = articles.undo_load
redo_load = articles.redo_load


def load(session: Session, items: Iterable[Draft | Refusal], source: str) -> Iterator[Verdict]:
    """Load articles as they come and yield a verdict for each, in order.

    Each chunk is on disk before its verdicts are yielded, so whoever stops asking keeps what was
    loaded. Memory holds one chunk, whatever the size of the source.

    Parameters
    ----------
    session : Session
        Who loads, into which project.
    items : iterable of Draft or Refusal
        As the articles layer yields them.
    source : str
        What is loaded, in words; shown in the list of loads.
    """
    load_id = articles.begin_load(session.store, session.project.id, session.annotator.id, source)
    for chunk in _chunks(items):
        yield from _load_chunk(session, load_id, chunk)


def _chunks(items: Iterable[Draft | Refusal]) -> Iterator[list[Draft | Refusal]]:
    chunk: list[Draft | Refusal] = []
    characters = 0
    for item in items:
        chunk.append(item)
        characters += len(item.body) if isinstance(item, Draft) else 0
        if len(chunk) >= _ARTICLES_AT_ONCE or characters >= _CHARACTERS_AT_ONCE:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk


def _load_chunk(session: Session, load_id: int, chunk: list[Draft | Refusal]) -> list[Verdict]:
    drafts = [item for item in chunk if isinstance(item, Draft)]
    incoming = [articles.Incoming(draft, sha256(draft.body)) for draft in drafts]
    loaded = iter(articles.add(session.store, session.project.id, load_id, incoming))
    verdicts = [
        next(loaded) if isinstance(item, Draft) else Verdict(item.place, "refused", item.reason)
        for item in chunk
    ]
    if len(drafts) < len(chunk):
        articles.count_refused(session.store, load_id, len(chunk) - len(drafts))
    return verdicts


def loads(session: Session) -> list[dict[str, object]]:
    """Return the loads of the project, newest first."""
    return articles.loads(session.store, session.project.id)


@dataclass
class LoadJob:
    """A load that runs in a thread of its own, so that a page can show it and stop it.

    `phase` is 'loading', 'suggesting', 'done' or 'stopped'. `error` is what a person should read
    if the source broke off; what was loaded until then stays.
    """

    session: Session
    items: Iterable[Draft | Refusal]
    source: str
    verdicts: list[Verdict] = field(default_factory=list)
    phase: str = "loading"
    suggested: tuple[int, int] = (0, 0)
    error: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Begin; the caller goes on at once."""
        threading.Thread(target=self._run, name="load", daemon=True).start()

    def stop(self) -> None:
        """Ask the load to stop after the chunk at hand."""
        self._stop.set()

    @property
    def running(self) -> bool:
        """Whether there is still something under way."""
        return self.phase in ("loading", "suggesting")

    def count(self, outcome: str) -> int:
        """Return how many verdicts have this outcome."""
        return sum(verdict.outcome == outcome for verdict in self.verdicts)

    def wait(self, seconds: float) -> None:
        """Wait until the load has ended, at most this long."""
        end = time.monotonic() + seconds
        while self.running and time.monotonic() < end:
            time.sleep(0.02)

    def _run(self) -> None:
        try:
            for verdict in load(self.session, self.items, self.source):
                self.verdicts.append(verdict)
                if self._stop.is_set():
                    break
            self.phase = "suggesting"
            for progress in suggesting.suggest_all(self.session, self._stop.is_set):
                self.suggested = progress
        except PressmarkError as error:
            self.error = str(error)
        except Exception as error:  # the page shows it; the log has the rest
            self.error = f"The load broke off: {error}. What was loaded before stays."
            raise
        finally:
            self.phase = "stopped" if self._stop.is_set() else "done"
