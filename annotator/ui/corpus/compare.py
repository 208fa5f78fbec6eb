"""The part Compare: two sets of articles, and what tells one from the other."""

from __future__ import annotations

from functools import partial

import streamlit as st

from annotator.charts import Figure
from annotator.charts import corpus as drawn
from annotator.model import Filter
from annotator.services import keyness, library, reporting
from annotator.services.concordance import Wanted
from annotator.services.corpus import Counted
from annotator.services.keyness import Compared
from annotator.services.session import Session
from annotator.services.sets import Set
from annotator.ui import charts as figures
from annotator.ui import in_url, state, words
from annotator.ui.corpus import context, frame

_KINDS = {"words": "Words", "names": "Names", "labels": "Labels"}
_WITH = {"rest": "All other articles", "set": "Another set"}
_SIDES = {"left": "First set", "right": "Second set"}
_SHOWN = 500  # rows that go to the browser; the CSV has all


def show(session: Session, found: Counted) -> None:
    """Show the two sets, what tells them apart, and a word of it in context."""
    left, right = _sets(session, found)
    kind = in_url.segments("By", "by", _KINDS)
    if left == Set():
        st.info(
            "Say which articles are the first set: of a source, a time, a label or a search.",
            icon=":material/compare_arrows:",
        )
        return
    if kind != "words" and not frame.labelled(found):
        return
    with st.spinner("Counting"):
        told = keyness.compare(session, kind, left, right, found.counted)
    _say(told, kind)
    if not told.rows:
        return
    key = f"keyness-{kind}-{found.counted}"
    bar = figures.show(
        _figure(told, kind), frame.look(found), key=key,
        beside=lambda: _download(kind, left, right, found.counted),
    )  # fmt: skip
    if bar is not None:
        _in_context(session, found, kind, str(bar["word_id"]), {"left": left, "right": right})


def _sets(session: Session, found: Counted) -> tuple[Set, Set]:
    columns = st.columns(2, gap="large")
    with columns[0], st.container(border=True):
        st.markdown("**First set**")
        left = _filter(session, found, "a")
    with columns[1], st.container(border=True):
        st.markdown("**Second set**")
        other = in_url.segments("Second set", "other", _WITH)
        if other == "rest":
            return Set(left), Set(left, is_rest=True)
        return Set(left), Set(_filter(session, found, "b"))


def _filter(session: Session, found: Counted, side: str) -> Filter:
    facets = library.facets(session)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        query = in_url.text("Search", f"{side}_query", width=220)
        source = in_url.select("Source", f"{side}_source", _any(facets["source"]), 180)
        languages = {each: words.language(each) for each in facets["language"]}
        language = in_url.select("Language", f"{side}_language", {"": "Any"} | languages, 150)
        label = in_url.select("Label", f"{side}_label", {"": "Any"} | dict(found.labels), 160)
        first = in_url.day("Published from", f"{side}_from")
        last = in_url.day("Published to", f"{side}_to")
    return Filter(
        query, source=source, language=language, label_id=label,
        published_from=first, published_to=last,
    )  # fmt: skip


def _any(values: list[str]) -> dict[str, str]:
    return {"": "Any"} | {each: each for each in values}


def _say(told: Compared, kind: str) -> None:
    unit = "words" if kind == "words" else "passages"
    one, other = told.articles
    st.caption(
        f"First set: {words.count(one, 'article')}, {told.left:,} {unit}. "
        f"Second set: {words.count(other, 'article')}, {told.right:,} {unit}."
    )
    if told.shared:
        st.warning(
            f"{words.count(told.shared, 'article')} {'is' if told.shared == 1 else 'are'} in both "
            "sets: what they say tells nothing apart.",
            icon=":material/join_inner:",
        )
    if not told.left or not told.right:
        empty = [
            name for name, n in zip(_SIDES.values(), (told.left, told.right), strict=True) if not n
        ]
        st.info(f"{' and '.join(empty)} without {unit}: there is nothing to compare.")
    elif not told.rows:
        st.info("Everything is too rare to tell the sets apart. Take larger sets.")
    if kind == "words" and len(told.languages) > 1:
        known = ", ".join(words.language(each) if each else "unknown" for each in told.languages)
        st.caption(
            f"The articles are in several languages ({words.plain(known)}), so that words may tell "
            "the language and not what is said."
        )


def _figure(told: Compared, kind: str) -> Figure:
    cut = told.rows[: _SHOWN // 2] + told.rows[max(_SHOWN // 2, len(told.rows) - _SHOWN // 2) :]
    notes = [
        f"{told.rare:,} that stand in both together less than {keyness.LEAST[kind]} times are left "
        "out." if told.rare else "",
        f"Shown are {len(cut):,} of {len(told.rows):,}; the file has all."
        if len(cut) < len(told.rows) else "",
        "Above 1.96, or below −1.96: more than chance would give one word alone in 20 times.",
    ]  # fmt: skip
    unit = "words" if kind == "words" else "passages"
    return Figure(
        "keyness", "What tells them apart",
        "What has the first set more of (right of 0), and the second (left of 0)?",
        f"n = {told.left:,} and {told.right:,} {unit}", cut,
        lambda painted: drawn.keyness(cut, (_SIDES["left"], _SIDES["right"]), painted),
        note=" ".join(filter(None, notes)), key=("word_id",),
        legend=lambda painted: drawn.sides((_SIDES["left"], _SIDES["right"]), painted),
    )  # fmt: skip


def _download(kind: str, left: Set, right: Set, counted: str) -> None:
    st.download_button(
        "All as CSV", partial(_csv, kind, left, right, counted), "pressmark-keyness-all.csv",
        "text/csv", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _csv(kind: str, left: Set, right: Set, counted: str) -> bytes:
    return reporting.as_csv(keyness.compare(state.session(), kind, left, right, counted).rows)


def _in_context(
    session: Session, found: Counted, kind: str, value: str, sides: dict[str, Set]
) -> None:
    side = in_url.segments("Which set", "side", _SIDES)
    what = {"words": "word", "names": "name", "labels": "label"}[kind]
    context.lines_of(session, Wanted(what, value, found.counted, sides[side]), f"compare-{side}")
