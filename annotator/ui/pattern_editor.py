"""The settings of a project's patterns: writing them, with what they would find beside them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from annotator.errors import PressmarkError
from annotator.services import patterns
from annotator.services.patterns import Line, Preview
from annotator.services.session import Session
from annotator.ui import passages, state, words

_HELP = (
    "One a line. Words are found as they stand; tokens by the keys LOWER, TEXT, IS_TITLE, "
    "IS_UPPER, IS_DIGIT, LIKE_NUM, SHAPE, LENGTH and so on, with REGEX, IN and NOT_IN, and OP."
)
_EXAMPLE = (
    '{"label": "ORG", "pattern": "Apple"}\n'
    '{"label": "LOC", "pattern": [{"LOWER": "san"}, {"LOWER": "francisco"}]}'
)
_ROWS = 300  # of the table of lines
_MEGABYTES = 4  # of a file: a million characters in any script
_NAMED = 10  # lines that can't be used


@st.fragment
def pattern_editor(session: Session) -> None:
    """Show the patterns, what they find, and the ways to keep them."""
    state.guarded(lambda: _editor(state.again(session)))


def _editor(session: Session) -> None:
    st.subheader("Patterns", anchor=False)
    st.caption(
        "What the project always looks for, beside the recogniser, and before it where both find "
        "something. The form is that of spaCy's EntityRuler and of Prodigy."
    )
    kept = patterns.written(session)
    key = f"patterns_{session.project.id}"
    st.file_uploader(
        "Patterns from a file",
        ["jsonl", "json", "txt"],
        key=f"{key}_file",
        max_upload_size=_MEGABYTES,
        on_change=_take_file,
        args=(key,),
    )
    st.session_state.setdefault(key, kept)
    lines = st.text_area(
        "Patterns", height=180, key=key, help=_HELP, placeholder=_EXAMPLE,
        label_visibility="collapsed",
    )  # fmt: skip
    is_changed = lines.strip() != kept.strip()
    _refused(patterns.refused(session, lines))
    # Looking takes its time, so that what is saved already is looked for only if asked.
    if lines.strip() and (is_changed or st.toggle("Show what they find", key=f"{key}_look")):
        _show(patterns.preview(session, lines))
    if error := st.session_state.pop(f"{key}_error", ""):
        st.error(error)
    with st.container(horizontal=True):
        st.button(
            "Save the patterns", type="primary", disabled=not is_changed, key=f"{key}_s",
            on_click=_keep, args=(session, key),
        )  # fmt: skip
        st.download_button(
            "Save as a file", lines, "patterns.jsonl", "application/jsonl",
            disabled=not lines.strip(), key=f"{key}_d",
        )  # fmt: skip


def _take_file(key: str) -> None:
    """Put what a file holds into the field, where it is looked at before it is saved."""
    file = st.session_state[f"{key}_file"]
    if file is not None:
        st.session_state[key] = file.getvalue().decode("utf-8-sig", errors="replace")


def _keep(session: Session, key: str) -> None:
    try:
        count = patterns.keep(state.again(session), st.session_state[key])
    except PressmarkError as error:
        st.session_state[f"{key}_error"] = words.plain(str(error))
        return
    st.toast(
        f"{words.count(count, 'pattern')} saved. Articles are read again when they are opened."
        if count
        else "The patterns are gone. Articles are read again when they are opened."
    )


def _show(found: Preview) -> None:
    places = words.count(found.places, "place")
    articles = words.count(found.articles, "article")
    tried = (
        f"of {words.count(found.total, 'article')}"
        if found.read == found.total
        else f"of the {found.read:,} newest of {words.count(found.total, 'article')}"
    )
    st.markdown(f"**{places}** in **{articles}**, {tried}.")
    _table(found)
    if found.examples:
        passages.show_some(found.examples, "pattern-examples")


def _refused(refused: tuple[Line, ...]) -> None:
    """Name the lines that can't be used, with the remedy: in a cell it would be cut off."""
    if not refused:
        return
    told = [f"- Line {line.number}: {words.plain(line.refused)}" for line in refused[:_NAMED]]
    if len(refused) > _NAMED:
        told.append(f"- and {len(refused) - _NAMED:,} more")
    head = f"{words.count(len(refused), 'line')} can't be used, so nothing can be saved yet."
    st.warning("\n".join([head, "", *told]))


def _table(found: Preview) -> None:
    """Show what each line finds."""
    used = [line for line in found.lines if not line.refused]
    shown = used[:_ROWS]
    if not shown:
        return
    st.dataframe(
        pd.DataFrame(
            {
                "Line": [line.number for line in shown],
                "Label": [line.label_id for line in shown],
                "Pattern": [line.name for line in shown],
                "Found": [_found(line) for line in shown],
            }
        ),
        hide_index=True,
        column_config={"Line": st.column_config.NumberColumn(width="small")},
    )
    if len(used) > _ROWS:
        st.caption(f"and {len(used) - _ROWS:,} more lines")


def _found(line: Line) -> str:
    if not line.places:
        return "nothing"
    return f"{words.count(line.places, 'place')} in {words.count(line.articles, 'article')}"
