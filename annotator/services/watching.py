"""What is new on an article, for whoever has it open."""

from __future__ import annotations

from typing import NamedTuple

from annotator.services import blindness, reading
from annotator.services.session import Session
from annotator.store import acts, threads
from annotator.store import blindness as lifting

IDS_AT_ONCE = 50


class News(NamedTuple):
    """The seq of the newest act, the ids of those that are new, and whether others' are told."""

    seq: int
    ids: list[str]
    shows: bool


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

    def now(self) -> News:
        """Return where the watch begins."""
        return News(self._seq, [], self._shows)

    def news(self) -> News | None:
        """Return what is new since the last call; None if nothing is."""
        shows = self._look()
        who = self._session.annotator.id
        seq, ids = threads.news(
            self._session.store, self.article_seq, who, self._seq, everybodys=shows
        )
        if (seq, shows) == (self._seq, self._shows):
            return None
        self._seq, self._shows = seq, shows
        return News(seq, ids[-IDS_AT_ONCE:], shows)

    def _look(self) -> bool:
        return blindness.shows(self._session, self.article_seq, looking=self._looking)


def newest(session: Session) -> tuple[int, int]:
    """Return what is another one after each act on any article, and each change of blindness."""
    return acts.newest(session.store), lifting.newest(session.store)
