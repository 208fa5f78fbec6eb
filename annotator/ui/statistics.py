"""The parts of the statistics page around its charts: totals, what to count, the notes."""

from __future__ import annotations

import streamlit as st

from annotator.services import reporting
from annotator.services.reporting import EVERYTHING, Report
from annotator.ui import passages, state


def ready(report: Report) -> bool:
    """Say what to do where there is nothing to count; return whether there is something."""
    if not report.tiles["articles"]:
        st.info(
            "There are no articles yet, so there is nothing to count.", icon=":material/article:"
        )
        state.way_to_load()
        return False
    if not any(report.tiles[name] for name in ("marks", "suggestions", "notes")):
        tiles(report)
        st.info("Nothing has been labelled yet. Open an article and select some words.")
        st.page_link("read.py", label="Start reading", icon=":material/article:")
        return False
    return True


def tiles(report: Report) -> None:
    """Show the totals in one line that wraps."""
    counts = report.tiles
    with st.container(horizontal=True, gap="medium"):
        for label, name, tip in (
            ("Articles", "articles", "That are here; removed ones never count."),
            ("Words", "words", "In these articles."),
            ("Marks", "marks", "Labels that people put: made, accepted or corrected."),
            ("Open suggestions", "open", "Suggestions that you have not answered."),
            ("Notes", "notes", "Written on passages and articles."),
        ):
            st.metric(label, f"{counts[name]:,}", width="content", help=tip)
    st.caption(f"Your articles: {counts['done']:,} done, {counts['in_work']:,} in work.")
    if report.is_part:
        st.caption("Counted are the articles alone on which blindness is lifted.")
    if report.only.of_annotations:
        st.caption("Articles, words and states are those of all articles that the filters leave.")


def choose_count(report: Report) -> None:
    """Let the reader choose what the first four charts count; the URL keeps it."""
    st.segmented_control(
        "Count",
        reporting.COUNTS,
        default=report.counted,
        format_func=str.capitalize,
        key="counted",
        on_change=_keep_count,
        required=True,
    )
    if report.counted == "suggestions" and not report.tiles["marks"] and report.only == EVERYTHING:
        st.caption("Nobody has marked anything yet, so these are the suggestions.")


def _keep_count() -> None:
    st.query_params["count"] = st.session_state["counted"]


_NO_NOTES = "There are no notes yet. Select some words in an article and write one."


@st.fragment
def notes(report: Report) -> None:
    """List the notes, newest work last, each with its passage."""
    state.guarded(lambda: _notes(report))


def _notes(report: Report) -> None:
    st.subheader("Notes", anchor="notes")
    if not report.tiles["notes"]:
        is_all = report.only == EVERYTHING
        st.caption(_NO_NOTES if is_all else "No note is left by the filters above.")
        return
    key = "notes-page"
    offset = passages.offset(key)
    page = reporting.behind(state.session(), "notes", {}, offset, only=report.only)
    passages.show(page, key)
