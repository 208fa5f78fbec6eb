"""What the parts of the page Corpus share: what counts, what there is nothing of, the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from annotator.charts import Look
from annotator.services.corpus import Counted
from annotator.ui import charts as figures
from annotator.ui import in_url, state

_COUNTS = {"marks": "Marks", "suggestions": "Suggestions"}


def ready(found: Counted) -> bool:
    """Say what to do where there are no articles; return whether there are some."""
    if found.articles:
        return True
    st.info("There are no articles yet, so nothing can be said.", icon=":material/article:")
    state.way_to_load()
    return False


def choose_count(found: Counted) -> None:
    """Let whoever reads choose whether marks or suggestions count; the address keeps it."""
    usual = "marks" if found.has_marks else "suggestions"
    in_url.segments("Count", "count", {usual: _COUNTS[usual]} | _COUNTS)


def labelled(found: Counted) -> bool:
    """Say what to do where nothing is labelled; return whether something is."""
    if found.passages:
        if found.counted == "suggestions" and not found.has_marks:
            st.caption("Nobody has marked anything yet, so these are the suggestions.")
        return True
    if found.counted == "suggestions" and found.has_marks:
        st.info("There are no suggestions. Count the marks instead.", icon=":material/label:")
    else:
        st.info("Nothing has been labelled yet. Open an article and select some words.")
        st.page_link("read.py", label="Start reading", icon=":material/article:")
    return False


def look(found: Counted) -> Look:
    """Return how charts are painted, with the hues of labels by their names."""
    return figures.look({found.labels.get(each, each): hue for each, hue in found.hues.items()})


def colours(found: Counted) -> dict[str, str]:
    """Return the colour of each label by its id."""
    painted = look(found)
    return {each: painted.colour(hue) for each, hue in found.hues.items()}


def choose_label(found: Counted, without: tuple[str, ...] = ()) -> str:
    """Let whoever reads choose a label, or any; the address keeps it."""
    known = {each: name for each, name in found.labels.items() if each not in without}
    return in_url.select("Label", "label", {"": "Any"} | known, 180)


def go(told: Mapping[str, str | None]) -> None:
    """Put something into the address, or out of it where it is None, and show that."""
    for name, value in told.items():
        if value is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = value
    st.query_params.pop("page", None)
    st.rerun()
