"""The part Over time: labels and names by day, week, month, year, source and language."""

from __future__ import annotations

import streamlit as st

from annotator.charts import Figure
from annotator.charts import corpus as drawn
from annotator.services import trends
from annotator.services.corpus import Counted
from annotator.services.session import Session
from annotator.services.trends import Trend
from annotator.ui import charts as figures
from annotator.ui import in_url, passages, words
from annotator.ui.corpus import frame

_KINDS = {"labels": "Labels", "names": "Names"}
_AXES = {
    "month": "Month", "day": "Day", "week": "Week", "year": "Year", "source": "Source",
    "language": "Language",
}  # fmt: skip
_MEASURES = {"n": "Passages", "per_10000": "In 10,000 words"}
_CHOICE = 200  # names to choose from: those with most passages


def show(session: Session, found: Counted) -> None:
    """Show a chart along what is chosen; a click lists the passages of a point."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = in_url.segments("What", "kind", _KINDS)
        measure = in_url.segments("Measure", "measure", _MEASURES)
        axis = in_url.select("By", "axis", _AXES, 130)
    asked = st.query_params.get_all(f"{kind}_shown")
    told = trends.trend(session, found.counted, kind, asked, axis)
    choice = {key: told.choice[key] for key in [*told.chosen, *list(told.choice)[:_CHOICE]]}
    in_url.several(_KINDS[kind], f"{kind}_shown", choice, list(told.choice)[: trends.USUAL])
    if len(asked) > trends.MOST:
        st.caption(f"Of these the first {trends.MOST} are shown: more can't be told apart.")
    key = f"trend-{kind}-{found.counted}-{told.axis}-{measure}"
    bar = figures.show(_figure(told, kind, measure), frame.look(found), key=key)
    if bar is not None:
        at = {name: _codes(told).get(str(value), str(value)) for name, value in bar.items()}
        page = trends.behind(session, found.counted, kind, at, passages.offset(f"{key}-page"))
        passages.show(page, f"{key}-page")


def _codes(told: Trend) -> dict[str, str]:
    """Return the codes of languages by their names, which are shown in their place."""
    there = {row["language"] for row in told.rows} if told.axis == "language" else set()
    return {words.language(code): code for code in there if code}


def _figure(told: Trend, kind: str, measure: str) -> Figure:
    names = {code: name for name, code in _codes(told).items()}
    rows = [row | {told.axis: names.get(row[told.axis], row[told.axis])} for row in told.rows]
    n = sum(row["n"] for row in rows)
    notes = [told.note]
    undated = sum(row["n"] for row in told.rows if not row[told.axis])
    if undated and told.axis not in ("source", "language"):
        notes.append(
            f"{words.count(undated, 'passage')} in articles without a date: in the table alone."
        )
    is_time = told.axis not in ("source", "language")
    draw = drawn.over_time if is_time else drawn.by_place
    return Figure(
        "trend", f"{_KINDS[kind]} by {told.axis}", "How often, and where is it more?",
        f"n = {words.count(n, 'passage')}", rows,
        lambda painted: draw(rows, told.axis, measure, painted),
        "There is nothing to show.", " ".join(filter(None, notes)), ("series_id", told.axis),
        legend=lambda painted: drawn.colours(rows, painted),
    )  # fmt: skip
