"""The loads that are under way in this process, and what a page shows of one."""

from __future__ import annotations

import secrets
from collections import Counter

import streamlit as st

from annotator.services.loading import LoadJob
from annotator.ui import words

_KEPT = 20
_SHOWN = 5_000
_OUTCOMES = ("refused", "duplicate", "loaded")


@st.cache_resource(show_spinner=False)
def _jobs() -> dict[str, LoadJob]:
    """Return the loads of the whole process, so that a reload of the page finds its own."""
    return {}


def begin(job: LoadJob) -> None:
    """Start a load, and name it in the URL."""
    jobs = _jobs()
    for old in [key for key, known in jobs.items() if not known.running][: len(jobs) - _KEPT + 1]:
        jobs.pop(old, None)
    name = secrets.token_urlsafe(6)
    jobs[name] = job
    job.start()
    st.query_params["load"] = name


def show_named() -> None:
    """Show the load that the URL names, if this process knows it."""
    job = _jobs().get(st.query_params.get("load", ""))
    if job is None:
        st.query_params.pop("load", None)
    elif job.running:
        _watch(job)
    else:
        _report(job)


@st.fragment(run_every=0.5)
def _watch(job: LoadJob) -> None:
    """Show how far a load is, twice a second, until it has ended."""
    if not job.running:
        st.rerun()
    with st.container(border=True):
        st.markdown(f"**Loading {words.plain(job.source)}**")
        read = len(job.verdicts)
        if job.phase == "suggesting":
            done, total = job.suggested
            st.progress(
                done / total if total else 0.0,
                f"{_counts(job)}. Looking for names: {done:,} of {words.count(total, 'article')}",
            )
        elif job.expected:
            st.progress(min(1.0, read / job.expected), f"{read:,} of {job.expected:,} read")
        else:
            st.progress(0.0, f"{read:,} read")
        st.button("Stop", on_click=job.stop, icon=":material/stop_circle:")
        st.caption("What was loaded until then stays. You can read while this goes on.")


def _report(job: LoadJob) -> None:
    with st.container(border=True):
        ended = "was stopped" if job.phase == "stopped" else "has ended"
        st.markdown(f"**The load of {words.plain(job.source)} {ended}.** {_counts(job)}.")
        if job.error:
            st.error(words.plain(job.error))
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
            _verdicts(job)


def _close() -> None:
    st.query_params.pop("load", None)


def _verdicts(job: LoadJob) -> None:
    """Show every file and row with what became of it: what was refused first."""
    number: Counter[str] = Counter(verdict.outcome for verdict in job.verdicts)
    there = [outcome for outcome in _OUTCOMES if number[outcome]]
    chosen = st.segmented_control(
        "Outcome",
        ["all", *there],
        default="refused" if number["refused"] else "all",
        format_func=lambda o: f"{o.capitalize()} ({number[o] if o != 'all' else number.total():,})",
        label_visibility="collapsed",
    )
    rows = [
        verdict
        for outcome in there
        for verdict in job.verdicts
        if verdict.outcome == outcome and chosen in (outcome, "all", None)
    ]
    st.dataframe(
        [
            {
                "Outcome": verdict.outcome,
                "Place": verdict.place,
                "Reason": verdict.reason,
                "Encoding": verdict.encoding,
                "Article": f"read?article={verdict.article_id}" if verdict.article_id else None,
            }
            for verdict in rows[:_SHOWN]
        ],
        hide_index=True,
        placeholder="",
        column_config={
            "Place": st.column_config.TextColumn(width="medium"),
            "Reason": st.column_config.TextColumn(width="large"),
            "Article": st.column_config.LinkColumn(display_text="read", width="small"),
        },
        height="auto" if len(rows) < 10 else 380,
    )
    if len(rows) > _SHOWN:
        st.caption(f"The first {_SHOWN:,} of {len(rows):,} are shown.")


def _counts(job: LoadJob) -> str:
    number = Counter(verdict.outcome for verdict in job.verdicts)
    return (
        f"{number['loaded']:,} loaded, {number['duplicate']:,} there already, "
        f"{number['refused']:,} refused"
    )
