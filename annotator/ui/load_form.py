"""The ways in: pasted text, files, web addresses, samples. Each starts a load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from annotator.errors import PressmarkError
from annotator.services import exchange, loading, start
from annotator.services.loading import LoadJob
from annotator.services.session import Session
from annotator.ui import words
from annotator.ui.load_jobs import begin

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


def load_form(session: Session) -> None:
    """Show the ways in, one tab each."""
    paste, files, web, samples = st.tabs(["Paste", "Files", "Web address", "Samples"])
    with paste:
        _paste(session)
    with files:
        _files(session)
    with web:
        _web(session)
    with samples:
        _samples(session)


def _start(job: LoadJob) -> None:
    begin(job)
    st.rerun()


def _paste(session: Session) -> None:
    with st.form("paste", clear_on_submit=True, border=False):
        text = st.text_area(
            "The text of one article",
            height=260,
            placeholder="Headline\n\nThe text. Lines with date, author and tags are recognised.",
        )
        if st.form_submit_button("Load this text", type="primary"):
            if text.strip():
                _start(LoadJob(session, loading.from_text(text), "Pasted text", expected=1))
            st.warning("There is no text yet: paste one into the field.")


def _web(session: Session) -> None:
    with st.form("web", clear_on_submit=True, border=False):
        typed = st.text_area(
            "Addresses, one a line",
            height=140,
            placeholder="https://example.org/news/story.html\nhttps://example.org/feed.xml",
            help="A page becomes one article; a feed one for each entry.",
        )
        if st.form_submit_button("Fetch", type="primary"):
            lines = [line for line in typed.splitlines() if line.strip()]
            if lines:
                source = (
                    lines[0] if len(lines) == 1 else words.count(len(lines), "address", "addresses")
                )
                _start(LoadJob(session, loading.from_urls(typed), source, expected=len(lines)))
            st.warning("There is no address yet.")


def _samples(session: Session) -> None:
    st.markdown(
        "Sixteen short articles in seven languages, written for Pressmark and free to use. "
        "Those that are there already are not loaded twice."
    )
    if st.button("Load the samples", type="primary"):
        _start(LoadJob(session, loading.from_paths([start.SAMPLES]), "Sample articles"))


def _files(session: Session) -> None:
    generation = st.session_state.setdefault("uploads", 0)
    uploaded = st.file_uploader(
        "Files",
        type=[extension.removeprefix(".") for extension in loading.EXTENSIONS],
        accept_multiple_files=True,
        key=f"uploads_{generation}",
        label_visibility="collapsed",
    )
    if not uploaded:
        st.caption(
            "Texts, Markdown and HTML become one article each; CSV, TSV, JSON and Parquet one for "
            "each row; a zip is unpacked. A CSV that Pressmark exported brings its annotations."
        )
        return
    annotated = [file for file in uploaded if _is_annotations(file)]
    plain = [file for file in uploaded if file not in annotated]
    mappings: dict[str, Mapping[str, str]] = {}
    for file in plain:
        if loading.is_table(file.name):
            mappings[file.name] = _mapping(file)
    for file in annotated:
        st.info(f"{words.plain(file.name)} holds annotations that Pressmark exported.")
    if st.button(f"Load {words.count(len(uploaded), 'file')}", type="primary"):
        st.session_state["uploads"] = generation + 1  # an empty field for the next ones
        _start(_job(session, plain, annotated, mappings))


def _job(
    session: Session,
    plain: Sequence[Any],
    annotated: Sequence[Any],
    mappings: Mapping[str, Mapping[str, str]],
) -> LoadJob:
    files = [(file.name, file.getvalue()) for file in plain]
    together = [*plain, *annotated]
    many = any(loading.is_table(file.name) or file.name.endswith(".zip") for file in together)
    return LoadJob(
        session,
        loading.from_files(files, mappings) if files else None,
        together[0].name if len(together) == 1 else words.count(len(together), "file"),
        annotations=[(file.name, file.getvalue()) for file in annotated],
        expected=0 if many else len(files),
    )


def _is_annotations(file: Any) -> bool:
    return file.name.lower().endswith(".csv") and exchange.is_annotations(file.getbuffer()[:10_000])


def _mapping(file: Any) -> dict[str, str]:
    """Show which column of a table is taken for which field, and let it be changed."""
    guess = _guess(file)
    if guess is None:
        return {}
    chosen: dict[str, str] = {}
    with st.expander(f"Columns of {words.plain(file.name)}", expanded=True):
        with st.container(horizontal=True):
            for field in loading.FIELDS:
                known = guess.mapping.get(field, "")
                column = st.selectbox(
                    _FIELD_NAMES[field],
                    ["", *guess.columns],
                    index=["", *guess.columns].index(known),
                    format_func=lambda name: name or "–",
                    key=f"column_{file.file_id}_{field}",
                    width=200,
                )
                if column:
                    chosen[field] = column
        if "text" not in chosen:
            st.warning("Choose the column that holds the text of the articles.")
        st.caption("The first rows, as they will be read:")
        st.dataframe(
            [
                {_FIELD_NAMES[field]: row.get(column, "") for field, column in chosen.items()}
                for row in guess.rows[:5]
            ],
            hide_index=True,
        )
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
