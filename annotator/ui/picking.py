"""Rows of a table to be chosen in, by mouse or by keys."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TypeVar

import pandas as pd
import streamlit as st

Named = TypeVar("Named")


def picked(
    name: str, columns: Mapping[str, Sequence[object]], named: Sequence[Named]
) -> list[Named]:
    """Show a table, an article in each row, and return what stands for the rows that are chosen.

    Parameters
    ----------
    name : str
        What the table is called among those of the page.
    columns : mapping
        The heads of the columns, with a value for each row; one of them is Article.
    named : sequence
        What each row stands for.
    """
    found = st.dataframe(
        pd.DataFrame(columns),
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        # What is chosen are rows: of another list they would be other articles.
        key=f"{name}_{digest(named)}",
        height=min(420, 35 * (len(named) + 1) + 3),
        column_config={"Article": st.column_config.TextColumn(width="large")},
    )
    return [named[place] for place in found["selection"]["rows"] if place < len(named)]


def digest(parts: Sequence[object]) -> str:
    """Return a short name for what a widget is about, so that another list has another widget."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]
