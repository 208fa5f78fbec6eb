"""Relations side by side: label, direction and ends are told apart, and F1 counts the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_passages import Mark, Stretch, alike, all_read, marks, passages_of, reading, stretches_of

from annotator.agreement import relations
from annotator.agreement.relations import (
    DIRECTION,
    ENDS,
    LABEL,
    MISSED,
    NOT_READ,
    SAME,
    TWICE,
    Relations,
)
from annotator.agreement.units import Drawing

NO_DRAWS = Drawing(resamples=0)
Told = tuple[int, int, int]  # label, origin, target

# Two annotators with the same three passages in one article, and the left one more.
ALIKE = [(0, who, 0, at, at + 2) for who in (0, 1) for at in (0, 5, 10)] + [(0, 0, 0, 20, 22)]


def relations_of(told: list[Told]) -> Relations:
    return Relations(*np.array(told, dtype=np.int64).reshape(-1, 3).T)


def compared(told: list[Told], read: list[Stretch] | None = None) -> list[tuple[int, int, int]]:
    there = all_read([0], (0, 1)) if read is None else stretches_of(read)
    pairs = relations.compare(relations_of(told), passages_of(ALIKE), there, 0, 1)
    return list(zip(pairs.left.tolist(), pairs.right.tolist(), pairs.kind.tolist(), strict=True))


@pytest.mark.parametrize(
    ("theirs", "kind"),
    [
        ((7, 3, 4), SAME),
        ((8, 3, 4), LABEL),
        ((7, 4, 3), DIRECTION),
        ((7, 3, 5), ENDS),
        ((7, 5, 4), ENDS),
    ],
)
def test_how_relations_differ_is_told_apart(theirs: Told, kind: int) -> None:
    assert compared([(7, 0, 1), theirs]) == [(0, 1, kind)]


def test_relations_that_share_too_little_stand_alone() -> None:
    assert compared([(7, 0, 1), (8, 3, 5)]) == [(0, -1, MISSED), (-1, 1, MISSED)]
    assert compared([(7, 0, 1)], [(0, 1, 0, 4)]) == [(0, -1, NOT_READ)]
    assert compared([(7, 0, 1), (7, 0, 1), (7, 3, 4)]) == [(0, 2, SAME), (1, -1, TWICE)]


def test_f1_counts_the_relations_that_are_the_same() -> None:
    told = [(7, 0, 1), (7, 3, 4), (7, 1, 2), (8, 4, 5), (7, 0, 6)]
    found = relations.scores(
        relations_of(told), passages_of(ALIKE), all_read([0], (0, 1)), (0, 1), drawing=NO_DRAWS
    )
    assert [r.value for r in (found.precision, found.recall, found.f1)] == [1 / 2, 1 / 3, 2 / 5]
    assert found.f1.n_units == 5


def test_without_relations_the_reason_is_told() -> None:
    found = relations.scores(
        relations_of([]), passages_of(ALIKE), all_read([0], (0, 1)), (0, 1), drawing=NO_DRAWS
    )
    assert found.f1.value is None
    assert found.f1.note == "Undefined: nothing was marked where both have read."


@st.composite
def joined(draw: st.DrawFn) -> tuple[list[Mark], list[Told]]:
    """Draw marks of two annotators and relations within an article of one of them."""
    rows = draw(marks(articles=2, most=10))
    told = []
    for _ in range(draw(st.integers(0, 8)) if rows else 0):
        origin = draw(st.integers(0, len(rows) - 1))
        there = [n for n, row in enumerate(rows) if row[:2] == rows[origin][:2]]
        told.append((draw(st.integers(0, 1)), origin, draw(st.sampled_from(there))))
    return rows, told


@given(joined(), reading())
def test_each_relation_stands_in_one_row_and_exchanging_exchanges(
    drawn: tuple[list[Mark], list[Told]], read: list[Stretch]
) -> None:
    (rows, told), there = drawn, stretches_of(read)
    passages, given_ = passages_of(rows), relations_of(told)
    one = relations.compare(given_, passages, there, 0, 1)
    other = relations.compare(given_, passages, there, 1, 0)
    for column, who in ((one.left, 0), (one.right, 1)):
        alone = [n for n, (_, origin, _) in enumerate(told) if rows[origin][1] == who]
        assert sorted(column[column >= 0].tolist()) == alone
    assert one.left.tolist() == other.right.tolist()
    assert one.right.tolist() == other.left.tolist()
    assert one.kind.tolist() == other.kind.tolist()


@given(joined())
def test_annotators_who_join_alike_have_one(drawn: tuple[list[Mark], list[Told]]) -> None:
    rows, told = drawn
    mine = [n for n, row in enumerate(rows) if row[1] == 0]
    marked = alike(rows[n] for n in mine)
    numbers = {n: number for number, n in enumerate(mine)}
    ours = [(label, numbers[a], numbers[b]) for label, a, b in told if a in numbers]
    both = ours + [(label, a + len(mine), b + len(mine)) for label, a, b in ours]
    found = relations.scores(
        relations_of(both), passages_of(marked), all_read([0, 1], (0, 1)), (0, 1), drawing=NO_DRAWS
    )
    assert found.f1.value == (1 if ours else None)
