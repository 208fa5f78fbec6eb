"""Ratios of sums and shares, beside published values and simulated articles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.sums import GROUPS, Share, Sums, smoothed


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # R. G. Newcombe 1998, Statistics in Medicine 17, 857, table I, method 3: the score interval.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_a_share_has_the_interval_that_was_published(
    hits: int, of: int, low: float, high: float
) -> None:
    share = Share(hits, of)
    assert (round(share.low, 4), round(share.high, 4)) == (low, high)


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_lies_in_its_interval_and_mirrors(hits: int, more: int) -> None:
    share = Share(hits, hits + more)
    assert 0 <= share.low <= share.value <= share.high <= 1
    other = Share(more, hits + more)
    assert other.low == pytest.approx(1 - share.high)


def sums(table: dict[str, np.ndarray], seed: int = 7) -> Sums:
    """Return sums of columns with one number for each article."""
    n = len(next(iter(table.values())))
    return Sums(n, {name: (np.arange(n), column) for name, column in table.items()}, seed=seed)


def test_of_nothing_there_is_no_share_and_no_ratio() -> None:
    assert (Share(0, 0).low, Share(0, 0).high) == (0, 1)
    found = sums({"ms": np.zeros(0), "words": np.zeros(0)}).ratio("ms", "words")
    assert (found.value, found.interval, found.articles) == (None, None, 0)
    assert found.note == "There is nothing to divide by."


def test_a_ratio_is_that_of_the_sums_and_few_articles_have_no_interval() -> None:
    both = sums({"ms": np.array([1.0, 8.0]), "words": np.array([1.0, 2.0])})
    found = both.ratio("ms", "words", 100)
    assert (found.value, found.articles, found.interval) == (300.0, 2, None)
    assert found.note.startswith("Too few to say")


def columns(chance: np.random.Generator, n: int) -> dict[str, np.ndarray]:
    words = chance.integers(80, 900, n).astype(float)
    pace = chance.lognormal(0, 0.4, n)
    return {"ms": words * pace, "words": words, "other ms": words * pace * 0.8}


def test_the_order_of_articles_changes_no_value_and_the_same_seed_gives_the_same_interval() -> None:
    table = columns(np.random.default_rng(3), 60)
    found = sums(table).ratio("ms", "words")
    assert sums(table).ratio("ms", "words") == found
    turned = {name: column[::-1].copy() for name, column in table.items()}
    assert sums(turned).ratio("ms", "words").value == pytest.approx(found.value)


@pytest.mark.parametrize("n", [60, GROUPS + 70])
def test_the_interval_holds_the_ratio_as_often_as_it_says(n: int) -> None:
    chance = np.random.default_rng(11)
    true = float(np.exp(0.4**2 / 2))
    runs = 200
    held = 0
    for run in range(runs):
        interval = sums(columns(chance, n), seed=run).ratio("ms", "words").interval
        assert interval
        held += interval.low <= true <= interval.high
    assert 0.9 <= held / runs <= 0.985


def test_a_difference_rests_on_the_same_draws() -> None:
    """What is a fifth less in each article is so in every resample: the interval is narrow."""
    both = sums(columns(np.random.default_rng(5), 80))
    quotient = both.quotient(("other ms", "words"), ("ms", "words"))
    assert quotient.value == pytest.approx(0.8)
    assert quotient.interval is None  # it is the same in every draw
    found = both.difference(("ms", "words"), ("other ms", "words"))
    assert found.interval
    assert found.interval.low < 0.2 * np.exp(0.08) < found.interval.high
    alone = both.ratio("ms", "words").interval
    assert alone
    assert found.interval.high - found.interval.low < (alone.high - alone.low) / 2


def test_a_smoothed_ratio_follows_the_trend_and_its_band_holds_it() -> None:
    chance = np.random.default_rng(2)
    order = np.arange(200.0)
    words = chance.integers(100, 500, 200).astype(float)
    true = 1 + 2 * np.exp(-order / 40)
    ms = words * true * chance.uniform(0.7, 1.3, 200)
    at = np.linspace(10, 190, 30)
    value, low, high = smoothed(ms, words, at, 25.0)
    expected = np.interp(at, order, true)
    assert np.all(low <= value)
    assert np.all(value <= high)
    assert np.mean((low <= expected) & (expected <= high)) > 0.85
    assert value[0] > value[-1]
