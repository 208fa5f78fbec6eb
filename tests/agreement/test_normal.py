"""The normal distribution is that of the standard library."""

from __future__ import annotations

from statistics import NormalDist

import pytest

from annotator.agreement import normal


@pytest.mark.parametrize("share", [1e-9, 0.001, 0.025, 0.5, 0.8, 0.975, 0.995, 1 - 1e-9])
def test_quantiles_and_shares_are_those_of_the_standard_library(share: float) -> None:
    assert normal.quantile(share) == pytest.approx(NormalDist().inv_cdf(share), abs=1e-6)
    assert normal.cdf(normal.quantile(share)) == pytest.approx(share, rel=1e-6)


@pytest.mark.parametrize("share", [0, 1, -1, 2])
def test_no_value_has_all_or_nothing_below_it(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        normal.quantile(share)
