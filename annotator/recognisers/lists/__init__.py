"""The lists of the rules: plain text beside this file, each with its source at its head."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_HERE = Path(__file__).parent


def lines(name: str) -> Iterator[str]:
    """Yield the lines of the list `name` without comments and blank lines."""
    for line in (_HERE / f"{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def words(name: str) -> frozenset[str]:
    """Return the list `name` as single words."""
    return frozenset(word for line in lines(name) for word in line.split())


def phrases(name: str) -> Iterator[str]:
    """Yield the names of the list `name`, whose lines hold variants between bars."""
    for line in lines(name):
        yield from (phrase.strip() for phrase in line.split(" | "))
