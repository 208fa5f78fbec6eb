"""Quantiles of the normal distribution are those of the standard library."""

from __future__ import annotations

import doctest
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement import normal


@given(st.floats(1e-9, 1 - 1e-9))
def test_quantiles_are_those_of_the_standard_library(share: float) -> None:
    assert normal.quantile(share) == pytest.approx(NormalDist().inv_cdf(share), abs=1e-6, rel=1e-9)
    assert normal.cumulative(normal.quantile(share)) == pytest.approx(share, rel=1e-6)


def test_the_example_holds_and_what_is_no_share_is_refused() -> None:
    assert doctest.testmod(normal).failed == 0
    with pytest.raises(ValueError, match="between 0 and 1"):
        normal.quantile(1.0)
