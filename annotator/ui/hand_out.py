"""Handing out on the page Work: how many annotators an article gets, which articles, to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from annotator.model import Filter
from annotator.services import assigning, choosing, library
from annotator.services.choosing import Chosen
from annotator.services.planning import Plan
from annotator.services.session import Session
from annotator.ui import in_url, words
from annotator.ui.filter_bar import filter_fields
from annotator.ui.picking import digest, picked
from annotator.ui.pressing import press

_BY = {"filter": "All that the filter shows", "sample": "A sample of them", "hand": "By hand"}
_STRATA = {
    "source": "By source", "month": "By month", "language": "By language", "": "In one stratum",
}  # fmt: skip
_LISTED = 200
_TOLD = 12  # strata or people in one sentence; of more, the first ones
_LARGEST_SEED = 999_999_999


def hand_out(session: Session) -> None:
    """Show the number of annotators; where there is one, the choice, the preview and the press."""
    able = {row["id"]: row for row in assigning.able(session)}
    each = _overlap(session, len(able))
    st.subheader("Articles", anchor=False)
    filter_ = filter_fields(session)
    by = in_url.segments("Which of them", "by", _BY)
    chosen = _chosen(session, filter_, by)
    if chosen is None:
        st.caption("Choose articles in the list.")
        return
    _exceptions(session, chosen, each, len(able))
    st.subheader("Annotators", anchor=False)
    names = {key: f"{row['name']} ({row['load']:,} to do)" for key, row in able.items()}
    usual = [key for key, row in able.items() if row["role"] == "annotator"] or list(able)
    who = in_url.several("Who gets them", "to", names, usual)
    due = in_url.day("To be done by", "due")
    if who:
        _preview(session, chosen, who, due)


def _overlap(session: Session, able: int) -> int:
    """Let people say how many annotators each article gets, and return it."""
    present = assigning.overlap(session)
    key = f"overlap_{present}"
    st.number_input(
        "Annotators for each article",
        0,
        max(able, present),
        present,
        key=key,
        width=220,
        on_change=_set_overlap,
        args=(session, key, present),
        help="0: nothing is handed out, and everybody reads everything.",
    )
    if present:
        st.caption(
            "Annotators mark what is given to them, and draw the next article by themselves when "
            "they have nothing left to do."
        )
    else:
        st.caption("Nothing is handed out: everybody reads everything.")
    return present


def _set_overlap(session: Session, key: str, present: int) -> None:
    wanted = st.session_state[key]
    adopted = press(session, assigning.set_overlap, wanted)
    if adopted is None:
        st.session_state[key] = present
    elif adopted:
        st.toast(f"{words.count(adopted, 'article')} that annotators had begun are theirs.")


def _chosen(session: Session, filter_: Filter, by: str) -> Chosen | None:
    """Return the articles that the fields choose; None: none is chosen yet."""
    if by == "hand":
        return _by_hand(session, filter_)
    if by == "filter":
        return choosing.by_filter(session, filter_)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        size = in_url.number("Articles", "size", 20, choosing.MOST)
        strata = in_url.select("Shares", "strata", _STRATA, 170)
        seed = in_url.number("Seed", "seed", 1, _LARGEST_SEED)
    chosen = choosing.by_sample(session, filter_, max(size, 1), strata, seed)
    if strata and chosen.strata:
        st.caption(_strata_told(chosen.strata, strata))
    return chosen


def _strata_told(strata: Mapping[str, tuple[int, int]], by: str) -> str:
    """Return 'Reuters 12 of 30, AP 8 of 20'."""
    named = {"": f"without a {by}"}
    told = [
        f"{words.plain(_stratum(name, by)) or named['']} {drawn:,} of {there:,}"
        for name, (drawn, there) in list(strata.items())[:_TOLD]
    ]
    told[0] = f"By {by}: {told[0]}"
    more = [f"{words.count(len(strata) - _TOLD, 'more stratum', 'more strata')}"]
    return ", ".join(told + (more if len(strata) > _TOLD else []))


def _stratum(name: str, by: str) -> str:
    return words.language(name) if by == "language" and name else name


def _by_hand(session: Session, filter_: Filter) -> Chosen | None:
    """Show the articles of the filter to be chosen in, and return those that are."""
    page = library.page(session, filter_, limit=_LISTED)
    columns: dict[str, Sequence[object]] = {
        "Article": [str(row["headline"]) for row in page.rows],
        "Source": [str(row["source"]) for row in page.rows],
        "Published": [words.day(str(row["published_at"])) for row in page.rows],
        "Given to": [int(str(row["given"])) for row in page.rows],
    }
    chosen = picked("by_hand", columns, [str(row["id"]) for row in page.rows])
    if page.total > _LISTED:
        st.caption(f"The first {_LISTED} are listed. Narrow the filter to find others.")
    return choosing.by_hand(chosen) if chosen else None


def _exceptions(session: Session, chosen: Chosen, each: int, able: int) -> None:
    """Let people give the chosen articles a number of annotators of their own."""
    number = words.count(len(chosen.article_ids), "article")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{number}** chosen", width="content")
        with st.popover("Other number of annotators", key="exceptions"):
            key = f"exception_{each}"
            st.number_input("Annotators for each of these", 0, able, each, key=key)
            st.button(
                f"Set it for {number}",
                key="exceptions_set",
                on_click=_except,
                args=(session, chosen.article_ids, key),
            )
            st.button(
                "As the project says",
                key="exceptions_off",
                on_click=press,
                args=(session, assigning.set_overlap_of, chosen.article_ids, None),
            )


def _except(session: Session, article_ids: Sequence[str], key: str) -> None:
    press(session, assigning.set_overlap_of, article_ids, st.session_state[key])


def _preview(session: Session, chosen: Chosen, who: Sequence[str], due: str) -> None:
    """Say what the press would give, and offer it."""
    plan = assigning.plan(session, chosen, who)
    names = {row["id"]: row["name"] for row in assigning.able(session)}
    st.markdown(told(plan, names))
    st.button(
        "Hand out",
        type="primary",
        icon=":material/assignment_ind:",
        disabled=not plan.pairs,
        # A second click on the same button is no press on what is offered after the first.
        key=f"hand_out_{digest([*chosen.article_ids, *who, due])}_{len(plan.pairs)}",
        on_click=_hand_out,
        args=(session, chosen, list(who), due),
    )


def told(plan: Plan, names: Mapping[str, str]) -> str:
    """Return what a plan gives, to whom, and what it can't give and why."""
    loads = sorted(plan.loads.items(), key=lambda one: (-one[1], names.get(one[0], "")))
    people = [f"{words.plain(names.get(key, key))} {load:,}" for key, load in loads[:_TOLD]]
    if len(loads) > _TOLD:
        people.append(f"{len(loads) - _TOLD} others the rest")
    parts = [f"Gives **{words.count(plan.articles, 'article')}**: {', '.join(people)}."]
    if not plan.pairs:
        parts = ["Gives nothing."]
    for number, why in (
        (plan.full, "given to as many as it gets|given to as many as they get"),
        (plan.short, "short of annotators: nobody else of these can have it|"
                     "short of annotators: nobody else of these can have them"),
        (plan.absent, "not handed out: everybody reads it|not handed out: everybody reads them"),
    ):  # fmt: skip
        if number:
            one, many = why.split("|")
            verb, said = ("is", one) if number == 1 else ("are", many)
            parts.append(f"{words.count(number, 'article')} {verb} {said}.")
    return " ".join(parts)


def _hand_out(session: Session, chosen: Chosen, who: Sequence[str], due: str) -> None:
    done = press(session, assigning.hand_out, chosen, who, due)
    if done is None:
        return
    articles = words.count(done.given.articles, "article")
    times = words.count(len(done.given.pairs), "assignment")
    st.toast(f"Handed out {articles}: {times}.", icon=":material/assignment_ind:")
