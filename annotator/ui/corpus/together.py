"""The part Together: which names share paragraphs or articles, as a matrix and as a network."""

from __future__ import annotations

import altair as alt
import streamlit as st

from annotator.charts import Figure, Look
from annotator.charts import corpus as drawn
from annotator.services import together
from annotator.services.corpus import NO_NAMES, Counted
from annotator.services.session import Session
from annotator.services.together import Together
from annotator.ui import charts as figures
from annotator.ui import in_url, passages, words
from annotator.ui.corpus import frame

_UNITS = {"paragraph": "Same paragraph", "article": "Same article"}
_VIEWS = {"matrix": "Matrix", "network": "Network"}
_MOST = {"15": "15", "10": "10", "20": "20", "30": "30", "40": "40"}


def show(session: Session, found: Counted) -> None:
    """Show which names stand together; a click lists the paragraphs or articles."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        unit = in_url.segments("Shared", "unit", _UNITS)
        view = in_url.segments("View", "view", _VIEWS)
        most = int(in_url.select("Names", "most", _MOST, 90))
        label = frame.choose_label(found, NO_NAMES)
    told = together.pairs(session, found.counted, unit, most, label)
    figure = _figure(found, told, unit, view)
    key = f"together-{found.counted}-{unit}-{view}-{most}-{label}"
    bar = figures.show(figure, frame.look(found), key=key)
    if bar is not None:
        page = together.behind(
            session, found.counted, (str(bar["one_id"]), str(bar["other_id"])), unit,
            passages.offset(f"{key}-page"),
        )  # fmt: skip
        titles = dict(zip(told.keys, told.titles, strict=True))
        with st.container(horizontal=True):
            for name in (str(bar["one_id"]), str(bar["other_id"])):
                st.button(
                    f"Dossier of {words.plain(titles.get(name, ''))}", key=f"{key}-{name}",
                    type="tertiary", icon=":material/person_search:", on_click=_dossier,
                    args=(name,),
                )  # fmt: skip
        passages.show(page, f"{key}-page", of=unit)


def _dossier(name: str) -> None:
    st.query_params.update({"part": "names", "name": name})
    for other in ("of", "page"):
        st.query_params.pop(other, None)


def _figure(found: Counted, told: Together, unit: str, view: str) -> Figure:
    shown = len(told.keys)
    of = f"the {shown} of {told.names:,} names" if shown < told.names else f"all {shown} names"
    note = f"These are {of} that stand in most {unit}s."
    if view == "network":
        pairs = len(drawn.drawn(told.pairs, shown))
        if pairs < len(told.pairs):
            note += f" Drawn are the {pairs} strongest of {len(told.pairs):,} pairs."
    if told.names < 2:
        empty = "It takes two names to stand together. Label more of them."
    else:
        empty = f"No two of these names share {'an' if unit == 'article' else 'a'} {unit}."
    return Figure(
        "together", "Together", f"Which names stand in the same {unit}?",
        f"n = {words.count(len(told.pairs), 'pair')}", list(told.pairs),
        lambda painted: _draw(found, told, view, painted), empty, note, ("one_id", "other_id"),
        legend=(lambda painted: _legend(found, told, painted)) if view == "network" else None,
    )  # fmt: skip


def _draw(found: Counted, told: Together, view: str, painted: Look) -> alt.LayerChart:
    if view == "matrix":
        return drawn.matrix(told.pairs, told.titles, painted)
    nodes = [
        {"key": key, "title": title, "label": found.labels.get(label, label), "own": own,
         "x": x, "y": y}
        for key, title, label, own, (x, y) in zip(
            told.keys, told.titles, told.label_ids, told.own, told.at, strict=True
        )
    ]  # fmt: skip
    return drawn.network(nodes, told.pairs, painted)


def _legend(found: Counted, told: Together, painted: Look) -> dict[str, str]:
    names = (found.labels.get(each, each) for each in told.label_ids)
    return {name: painted.of_label(name) for name in dict.fromkeys(names)}
