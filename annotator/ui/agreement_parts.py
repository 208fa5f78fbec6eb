"""The top of the page Agreement: how far people agree in one sentence, or why none can be said."""

from __future__ import annotations

import streamlit as st

from annotator.services import comparing
from annotator.services.comparing import Overview
from annotator.ui import state, words


def ready(overview: Overview) -> bool:
    """Say what is missing where there is nothing to compare; return whether there is something."""
    if not overview.articles:
        st.info("There are no articles yet, so there is nothing to compare.")
        state.way_to_load()
        return False
    if not overview.people:
        st.info(_PURPOSE)
        st.page_link("read.py", label="Start reading", icon=":material/article:")
        return False
    sentence(overview)
    return bool(overview.whom)


_PURPOSE = (
    "Nobody has marked anything yet. Here stands how far people agree who read the same articles, "
    "and where they don't: each number leads to its passages."
)


def beside_recogniser(who: str) -> None:
    """Say what a comparison with the recogniser is not, where it is one."""
    if comparing.is_with_recogniser(who):
        st.caption(
            "People saw what it proposed as they marked, so that this is no agreement of two who "
            "don't know of one another."
        )


def sentence(overview: Overview) -> None:
    """Say in plain words how far people agree, on what that rests, and what it leaves out."""
    st.markdown(_verdict(overview))
    st.caption(" ".join(_notes(overview)))


def _verdict(overview: Overview) -> str:
    f1, many = overview.f1, len(overview.people)
    if many == 1:
        name = words.plain(overview.people[0])
        return (
            f"**{name} is the only one who has read here, so there is nobody to agree with.** "
            "Once a second person has read one of these articles, their agreement stands here."
        )
    if not overview.has_pairs:
        return (
            f"**{words.count(many, 'person', 'people')} have read here, but no two the same "
            "article,** so that nothing can be compared. Let some articles have two annotators."
        )
    if f1.value is None:
        return f"**Nothing can be said of passages yet.** {f1.note}"
    if f1.interval is None and f1.value < 1:
        return (
            f"**Too few to say:** of what two people marked, {_percent(f1.value)} is the same so "
            f"far ({words.count(f1.n_units, 'passage')} in "
            f"{words.count(overview.shared, 'article')} that two have begun)."
        )
    if f1.value == 1:
        return (
            "**All passages that two people marked where both have read are the same in both:** "
            "the same words, the same label."
        )
    between = (
        f" (95 % interval {_percent(f1.interval.low)} to {_percent(f1.interval.high)})"
        if f1.interval
        else ""
    )
    return (
        "**Of the passages that two people marked where both have read, "
        f"{_percent(f1.value)} are the same in both{between}:** the same words, the same label."
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _notes(overview: Overview) -> list[str]:
    f1 = overview.f1
    notes = [
        f"{words.count(len(overview.people), 'person', 'people')}, "
        f"{words.count(overview.marks, 'passage')}; "
        f"{words.count(overview.shared, 'article')} that two have begun of "
        f"{overview.begun:,} begun and {overview.articles:,} in all."
    ]
    if overview.has_pairs and f1.note and f1.value is not None:
        notes.append(f1.note)
    if f1.n_excluded:
        notes.append(
            f"{words.count(f1.n_excluded, 'passage')} left out, as the other has not read there."
        )
    if not overview.done:
        notes.append("Nobody is done with an article: counted are the paragraphs that were read.")
    if overview.is_part:
        notes.append("Counted are the articles alone on which blindness is lifted.")
    return notes
