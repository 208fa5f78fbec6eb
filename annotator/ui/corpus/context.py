"""The part In context: every place of what is looked for, aligned, sorted and paged."""

from __future__ import annotations

from functools import partial
from math import ceil

import streamlit as st

from annotator.services import concordance as lines
from annotator.services import names
from annotator.services.concordance import Wanted
from annotator.services.corpus import Counted
from annotator.services.session import Session
from annotator.ui import in_url, library_parts, state, words
from annotator.ui.concordance import concordance

_KINDS = {"query": "Search", "word": "Word", "label": "Label", "name": "Name"}
_SORTS = {
    "date": "Date", "source": "Source", "keyword": "The words found", "1L": "1st word left",
    "2L": "2nd word left", "3L": "3rd word left", "1R": "1st word right",
    "2R": "2nd word right", "3R": "3rd word right",
}  # fmt: skip
_HELP = (
    'As in the library: words are looked for together; "words in quotation marks" as they stand; '
    "OR takes either; -word leaves out; word* finds what begins so."
)


def show(session: Session, found: Counted) -> None:
    """Show what is looked for, and its lines."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = in_url.segments("Look for", "for", _KINDS)
        value = _value(session, found, kind)
    if not value.strip():
        st.info(
            "Look for words, or choose a label or a name, and see every place with what stands "
            "beside it.",
            icon=":material/format_align_center:",
        )
        return
    lines_of(session, Wanted(kind, value, found.counted), "context")


def _value(session: Session, found: Counted, kind: str) -> str:
    if kind == "label":
        known = found.labels or {"": "No label"}
        return in_url.select("Label", "what_label", known, 240)
    if kind == "name":
        # All of them would be too many for a list: a name that the address has comes along.
        rows = names.names(session, found.counted, limit=200).rows
        known = {str(row["key"]): f"{row['title']} ({row['n']:,})" for row in rows}
        here = st.query_params.get("what_name", "")
        if here and here not in known:
            known[here] = here.partition(":")[2]
        return in_url.select("Name", "what_name", known or {"": "No name"}, 280)
    if kind == "word":
        return in_url.text("One word", "what_word", placeholder="One word", width=280)
    return in_url.text("Words", "what", placeholder="Search all articles", width=400, help=_HELP)


def lines_of(session: Session, wanted: Wanted, key: str) -> None:
    """Show the lines of what is wanted, with their order, pages and download."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        head = st.container(width="content")
        sort = in_url.select("Sort by", "sort", _SORTS, 200)
        st.download_button(
            "CSV", partial(_csv, wanted, sort), "pressmark-in-context.csv", "text/csv",
            key=f"{key}-csv", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
    number = library_parts.page_number()
    page = lines.lines(session, wanted, sort, (number - 1) * lines.LINES)
    with head:
        st.caption(_told(page.total, page.offset, len(page.rows)))
    for note in page.notes:
        st.caption(note)
    if not page.rows:
        st.info("Nothing stands in the text so. Try fewer words, or another spelling.")
        return
    concordance(page.rows, f"{key}-lines")
    if page.total > lines.LINES:
        library_parts.page_turner(ceil(page.total / lines.LINES), number)


def _told(total: int, offset: int, here: int) -> str:
    some = f", {offset + 1:,} to {offset + here:,} here" if total > lines.LINES and here else ""
    return f"{words.count(total, 'line')}{some}"


def _csv(wanted: Wanted, sort: str) -> bytes:
    return lines.as_csv(state.session(), wanted, sort)
