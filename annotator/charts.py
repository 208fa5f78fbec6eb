"""The charts of the statistics page: a table in, an Altair chart out.

A new chart is one function and one line in `CHARTS`. Names come from articles and label sets, so
they only ever go in as data; the columns are ours.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd

from annotator.palette import GROUND, PALETTE, TEXT, Hue

BAR = "bar"  # the name of the selection: which bar was clicked
_ROW = 24  # pixels of a horizontal bar with its gap
_PADDING = 20  # what Streamlit's theme leaves free around the bars
_FILLED = 60  # a gap in time is shown where the whole range has at most so many bars
_QUIET = {"light": "#6b665d", "dark": "#a9a498"}
_ANSWERS = {"accepted": "green", "corrected": "amber", "rejected": "rose", "open": "slate"}


@dataclass(frozen=True, slots=True)
class Look:
    """How charts are painted: the theme, the hue of each label by its name, and the legend."""

    theme: str
    hues: Mapping[str, Hue]
    legend: bool = False

    def colour(self, hue: Hue) -> str:
        """Return the ink of a hue in this theme."""
        return hue.ink_dark if self.theme == "dark" else hue.ink

    def of_label(self, name: str) -> str:
        """Return the colour of a label; slate if it has none."""
        return self.colour(self.hues.get(name, PALETTE["slate"]))


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
            labelColor=_QUIET[look.theme],
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
        .mark_text(align="left", dx=5, color=_QUIET[look.theme])
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
            labelColor=_QUIET[look.theme],
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
            labelColor=_QUIET[look.theme],
        ),
    )
    bars = _bars(chart, frame, look).encode(x=x, y=y)
    return alt.LayerChart(layer=[bars]).properties(height=240)


def periods(there: list[str]) -> list[str]:
    """Return the days, months or years of the axis: those that are there, and short gaps.

    What has no date stands last.
    """
    dated = [value for value in there if value]
    filled = _range(dated[0], dated[-1]) if dated else []
    return (filled if 0 < len(filled) <= _FILLED else dated) + [""] * ("" in there)


def _range(first: str, last: str) -> list[str]:
    try:
        steps = pd.period_range(first, last, freq={4: "Y", 7: "M", 10: "D"}[len(first)])
    except ValueError:  # a month 13, as some sources have it
        return []
    return [str(step) for step in steps]


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
    missing = {"source": "no source", "month": "no date"}.get(column, "")
    return f"datum.value === '' ? '{missing}' : datum.label"


def by_day(points: pd.DataFrame, unit: str, theme: str) -> alt.LayerChart:
    """Return a bar for each day, with the gaps between them where these are short.

    Parameters
    ----------
    points : DataFrame
        `day` and `n`.
    unit : str
        What is counted, in words.
    theme : str
        'light' or 'dark'.
    """
    hue = PALETTE["blue"]
    quiet: dict[str, Any] = {"labelColor": _QUIET[theme], "titleColor": _QUIET[theme]}
    bars = (
        alt.Chart(points)
        .mark_bar(color=hue.ink_dark if theme == "dark" else hue.ink, cornerRadius=1)
        .encode(
            x=alt.X(
                field="day",
                type="ordinal",
                title=None,
                scale=alt.Scale(domain=periods(sorted(map(str, points["day"])))),
                axis=alt.Axis(labelAngle=-45, labelOverlap="greedy", ticks=False, **quiet),
            ),
            y=alt.Y(
                field="n",
                type="quantitative",
                title=unit,
                axis=alt.Axis(tickCount=4, tickMinStep=1, domain=False, ticks=False, **quiet),
            ),
            tooltip=[
                alt.Tooltip(field="day", type="nominal"),
                alt.Tooltip(field="n", type="quantitative", title=unit, format=","),
            ],
        )
    )
    return alt.LayerChart(layer=[bars]).properties(height=200)


def learning_curve(points: pd.DataFrame, theme: str) -> alt.LayerChart:
    """Return how good a model is by how much it learned from, with the interval as a band.

    Parameters
    ----------
    points : DataFrame
        `annotations`, `articles`, `f1`, and `low` and `high`, which may be missing.
    theme : str
        'light' or 'dark'.
    """
    hue = PALETTE["blue"]
    ink = hue.ink_dark if theme == "dark" else hue.ink
    quiet: dict[str, Any] = {"labelColor": _QUIET[theme], "titleColor": _QUIET[theme]}
    x = alt.X(
        field="annotations",
        type="quantitative",
        title="annotations learned from",
        scale=alt.Scale(zero=True, nice=False, padding=12),
        axis=alt.Axis(grid=False, tickCount=5, format=",d", ticks=False, **quiet),
    )
    y = alt.Y(
        field="f1",
        type="quantitative",
        title="F1 on the articles held out",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(tickCount=5, format=".1f", domain=False, ticks=False, **quiet),
    )
    tooltip = [
        alt.Tooltip(field=name, type="quantitative", title=title, format=form)
        for name, title, form in (
            ("annotations", "annotations", ","), ("articles", "articles", ","),
            ("f1", "F1", ".2f"), ("low", "from", ".2f"), ("high", "to", ".2f"),
        )
    ]  # fmt: skip
    base = alt.Chart(points).encode(x=x, tooltip=tooltip)
    band = base.mark_area(color=ink, opacity=0.15).encode(
        y=alt.Y(field="low", type="quantitative"), y2=alt.Y2(field="high")
    )
    line = base.mark_line(color=ink, point=alt.OverlayMarkDef(color=ink, size=50)).encode(y=y)
    return alt.LayerChart(layer=[line, band]).properties(height=260)


def image(
    chart: Chart, rows: list[dict[str, object]], look: Look, caption: str, kind: str
) -> bytes:
    """Return a chart as a picture that stands alone: 'png' or 'svg', light, with its title and n.

    Nothing is fetched from the network.
    """
    light = replace(look, theme="light", legend=True)
    title = alt.TitleParams(chart.title, subtitle=[chart.question, caption], anchor="start")
    built = (
        chart.build(chart, pd.DataFrame(rows), light)
        .properties(width=640, title=title, padding=16, background=GROUND["light"])
        .configure_view(stroke=None)
        .configure_axis(labelColor=TEXT["light"], labelFontSize=12, grid=False)
        .configure_title(offset=16, fontSize=16, color=TEXT["light"])
    )
    with alt.data_transformers.enable("default", max_rows=None):
        if kind == "svg":
            text = io.StringIO()
            built.save(text, format="svg")
            return text.getvalue().encode()
        pixels = io.BytesIO()
        built.save(pixels, format="png", scale_factor=2)
        return pixels.getvalue()


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
