"""The best alignment, against all there are; distances, against the figures of the paper."""

from __future__ import annotations

from functools import cache
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement import packing
from annotator.agreement.alignment import Dissimilarity, align
from annotator.agreement.continua import Units
from annotator.agreement.search import NOBODY

Row = tuple[int, int, int, int, int]  # continuum, seat, label, start, end


def units_of(rows: list[Row]) -> Units:
    return Units(*np.array(rows, dtype=np.int64).reshape(-1, 5).T)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((4, 14), (40, 44), 22.2),
        ((4, 14), (4, 14), 0),
        ((4, 14), (20, 25), 3.2),
        ((4, 14), (14, 24), 1),
        ((20, 30), (20, 25), 0.11),
        ((20, 25), (14, 24), 0.22),
    ],
)
def test_positions_are_as_far_apart_as_in_the_paper(
    one: tuple[int, int], other: tuple[int, int], apart: float
) -> None:
    # Mathet, Widlöcher and Métivier 2015, figure 10, as the tests of pygamma-agreement have it.
    both = units_of([(0, 0, 0, *one), (0, 1, 0, *other)])
    found = Dissimilarity().places(both, np.array([0]), np.array([1]))
    assert found[0] == pytest.approx(apart, abs=0.05)


def test_positions_do_not_depend_on_the_scale() -> None:
    # Figure 20 of the paper: three times as long and three times as far is the same.
    rows = [(0, 0, 0, 0, 7), (0, 1, 0, 0, 10), (0, 0, 0, 0, 21), (0, 1, 0, 0, 30)]
    small, large = Dissimilarity().places(units_of(rows), np.array([0, 2]), np.array([1, 3]))
    assert small == pytest.approx(large)


def least_disorder(units: Units, seats: int, apart: Dissimilarity) -> float:
    """Go through every alignment there is."""
    pairs = seats * (seats - 1) / 2
    every = np.arange(len(units))
    between = [apart(units, np.full(len(units), one), every) for one in every]

    @cache
    def least(left: tuple[int, ...]) -> float:
        if not left:
            return 0
        first, rest = left[0], left[1:]
        others = [
            [None, *(unit for unit in rest if units.seat[unit] == seat)]
            for seat in range(seats)
            if seat != units.seat[first]
        ]
        found = []
        for chosen in product(*others):
            part = [first, *(unit for unit in chosen if unit is not None)]
            known = list(combinations(part, 2))
            cost = (sum(between[a][b] for a, b in known) + pairs - len(known)) / pairs
            found.append(cost + least(tuple(unit for unit in rest if unit not in part)))
        return min(found)

    return least(tuple(every.tolist()))


@st.composite
def marked(draw: st.DrawFn) -> tuple[list[Row], int]:
    seats = draw(st.integers(2, 4))
    one = st.tuples(
        st.integers(0, seats - 1), st.integers(0, 1), st.integers(0, 25), st.integers(1, 9)
    )
    rows = draw(st.lists(one, min_size=1, max_size=7))
    return [(0, seat, label, start, start + n) for seat, label, start, n in rows], seats


@given(marked(), st.sampled_from([(1, 1), (3, 1), (1, 2)]))
def test_no_alignment_has_less_disorder(
    drawn: tuple[list[Row], int], weights: tuple[int, int]
) -> None:
    units, apart = units_of(drawn[0]), Dissimilarity(*weights)
    found = align(units, drawn[1], apart)
    assert found.is_proven
    assert found.disorder.sum() == pytest.approx(least_disorder(units, drawn[1], apart))
    aligned = found.members[found.members != NOBODY]
    assert sorted(aligned.tolist()) == list(range(len(units)))
    for seat, column in enumerate(found.members.T):
        assert (units.seat[column[column != NOBODY]] == seat).all()


@given(marked(), marked())
def test_texts_are_aligned_each_by_itself(
    one: tuple[list[Row], int], other: tuple[list[Row], int]
) -> None:
    seats, apart = max(one[1], other[1]), Dissimilarity()
    both = one[0] + [(1, seat, label, s, e) for _, seat, label, s, e in other[0]]
    alone = [align(units_of(rows), seats, apart).disorder.sum() for rows in (one[0], other[0])]
    assert align(units_of(both), seats, apart).disorder.sum() == pytest.approx(sum(alone))


@st.composite
def wanted(draw: st.DrawFn) -> tuple[list[list[int]], list[float]]:
    """Draw candidates for up to eight units, three at most for each, and what they save."""
    one = st.lists(st.integers(0, 7), min_size=2, max_size=3, unique=True)
    members = draw(st.lists(one, max_size=14))
    savings = [draw(st.integers(1, 30)) / 10 for _ in members]
    return [each + [NOBODY] * (3 - len(each)) for each in members], savings


@given(wanted())
def test_no_choice_saves_more(drawn: tuple[list[list[int]], list[float]]) -> None:
    members, savings = drawn
    best = 0.0
    for size in range(len(members) + 1):
        for some in combinations(range(len(members)), min(size, 4)):
            taken = [unit for n in some for unit in members[n] if unit != NOBODY]
            if len(taken) == len(set(taken)):
                best = max(best, sum(savings[n] for n in some))
    rows = np.array(members, dtype=np.int64).reshape(-1, 3)
    found, is_proven = packing.chosen(rows, np.array(savings), np.zeros(8, dtype=np.int64))
    taken = [unit for n in found for unit in members[n] if unit != NOBODY]
    assert len(taken) == len(set(taken))
    assert is_proven
    assert sum(savings[n] for n in found) == pytest.approx(best)


def test_out_of_patience_a_choice_is_good_and_not_proven() -> None:
    chance = np.random.default_rng(4)
    start = chance.integers(0, 60, 60)
    end = start + chance.integers(1, 40, 60)
    heap = Units(np.zeros(60, dtype=np.int64), np.arange(60) % 3, start % 2, start, end)
    quick, patient = align(heap, 3, Dissimilarity(), 0), align(heap, 3, Dissimilarity())
    assert not quick.is_proven
    aligned = quick.members[quick.members != NOBODY]
    assert sorted(aligned.tolist()) == list(range(60))
    assert quick.disorder.sum() <= 1.1 * patient.disorder.sum()
