"""Which annotations leave: the fields, and the address that streams them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from functools import partial
from urllib.parse import quote, urlencode

import streamlit as st

from annotator.services import exchange, library, publishing
from annotator.services.exchange import Selection
from annotator.services.session import Session
from annotator.ui import state, words
from annotator.ui.filter_bar import filter_fields

_STATES = {
    "made": "made: put on by hand",
    "accepted": "accepted: a suggestion taken as it was",
    "corrected": "corrected: a suggestion with another label or passage",
    "rejected": "rejected: a suggestion that a person refused",
    "suggested": "suggested: as a recogniser or a file proposed it",
}
_KINDS = {"person": "", "recogniser": " (recogniser)", "file": " (file)"}
_OFFERED = 50  # articles
_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)


def selection_form(session: Session) -> Selection:
    """Show the fields that choose annotations, and return the choice."""
    st.subheader("Articles", anchor=False)
    filter_ = filter_fields(session)
    st.subheader("Annotations", anchor=False)
    labels = {label.id: label.name for label in library.labels(session)}
    annotators = {
        found.id: f"{found.name}{_KINDS[found.kind]}" for found in library.annotators(session)
    }
    with st.container(horizontal=True):
        label = st.selectbox(
            "Label of the annotation", ["", *labels], format_func=lambda i: labels.get(i, "Any"),
            width=165,
        )  # fmt: skip
        annotator = st.selectbox(
            "Annotator", ["", *annotators], format_func=lambda i: annotators.get(i, "Any"),
            width=165,
        )  # fmt: skip
        created_from, created_to = (_day("Made from"), _day("Made to"))
    states = st.multiselect(
        "States", list(_STATES), format_func=_STATES.__getitem__, placeholder="All states"
    )
    with_empty = st.checkbox("A row also for articles without any annotation")
    return Selection(
        filter=filter_,
        label_id=label,
        annotator_id=annotator,
        created_from=created_from,
        created_to=created_to,
        states=tuple(states),
        with_empty=with_empty,
    )


def _day(label: str) -> str:
    chosen = st.date_input(
        label, value=None, min_value=_FIRST_DAY, max_value=_LAST_DAY, format="YYYY-MM-DD",
        width=165,
    )  # fmt: skip
    return str(chosen) if chosen else ""


def result(session: Session, selection: Selection) -> None:
    """Show how many rows leave, the first of them, and the button that downloads all."""
    number = exchange.count(session, selection)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.subheader(words.count(number, "row"), anchor=False)
        st.link_button(
            "Download the CSV",
            address(session, selection),
            type="primary",
            icon=":material/download:",
            disabled=not number,
        )
    if not number:
        st.info("Nothing matches. Leave out a filter, or mark something first.")
        return
    shown = exchange.preview(session, selection)
    st.dataframe(
        [{name: cell for name, cell in row.items() if name != "text"} for row in shown],
        hide_index=True,
        column_order=(
            "title", "quote", "label", "note", "annotator", "state", "start", "end", "left",
            "right", "source", "published_at", "score", "reason", "created_at",
            "without_suggestions", "in_sight", "guidelines", "article_id",
        ),
    )  # fmt: skip
    if number > len(shown):
        st.caption(f"The first {len(shown)} of {number:,} rows; the file has more columns.")


def one_article(session: Session, selection: Selection) -> None:
    """Offer one article of those chosen as an HTML file."""
    page = library.page(session, selection.filter, 0, _OFFERED)
    if not page.rows:
        st.caption("No article matches. Leave out a filter.")
        return
    names = {str(row["id"]): str(row["headline"]) for row in page.rows}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Article", list(names), format_func=lambda id_: names.get(id_, id_))
        st.link_button(
            "Download the HTML",
            f"/api/articles/{quote(str(chosen))}/html?looking=true",
            icon=":material/download:",
        )
    if page.total > len(page.rows):
        st.caption(
            f"The first {len(page.rows)} of {words.count(page.total, 'article')} that the fields "
            "above leave: search for others. On the desk, ⤓ takes the article away that is open."
        )


def report(session: Session) -> None:
    """Offer the report of the project, and its methods paragraph, to who sees others' work."""
    if not state.sees_others():
        st.caption("It tells of everybody's work, and opens once blindness is lifted.")
        return
    with st.container(horizontal=True):
        # Made when they are asked for: all that is compared is counted for them.
        st.download_button(
            "Report", partial(publishing.report, session), "pressmark-report.html", "text/html",
            key="report", on_click="ignore", icon=":material/summarize:",
        )  # fmt: skip
        st.download_button(
            "Methods paragraph", partial(publishing.methods_paragraph, session),
            "pressmark-methods.md", "text/markdown", key="methods", on_click="ignore",
            icon=":material/notes:",
        )  # fmt: skip


def address(session: Session, selection: Selection) -> str:
    """Return the address on this server that streams the CSV of a selection."""
    chosen = asdict(selection)
    parameters = {
        "annotation_label": chosen["label_id"],
        "annotator": chosen["annotator_id"],
        "created_from": chosen["created_from"],
        "created_to": chosen["created_to"],
        "states": chosen["states"],
        "with_empty": "true" if chosen["with_empty"] else "",
        "project": session.project.name,
        "spreadsheet": "true",
    }
    given = {name: value for name, value in parameters.items() if value}
    return "/api/export.csv?" + urlencode(state.filter_to_url(selection.filter) | given, doseq=True)
