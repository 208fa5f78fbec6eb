"""How much of what there is was found: a point for each label, with its interval."""

from __future__ import annotations

import altair as alt
import pandas as pd

from annotator.charts.figure import Figure, Rows
from annotator.charts.look import Look

_ROW = 28  # pixels of a label with its gap
_PADDING = 40
_COLUMNS = ("label", "share", "low", "high")


def share_found(rows: Rows, caption: str, note: str = "") -> Figure:
    """Return which share of the passages of each label was found, as far as it can be told.

    Parameters
    ----------
    rows : list of dict
        `label_id`, `label`, `found` and `missed` (numbers of passages), `share`, `low` and `high`
        (0 to 1). Where a share is None, too little is known to say.
    caption, note : str
        See `Figure`.
    """
    return Figure(
        id="found",
        title="Found",
        question="How much of what there is did anybody find?",
        caption=caption,
        rows=rows,
        draw=lambda look: _points(rows, look),
        empty="Too few passages were found by two annotators to say how many all have missed.",
        note=note,
    )


def _points(rows: Rows, look: Look) -> alt.LayerChart:
    told = [row for row in rows if row["share"] is not None]
    frame = pd.DataFrame(told, columns=[*_COLUMNS])
    order = [row["label"] for row in told]
    least = min([1.0, *(row["low"] for row in told)])
    y = alt.Y(
        field="label",
        type="nominal",
        sort=order,
        title=None,
        axis=alt.Axis(labelLimit=150, ticks=False, domain=False, labelColor=look.quiet),
    )
    # Not from 0: points, other than bars, do not say by their length how much it is.
    scale = alt.Scale(domain=[max(0.0, least - 0.02), 1], nice=False)
    axis = alt.Axis(format="%", tickCount=5, domain=False, **look.axis)
    x = alt.X(field="share", type="quantitative", title=None, scale=scale, axis=axis)
    colour = alt.Color(
        field="label",
        type="nominal",
        scale=alt.Scale(domain=order, range=[look.of_label(name) for name in order]),
        legend=None,
    )
    tooltip = [
        alt.Tooltip(field="label", type="nominal"),
        *(
            alt.Tooltip(field=name, type="quantitative", title=title, format=".1%")
            for name, title in (("share", "found"), ("low", "at least"), ("high", "at most"))
        ),
    ]
    base = alt.Chart(frame).encode(y=y, color=colour, tooltip=tooltip)
    lines = base.mark_rule(strokeWidth=2).encode(
        x=alt.X(field="low", type="quantitative", scale=scale), x2=alt.X2(field="high")
    )
    points = base.mark_point(filled=True, size=90, opacity=1).encode(x=x)
    return alt.LayerChart(layer=[lines, points]).properties(height=_ROW * len(order) + _PADDING)
