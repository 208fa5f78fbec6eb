"""One row of a table, before it is known what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by column, where it stands, and its bytes as they came."""

    place: str
    cells: Mapping[str, object]
    original: bytes
