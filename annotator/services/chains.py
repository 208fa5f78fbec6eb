"""Chains: marks that relations of one label put together, directly or through others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

Pair = tuple[str, str]


def bridges(joined: Iterable[Pair], leaving: Collection[str]) -> list[Pair]:
    """Return what has to be joined so that who stays in a chain stays with the others.

    Parameters
    ----------
    joined
        The two marks of every relation of one label.
    leaving
        The marks that are about to go, with all their relations.
    """
    beside: dict[str, list[str]] = {}
    for one, other in joined:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    found: list[Pair] = []
    seen: set[str] = set()
    for start in leaving:
        if start in seen:
            continue
        whole = _chain(beside, start, ())
        seen |= whole.keys()
        heads = _heads(beside, [mark for mark in whole if mark not in leaving], leaving)
        found += pairwise(heads)
    return found


def _heads(
    beside: Mapping[str, list[str]], marks: list[str], leaving: Collection[str]
) -> list[str]:
    """Return one mark of each part that a chain comes apart into."""
    heads: list[str] = []
    seen: set[str] = set()
    for mark in marks:
        if mark not in seen:
            heads.append(mark)
            seen |= _chain(beside, mark, leaving).keys()
    return heads


def _chain(
    beside: Mapping[str, list[str]], start: str, without: Collection[str]
) -> dict[str, None]:
    """Return the marks of a chain, in the order in which they are reached."""
    found = {start: None}
    waiting = [start]
    while waiting:
        for mark in beside.get(waiting.pop(), []):
            if mark not in found and mark not in without:
                found[mark] = None
                waiting.append(mark)
    return found
