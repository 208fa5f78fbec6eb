"""Copies: articles that are much the same text, as papers print it from one wire."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from annotator.services import likeness
from annotator.services.session import Session
from annotator.store import copies
from annotator.store.copies import Unseen

_AT_ONCE = 20  # others wait for the writing
_LEAST_SHARED = 2


def find_all(
    session: Session, stop: Callable[[], bool] = lambda: False
) -> Iterator[tuple[int, int]]:
    """Compare every article that was not compared yet; yield how many are done of all.

    What is done stays when `stop` says so; the rest follows when an article is opened.
    """
    total = copies.count_unseen(session.store, session.project.id)
    done = 0
    while not stop():
        found = copies.unseen(session.store, session.project.id, _AT_ONCE)
        if not found:
            return
        _compare(session, found)
        done += len(found)
        yield done, total


def count(session: Session) -> tuple[int, int]:
    """Return how many articles of the project have copies, and in how many groups."""
    return copies.count(session.store, session.project.id)


def of_article(session: Session, seq: int, group: object) -> dict[str, Any]:
    """Return the copies of an article, as the desk tells them; compare it now if nobody has."""
    if group is None:
        _compare(session, copies.unseen(session.store, session.project.id, 1, seq))
    return copies.of_article(session.store, seq, session.annotator.id)


def _compare(session: Session, found: Sequence[Unseen]) -> None:
    """Put articles into the groups of those that are like them."""
    project = session.project.id
    read = {article.seq: likeness.shingles(article.text) for article in found}
    with session.store.write() as connection:
        for seq, own in read.items():
            sketch = likeness.sketch(own)
            groups = set[int]()
            least = min(_LEAST_SHARED, len(sketch))
            for other, group in copies.candidates(connection, project, sketch, least):
                theirs = read.get(other)
                if theirs is None:
                    theirs = likeness.shingles(copies.text_of(connection, other))
                if likeness.likeness(own, theirs) >= likeness.LEAST:
                    groups.add(group)
            copies.keep(connection, project, seq, sketch, groups)
