"""A part of the page Agreement: what all annotators missed, and where a further look pays."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

import streamlit as st

from annotator import charts
from annotator.services import missed_by_all
from annotator.services.comparing import Overview
from annotator.services.missed_by_all import Missed, Overlooked
from annotator.services.reporting import ROWS
from annotator.services.session import Session
from annotator.ui import charts as shown
from annotator.ui import grid, in_url, passages, words
from annotator.ui.grid import Cell, Grid, Head

_LABEL = "label"
_RESTS_ON = """
- **Blind.** What somebody marked counts as it was before they could see what others found there.
- **The same suggestions lead to the same gaps.** What readers were not shown, as the recogniser
  overlooked it, all of them overlook more easily: then more is missing than this says.
- **Alike.** Passages of one label are taken to be as easy to find as one another. Where some are
  harder, more is missing.
- **Right.** What anybody marked is taken for a passage. What is none makes it look as if more
  were missing.
- **Of two annotators** it is Chapman's estimate, of more the lower bound of Chao.
"""


def show(session: Session, _overview: Overview) -> None:
    """Show how many passages all annotators missed, by label, and the articles to look at again."""
    asked = st.query_params.get_all("annotators")
    found = missed_by_all.overview(session, asked)
    if len(found.readers) > 1:
        in_url.several("Annotators", "annotators", found.readers, found.chosen)
    if found.why:
        st.info(found.why)
        return
    st.markdown(_verdict(found))
    st.caption(" ".join(_notes(found)))
    with st.expander("What this rests on"):
        st.markdown(_RESTS_ON)
    if not found.labels:
        return
    grid.show(_grid(found), "missed-by-all", (_LABEL,))
    if found.total.estimate is None:
        return
    st.caption("Click a number of what was missed for the articles where it is to be expected.")
    _chart(found)
    _articles(session, found, asked)


def _verdict(found: Overlooked) -> str:
    told = found.total
    whom = "both annotators" if told.n_readers == 2 else f"all {told.n_readers} annotators"
    if told.estimate is None:
        return f"**How much {whom} missed can't be said.** {told.note}"
    least = "" if told.n_readers == 2 else "at least "
    missed = words.count(round(told.estimate), "passage was", "passages were")
    return (
        f"**{least.capitalize()}{'about' if least else 'About'} {missed} missed by {whom}** "
        f"(95 % interval {_between(told)}), beside {told.n_found:,} that anybody found."
    )


def _between(told: Missed) -> str:
    return f"{told.low:,.0f} to {told.high:,.0f}"


def _notes(found: Overlooked) -> list[str]:
    names = [words.plain(found.readers[id_]) for id_ in found.chosen]
    notes = [
        f"{', '.join(names[:-1])} and {names[-1]} have read "
        f"{words.count(found.articles, 'article')} in common, blind to one another."
    ]
    if found.n_excluded:
        notes.append(
            f"{words.count(found.n_excluded, 'passage')} left out, where not all of them have read."
        )
    if found.is_part:
        notes.append("Counted are the articles alone on which blindness is lifted.")
    return notes


def _grid(found: Overlooked) -> Grid:
    names = [found.readers[id_] for id_ in found.chosen]
    rows = [(Head(each.name, each.hue), each.missed, each.label_id) for each in found.labels]
    rows.append((Head("All"), found.total, ""))
    return Grid(
        caption="Passages that were found, and how many all annotators missed, by label",
        corner="Label",
        columns=[
            Head("Missed by all"), Head("Found"), Head("By two or more"),
            *(Head(name) for name in names),
        ],
        rows=[head for head, _, _ in rows],
        cells=[_cells(told, label_id) for _, told, label_id in rows],
        has_total=True,
    )  # fmt: skip


def _cells(told: Missed, label_id: str) -> list[Cell]:
    counts = (told.n_found, told.n_again, *told.found)
    missed = (
        "too few to say" if told.estimate is None else f"{told.estimate:,.1f} ({_between(told)})"
    )
    where = ((_LABEL, label_id),) if told.estimate and label_id else ()
    return [Cell(missed, where=where), *(Cell(f"{n:,}", n / told.n_found) for n in counts)]


def _chart(found: Overlooked) -> None:
    caption = f"n = {words.count(found.total.n_found, 'passage')} that were found"
    few = sum(each.missed.estimate is None for each in found.labels)
    note = f"{words.count(few, 'label')} with too few to say left out." if few else ""
    rows = [
        {"label_id": each.label_id, "label": each.name} | _shares(each.missed)
        for each in found.labels
    ]
    figure = charts.share_found(rows if few < len(rows) else [], caption, note)
    shown.show(figure, shown.look({each.name: each.hue for each in found.labels}))


def _shares(told: Missed) -> dict[str, Any]:
    def share(missing: float | None) -> float | None:
        return None if missing is None else told.n_found / (told.n_found + missing)

    return {
        "found": told.n_found, "missed": told.estimate, "share": share(told.estimate),
        "low": share(told.high), "high": share(told.low),
    }  # fmt: skip


def _articles(session: Session, found: Overlooked, asked: list[str]) -> None:
    label_id = st.query_params.get(_LABEL, "")
    names = {each.label_id: each.name for each in found.labels}
    of = f": {words.plain(names[label_id])}" if label_id in names else ""
    st.subheader(f"Where a further look pays{of}", anchor="look-again")
    page = missed_by_all.worth_a_look(session, asked, label_id, _offset())
    if not page.total:
        st.caption("In no article is anything to be expected that all who have read it missed.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.caption(
            f"{words.count(page.total, 'article')}, by how many passages are to be expected there "
            "that all who have read it missed."
        )
        if page.total > ROWS:
            in_url.number(
                f"Page of {ceil(page.total / ROWS):,}", "page", 1, ceil(page.total / ROWS)
            )
    passages.show_some([_told(row) for row in page.rows], "look-again")


def _offset() -> int:
    typed = st.query_params.get("page", "")
    return (max(1, int(typed)) - 1) * ROWS if typed.isdecimal() and len(typed) < 9 else 0


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return an article as a row of the list of passages: without any words."""
    nothing = dict.fromkeys(("start", "end", "left", "quote", "right", "note"))
    return (
        dict(row)
        | nothing
        | {
            "state": f"about {row['missing']:.1f} missing",
            "label": f"{row['found']:,} found",
            "annotator": " and ".join(row["annotators"]),
        }
    )
