"""An annotator's own work: what is given to them, the next article, and leaving one out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from annotator.errors import NotFound, Refused
from annotator.services import assigning, reading, roles
from annotator.services.session import Session
from annotator.store import assignments, blindness, drawing
from annotator.store.assignments import Step

ROWS = 50


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody has to do: `counts` by state, the first articles to do, and those skipped."""

    counts: dict[str, int]
    to_do: list[dict[str, Any]]
    skipped: list[dict[str, Any]]


@roles.needs("annotate")
def mine(session: Session) -> Work:
    """Return what is given to whoever asks: what is due first comes first."""
    store, project, annotator = session.store, session.project.id, session.annotator.id
    return Work(
        drawing.counts(store, project, annotator, store.now()[:10]),
        drawing.mine(store, project, annotator, skipped=False, limit=ROWS),
        drawing.mine(store, project, annotator, skipped=True, limit=ROWS),
    )


def is_handed_out(session: Session) -> bool:
    """Return whether whoever asks is to read what is given to them, and nothing else.

    In a project that is archived nothing is to be done any more.
    """
    if not session.signed_in or session.role != assignments.BOUND or roles.is_archived(session):
        return False
    return assigning.overlap(session) > 0


def told(session: Session, seq: int) -> dict[str, Any]:
    """Return what of an article's assignment the desk shows to whoever reads it.

    `refused` says why what they do is not kept; empty: it is. The rest is of what is given to them.
    """
    connection, annotator = session.store.db.conn, session.annotator.id
    there = assignments.row(connection, seq, annotator)
    refusal = roles.refusal(session, "annotate")
    refusal = refusal or assignments.refusal(connection, seq, annotator)
    given = there if there is not None and there["given_at"] else None
    return {
        "is_given": given is not None,
        "is_skipped": given is not None and bool(given["skipped_at"]),
        "due": "" if given is None else given["due"],
        "refused": "" if refusal is None else str(refusal),
    }


@roles.needs("annotate")
def next_assigned(session: Session, but_article: str = "") -> dict[str, Any] | None:
    """Return the next article of whoever asks: id, title, due day, and whether it was drawn now.

    That is the first of what they have to do. If there is nothing, they draw an article that may
    have one more annotator; None: there is none that they could have.

    Parameters
    ----------
    session : Session
        Whoever asks.
    but_article : str
        One that they are just done with, which the server may not know yet.
    """
    store, project, annotator = session.store, session.project.id, session.annotator.id
    with store.write() as connection:
        found = drawing.first(connection, project, annotator, but_article)
        if found is not None:
            return {"id": found["id"], "title": found["title"], "due": found["due"], "drawn": False}
        drawn = drawing.to_draw(connection, project, annotator, but_article)
        if drawn is None:
            return None
        step = Step("drawn", drawn["seq"], annotator, annotator, store.now())
        assignments.give(connection, [step])
    return {"id": drawn["id"], "title": drawn["title"], "due": "", "drawn": True}


@roles.needs("annotate")
def skip(session: Session, article_id: str, reason: str) -> None:
    """Leave an article out: its place is free for somebody else; what was marked in it stays.

    Raises
    ------
    Refused
        If it is not given to whoever asks, they are done with it, or there is no reason.
    """
    why = " ".join(reason.split())[: assigning.REASON_LIMIT]
    if not why:
        raise Refused("Skipping an article needs a reason.", "Say it in a few words.")
    with session.store.write() as connection:
        seq, there = _own(session, article_id)
        if there["skipped_at"]:
            return
        if there["state"] == "done":
            raise Refused("You are done with this article.", "Open it again first.")
        by, now = session.annotator.id, session.store.now()
        step = Step("skipped", seq, by, by, now, there["due"], why)
        assignments.skip(connection, step)
        blindness.settle(session.store, seq)


@roles.needs("annotate")
def take_up(session: Session, article_id: str) -> None:
    """Take up an article again that was skipped; raise Refused if others have its place now."""
    with session.store.write() as connection:
        seq, there = _own(session, article_id)
        if not there["skipped_at"]:
            return
        if not drawing.has_place(connection, seq):
            raise Refused("Others have this article now.", "Go on with the next one.")
        by, now = session.annotator.id, session.store.now()
        assignments.take_up(connection, Step("taken up", seq, by, by, now, there["due"]))


def _own(session: Session, article_id: str) -> tuple[int, Any]:
    """Return the seq of an article and the assignment of whoever asks, inside a transaction."""
    article = reading.read(session, article_id)
    seq = int(str(article["seq"]))
    there = assignments.row(session.store.db.conn, seq, session.annotator.id)
    if there is None or not there["given_at"]:
        raise NotFound("This article is not given to you.", "Go on with the next one.")
    return seq, there
