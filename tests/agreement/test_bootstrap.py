"""Intervals over articles: the same for a seed, about the value, and none where nothing is said."""

from __future__ import annotations

import doctest

import numpy as np

from annotator.agreement import bootstrap
from annotator.agreement.bootstrap import FEWEST, IntArray


def mean_of(values: np.ndarray):
    return lambda articles: float(values[articles].mean())


def test_the_examples_of_the_bootstrap_hold() -> None:
    assert doctest.testmod(bootstrap).failed == 0


def test_the_same_seed_gives_the_same_interval_and_another_gives_another() -> None:
    values = np.random.default_rng(1).normal(size=60)
    one = bootstrap.interval(mean_of(values), 60, seed=3)
    assert one is not None
    assert one == bootstrap.interval(mean_of(values), 60, seed=3)
    assert one != bootstrap.interval(mean_of(values), 60, seed=4)
    assert one.low < values.mean() < one.high
    assert (one.level, one.resamples, one.seed) == (0.95, 1_000, 3)


def test_too_few_articles_have_no_interval_and_say_so() -> None:
    values = np.arange(FEWEST - 1.0)
    assert bootstrap.interval(mean_of(values), len(values)) is None
    assert bootstrap.why_none(len(values)).startswith("Too few to say: an interval takes")


def test_what_every_resample_says_alike_has_no_interval() -> None:
    assert bootstrap.interval(mean_of(np.ones(100)), 100) is None
    # 1 - .05 ** (1 / 100) is .0295.
    assert "up to 3 % of articles" in bootstrap.why_none(100, all_agree=True)


def test_what_is_undefined_in_too_many_resamples_has_no_interval() -> None:
    def seldom(articles: IntArray) -> float:
        return float(articles.mean()) if 0 in articles else float("nan")

    assert bootstrap.interval(seldom, 40) is None  # article 0 is missing in 36 % of resamples


def test_counts_are_of_the_same_articles_as_the_interval_draws() -> None:
    drawn = bootstrap.counts(40, seed=5, resamples=4)
    assert drawn.shape == (4, 40)
    assert (drawn.sum(axis=1) == 40).all()
    values = np.random.default_rng(2).normal(size=40)
    by_counts = bootstrap.of_values(bootstrap.counts(40) @ values / 40, 40)
    one_by_one = bootstrap.interval(mean_of(values), 40)
    assert by_counts is not None
    assert one_by_one is not None
    assert np.allclose([by_counts.low, by_counts.high], [one_by_one.low, one_by_one.high])


def test_few_articles_have_a_wider_interval_than_the_plain_quantiles() -> None:
    # Student's t with 39 degrees of freedom is 2.0227 (Abramowitz and Stegun 1964, table 26.10):
    # 2.0227 * sqrt(40 / 39) is 2.0485, beyond which lie 2.03 % of a normal distribution.
    values = np.linspace(0, 1, 100_001)
    found = bootstrap.of_values(values, 40)
    assert found is not None
    assert np.allclose([found.low, 1 - found.high], 0.0203, atol=0.00005)
