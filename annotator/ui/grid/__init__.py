"""A table of counts as a heat map: each count is a link to the passages behind it.

A component of its own, because a cell is a link (to be shared, reached by keyboard and told by a
screen reader), and names of strangers never become HTML or Markdown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from annotator.palette import PALETTE, Hue

_FOLDER = Path(__file__).parent
_component = st.components.v2.component(
    "pressmark_grid",
    js=(_FOLDER / "grid.js").read_text(encoding="utf-8"),
    css=(_FOLDER / "grid.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True, slots=True)
class Head:
    """The name of a row or a column, and the hue of the swatch beside it, if any."""

    name: str
    hue: Hue | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what stands in it, in which hue, how dark (0 to 1), and what leads to what it counts.

    `share` None: it is no count. `where` are parameters of the address; empty: it leads nowhere.
    """

    text: str
    share: float | None = None
    hue: Hue = PALETTE["slate"]
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of counts.

    Attributes
    ----------
    caption : str
        What it tells, for whoever doesn't see it.
    corner : str
        What the rows are.
    columns, rows : sequence of Head
        Their names.
    cells : sequence of sequence of Cell
        By row.
    has_total : bool
        The last row is that of all.
    """

    caption: str
    corner: str
    columns: Sequence[Head]
    rows: Sequence[Head]
    cells: Sequence[Sequence[Cell]]
    has_total: bool = False


def show(grid: Grid, key: str, names: Sequence[str]) -> None:
    """Show a table of counts; what is chosen in it stands in the address.

    Parameters
    ----------
    grid : Grid
        The table.
    key : str
        What the page calls it.
    names : sequence of str
        The parameters of the address that name a cell of it.
    """
    is_dark = st.context.theme.type == "dark"
    chosen = {name: st.query_params[name] for name in names if name in st.query_params}

    def ink(hue: Hue | None) -> str:
        return "" if hue is None else hue.ink_dark if is_dark else hue.ink

    def tint(hue: Hue) -> str:
        return hue.tint_dark if is_dark else hue.tint

    def cell(given: Cell, row: Head, column: Head) -> dict[str, object]:
        told: dict[str, object] = {"text": given.text}
        if given.share is not None:
            told |= {"share": given.share, "tint": tint(given.hue)}
        if given.where:
            where = {name: value for name, value in st.query_params.items() if name not in names}
            told |= {
                "cell": urlencode(given.where),
                "href": f"?{urlencode(where | dict(given.where))}",
                "says": f"{given.text}, {row.name}, {column.name}",
                "isChosen": dict(given.where) == chosen,
            }
        return told

    _component(
        key=key,
        data={
            "caption": grid.caption,
            "columns": [[grid.corner, ""], *([each.name, ink(each.hue)] for each in grid.columns)],
            "rows": [
                {
                    "name": row.name,
                    "colour": ink(row.hue),
                    "isTotal": grid.has_total and place == len(grid.rows) - 1,
                    "cells": [
                        cell(each, row, column)
                        for each, column in zip(grid.cells[place], grid.columns, strict=True)
                    ],
                }
                for place, row in enumerate(grid.rows)
            ],
        },
        on_chosen_change=partial(_keep, key, names),
    )


def _keep(key: str, names: Sequence[str]) -> None:
    """Put the cell that was clicked into the address; the one that is chosen is chosen no more."""
    before = {name: st.query_params[name] for name in names if name in st.query_params}
    clicked = dict(parse_qsl(str(st.session_state[key]["chosen"] or ""), keep_blank_values=True))
    for name in names:
        st.query_params.pop(name, None)
    for name, value in clicked.items() if clicked != before else ():
        if name in names:
            st.query_params[name] = value
