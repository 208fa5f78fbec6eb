"""The charts of the page Statistics, each with the passages behind its bars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from annotator import charts
from annotator.charts import CHARTS, Chart, Look
from annotator.services import reporting
from annotator.services.reporting import EVERYTHING, Only, Report, Table
from annotator.ui import charts as figures
from annotator.ui import passages, state, statistics_filters, tables

_EMPTY = "Nothing is left by the filters above: take one off."


def show_all(report: Report) -> None:
    """Show every chart there is, in two columns where there is room for them."""
    painted = figures.look(report.hues)
    columns = st.columns(2, gap="large")
    for column, shown in zip(columns, (CHARTS[::2], CHARTS[1::2]), strict=True):
        with column:
            for chart in shown:
                show(chart, report.tables[chart.table], painted, report.only)


@st.fragment
def show(chart: Chart, table: Table, painted: Look, only: Only) -> None:
    """Show a chart; a click on a bar, or a choice below, lists the passages behind it."""
    state.guarded(lambda: _show(chart, table, painted, only))


def _show(chart: Chart, table: Table, painted: Look, only: Only) -> None:
    figure = charts.figure(chart, table.rows, table.caption, table.note, table.of)
    if only != EVERYTHING:
        figure = replace(figure, empty=_EMPTY)
    key = f"{chart.id}-{table.unit}"
    bar = figures.show(figure, painted, key=key)
    if bar is not None:
        _filters(table, bar, only, key)
        _passages(table, bar, only, f"{key}-page")


def _filters(table: Table, bar: Mapping[str, Any], only: Only, key: str) -> None:
    """Offer what the bar stands for as a filter of all charts."""
    [row] = [each for each in table.rows if all(each[name] == bar[name] for name in bar)]
    offered = statistics_filters.offers(bar, only)
    with st.container(horizontal=True):
        for name in offered:
            told = charts.worded(name, str(row[name.removesuffix("_id")]))
            if st.button(
                f"Only {tables.cell(told)}", key=f"{key}-only-{name}", type="tertiary",
                icon=":material/filter_alt:", help="All charts count this alone",
            ):  # fmt: skip
                statistics_filters.take(name, str(bar[name]))


def _passages(table: Table, bar: Mapping[str, Any], only: Only, key: str) -> None:
    offset = passages.offset(key)
    page = reporting.behind(state.session(), table.listed, bar, offset, only=only)
    passages.show(page, key)
