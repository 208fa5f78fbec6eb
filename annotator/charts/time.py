"""Axes of time, and charts along them and along what was learned from."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from annotator.charts.look import QUIET
from annotator.palette import PALETTE

_FILLED = 60  # a gap in time is shown where the whole range has at most so many bars


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
    quiet: dict[str, Any] = {"labelColor": QUIET[theme], "titleColor": QUIET[theme]}
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
    quiet: dict[str, Any] = {"labelColor": QUIET[theme], "titleColor": QUIET[theme]}
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
