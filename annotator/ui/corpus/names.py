"""The part Names: every name with its passages, and one name's dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from math import ceil
from typing import Any

import streamlit as st

from annotator import charts
from annotator.charts import Figure
from annotator.charts import corpus as drawn
from annotator.services import dossiers, names, reporting, together
from annotator.services.corpus import NO_NAMES, Counted
from annotator.services.dossiers import Dossier
from annotator.services.session import Session
from annotator.ui import charts as figures
from annotator.ui import in_url, library_parts, passages, state, words
from annotator.ui.corpus import frame
from annotator.ui.counts import counts

_SHOWN = 8  # rows of a list before its button
_UNITS = {"paragraph": "Same paragraph", "article": "Same article"}


def show(session: Session, found: Counted) -> None:
    """Show the list of names, or the dossier of the one that the address names."""
    key = st.query_params.get("name", "")
    if key:
        with st.container(horizontal=True):
            st.button("All names", type="tertiary", icon=":material/arrow_back:", on_click=_all)
            for label, icon, told in (
                ("In context", "format_align_center",
                 {"part": "context", "for": "name", "what_name": key}),
                ("Over time", "show_chart",
                 {"part": "time", "kind": "names", "names_shown": key}),
            ):  # fmt: skip
                st.button(
                    label, type="tertiary", icon=f":material/{icon}:", on_click=_elsewhere,
                    args=(told,),
                )  # fmt: skip
        _dossier(session, found, key)
    else:
        _list(session, found)


def _all() -> None:
    for name in ("name", "of", "page"):
        st.query_params.pop(name, None)


def _elsewhere(told: Mapping[str, str]) -> None:
    """Look at the name in another part of the page."""
    st.query_params.update(told)
    st.query_params.pop("page", None)


def _list(session: Session, found: Counted) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        query = in_url.text("Find a name", "find", placeholder="Part of a name", width=280)
        label = frame.choose_label(found, NO_NAMES)
    number = library_parts.page_number()
    page = names.names(session, found.counted, query, label, (number - 1) * names.NAMES)
    if not page.rows:
        _nothing(query, label, page.total)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"{words.count(page.total, 'name')}, those with most passages first. A passage that "
            "several people marked is one.",
            width="content",
        )
        st.download_button(
            "CSV", partial(_csv, found.counted, query, label), "pressmark-names.csv", "text/csv",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
    paint = frame.colours(found)
    rows = [
        row
        | {
            "colour": paint.get(str(row["label_id"]), ""),
            "about": f"{found.labels.get(str(row['label_id']), '')} · "
            f"{words.count(int(str(row['articles'])), 'article')}",
        }
        for row in page.rows
    ]
    columns = st.columns(2, gap="large")
    half = ceil(len(rows) / 2)
    chosen, widest = None, int(str(page.rows[0]["n"]))
    for place, column in enumerate(columns):
        with column:
            clicked = counts(
                rows[place * half : (place + 1) * half], f"names-{place}", widest=widest
            )
            chosen = clicked if clicked is not None else chosen
    if page.total > names.NAMES:
        library_parts.page_turner(ceil(page.total / names.NAMES), number)
    if chosen is not None:
        frame.go({"name": chosen, "of": None})


def _csv(counted: str, query: str, label: str) -> bytes:
    session = state.session()
    rows = names.names(session, counted, query, label, limit=None).rows
    return reporting.as_csv([dict(row) for row in rows])


def _nothing(query: str, label: str, total: int) -> None:
    if total:
        st.info("This page of the list is empty.")
        st.button("To the first page", on_click=_all)
    elif query.strip() or label:
        st.info("No name fits. Try fewer letters, or any label.", icon=":material/search_off:")
    else:
        st.info(
            "No name is labelled: dates, amounts, quotations, speakers and cues name nothing.",
            icon=":material/label:",
        )


def _dossier(session: Session, found: Counted, key: str) -> None:
    unit = st.query_params.get("unit", "paragraph")
    unit = unit if unit in _UNITS else "paragraph"
    told = dossiers.dossier(session, found.counted, key, unit)
    st.subheader(words.plain(told.title), anchor=False)
    if told.description:
        st.caption(words.plain(told.description))
    _totals(told)
    chosen = st.query_params.get("of", "")
    clicked = _facts(found, told, chosen)
    if clicked is not None and clicked != chosen:
        frame.go({"of": clicked})
    _behind(session, found, told, chosen, unit)
    _timeline(session, found, told)


def _totals(told: Dossier) -> None:
    with st.container(horizontal=True, gap="medium"):
        st.metric("Passages", f"{told.passages:,}", width="content")
        st.metric("Articles", f"{told.articles:,}", width="content")
        for label, end in (("First", told.first), ("Last", told.last)):
            if end is not None:
                st.metric(label, words.day(str(end["published_at"])), width="content")
    if told.first is not None and told.last is not None:
        ends = (("First", told.first), ("last", told.last))
        lines = [f"{name} in [{_headline(end)}]({passages.link(end)})" for name, end in ends]
        st.caption(f"{', '.join(lines)}.")


def _headline(row: Mapping[str, Any]) -> str:
    return words.plain(" ".join(str(row["headline"]).split())) or "an article"


def _facts(found: Counted, told: Dossier, chosen: str) -> str | None:
    """Show what is known, as lists of counts; return what was clicked, as the address has it."""
    paint = frame.colours(found)
    labels = [row | {"colour": paint.get(row["key"], "")} for row in told.labels]
    sources = [row | {"title": charts.worded("source", row["title"])} for row in told.sources]
    said = [{"key": "", "title": "Quotations", "n": told.quotations}]
    groups: Sequence[Sequence[tuple[str, str, Sequence[Mapping[str, Any]]]]] = (
        (("variant", "Variants", told.variants), ("quotations", "Said", said)),
        (("label", "Labels", labels), ("annotator", "Labelled by", told.annotators)),
        (("source", "Sources", sources),),
        (("beside", "Together with", told.beside),),
    )
    clicked = None
    for column, lists in zip(st.columns(len(groups), gap="medium"), groups, strict=True):
        with column:
            for kind, title, rows in lists:
                now = _fact(kind, title, rows, chosen)
                clicked = now if now is not None else clicked
            if lists[0][0] == "beside":
                in_url.segments("Shared", "unit", _UNITS)
    with st.container(horizontal=True):
        if told.homonyms:
            st.caption("Others by the same words:", width="content")
            other = counts(told.homonyms, "homonyms", most=3)
            if other is not None:
                frame.go({"name": other, "of": None})
    return clicked


def _fact(kind: str, title: str, rows: Sequence[Mapping[str, Any]], chosen: str) -> str | None:
    st.markdown(f"**{title}**")
    if not rows or not any(row["n"] for row in rows):
        st.caption("None.")
        return None
    of, _, value = chosen.partition(":")
    clicked = counts(rows, f"fact-{kind}", chosen=value if of == kind else "\0", most=_SHOWN)
    return None if clicked is None else f"{kind}:{clicked}"


def _behind(session: Session, found: Counted, told: Dossier, chosen: str, unit: str) -> None:
    kind, _, value = chosen.partition(":")
    lists = {"variant": told.variants, "label": told.labels, "annotator": told.annotators,
             "source": told.sources, "beside": told.beside}  # fmt: skip
    known = {row["key"]: row["title"] for row in lists.get(kind, [])}
    if value not in known and kind != "quotations":
        kind = ""
    title = charts.worded(kind, known.get(value, ""))
    heading = {
        "": "All passages", "variant": f"As “{title}”", "label": f"As {title}",
        "annotator": f"Labelled by {title}", "source": f"In {title}",
        "beside": f"In the {_UNITS[unit].lower()} as {title}", "quotations": "Quotations",
    }[kind]  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"#### {words.plain(heading)}", width="content")
        if kind:
            st.button("All passages", type="tertiary", icon=":material/close:", on_click=_whole)
    key = f"dossier-{told.key}-{chosen}-{unit}"
    at = passages.offset(key)
    if kind == "quotations":
        page = dossiers.quotations(session, found.counted, told.key, at)
    elif kind == "beside":
        page = together.behind(session, found.counted, (told.key, value), unit, at)
    else:
        page = dossiers.passages(
            session, found.counted, told.key, {kind: value} if kind else {}, at
        )
    passages.show(page, key, of=unit if kind == "beside" else "passage")


def _whole() -> None:
    st.query_params.pop("of", None)


def _timeline(session: Session, found: Counted, told: Dossier) -> None:
    rows = [{"month": row["key"], "n": row["n"]} for row in told.months]
    figure = Figure(
        "months", "By month", "When was it written about?",
        f"n = {words.count(told.passages, 'passage')} in {words.count(told.articles, 'article')}",
        rows, lambda painted: drawn.months(rows, painted), key=("month",), of=told.passages,
    )  # fmt: skip
    key = f"months-{told.key}"
    bar = figures.show(figure, frame.look(found), key=key)
    if bar is not None:
        where = {"month": str(bar["month"])}
        page = dossiers.passages(
            session, found.counted, told.key, where, passages.offset(f"{key}-page")
        )
        passages.show(page, f"{key}-page")
