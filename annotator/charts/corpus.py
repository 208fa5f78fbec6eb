"""The charts of the page Corpus: what stands together, what tells sets apart, and what changes.

Names and words come from articles, so they only ever go in as data; the columns are ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from annotator.charts.figure import BAR
from annotator.charts.look import Look
from annotator.charts.time import periods
from annotator.palette import GROUND, PALETTE, TEXT

Rows = Sequence[Mapping[str, Any]]
_CELL = 26  # pixels of a row of a matrix
_ABOVE = 110  # pixels that the names above a matrix take
_NUMBERED = 16  # names of a matrix whose cells are wide enough for a number
_EDGES = 3  # for each name as many pairs of a network are drawn, or all would be one blot
_SIDE = 15  # words of each set that a chart shows
_ROW = 24
_PLACE = 34  # pixels of a row of points


def matrix(pairs: Rows, titles: Sequence[str], look: Look) -> alt.LayerChart:
    """Return a heat map of which names stand together; a click on either half is the same pair."""
    both = [
        dict(pair) | {"x": pair[x], "y": pair[y]}
        for pair in pairs
        for x, y in (("one", "other"), ("other", "one"))
    ]
    hue = PALETTE["blue"]
    low, high = (hue.tint_dark, hue.ink_dark) if look.theme == "dark" else (hue.tint, hue.ink)
    least, most = (end((pair["n"] for pair in pairs), default=1) for end in (min, max))
    axis: dict[str, Any] = {
        "ticks": False,
        "domain": False,
        "labelLimit": 130,
        "title": None,
        "labelOverlap": False,
        **look.axis,
    }
    clicked = alt.selection_point(BAR, fields=["one_id", "other_id"])
    place: dict[str, Any] = {
        "sort": list(titles),
        "scale": alt.Scale(domain=list(titles), paddingInner=0.06),
    }
    base = alt.Chart(pd.DataFrame(both)).encode(
        x=alt.X(
            field="x", type="nominal", axis=alt.Axis(orient="top", labelAngle=-45, **axis), **place
        ),
        y=alt.Y(field="y", type="nominal", axis=alt.Axis(**axis), **place),
    )
    cells = (
        base.mark_rect(cursor="pointer", cornerRadius=2)
        .encode(
            color=alt.Color(
                field="n",
                type="quantitative",
                scale=alt.Scale(range=[low, high], domain=[least - 1, max(most, least + 1)]),
                legend=None,
            ),
            # To fade the others would take the numbers on them along.
            stroke=alt.when(clicked, empty=False).then(alt.value(TEXT[look.theme])),
            strokeWidth=alt.when(clicked, empty=False).then(alt.value(2.5)).otherwise(alt.value(0)),
            tooltip=_tooltip(x="name", y="with", n="n"),
        )
        .add_params(clicked)
    )
    layers = [cells]
    if len(titles) <= _NUMBERED:
        is_dark = alt.datum.n > (least - 1 + most) / 2
        # On a phone numbers would run into one another.
        wide = alt.ExprRef(f"width < {_CELL * len(titles)} ? 0 : 1")
        ink = alt.when(is_dark).then(alt.value(GROUND[look.theme]))
        layers.append(
            base.mark_text(fontSize=11, cursor="pointer", opacity=wide).encode(
                text=alt.Text(field="n", type="quantitative", format=","),
                color=ink.otherwise(alt.value(TEXT[look.theme])),
                tooltip=_tooltip(x="name", y="with", n="n"),
            )
        )
    return alt.LayerChart(layer=layers).properties(height=_CELL * len(titles) + _ABOVE)


def network(nodes: Rows, pairs: Rows, look: Look) -> alt.LayerChart:
    """Return the names as a network: the strongest pairs joined, and names by how often they are.

    `nodes` have `key`, `title`, `label`, `own`, `x` and `y`; `pairs` come the strongest first.
    """
    at = {node["key"]: node for node in nodes}
    edges = [
        dict(pair)
        | {"x": at[pair["one_id"]]["x"], "y": at[pair["one_id"]]["y"]}
        | {"x2": at[pair["other_id"]]["x"], "y2": at[pair["other_id"]]["y"]}
        for pair in drawn(pairs, len(nodes))
    ]
    clicked = alt.selection_point(BAR, fields=["one_id", "other_id"])
    frame, names = pd.DataFrame(edges), pd.DataFrame(nodes)
    scale: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[-0.06, 1.06])}
    x = alt.X(field="x", type="quantitative", **scale)
    y = alt.Y(field="y", type="quantitative", **scale)
    labels = list(dict.fromkeys(node["label"] for node in nodes))
    layers: list[alt.Chart] = []
    if edges:
        lines = alt.Chart(frame).encode(x=x, y=y, x2=alt.X2(field="x2"), y2=alt.Y2(field="y2"))
        seen = lines.mark_rule(color=look.quiet, strokeCap="round").encode(
            strokeWidth=alt.StrokeWidth(
                field="n",
                type="quantitative",
                legend=None,
                scale=alt.Scale(range=[1, 7], type="sqrt"),
            ),
            opacity=alt.when(clicked, empty=False).then(alt.value(0.95)).otherwise(alt.value(0.35)),
        )
        # A line is too thin to be hit: what takes the click is as wide as a finger needs.
        hit = (
            lines.mark_rule(opacity=0, strokeWidth=12, cursor="pointer")
            .encode(tooltip=_tooltip(one="name", other="with", n="n"))
            .add_params(clicked)
        )
        layers += [seen, hit]
    base = alt.Chart(names).encode(x=x, y=y)
    layers += [
        base.mark_circle(opacity=1, stroke=GROUND[look.theme], strokeWidth=1.5).encode(
            size=alt.Size(
                field="own", type="quantitative", legend=None, scale=alt.Scale(range=[60, 700])
            ),
            color=alt.Color(
                field="label",
                type="nominal",
                scale=alt.Scale(domain=labels, range=[look.of_label(each) for each in labels]),
                legend=alt.Legend(title=None, orient="bottom") if look.legend else None,
            ),
            tooltip=_tooltip(title="name", label="label", own="n"),
        ),
        base.mark_text(
            dy=-17, fontSize=12, limit=130, stroke=GROUND[look.theme], strokeWidth=3
        ).encode(text=alt.Text(field="title")),
        base.mark_text(dy=-17, fontSize=12, limit=130, color=TEXT[look.theme]).encode(
            text=alt.Text(field="title")
        ),
    ]
    return alt.LayerChart(layer=layers).properties(height=520)


def drawn(pairs: Rows, nodes: int) -> Rows:
    """Return the pairs that a network draws: the strongest."""
    return pairs[: _EDGES * nodes]


def keyness(rows: Rows, names: tuple[str, str], look: Look) -> alt.LayerChart:
    """Return the words that tell two sets apart most, by their z-scores: left and right of 0.

    `rows` come by falling z; `names` are those of the sets.
    """
    told = [row for row in rows if row["z"] is not None]
    left = [row for row in told if row["z"] > 0][:_SIDE]
    right = [row for row in told if row["z"] < 0][-_SIDE:]
    shown = [
        dict(row) | {"set": name, "told": _short(row["word"])}
        for some, name in ((left, names[0]), (right, names[1]))
        for row in some
    ]
    clicked = alt.selection_point(BAR, fields=["word_id"])
    widest = max((abs(row["z"]) for row in shown), default=1.0)
    base = alt.Chart(pd.DataFrame(shown)).encode(
        y=alt.Y(field="word_id", type="nominal", sort=[row["word_id"] for row in shown], axis=None),
        x=alt.X(
            field="z",
            type="quantitative",
            title="z-score",
            scale=alt.Scale(domain=[-1.7 * widest, 1.7 * widest], nice=False),
            axis=alt.Axis(grid=False, ticks=False, domain=False, tickCount=7, **look.axis),
        ),
    )
    bars = (
        base.mark_bar(cursor="pointer", cornerRadius=1)
        .encode(
            color=alt.Color(
                field="set",
                type="nominal",
                scale=alt.Scale(domain=list(names), range=list(sides(names, look).values())),
                legend=alt.Legend(title=None, orient="bottom") if look.legend else None,
            ),
            opacity=alt.when(clicked).then(alt.value(1.0)).otherwise(alt.value(0.35)),
            tooltip=[
                *_tooltip(word="word", left=names[0], right=names[1]),
                alt.Tooltip(field="z", type="quantitative", format=".2f"),
                alt.Tooltip(field="g2", type="quantitative", title="G2", format=".1f"),
            ],
        )
        .add_params(clicked)
    )
    text: dict[str, Any] = {"fontSize": 12, "color": TEXT[look.theme]}
    above = base.transform_filter("datum.z > 0").mark_text(align="left", dx=6, **text)
    below = base.transform_filter("datum.z < 0").mark_text(align="right", dx=-6, **text)
    words = [each.encode(text=alt.Text(field="told")) for each in (above, below)]
    return alt.LayerChart(layer=[bars, *words]).properties(height=_ROW * max(len(shown), 1) + 50)


def sides(names: tuple[str, str], look: Look) -> dict[str, str]:
    """Return the colours of two sets."""
    return {n: look.colour(PALETTE[hue]) for n, hue in zip(names, ("blue", "rust"), strict=True)}


def months(rows: Rows, look: Look) -> alt.LayerChart:
    """Return a bar for each month, with the gaps between them where these are short."""
    clicked = alt.selection_point(BAR, fields=["month"])
    missing = "datum.value === '' ? 'no date' : datum.label"
    bars = (
        alt.Chart(pd.DataFrame(list(rows)))
        .mark_bar(cursor="pointer", cornerRadius=1, color=look.colour(PALETTE["blue"]))
        .encode(
            x=alt.X(
                field="month",
                type="ordinal",
                title=None,
                scale=alt.Scale(domain=periods(sorted(str(row["month"]) for row in rows))),
                axis=alt.Axis(
                    labelAngle=-45,
                    labelOverlap="greedy",
                    ticks=False,
                    labelExpr=missing,
                    **look.axis,
                ),
            ),
            y=_measured(alt.Y, "n", look),
            opacity=alt.when(clicked).then(alt.value(1.0)).otherwise(alt.value(0.35)),
            tooltip=_tooltip(month="month", n="n"),
        )
        .add_params(clicked)
    )
    return alt.LayerChart(layer=[bars]).properties(height=200)


def over_time(rows: Rows, axis: str, measure: str, look: Look) -> alt.LayerChart:
    """Return lines along time, one for each series; what has no date stands in the table alone."""
    dated = [dict(row) | {"at": at} for row in rows if (at := _day(str(row[axis])))]
    clicked = alt.selection_point(BAR, fields=["series_id", axis], nearest=True)
    base = alt.Chart(pd.DataFrame(dated)).encode(
        # In UTC, or days would shift where the browser's clock is behind it.
        x=alt.X(
            field="at",
            type="temporal",
            title=None,
            scale=alt.Scale(type="utc"),
            axis=alt.Axis(labelOverlap="greedy", grid=False, ticks=False, **look.axis),
        ),
        y=_measured(alt.Y, measure, look),
        color=_series(rows, look),
    )
    line = base.mark_line(strokeWidth=2, interpolate="monotone", opacity=0.75)
    points = base.mark_circle(size=55, cursor="pointer").encode(
        opacity=alt.when(clicked).then(alt.value(1.0)).otherwise(alt.value(0.35)),
        tooltip=_told(axis),
    )
    return alt.LayerChart(layer=[line, points.add_params(clicked)]).properties(height=320)


def by_place(rows: Rows, axis: str, measure: str, look: Look) -> alt.LayerChart:
    """Return a row for each source, or language, with a point for each series."""
    clicked = alt.selection_point(BAR, fields=["series_id", axis], nearest=True)
    shown = [dict(row) | {"place": row[axis] or f"no {axis}"} for row in rows]
    sums = pd.DataFrame(shown).groupby("place")[measure].sum().sort_values(ascending=False)
    order = [str(each) for each in sums.index]
    points = (
        alt.Chart(pd.DataFrame(shown))
        .mark_circle(size=130, cursor="pointer")
        .encode(
            y=alt.Y(
                field="place",
                type="nominal",
                sort=order,
                title=None,
                axis=alt.Axis(labelLimit=150, ticks=False, domain=False, grid=True, **look.axis),
            ),
            x=_measured(alt.X, measure, look).scale(alt.Scale(padding=16)),
            color=_series(rows, look),
            opacity=alt.when(clicked).then(alt.value(0.95)).otherwise(alt.value(0.3)),
            tooltip=_told(axis),
        )
        .add_params(clicked)
    )
    return alt.LayerChart(layer=[points]).properties(height=_PLACE * len(order) + 60)


def colours(rows: Rows, look: Look) -> dict[str, str]:
    """Return the colour of each series: that of its label, or hues in turn."""
    names = list(dict.fromkeys(str(row["series"]) for row in rows))
    hues = list(PALETTE.values())
    return {
        name: look.of_label(name) if name in look.hues else look.colour(hues[k % len(hues)])
        for k, name in enumerate(names)
    }


def _series(rows: Rows, look: Look) -> alt.Color:
    palette = colours(rows, look)
    return alt.Color(
        field="series",
        type="nominal",
        scale=alt.Scale(domain=list(palette), range=list(palette.values())),
        legend=alt.Legend(title=None, orient="bottom", columns=4) if look.legend else None,
    )


def _measured(channel: Any, measure: str, look: Look) -> Any:
    title = "passages" if measure == "n" else "passages in 10,000 words"
    whole: dict[str, Any] = {"tickMinStep": 1, "format": ",d"} if measure == "n" else {}
    return channel(
        field=measure,
        type="quantitative",
        title=title,
        axis=alt.Axis(tickCount=5, domain=False, ticks=False, **whole, **look.axis),
    )


def _told(axis: str) -> list[alt.Tooltip]:
    return [
        *_tooltip(**{"series": "name", axis: axis, "n": "n", "words": "words"}),
        alt.Tooltip(field="per_10000", type="quantitative", title="in 10,000 words", format=".2f"),
    ]


def _tooltip(**titles: str) -> list[alt.Tooltip]:
    numbers = ("n", "own", "left", "right", "words")
    return [
        alt.Tooltip(field=field, type="quantitative", title=title, format=",")
        if field in numbers
        else alt.Tooltip(field=field, type="nominal", title=title)
        for field, title in titles.items()
    ]


def _day(period: str) -> str:
    """Return the first day of a day, week, month or year; empty where there is none."""
    whole = period + "0001-01-01"[len(period) :] if period else ""
    try:
        return date.fromisoformat(whole).isoformat()
    except ValueError:  # no date, or a month 13, as some sources have it
        return ""


def _short(title: str) -> str:
    return title if len(title) <= 28 else f"{title[:27]}…"
