"""Queues: the articles in the order in which they teach most, with a share that comes by chance.

Only what is drawn by chance tells how good a recogniser is on all articles: the rest was chosen
because it is hard. Copies of an article that is done or comes before teach little, and come last.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from annotator.errors import Refused
from annotator.services import roles, worth
from annotator.services.session import Session
from annotator.store import queue
from annotator.store.queue import Queue, Standing

SHARE = 0.1
BY_CHANCE = "random share"
_RANKINGS: Mapping[str, Callable[[Session, Sequence[Standing], int], worth.Ranked]] = {
    "unsure": worth.by_doubt,
    "disagreement": worth.by_disagreement,
    "diversity": worth.by_new_words,
}
SORTS = tuple(_RANKINGS)


@roles.needs("arrange the queue")
def arrange(session: Session, sort: str, seed: int, share: float = SHARE) -> int:
    """Give every article its place in an annotator's queue; return how many there are.

    Parameters
    ----------
    session : Session
        Whose queue, and of which project.
    sort : str
        One of `SORTS`: what comes first.
    seed : int
        Of the chance; the same one gives the same order again, if nothing else has changed.
    share : float
        Which share of the open articles comes by chance.

    Raises
    ------
    Refused
        If there is no such order, the share is no share, or the seed too large to be kept.
    """
    if sort not in _RANKINGS:
        raise Refused(f"There is no order {sort[:20]!r}.", f"Choose one of {', '.join(SORTS)}.")
    if not 0 <= seed < 2**63:
        raise Refused(f"{seed} can't be a seed.", "Give a whole number of at most 18 digits.")
    if not 0 <= share <= 1:
        raise Refused(f"A share of {share:g} is none.", "Give a number from 0 to 1, such as 0.1.")
    store, project, annotator = session.store, session.project.id, session.annotator.id
    found = queue.standings(store, project, annotator)
    order = arranged(_RANKINGS[sort](session, found, seed), seed, share)
    queue.keep(store, Queue(project, annotator, sort), order, seed, share)
    return len(order)


def present(session: Session, sort: str) -> dict[str, Any] | None:
    """Return when an order was made, with its seed and share; None: it was not made yet."""
    return queue.present(session.store, Queue(session.project.id, session.annotator.id, sort))


def arranged(ranked: worth.Ranked, seed: int, share: float) -> list[tuple[int, str]]:
    """Return the articles in their order, each with the reason of its place.

    Parameters
    ----------
    ranked : list of (Standing, str)
        All articles, the most worth first, with their reasons.
    seed : int
        Of the chance; the same one gives the same order.
    share : float
        Which share of the articles that are not done comes by chance, spread evenly.
    """
    done = [(each, reason) for each, reason in ranked if each.state == "done"]
    met = {each.group for each, _ in done}
    first, copies = worth.Ranked(), list[Standing]()
    for each, reason in ranked:
        if each.state == "done":
            continue
        if each.group in met:
            copies.append(each)
        else:
            first.append((each, reason))
        met.add(each.group)
    # Not for secrets: the same seed has to give the same order.
    chance = random.Random(seed)  # noqa: S311
    drawn = chance.sample(sorted(each for each, _ in first), round(share * len(first)))
    chosen = set(drawn)
    rest = [(each.seq, reason) for each, reason in first if each not in chosen]
    return [
        *_spread(rest, [each.seq for each in drawn]),
        *((each.seq, "a copy of one before") for each in copies),
        *((each.seq, reason) for each, reason in done),
    ]


def _spread(rest: Sequence[tuple[int, str]], drawn: Sequence[int]) -> list[tuple[int, str]]:
    """Return both together, those drawn by chance at even distances."""
    told, total, taken = list[tuple[int, str]](), len(rest) + len(drawn), 0
    for each in rest:
        while taken < len(drawn) and len(told) * len(drawn) >= (taken + 1) * total - len(drawn):
            told.append((drawn[taken], BY_CHANCE))
            taken += 1
        told.append(each)
    return told + [(seq, BY_CHANCE) for seq in drawn[taken:]]
