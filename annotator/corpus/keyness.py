"""What tells one set of articles from another: by words, names or labels.

Two figures stand side by side, as they answer two questions. The log-odds ratio with an informative
Dirichlet prior says which words a set uses more than the other, beyond what chance would give:
rare words are drawn to what both sets say together. The log-likelihood ratio G2 says how unlikely
it is that both use a word alike, as corpus linguistics has it.

References
----------
B. L. Monroe, M. P. Colaresi and K. M. Quinn (2008). Fightin' Words: Lexical Feature Selection and
Evaluation for Identifying the Content of Political Conflict. Political Analysis 16(4), 372-403.
T. Dunning (1993). Accurate Methods for the Statistics of Surprise and Coincidence. Computational
Linguistics 19(1), 61-74.
P. Rayson and R. Garside (2000). Comparing Corpora using Frequency Profiling. Proceedings of the
Workshop on Comparing Corpora, 1-6.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

STRENGTH = 500.0  # words that the prior stands for: so many are drawn from both sets together


def prior(left: IntArray, right: IntArray, strength: float = STRENGTH) -> FloatArray:
    """Return the prior count of each word: as both sets together have it, `strength` in all.

    Parameters
    ----------
    left, right : (V,) int
        How often each of V words stands in either set.
    strength : float
        The sum of the prior counts, alpha_0.

    Returns
    -------
    (V,) float
        alpha_w, above 0 for every word that occurs.
    """
    both = (left + right).astype(np.float64)
    return strength * both / both.sum() if both.sum() else both


def log_odds(left: IntArray, right: IntArray, alpha: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the log-odds ratio of each word with a Dirichlet prior, and its z-score.

    Equations 16 (the ratio), 20 (its variance) and 22 (the z-score) of Monroe et al. Above 0: the
    left set has more of it. Exchanging the sets changes the sign and nothing else.

    Parameters
    ----------
    left, right : (V,) int
        How often each word stands in either set.
    alpha : (V,) float
        The prior count of each word, above 0.

    Returns
    -------
    tuple of (V,) float
        delta and zeta. Where a set has no word but this one, the odds of it have no bound but
        that of the prior; with one word alone (V = 1) they have none at all, and both are nan.
    """
    total = alpha.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = _log_odds_of(left, alpha, total) - _log_odds_of(right, alpha, total)
        spread = np.sqrt(1 / (left + alpha) + 1 / (right + alpha))
        zeta = delta / spread
    undefined = ~np.isfinite(delta)
    delta[undefined] = np.nan
    zeta[undefined] = np.nan
    return delta, zeta


def _log_odds_of(counts: IntArray, alpha: FloatArray, total: float) -> FloatArray:
    with_prior = counts + alpha
    rest = counts.sum() + total - with_prior
    # What is left of sums of the same numbers is no number.
    odds: FloatArray = np.log(with_prior) - np.log(np.where(rest > 1e-9 * total, rest, 0.0))
    return odds


def likelihood(left: IntArray, right: IntArray) -> FloatArray:
    """Return the log-likelihood ratio G2 of each word, as Rayson and Garside count it.

    ``2 (a ln(a / E1) + b ln(b / E2))`` with ``E1 = n1 (a + b) / (n1 + n2)``; a term whose count is
    0 is 0. Above 3.84: p < .05 of one word that was chosen before looking. It has no sign; 0 where
    one of the sets is empty.
    """
    n_left, n_right = left.sum(), right.sum()
    if not n_left or not n_right:
        return np.zeros(len(left))
    both = left + right
    found: FloatArray = 2 * (
        _term(left, both * n_left / (n_left + n_right))
        + _term(right, both * n_right / (n_left + n_right))
    )
    return np.maximum(found, 0)  # of rounding; it can't be below


def _term(counts: IntArray, expected: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: FloatArray = np.where(counts > 0, counts * np.log(counts / expected), 0.0)
    return found


def per_million(counts: IntArray) -> FloatArray:
    """Return how often each word stands in a million of a set's words; 0 where it is empty."""
    total = counts.sum()
    return counts * 1e6 / total if total else np.zeros(len(counts))
