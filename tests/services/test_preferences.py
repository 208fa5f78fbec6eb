"""Preferences: kept for the annotator, checked, all or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Refused
from annotator.services import preferences
from annotator.services.preferences import MOST_COMMANDS, PREFERENCES
from annotator.services.session import Session, local_session

GOOD: dict[str, Any] = {
    "keys": {"next paragraph": ["s", "ArrowDown"], "accept": []},
    "text_size": 115, "measure": "wide", "face": "sans", "spacing": "loose", "theme": "contrast",
    "least_score": 0.5, "grouped": True,
}  # fmt: skip


def test_preferences_follow_the_annotator_and_null_goes_back_to_the_usual(
    session: Session,
) -> None:
    assert preferences.of(session) == {}
    assert preferences.choose(session, GOOD) == GOOD
    assert preferences.of(local_session(session.store, "Another project")) == GOOD
    left = preferences.choose(session, {"theme": None, "text_size": 90})
    assert left == {k: v for k, v in GOOD.items() if k != "theme"} | {"text_size": 90}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("colour", "red"),
        ("text_size", 900),
        ("text_size", True),
        ("text_size", float("nan")),
        ("measure", "huge"),
        ("theme", ["dark"]),
        ("least_score", -0.1),
        ("grouped", 1),
        ("keys", ["j"]),
        ("keys", {"accept": "a"}),
        ("keys", {"accept": ["a" * 61]}),
        ("keys", {"": ["a"]}),
        ("keys", {"accept": ["\ud800"]}),
        ("keys", {str(n): ["a"] for n in range(MOST_COMMANDS + 1)}),
    ],
)
def test_what_does_not_fit_is_refused_with_a_remedy_and_changes_nothing(
    session: Session, name: str, value: object
) -> None:
    with pytest.raises(Refused) as refused:
        preferences.choose(session, {"face": "sans", name: value})
    assert name in refused.value.message
    assert refused.value.remedy
    assert preferences.of(session) == {}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.sampled_from(sorted(PREFERENCES)), VALUES)
def test_no_value_makes_a_check_fail(name: str, value: object) -> None:
    assert PREFERENCES[name].fits(value) in (True, False)
    assert PREFERENCES[name].words
