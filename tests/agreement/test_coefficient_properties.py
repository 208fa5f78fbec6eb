"""What holds of coefficients whatever the ratings are, and that others compute the same."""

from __future__ import annotations

from itertools import combinations, permutations

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.coefficients import COEFFICIENTS
from annotator.agreement.ratings import MISSING, Ratings
from annotator.agreement.units import Drawing, measure_all
from annotator.agreement.weights import WEIGHTS

NO_INTERVAL = Drawing(resamples=0)
OF_ORDER = {name for name, each in COEFFICIENTS.items() if each.level}
ALPHAS = {name for name, each in COEFFICIENTS.items() if each.is_alpha}


def matrices(least: int = 2, most: int = 4) -> st.SearchStrategy[Ratings]:
    """Return ratings of some annotators, three categories, and any of them missing."""

    @st.composite
    def drawn(draw: st.DrawFn) -> Ratings:
        rows = draw(st.integers(least, most))
        units = draw(st.integers(1, 8))
        flat = draw(st.lists(st.integers(MISSING, 2), min_size=rows * units, max_size=rows * units))
        return Ratings(np.array(flat).reshape(rows, units), np.array([1.0, 2.0, 4.0]))

    return drawn()


def values(ratings: Ratings, weights: str = "identity") -> dict[str, float]:
    """Return the values by name; nan: undefined."""
    found = measure_all(ratings, weights=weights, drawing=NO_INTERVAL)
    return {name: np.nan if each.value is None else each.value for name, each in found.items()}


def same(one: dict[str, float], other: dict[str, float], but: set[str] = frozenset()) -> bool:
    return all(
        np.isclose(one[name], other[name], atol=1e-9, equal_nan=True) for name in one.keys() - but
    )


@settings(max_examples=40)
@given(matrices(), st.randoms(use_true_random=False))
def test_the_order_of_annotators_and_of_articles_does_not_matter(ratings, chance) -> None:
    rows, columns = (list(range(n)) for n in ratings.values.shape)
    chance.shuffle(rows)
    chance.shuffle(columns)
    mixed = Ratings(ratings.values[rows][:, columns], ratings.scale)
    for weights in WEIGHTS:
        assert same(values(ratings, weights), values(mixed, weights))


@given(matrices(), st.sampled_from(list(permutations(range(3)))))
def test_renaming_labels_changes_nothing_where_they_have_no_order(ratings, names) -> None:
    renamed = np.array([*names, MISSING])[ratings.values]
    assert same(values(ratings), values(Ratings(renamed, ratings.scale)), OF_ORDER)


@given(st.lists(st.integers(0, 2), min_size=2, max_size=9), st.integers(2, 4))
def test_identical_annotators_agree_fully_where_they_use_two_categories(row, often) -> None:
    found = values(Ratings(np.tile(row, (often, 1)), np.array([1.0, 2.0, 4.0])))
    if often > 2:
        found = {name: each for name, each in found.items() if not COEFFICIENTS[name].takes_two}
    if len(set(row)) > 1:
        assert all(value == pytest.approx(1) for value in found.values())
    else:
        kappas = {"fleiss_kappa", "conger_kappa", "krippendorff_alpha"}
        assert all(np.isnan(found[name]) for name in kappas)


@settings(max_examples=40)
@given(matrices())
def test_a_corpus_in_two_copies_keeps_the_value_but_for_the_correction_of_alpha(ratings) -> None:
    # Alpha draws what it expects without putting back. From twice as many ratings, less
    # disagreement is expected: (2n - 2) / (2n - 1) of it, with n ratings.
    twice = Ratings(np.tile(ratings.values, 2), ratings.scale)
    for weights in WEIGHTS:
        one, two = values(ratings, weights), values(twice, weights)
        assert same(one, two, ALPHAS)
        is_given = ratings.values != MISSING
        n = int(is_given[:, is_given.sum(axis=0) >= 2].sum())
        for name in ALPHAS:
            if not np.isnan(one[name]):
                shrunk = 1 - (1 - one[name]) * (2 * n - 1) / (2 * n - 2)
                assert two[name] == pytest.approx(shrunk, abs=1e-9)


@given(matrices())
def test_alpha_is_that_of_the_library_krippendorff_at_every_level(ratings) -> None:
    found = values(ratings)
    data = np.where(ratings.values == MISSING, np.nan, ratings.scale[ratings.values])
    for name, level in (
        ("krippendorff_alpha", "nominal"),
        ("alpha_ordinal", "ordinal"),
        ("alpha_interval", "interval"),
        ("alpha_ratio", "ratio"),
    ):
        if not np.isnan(found[name]):
            theirs = krippendorff.alpha(
                data, value_domain=list(ratings.scale), level_of_measurement=level
            )
            assert found[name] == pytest.approx(theirs, abs=1e-9)


@settings(max_examples=60)
@given(matrices(), st.sampled_from(list(WEIGHTS)))
def test_coefficients_are_those_counted_pair_by_pair(ratings, weights) -> None:
    found = values(ratings, weights)
    for name, value in slowly(ratings, WEIGHTS[weights](ratings.scale)).items():
        assert found[name] == pytest.approx(value, abs=1e-9, nan_ok=True), name


def slowly(ratings: Ratings, weight: np.ndarray) -> dict[str, float]:
    """Return coefficients straight from their definitions, one rating after the other."""
    units = [
        {who: int(value) for who, value in enumerate(column) if value != MISSING}
        for column in ratings.values.T
    ]
    rated = [unit for unit in units if unit]
    paired = [unit for unit in rated if len(unit) > 1]
    who = sorted({each for unit in rated for each in unit})
    if len(who) < 2 or not paired:
        return {}
    observed = mean(
        mean(weight[a, b] for a, b in combinations(unit.values(), 2)) for unit in paired
    )
    q = len(ratings.scale)
    pi = [mean(mean(value == k for value in unit.values()) for unit in rated) for k in range(q)]
    of = {each: shares([unit[each] for unit in rated if each in unit], q) for each in who}
    expected = {
        "fleiss_kappa": chance(pi, pi, weight),
        "conger_kappa": mean(chance(of[a], of[b], weight) for a, b in combinations(who, 2)),
        "gwet_ac": weight.sum() * sum(p * (1 - p) for p in pi) / (q * (q - 1)),
        "brennan_prediger": weight.sum() / q**2,
    }
    if len(who) == 2:
        left, right = (shares([unit[each] for unit in paired], q) for each in who)
        both = [(a + b) / 2 for a, b in zip(left, right, strict=True)]
        expected |= {
            "cohen_kappa": chance(left, right, weight),
            "scott_pi": chance(both, both, weight),
        }
    return {"percent_agreement": observed} | {
        name: (observed - by_chance) / (1 - by_chance) if by_chance < 1 - 1e-12 else np.nan
        for name, by_chance in expected.items()
    }


def mean(numbers) -> float:
    listed = [float(number) for number in numbers]
    return sum(listed) / len(listed)


def shares(given_: list[int], q: int) -> list[float]:
    return [given_.count(k) / len(given_) for k in range(q)]


def chance(left: list[float], right: list[float], weight: np.ndarray) -> float:
    return float(sum(a * b * weight[k, m] for k, a in enumerate(left) for m, b in enumerate(right)))
