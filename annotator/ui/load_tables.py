"""Which column of a table is which field of an article: shown, and changed before it is loaded."""

from __future__ import annotations

from typing import Any

import streamlit as st

from annotator.errors import PressmarkError
from annotator.services import loading
from annotator.ui import words

_FIELD_NAMES = {
    "text": "Text",
    "title": "Title",
    "published_at": "Published",
    "modified_at": "Modified",
    "byline": "Byline",
    "source": "Source",
    "url": "Address",
    "language": "Language",
    "tags": "Tags",
}


def mapping(file: Any, alone: bool) -> dict[str, str] | None:
    """Show which column of a table is taken for which field, and let it be changed.

    None says that there was nothing to choose from: the load tells why.

    Parameters
    ----------
    file : UploadedFile
        A table.
    alone : bool
        Whether it is the only one; of several, those whose text was found are folded up.
    """
    guess = _guess(file)
    if guess is None or not guess.columns:
        return None
    found = ", ".join(f"{_FIELD_NAMES[f].lower()} from {c}" for f, c in guess.mapping.items())
    unfolded = alone or "text" not in guess.mapping
    name = words.plain(file.name)
    with st.expander(f"**{name}**: {words.plain(found)}" if found else name, expanded=unfolded):
        chosen = _choices(file.file_id, guess)
        if "text" not in chosen:
            st.warning("Choose the column that holds the text of the articles.")
        if chosen:
            st.caption(f"The first rows, read as {words.plain(guess.encoding)}:")
            st.dataframe(
                [
                    {_FIELD_NAMES[field]: row.get(column, "") for field, column in chosen.items()}
                    for row in guess.rows[:5]
                ],
                hide_index=True,
            )
    return chosen


def _choices(file_id: str, guess: loading.TableGuess) -> dict[str, str]:
    chosen: dict[str, str] = {}
    columns = ["", *guess.columns]
    with st.container(horizontal=True):
        for field in loading.FIELDS:
            column = st.selectbox(
                _FIELD_NAMES[field],
                columns,
                index=columns.index(guess.mapping.get(field, "")),
                format_func=lambda name: name or "–",
                key=f"column_{file_id}_{field}",
                width=150,  # two of them stand beside each other on a telephone
            )
            if column:
                chosen[field] = column
    return chosen


def _guess(file: Any) -> loading.TableGuess | None:
    """Return what the columns seem to be; asked once for each file that was put in."""
    known: dict[str, Any] = st.session_state.setdefault("guesses", {})
    if file.file_id not in known:
        try:
            known[file.file_id] = loading.guess_columns(file.name, file.getvalue())
        except PressmarkError as error:
            known[file.file_id] = error
    found = known[file.file_id]
    if isinstance(found, loading.TableGuess):
        return found
    st.warning(f"{words.plain(file.name)}: {words.plain(str(found))}")
    return None
