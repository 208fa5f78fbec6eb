"""How long something takes."""

from __future__ import annotations

import time
from collections.abc import Callable

from annotator.services import keeping
from annotator.services.session import Session

ROUNDS = 5


def seconds(ask: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the seconds that the fastest of some rounds takes."""
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        ask()
        best = min(best, time.perf_counter() - began)
    return best


def anew(session: Session, ask: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the same where nothing is kept of what was counted before."""

    def fresh() -> object:
        keeping.forget(session)
        return ask()

    return seconds(fresh, rounds)
