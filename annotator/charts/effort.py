"""Charts of effort: time along the way, and what became of suggestions, each with intervals."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from annotator.charts.figure import BAR, Figure, Rows
from annotator.charts.look import Look
from annotator.palette import PALETTE

_ANSWERS = {"accepted": "green", "corrected": "amber", "rejected": "rose"}
_ROW = 56  # pixels of a group of three points


def along(points: Rows, lines: Rows) -> Figure:
    """Return the time for 100 words by the order in which articles were done.

    Parameters
    ----------
    points : list of dict
        `annotator`, `first`, `last`, `minutes` and `n` articles.
    lines : list of dict
        `annotator`, `place`, `minutes`, `low` and `high`: the same smoothed.
    """
    n = sum(row["n"] for row in points)
    few = sorted({row["annotator"] for row in points} - {row["annotator"] for row in lines})
    note = f"No line for {', '.join(few)}: too few articles to say." if few else ""
    return Figure(
        "along",
        "Along the way",
        "Do articles take less time with practice?",
        f"n = {n:,} articles; a point is one of them, or some that were done one after another; "
        "the band holds the smoothed line with 95 %",
        [row | {"minutes": round(row["minutes"], 2)} for row in points],
        lambda look: _along(points, lines, look),
        "No time has been counted yet on an article that somebody is done with.",
        note,
        legend=lambda look: _people(points, look),
    )


def _people(rows: Rows, look: Look) -> dict[str, str]:
    names = sorted({str(row["annotator"]) for row in rows})
    hues = list(PALETTE.values())
    return {name: look.colour(hues[k % len(hues)]) for k, name in enumerate(names)}


def _along(points: Rows, lines: Rows, look: Look) -> alt.LayerChart:
    people = _people(points, look)
    scale = alt.Scale(domain=list(people), range=list(people.values()))
    colour = alt.Color(
        field="annotator",
        type="nominal",
        scale=scale,
        legend=alt.Legend(title=None, orient="bottom", columns=4) if look.legend else None,
    )
    x: dict[str, Any] = {
        "type": "quantitative",
        "title": "articles done",
        "scale": alt.Scale(zero=True, nice=False, padding=12),
        "axis": alt.Axis(grid=False, tickCount=6, tickMinStep=1, format=",d", **look.axis),
    }
    y: dict[str, Any] = {
        "type": "quantitative",
        "title": "minutes for 100 words",
        "axis": alt.Axis(tickCount=5, domain=False, ticks=False, **look.axis),
    }
    made = pd.DataFrame(points)
    dots = (
        alt.Chart(made.assign(middle=(made["first"] + made["last"]) / 2))
        .mark_circle(size=36, opacity=0.45)
        .encode(
            x=alt.X(field="middle", **x),
            y=alt.Y(field="minutes", **y),
            color=colour,
            tooltip=[
                alt.Tooltip(field="annotator", type="nominal"),
                alt.Tooltip(field="first", type="quantitative", title="from article"),
                alt.Tooltip(field="last", type="quantitative", title="to article"),
                alt.Tooltip(field="minutes", type="quantitative", format=".2f"),
            ],
        )
    )
    if not lines:
        return alt.LayerChart(layer=[dots]).properties(height=280)
    base = alt.Chart(pd.DataFrame(lines)).encode(x=alt.X(field="place", **x), color=colour)
    band = base.mark_area(opacity=0.15).encode(
        y=alt.Y(field="low", **y), y2=alt.Y2(field="high"),
        fill=alt.Fill(field="annotator", type="nominal", scale=scale, legend=None),
    )  # fmt: skip
    line = base.mark_line(strokeWidth=2).encode(y=alt.Y(field="minutes", **y))
    return alt.LayerChart(layer=[band, dots, line]).properties(height=280)


def answers(
    id_: str, title: str, question: str, column: str, rows: Rows, order: list[str]
) -> Figure:
    """Return what became of suggestions: the share of each answer with its interval.

    Parameters
    ----------
    id_, title, question : str
        Of the figure.
    column : str
        What they are grouped by.
    rows : list of dict
        `column`, `answer`, `n`, `of`, `share`, `low` and `high`.
    order : list of str
        The values of the column in their order.
    """
    n = sum(row["n"] for row in rows)
    return Figure(
        id_, title, question,
        f"n = {n:,} answers; a point is the share of an answer, its line the 95 % interval",
        rows,
        lambda look: _answers(column, rows, order, look),
        "Nobody has answered a suggestion yet.",
        key=(column, "answer"),
        legend=lambda look: {a: look.colour(PALETTE[hue]) for a, hue in _ANSWERS.items()},
    )  # fmt: skip


def kinds(rows: Rows) -> Figure:
    """Return the acts on annotations by what they do: `act` and `n`, the most frequent first."""
    n = sum(row["n"] for row in rows)
    return Figure(
        "acts",
        "Acts",
        "What is done by hand, and what in answer to suggestions?",
        f"n = {n:,} acts on annotations, on all articles, done or not",
        rows,
        lambda look: _kinds(rows, look),
        "Nobody has done anything to an annotation yet.",
        key=("act",),
        of=n,
    )


def _kinds(rows: Rows, look: Look) -> alt.LayerChart:
    clicked = alt.selection_point(BAR, fields=["act"])
    most = max(row["n"] for row in rows)
    base = alt.Chart(pd.DataFrame(rows)).encode(
        y=alt.Y(
            field="act",
            type="nominal",
            sort=[row["act"] for row in rows],
            title=None,
            axis=alt.Axis(ticks=False, domain=False, labelColor=look.quiet),
        ),
        x=alt.X(
            field="n",
            type="quantitative",
            title=None,
            axis=None,
            scale=alt.Scale(domain=[0, 1.12 * most], nice=False),
        ),
    )
    bars = (
        base.mark_bar(cursor="pointer", cornerRadius=1, color=look.colour(PALETTE["blue"]))
        .encode(
            opacity=alt.when(clicked).then(alt.value(1.0)).otherwise(alt.value(0.35)),
            tooltip=[
                alt.Tooltip(field="act", type="nominal"),
                alt.Tooltip(field="n", type="quantitative", format=","),
            ],
        )
        .add_params(clicked)
    )
    text = base.mark_text(align="left", dx=5, color=look.quiet).encode(
        text=alt.Text(field="n", type="quantitative", format=",")
    )
    return alt.LayerChart(layer=[bars, text]).properties(height=24 * len(rows) + 20)


def _answers(column: str, rows: Rows, order: list[str], look: Look) -> alt.LayerChart:
    there = [each for each in order if any(row[column] == each for row in rows)]
    clicked = alt.selection_point(BAR, fields=[column, "answer"])
    totals = {row[column]: row["of"] for row in rows}
    named = {each: f"{each} ({totals[each]:,})" for each in there}
    frame = pd.DataFrame(rows).assign(row=[named[row[column]] for row in rows])
    place: dict[str, Any] = {
        "y": alt.Y(
            field="row", type="nominal", sort=list(named.values()), title=None,
            axis=alt.Axis(ticks=False, domain=False, labelLimit=180, labelColor=look.quiet),
        ),
        "yOffset": alt.YOffset(field="answer", type="nominal", sort=list(_ANSWERS)),
    }  # fmt: skip
    x = alt.X(
        field="share",
        type="quantitative",
        title="of the answers",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=".0%", tickCount=5, domain=False, ticks=False, **look.axis),
    )
    colours = [look.colour(PALETTE[hue]) for hue in _ANSWERS.values()]
    base = alt.Chart(frame).encode(
        color=alt.Color(
            field="answer", type="nominal",
            scale=alt.Scale(domain=list(_ANSWERS), range=colours),
            legend=alt.Legend(title=None, orient="bottom") if look.legend else None,
        ),
        **place,
    )  # fmt: skip
    lines = base.mark_rule(strokeWidth=2).encode(
        x=alt.X(field="low", type="quantitative"), x2=alt.X2(field="high")
    )
    dots = (
        base.mark_circle(size=110, cursor="pointer", opacity=1)
        .encode(
            x=x,
            opacity=alt.when(clicked).then(alt.value(1.0)).otherwise(alt.value(0.35)),
            tooltip=[
                alt.Tooltip(field=column, type="nominal"),
                alt.Tooltip(field="answer", type="nominal"),
                alt.Tooltip(field="share", type="quantitative", format=".1%"),
                alt.Tooltip(field="low", type="quantitative", title="from", format=".1%"),
                alt.Tooltip(field="high", type="quantitative", title="to", format=".1%"),
                alt.Tooltip(field="n", type="quantitative", format=","),
            ],
        )
        .add_params(clicked)
    )
    return alt.LayerChart(layer=[dots, lines]).properties(height=_ROW * len(there) + 40)
