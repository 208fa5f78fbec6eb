"""Scores of exact passages, their intervals, and what a learning curve says."""

from __future__ import annotations

import itertools

import numpy as np

from annotator.learning import Example
from annotator.learning.curve import parts, verdict
from annotator.learning.scoring import count, score, total


def counts(*rows: tuple[int, int, int]) -> np.ndarray:
    return np.array(rows, dtype=np.int64)


def test_precision_recall_and_f1_are_those_of_exact_passages_with_their_label() -> None:
    there = Example("a", "x" * 30, "", ((0, 5, "A"), (6, 9, "A"), (10, 12, "B")), (), ((0, 30),))
    found = [(0, 5, "A"), (6, 8, "A"), (10, 12, "A"), (20, 22, "B")]
    table = count([there], lambda _: found, ["A", "B"])
    assert table["A"].tolist() == [[1, 3, 2]]
    assert table["B"].tolist() == [[0, 1, 1]]
    whole = score(total(table, 1))
    assert (whole.precision, whole.recall, whole.annotations) == (1 / 4, 1 / 3, 3)
    assert whole.f1 == 2 / 7
    assert (whole.low, whole.high) == (None, None)  # one article has no spread


def test_what_nobody_read_is_not_counted() -> None:
    there = Example("a", "x" * 30, "", ((0, 5, "A"), (20, 25, "A")), (), ((0, 10),))
    table = count([there], lambda _: [(0, 5, "A"), (12, 15, "A")], ["A"])
    assert table["A"].tolist() == [[1, 1, 1]]


def test_the_interval_holds_the_score_and_is_the_same_every_time() -> None:
    of = counts((5, 6, 7), (1, 4, 3), (8, 8, 9), (0, 2, 4))
    first = score(of)
    assert first == score(of)
    assert first.low is not None
    assert first.high is not None
    assert first.f1 is not None
    assert first.low <= first.f1 <= first.high


def test_nothing_to_find_and_nothing_found_is_unknown_and_not_zero() -> None:
    empty = score(counts((0, 0, 0), (0, 0, 0)))
    assert (empty.precision, empty.recall, empty.f1, empty.low) == (None, None, None, None)


def test_the_parts_of_the_curve_lie_within_one_another_and_end_with_all() -> None:
    examples = [Example(f"a{n}", "text") for n in range(20)]
    sizes = [{each.id for each in part} for part in parts(examples)]
    assert [len(each) for each in sizes] == [2, 5, 10, 20]
    assert all(small < large for small, large in itertools.pairwise(sizes))


def test_the_verdict_follows_from_the_last_doubling() -> None:
    poor, good = counts(*[(2, 5, 5)] * 8), counts(*[(4, 5, 5)] * 8)
    assert verdict(poor, good).startswith("More annotation pays: ")
    assert verdict(good, good).startswith("More annotation of this kind hardly pays")
    mixed = counts(*[(5, 5, 5), (1, 5, 5)] * 4)
    assert "too early" in verdict(counts(*[(3, 5, 5)] * 8), mixed)
    assert "can't be told" in verdict(None, good)
    assert "can't be told" in verdict(poor[:1], good[:1])
