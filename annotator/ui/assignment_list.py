"""Every assignment on the page Work: who has what; taking back, giving on, another day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from annotator.services import accounting, assigning
from annotator.services.accounting import Asked
from annotator.services.assigning import Pair
from annotator.services.session import Session
from annotator.ui import in_url, words
from annotator.ui.picking import picked
from annotator.ui.pressing import press

_STATES = {"": "Any"} | {each: each.capitalize() for each in accounting.STATES}


def assignment_list(session: Session) -> None:
    """Show the assignments that the URL asks for, what can be done with them, and handings out."""
    handed_out = accounting.handed_out(session)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = in_url.select("Annotator", "who", people(session))
        state = in_url.select("State", "in", _STATES, 150)
        made = in_url.select("Handed out", "handing", {"": "Any time"} | _times(handed_out), 300)
    rows = accounting.assignments(
        session, Asked(who, handing_out_id=int(made) if made else 0), state
    )
    if not rows:
        st.markdown("No article is given out like that.")
    else:
        _actions(session, _picked(session, rows))
    _handings_out(session, handed_out)


def people(session: Session) -> dict[str, str]:
    """Return the names of all who were ever given something, with a choice of all first."""
    return {"": "Anybody"} | accounting.annotators(session)


def _times(handed_out: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return {
        str(each["id"]): f"{words.minute(each['at'])}, {words.count(each['articles'], 'article')}"
        for each in handed_out
    }


def _picked(session: Session, rows: Sequence[Mapping[str, Any]]) -> list[Pair]:
    """Show assignments to be chosen in, and return those that are."""
    today = session.store.now()[:10]
    columns = {
        "Article": [row["title"] or "Without a title" for row in rows],
        "Annotator": [row["annotator"] for row in rows],
        "State": [row["state"] for row in rows],
        "Due": [_due(row, today) for row in rows],
        "Given": [f"{words.day(row['given_at'])}, {row['by_name']}" for row in rows],
        "Reason of skipping": [row["reason"] for row in rows],
    }
    pairs = [(str(row["article_id"]), str(row["annotator_id"])) for row in rows]
    chosen = picked("assignments", columns, pairs)
    if len(rows) == accounting.MOST:
        st.caption(f"The first {accounting.MOST} are listed.")
    return chosen


def _due(row: Mapping[str, Any], today: str) -> str:
    """Return the day of an assignment; what is over is not overdue."""
    if row["state"] in ("done", "skipped"):
        return words.day(row["due"])
    return words.due(row["due"], today).removeprefix("due ")


def _actions(session: Session, pairs: Sequence[Pair]) -> None:
    """Offer what can be done with the chosen assignments."""
    if not pairs:
        st.caption("Choose assignments in the list to take them back, give them on, or set a day.")
        return
    number = words.count(len(pairs), "assignment")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{number}** chosen", width="content")
        with st.popover("Take back", key="take_back"):
            st.text_input("Why", max_chars=assigning.REASON_LIMIT, key="take_back_reason")
            st.button(
                f"Take back {number}", key="take_back_now", on_click=_take_back,
                args=(session, pairs),
            )  # fmt: skip
            st.caption("What was marked stays. Who had them does not draw them again.")
        with st.popover("Give on", key="reassign"):
            names = {"": "To whom"} | {row["id"]: row["name"] for row in assigning.able(session)}
            st.selectbox("To", list(names), format_func=names.__getitem__, key="reassign_to")
            st.text_input("Why", max_chars=assigning.REASON_LIMIT, key="reassign_reason")
            st.button(
                f"Give on {number}", key="reassign_now", on_click=_reassign, args=(session, pairs)
            )
        with st.popover("Set a day", key="set_due"):
            st.date_input("To be done by", value=None, format="YYYY-MM-DD", key="set_due_day")
            st.button(
                f"Set it for {number}", key="set_due_now", on_click=_set_due, args=(session, pairs)
            )


def _take_back(session: Session, pairs: Sequence[Pair]) -> None:
    number = press(session, assigning.take_back, pairs, st.session_state["take_back_reason"])
    if number is not None:
        st.toast(f"Took back {words.count(number, 'assignment')}.")


def _reassign(session: Session, pairs: Sequence[Pair]) -> None:
    to, reason = st.session_state["reassign_to"], st.session_state["reassign_reason"]
    number = press(session, assigning.reassign, pairs, to, reason)
    if number is not None:
        st.toast(f"Gave on {words.count(number, 'assignment')}.")


def _set_due(session: Session, pairs: Sequence[Pair]) -> None:
    day = st.session_state["set_due_day"]
    press(session, assigning.set_due, pairs, day.isoformat() if day else "")


def _handings_out(session: Session, handed_out: Sequence[Mapping[str, Any]]) -> None:
    """List the last times that articles were handed out, each with what it was by."""
    if not handed_out:
        return
    st.subheader("Handed out", anchor=False)
    for each in handed_out:
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            with st.container(width="content", gap=None):
                st.markdown(
                    f"{words.count(each['articles'], 'article')}, "
                    f"{words.count(each['given'], 'assignment')}"
                )
                st.caption(words.plain(_how(each)))
            st.button(
                f"Call off ({each['untouched']:,})",
                key=f"call_off_{each['id']}",
                disabled=not each["untouched"],
                on_click=_call_off,
                args=(session, each["id"]),
                help="Takes back what nobody has begun or skipped.",
            )


def _how(each: Mapping[str, Any]) -> str:
    """Return when, by whom and how a handing out was made."""
    how = each["how"]
    parts = [words.minute(each["at"]), each["by_name"]]
    if how["by"] == "sample":
        by = f" by {how['strata']}" if how["strata"] else ""
        parts.append(f"a sample of {how['size']}{by} (seed {how['seed']})")
    elif how["by"] == "filter":
        parts.append("by a filter" if how["filter"] else "all articles")
    else:
        parts.append("by hand")
    parts += [f"{name.replace('_', ' ')} {value}" for name, value in how.get("filter", {}).items()]
    return " · ".join(parts + ([f"due {words.day(each['due'])}"] if each["due"] else []))


def _call_off(session: Session, handing_out_id: int) -> None:
    number = press(session, assigning.call_off, handing_out_id)
    if number is not None:
        st.toast(f"Called off {words.count(number, 'assignment')}.")
