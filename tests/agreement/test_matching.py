"""Which passage answers which: one to one, the same from both sides, silence only where read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product

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
    marks,
    passages_of,
    reading,
    stretches_of,
)

from annotator.agreement.matching import (
    BOUNDARY,
    LABEL,
    MISSED,
    NOT_READ,
    SAME,
    TWICE,
    Pairs,
    compare,
)
from annotator.agreement.passages import Passages, is_read, repeated

PER, ORG, LOC = range(3)


def compared(rows: list[Mark], read: list[Stretch] | None = None) -> list[tuple[int, int, int]]:
    told = all_read(range(3), (0, 1)) if read is None else stretches_of(read)
    pairs = compare(passages_of(rows), told, 0, 1)
    return list(zip(pairs.left.tolist(), pairs.right.tolist(), pairs.kind.tolist(), strict=True))


def plain(rows: list[Mark], read: list[Stretch]) -> list[tuple[int, int, int]]:
    """Pair by the definition, one candidate after the other, point by point."""
    free = {n for n, row in enumerate(rows) if row not in rows[:n]}
    found = [(n, -1, TWICE) for n in range(len(rows)) if n not in free]
    for key, i, j in sorted(candidates(rows)):
        if i in free and j in free:
            free -= {i, j}
            found.append((i, j, [SAME, LABEL, BOUNDARY, LABEL][key[0]]))
    seen = {(a, who, p) for a, who, s, e in read for p in range(s, e)}
    for n in free:
        article, who, _, start, end = rows[n]
        there = {(article, 1 - who, start), (article, 1 - who, end - 1)} <= seen
        found.append((n, -1, MISSED if there else NOT_READ))
    return sorted((j, i, kind) if rows[i][1] else (i, j, kind) for i, j, kind in found)


def candidates(rows: list[Mark]) -> Iterator[tuple[tuple[int, ...], int, int]]:
    for (i, a), (j, b) in product(enumerate(rows), repeat=2):
        shared = min(a[4], b[4]) - max(a[3], b[3])
        if a[0] == b[0] and a[1] < b[1] and shared > 0:
            step = 2 * (a[3:] != b[3:]) + (a[2] != b[2])
            covered, place = max(a[4], b[4]) - min(a[3], b[3]), min(a[3], b[3])
            yield (step, -shared, covered, place, min(i, j), max(i, j)), i, j


@given(marks(), reading())
def test_passages_are_paired_as_the_definition_says(rows: list[Mark], read: list[Stretch]) -> None:
    assert sorted(compared(rows, read)) == plain(rows, read)


@given(marks(labels=2, articles=1, most=40))
def test_crowded_passages_are_paired_as_the_definition_says(rows: list[Mark]) -> None:
    read = [(0, 0, 0, LENGTH), (0, 1, 0, LENGTH)]
    assert sorted(compared(rows, read)) == plain(rows, read)


@given(marks(annotators=3), reading(annotators=3))
def test_each_passage_of_either_is_in_exactly_one_row(
    rows: list[Mark], read: list[Stretch]
) -> None:
    pairs = compare(passages_of(rows), stretches_of(read), 0, 1)
    for column, who in ((pairs.left, 0), (pairs.right, 1)):
        told = sorted(column[column >= 0].tolist())
        assert told == [n for n, row in enumerate(rows) if row[1] == who]
    assert (pairs.row() >= 0).all()


@given(marks(), reading())
def test_exchanging_left_and_right_exchanges_the_columns_alone(
    rows: list[Mark], read: list[Stretch]
) -> None:
    passages, told = passages_of(rows), stretches_of(read)
    one, other = compare(passages, told, 0, 1), compare(passages, told, 1, 0)
    swapped = Pairs(other.right, other.left, other.kind)
    for name in Pairs.__slots__:
        assert np.array_equal(getattr(one, name), getattr(swapped, name))


@given(marks(), reading(), st.data())
def test_a_stretch_that_is_not_read_turns_misses_into_not_read_and_nothing_else(
    rows: list[Mark], read: list[Stretch], data: st.DataObject
) -> None:
    dropped = data.draw(st.sets(st.sampled_from(read))) if read else set()
    before = compared(rows, read)
    after = compared(rows, [one for one in read if one not in dropped])
    assert [row[:2] for row in before] == [row[:2] for row in after]
    assert {(a[2], b[2]) for a, b in zip(before, after, strict=True) if a != b} <= {
        (MISSED, NOT_READ)
    }


@given(marks(annotators=1))
def test_annotators_who_mark_alike_have_the_same_everywhere(rows: list[Mark]) -> None:
    once = [row for n, row in enumerate(rows) if row not in rows[:n]]
    both = alike(once)
    assert [kind for _, _, kind in compared(both)] == [SAME] * len(once)


@given(marks(), st.permutations(range(3)))
def test_other_names_of_labels_change_no_pair(rows: list[Mark], names: list[int]) -> None:
    renamed = [(a, who, names[label], s, e) for a, who, label, s, e in rows]
    assert compared(renamed) == compared(rows)


@given(marks(), reading())
def test_articles_do_not_touch_one_another(rows: list[Mark], read: list[Stretch]) -> None:
    alone: Counter[int] = Counter()
    for article in range(3):
        here = [row for row in rows if row[0] == article]
        alone += Counter(kind for _, _, kind in compared(here, read))
    assert Counter(kind for _, _, kind in compared(rows, read)) == alone


def test_what_one_person_marks_twice_answers_once_and_is_no_miss() -> None:
    rows = [(0, 0, PER, 2, 5), (0, 0, PER, 2, 5), (0, 1, PER, 2, 5)]
    assert compared(rows) == [(0, 2, SAME), (1, -1, TWICE)]
    rows = [*rows, (0, 1, PER, 2, 5)]
    assert compared(rows) == [(0, 2, SAME), (1, -1, TWICE), (-1, 3, TWICE)]


def test_the_same_label_goes_before_a_larger_overlap() -> None:
    rows = [(0, 0, PER, 2, 12), (0, 1, ORG, 2, 11), (0, 1, PER, 10, 14)]
    assert compared(rows) == [(0, 2, BOUNDARY), (-1, 1, MISSED)]


def test_the_same_passage_with_another_label_is_a_label() -> None:
    rows = [(0, 0, PER, 2, 5), (0, 1, ORG, 2, 5), (0, 0, LOC, 8, 12), (0, 1, PER, 9, 20)]
    assert compared(rows) == [(0, 1, LABEL), (2, 3, LABEL)]


def test_passages_that_only_touch_do_not_overlap() -> None:
    rows = [(0, 0, PER, 2, 5), (0, 1, PER, 5, 8)]
    assert compared(rows) == [(0, -1, MISSED), (-1, 1, MISSED)]


def test_silence_counts_where_the_other_has_read_and_nowhere_else() -> None:
    rows = [(0, 0, PER, 2, 5), (0, 0, PER, 8, 12), (1, 0, PER, 2, 5)]
    assert compared(rows, [(0, 1, 0, 10)]) == [
        (0, -1, MISSED),
        (1, -1, NOT_READ),
        (2, -1, NOT_READ),
    ]


def test_a_passage_over_two_paragraphs_that_were_read_was_read() -> None:
    rows = [(0, 0, PER, 2, 9)]
    assert compared(rows, [(0, 1, 0, 5), (0, 1, 6, 12)]) == [(0, -1, MISSED)]


def test_without_passages_there_are_no_pairs() -> None:
    assert compared([]) == []
    assert compared([], []) == []


def test_nobody_is_compared_with_themselves() -> None:
    with pytest.raises(ValueError, match="themselves"):
        compare(passages_of([]), stretches_of([]), 1, 1)


def test_a_passage_that_holds_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="row 1 runs from 5 to 5"):
        passages_of([(0, 0, PER, 2, 5), (0, 0, PER, 5, 5)])
    one = np.zeros(1, dtype=np.int64)
    with pytest.raises(ValueError, match="unlike lengths"):
        Passages(one, one, one, one, np.ones(2, dtype=np.int64))


@given(marks(annotators=2, labels=1, most=30))
def test_a_row_is_repeated_where_an_earlier_one_says_the_same(rows: list[Mark]) -> None:
    told = [row in rows[:n] for n, row in enumerate(rows)]
    assert repeated(passages_of(rows)).tolist() == told


@given(reading(annotators=1), marks(annotators=1))
def test_a_passage_is_read_where_both_its_edges_are(read: list[Stretch], rows: list[Mark]) -> None:
    seen = {(a, p) for a, _, s, e in read for p in range(s, e)}
    passages = passages_of(rows)
    told = is_read(stretches_of(read), passages.article, passages.start, passages.end)
    assert told.tolist() == [{(a, s), (a, e - 1)} <= seen for a, _, _, s, e in rows]
