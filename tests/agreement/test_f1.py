"""Precision, recall and F1 between annotators, against a count by hand."""

from __future__ import annotations

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

from annotator.agreement import bootstrap, f1
from annotator.agreement.passages import Stretches
from annotator.agreement.units import Drawing

NO_DRAWS = Drawing(resamples=0)
PER, ORG, LOC = range(3)
READ = all_read(range(3), range(3))


def counted(rows: list[Mark], read: Stretches = READ, left: int = 0, right: int = 1) -> f1.Counts:
    return f1.count(passages_of(rows), read, left, right)


def values(scores: f1.Scores) -> list[float | None]:
    return [scores.precision.value, scores.recall.value, scores.f1.value]


def test_scores_are_those_of_a_count_by_hand() -> None:
    rows = [
        (0, 0, PER, 0, 3), (0, 1, PER, 0, 3),  # the same
        (0, 0, ORG, 5, 9), (0, 1, ORG, 5, 8),  # a boundary
        (1, 0, PER, 0, 3), (1, 1, LOC, 0, 3),  # a label
        (1, 0, LOC, 8, 9),  # missed by the right
    ]  # fmt: skip
    counts = counted(rows)
    assert values(f1.scores(counts, "exact", drawing=NO_DRAWS)) == [1 / 3, 1 / 4, 2 / 7]
    assert values(f1.scores(counts, "partial", drawing=NO_DRAWS)) == [1.5 / 3, 1.5 / 4, 3 / 7]
    assert values(f1.scores(counts, "blind", drawing=NO_DRAWS)) == [2 / 3, 2 / 4, 4 / 7]
    labels = f1.by_label(counts, "partial", drawing=NO_DRAWS)
    assert values(labels[PER]) == [1, 1 / 2, 2 / 3]
    assert values(labels[ORG]) == [0.5, 0.5, 0.5]
    assert values(labels[LOC]) == [0, 0, 0]


def plain(rows: list[Mark], read: list[Stretch]) -> float | None:
    """Exact F1 by sets, which hold a passage marked twice once."""
    seen = {(a, who, p) for a, who, s, e in read for p in range(s, e)}
    of = [{row[:1] + row[2:] for row in rows if row[1] == who} for who in (0, 1)]
    shared = of[0] & of[1]
    total = 2 * len(shared)
    taken = [sorted(of[who] - shared) for who in (0, 1)]
    for who in (0, 1):
        for a, _, s, e in taken[who]:
            other = taken[1 - who]
            overlaps = any(o[0] == a and o[2] < e and s < o[3] for o in other)
            if overlaps or {(a, 1 - who, s), (a, 1 - who, e - 1)} <= seen:
                total += 1
    return 2 * len(shared) / total if total else None


@given(marks(most=6), reading())
def test_exact_f1_is_that_of_sets_of_passages(rows: list[Mark], read: list[Stretch]) -> None:
    # Where passages compete for a partner, sets do not say who is left over: those are skipped.
    both = [row for row in rows if sum(r[0] == row[0] for r in rows) <= 2]
    found = f1.scores(counted(both, stretches_of(read)), drawing=NO_DRAWS).f1.value
    assert found == pytest.approx(plain(both, read))


@given(marks(), reading(), st.sampled_from(f1.VIEWS))
def test_exchanging_annotators_exchanges_precision_and_recall(
    rows: list[Mark], read: list[Stretch], view: str
) -> None:
    one = f1.scores(counted(rows, stretches_of(read)), view, drawing=NO_DRAWS)
    other = f1.scores(counted(rows, stretches_of(read), 1, 0), view, drawing=NO_DRAWS)
    assert values(one) == [other.recall.value, other.precision.value, other.f1.value]


@given(marks(), st.permutations(range(3)), st.permutations(range(3)), st.sampled_from(f1.VIEWS))
def test_names_of_labels_and_the_order_of_articles_change_nothing(
    rows: list[Mark], labels: list[int], articles: list[int], view: str
) -> None:
    renamed = [(articles[a], who, labels[label], s, e) for a, who, label, s, e in rows]
    there = f1.scores(counted(renamed), view, drawing=NO_DRAWS)
    assert values(there) == values(f1.scores(counted(rows), view, drawing=NO_DRAWS))


@given(marks(annotators=1).filter(bool), st.sampled_from(f1.VIEWS))
def test_annotators_who_mark_alike_have_one(rows: list[Mark], view: str) -> None:
    assert values(f1.scores(counted(alike(rows)), view, drawing=NO_DRAWS)) == [1, 1, 1]


@given(marks(), reading(), st.sampled_from(f1.VIEWS))
def test_a_corpus_that_is_there_twice_has_the_same_scores(
    rows: list[Mark], read: list[Stretch], view: str
) -> None:
    twice = rows + further_on(rows, 3)
    read_twice = read + [(a + 3, who, s, e) for a, who, s, e in read]
    one = f1.scores(counted(rows, stretches_of(read)), view, drawing=NO_DRAWS)
    two = f1.scores(counted(twice, stretches_of(read_twice)), view, drawing=NO_DRAWS)
    assert values(one) == values(two)
    assert two.f1.n_units == 2 * one.f1.n_units


