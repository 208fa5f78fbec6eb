"""Chains stay whole when marks leave them, whatever joins what."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from annotator.services.chains import bridges

MARKS = "abcdefgh"
ends = st.tuples(st.sampled_from(MARKS), st.sampled_from(MARKS)).filter(
    lambda two: two[0] != two[1]
)


def parts(joined: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    """Return the chains as sets: the slow and obvious way."""
    found = {frozenset(mark) for mark in MARKS}
    for one, other in joined:
        both = {part for part in found if one in part or other in part}
        found = found - both | {frozenset().union(*both)}
    return found


@given(st.lists(ends, max_size=14), st.frozensets(st.sampled_from(MARKS)))
def test_who_stays_in_a_chain_stays_with_the_others_and_with_nobody_else(
    joined: list[tuple[str, str]], leaving: frozenset[str]
) -> None:
    made = bridges(joined, leaving)
    staying = [two for two in joined if not leaving & {*two}]
    now = {part - leaving for part in parts([*staying, *made])} - {frozenset()}
    assert now == {part - leaving for part in parts(joined)} - {frozenset()}
    assert not any(leaving & {*two} for two in made)
    # None too many: each joins two parts that had come apart.
    assert len(made) == len(parts(staying)) - len(parts([*staying, *made]))


def test_a_chain_that_nobody_leaves_is_let_alone() -> None:
    assert bridges([("a", "b"), ("c", "d")], {"e"}) == []
    assert bridges([("a", "b"), ("b", "c")], {"c"}) == []
    assert bridges([("a", "b"), ("b", "c")], {"b"}) == [("a", "c")]
