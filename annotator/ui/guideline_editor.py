"""The guidelines on the page Codebook: reading, writing with a preview, and their versions."""

from __future__ import annotations

import streamlit as st

from annotator.errors import PressmarkError
from annotator.services import guidelines, roles
from annotator.services.guidelines import Line, Version
from annotator.services.session import Session
from annotator.ui import guide, words

_SAME = 2  # lines beside a change that are shown too
_SIGNS = {"same": " ", "gone": "-", "new": "+"}


def guideline_page(session: Session) -> None:
    """Show the guidelines that hold, the way to write them to whoever leads, and the versions."""
    present = guidelines.present(session)
    if present is None:
        st.info("This project has no guidelines yet.", icon=":material/menu_book:")
    else:
        st.caption(words.plain(_when(present)))
        guide.show(present.text, "guidelines_present")
        guidelines.see(session, present.number)
    if roles.may(session, "change the label set"):
        _write(session, present)
    _versions(session)


def _write(session: Session, present: Version | None) -> None:
    number = present.number if present else 0
    with st.expander("Write the guidelines" if present is None else "Write another version"):
        st.caption(
            "Markdown: headings, lists, emphasis, links, tables, code. A heading that is the name "
            "of a label shows it on the desk. Annotators are told that there is a new version."
        )
        text = st.text_area(
            "Text", present.text if present else "", height=360, max_chars=guidelines.LIMIT,
            key=f"guidelines_text_{number}",
        )  # fmt: skip
        if st.button("Keep as a new version", type="primary", key=f"guidelines_keep_{number}"):
            try:
                made = guidelines.keep(session, text, number)
            except PressmarkError as error:
                st.error(words.plain(str(error)))
            else:
                st.toast(f"Version {made} of the guidelines holds from now on.")
                st.rerun()
        if text.strip() and text != (present.text if present else ""):
            st.markdown("**As it will read**")
            guide.show(text, "guidelines_preview")


def _versions(session: Session) -> None:
    there = guidelines.versions(session)
    if len(there) < 2:
        return
    with st.expander("Earlier versions"):
        shown = st.selectbox(
            "What changed with", [each.number for each in there[:-1]], key="guidelines_version",
            format_func=lambda number: _when(there[len(there) - number]),
        )  # fmt: skip
        new, old = there[len(there) - shown], there[len(there) - shown + 1]
        st.code(_told(guidelines.changes(old.text, new.text)), language="diff", wrap_lines=True)
        if st.checkbox("Show the whole version", key="guidelines_whole"):
            guide.show(new.text, "guidelines_old")


def _when(version: Version) -> str:
    return f"Version {version.number}, {words.minute(version.at)}, by {version.by}"


def _told(lines: list[Line]) -> str:
    """Return what is gone and new, with some lines around; what is left out is told as …."""
    near = {
        at
        for place, line in enumerate(lines)
        if line.kind != "same"
        for at in range(place - _SAME, place + _SAME + 1)
    }
    told: list[str] = []
    for place, line in enumerate(lines):
        if place in near:
            told.append(f"{_SIGNS[line.kind]} {line.text}")
        elif told[-1:] != ["…"]:
            told.append("…")
    return "\n".join(told)
