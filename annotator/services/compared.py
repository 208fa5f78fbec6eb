"""What is compared: marks of the people of a project and what they read, as columns of numbers.

It is read once and kept for the process as long as nobody has acted and blindness is the same. The
names of annotators and labels are no part of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import TypeVar

import numpy as np

from annotator.agreement.relations import Relations
from annotator.services import blindness, keeping, openings
from annotator.services.columns import RECOGNISER, Compared, Given, columns, with_one_more
from annotator.services.session import Session
from annotator.store import comparing
from annotator.store.reports import Scope

Made = TypeVar("Made")


def scope(session: Session) -> Scope:
    """Return what whoever asks may see of others; raise Forbidden if that is nothing."""
    return Scope(session.project.id, session.annotator.id, blindness.demand(session))


def kept(session: Session, what: Hashable, make: Callable[[], Made]) -> Made:
    """Return what is kept for all who have the same sight, made anew where something has changed.

    Where a share of the articles is read without suggestions, each is shown others: then it is kept
    for one.

    Parameters
    ----------
    session : Session
        Whose project.
    what : hashable
        Which figure of agreement it is.
    make : callable
        Makes it.
    """
    whose = session.annotator.id if openings.is_shared(session) else ""
    name = "agreement", scope(session).sight, whose, what
    return keeping.kept(session, keeping.stamp(session), name, make)


def of_people(session: Session) -> Compared:
    """Return what people have marked and read."""
    return kept(session, "people", lambda: columns(session.store, given(session)))


def article_labels(session: Session) -> list[tuple[int, str, str]]:
    """Return article, annotator and label of the labels that people put on articles in sight."""
    return [
        (article, annotator, label)
        for annotator, label, rows in of_people(session).labelled
        for article in rows[:, 0].tolist()
    ]


def relations(session: Session, found: Compared) -> tuple[Relations, tuple[str, ...]]:
    """Return the relations of people between marks that are compared, and their labels."""
    order = np.argsort(found.rows)
    ordered = found.rows[order]
    given = comparing.relations(session.store, found.between)
    labels = tuple(sorted({label for label, _, _ in given}))
    table = np.array(
        [(labels.index(label), origin, target) for label, origin, target in given], dtype=np.int64
    ).reshape(-1, 3)
    places = np.searchsorted(ordered, table[:, 1:])
    there = places < len(ordered)
    there[there] = ordered[places[there]] == table[:, 1:][there]
    both = there.all(axis=1)
    ends = order[places[both]].reshape(-1, 2)
    return Relations(table[both, 0], ends[:, 0], ends[:, 1]), labels


def with_recogniser(session: Session, found: Compared, when: str = "") -> Compared:
    """Return what was found with what recognisers propose there, as one more annotator's.

    `when` tells what was found from what people did at another time.
    """
    return kept(session, (RECOGNISER, when), lambda: _and_recogniser(session, found))


def given(session: Session) -> Given:
    """Return what the store has of people on the articles in sight."""
    store, seen = session.store, scope(session)
    articles = comparing.articles(store, seen)
    between = (articles[0]["seq"], articles[-1]["seq"]) if articles else (1, 0)
    return Given(
        articles,
        comparing.lengths(store, seen),
        list(comparing.marks(store, between, "span")),
        list(comparing.marks(store, between, "article")),
        comparing.done(store, seen),
        comparing.paragraphs(store, seen),
    )


def _and_recogniser(session: Session, found: Compared) -> Compared:
    """Return what is compared with what recognisers propose there."""
    store, seen = session.store, scope(session)
    marks = defaultdict[str, list[comparing.Row]](list)
    for article, start, end, seq, label in comparing.suggestions(store, seen):
        marks[label].append((article, start, end, seq))
    lengths = dict(comparing.lengths(store, seen))
    read = [(seq, lengths[seq]) for seq, _ in comparing.recognised(store, seen)]
    return with_one_more(found, RECOGNISER, marks, read)
