"""The honesty check on the page Effort: what suggestions change, and who waves them through."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from annotator.services import honesty, library
from annotator.services.conditions import MIXED, WITH, WITHOUT
from annotator.services.effort import Estimate, Share
from annotator.services.honesty import FEW, Check, Compared, Honesty
from annotator.services.session import Session
from annotator.ui import passages, state, tables, words
from annotator.ui.effort import between

MINUS = "\N{MINUS SIGN}"
_QUESTION = (
    "A share of the articles goes out without suggestions. What people do there tells what "
    "suggestions change elsewhere: each is compared with themselves, on articles that were drawn."
)


def show(session: Session, who: str) -> None:
    """Show the check, of one person or of everybody."""
    st.subheader("Honesty check", anchor="honesty")
    st.caption(_QUESTION)
    found = honesty.check(session)
    one = next((each for each in found.people if each.annotator_id == who), found.everybody)
    _standing(found, one)
    if any(one.articles):
        _compared(one)
        if not who:
            _agreement(found)
            _mix(session, found)
    _signs(found, who)


def _standing(found: Honesty, one: Check) -> None:
    """Say which share there is, and whether there is something to compare."""
    shown, hidden = one.articles
    share = (
        f"{found.share} % of the articles go out without suggestions." if found.share else
        "All articles go out with suggestions now, so that nothing is measured."
    )  # fmt: skip
    st.markdown(share)
    if state.may("change the project") and not found.share:
        st.page_link("settings.py", label="Set a share", icon=":material/tune:")
    if not shown and not hidden:
        if found.share:
            st.info("Nobody is done yet with an article for which it was drawn.")
    elif not hidden:
        st.info("Nobody is done yet with an article without suggestions.")
    elif not shown:
        st.info("Nobody is done yet with an article that has suggestions, to compare with.")


def _compared(one: Check) -> None:
    shown, hidden = one.articles
    tables.table(
        ("", f"With ({shown:,} articles)", f"Without ({hidden:,} articles)", "Difference"),
        [
            _line("Minutes for 100 words", one.minutes, "{:.2f}"),
            _line("Labels for 100 words", one.labels, "{:.2f}"),
        ],
    )


def _line(name: str, found: Compared, form: str) -> tuple[str, ...]:
    return (
        name,
        between(found.shown, form),
        between(found.hidden, form),
        more(found.more, form),
    )


def more(found: Estimate, form: str) -> str:
    """Return a difference with its sign and interval, or that there are too few to say."""
    if found.value is None:
        return "–"
    if found.interval is None:
        return found.note.partition(":")[0]
    signed = form.replace(":", ":+")
    value, low, high = (
        signed.format(number).replace("-", MINUS)
        for number in (found.value, found.interval.low, found.interval.high)
    )
    told = f"{value} ({low} to {high})"
    is_clear = found.interval.low > 0 or found.interval.high < 0
    return f"**{told}**" if is_clear else f"{told}, no clear difference"


def points(found: Estimate) -> str:
    """Return a difference of shares in per cent points; see `more`."""
    ends = found.interval
    scaled = None if ends is None else replace(ends, low=100 * ends.low, high=100 * ends.high)
    value = None if found.value is None else 100 * found.value
    return more(replace(found, value=value, interval=scaled), "{:.1f}")


def _agreement(found: Honesty) -> None:
    st.markdown("**Agreement** of two people on the same article: F1 of passages with labels.")
    if all(each.value is None for each in found.agreement.values()):
        st.caption("No two people are done with one article for which it was drawn.")
        return
    names = {WITH: "Both with", MIXED: "One with, one without", WITHOUT: "Both without"}
    rows = [
        (name, between(found.agreement[how], "{:.3f}"), f"{found.agreement[how].articles:,}")
        for how, name in names.items()
    ]
    tables.table(("How they read", "F1", "Articles"), rows)
    st.markdown(f"Both with, beside both without: {more(found.agreement_more, '{:.3f}')}")


def _mix(session: Session, found: Honesty) -> None:
    st.markdown("**Labels**: what share of the marks each has.")
    names = {label.id: label.name for label in library.labels(session)}
    tables.table(
        ("Label", "With", "Without", "Difference, points", "Marks"),
        [
            (
                tables.cell(names.get(str(row["label_id"]), str(row["label_id"]))),
                between(row["compared"].shown, "{:.1%}"),
                between(row["compared"].hidden, "{:.1%}"),
                points(row["compared"].more),
                f"{row['n']:,}",
            )
            for row in found.mix
        ],
    )


def _signs(found: Honesty, who: str) -> None:
    """Say who is marked and why, and the numbers of everybody."""
    people = [each for each in found.people if not who or each.annotator_id == who]
    st.subheader("Suggestions waved through", anchor="waved")
    st.caption(
        "Fast is no fault, and most suggestions are right: what counts is what somebody does to "
        "those that they would not have made. A mark is a reason to look at passages together. It "
        f"takes {FEW} cases and an interval that leaves little doubt."
    )
    if not people:
        st.caption("Nobody can be told anything of yet: there is nobody to compare with.")
        return
    for each in found.marked:
        if each in people:
            st.warning(sentence(each), icon=":material/flag:")
    if not any(each.is_marked for each in people):
        if all((each.waves_by_hand, each.waves_against_others) == (None, None) for each in people):
            st.info("Too few to say of anybody.")
        else:
            st.markdown("Nobody is marked.")
    _table(people)
    for each in people:
        if each.against.hits:
            _accepted(each)


def _table(people: list[Check]) -> None:
    tables.table(
        ("Name", "Refuses, shown", "Objects by hand", "Less than half?", "Accepts, others refuse",
         "Within 2 s", "Accepts"),
        [
            (
                tables.cell(each.name),
                between(each.refused, "{:.1%}"),
                f"{between(each.contradicted, '{:.1%}')}, n = {each.contradictions:,}",
                _verdict(each.waves_by_hand),
                _of(each.against),
                _of(each.quick),
                _of(each.accepted),
            )
            for each in people
        ],
    )  # fmt: skip
    st.caption(
        "*Refuses, shown*: suggestions that were rejected or corrected, of all there were. "
        "*Objects by hand*: suggestions that were not shown, and whose very words got another "
        "label. *Accepts, others refuse*: accepted, of those that two others or more refused and "
        "nobody else accepted. *Within 2 s* and *Accepts* are told beside it, and mark nobody."
    )


def _verdict(found: bool | None) -> str:
    return {True: "**yes**", False: "no", None: "too few to say"}[found]


def _of(share: Share) -> str:
    if not share.of:
        return "–"
    return f"{share.hits:,} of {share.of:,}, {share.value:.0%} ({share.low:.0%}–{share.high:.0%})"


def sentence(each: Check) -> str:
    """Say in words why somebody is marked."""
    name, told = words.plain(each.name), []
    if each.waves_by_hand:
        told.append(
            f"where suggestions are shown, {between(each.refused, '{:.1%}')} are refused, less "
            f"than half of the {between(each.contradicted, '{:.1%}')} that the same person objects "
            f"to by hand (n = {each.contradictions:,})"
        )
    if each.waves_against_others:
        told.append(
            "of what two others or more refuse and nobody else accepts, "
            f"{_of(each.against)} is accepted"
        )
    return f"**{name}** seems to wave suggestions through: {'; and '.join(told)}."


@st.fragment
def _accepted(each: Check) -> None:
    """List what somebody accepted and others refused, once it is asked for."""

    def shown() -> None:
        label = f"What {words.plain(each.name)} accepted and others refused ({each.against.hits:,})"
        if st.toggle(label, key=f"against-{each.annotator_id}"):
            key = f"against-{each.annotator_id}-page"
            session = state.session()
            passages.show(honesty.behind(session, each.annotator_id, passages.offset(key)), key)

    state.guarded(shown)
