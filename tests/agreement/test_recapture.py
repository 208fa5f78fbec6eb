"""What all readers missed: published figures, simulated readers, and when there is too little."""

from __future__ import annotations

import doctest
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement import estimators, recapture
from annotator.agreement.estimators import chao, chapman
from annotator.agreement.recapture import missed, missed_in_all, rates, still_missing


def found_by(chance: np.random.Generator, passages: int, *rates_: float) -> np.ndarray:
    """Return who found which, of those that anybody found."""
    found = chance.random((passages, len(rates_))) < np.array(rates_)
    return found[found.any(axis=1)]


def test_the_examples_in_the_documentation_hold() -> None:
    # Among them the 28 turtles of Wikipedia's article.
    for module in (estimators, recapture):
        assert doctest.testmod(module).failed == 0


def test_chaos_bound_is_its_formula_and_zero_where_all_were_found_again() -> None:
    # SpadeR's ChaoSpecies computes Q1 (Q1 - 1) (t - 1) / (t 2 (Q2 + 1)): here 20 * 19 * 2 / 186.
    estimate, low, high = chao(20, 30, 3)
    assert estimate == pytest.approx(20 * 19 * 2 / (3 * 2 * 31))
    assert 0 < low < estimate < high
    # Upper ends of the interval of a Poisson mean: 3.689 of none, 5.572 of one (Garwood 1936,
    # doi:10.1093/biomet/28.3-4.437).
    assert chao(0, 30, 3) == (0, 0, pytest.approx(2 / 3 * 3.689**2 / 62, abs=1e-3))
    assert chao(1, 30, 3) == (0, 0, pytest.approx(2 / 3 * 5.572**2 / 62, abs=1e-3))


@settings(max_examples=30)
@given(st.integers(0, 12), st.integers(0, 12), st.integers(3, 30))
def test_the_interval_of_two_readers_is_the_exact_one(one: int, other: int, both: int) -> None:
    left, right, found = one + both, other + both, one + other + both
    _, low, high = chapman(left, right, both)

    def rare(total: int, numbers: range) -> bool:
        ways = sum(
            math.comb(left, k) * math.comb(total - left, right - k)
            for k in numbers
            if k >= left + right - total
        )
        return ways / math.comb(total, right) <= 0.025

    few, many = range(both + 1), range(both, min(left, right) + 1)
    held = [n for n in range(found, found + 500) if not rare(n, few) and not rare(n, many)]
    assert (low, high) == (held[0] - found, held[-1] - found)


@pytest.mark.parametrize(
    ("readers", "least"), [((0.8, 0.6), 0.94), ((0.7, 0.5, 0.6), 0.9)], ids=["chapman", "chao"]
)
def test_the_estimate_is_near_the_truth_and_its_interval_holds_it(readers, least) -> None:
    chance, truth = np.random.default_rng(5), 200
    told, held = [], 0
    for _ in range(400):
        found = found_by(chance, truth, *readers)
        each = missed(found)
        really = truth - len(found)
        told.append(each.estimate - really)
        held += each.low <= really <= each.high
    assert abs(np.mean(told)) < 1  # of 16 and of 12
    assert least <= held / 400 <= 0.98


def test_passages_that_are_harder_to_find_make_it_a_lower_bound() -> None:
    chance = np.random.default_rng(6)
    easy, hard = found_by(chance, 5_000, 0.9, 0.9, 0.9), found_by(chance, 5_000, 0.2, 0.2, 0.2)
    really = 10_000 - len(easy) - len(hard)
    for columns in ([0, 1], [0, 1, 2]):
        both = np.vstack((easy, hard))[:, columns]
        both = both[both.any(axis=1)]
        assert 0 < missed(both).estimate < 10_000 - len(both)
    assert really > missed(np.vstack((easy, hard))).high


def test_of_labels_that_are_not_alike_the_sum_is_nearer_than_all_together() -> None:
    chance = np.random.default_rng(9)
    easy, hard = found_by(chance, 3_000, 0.95, 0.9), found_by(chance, 1_000, 0.5, 0.4)
    found = np.vstack((easy, hard))
    really = 4_000 - len(found)
    told = missed_in_all(found, np.repeat([3, 5], (len(easy), len(hard))))
    assert told.low < really < told.high
    assert missed(found).high < really
    assert told.estimate == pytest.approx(missed(easy).estimate + missed(hard).estimate)
    assert (told.n_found, told.n_again) == (missed(found).n_found, missed(found).n_again)


