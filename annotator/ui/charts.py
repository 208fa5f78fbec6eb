"""A chart on a page: with what it counts, its passages and its downloads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from annotator import charts
from annotator.charts import CHARTS, Chart, Look
from annotator.palette import Hue
from annotator.services import reporting
from annotator.services.reporting import Report, Table
from annotator.ui import passages, state


def show_all(report: Report) -> None:
    """Show every chart there is, in two columns where there is room for them."""
    painted = look(report.hues)
    columns = st.columns(2, gap="large")
    for column, shown in zip(columns, (CHARTS[::2], CHARTS[1::2]), strict=True):
        with column:
            for chart in shown:
                show(chart, report.tables[chart.table], painted)


def look(hues: Mapping[str, Hue]) -> Look:
    """Return how charts are painted for whoever looks: in the theme of their browser."""
    return Look("dark" if st.context.theme.type == "dark" else "light", hues)


@st.fragment
def show(chart: Chart, table: Table, painted: Look) -> None:
    """Show a chart; a click on a bar, or a choice below, lists the passages behind it."""
    state.guarded(lambda: _show(chart, table, painted))


def _show(chart: Chart, table: Table, painted: Look) -> None:
    st.subheader(chart.title, anchor=chart.id)
    if not table.rows:
        st.caption(chart.question)
        st.info(chart.empty, icon=":material/bar_chart:")
        return
    st.caption(" ".join(filter(None, (chart.question, f"{table.caption}.", table.note))))
    frame = pd.DataFrame(table.rows)
    palette = charts.colours(chart, frame, painted)
    if chart.stacked:
        passages.legend(palette, f"{chart.id}-{table.unit}")
    # A chart of another key forgets its bar: so does one whose bar was chosen below instead.
    key = f"{chart.id}-{table.unit}"
    drawn = f"{key}-chart-{st.session_state.get(f'{key}-times', 0)}"
    st.altair_chart(
        chart.build(chart, frame, painted),
        key=drawn,
        width="stretch",
        on_select=partial(_clicked, chart, table, key, drawn),
        selection_mode=charts.BAR,
        alt=f"{chart.title}. {chart.question} {table.caption}. The list below has every bar.",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Passages behind…",
            range(len(table.rows)),
            index=None,
            key=key,
            format_func=lambda number: bar_name(chart, table.rows[number]),
            placeholder="Click a bar, or choose it here",
            on_change=_chosen, args=(key,),
        )  # fmt: skip
        _downloads(chart, table, painted)
    if chosen is not None:
        _passages(table, {name: table.rows[chosen][name] for name in chart.key}, f"{key}-page")


def bar_name(chart: Chart, row: Mapping[str, Any]) -> str:
    """Return what a bar stands for and how long it is, in words."""
    names = [row.get(name.removesuffix("_id"), "") or _MISSING[name] for name in chart.key]
    return f"{' · '.join(map(str, names))} ({row['n']:,})"


_MISSING = {"source": "no source", "month": "no date", "annotator_id": "no name"}


def _clicked(chart: Chart, table: Table, key: str, drawn: str) -> None:
    """Choose the bar in the list below: what was clicked and what was chosen are one."""
    picked = st.session_state[drawn]["selection"].get(charts.BAR) or [{}]
    numbers = [
        number
        for number, row in enumerate(table.rows)
        if all(picked[0].get(name) == row[name] for name in chart.key)
    ]
    st.session_state[key] = numbers[0] if numbers else None
    st.session_state.pop(f"{key}-page", None)


def _chosen(key: str) -> None:
    st.session_state[f"{key}-times"] = st.session_state.get(f"{key}-times", 0) + 1
    st.session_state.pop(f"{key}-page", None)


def _passages(table: Table, bar: Mapping[str, str], key: str) -> None:
    page = reporting.behind(state.session(), table.listed, bar, passages.offset(key))
    passages.show(page, key)


def _downloads(chart: Chart, table: Table, painted: Look) -> None:
    with st.popover("Save", icon=":material/download:"):
        for kind, mime in (("png", "image/png"), ("svg", "image/svg+xml"), ("csv", "text/csv")):
            # Made when it is asked for; a picture takes a moment.
            make = partial(reporting.as_csv, table.rows) if kind == "csv" else partial(
                charts.image, chart, table.rows, painted, table.caption, kind
            )  # fmt: skip
            st.download_button(
                kind.upper(), make, f"pressmark-{chart.id}.{kind}", mime,
                key=f"{chart.id}-{table.unit}-{kind}", on_click="ignore",
            )  # fmt: skip
