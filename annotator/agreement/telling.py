"""A result of what was computed for all articles and for each resample."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from annotator.agreement import bootstrap
from annotator.agreement.bootstrap import FloatArray
from annotator.agreement.result import Result
from annotator.agreement.units import Drawing

NO_ROOM = 1e-12  # nearer to nothing than this is nothing, but for the rounding of the machine


def told(
    basis: Result,
    values: FloatArray,
    parts: tuple[float, float | None],
    n_articles: int,
    drawing: Drawing,
    why: str,
) -> Result:
    """Return the result of values, with its interval or the reason why there is none.

    Parameters
    ----------
    basis : Result
        The n of the result, and in its note what was left out.
    values : array of float, (1 + resamples,)
        Of all articles, then of each resample; nan: undefined.
    parts : tuple of float
        What was observed, and what is expected if there is such a thing.
    n_articles : int
        How many articles were resampled.
    drawing : Drawing
        How.
    why : str
        Why the value is undefined, if it is.
    """
    value = float(values[0])
    if not np.isfinite(value):
        return replace(basis, note=f"{why} {basis.note}".strip())
    interval, reason = None, ""
    if drawing.resamples:
        interval = bootstrap.of_values(
            values[1:], n_articles, seed=drawing.seed, level=drawing.level
        )
    if drawing.resamples and interval is None:
        all_agree = abs(value - 1) < NO_ROOM
        reason = bootstrap.why_none(n_articles, all_agree=all_agree, level=drawing.level)
    observed, expected = parts
    return replace(
        basis,
        value=value,
        observed=float(observed),
        expected=None if expected is None else float(expected),
        note=f"{reason} {basis.note}".strip(),
        interval=interval,
    )


def beyond(observed: FloatArray, expected: FloatArray) -> FloatArray:
    """Return ``1 - observed / expected`` of disagreements; nan where none is expected."""
    defined = np.isfinite(observed) & (expected > NO_ROOM)
    share = np.divide(observed, expected, out=np.full_like(observed, np.nan), where=defined)
    return np.asarray(1 - share)
