"""A figure: a chart with its question, its n and its exact values, as every page shows it.

It can be saved as a picture, and as a Vega-Lite specification that holds its data.
"""

from __future__ import annotations

import io
import json
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import altair as alt

from annotator.charts.look import Look
from annotator.palette import GROUND, TEXT

BAR = "bar"  # the name of the selection: which bar was clicked
Rows = list[dict[str, Any]]
_LINE = 100  # characters of a line below the title of a picture


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with all that belongs to it.

    Parameters
    ----------
    id : str
        A name of its own among the figures of the page: in the address, in keys and file names.
    title, question, caption : str
        What it shows, the question it answers, and its n with the unit, without a full stop.
    rows : list of dict
        The exact values, all with the same columns. A column `n` is a count. Of `label_id` and
        `label` the table shows the second, and files hold both.
    draw : callable
        Returns the chart for a look.
    empty : str
        What to do where there are no rows.
    note : str
        What the rows leave out, if anything.
    key : tuple of str
        The columns that name a bar, if bars can be chosen; the chart then has a selection `BAR`
        over them (`alt.selection_point(BAR, fields=[...])`).
    of : int
        What there is in all, of which each `n` is a share; 0: no shares are shown.
    legend : callable
        Returns the colour of each series for a look, where the page has to say them.
    """

    id: str
    title: str
    question: str
    caption: str
    rows: Rows
    draw: Callable[[Look], alt.LayerChart]
    empty: str = ""
    note: str = ""
    key: tuple[str, ...] = ()
    of: int = 0
    legend: Callable[[Look], Mapping[str, str]] | None = None

    @property
    def table(self) -> Rows:
        """The exact values as they are read: names without their ids, and the share of each."""
        return [self._read(row) for row in self.rows]

    def _read(self, row: Mapping[str, Any]) -> dict[str, Any]:
        shown = {
            name: worded(name, value)
            for name, value in row.items()
            if not (name.endswith("_id") and name.removesuffix("_id") in row)
        }
        return shown | ({"share": row["n"] / self.of} if self.of and "n" in row else {})


# What stands for a value that an article does not have.
MISSING = {
    "source": "no source", "language": "no language", "annotator": "no name",
    **dict.fromkeys(("day", "week", "month", "year"), "no date"),
}  # fmt: skip


def worded(column: str, value: Any) -> Any:
    """Return a value of a column as it is read: a missing one is named."""
    return MISSING.get(column.removesuffix("_id"), "") if value == "" else value


def image(figure: Figure, look: Look, kind: str) -> bytes:
    """Return a figure as a picture that stands alone: 'png' or 'svg', light, with its title and n.

    Nothing is fetched from the network.
    """
    built = _alone(figure, look)
    with alt.data_transformers.enable("default", max_rows=None):
        if kind == "svg":
            text = io.StringIO()
            built.save(text, format="svg")
            return text.getvalue().encode()
        pixels = io.BytesIO()
        built.save(pixels, format="png", scale_factor=2)
        return pixels.getvalue()


def specification(figure: Figure, look: Look) -> bytes:
    """Return a figure as a Vega-Lite specification with its data in it, as any editor opens it."""
    with alt.data_transformers.enable("default", max_rows=None):
        told = _alone(figure, look).to_dict()
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _alone(figure: Figure, look: Look) -> alt.LayerChart:
    below = [figure.question, ". ".join(filter(None, (figure.caption, figure.note)))]
    lines = [line for text in below for line in textwrap.wrap(text, _LINE)]
    built: alt.LayerChart = (
        figure.draw(replace(look, theme="light", legend=True))
        .properties(
            width=640,
            title=alt.TitleParams(figure.title, subtitle=lines, anchor="start"),
            padding=16,
            background=GROUND["light"],
        )
        .configure_view(stroke=None)
        .configure_axis(labelColor=TEXT["light"], labelFontSize=12, grid=False)
        .configure_title(offset=16, fontSize=16, color=TEXT["light"])
    )
    return built
