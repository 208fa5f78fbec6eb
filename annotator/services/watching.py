"""What is new on an article, for whoever has it open."""

from __future__ import annotations

from typing import NamedTuple

from annotator.services import blindness, reading
from annotator.services.session import Session
from annotator.store import acts, codebook, threads
from annotator.store import blindness as lifting

IDS_AT_ONCE = 50


class News(NamedTuple):
    """The seq of the newest act, the ids of those that are new, and whether others' are told.

    `codebook` is another text once labels of the project were merged or split.
    """

    seq: int
    ids: list[str]
    shows: bool
    codebook: str


class Watch:
    """What concerns an annotator on an article, from now on or from an act that they know of.

    `looking`: they look at others' work also where others work blind (see `blindness.shows`).
    """

    def __init__(
        self, session: Session, article_id: str, since: int | None = None, *, looking: bool = False
    ) -> None:
        self._session, self._looking = session, looking
        self.article_seq = int(str(reading.read(session, article_id)["seq"]))
        self._seq = acts.newest(session.store) if since is None else since
        self._shows = self._look()
        self._codebook = codebook.newest(session.store, session.project.id)

    def now(self) -> News:
        """Return where the watch begins."""
        return News(self._seq, [], self._shows, self._codebook)

    def news(self) -> News | None:
        """Return what is new since the last call; None if nothing is."""
        store, who, shows = self._session.store, self._session.annotator.id, self._look()
        changed = codebook.newest(store, self._session.project.id)
        seq, ids = threads.news(store, self.article_seq, who, self._seq, everybodys=shows)
        if (seq, shows, changed) == (self._seq, self._shows, self._codebook):
            return None
        self._seq, self._shows, self._codebook = seq, shows, changed
        return News(seq, ids[-IDS_AT_ONCE:], shows, changed)

    def _look(self) -> bool:
        return blindness.shows(self._session, self.article_seq, looking=self._looking)


def newest(session: Session) -> tuple[object, ...]:
    """Return what is another one after each act, change of a codebook, and change of blindness."""
    store = session.store
    return acts.newest(store), codebook.newest(store), lifting.newest(store)
