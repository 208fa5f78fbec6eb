"""The matrix of the page Agreement, and the passages behind each of its numbers."""

from __future__ import annotations

from functools import partial
from math import ceil

import streamlit as st

from annotator.palette import PALETTE
from annotator.services import comparing, reporting
from annotator.services.comparing import CAUSE_NAMES, Matrix, Named, Overview
from annotator.services.reporting import ROWS
from annotator.services.session import Session
from annotator.ui import agreement_parts, grid, in_url, passages, tables, words
from annotator.ui.grid import Cell, Grid, Head

_BY = {"pair": "Pair", "label": "Label", "article": "Article", "source": "Source", "month": "Month"}
_CAUSES = {
    "same": ("green", "both marked the same words with the same label"),
    "boundary": ("amber", "the same label, and passages that meet but begin or end elsewhere"),
    "label": ("rose", "passages that meet, and other labels"),
    "missed": ("blue", "the other has read there and marked nothing"),
    "not read": (
        "slate",
        "the other has not read there, so that it says nothing; F1 leaves it out",
    ),
}
_OF_ALL = "all"
# What names a cell in the address.
_CELL = ("row", "cause")


def show(session: Session, overview: Overview) -> None:
    """Show who differs from whom in which way, and the passages behind the number chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = in_url.select("By", "by", _BY, 150, drops=_CELL)
        who = in_url.select("Who", "who", overview.whom, 320, drops=_CELL)
        place = st.container(width="content")
    number = max(1, int(st.query_params.get("page", "1")) if _is_number() else 1)
    found = comparing.show_matrix(session, by, who, (number - 1) * ROWS)
    if found.of > ROWS:
        with place:
            in_url.number(f"Page of {ceil(found.of / ROWS):,}", "page", 1, ceil(found.of / ROWS))
    if not sum(found.total.counts):
        st.info("Neither of them has marked anything in an article that both have begun.")
        return
    agreement_parts.beside_recogniser(found.who)
    grid.show(_grid(found), "agreement-matrix", _CELL)
    with st.container(horizontal=True, vertical_alignment="center"):
        tables.download(f"agreement-by-{by}", partial(reporting.as_csv, _as_rows(found)))
        st.caption(_told(found))
    with st.expander("What the columns mean"):
        st.markdown("\n".join(f"- **{name}**: {text}." for name, (_, text) in _CAUSES.items()))
        st.markdown(_F1)
    _passages(session, found)


_F1 = (
    "- **F1** is the share of the passages of both that are *same*: twice their number by all "
    "passages that were compared. In brackets its 95 % interval, over articles drawn anew 1,000 "
    "times."
)


def _is_number() -> bool:
    return st.query_params.get("page", "").isdecimal()


def _told(found: Matrix) -> str:
    twice = " A pair with two labels stands in the rows of both." if found.by == "label" else ""
    return f"Click a number for its passages. The darker, the larger its part of the row.{twice}"


def _grid(found: Matrix) -> Grid:
    rows = [*found.rows, Named(found.total, "All")]
    return Grid(
        caption=f"How passages differ, by {found.by}: a count of each cause",
        corner=_BY[found.by],
        columns=[*map(Head, CAUSE_NAMES), Head("F1")],
        rows=[Head(named.name, named.hue) for named in rows],
        cells=[_cells(named, _OF_ALL if named is rows[-1] else "") for named in rows],
        has_total=True,
    )  # fmt: skip


def _cells(named: Named, all_: str) -> list[Cell]:
    counts = named.row.counts
    total = sum(counts) or 1
    key = {"row": named.row.key} if not all_ else {}
    return [
        *(
            Cell(
                f"{n:,}",
                n / total,
                PALETTE[_CAUSES[cause][0]],
                tuple({**key, "cause": cause}.items()) if n else (),
            )
            for cause, n in zip(CAUSE_NAMES, counts, strict=True)
        ),
        Cell(comparing.worded(named.row.f1)),
    ]


def _as_rows(found: Matrix) -> list[dict[str, object]]:
    return [
        {found.by: named.name}
        | dict(zip(CAUSE_NAMES, named.row.counts, strict=True))
        | comparing.as_columns("f1", named.row.f1)
        for named in (*found.rows, Named(found.total, "all"))
    ]


def _passages(session: Session, found: Matrix) -> None:
    cause = st.query_params.get("cause", "")
    if cause not in CAUSE_NAMES:
        return
    row = st.query_params.get("row")
    named = {each.row.key: each.name for each in found.rows}
    name = "All" if row is None else named.get(row, row)
    st.subheader(f"{words.plain(name)}: {cause}", anchor="passages")
    st.caption(f"{_CAUSES[cause][1].capitalize()}.")
    key = f"agreement-{found.by}-{found.who}-{row}-{cause}"
    page = comparing.behind(session, found.by, found.who, row, cause, passages.offset(key))
    passages.show(page, key)
