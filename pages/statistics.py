"""Statistics: what was found in the articles, and every passage behind each figure."""

from __future__ import annotations

import streamlit as st

from annotator.services import reporting
from annotator.ui import state, statistics, statistics_charts


def show() -> None:
    """Show the totals, the charts and the notes of the project."""
    session = state.session()
    report = reporting.report(session, st.query_params.get("count", ""))
    st.title("Statistics")
    if not statistics.ready(report):
        return
    statistics.tiles(report)
    statistics.choose_count(report)
    statistics_charts.show_all(report)
    statistics.notes(report)


state.guarded(show)
