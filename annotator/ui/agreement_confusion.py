"""The confusion of the page Agreement: which label where the other gave which, and the passages."""

from __future__ import annotations

from functools import partial

import streamlit as st

from annotator.palette import PALETTE
from annotator.services import confusions, reporting
from annotator.services.comparing import Overview
from annotator.services.confusions import NOTHING, Confusion
from annotator.services.session import Session
from annotator.ui import agreement_parts, grid, in_url, passages, tables, words
from annotator.ui.grid import Cell, Grid, Head

_WHEN = {"": "Now", "blind": "Before others' work could be seen"}
# What names a cell in the address.
_CELL = ("left", "right")


def show(session: Session, overview: Overview) -> None:
    """Show which labels are taken for which, and the passages behind the number chosen."""
    has_before = confusions.has_before(session)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = in_url.select("Who", "who", overview.whom, 320, drops=_CELL)
        when = in_url.select("When", "when", _WHEN, 320, drops=_CELL) if has_before else ""
    found = confusions.show_confusion(session, who, when)
    if not found.n:
        st.info("Neither of them has marked anything where both have read.")
        return
    st.caption(_told(found))
    agreement_parts.beside_recogniser(found.who)
    if found.when:
        st.caption(_since(found, confusions.show_confusion(session, who)))
    elif not has_before:
        st.caption("Nobody works blind here, so that there is no before and after.")
    grid.show(_grid(found), "agreement-confusion", _CELL)
    with st.container(horizontal=True, vertical_alignment="center"):
        tables.download("confusion", partial(reporting.as_csv, _as_rows(found)))
        st.caption("Click a number for its passages. What was not read is not counted.")
    _passages(session, found)


def _since(before: Confusion, now: Confusion) -> str:
    """Say what has become of it since others' work could be seen."""
    if before.counts == now.counts:
        return "It is as it is now: nobody has changed anything since others' work could be seen."
    return (
        f"Now it is the same label in {now.agreed:,} of {words.count(now.n, 'place')}: "
        f"{_share(before)} before, {_share(now)} now."
    )


def _share(found: Confusion) -> str:
    return f"{100 * found.agreed / found.n:.0f} %" if found.n else "nothing"


def _told(found: Confusion) -> str:
    one_label = (
        " There is one label alone, so that none can be taken for another."
        if len(found.names) == 2
        else ""
    )
    sides = (
        f"Rows: {words.plain(found.left)}. Columns: {words.plain(found.right)}."
        if found.left
        else "Of two labels the one that comes first in the codebook stands in the row."
    )
    return (
        f"The same label in {found.agreed:,} of {words.count(found.n, 'place')}, "
        f"*nothing* where one of the two has none. {sides}{one_label}"
    )


def _grid(found: Confusion) -> Grid:
    heads = [Head(name, found.hues.get(each)) for each, name in found.names.items()]
    # Where nobody is the left one, nothing never stands in the row.
    rows = list(found.names)[: len(heads) - (not found.left)]
    most = max([n for (left, right), n in found.counts.items() if left != right], default=1)
    return Grid(
        caption="Labels of the one by labels of the other",
        corner=found.left,
        columns=heads,
        rows=heads[: len(rows)],
        cells=[[_cell(found, row, column, most) for column in found.names] for row in rows],
    )


def _cell(found: Confusion, left: str, right: str, most: int) -> Cell:
    n = found.counts.get((left, right), 0)
    order = list(found.names)
    if left == right == NOTHING or (not found.left and order.index(left) > order.index(right)):
        return Cell("", 0.0)
    if not n:
        return Cell("0", 0.0)
    of_row = sum(count for (row, _), count in found.counts.items() if row == left)
    share, hue = (n / of_row, "green") if left == right else (n / most, "rose")
    return Cell(f"{n:,}", share, PALETTE[hue], (("left", left), ("right", right)))


def _as_rows(found: Confusion) -> list[dict[str, object]]:
    return [
        {"left": found.names[left], "right": found.names[right], "n": n}
        for (left, right), n in found.counts.items()
    ]


def _passages(session: Session, found: Confusion) -> None:
    left, right = (st.query_params.get(name, "") for name in _CELL)
    if left not in found.names or right not in found.names:
        return
    names = [words.plain(found.names[each]) for each in (left, right)]
    st.subheader(f"{names[0]} and {names[1]}", anchor="passages")
    key = f"confusion-{found.who}-{found.when}-{left}-{right}"
    page = confusions.confused(session, found.who, found.when, left, right, passages.offset(key))
    passages.show(page, key)
