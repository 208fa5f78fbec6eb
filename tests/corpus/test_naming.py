"""Names, periods, what stands together, and where a network's names are put."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.corpus import layout, naming, together
from annotator.corpus.naming import Marks
from annotator.corpus.periods import period


def marks(*told: tuple[str, str]) -> Marks:
    """Return marks one behind the other in one article: quotes with identifiers, or none."""
    number = len(told)
    quotes = sorted({quote for quote, _ in told})
    entities = sorted({entity for _, entity in told if entity})
    nothing = np.zeros(number, dtype=np.int64)
    return Marks(
        np.arange(1, number + 1), nothing, np.arange(number) * 10, np.arange(number) * 10 + 5,
        nothing, nothing,
        np.array([quotes.index(quote) for quote, _ in told]),
        np.array([entities.index(entity) if entity else -1 for _, entity in told]),
        ["PER"], ["a"], quotes, entities,
    )  # fmt: skip


def named(given_: Marks, *joined: tuple[int, int]) -> list[str]:
    name, keys = naming.name(given_, joined)
    return [keys[k] for k in name]


def test_words_alone_name_by_what_they_say() -> None:
    told = marks(("Anna Lindh", ""), ("ANNA  LINDH's", ""), ("“Anna Lindh”,", ""), ("Lindh", ""))
    assert named(told) == ["words:anna lindh"] * 3 + ["words:lindh"]


def test_an_identifier_comes_before_words() -> None:
    told = marks(("Lindh", "Q1"), ("Anna Lindh", "Q1"), ("Lindh", ""))
    assert named(told) == ["id:Q1", "id:Q1", "words:lindh"]


def test_a_chain_is_called_as_its_first_mark_or_by_its_identifier() -> None:
    told = marks(("Anna Lindh", ""), ("she", ""), ("the minister", ""), ("she", ""))
    assert named(told, (3, 2), (2, 1)) == ["words:anna lindh"] * 3 + ["words:she"]
    told = marks(("the minister", ""), ("Anna Lindh", "Q1"), ("she", ""), ("Geneva", "Q2"))
    # Who has an identifier keeps it; the others of the chain take the first there is.
    assert named(told, (1, 2), (3, 1), (3, 4)) == ["id:Q1", "id:Q1", "id:Q1", "id:Q2"]


def test_a_mark_that_does_not_count_holds_its_chain_together() -> None:
    told = marks(("Anna Lindh", ""), ("she", ""))
    assert named(told, (1, 99), (99, 2)) == ["words:anna lindh"] * 2


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("Straße", "strasse"),
        ("José", "josé"),
        ("「東京」", "「東京」"),
        ("...", "..."),
        ("’s", "s"),
    ],
)
def test_accents_stay_and_no_name_is_without_a_sign(quote: str, told: str) -> None:
    assert naming.normal(quote) == told


def test_a_passage_counts_once_whoever_marked_it() -> None:
    told = marks(("A", ""), ("A", ""), ("A", ""))
    told.start[1], told.end[1] = told.start[0], told.end[0]
    group = np.zeros(3, dtype=np.int64)
    found = naming.passages(told, group, np.arange(3))
    assert found.start.tolist() == [0, 20]
    assert found.first.tolist() == [0, 2]
    assert found.of(0) == slice(0, 2)
    assert found.of(1) == slice(2, 2)


@pytest.mark.parametrize(
    ("at", "day", "week", "month", "year"),
    [
        ("2016-11-02T08:00:00+01:00", "2016-11-02", "2016-10-31", "2016-11", "2016"),
        ("2016-11", "", "", "2016-11", "2016"),
        ("2016", "", "", "", "2016"),
        ("0001-01-01", "0001-01-01", "0001-01-01", "0001-01", "0001"),
        ("2016-13-40", "", "", "2016-13", "2016"),
        ("yesterday", "", "", "", ""),
        ("", "", "", "", ""),
    ],
)
def test_periods_are_read_from_dates(at: str, day: str, week: str, month: str, year: str) -> None:
    assert [period(at, unit) for unit in ("day", "week", "month", "year")] == [
        day, week, month, year,
    ]  # fmt: skip


PLACES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6)), max_size=40)


@given(PLACES)
def test_together_is_what_a_plain_count_says(places: list[tuple[int, int]]) -> None:
    group, unit = (
        (np.array(each, dtype=np.int64) for each in zip(*places, strict=True))
        if places
        else (np.zeros(0, dtype=np.int64),) * 2
    )
    chosen = np.array([4, 0, 2], dtype=np.int64)
    found = together.matrix(group, unit, chosen)
    units = {g: {u for each, u in places if each == g} for g in range(6)}
    for i, j in combinations(range(3), 2):
        both = units[int(chosen[i])] & units[int(chosen[j])]
        assert found[i, j] == found[j, i] == len(both)
        shared = together.shared(group, unit, int(chosen[i]), int(chosen[j]))
        assert set(shared.tolist()) == both
    assert [found[i, i] for i in range(3)] == [len(units[int(g)]) for g in chosen]
    beside = together.beside(group, unit, 4, 6)
    assert beside.tolist() == [0 if g == 4 else len(units[g] & units[4]) for g in range(6)]
    assert naming.spread(group, unit, 6).tolist() == [len(units[g]) for g in range(6)]


def test_each_paragraph_of_each_article_is_a_unit_of_its_own() -> None:
    article = np.array([7, 3, 7, 3, 7], dtype=np.int64)
    start = np.array([0, 0, 12, 2, 11], dtype=np.int64)
    breaks = {3: together.line_breaks("one line"), 7: together.line_breaks("0123456789\nmore")}
    assert breaks == {3: [], 7: [10]}
    found = together.units_of(article, start, breaks).tolist()
    assert found[1] == found[3]
    assert found[2] == found[4]
    assert Counter(found) == {found[0]: 1, found[1]: 2, found[2]: 2}


def test_a_network_is_laid_out_alike_each_time_and_draws_together_what_is_together() -> None:
    weights = np.zeros((6, 6), dtype=np.int64)
    weights[0, 1] = weights[1, 0] = 50
    at = layout.places(weights)
    assert (at == layout.places(weights)).all()
    assert at.min() >= 0
    assert at.max() <= 1
    apart = np.sqrt(((at[:, None] - at[None, :]) ** 2).sum(axis=2))
    np.fill_diagonal(apart, np.inf)
    assert np.unravel_index(apart.argmin(), apart.shape) in ((0, 1), (1, 0))
    assert layout.places(weights[:1, :1]).tolist() == [[0.5, 0.5]]
    assert layout.places(weights[:0, :0]).shape == (0, 2)
