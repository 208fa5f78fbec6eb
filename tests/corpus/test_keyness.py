"""Keyness: published figures, and what holds for any two sets."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.corpus import keyness
from annotator.corpus.words import words

COUNTS = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=2, max_size=30
).map(lambda pairs: [pair for pair in pairs if sum(pair)])


def arrays(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    left, right = zip(*pairs, strict=True)
    return np.array(left, dtype=np.int64), np.array(right, dtype=np.int64)


def test_log_odds_are_those_that_the_package_fightin_words_prints() -> None:
    # Its README: two sentences about a fox, a prior of .05 for each word.
    one = words("the quick brown fox jumps over the lazy pig")
    other = words("the lazy purple pig jumps over the lazier donkey")
    vocabulary = sorted({*one, *other})
    left, right = (
        np.array([text.count(word) for word in vocabulary], dtype=np.int64) for text in (one, other)
    )
    _, zeta = keyness.log_odds(left, right, np.full(len(vocabulary), 0.05))
    found = dict(zip(vocabulary, zeta.tolist(), strict=True))
    for word in ("donkey", "lazier", "purple"):
        assert found[word] == pytest.approx(-0.6894227886807968, abs=1e-12)
    for word in ("brown", "fox", "quick"):
        assert found[word] == pytest.approx(0.6894227886807968, abs=1e-12)
    for word in ("jumps", "lazy", "over", "pig", "the"):
        assert found[word] == 0


def test_log_odds_are_equations_16_20_and_22_of_monroe_word_by_word() -> None:
    left, right = np.array([30, 5, 0, 965]), np.array([10, 5, 12, 1973])
    alpha = keyness.prior(left, right)
    assert alpha.sum() == pytest.approx(keyness.STRENGTH)
    delta, zeta = keyness.log_odds(left, right, alpha)
    for k, (a, b, prior) in enumerate(zip(left, right, alpha, strict=True)):
        one = math.log((a + prior) / (left.sum() + alpha.sum() - a - prior))
        other = math.log((b + prior) / (right.sum() + alpha.sum() - b - prior))
        assert delta[k] == pytest.approx(one - other)
        variance = 1 / (a + prior) + 1 / (b + prior)
        assert zeta[k] == pytest.approx((one - other) / math.sqrt(variance))


def test_g2_is_that_of_the_wizard_of_lancaster() -> None:
    # A. Hardie's course on corpus linguistics, with ucrel.lancs.ac.uk/llwizard.html: 52 times in
    # 50,000 words and 57 times in 75,000 give 2.65.
    left, right = np.array([52, 50_000 - 52]), np.array([57, 75_000 - 57])
    assert keyness.likelihood(left, right)[0] == pytest.approx(2.65, abs=0.005)
    # By the formula of Rayson and Garside (2000), where one set has none: 2 a ln(a / E1).
    [found, _] = keyness.likelihood(np.array([10, 90]), np.array([0, 100]))
    assert found == pytest.approx(2 * 10 * math.log(10 / 5))


@given(COUNTS)
def test_to_exchange_the_sets_changes_the_sign_and_nothing_else(pairs: list) -> None:
    if len(pairs) < 2:
        return
    left, right = arrays(pairs)
    there = keyness.log_odds(left, right, keyness.prior(left, right))
    back = keyness.log_odds(right, left, keyness.prior(right, left))
    for one, other in zip(there, back, strict=True):
        assert one == pytest.approx(-other, abs=1e-9, nan_ok=True)
    assert keyness.likelihood(left, right) == pytest.approx(keyness.likelihood(right, left))
    assert (keyness.likelihood(left, right) >= 0).all()


@given(COUNTS)
def test_two_sets_that_say_the_same_are_told_apart_by_nothing(pairs: list) -> None:
    if len(pairs) < 2:
        return
    left, _ = arrays([(sum(pair), 0) for pair in pairs])
    delta, zeta = keyness.log_odds(left, left, keyness.prior(left, left))
    assert np.nan_to_num(delta) == pytest.approx(0)
    assert np.nan_to_num(zeta) == pytest.approx(0)
    assert keyness.likelihood(left, left) == pytest.approx(0, abs=1e-6)


def test_a_word_that_is_all_there_is_has_no_odds_and_says_so() -> None:
    left, right = np.array([7]), np.array([9])
    delta, zeta = keyness.log_odds(left, right, keyness.prior(left, right))
    assert np.isnan(delta).all()
    assert np.isnan(zeta).all()
    assert keyness.likelihood(left, right).tolist() == [0]


def test_an_empty_set_has_no_figures_of_its_own() -> None:
    left, right = np.array([3, 4]), np.array([0, 0])
    assert keyness.likelihood(left, right).tolist() == [0, 0]
    assert keyness.per_million(right).tolist() == [0, 0]
    assert keyness.per_million(left).sum() == pytest.approx(1e6)
    assert keyness.prior(right, right).tolist() == [0, 0]