@given(marks(), reading(), st.data())
def test_what_is_not_read_lowers_nothing(
    rows: list[Mark], read: list[Stretch], data: st.DataObject
) -> None:
    dropped = data.draw(st.sets(st.sampled_from(read))) if read else set()
    fewer = stretches_of(one for one in read if one not in dropped)
    before = f1.scores(counted(rows, stretches_of(read)), drawing=NO_DRAWS).f1.value
    after = f1.scores(counted(rows, fewer), drawing=NO_DRAWS).f1.value
    assert after is None or before is None or after >= before


def test_what_was_left_out_is_told() -> None:
    rows = [(0, 0, PER, 0, 3), (0, 0, PER, 0, 3), (0, 1, PER, 0, 3), (1, 0, PER, 0, 3)]
    found = f1.scores(counted(rows, all_read([0], [0, 1]))).f1
    assert (found.value, found.n_units, found.n_annotators, found.n_excluded) == (1, 2, 2, 2)
    assert found.note == (
        f"{bootstrap.why_none(1)} Left out: 1 passage where the other has not read. "
        "Left out: 1 passage that one person marked twice."
    )


def test_undefined_says_why() -> None:
    apart = stretches_of([(0, 0, 0, LENGTH), (1, 1, 0, LENGTH)])
    rows = [(0, 0, PER, 0, 3), (1, 1, PER, 0, 3)]
    found = f1.scores(counted(rows, apart)).f1
    assert found.value is None
    assert found.note.startswith("No overlap: no article was read by both.")
    nothing = f1.scores(counted([])).f1
    assert (nothing.value, nothing.observed) == (None, None)
    assert nothing.note == "Undefined: nothing was marked where both have read."
    one_sided = f1.scores(counted([(0, 0, PER, 0, 3)]), drawing=NO_DRAWS)
    assert values(one_sided) == [None, 0, 0]


def test_a_view_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="choose from exact, partial, blind"):
        f1.scores(counted([]), "loose")
    with pytest.raises(ValueError, match="score of a label"):
        f1.by_label(counted([]), "blind")


def simulated(articles: int, seed: int) -> list[Mark]:
    """Make up two annotators: both mark a true passage with .8 each, so that F1 is .8."""
    chance = np.random.default_rng(seed)
    rows = []
    for article in range(articles):
        for place in range(int(chance.poisson(4))):
            has = chance.random(2) < 0.8
            rows += [(article, who, PER, 5 * place, 5 * place + 4) for who in (0, 1) if has[who]]
    return rows


def test_intervals_hold_the_true_value_as_often_as_they_say() -> None:
    # 2 x .64 / (.8 + .8) = .8. 300 intervals: 95 % of them give or take 3.8 at 3 s.d.
    held = 0
    for seed in range(300):
        counts = counted(simulated(60, seed), all_read(range(60), (0, 1), 200))
        found = f1.scores(counts, drawing=Drawing(resamples=400, seed=seed)).f1.interval
        assert found is not None
        held += found.low <= 0.8 <= found.high
    assert 0.93 * 300 - 11 <= held <= 0.97 * 300 + 11


def test_without_a_disagreement_there_is_no_interval_and_a_bound() -> None:
    rows = [(a, who, PER, 0, 3) for a in range(40) for who in (0, 1)]
    found = f1.scores(counted(rows, all_read(range(40), (0, 1)))).f1
    assert (found.value, found.interval) == (1, None)
    assert found.note.startswith("No disagreement anywhere")


@given(marks(annotators=3), st.sampled_from(f1.VIEWS))
def test_pooled_scores_are_of_all_counts_together_and_the_mean(rows: list[Mark], view: str) -> None:
    pairs = [counted(rows, READ, a, b) for a, b in ((0, 1), (0, 2), (1, 2))]
    micro, mean = f1.pooled(pairs, view, drawing=NO_DRAWS)
    each = [f1.scores(pair, view, drawing=NO_DRAWS).f1 for pair in pairs]
    known = [one for one in each if one.value is not None]
    if not known:
        assert micro.value is mean.value is None
        return
    assert mean.value == pytest.approx(sum(one.value or 0 for one in known) / len(known))
    weights = [one.n_units for one in known]
    weighted = sum(n * (one.value or 0) for n, one in zip(weights, known, strict=True))
    assert micro.value == pytest.approx(weighted / sum(weights))
    assert ("have nothing to compare" in mean.note) == (len(known) < 3)
    assert micro.n_annotators == mean.n_annotators == 3


def test_an_article_that_only_one_pair_has_read_counts_for_that_pair() -> None:
    rows = [(0, 0, PER, 0, 3), (0, 1, PER, 0, 3), (5, 0, PER, 0, 3), (5, 2, ORG, 0, 3)]
    read = stretches_of([(0, 0, 0, 9), (0, 1, 0, 9), (5, 0, 0, 9), (5, 2, 0, 9)])
    micro, mean = f1.pooled([counted(rows, read, 0, 1), counted(rows, read, 0, 2)])
    assert (micro.value, mean.value, micro.n_units) == (0.5, 0.5, 4)


def test_without_pairs_nothing_is_known() -> None:
    micro, mean = f1.pooled([])
    assert micro.value is mean.value is None
