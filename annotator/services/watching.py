"""What is new on an article, for whoever has it open."""

from __future__ import annotations

from annotator.services import reading
from annotator.services.session import Session
from annotator.store import acts, threads

IDS_AT_ONCE = 50


class Watch:
    """What concerns an annotator on an article, from now on or from an act that they know of."""

    def __init__(self, session: Session, article_id: str, since: int | None = None) -> None:
        self._session = session
        self.article_seq = int(str(reading.read(session, article_id)["seq"]))
        self.seq = acts.newest(session.store) if since is None else since

    def news(self) -> list[str] | None:
        """Return the ids of the acts since the last call; None if there were none."""
        who = self._session.annotator.id
        seq, ids = threads.news(self._session.store, self.article_seq, who, self.seq)
        if seq == self.seq:
            return None
        self.seq = seq
        return ids[-IDS_AT_ONCE:]


def newest(session: Session) -> int:
    """Return the seq of the newest act on any article."""
    return acts.newest(session.store)
