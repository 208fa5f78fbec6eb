"""The charts of the statistics page: a table in, an Altair chart out.

A new chart is one function and one line in `CHARTS`. Names come from articles and label sets, so
they only ever go in as data; the columns are ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import altair as alt
import pandas as pd

from annotator.charts.figure import BAR, MISSING, Figure, Rows
from annotator.charts.look import Look
from annotator.charts.time import periods
from annotator.palette import PALETTE

_ROW = 24  # pixels of a horizontal bar with its gap
_PADDING = 20  # what Streamlit's theme leaves free around the bars
_ANSWERS = {"accepted": "green", "corrected": "amber", "rejected": "rose", "open": "slate"}


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: the question it answers, the report it reads, and what names a bar of it.

    `key` are the columns that name a bar, `series` the column that is coloured; `empty` says what
    to do where there is nothing to show.
    """

    id: str
    title: str
    question: str
    table: str
    key: tuple[str, ...]
    series: str
    empty: str
    build: Callable[[Chart, pd.DataFrame, Look], alt.LayerChart]

    @property
    def stacked(self) -> bool:
        """Whether a bar holds several colours, so that a legend is needed."""
        return self.key[0].removesuffix("_id") != self.series


def figure(chart: Chart, rows: Rows, caption: str, note: str = "", of: int = 0) -> Figure:
    """Return a chart of the statistics with the rows of its report as a figure."""
    return Figure(
        chart.id,
        chart.title,
        chart.question,
        caption,
        rows,
        lambda look: chart.build(chart, pd.DataFrame(rows), look),
        chart.empty,
        note,
        chart.key,
        of,
        (lambda look: colours(chart, pd.DataFrame(rows), look)) if chart.stacked else None,
    )


def colours(chart: Chart, frame: pd.DataFrame, look: Look) -> dict[str, str]:
    """Return the colour of each series of a chart, in the order in which they are stacked."""
    if chart.series == "answer":
        there = set(frame["answer"])
        return {a: look.colour(PALETTE[hue]) for a, hue in _ANSWERS.items() if a in there}
    order = frame.groupby(chart.series)["n"].sum().sort_values(ascending=False, kind="stable")
    names = [str(name) for name in order.index]
    if chart.series == "label":
        return {name: look.of_label(name) for name in names}
    hues = list(PALETTE.values())
    return {name: look.colour(hues[k % len(hues)]) for k, name in enumerate(sorted(names))}


def across(chart: Chart, frame: pd.DataFrame, look: Look) -> alt.LayerChart:
    """Return horizontal bars, the longest on top, with the sum of each at its end."""
    named = chart.key[0].removesuffix("_id")
    totals = frame.groupby(named, sort=False)["n"].sum().sort_values(ascending=False, kind="stable")
    order = [str(name) for name in totals.index]
    y = alt.Y(
        field=named,
        type="nominal",
        sort=order,
        title=None,
        axis=alt.Axis(
            labelLimit=150,
            ticks=False,
            domain=False,
            labelExpr=_worded(named),
            labelColor=look.quiet,
        ),
    )
    x = alt.X(
        field="n",
        type="quantitative",
        title=None,
        scale=alt.Scale(domain=[0, 1.12 * float(totals.max())], nice=False),
        axis=None,
        stack="zero",
    )
    bars = _bars(chart, frame, look).encode(y=y, x=x)
    sums = pd.DataFrame({named: order, "n": [int(total) for total in totals]})
    text = (
        alt.Chart(sums)
        .mark_text(align="left", dx=5, color=look.quiet)
        .encode(y=y, x=alt.X(field="n", type="quantitative"), text=alt.Text(field="n", format=","))
    )
    return alt.LayerChart(layer=[bars, text]).properties(height=_ROW * len(order) + _PADDING)


def upright(chart: Chart, frame: pd.DataFrame, look: Look) -> alt.LayerChart:
    """Return vertical bars in the order of time."""
    period = chart.key[0]
    x = alt.X(
        field=period,
        type="ordinal",
        title=None,
        scale=alt.Scale(domain=periods(sorted({str(value) for value in frame[period]}))),
        axis=alt.Axis(
            labelAngle=-45,
            labelOverlap="greedy",
            ticks=False,
            labelExpr=_worded(period),
            labelColor=look.quiet,
        ),
    )
    y = alt.Y(
        field="n",
        type="quantitative",
        title=None,
        stack="zero",
        axis=alt.Axis(
            tickCount=4,
            format=",d",
            tickMinStep=1,
            domain=False,
            ticks=False,
            labelColor=look.quiet,
        ),
    )
    bars = _bars(chart, frame, look).encode(x=x, y=y)
    return alt.LayerChart(layer=[bars]).properties(height=240)


def _bars(chart: Chart, frame: pd.DataFrame, look: Look) -> alt.Chart:
    clicked = alt.selection_point(BAR, fields=list(chart.key))
    palette = colours(chart, frame, look)
    place = {name: number for number, name in enumerate(palette)}
    named = dict.fromkeys((chart.key[0].removesuffix("_id"), chart.series))
    bars: alt.Chart = (
        alt.Chart(frame.assign(place=frame[chart.series].map(place)))
        .mark_bar(cursor="pointer", cornerRadius=1)
        .encode(
            color=alt.Color(
                field=chart.series,
                type="nominal",
                scale=alt.Scale(domain=list(palette), range=list(palette.values())),
                # On the page it stands above, in HTML, where it can wrap.
                legend=alt.Legend(title=None, orient="bottom", columns=4)
                if look.legend and chart.stacked
                else None,
            ),
            order=alt.Order(field="place", type="quantitative"),
            opacity=alt.when(clicked).then(alt.value(1.0)).otherwise(alt.value(0.35)),
            tooltip=[
                *(alt.Tooltip(field=name, type="nominal", title=name) for name in named),
                alt.Tooltip(field="n", type="quantitative", format=","),
            ],
        )
        .add_params(clicked)
    )
    return bars


def _worded(column: str) -> str:
    """Return the Vega expression for an axis label: a missing value is named."""
    return f"datum.value === '' ? '{MISSING.get(column, '')}' : datum.label"


_NO_MARKS = "Nothing to count yet. Open an article and label a passage."

CHARTS = (
    Chart(
        "labels", "Labels", "What was labelled, and how often?",
        "labels", ("label_id",), "label", _NO_MARKS, across,
    ),
    Chart(
        "sources", "Sources", "Which sources write about what?",
        "sources", ("source", "label_id"), "label", _NO_MARKS, across,
    ),
    Chart(
        "languages", "Languages", "What is labelled in which language?",
        "languages", ("language_id", "label_id"), "label", _NO_MARKS, across,
    ),
    Chart(
        "months", "Months", "When was it published?",
        "months", ("month", "label_id"), "label", _NO_MARKS, upright,
    ),
    Chart(
        "names", "Names", "Who and what is named most often?",
        "names", ("quote", "label_id"), "label", "No name was labelled yet.", across,
    ),
    Chart(
        "answers", "Answers", "What became of the suggestions?",
        "answers", ("label_id", "answer"), "answer",
        "There are no suggestions. They are made when an article is opened.", across,
    ),
    Chart(
        "days", "Work", "Who did how much, on which day?",
        "days", ("day", "annotator_id"), "annotator",
        "Nobody has worked on this project yet. Open an article and label a passage.", upright,
    ),
)  # fmt: skip
