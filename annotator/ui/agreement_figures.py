"""The figures of the page Agreement: each coefficient, what it says, and what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from annotator.services import agreeing, comparing, reporting
from annotator.services.agreeing import Figures
from annotator.services.comparing import Overview
from annotator.services.session import Session
from annotator.ui import grid, in_url, state, tables, words
from annotator.ui.grid import Cell, Grid, Head

_NAMED = 3  # of the figures that something is said of
Slow = Callable[[Session], Figures]
_COLUMNS = ("Value", "95 % interval", "n", "Annotators", "Observed", "Expected", "Left out")
_NEARNESS = {
    "": "have no order",
    "ordinal": "have that of the codebook: ordinal",
    "linear": "have it, evenly: linear",
    "quadratic": "have it, far ones weigh more: quadratic",
}
_F1 = {
    "F1, exact": (
        "the share of the passages of both that are the same in both: the same words, the same "
        "label. The figure to read first; nothing is expected by chance, as there is no end of "
        "passages that nobody marked"
    ),
    "F1, partial": "half counts for the same label on passages that meet: how much is boundaries",
    "F1, blind to labels": "the same words, whatever the label: how much is labels",
    "Mean of the pairs": "each pair weighs the same, however much it marked",
}
_ALPHAS = {
    "alpha-u": (
        "Krippendorff's alpha for unitising: letter by letter, beyond chance; 1 is full agreement, "
        "0 what chance gives. To report where passages are found in running text; overlapping "
        "passages of one person are cut"
    ),
    "alpha-|u": "what is marked and what is not, whatever the label",
    "alpha-cu": "the labels alone, where two have marked something",
    "alpha-(k)u": "one label against all others, there",
    "alpha-U of 1995": (
        "each label by itself, an edge twice as far off counting four times; of the text that all "
        "have read. To compare with papers that report it"
    ),
}
_GAMMAS = {
    "Gamma": (
        "what was marked by each, aligned as well as can be: place and label together, beyond "
        "chance. To report where passages of one person overlap"
    ),
    "Gamma-cat": "the labels alone, in that alignment",
    "Gamma-k": "one label in it",
}
_WORDS = {
    "Kappa and alpha": (
        "word by word, nothing being a label too. To compare with what others report: most that "
        "agrees is text that nobody marked, and a long passage counts for more than a short one"
    )
}
_UNITS = {
    "Krippendorff's alpha": (
        "beyond chance, any number of people, whatever is missing. To report unless something "
        "speaks against it"
    ),
    "Cohen's kappa": "of two, each with habits of their own",
    "Scott's pi, Fleiss' kappa": "people who stand for any others; Fleiss' for more than two",
    "Conger's kappa": "Cohen's for more than two",
    "Gwet's AC1": "where one label is much more frequent than all others; AC2 with an order",
    "Brennan-Prediger": "where each label was meant to be as frequent",
    "Percent agreement": "beside another one, never alone: with one frequent label it is high",
    "An order": (
        "makes sense where labels are steps, as bad, fair and good: then near ones are half right"
    ),
}
_RELATIONS = {
    "F1": "the same label from and to passages that were paired, whatever their edges; no chains"
}


def show(session: Session, overview: Overview) -> None:
    """Show the coefficients by what they are of: passages, text, relations, labels of articles."""
    who = in_url.select("Who", "who", overview.whom, 320)
    _part("Passages", lambda: agreeing.of_passages(session, who), _F1)
    _slow("Text", lambda now: agreeing.of_text(now, who), _ALPHAS)
    _slow("Gamma", lambda now: agreeing.of_alignment(now, who), _GAMMAS, "gamma")
    _slow("Words", lambda now: agreeing.of_words(now, who), _WORDS, "words")
    _part("Relations", lambda: agreeing.of_relations(session, who), _RELATIONS)
    st.subheader("Labels of articles", anchor="labels-of-articles")
    nearness = in_url.select("The labels", "order", _NEARNESS, 320)
    _table("labels-of-articles", agreeing.of_articles(session, who, nearness), _UNITS)


def _part(title: str, count: Callable[[], Figures], meanings: Mapping[str, str]) -> None:
    st.subheader(title, anchor=title.lower())
    _table(title.lower(), count(), meanings)


@st.fragment
def _slow(title: str, count: Slow, meanings: Mapping[str, str], asked: str = "") -> None:
    """Show what takes a while at first by itself: what stands above is there meanwhile.

    Parameters
    ----------
    title : str
        What it is of.
    count : callable
        Takes the session as it is.
    meanings : mapping
        What the figures say.
    asked : str
        What the address says once it was asked for; empty: it is shown unasked.
    """
    st.subheader(title, anchor=title.lower())
    if asked and asked not in st.query_params:
        st.caption("This takes some seconds where much is marked.")
        st.button(f"Count {title.lower()}", on_click=_ask, args=(asked,), key=f"ask-{asked}")
        return

    def shown() -> None:
        with st.spinner("Counting …"):
            found = count(state.session())
        _table(title.lower(), found, meanings)

    state.guarded(shown)


def _ask(asked: str) -> None:
    st.query_params[asked] = "yes"


def _table(name: str, found: Figures, meanings: Mapping[str, str]) -> None:
    if not found.rows:
        st.caption(found.empty)
        return
    shown = Grid(
        caption=f"Figures of agreement: {name}",
        corner="Figure",
        columns=[Head(f"n {found.unit}s" if each == "n" else each) for each in _COLUMNS],
        rows=[Head(figure.title) for figure in found.rows],
        cells=[[Cell(text) for text in _row(figure)] for figure in found.rows],
    )
    grid.show(shown, f"agreement-{name}", ())
    _notes(found)
    with st.container(horizontal=True, vertical_alignment="center"):
        tables.download(f"agreement-{name}", partial(reporting.as_csv, agreeing.as_rows(found)))
        with st.popover("What they say, and when to use which"):
            st.markdown("\n".join(f"- **{each}**: {told}." for each, told in meanings.items()))


def _row(figure: agreeing.Figure) -> list[str]:
    result = figure.result
    return [
        "–" if result.value is None else f"{result.value:.2f}",
        comparing.between(result),
        f"{result.n_units:,}",
        f"{result.n_annotators:,}",
        *("–" if each is None else f"{each:.2f}" for each in (result.observed, result.expected)),
        f"{result.n_excluded:,}",
    ]


def _notes(found: Figures) -> None:
    """Say what has to be said of figures, once for all of which it holds."""
    by_note: dict[str, list[str]] = {}
    for figure in found.rows:
        by_note.setdefault(figure.result.note, []).append(figure.title)
    by_note.pop("", None)
    for note, titles in by_note.items():
        named = "; ".join(titles[:_NAMED]) + ("; and others" if len(titles) > _NAMED else "")
        whose = "" if len(titles) == len(found.rows) else f"{named}: "
        st.caption(f"{words.plain(whose)}{words.plain(note)}")
