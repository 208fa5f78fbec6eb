"""Krippendorff's alpha_U of 1995: the published figures, and the definition by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_passages import LENGTH, Mark, alike, all_read, marks, passages_of, stretches_of

from annotator.agreement.alpha_u import AlphaU, alpha_u
from annotator.agreement.units import Drawing

NO_DRAWS = Drawing(resamples=0)
# Krippendorff 1995, p. 57: four continua of 24 with the units of two observers each.
PAIRS = {
    "A": ([(2, 8), (14, 6)], [(4, 4), (15, 2)]),
    "B": ([(0, 18)], [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)]),
    "C": ([(2, 6), (10, 2), (14, 4), (20, 2)], [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)]),
    "D": ([(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)], [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)]),
}


def of_pair(name: str, stretch: int) -> AlphaU:
    rows = [
        (0, who, 0, start * stretch, (start + length) * stretch)
        for who, units in enumerate(PAIRS[name])
        for start, length in units
    ]
    read = all_read([0], (0, 1), 24 * stretch)
    return alpha_u(passages_of(rows), read, (0, 1), drawing=NO_DRAWS)


@pytest.mark.parametrize(
    ("name", "observed", "expected", "alpha"),
    [
        ("A", 0.03125, 0.06990, 0.553),
        ("B", 2.26736, 1.17731, -0.926),
        ("C", 0.02777, 0.08642, 0.679),
        ("D", 0.38715, 0.41445, 0.066),
    ],
)
def test_alpha_u_is_that_of_the_examples_of_1995(
    name: str, observed: float, expected: float, alpha: float
) -> None:
    # What is expected differs a little from the paper's, whose formula has a plus for a minus, as
    # the tests of DKPro Statistics say, which allow as much; Krippendorff 2004 has it right.
    found = of_pair(name, 5_000).all
    assert found.observed == pytest.approx(observed, abs=1e-5)
    assert found.expected == pytest.approx(expected, abs=0.005)
    assert found.value == pytest.approx(alpha, abs=0.02)


def test_alpha_u_is_that_of_the_short_continuum_of_1995() -> None:
    # The same paper: the third pair in a continuum of 12.
    rows = [
        (0, who, 0, start // 2, (start + length) // 2)
        for who, units in enumerate(PAIRS["C"])
        for start, length in units
    ]
    found = alpha_u(passages_of(rows), all_read([0], (0, 1), 12), (0, 1), drawing=NO_DRAWS).all
    assert found.observed == pytest.approx(0.02777, abs=1e-5)
    assert found.expected == pytest.approx(0.05494, abs=1e-5)
    assert found.value == pytest.approx(0.494, abs=0.001)


def test_alpha_u_is_that_of_the_example_of_2004() -> None:
    # Krippendorff 2004, Content Analysis, 2nd ed., p. 254: a continuum from 150 to 450.
    c, k = 0, 1
    rows = [
        (0, 0, c, 225, 295), (0, 0, c, 370, 400), (0, 1, c, 220, 300), (0, 1, c, 355, 375),
        (0, 1, c, 400, 420), (0, 0, k, 180, 240), (0, 0, k, 300, 350), (0, 1, k, 180, 240),
        (0, 1, k, 300, 350),
    ]  # fmt: skip
    read = stretches_of((0, who, 150, 450) for who in (0, 1))
    found = alpha_u(passages_of(rows), read, (0, 1), drawing=NO_DRAWS)
    told = [(each.observed, each.expected, each.value) for each in found.by_label.values()]
    assert told[c] == pytest.approx((0.0144, 0.0532, 0.7286), abs=1e-4)
    assert told[k] == pytest.approx((0.0000, 0.0490, 1.0000), abs=1e-4)
    assert found.all.value == pytest.approx(0.8591, abs=5e-4)


def by_hand(rows: list[Mark], people: int) -> float | None:
    """Compute alpha_U of label 0 in three texts from the definition, unit by unit."""
    length, observed, every, gaps = 3 * LENGTH, 0.0, [], []
    for article in range(3):
        mine = [segments(rows, article, who) for who in range(people)]
        every += [end - start for told in mine for start, end, is_unit in told if is_unit]
        gaps += [end - start for told in mine for start, end, is_unit in told if not is_unit]
        for one in range(people):
            for other in range(people):
                if one != other:
                    observed += sum(apart(a, b) for a in mine[one] for b in mine[other])
    n = len(every)
    if not n:
        return None
    expected = 0.0
    for each in every:
        expected += (n - 1) / 3 * (2 * each**3 - 3 * each**2 + each)
        expected += each**2 * sum(gap - each + 1 for gap in gaps if gap >= each)
    ways = people * length * (people * length - 1) - sum(each * (each - 1) for each in every)
    expected *= 2 / length / ways
    observed /= people * (people - 1) * length**2
    return 1 - observed / expected if expected else None


def segments(rows: list[Mark], article: int, who: int) -> list[tuple[int, int, bool]]:
    """Tell the units and gaps of an annotator; units that overlap are one."""
    units: list[list[int]] = []
    for start, end in sorted((s, e) for a, w, _, s, e in rows if (a, w) == (article, who)):
        if units and start < units[-1][1]:
            units[-1][1] = max(end, units[-1][1])
        else:
            units.append([start, end])
    told, at = [], 0
    for start, end in units:
        told += [(at, start, False), (start, end, True)]
        at = end
    return [each for each in [*told, (at, LENGTH, False)] if each[0] < each[1]]


def apart(one: tuple[int, int, bool], other: tuple[int, int, bool]) -> int:
    if one[2] and other[2]:
        meet = one[0] < other[1] and other[0] < one[1]
        return meet * ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2)
    unit, gap = (one, other) if one[2] else (other, one)
    inside = unit[2] and not gap[2] and gap[0] <= unit[0] and unit[1] <= gap[1]
    return inside * (unit[1] - unit[0]) ** 2


@given(marks(annotators=3, labels=1), st.sampled_from([2, 3]))
def test_alpha_u_is_that_of_the_definition(rows: list[Mark], people: int) -> None:
    told = [row for row in rows if row[1] < people]
    read = all_read(range(3), range(people))
    found = alpha_u(passages_of(told), read, range(people), drawing=NO_DRAWS).all
    by_definition = by_hand(told, people)
    assert found.value == (by_definition and pytest.approx(by_definition, abs=1e-9))


@given(marks(annotators=1).filter(bool))
def test_annotators_who_mark_alike_have_one(rows: list[Mark]) -> None:
    read = all_read(range(3), (0, 1))
    found = alpha_u(passages_of(alike(rows)), read, (0, 1), drawing=NO_DRAWS)
    assert found.all.value == 1


@given(marks(), st.permutations(range(3)))
def test_names_of_annotators_labels_and_articles_change_nothing(
    rows: list[Mark], names: list[int]
) -> None:
    renamed = [(names[a], 1 - who, names[label], s, e) for a, who, label, s, e in rows]
    read = all_read(range(3), (0, 1))
    one, other = (
        alpha_u(passages_of(each), read, (0, 1), drawing=NO_DRAWS).all for each in (rows, renamed)
    )
    assert one.value == (other.value and pytest.approx(other.value))


def test_text_that_one_has_not_read_is_left_out() -> None:
    rows = [(0, 0, 0, 2, 5), (0, 1, 0, 2, 5), (1, 0, 0, 2, 5), (1, 1, 0, 3, 9)]
    read = stretches_of(
        [(0, w, 0, LENGTH) for w in (0, 1, 2)] + [(1, w, 0, LENGTH) for w in (0, 1)]
    )
    found = alpha_u(passages_of(rows), read, (0, 1, 2), drawing=NO_DRAWS).all
    assert (found.n_units, found.n_excluded) == (2, 2)
    assert found.note == "Left out: 2 passages where not all have read."


def test_undefined_says_why() -> None:
    nothing = alpha_u(passages_of([]), all_read([0], (0, 1)), (0, 1), drawing=NO_DRAWS).all
    assert nothing.note == "Undefined: nothing was marked where all have read."
    alone = alpha_u(passages_of([]), all_read([0], [0]), (0, 1), drawing=NO_DRAWS).all
    assert alone.note == "No overlap: no text was read by all."


def test_there_is_an_interval_over_articles() -> None:
    rows = [(a, who, 0, 3 + (a * who) % 4, 9) for a in range(40) for who in (0, 1) if (a + who) % 7]
    found = alpha_u(passages_of(rows), all_read(range(40), (0, 1)), (0, 1)).all
    assert found.value is not None
    assert found.interval is not None
    assert found.interval.low < found.value < found.interval.high
