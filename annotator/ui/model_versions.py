"""The versions of a project's model on a page: compared, looked into, chosen, rolled back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from annotator import charts
from annotator.errors import PressmarkError
from annotator.services import library, models, suggesting
from annotator.services.models import Trained
from annotator.services.session import Session
from annotator.ui import state, words
from annotator.ui.pressing import press

_ROW = 35
_UNKNOWN = "–"
_SHARE = st.column_config.NumberColumn(format="%.2f")


def in_use(session: Session) -> None:
    """Say what makes the suggestions, and let people go back to what did before."""
    for reason in models.troubles(session):
        st.error(words.plain(reason))
    used = models.in_use(session)
    with st.container(horizontal=True, vertical_alignment="center"):
        if used is None:
            name = words.plain(suggesting.chosen(session))
            st.markdown(f"The recogniser **{name}** makes the suggestions.", width="content")
        else:
            beside = words.plain(used.base)
            told = f"**Version {used.number}** makes the suggestions, beside {beside}."
            st.markdown(told, width="content")
            st.button(
                "Roll back", icon=":material/undo:", on_click=press, args=(session, _roll_back)
            )


def _roll_back(session: Session) -> None:
    back = models.roll_back(session)
    what = f"Version {back.number}" if back else f"The recogniser {suggesting.chosen(session)}"
    st.toast(words.plain(f"{what} makes the suggestions again."))


def versions(session: Session) -> None:
    """Compare the versions, and look into one of them."""
    there = models.versions(session)
    if not there:
        return
    st.subheader("Versions", anchor=False)
    used = models.in_use(session)
    rows = [_row(each, used) for each in there]
    rows.append(_without(there[0]))
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        placeholder=_UNKNOWN,
        column_config=dict.fromkeys(("F1", "From", "To", "Precision", "Recall"), _SHARE),
        height=_ROW * (len(rows) + 1) + 3,
    )
    st.caption(_measured(there))
    by_number = {each.number: each for each in there}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = st.selectbox(
            "Look into",
            list(by_number),
            format_func=lambda number: _named(by_number[number]),
            key=f"version_{session.project.id}_{len(there)}",
            width=320,
        )
        if used is None or used.number != shown:
            st.button(
                f"Choose version {shown}",
                icon=":material/check:",
                on_click=_choose,
                args=(session, shown),
            )
    if said := st.session_state.pop("not_chosen", ""):
        st.error(words.plain(said))
    _look_into(session, by_number[shown])


def _named(trained: Trained) -> str:
    return f"Version {trained.number}, {words.minute(trained.at)}"


def _row(trained: Trained, used: Trained | None) -> dict[str, Any]:
    return {
        "Version": f"{trained.number}{' · in use' if used and used.id == trained.id else ''}",
        **_shares(trained.scores["all"]),
        "Annotations": trained.annotations,
        "Articles": trained.articles,
        "Trained": words.minute(trained.at),
        "Seconds": round(trained.seconds),
    }


def _without(newest: Trained) -> dict[str, Any]:
    """Return the row of the recogniser alone, measured on the same articles."""
    return {"Version": f"{newest.base} alone", **_shares(newest.told["base_scores"]["all"])}


def _shares(score: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "F1": score["f1"], "From": score["low"], "To": score["high"],
        "Precision": score["precision"], "Recall": score["recall"],
    }  # fmt: skip


def _measured(there: list[Trained]) -> str:
    newest = there[0].scores
    of = words.count(newest["all"]["annotations"], "annotation")
    told = (
        f"Exact passages with their label; n = {of} in "
        f"{words.count(newest['all']['articles'], 'article')} that what was measured has not "
        "learned from; what makes the suggestions has learned from them too. "
        "From and to: 95% of what other articles of the kind would give."
    )
    others = [str(t.number) for t in there if t.scores["held_out"] != newest["held_out"]]
    if others:
        told += f" Measured earlier, on other articles: version {', '.join(others)}."
    return told


def _look_into(session: Session, trained: Trained) -> None:
    curve, labels = st.columns(2, gap="large")
    with curve:
        _curve(trained)
    with labels:
        _labels(session, trained)


def _choose(session: Session, number: int) -> None:
    try:
        models.choose(state.again(session), number)
    except PressmarkError as error:
        st.session_state["not_chosen"] = f"{error} What was in use is in use still."
    else:
        st.toast(f"Version {number} makes the suggestions; articles are read again when opened.")


def _curve(trained: Trained) -> None:
    st.markdown("**Does more annotation pay?**")
    st.caption(words.plain(trained.told["verdict"]))
    frame = pd.DataFrame(trained.told["curve"])
    theme = "dark" if st.context.theme.type == "dark" else "light"
    st.altair_chart(
        charts.learning_curve(frame, theme),
        width="stretch",
        alt=f"The learning curve. {trained.told['verdict']} The table below has every point.",
    )
    with st.expander("The points of the curve"):
        st.dataframe(
            pd.DataFrame(
                [
                    {"Annotations": p["annotations"], "Articles": p["articles"], **_shares(p)}
                    for p in trained.told["curve"]
                ]
            ),
            hide_index=True,
            placeholder=_UNKNOWN,
            column_config=dict.fromkeys(("F1", "From", "To", "Precision", "Recall"), _SHARE),
        )


def _labels(session: Session, trained: Trained) -> None:
    st.markdown("**By label**")
    st.caption(
        f"What {words.plain(trained.base)} alone reached is beside it. "
        "A dash: nothing was there, or found, to measure."
    )
    names = {label.id: label.name for label in library.labels(session)}
    alone_is = f"F1 {trained.base}"
    alone = trained.told["base_scores"]["labels"]
    rows = [
        {
            "Label": names.get(label, label), **_shares(score),
            alone_is: alone.get(label, {}).get("f1"),
            "n": score["annotations"],
        }
        for label, score in trained.scores["labels"].items()
    ]  # fmt: skip
    shares = ("F1", "From", "To", "Precision", "Recall", alone_is)
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        placeholder=_UNKNOWN,
        column_config=dict.fromkeys(shares, _SHARE),
        height=_ROW * (len(rows) + 1) + 3,
    )
