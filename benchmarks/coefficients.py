"""What coefficients of agreement on labels of articles take, and how often intervals are right.

`coefficients:50,100` simulates that many articles alone.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement.coefficients import COEFFICIENTS
from annotator.agreement.moments import Moments
from annotator.agreement.ratings import MISSING, Ratings
from annotator.agreement.units import Drawing, measure_all
from annotator.agreement.weights import identity
from benchmarks.timing import seconds

_ANNOTATORS, _UNITS, _LABELS = 10, 10_000, 5
_KNOWS = 0.8
_SIMULATED = 3_000
_SHOWN = (
    "percent_agreement", "cohen_kappa", "fleiss_kappa", "conger_kappa", "gwet_ac",
    "krippendorff_alpha", "alpha_ordinal",
)  # fmt: skip


@dataclass(frozen=True)
class Team:
    """Simulated annotators: the shares of the labels, how many there are, how much is missing."""

    shares: tuple[float, ...]
    annotators: int
    missing: float

    def ratings(self, chance: np.random.Generator, articles: int) -> Ratings:
        """Return ratings of annotators who know the true label, or else guess by its share."""
        size = (self.annotators, articles)
        truth = chance.choice(len(self.shares), articles, p=self.shares)
        guess = chance.choice(len(self.shares), size, p=self.shares)
        values = np.where(chance.random(size) < _KNOWS, truth, guess)
        values = np.where(chance.random(size) < self.missing, MISSING, values)
        return Ratings(values, np.arange(1.0, len(self.shares) + 1))


_TEAMS = (
    Team((0.5, 0.5), 2, 0.0),
    Team((0.85, 0.15), 2, 0.0),
    Team((0.6, 0.3, 0.1), 3, 0.2),
)


def main(*sizes: int) -> None:
    """Print seconds beside a baseline, and the coverage of intervals by number of articles."""
    _times()
    _coverage(sizes or (50, 100, 300))


def _times() -> None:
    team = Team((1 / _LABELS,) * _LABELS, _ANNOTATORS, 0.1)
    ratings = team.ratings(np.random.default_rng(1), _UNITS)
    plain = seconds(lambda: np.sort(ratings.values, axis=0))
    points = seconds(lambda: measure_all(ratings, drawing=Drawing(resamples=0)))
    whole = seconds(lambda: measure_all(ratings))
    print(f"{_ANNOTATORS} annotators x {_UNITS:,} articles, {_LABELS} labels, 10 % missing")
    print(f"sorting the ratings of each article  {plain:.4f} s")
    print(f"all coefficients                     {points:.3f} s  ratio {points / plain:.0f}")
    print(f"with intervals, 1,000 resamples      {whole:.3f} s  ratio {whole / plain:.0f}  "
          "budget 1 s")  # fmt: skip


def _coverage(sizes: Sequence[int]) -> None:
    print(f"\nhow often intervals of 95 % hold the true value, in % of {_SIMULATED:,}; "
          "in brackets the % without an interval, -: most")  # fmt: skip
    print("shares, annotators, missing  articles  " + "  ".join(_SHOWN))
    for team in _TEAMS:
        told = f"{' '.join(map(str, team.shares))}, {team.annotators}, {team.missing}"
        for articles in sizes:
            held, none = coverage(team, articles, _SIMULATED, _SHOWN)
            cells = [
                f"{100 * held[name]:.1f} ({100 * none[name]:.0f})" if none[name] < 0.5 else "-"
                for name in _SHOWN
            ]
            padded = [f"{cell:>{len(name)}}" for cell, name in zip(cells, _SHOWN, strict=True)]
            print(f"{told:27}  {articles:8}  " + "  ".join(padded), flush=True)


def coverage(
    team: Team, articles: int, times: int, names: Sequence[str]
) -> tuple[dict[str, float], dict[str, float]]:
    """Return how often the interval holds the truth, and how often there is none, by name."""
    truth = true_values(team)
    held: Counter[str] = Counter()
    none: Counter[str] = Counter()
    chance = np.random.default_rng(articles)
    for round_ in range(times):
        found = measure_all(team.ratings(chance, articles), names, drawing=Drawing(seed=round_))
        for name in names:
            interval = found[name].interval
            none[name] += interval is None
            held[name] += interval is not None and interval.low <= truth[name] <= interval.high
    return (
        {name: held[name] / max(1, times - none[name]) for name in names},
        {name: none[name] / times for name in names},
    )


def true_values(team: Team) -> dict[str, float]:
    """Return the coefficients of endlessly many articles: each pattern weighs its probability."""
    q, shares = len(team.shares), np.array(team.shares)
    patterns = np.array(list(itertools.product(range(q), repeat=team.annotators))).T
    likely = np.zeros(patterns.shape[1])
    for truth in range(q):
        each = _KNOWS * (patterns == truth) + (1 - _KNOWS) * shares[patterns]
        likely += shares[truth] * each.prod(axis=0)
    ratings = Ratings(patterns, np.arange(1.0, q + 1))
    moments = Moments(ratings, 1e9 * likely[None])
    return {
        name: float(coefficient.measure(moments, identity(ratings.scale))[0][1])
        for name, coefficient in COEFFICIENTS.items()
        if team.annotators == 2 or not coefficient.takes_two
    }
