"""What became of every file and row of a load: what was refused first, with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from annotator.model import Verdict
from annotator.services.loading import LoadJob
from annotator.ui import words

_SHOWN = 5_000
# Reasons are sentences: they are written out, which a long list would make a long page.
_WRITTEN_OUT = 100
_OUTCOMES = ("refused", "duplicate", "loaded")


def counts(job: LoadJob) -> str:
    """Return how many of a load's files and rows met which end, in words."""
    number = Counter(verdict.outcome for verdict in job.verdicts)
    return (
        f"{number['loaded']:,} loaded, {number['duplicate']:,} there already, "
        f"{number['refused']:,} refused"
    )


def report(job: LoadJob) -> None:
    """Show how a load has ended, and what became of each file and row."""
    with st.container(border=True):
        ended = "was stopped" if job.phase == "stopped" else "has ended"
        st.markdown(f"**The load of {words.plain(job.source)} {ended}.** {counts(job)}.")
        if job.error:
            st.error(words.plain(job.error))
        if job.phase == "stopped":
            st.caption("What was loaded stays; names are suggested when an article is opened.")
        first = next((v.article_id for v in job.verdicts if v.article_id), "")
        with st.container(horizontal=True, vertical_alignment="center"):
            if first:
                st.page_link(
                    "read.py",
                    label="Read the first one",
                    icon=":material/article:",
                    query_params={"article": first},
                )
            st.button("Close", on_click=_close, type="tertiary", icon=":material/close:")
        if job.verdicts:
            _verdicts(job.verdicts)


def _close() -> None:
    st.query_params.pop("load", None)


def _verdicts(verdicts: Sequence[Verdict]) -> None:
    number: Counter[str] = Counter(verdict.outcome for verdict in verdicts)
    there = [outcome for outcome in _OUTCOMES if number[outcome]]
    chosen = there[0]
    if len(there) > 1:
        picked = st.segmented_control(
            "Outcome",
            there,
            default=there[0],
            format_func=lambda outcome: f"{outcome.capitalize()} ({number[outcome]:,})",
            label_visibility="collapsed",
        )
        chosen = picked or there[0]
    rows = [verdict for verdict in verdicts if verdict.outcome == chosen]
    if chosen == "refused":
        _refused(rows)
    else:
        _taken(rows)


def _refused(rows: Sequence[Verdict]) -> None:
    st.markdown(
        "\n".join(
            f"- **{words.plain(verdict.place)}** – {words.plain(verdict.reason)}"
            for verdict in rows[:_WRITTEN_OUT]
        )
    )
    if len(rows) > _WRITTEN_OUT:
        rest = rows[_WRITTEN_OUT:_SHOWN]
        st.dataframe(
            [{"Place": verdict.place, "Reason": verdict.reason} for verdict in rest],
            hide_index=True,
            height=380,
        )
    _say_cut(rows)


def _taken(rows: Sequence[Verdict]) -> None:
    st.dataframe(
        [
            {
                "Article": f"read?article={verdict.article_id}",
                "Place": verdict.place,
                "Encoding": verdict.encoding,
            }
            for verdict in rows[:_SHOWN]
        ],
        hide_index=True,
        column_config={
            "Article": st.column_config.LinkColumn(display_text="read", width=70),
            "Encoding": st.column_config.TextColumn(width=100),
        },
        height="auto" if len(rows) < 10 else 380,
    )
    _say_cut(rows)


def _say_cut(rows: Sequence[Verdict]) -> None:
    if len(rows) > _SHOWN:
        st.caption(f"The first {_SHOWN:,} of {len(rows):,} are shown.")
