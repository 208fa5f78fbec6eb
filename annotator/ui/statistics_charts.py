"""The charts of the page Statistics, each with the passages behind its bars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from annotator import charts
from annotator.charts import CHARTS, Chart, Look
from annotator.services import reporting
from annotator.services.reporting import Report, Table
from annotator.ui import charts as figures
from annotator.ui import passages, state


def show_all(report: Report) -> None:
    """Show every chart there is, in two columns where there is room for them."""
    painted = figures.look(report.hues)
    columns = st.columns(2, gap="large")
    for column, shown in zip(columns, (CHARTS[::2], CHARTS[1::2]), strict=True):
        with column:
            for chart in shown:
                show(chart, report.tables[chart.table], painted)


@st.fragment
def show(chart: Chart, table: Table, painted: Look) -> None:
    """Show a chart; a click on a bar, or a choice below, lists the passages behind it."""
    state.guarded(lambda: _show(chart, table, painted))


def _show(chart: Chart, table: Table, painted: Look) -> None:
    figure = charts.figure(chart, table.rows, table.caption, table.note, table.of)
    key = f"{chart.id}-{table.unit}"
    bar = figures.show(figure, painted, key=key)
    if bar is not None:
        _passages(table, bar, f"{key}-page")


def _passages(table: Table, bar: Mapping[str, Any], key: str) -> None:
    page = reporting.behind(state.session(), table.listed, bar, passages.offset(key))
    passages.show(page, key)
