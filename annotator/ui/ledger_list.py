"""The ledger on the page Work: what happened to assignments, with sums that add up."""

from __future__ import annotations

from math import ceil

import pandas as pd
import streamlit as st

from annotator.services import accounting
from annotator.services.accounting import Asked, Balance
from annotator.services.session import Session
from annotator.ui import in_url, library_parts, words
from annotator.ui.assignment_list import people


def ledger_list(session: Session) -> None:
    """Show the sums, and the lines that the URL asks for."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = in_url.select("Annotator", "who", people(session))
        titles = {key: name or "Without a title" for key, name in _titles(session).items()}
        article = in_url.select("Article", "article", {"": "Any"} | titles, 300)
        happened = {"": "Anything"} | {each: each.capitalize() for each in accounting.WHAT}
        what = in_url.select("What happened", "what", happened)
    asked = Asked(who, article, what)
    st.markdown(told(accounting.balance(session, asked)))
    number = library_parts.page_number()
    rows, total = accounting.lines(session, asked, (number - 1) * accounting.ROWS)
    if not rows:
        st.markdown("Nothing has happened like that.")
        return
    st.dataframe(
        pd.DataFrame(
            {
                "When": [words.minute(row["at"]) for row in rows],
                "What": [row["what"] for row in rows],
                "Article": [row["title"] or "Without a title" for row in rows],
                "Annotator": [row["annotator"] for row in rows],
                "By": [row["by_name"] for row in rows],
                "Due": [words.day(row["due"]) for row in rows],
                "Reason": [row["reason"] for row in rows],
            }
        ),
        hide_index=True,
        height=35 * (len(rows) + 1) + 3,
        column_config={"Article": st.column_config.TextColumn(width="large")},
    )
    pages = ceil(total / accounting.ROWS)
    if pages > 1:
        library_parts.page_turner(max(number, pages), number)


def _titles(session: Session) -> dict[str, str]:
    """Return the titles of the articles that can be chosen; that of the URL is one of them."""
    named = st.query_params.get("article", "")
    found = accounting.articles(session)
    return ({named: named} if named and named not in found else {}) | found


def told(balance: Balance) -> str:
    """Return the sums as an equation: given and drawn, less what ended, is what stands."""
    begun = " + ".join(f"{number:,} {what}" for what, number in balance.begun.items())
    ended = "".join(f" − {number:,} {what}" for what, number in balance.ended.items() if number)
    total = sum(balance.standing.values())
    states = ", ".join(f"{number:,} {state}" for state, number in balance.standing.items())
    sums = f"{begun}{ended} = **{words.count(total, 'assignment')}**: {states}."
    return sums if balance.is_even else f"{sums} **The sums do not agree.**"
