"""Chance that can be drawn again: the same seed gives the same draws, in any file."""

from __future__ import annotations

from hashlib import blake2b


def drawn(seed: int, article_id: str, annotator_id: str) -> float:
    """Return the number, from 0 to below 100, that an article drew for an annotator.

    It is a keyed hash: no two articles, and no two annotators of one, depend on one another, and
    nothing of it follows from what is in the article or from when it came.
    """
    told = f"{article_id}\n{annotator_id}".encode()
    found = blake2b(told, digest_size=8, key=seed.to_bytes(8, "big"))
    return int.from_bytes(found.digest(), "big") / 2**64 * 100
