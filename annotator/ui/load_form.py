"""The ways in: pasted text, files, web addresses, samples. Each starts a load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from annotator.services import exchange, loading, start
from annotator.services.loading import LoadJob
from annotator.services.session import Session
from annotator.ui import load_tables, words
from annotator.ui.load_jobs import begin


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
        accept_multiple_files=True,
        key=f"uploads_{generation}",
        label_visibility="collapsed",
    )
    if not uploaded:
        st.caption(
            "Text, Markdown (.md) and HTML become one article each; CSV, TSV, JSON, JSON lines and "
            "Parquet one for each row; RSS and Atom one for each entry; a zip is unpacked. A CSV "
            "that Pressmark exported brings its annotations."
        )
        return
    annotated = [file for file in uploaded if _is_annotations(file)]
    plain = [file for file in uploaded if file not in annotated]
    tables = [file for file in plain if loading.is_table(file.name)]
    mappings = [
        load_tables.mapping(file, len(tables) == 1) if file in tables else None for file in plain
    ]
    for file in annotated:
        st.info(f"{words.plain(file.name)} holds annotations that Pressmark exported.")
    if st.button(f"Load {words.count(len(uploaded), 'file')}", type="primary"):
        st.session_state["uploads"] = generation + 1  # an empty field for the next ones
        _start(_job(session, plain, annotated, mappings))


def _job(
    session: Session,
    plain: Sequence[Any],
    annotated: Sequence[Any],
    mappings: Sequence[Mapping[str, str] | None],
) -> LoadJob:
    files = [(file.name, file.getvalue()) for file in plain]
    together = [*plain, *annotated]
    many = any(loading.is_table(file.name) or file.name.endswith(".zip") for file in together)
    return LoadJob(
        session,
        loading.FileItems(files, mappings) if files else None,
        together[0].name if len(together) == 1 else words.count(len(together), "file"),
        annotations=[(file.name, file.getvalue()) for file in annotated],
        expected=0 if many else len(files),
    )


def _is_annotations(file: Any) -> bool:
    return file.name.lower().endswith(".csv") and exchange.is_annotations(file.getbuffer()[:10_000])
