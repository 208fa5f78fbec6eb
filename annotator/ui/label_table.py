"""The label set as a table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from annotator.labels import LABEL_KINDS
from annotator.palette import PALETTE
from annotator.services import library
from annotator.services.session import Session


def label_set(session: Session) -> None:
    """Show the labels there are."""
    labels = library.labels(session)
    rows = pd.DataFrame(
        {
            "Tag": [label.tag for label in labels],
            "Label": [label.name for label in labels],
            "Key": [label.key for label in labels],
            "Colour": [label.colour for label in labels],
            "Put on": [LABEL_KINDS.get(label.kind, "").removeprefix("put on ") for label in labels],
            "Description": [label.description for label in labels],
        }
    )
    st.dataframe(
        rows.style.map(lambda colour: painted(str(colour)), subset=["Colour"]),
        hide_index=True,
        column_config={"Description": st.column_config.TextColumn(width="large")},
        height=35 * (len(labels) + 1) + 3,
    )


def painted(colour: str) -> str:
    """Return the style of a cell that shows a colour of the palette in the theme at hand."""
    hue = PALETTE.get(colour, PALETTE["slate"])
    dark = st.context.theme.type == "dark"
    ink, tint = (hue.ink_dark, hue.tint_dark) if dark else (hue.ink, hue.tint)
    return f"color: {ink}; background-color: {tint}"
