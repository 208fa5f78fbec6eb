"""Loading articles: in chunks, with a verdict for each file and row, to be stopped and undone."""

from __future__ import annotations

import io
import logging
import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from annotator import articles as reading_in
from annotator.errors import PressmarkError
from annotator.model import Draft, Refusal, Verdict
from annotator.services import copies, exchange, roles, suggesting
from annotator.services.session import Session
from annotator.store import articles
from annotator.store import exchange as brought_in
from annotator.text import sha256

_LOG = logging.getLogger(__name__)
_ARTICLES_AT_ONCE = 500
_CHARACTERS_AT_ONCE = 4_000_000

# Slow sources, as the web, bring an article now and then: each is kept soon after it came.
_SECONDS_AT_ONCE = 1.0
File = tuple[str, bytes]
Items = Iterable[Draft | Refusal]

from_paths = reading_in.read_paths
guess_columns = reading_in.columns
EXTENSIONS, FIELDS = reading_in.EXTENSIONS, reading_in.FIELDS
TableGuess = reading_in.TableGuess


def from_text(text: str) -> Iterator[Draft | Refusal]:
    """Yield the article of a text that was pasted."""
    yield reading_in.read_text(text)


def from_urls(list_text: str) -> Iterator[Draft | Refusal]:
    """Yield the articles of addresses, one a line.

    Hosts in a private network are refused, but for those that the operator names in
    PRESSMARK_ALLOW_HOSTS, with commas between them.
    """
    named = os.environ.get("PRESSMARK_ALLOW_HOSTS", "").split(",")
    yield from reading_in.read_urls(list_text, [host.strip() for host in named])


class FileItems:
    """The articles of files, read as they are asked for, and how far the reading is.

    Parameters
    ----------
    files : sequence of File
        Names and contents.
    mappings : sequence of mapping of str to str, or None
        For each file which column of it holds which field; None to guess.
    """

    def __init__(self, files: Sequence[File], mappings: Sequence[Mapping[str, str] | None]) -> None:
        self._files = files
        self._mappings = mappings
        self._bytes = sum(len(data) for _, data in files)
        self._behind = 0
        self._open = io.BytesIO()

    def __iter__(self) -> Iterator[Draft | Refusal]:
        """Yield the articles of one file after the other."""
        for (name, data), mapping in zip(self._files, self._mappings, strict=True):
            self._open = io.BytesIO(data)
            yield from reading_in.read_file(name, self._open, mapping)
            self._open = io.BytesIO()
            self._behind += len(data)

    @property
    def share(self) -> float:
        """How much of the files has been read, from 0 to 1."""
        opened = self._open
        try:
            behind = self._behind + opened.tell()
        except ValueError:  # it was read to its end, and closed, a moment ago
            behind = self._behind
        return min(1.0, behind / self._bytes) if self._bytes else 1.0


def is_table(name: str) -> bool:
    """Return whether a file holds rows that become an article each."""
    return name.lower().endswith((".csv", ".tsv", ".jsonl", ".json", ".parquet"))


@roles.needs("load")
def load(session: Session, items: Items, source: str) -> Iterator[Verdict]:
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


def _chunks(items: Items) -> Iterator[list[Draft | Refusal]]:
    chunk: list[Draft | Refusal] = []
    characters, begun = 0, time.monotonic()
    for item in items:
        chunk.append(item)
        characters += len(item.body) if isinstance(item, Draft) else 0
        full = len(chunk) >= _ARTICLES_AT_ONCE or characters >= _CHARACTERS_AT_ONCE
        if full or time.monotonic() - begun > _SECONDS_AT_ONCE:
            yield chunk
            chunk, characters, begun = [], 0, time.monotonic()
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


@roles.needs("load")
def loads(session: Session) -> list[dict[str, object]]:
    """Return the loads of the project, newest first."""
    return articles.loads(session.store, session.project.id)


@roles.needs("load")
def undo_load(session: Session, load_id: int) -> int:
    """Take a load's articles, work and all, and its annotations out of sight; return how many.

    The number is that of the articles. Of annotations that a load put on articles that were there
    before, those that somebody changed or answered stay.
    """
    if _undone(session, load_id) is not False:
        return 0
    with session.store.write():
        brought_in.take_out(session.store, load_id)
        return articles.undo_load(session.store, load_id)


@roles.needs("load")
def redo_load(session: Session, load_id: int) -> int:
    """Bring back what `undo_load` took out of sight; return how many articles."""
    if not _undone(session, load_id):
        return 0
    with session.store.write():
        brought_in.put_back(session.store, load_id)
        return articles.redo_load(session.store, load_id)


def _undone(session: Session, load_id: int) -> bool | None:
    """Return whether a load of the project is undone: one undone twice could not be redone."""
    state = {row["id"]: row["undone_at"] is not None for row in loads(session)}
    return state.get(load_id)


@dataclass
class LoadJob:
    """A load that runs in a thread of its own, so that a page can show it and stop it.

    `annotations` are CSVs of annotations that come in after the articles, into the same
    project. `expected` is how many
    verdicts there will be, 0 where nobody knows. `phase` is 'loading', 'suggesting', 'done' or
    'stopped'. `error` is what a person should read if the source broke off; what was loaded until
    then stays.
    """

    session: Session
    items: Items | None
    source: str
    annotations: Sequence[File] = ()
    expected: int = 0
    verdicts: list[Verdict] = field(default_factory=list)
    phase: str = "loading"
    compared: tuple[int, int] = (0, 0)
    suggested: tuple[int, int] = (0, 0)
    error: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Begin; the caller goes on at once."""
        threading.Thread(target=self._run, name="load", daemon=True).start()

    def stop(self) -> None:
        """Ask the load to stop; what was read until then is loaded, and has its verdicts."""
        self._stop.set()

    @property
    def running(self) -> bool:
        """Whether there is still something under way."""
        return self.phase in ("loading", "comparing", "suggesting")

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
            self.verdicts.extend(self._verdicts())
            self.phase = "comparing"
            for progress in copies.find_all(self.session, self._stop.is_set):
                self.compared = progress
            self.phase = "suggesting"
            for progress in suggesting.suggest_all(self.session, self._stop.is_set):
                self.suggested = progress
        except PressmarkError as error:
            self.error = str(error)
        except Exception as error:  # the page shows it; the log has the rest
            self.error = f"The load broke off: {error}. What was loaded before stays."
            _LOG.exception("a load broke off")
        finally:
            self.items, self.annotations = None, ()  # the report is kept for long, the files not
            self.phase = "stopped" if self._stop.is_set() else "done"

    def _verdicts(self) -> Iterator[Verdict]:
        if self.items is not None:
            going_on = takewhile(lambda _: not self._stop.is_set(), self.items)
            yield from load(self.session, going_on, self.source)
        for name, data in self.annotations:
            try:
                yield from exchange.import_csv(
                    self.session, data, name, self.session.project.name, self._stop.is_set
                )
            except PressmarkError as error:
                yield Verdict(name, "refused", str(error))
