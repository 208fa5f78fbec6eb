"""Sums over articles in each resample, some resamples at a time."""

from __future__ import annotations

import numpy as np

from annotator.agreement import bootstrap
from annotator.agreement.totals import totals
from annotator.agreement.units import Drawing


def test_sums_in_resamples_are_those_of_the_counts_of_the_bootstrap() -> None:
    table = np.random.default_rng(3).normal(size=(40, 2, 3))
    whole, drawn = totals(table, Drawing(seed=5, resamples=37))
    often = bootstrap.counts(40, seed=5, resamples=37)
    assert np.allclose(whole, table.sum(axis=0))
    assert np.allclose(drawn, np.tensordot(often, table, axes=1))


def test_without_articles_or_resamples_there_is_nothing_to_sum() -> None:
    whole, drawn = totals(np.zeros((0, 2)), Drawing(resamples=3))
    assert whole.tolist() == [0, 0]
    assert drawn.tolist() == [[0, 0]] * 3
    assert totals(np.ones((4, 2)), Drawing(resamples=0))[1].shape == (0, 2)
