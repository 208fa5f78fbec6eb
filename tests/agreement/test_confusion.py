"""Labels by labels: every pair that counts is in one cell, and several pairs have no side."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
from made_passages import all_read, passages_of

from annotator.agreement import confusion
from annotator.agreement.matching import compare
from annotator.agreement.passages import Stretches

PER, ORG, NOTHING = 0, 1, 2
N_LABELS = 2


def test_the_example_in_the_documentation_holds() -> None:
    names = {"compare": compare, "Stretches": Stretches}
    assert doctest.testmod(confusion, extraglobs=names).failed == 0


def test_same_boundary_label_and_missed_each_have_their_cell() -> None:
    made = passages_of([
        (0, 0, PER, 0, 5), (0, 1, PER, 0, 5),  # the same
        (0, 0, ORG, 10, 15), (0, 1, ORG, 10, 19),  # another boundary
        (0, 0, PER, 20, 25), (0, 1, ORG, 20, 25),  # another label
        (0, 0, PER, 30, 35), (0, 1, ORG, 40, 45),  # each missed one
    ])  # fmt: skip
    found = confusion.counts(made, compare(made, all_read((0,), (0, 1), 100), 0, 1), N_LABELS)
    assert found.tolist() == [[1, 1, 1], [0, 1, 0], [0, 1, 0]]
    turned = confusion.counts(made, compare(made, all_read((0,), (0, 1), 100), 1, 0), N_LABELS)
    assert turned.tolist() == found.T.tolist()


def test_what_was_not_read_or_is_there_twice_counts_nowhere() -> None:
    made = passages_of([(0, 0, PER, 0, 5), (0, 0, PER, 0, 5), (1, 0, ORG, 0, 5)])
    found = confusion.counts(made, compare(made, all_read((0,), (0, 1), 100), 0, 1), N_LABELS)
    # Nobody but annotator 0 has read article 1.
    assert found.sum() == found[PER, NOTHING] == 1


def test_the_count_of_a_cell_is_the_length_of_its_list() -> None:
    chance = np.random.default_rng(4)
    rows = np.column_stack([chance.integers(0, top, 400) for top in (5, 2, 2, 80)])
    made = passages_of((*row, row[3] + 1 + row[3] % 7) for row in rows.tolist())
    pairs = compare(made, all_read(range(5), (0, 1), 100), 0, 1)
    _, left, right = confusion.cells(made, pairs, N_LABELS)
    counts = confusion.counts(made, pairs, N_LABELS)
    for a in range(N_LABELS + 1):
        for b in range(N_LABELS + 1):
            assert counts[a, b] == ((left == a) & (right == b)).sum()
    assert counts[NOTHING, NOTHING] == 0


def test_several_pairs_of_annotators_have_no_side() -> None:
    made = passages_of([(0, 0, PER, 0, 5), (0, 1, ORG, 0, 5), (0, 2, PER, 0, 5)])
    tables = [
        confusion.counts(made, compare(made, all_read((0,), (0, 1, 2), 100), a, b), N_LABELS)
        for a, b in ((0, 1), (0, 2), (1, 2))
    ]
    found = confusion.pooled(tables, N_LABELS)
    assert found.tolist() == found.T.tolist()
    # PER by ORG of 0 and 1, and ORG by PER of 1 and 2; PER by PER of 0 and 2.
    assert found[PER, ORG] == 2
    assert found[PER, PER] == 1
    assert np.triu(found).sum() == sum(table.sum() for table in tables) == pytest.approx(3)
