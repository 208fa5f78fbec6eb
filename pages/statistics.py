"""Statistics: what was found in the articles, and every passage behind each figure."""

from __future__ import annotations

import streamlit as st

from annotator.services import reporting
from annotator.services.reporting import EVERYTHING
from annotator.ui import live, look, state, statistics, statistics_charts, statistics_filters


def show() -> None:
    """Show the totals, the charts and the notes of the project, as the work goes on."""
    look.apply_look()
    st.title("Statistics")
    with live.following():
        only = statistics_filters.from_url()
        report = reporting.report(state.session(), st.query_params.get("count", ""), only)
        if only == EVERYTHING and not statistics.ready(report):
            return
        statistics_filters.show()
        statistics.tiles(report)
        statistics.choose_count(report)
        statistics_charts.show_all(report)
        statistics.notes(report)


state.guarded(show)
