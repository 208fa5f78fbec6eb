"""Working blind, on the page Team: the rule, where it is lifted, and the log for all members."""

from __future__ import annotations

from typing import Any

import streamlit as st

from annotator.services import blindness, roles
from annotator.services.session import Session
from annotator.ui import state, words
from annotator.ui.pressing import press

_CHOICES = {
    "never": "Nobody works blind",
    "until done": "Blind until all are done with an article",
    "until lifted": "Blind until a lead lifts it",
}
_MEANS = {
    "never": "All members see one another's marks, notes and counts at once.",
    "until done": (
        "Of an article members see one another's work once all who have begun it, or were given "
        "it, are done, and two at least."
    ),
    "until lifted": "Members see their own work alone until a lead lifts it, as a whole here or on "
    "an article (on the desk, under Others).",
}
_ALWAYS = (
    "Adjudicators and leads see counts, statistics and the CSV of all at any time; the log says "
    "when they looked. A note with your name behind an @ is shown to you in any case."
)


def blindness_form(session: Session) -> None:
    """Show the rule and what is lifted; let whoever leads the project change both."""
    st.subheader("Working blind", anchor=False)
    there = blindness.of_project(session)
    if roles.may(session, "change the project"):
        _rule(session, there.rule)
        if there.rule != "never":
            _whole(session, there)
    else:
        st.markdown(f"**{_CHOICES[there.rule]}.** {_MEANS[there.rule]}")
        if there.lifted_at:
            st.markdown(f"Lifted for the whole project on {words.day(there.lifted_at)}.")
    st.caption(_ALWAYS)
    if there.articles:
        _articles(session, there.articles)
    _log(session)


def _rule(session: Session, rule: str) -> None:
    # The rule stands in the key, so that the field shows what another lead chose.
    chosen = st.radio(
        "Rule",
        blindness.RULES,
        index=blindness.RULES.index(rule),
        format_func=_CHOICES.__getitem__,
        captions=[_MEANS[each] for each in blindness.RULES],
        key=f"blind_{rule}",
        label_visibility="collapsed",
    )
    if chosen == rule:
        return
    st.warning(
        "All members will see one another's work at once. What was seen can't be unseen."
        if chosen == "never"
        else "What this rule says holds from now on. It is logged."
    )
    st.button("Change the rule", on_click=press, args=(session, blindness.set_rule, chosen))


def _whole(session: Session, there: blindness.Blindness) -> None:
    if there.lifted_at:
        st.markdown(f"Lifted for the whole project on {words.day(there.lifted_at)}.")
    with st.container(horizontal=True):
        if not there.lifted_at:
            with st.popover("Lift for the whole project"):
                st.markdown(
                    "All members will see one another's marks and notes on every article, and "
                    "their counts. What was seen can't be unseen. It is logged."
                )
                st.button("Lift it", on_click=press, args=(session, blindness.lift))
        if there.lifted_at or there.articles:
            with st.popover("Put it back for the whole project"):
                st.markdown(
                    "Members will see their own work alone again, on every article. The log keeps "
                    "since when they could see more."
                )
                st.button("Put it back", on_click=press, args=(session, blindness.put_back))


def _articles(session: Session, number: int) -> None:
    leads = roles.may(session, "change the project")
    with st.expander(f"Lifted on {words.count(number, 'article')}"):
        for row in blindness.lifted(session):
            with st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
            ):
                st.page_link(
                    "read.py",
                    label=words.plain(_title(row)),
                    query_params=state.article_link(row["id"]),
                )
                if leads:
                    st.button(
                        "Put it back",
                        key=f"blind_{row['id']}",
                        on_click=press,
                        args=(session, blindness.put_back, row["id"]),
                    )


def _log(session: Session) -> None:
    rows = blindness.log(session)
    if not rows:
        return
    with st.expander("Log"):
        for row in rows:
            st.caption(f"{words.minute(row['at'])} · {words.plain(_told(row))}")


def _told(row: dict[str, Any]) -> str:
    where = f"on “{_title(row)}”" if row["article_id"] else "for the whole project"
    who, what = row["annotator"], row["what"]
    if who is None:
        return f"All were done: lifted {where}"
    if what in _CHOICES:
        return f"{who} set the rule: {_CHOICES[what].lower()}"
    return {
        "lifted": f"{who} lifted it {where}",
        "put back": f"{who} put it back {where}",
        "seen": f"{who} looked at the work of others {where}",
        "counted": f"{who} looked at the statistics of all",
        "exported": f"{who} exported annotations of all",
    }[what]


def _title(row: dict[str, Any]) -> str:
    return str(row["title"] or row.get("article_id") or row["id"])
