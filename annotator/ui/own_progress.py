"""One's own part of the page Progress: how far one is, and figures by day and by article."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from annotator import charts
from annotator.services import progress
from annotator.services.progress import Own
from annotator.services.session import Session
from annotator.ui import state, tables, words
from annotator.ui.charts import look

DAYS = 60  # more bars can't be told apart
# What a day can be shown by: the column, and its unit.
_COUNTS = {
    "Articles done": ("done", "articles"),
    "Marks": ("marks", "marks"),
    "Answers": ("answers", "suggestions answered"),
    "Time": ("active_ms", "minutes at work"),
}
_DAY_COLUMNS = {
    "day": "day", "done": "articles_done", "marks": "marks", "answers": "suggestions_answered",
    "active_ms": "active_minutes",
}  # fmt: skip
_ARTICLE_COLUMNS = {
    "id": "article_id", "headline": "title", "state": "state", "words": "words",
    "active_ms": "active_minutes", "day": "last_day",
}  # fmt: skip


def own(session: Session) -> None:
    """Show what is one's own."""
    found = progress.own(session, lately=True)
    if not found.articles and not found.besides:
        _nothing(found)
        return
    _how_far(found)
    if not (found.marks or found.answers or found.done or found.besides or found.active_ms):
        st.info("You have not begun yet. What you do from now on is counted here.")
        return
    _figures(found)
    _days(found)
    _articles(found)


def _nothing(found: Own) -> None:
    if found.is_handed_out:
        st.caption("Nothing is given to you yet, so there is nothing of yours to count.")
        return
    st.info("There are no articles yet, so there is nothing to count.")
    state.way_to_load()


def _how_far(found: Own) -> None:
    given = " given to you" if found.is_handed_out else ""
    total = words.count(found.articles, "article")
    st.markdown(f"You are done with **{found.done:,} of {total}**{given}.")
    if found.articles:
        st.progress(min(1.0, found.done / found.articles))
    mine = {"given": "me"} if found.is_handed_out else {}
    with st.container(horizontal=True, gap="medium"):
        for count, in_state in (
            (found.in_work, "in work"), (found.open, "open"), (found.done, "done"),
        ):  # fmt: skip
            st.page_link(
                "library.py", label=f"{count:,} {in_state}",
                query_params={"state": in_state} | mine,
                icon=":material/library_books:", width="content",
            )  # fmt: skip
    more = [
        f"{found.overdue:,} overdue" * bool(found.overdue),
        f"{found.skipped:,} skipped" * bool(found.skipped),
        f"{found.besides:,} done that nobody gave you"
        * bool(found.besides and found.is_handed_out),
    ]
    if any(more):
        st.caption(", ".join(filter(None, more)).capitalize() + ".")


def _figures(found: Own) -> None:
    pace = found.pace
    over = f"Over {words.count(pace.articles, 'article')} that you are done with."
    with st.container(horizontal=True, gap="medium"):
        for label, value, tip in (
            ("Marks", f"{found.marks:,}", "Labels that you put and that stand."),
            ("Answers", f"{found.answers:,}", "Suggestions accepted, corrected or rejected."),
            (
                "Time at work", words.duration(found.active_ms),
                "The article in view, and a key, a pointer or a touch within half a minute.",
            ),
            ("An article takes", _or_dash(pace.median_ms, words.duration), f"The median. {over}"),
            ("Words a minute", _or_dash(pace.words_a_minute, str), over),
        ):  # fmt: skip
            st.metric(label, value, width="content", help=tip)


def _or_dash(value: int, told: Any) -> str:
    return str(told(value)) if value else "–"


def _days(found: Own) -> None:
    st.subheader("By day", anchor=False)
    if not found.days:
        st.caption("Nothing yet.")
        return
    shown = st.segmented_control(
        "Count", list(_COUNTS), default="Articles done", key="progress_count", required=True
    )
    column, unit = _COUNTS[shown or "Articles done"]
    lately = found.days[-DAYS:]
    points = [{"day": row["day"], "n": _number(row, column)} for row in lately]
    total = sum(point["n"] for point in points)
    told = f"{total:,.0f} {unit} on {words.count(len(lately), 'day')}"
    left = len(found.days) - len(lately)
    st.caption(f"{told}{f'; {left:,} days before are left out' if left else ''}. Days in UTC.")
    st.altair_chart(
        charts.by_day(pd.DataFrame(points), unit, look({}).theme),
        width="stretch",
        key="progress_days",
        alt=f"{shown} by day: {told}. The table below has every day.",
    )
    with st.expander("As a table"):
        tables.table(
            ("Day", "Articles done", "Marks", "Answers", "Time"),
            [
                (
                    words.day(row["day"]), f"{row['done']:,}", f"{row['marks']:,}",
                    f"{row['answers']:,}", words.duration(row["active_ms"]),
                )
                for row in reversed(lately)
            ],
        )  # fmt: skip
        tables.download("days", partial(progress.as_csv, found.days, _DAY_COLUMNS))


def _number(row: Mapping[str, Any], column: str) -> float:
    value = float(row[column])
    return round(value / progress.MINUTE, 1) if column == "active_ms" else value


def _articles(found: Own) -> None:
    st.subheader("By article", anchor=False)
    if not found.lately:
        st.caption("No time has been counted yet. It is while you read.")
        return
    st.caption(f"The last {words.count(len(found.lately), 'article')} that you were at.")
    tables.table(
        ("Article", "State", "Words", "Time", "Last on"),
        [
            (
                tables.link(row["headline"], state.article_path(row["id"])), row["state"],
                f"{row['words']:,}", words.duration(row["active_ms"]), words.day(row["day"]),
            )
            for row in found.lately
        ],
    )  # fmt: skip
    tables.download("articles", partial(progress.as_csv, found.lately, _ARTICLE_COLUMNS))
