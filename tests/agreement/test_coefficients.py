"""Coefficients come out to the digits that were published, with all that stands beside them."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
import reference_tables as reference
from reference_tables import WEIGHTS, of_counts, of_raters, of_table

from annotator.agreement import ratings as ratings_module
from annotator.agreement import units
from annotator.agreement.coefficients import COEFFICIENTS
from annotator.agreement.ratings import MISSING, Ratings, tabulate
from annotator.agreement.units import Drawing, measure, measure_all

NO_INTERVAL = Drawing(resamples=0)


def value_of(ratings: Ratings, name: str, weights: str = "identity") -> float:
    found = measure(ratings, name, weights=weights, drawing=NO_INTERVAL)
    assert found.value is not None, found.note
    return found.value


def test_the_examples_in_the_documentation_hold() -> None:
    for module in (units, ratings_module):
        assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("rows", "published"),
    [
        (reference.KRIPPENDORFF_2011, reference.KRIPPENDORFF_2011_ALPHA),
        (reference.WIKIPEDIA_ALPHA, reference.WIKIPEDIA_ALPHA_VALUES),
    ],
    ids=["krippendorff-2011", "wikipedia"],
)
def test_alpha_is_as_published_at_every_level(
    rows: list[list[int | None]], published: dict[str, tuple[float, float]]
) -> None:
    for name, (value, tolerance) in published.items():
        assert value_of(of_raters(rows), name) == pytest.approx(value, abs=tolerance)


def test_fleiss_kappa_is_as_published() -> None:
    assert value_of(of_counts(reference.WIKIPEDIA_FLEISS), "fleiss_kappa") == pytest.approx(
        0.210, abs=0.0005
    )
    assert value_of(of_counts(reference.FLEISS_1971), "fleiss_kappa") == pytest.approx(
        0.4302445, abs=5e-8
    )


@pytest.mark.parametrize(("weights", "value"), reference.SAS_KAPPA.items())
def test_cohens_kappa_is_as_published_where_a_category_is_of_one_alone(
    weights: str, value: float
) -> None:
    found = value_of(of_table(reference.SAS), "cohen_kappa", weights)
    assert found == pytest.approx(value, abs=0.00005)


@pytest.mark.parametrize(
    ("ratings", "published"),
    [
        (of_table(reference.GWET_3X3), reference.GWET_3X3_VALUES),
        (of_raters(reference.GWET_4_RATERS), reference.GWET_4_RATERS_VALUES),
    ],
    ids=["two-abstractors", "four-raters"],
)
def test_every_coefficient_is_as_gwet_published_it_with_every_weight(
    ratings: Ratings, published: dict[str, tuple[float, ...]]
) -> None:
    for name, values in published.items():
        found = [value_of(ratings, name, weights) for weights in WEIGHTS]
        # .9175 and .9725 were published as .918 and .972
        assert found == pytest.approx(values, abs=0.000501), name


def test_coefficients_are_as_gwet_published_them_where_much_is_missing() -> None:
    ratings = of_raters(reference.GWET_5_OBSERVERS)
    for name, value in reference.GWET_5_OBSERVERS_VALUES.items():
        assert value_of(ratings, name) == pytest.approx(value, abs=0.0005), name


def test_value_observed_and_expected_are_those_of_irrcac() -> None:
    ratings = of_raters(reference.MADE_UP)
    for (name, weights), parts in reference.IRRCAC.items():
        found = measure(ratings, name, weights=weights, drawing=NO_INTERVAL)
        told = (found.value, found.observed, found.expected)
        assert told == pytest.approx(parts, abs=1e-9), (name, weights)
    for weights, value in reference.IRRCAC_ALPHA.items():
        assert value_of(ratings, "krippendorff_alpha", weights) == pytest.approx(value, abs=1e-9)


def test_observed_and_expected_of_alpha_are_disagreements() -> None:
    found = measure(of_raters(reference.KRIPPENDORFF_2011), "krippendorff_alpha")
    assert found.value is not None
    assert found.observed is not None
    assert found.expected is not None
    assert found.value == pytest.approx(1 - found.observed / found.expected)
    # Krippendorff 2011: of 40 coincidences 8 lie off the diagonal, and the values occur 9, 13, 10,
    # 5 and 3 times, which gives 40 * 39 - 344 pairs of different ones.
    assert found.observed == pytest.approx(8 / 40)
    assert found.expected == pytest.approx(1 - 344 / (40 * 39))


def test_units_without_a_second_rating_are_left_out_and_counted() -> None:
    found = measure(of_raters(reference.WIKIPEDIA_ALPHA), "krippendorff_alpha")
    # Units 2 and 14 have no value at all, and unit 1 has one.
    assert (found.n_units, found.n_annotators, found.n_excluded) == (12, 3, 3)
    assert "Left out: 3 units without a second rating." in found.note


def test_one_annotator_and_no_overlap_are_said() -> None:
    alone = measure_all(Ratings(np.array([[0, 1, 1]]), np.array([1.0, 2.0])))
    assert all(found.value is None for found in alone.values())
    assert alone["fleiss_kappa"].note.startswith("Nobody to agree with: one annotator.")
    apart = Ratings(np.array([[0, 1, MISSING], [MISSING, MISSING, 1]]), np.array([1.0, 2.0]))
    for found in measure_all(apart).values():
        assert found.value is None
        assert found.note.startswith("No unit was rated by two annotators.")
    nothing = measure(Ratings(np.empty((0, 0), dtype=np.int64), np.array([1.0])), "fleiss_kappa")
    assert nothing.note == "Nobody to agree with: nothing was rated."


def test_one_label_only_leaves_kappa_undefined_and_percent_agreement_full() -> None:
    found = measure_all(Ratings(np.zeros((2, 40), dtype=np.int64), np.array([1.0, 2.0])))
    for name in ("cohen_kappa", "scott_pi", "fleiss_kappa", "conger_kappa", "krippendorff_alpha"):
        assert found[name].value is None, name
        assert "Only one category was used" in found[name].note
        assert "undefined (0 / 0)" in found[name].note
    assert found["percent_agreement"].value == 1
    # Both expect less than full agreement by chance here: from two categories, used or not.
    for name in ("gwet_ac", "brennan_prediger"):
        assert found[name].value == 1
        assert "can't be told from habit" in found[name].note


def test_one_category_to_choose_from_leaves_nothing_to_measure() -> None:
    found = measure_all(Ratings(np.zeros((2, 5), dtype=np.int64), np.array([1.0])))
    assert [name for name, each in found.items() if each.value is not None] == ["percent_agreement"]
    assert "one category alone to choose from" in found["gwet_ac"].note


def test_full_agreement_has_no_interval_and_says_what_it_rules_out() -> None:
    same = np.tile(np.arange(60) % 3, (2, 1))
    found = measure(Ratings(same, np.arange(1.0, 4.0)), "cohen_kappa")
    assert found.value == pytest.approx(1)
    assert found.interval is None
    assert "No disagreement anywhere" in found.note
    assert "up to 4.9 % of articles" in found.note  # 1 - .05 ** (1 / 60)


def test_few_articles_have_a_value_but_no_interval() -> None:
    found = measure(of_raters(reference.GWET_4_RATERS), "gwet_ac")
    assert found.value is not None
    assert found.interval is None
    assert "Too few to say: an interval takes 50 articles, and there are 11." in found.note


def test_coefficients_of_two_refuse_three_and_ratios_refuse_negative_values() -> None:
    three = of_raters(reference.WIKIPEDIA_ALPHA)
    for name in ("cohen_kappa", "scott_pi"):
        assert f"{COEFFICIENTS[name].title} is of two annotators, and there are 3." in (
            measure(three, name).note
        )
    below = Ratings(np.array([[0, 1], [1, 0]]), np.array([-1.0, 1.0]))
    assert "takes values of 0 and more" in measure(below, "alpha_ratio").note
    with pytest.raises(ValueError, match="no weights 'cubic'"):
        measure(below, "fleiss_kappa", weights="cubic")


def test_an_interval_holds_the_value_and_is_the_same_for_a_seed() -> None:
    ratings = of_table(reference.GWET_3X3)
    found = measure_all(ratings, drawing=Drawing(seed=5))
    assert found == measure_all(ratings, drawing=Drawing(seed=5))
    for name, each in found.items():
        assert each.interval is not None, name
        assert each.interval.low < each.value < each.interval.high
    # By their standard errors irrCAC gives .828 to .952, and .680 to .913 for kappa.
    full, kappa = found["percent_agreement"].interval, found["cohen_kappa"].interval
    assert (full.low, full.high) == pytest.approx((0.828, 0.952), abs=0.02)
    assert (kappa.low, kappa.high) == pytest.approx((0.680, 0.913), abs=0.03)


def test_where_units_are_parts_of_articles_the_interval_draws_articles() -> None:
    chance = np.random.default_rng(3)
    truth = np.repeat(chance.integers(0, 2, 50), 20)  # every word of an article is alike
    flips = np.repeat(chance.random((2, 50)) < 0.2, 20, axis=1)
    values = np.where(flips, 1 - truth, truth)
    words = Ratings(values, np.array([1.0, 2.0]))
    by_article = Ratings(values, words.scale, articles=np.repeat(np.arange(50), 20))
    of_words, of_articles = (measure(each, "cohen_kappa") for each in (words, by_article))
    assert of_words.value == of_articles.value
    width = [each.interval.high - each.interval.low for each in (of_words, of_articles)]
    assert 3.5 < width[1] / width[0] < 5.5  # 20 words of an article say no more than one


def test_a_unit_labelled_twice_by_one_person_is_no_rating_and_is_counted() -> None:
    rows = [
        ("a", "Ann", "for"), ("a", "Ann", "against"), ("a", "Bo", "for"),
        ("b", "Ann", "for"), ("b", "Ann", "for"), ("b", "Bo", "for"),
        ("c", "Ann", "against"), ("c", "Bo", "against"),
    ]  # fmt: skip
    found = tabulate(rows, ["for", "against"])
    assert found.values.tolist() == [[MISSING, 0, 1], [0, 0, 1]]
    assert found.n_twice == 1
    told = measure(found, "cohen_kappa")
    assert (told.value, told.n_units, told.n_excluded) == (1, 2, 1)
    assert "Left out: 1 rating, two categories by one annotator." in told.note


def test_numbers_are_their_own_values_and_words_count_up() -> None:
    assert tabulate([], [1, 2, 5]).scale.tolist() == [1, 2, 5]
    assert tabulate([], ["low", "high"]).scale.tolist() == [1, 2]


def test_a_matrix_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        Ratings(np.array([[2, 0]]), np.array([1.0, 2.0]))
    with pytest.raises(ValueError, match="ascend"):
        Ratings(np.array([[0, 0]]), np.array([2.0, 1.0]))
    with pytest.raises(ValueError, match="annotators x units"):
        Ratings(np.array([0, 1]), np.array([1.0, 2.0]))
