"""Filters of the statistics, as SQL conditions: what is counted is what is listed.

Each filter holds the values that may be, some dozens at most; one without any does not narrow. A
month may be cut short: 2016 stands for every month of it; an empty one, for what has no date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

# As the article writes it, in its own time zone; empty where there is no month to be read.
MONTH = """
    CASE WHEN published_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]*'
         THEN substr(published_at, 1, 7) ELSE '' END
"""
# Where the label, the words and whoever made it stand.
ANNOTATION = {
    "label_id": "annotation.label_id", "quote": "annotation.quote",
    "annotator_id": "annotation.annotator_id",
}  # fmt: skip
_OF_ARTICLE = {"source": "article.source", "language_id": "article.language"}


class Condition(NamedTuple):
    """An SQL condition and its parameters, in their order."""

    sql: str
    given: tuple[object, ...] = ()


class Only(NamedTuple):
    """What counts of all that is there.

    `since` and `until` are months, both included; what has no date is in no range.
    """

    source: tuple[str, ...] = ()
    language_id: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    label_id: tuple[str, ...] = ()
    annotator_id: tuple[str, ...] = ()
    quote: tuple[str, ...] = ()

    @property
    def of_annotations(self) -> bool:
        """Whether some annotations of an article count and others don't."""
        return bool(self.label_id or self.annotator_id or self.quote)


EVERYTHING = Only()


def condition(only: Only, columns: Mapping[str, str]) -> Condition:
    """Return what has to hold of an article, and of what is named by `columns`."""
    parts = [
        _among(column, getattr(only, name))
        for name, column in (_OF_ARTICLE | dict(columns)).items()
        if getattr(only, name)
    ]
    parts += _months(only)
    return Condition(
        "".join(f" AND {part.sql}" for part in parts),
        tuple(value for part in parts for value in part.given),
    )


def _among(column: str, values: Sequence[str]) -> Condition:
    # Each value by itself, so that SQLite sees how few they are and takes the index.
    return Condition(f"{column} IN ({', '.join('?' * len(values))})", tuple(values))


def _months(only: Only) -> list[Condition]:
    parts = []
    if only.month:
        begins = [f"substr({MONTH}, 1, {max(len(month), 1)}) = ?" for month in only.month]
        parts.append(Condition(f"({' OR '.join(begins)})", only.month))
    if only.since or only.until:
        parts.append(Condition(f"{MONTH} <> ''"))
    if only.since:
        parts.append(Condition(f"{MONTH} >= ?", (only.since,)))
    if only.until:
        parts.append(Condition(f"substr({MONTH}, 1, ?) <= ?", (len(only.until), only.until)))
    return parts
