"""The list of passages behind a figure, as it is shown."""

from __future__ import annotations

import pytest

from annotator.services.reporting import CONTEXT
from annotator.ui.passages import listed

LONG = "This is a sentence that is by far too long to be shown beside a name."


@pytest.mark.parametrize(
    ("left", "shown"),
    [
        ("Whole", "Whole"),
        (LONG[-CONTEXT:], "… sentence that is by far too long to be shown beside a name."),
        ("北" * CONTEXT, "北" * CONTEXT),
        (" " + "x" * (CONTEXT - 1), "… " + "x" * (CONTEXT - 1)),
    ],
)
def test_the_words_around_a_passage_are_whole(left: str, shown: str) -> None:
    row = {"article_id": "a", "headline": "A", "start": 1, "end": 2, "quote": "q", "note": ""}
    row |= {"state": "made", "label": "Person", "annotator": "Ann"}
    [found] = listed([row | {"left": left, "right": left[::-1]}])
    assert found["left"] == shown
    assert found["right"] == shown[::-1]
