"""Kappa and alpha of tokens: published figures, and counts token by token."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_passages import (
    LENGTH,
    Mark,
    Stretch,
    alike,
    all_read,
    further_on,
    marks,
    passages_of,
    reading,
    stretches_of,
)

from annotator.agreement.ratings import Ratings
from annotator.agreement.tokens import OfTokens, Tokens, of_tokens
from annotator.agreement.units import Drawing, measure

NO_DRAWS = Drawing(resamples=0)


def each_code_point(articles: int, length: int = LENGTH) -> Tokens:
    article, start = np.divmod(np.arange(articles * length), length)
    return Tokens(article, start, start + 1)


def values(found: OfTokens) -> list[float | None]:
    return [found.cohen.value, found.fleiss.value, found.alpha.value]


@pytest.mark.parametrize(
    ("one", "other", "cohen", "pi", "alpha"),
    [
        # Krippendorff 1995, On the Reliability of Unitizing Continuous Data, Sociological
        # Methodology 25, p. 57: continua of 24 with the units of two. The figures of all of their
        # places taken one by one are those that the tests of DKPro Statistics name.
        ([(2, 10), (14, 20)], [(4, 8), (15, 17)], 0.385, 0.314, 0.329),
        ([(0, 18)], [(0, 10)], 0.385, 0.314, 0.329),
        (
            [(2, 8), (10, 12), (14, 18), (20, 22)],
            [(0, 2), (4, 8), (10, 14), (16, 18), (20, 22)],
            0.314,
            0.314,
            0.329,
        ),
    ],
)
def test_coefficients_are_those_of_published_examples(
    one: list[tuple[int, int]],
    other: list[tuple[int, int]],
    cohen: float,
    pi: float,
    alpha: float,
) -> None:
    rows = [(0, who, 0, *each) for who, units in enumerate((one, other)) for each in units]
    found = of_tokens(
        each_code_point(1, 24), passages_of(rows), all_read([0], (0, 1), 24), (0, 1),
        drawing=NO_DRAWS,
    )  # fmt: skip
    assert values(found) == [
        pytest.approx(cohen, abs=0.001),
        pytest.approx(pi, abs=0.001),
        pytest.approx(alpha, abs=0.001),
    ]


@pytest.mark.shared
def test_the_crowd_agrees_as_the_shared_table_says(shared: Path) -> None:
    told = json.loads((shared / "agreement/btc_e_crowd.json").read_text("utf-8"))
    for kind, expected in told["reference_values_computed_here"].items():
        rows, lengths = [], []
        items = [item for item in told["items"] if kind in item["judgments"]]
        for article, item in enumerate(items):
            lengths.append(len(item["tokens"]))
            for who, clicked in enumerate(item["judgments"][kind].values()):
                rows += [(article, who, 0, at, at + 1) for at in clicked]
        assert sum(len(item["judgments"][kind]) for item in items) == expected["judgments"]
        start = np.concatenate([np.arange(n) for n in lengths])
        tokens = Tokens(np.repeat(np.arange(len(items)), lengths), start, start + 1)
        read = all_read(range(len(items)), range(5), max(lengths))
        found = of_tokens(tokens, passages_of(rows), read, tuple(range(5)), drawing=NO_DRAWS)
        assert found.alpha.n_units == expected["tokens"]
        assert found.fleiss.value == pytest.approx(expected["token_fleiss_kappa"], abs=1e-6)
        alpha = expected["token_krippendorff_alpha_nominal"]
        assert found.alpha.value == pytest.approx(alpha, abs=1e-6)


def one_by_one(rows: list[Mark], read: list[Stretch], people: int) -> list[float | None]:
    """Rate every code point by hand, and leave the coefficients to those of ratings."""
    ratings = np.full((people, 3 * LENGTH), -1)
    for a, who, s, e in read:
        ratings[who, a * LENGTH + s : a * LENGTH + e] = 0
    order = sorted(range(len(rows)), key=lambda n: (rows[n][3] - rows[n][4], -rows[n][3], -n))
    for a, who, label, s, e in (rows[n] for n in order):
        ratings[who, a * LENGTH + s : a * LENGTH + e] = label + 1
    ratings = ratings[:, (ratings >= 0).sum(axis=0) >= 2]
    given_ = Ratings(ratings, np.arange(4.0))
    names = ("cohen_kappa", "fleiss_kappa", "krippendorff_alpha")
    return [measure(given_, name, drawing=NO_DRAWS).value for name in names]


@given(marks(annotators=2), reading(annotators=2))
def test_two_annotators_have_the_coefficients_of_ratings_token_by_token(
    rows: list[Mark], read: list[Stretch]
) -> None:
    found = of_tokens(
        each_code_point(3), passages_of(rows), stretches_of(read), (0, 1), drawing=NO_DRAWS
    )
    near = [None if v is None else pytest.approx(v, abs=1e-9) for v in one_by_one(rows, read, 2)]
    assert values(found) == near


@given(marks(annotators=3), reading(annotators=3))
def test_three_annotators_have_the_coefficients_of_ratings_token_by_token(
    rows: list[Mark], read: list[Stretch]
) -> None:
    found = of_tokens(
        each_code_point(3), passages_of(rows), stretches_of(read), (0, 1, 2), drawing=NO_DRAWS
    )
    near = [None if v is None else pytest.approx(v, abs=1e-9) for v in one_by_one(rows, read, 3)]
    assert values(found)[1:] == near[1:]


@given(marks(annotators=3), st.sampled_from(list(permutations(range(3)))))
def test_names_of_annotators_labels_and_articles_change_nothing(
    rows: list[Mark], names: tuple[int, ...]
) -> None:
    renamed = [(names[a], names[who], names[label], s, e) for a, who, label, s, e in rows]
    read = all_read(range(3), range(3))
    one, other = (
        of_tokens(each_code_point(3), passages_of(each), read, (0, 1, 2), drawing=NO_DRAWS)
        for each in (rows, renamed)
    )
    near = [None if value is None else pytest.approx(value) for value in values(other)]
    assert values(one) == near


@given(marks(annotators=1).filter(bool))
def test_annotators_who_mark_alike_have_one(rows: list[Mark]) -> None:
    both = passages_of(alike(rows))
    read = all_read(range(3), (0, 1))
    found = of_tokens(each_code_point(3), both, read, (0, 1), drawing=NO_DRAWS)
    assert values(found) == [pytest.approx(1)] * 3


def test_a_corpus_that_is_there_twice_has_the_same_kappas() -> None:
    # Alpha comes a little nearer to Fleiss' kappa: it is drawn without putting back.
    rows = [(0, 0, 0, 2, 9), (0, 1, 0, 3, 9), (0, 1, 1, 12, 14), (1, 0, 1, 5, 8)]
    twice = rows + further_on(rows, 2)
    one, two = (
        of_tokens(
            each_code_point(articles), passages_of(each),
            all_read(range(articles), (0, 1)), (0, 1), drawing=NO_DRAWS,
        )
        for each, articles in ((rows, 2), (twice, 4))
    )  # fmt: skip
    assert values(one)[:2] == [pytest.approx(value) for value in values(two)[:2]]
    assert one.alpha.observed == pytest.approx(two.alpha.observed)


def test_a_token_belongs_to_every_passage_that_it_touches() -> None:
    tokens = Tokens(np.zeros(3, dtype=np.int64), np.array([0, 4, 9]), np.array([3, 8, 12]))
    rows = [(0, 0, 0, 2, 5), (0, 1, 0, 0, 8)]
    found = of_tokens(tokens, passages_of(rows), all_read([0], (0, 1)), (0, 1), drawing=NO_DRAWS)
    assert found.alpha.value == 1


def test_what_was_left_out_and_what_is_undefined_is_told() -> None:
    tokens = each_code_point(1)
    half = stretches_of([(0, 0, 0, LENGTH), (0, 1, 0, 12)])
    found = of_tokens(
        tokens, passages_of([(0, 0, 0, 2, 5), (0, 0, 0, 2, 5)]), half, (0, 1), drawing=NO_DRAWS
    )
    assert (found.alpha.n_units, found.alpha.n_excluded) == (12, 12)
    assert found.alpha.note == (
        "Left out: 12 words that fewer than two have read. "
        "Left out: 1 passage that one person marked twice."
    )
    nothing = of_tokens(tokens, passages_of([]), half, (0, 1), drawing=NO_DRAWS)
    assert values(nothing) == [None] * 3
    assert nothing.alpha.note.startswith("Undefined: everything has one label, or none.")
    alone = of_tokens(tokens, passages_of([]), all_read([0], [0]), (0, 1), drawing=NO_DRAWS)
    assert alone.cohen.note.startswith("No overlap: no word was read by two annotators.")
    three = of_tokens(
        tokens, passages_of([(0, 0, 0, 2, 5)]), all_read([0], range(3)), (0, 1, 2),
        drawing=NO_DRAWS,
    )  # fmt: skip
    assert three.cohen.note == "Cohen's kappa is of two annotators, and there are 3."
    two = np.array([0, 2])
    over = Tokens(two * 0, two, two + 3)
    with pytest.raises(ValueError, match="none over another"):
        of_tokens(over, passages_of([]), half, (0, 1))
