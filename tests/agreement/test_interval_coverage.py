"""Intervals hold the true value as often as they say, of annotators with known agreement."""

from __future__ import annotations

import pytest

from benchmarks.coefficients import Team, coverage, true_values


def test_the_agreement_of_simulated_annotators_is_known() -> None:
    # Both know the truth in .8 of cases and else guess by the shares: chance alone agrees in
    # .85² + .15² = .745, so that agreement is .64 + .36 * .745, and kappa .64.
    known = true_values(Team((0.85, 0.15), annotators=2, missing=0.0))
    assert known["percent_agreement"] == pytest.approx(0.64 + 0.36 * 0.745)
    for name in ("cohen_kappa", "scott_pi", "fleiss_kappa", "krippendorff_alpha"):
        assert known[name] == pytest.approx(0.64, abs=1e-6)


def test_intervals_of_95_percent_hold_the_truth_in_93_to_97_percent_of_cases() -> None:
    team = Team((0.6, 0.4), annotators=2, missing=0.0)
    held, none = coverage(team, articles=80, times=800, names=("krippendorff_alpha",))
    assert none["krippendorff_alpha"] == 0
    assert 0.93 <= held["krippendorff_alpha"] <= 0.97
