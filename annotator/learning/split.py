"""Which articles are held out: never learned from, so that all versions can be measured on them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SHARE = 0.2
_LEAST = 2


def held_out(ids: Iterable[str]) -> set[str]:
    """Return the ids of the articles that are held out, a fifth of them, two at least.

    A number that follows from the id decides. As articles are added one may leave this set and be
    learned from; none that was learned from ever comes into it.
    """
    ordered = sorted(ids, key=place)
    return {each for k, each in enumerate(ordered) if k < _LEAST or place(each) < SHARE}


def place(article_id: str, salt: str = "") -> float:
    """Return a number from 0 to 1 that follows from an article's id and nothing else."""
    digest = hashlib.sha256(f"{salt}{article_id}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:6], "big") / 2**48
