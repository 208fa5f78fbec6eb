"""Figures that are kept until something new is there: several who look at them count once.

A figure is kept for a project as it is: its newest act, its articles, its codebook, on what
blindness is lifted, and which share is read without suggestions. Only the newest is kept of each.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from annotator.services.session import Session
from annotator.store import (
    Store,
    acts,
    articles,
    blindness,
    codebook,
    ledger,
    members,
    openings,
    presence,
)

Figure = TypeVar("Figure")
Stamp = tuple[object, ...]

MOST = 128  # figures of a database, of whatever project and filter


class _Shelf:
    """The figures of a database."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.kept: OrderedDict[Hashable, _Place] = OrderedDict()


class _Place:
    """One figure, and who counts it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.stamp: Stamp | None = None
        self.figure: Any = None


_SHELVES: WeakKeyDictionary[Store, _Shelf] = WeakKeyDictionary()
_LOCK = threading.Lock()


def stamp(session: Session) -> Stamp:
    """Return what is another one after whatever changes a figure of the project.

    It costs some looks into indexes, and tells nothing of what has changed.
    """
    store, project = session.store, session.project.id
    return (
        acts.newest(store),
        codebook.newest(store, project),
        blindness.changed(store, project),
        articles.state(store, project),
        openings.share(store, project),
    )


def moment(session: Session) -> Stamp:
    """Return what is another one after whatever changes a figure of the project's progress.

    Active time comes without acts: as long as anybody is here that is every ten seconds, else every
    minute.
    """
    store, project = session.store, session.project.id
    time = store.now()  # 2026-12-24T10:15:30.000000Z
    until = len("2026-12-24T10:15:3") if presence.present(store) else len("2026-12-24T10:15")
    stands = (ledger.newest(store, project), members.state(store, project))
    return (*stamp(session), *stands, time[:until])


def stamp_of_texts(session: Session) -> Stamp:
    """Return what is another one after whatever changes a figure of texts alone, as acts do not."""
    store, project = session.store, session.project.id
    return blindness.changed(store, project), articles.state(store, project)


def kept(session: Session, now: Stamp, what: Hashable, count: Callable[[], Figure]) -> Figure:
    """Return a figure: the one kept, or counted now if something is new since.

    Of several who ask at once, one counts, and the others wait. What is returned is shared, and
    must not be changed.

    Parameters
    ----------
    session : Session
        Whose project.
    now : tuple
        The `stamp` of the project, from before counting.
    what : hashable
        Which figure it is, with all that it depends on: a filter, whose sight, who looks.
    count : callable
        Counts it.
    """
    place = _place(session.store, (session.project.id, what))
    with place.lock:
        if place.stamp != now:
            place.figure = count()
            place.stamp = now
        figure: Figure = place.figure
        return figure


def forget(session: Session) -> None:
    """Count anew whatever is asked for from now on."""
    with _LOCK:
        _SHELVES.pop(session.store, None)


def _place(store: Store, key: Hashable) -> _Place:
    with _LOCK:
        shelf = _SHELVES.setdefault(store, _Shelf())
    with shelf.lock:
        place = shelf.kept.setdefault(key, _Place())
        shelf.kept.move_to_end(key)
        while len(shelf.kept) > MOST:
            shelf.kept.popitem(last=False)
        return place
