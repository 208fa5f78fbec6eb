"""What the tests of recognisers share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.recognisers import load

Found = Callable[[str], set[tuple[str, str]]]


@pytest.fixture
def found() -> Found:
    """Return a function from a text to the pairs of label and quote that the rules find in it."""

    def find(text: str) -> set[tuple[str, str]]:
        return {(s.label_id, text[s.start : s.end]) for s in load("rules").suggest(text)}

    return find
