"""Capture histories: each passage once, whoever found it, and only where all have read."""

from __future__ import annotations

from hypothesis import given, settings
from made_passages import all_read, marks, passages_of, stretches_of

from annotator.agreement.histories import histories

PER, ORG = range(2)


def test_a_passage_is_one_whoever_found_it_with_whatever_boundary_and_label() -> None:
    made = passages_of([
        (0, 0, PER, 0, 5), (0, 1, PER, 0, 5), (0, 2, PER, 0, 7),
        (0, 0, PER, 20, 25), (0, 2, ORG, 20, 25),
        (0, 1, ORG, 40, 45),
    ])  # fmt: skip
    found = histories(made, all_read((0,), (0, 1, 2), 100), (0, 1, 2), 2)
    assert found.found.tolist() == [
        [True, True, True],
        [True, False, True],
        [False, True, False],
    ]
    # The second got two labels and counts under each of them.
    assert found.labelled.tolist() == [[True, False], [True, True], [False, True]]
    assert found.by_all.all()


def test_readers_stand_in_the_order_in_which_they_were_named() -> None:
    made = passages_of([(0, 0, PER, 0, 5), (0, 2, PER, 10, 15), (0, 2, PER, 0, 5)])
    assert histories(made, all_read((0,), (0, 1, 2), 100), (2, 0), 1).found.tolist() == [
        [True, True],
        [True, False],
    ]


def test_it_is_told_who_has_read_where_a_passage_is() -> None:
    made = passages_of(
        [(0, 0, PER, 0, 5), (0, 1, PER, 0, 5), (0, 0, PER, 60, 65), (0, 0, PER, 48, 52)]
    )
    read = stretches_of([(0, 0, 0, 100), (0, 1, 0, 50)])
    found = histories(made, read, (0, 1), 1)
    assert found.found.tolist() == [[True, True], [True, False], [True, False]]
    assert found.read.tolist() == [[True, True], [True, False], [True, False]]
    assert found.by_all.tolist() == [True, False, False]


def test_nobody_finds_one_passage_twice_by_way_of_a_third() -> None:
    # 1 overlaps both passages of 0 and answers the larger part of them; 2 lies over all.
    made = passages_of([
        (0, 0, PER, 0, 10), (0, 0, PER, 12, 16), (0, 1, PER, 2, 16), (0, 2, PER, 0, 16)
    ])  # fmt: skip
    found = histories(made, all_read((0,), (0, 1, 2), 100), (0, 1, 2), 1)
    assert sorted(found.found.tolist()) == [[True, False, False], [True, True, True]]


def test_nothing_marked_gives_no_histories() -> None:
    found = histories(passages_of([]), all_read((0,), (0, 1), 100), (0, 1), 3)
    assert found.found.shape == (0, 2)
    assert found.labelled.shape == (0, 3)


@settings(max_examples=60)
@given(marks(annotators=3))
def test_each_reader_finds_as_many_passages_as_they_marked(rows) -> None:
    found = histories(passages_of(rows), all_read(range(3), (0, 1, 2)), (0, 1, 2), 3)
    # One passage of a reader with two labels was found once.
    marked = {(article, who, start, end) for article, who, _, start, end in rows}
    assert found.found.sum(axis=0).tolist() == [
        sum(row[1] == who for row in marked) for who in range(3)
    ]
    assert found.found.any(axis=1).all()
    assert found.labelled.any(axis=1).all()
