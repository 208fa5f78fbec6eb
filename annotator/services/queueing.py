"""The order of the queue: first what the recogniser knows least, with a share that comes by chance.

Only what is drawn by chance tells how good the recogniser is on all articles: the rest was chosen
because it is hard. Copies of an article that is done or comes before teach little, and come last.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from annotator.errors import Refused
from annotator.services.session import Session
from annotator.store import queue
from annotator.store.queue import Standing

SHARE = 0.1
BY_CHANCE = "random share"


def arrange(session: Session, seed: int, share: float = SHARE) -> int:
    """Give every article its place, and keep seed and share; return how many there are.

    Raises
    ------
    Refused
        If the share is no share, or the seed too large to be kept.
    """
    if not 0 <= seed < 2**63:
        raise Refused(f"{seed} can't be a seed.", "Give a whole number of at most 18 digits.")
    if not 0 <= share <= 1:
        raise Refused(f"A share of {share:g} is none.", "Give a number from 0 to 1, such as 0.1.")
    order = arranged(queue.standings(session.store, session.project.id), seed, share)
    queue.keep(session.store, session.project.id, session.annotator.id, order, seed, share)
    return len(order)


def latest(session: Session) -> dict[str, Any] | None:
    """Return when the present order was made, with its seed and share; None: none was made."""
    return queue.latest(session.store, session.project.id)


def arranged(found: Sequence[Standing], seed: int, share: float) -> list[tuple[int, str]]:
    """Return the articles in their order, each with the reason of its place.

    Parameters
    ----------
    found : sequence of Standing
        The articles, in the order of loading.
    seed : int
        Of the chance; the same one gives the same order.
    share : float
        Which share of the open articles comes by chance, spread evenly.
    """
    done = [each for each in found if each.is_done]
    met = {each.group for each in done}
    first, copies = list[Standing](), list[Standing]()
    for each in sorted((one for one in found if not one.is_done), key=_least_sure):
        (copies if each.group in met else first).append(each)
        met.add(each.group)
    # Not for secrets: the same seed has to give the same order.
    chance = random.Random(seed)  # noqa: S311
    drawn = chance.sample(sorted(first), round(share * len(first)))
    chosen = set(drawn)
    rest = [each for each in first if each not in chosen]
    return [
        *_spread(rest, drawn),
        *((each.seq, "a copy of one before") for each in copies),
        *((each.seq, "done") for each in done),
    ]


def _least_sure(each: Standing) -> tuple[float, int]:
    return (-(each.unsure or 0.0), each.seq)


def _spread(rest: Sequence[Standing], drawn: Sequence[Standing]) -> list[tuple[int, str]]:
    """Return both together, those drawn by chance at even distances."""
    told, total, taken = list[tuple[int, str]](), len(rest) + len(drawn), 0
    for each in rest:
        while taken < len(drawn) and len(told) * len(drawn) >= (taken + 1) * total - len(drawn):
            told.append((drawn[taken].seq, BY_CHANCE))
            taken += 1
        told.append((each.seq, _reason(each)))
    return told + [(each.seq, BY_CHANCE) for each in drawn[taken:]]


def _reason(each: Standing) -> str:
    return "no suggestions" if each.unsure is None else f"unsure {each.unsure:.2f}"
