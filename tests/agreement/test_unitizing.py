"""Krippendorff's alphas for unitising: published and other figures, and the definition by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_passages import (
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

from annotator.agreement.passages import Stretches
from annotator.agreement.unitizing import Unitizing, unitizing
from annotator.agreement.units import Drawing

NO_DRAWS = Drawing(resamples=0)
READ = all_read(range(3), range(3))
ONE, TWO = 1, 2


def family(
    rows: list[Mark], read: Stretches = READ, annotators: tuple[int, ...] = (0, 1, 2)
) -> Unitizing:
    return unitizing(passages_of(rows), read, annotators, drawing=NO_DRAWS)


def values(found: Unitizing) -> list[float | None]:
    return [found.u.value, found.bar.value, found.cu.value] + [
        each.value for _, each in sorted(found.by_label.items())
    ]


def test_units_of_one_code_point_without_gaps_have_the_alpha_of_ratings() -> None:
    # The table of Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, p. 8: four
    # observers, twelve units, what is missing was not read; nominal alpha is .743 there.
    table = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
    rows, read = [], []
    for who, line in enumerate(table):
        for at, sign in enumerate(line):
            if sign != ".":
                rows.append((0, who, int(sign), at, at + 1))
                read.append((0, who, at, at + 1))
    found = family(rows, stretches_of(read), (0, 1, 2, 3))
    assert found.u.value == pytest.approx(0.743421052632)
    assert found.cu.value == pytest.approx(0.743421052632)
    assert found.bar.value is None
    assert found.bar.note == (
        "Undefined: nothing was marked, or everything. "
        "Left out: 1 passage where nobody else has read."
    )


Points = dict[tuple[int, int], dict[int, tuple[int, int]]]  # at: by whom: value and row


def points_of(rows: list[Mark], read: list[Stretch]) -> Points:
    """Tell for each code point that two have read what each has there, the shortest on top."""
    points: Points = defaultdict(dict)
    for a, who, s, e in read:
        for p in range(s, e):
            points[a, p][who] = (0, -1)
    for n in sorted(range(len(rows)), key=lambda n: (rows[n][3] - rows[n][4], -rows[n][3], -n)):
        a, who, label, s, e = rows[n]
        for p in range(s, e):
            points[a, p][who] = (label + 1, n)
    return {at: there for at, there in points.items() if len(there) > 1}


def runs_of(points: Points, who: int) -> list[list[tuple[int, int]]]:
    """Tell the code points of each unit and gap of an annotator."""
    theirs = sorted(at for at, there in points.items() if who in there)
    runs: list[list[tuple[int, int]]] = []
    for a, p in theirs:
        before = points.get((a, p - 1), {})
        goes_on = before.get(who) == points[a, p][who] and before.keys() == points[a, p].keys()
        if goes_on:
            runs[-1].append((a, p))
        else:
            runs.append([(a, p)])
    return runs


def by_code_points(rows: list[Mark], read: list[Stretch]) -> list[float | None]:
    """Compute the family from the coincidences of single code points, by the definition."""
    points = points_of(rows, read)
    met: dict[tuple[int, int], float] = defaultdict(float)
    for there in points.values():
        for (one, _), (other, _) in permutations(there.values(), 2):
            met[one, other] += 1 / (len(there) - 1)
    own: dict[int, float] = defaultdict(float)
    own_marked: dict[int, float] = defaultdict(float)
    for who, run in [(one, run) for one in range(3) for run in runs_of(points, one)]:
        value, others = points[run[0]][who][0], points[run[0]].keys() - {who}
        own[value] += len(run) ** 2 if value else len(run)
        shared = [sum(points[at][other][0] > 0 for at in run) for other in others]
        own_marked[value] += sum(n**2 for n in shared) / len(others)
    labels = sorted({row[2] + 1 for row in rows})
    every, marked = expected_of(met, own, [0, *labels]), expected_of(met, own_marked, labels)
    return [
        alpha(met, every, [0, *labels], lambda c, k: c != k),
        alpha(met, every, [0, *labels], lambda c, k: (c == 0) != (k == 0)),
        alpha(met, marked, labels, lambda c, k: c != k),
        *(of_label(met, marked, labels, label) for label in labels),
    ]


def of_label(met: dict, expected: dict, labels: list[int], label: int) -> float | None:
    value = alpha(met, expected, labels, lambda c, k: c != k == label)
    down = sum(met[c, label] for c in labels)
    if value is None or not down:
        return None
    return 1 - sum(expected[c, label] for c in labels) / down * (1 - value)


def expected_of(met: dict, own: dict, values: list[int]) -> dict:
    """Return the expected coincidences: all with all, but no unit with itself."""
    of = {c: sum(met[c, k] for k in values) for c in values}
    n = sum(of.values())
    room = n - sum(own[c] for c in values) / n if n else 0
    return {
        (c, k): (of[c] * of[k] - own[c] * (c == k)) / room if room > 1e-9 else 0
        for c in values
        for k in values
    }


def alpha(
    met: dict, expected: dict, values: list[int], apart: Callable[[int, int], bool]
) -> float | None:
    observed = sum(met[c, k] for c in values for k in values if apart(c, k))
    chance = sum(expected[c, k] for c in values for k in values if apart(c, k))
    return 1 - observed / chance if chance > 1e-9 else None


def near(found: list[float | None]) -> list[object]:
    return [None if each is None else pytest.approx(each, abs=1e-9) for each in found]


@given(marks(annotators=3), reading(annotators=3))
def test_the_family_is_that_of_the_coincidences_of_code_points(
    rows: list[Mark], read: list[Stretch]
) -> None:
    assert values(family(rows, stretches_of(read))) == near(by_code_points(rows, read))


@given(marks(annotators=2, articles=1), st.permutations(range(3)), st.permutations(range(3)))
def test_names_of_annotators_labels_and_articles_change_nothing(
    rows: list[Mark], people: list[int], labels: list[int]
) -> None:
    renamed = [(4 - a, people[who], labels[label], s, e) for a, who, label, s, e in rows]
    there = family(renamed, all_read(range(5), range(3)))
    here = family(rows, all_read(range(5), range(3)))
    of_label = {labels[label]: each for label, each in here.by_label.items()}
    assert values(there)[:3] == near(values(here)[:3])
    assert values(there)[3:] == near([of_label[label].value for label in sorted(of_label)])


@given(marks(annotators=1, labels=2).filter(bool))
def test_annotators_who_mark_alike_have_one(rows: list[Mark]) -> None:
    found = family(alike(rows), all_read(range(3), (0, 1)))
    assert found.u.value in (None, pytest.approx(1))
    assert found.bar.value in (None, pytest.approx(1))
    assert found.cu.value in (None, pytest.approx(1))


@given(marks(), reading())
def test_a_corpus_that_is_there_often_has_nearly_the_same_u(
    rows: list[Mark], read: list[Stretch]
) -> None:
    # Not just the same: what is expected is drawn without putting back, and of more text is a
    # little nearer to what comes of drawing with it. The observed disagreement is the same.
    often = [row for n in range(50) for row in further_on(rows, 3 * n)]
    read_often = [(a + 3 * n, who, s, e) for n in range(50) for a, who, s, e in read]
    one, fifty = family(rows, stretches_of(read)), family(often, stretches_of(read_often))
    assert near([one.u.observed, one.bar.observed, one.cu.observed]) in (
        [fifty.u.observed, fifty.bar.observed, fifty.cu.observed],
        [None if each.value is None else each.observed for each in (one.u, one.bar, one.cu)],
    )


def test_a_passage_over_another_of_the_same_annotator_is_cut_and_told() -> None:
    rows = [(0, 0, 0, 0, 10), (0, 0, 1, 4, 6), (0, 1, 0, 0, 10), (0, 1, 1, 4, 6)]
    found = family(rows, all_read([0], (0, 1)))
    assert found.u.value == pytest.approx(1)
    assert "2 passages lie under shorter ones" in found.u.note
    assert found.u.n_units == 4


def test_what_is_undefined_says_why() -> None:
    nothing = family([])
    assert nothing.u.value is None
    assert nothing.u.note == "Undefined: nothing was marked, or all of it with one label."
    alone = family([(0, 0, 0, 0, 3)], all_read([0], [0]))
    assert alone.u.note.startswith("No overlap: no text was read by two annotators.")
    one_label = family([(0, 0, 0, 0, 3), (0, 1, 0, 0, 3)], all_read([0], (0, 1)))
    assert one_label.cu.value is None
    assert one_label.cu.note == "Undefined: where two have marked something, there is one label."
    assert one_label.u.value == pytest.approx(1)
    assert one_label.paired == {0: 1}


def test_intervals_hold_the_value_of_the_whole_as_often_as_they_say() -> None:
    chance = np.random.default_rng(5)

    def corpus(articles: int) -> list[Mark]:
        rows = []
        for a in range(articles):
            for at in range(0, 40, 10):
                for who in (0, 1):
                    if chance.random() < 0.8:
                        label = int(chance.random() < 0.2)
                        rows.append((a, who, label, at, at + int(chance.integers(3, 6))))
        return rows

    whole = family(corpus(4_000), all_read(range(4_000), (0, 1), 40)).u.value
    assert whole is not None
    held = 0
    for seed in range(150):
        found = unitizing(
            passages_of(corpus(60)), all_read(range(60), (0, 1), 40), (0, 1),
            drawing=Drawing(resamples=300, seed=seed),
        ).u.interval  # fmt: skip
        assert found is not None
        held += found.low <= whole <= found.high
    assert held >= 0.95 * 150 - 8  # three standard deviations
