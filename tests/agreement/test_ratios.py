"""Intervals of shares of sums: many at once, as one at a time, and by both ways of drawing."""

from __future__ import annotations

import numpy as np
import pytest

from annotator.agreement import bootstrap
from annotator.agreement.ratios import FloatArray, intervals


def shares(n_articles: int, seed: int = 1) -> tuple[FloatArray, FloatArray]:
    """Return two shares: what each article has of a whole, and the wholes."""
    chance = np.random.default_rng(seed)
    bottoms = chance.integers(1, 9, (n_articles, 2)).astype(np.float64)
    return chance.binomial(bottoms.astype(np.int64), 0.7).astype(np.float64), bottoms


def test_each_share_has_the_interval_that_it_has_alone() -> None:
    tops, bottoms = shares(60)
    found = intervals(tops, bottoms, seed=3)
    alone = bootstrap.interval(
        lambda articles: float(tops[articles, 1].sum() / bottoms[articles, 1].sum()), 60, seed=3
    )
    assert found[1] is not None
    assert alone is not None
    # The same articles are drawn, only added up in another order.
    assert (found[1].low, found[1].high) == pytest.approx((alone.low, alone.high), abs=0.01)
    assert (found[1].resamples, found[1].seed) == (1000, 3)


@pytest.mark.parametrize("n_articles", [400, 2_500])
def test_drawing_by_poisson_gives_what_the_share_of_independent_articles_has(
    n_articles: int,
) -> None:
    tops, bottoms = shares(n_articles)
    share = tops[:, 0].sum() / bottoms[:, 0].sum()
    off = tops[:, 0] - share * bottoms[:, 0]
    error = np.sqrt((off**2).sum()) / bottoms[:, 0].sum()  # by linearisation
    found = intervals(tops, bottoms)[0]
    assert found is not None
    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.1)
    assert found.low < share < found.high


def test_the_same_seed_gives_the_same_interval_and_another_one_another() -> None:
    tops, bottoms = shares(50)
    assert intervals(tops, bottoms, seed=5) == intervals(tops, bottoms, seed=5)
    assert intervals(tops, bottoms, seed=5) != intervals(tops, bottoms, seed=6)


def test_few_articles_nothing_and_full_agreement_have_no_interval() -> None:
    tops, bottoms = shares(50)
    bottoms[29:, 0] = tops[29:, 0] = 0  # 29 articles of the first share alone
    assert [each is None for each in intervals(tops, bottoms)] == [True, False]
    assert intervals(bottoms, bottoms) == [None, None]
    assert intervals(np.zeros((0, 1)), np.zeros((0, 1))) == [None]
    assert intervals(np.zeros((9, 0)), np.zeros((9, 0))) == []