def test_labels_with_too_few_are_taken_together() -> None:
    found = found_by(np.random.default_rng(10), 60, 0.8, 0.7)
    apart = missed_in_all(found, np.arange(len(found)))  # each alone
    assert apart.estimate == pytest.approx(missed(found).estimate)
    assert (apart.low, apart.high) == pytest.approx((missed(found).low, missed(found).high))
    few = np.where(np.arange(len(found)) < len(found) - 3, 0, 1)
    assert missed_in_all(found, few).estimate == pytest.approx(missed(found).estimate)
    assert missed_in_all(found[:5], few[:5]).note.startswith("Too few to say")


def test_too_few_one_reader_and_nothing_found_are_said() -> None:
    few = np.array([[True, True]] * 6 + [[True, False]] * 20)
    assert missed(few).estimate is None
    assert missed(few).note == "Too few to say: two annotators found 6 passages, and it takes 7."
    assert missed(np.ones((1, 2), dtype=bool)).note.startswith(
        "Too few to say: two annotators found 1 passage,"
    )
    assert "two annotators who worked blind" in missed(np.ones((9, 1), dtype=bool)).note
    assert "Nobody found" in missed(np.zeros((0, 2), dtype=bool)).note


def test_readers_who_find_the_same_have_missed_nothing_that_it_can_tell() -> None:
    for readers in (2, 3):
        found = missed(np.ones((40, readers), dtype=bool))
        assert (found.estimate, found.low) == (0, 0)
        assert (found.n_found, found.n_again, found.found) == (40, 40, (40,) * readers)


def test_the_order_of_readers_and_of_passages_does_not_matter() -> None:
    found = found_by(np.random.default_rng(7), 100, 0.8, 0.6, 0.5)
    for columns in (2, 3):
        some = found[found[:, :columns].any(axis=1), :columns]
        turned = some[::-1, ::-1]
        one, other = missed(some), missed(turned)
        assert one.estimate == pytest.approx(other.estimate)
        assert one.found == other.found[::-1]


def test_rates_are_of_what_others_found_where_a_reader_has_read() -> None:
    found = np.array([[True, True]] * 8 + [[True, False]] * 2 + [[False, True]] * 8)
    read = np.ones_like(found)
    share, others = rates(found, read)
    assert share.tolist() == [8 / 16, 8 / 10]
    assert others.tolist() == [16, 10]
    read[8:10, 1] = False  # what the second one has not read they have not overlooked
    share, others = rates(found, read)
    assert share.tolist() == [8 / 16, 1]
    assert others.tolist() == [16, 8]
    few, _ = rates(found[:6], read[:6])
    assert np.isnan(few).all()


def test_what_readers_overlook_more_often_leaves_more_missing() -> None:
    share = np.array([[0.9, 0.5], [0.8, np.nan]])
    read = np.array([[True, True], [True, False], [False, True], [True, True], [True, True]])
    labelled = np.array([[1, 0], [1, 0], [1, 0], [0, 1], [1, 1]], dtype=bool)
    told = still_missing(read, labelled, share).sum(axis=1)
    assert told == pytest.approx([0.02 / 0.98, 0.1 / 0.9, 0.2 / 0.8, 0, 0.01 / 0.98], abs=1e-6)


def test_the_passages_still_missing_come_to_what_was_missed() -> None:
    chance = np.random.default_rng(8)
    found = chance.random((3_000, 3)) < np.array([0.7, 0.6, 0.8])
    read = chance.random(found.shape) < 0.8
    found &= read
    there = found.any(axis=1)
    share, _ = rates(found[there], read[there])
    told = still_missing(read[there], np.ones((there.sum(), 1), dtype=bool), share[:, None])
    missed_ = (~there & read.any(axis=1)).sum()
    assert told.sum() == pytest.approx(missed_, rel=0.1)
