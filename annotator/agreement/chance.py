"""Texts marked by chance: what annotators marked, shifted along the text."""

from __future__ import annotations

import numpy as np

from annotator.agreement.continua import Units
from annotator.agreement.passages import BoolArray, IntArray

_TRIES = 20


def shifted(
    units: Units, length: IntArray, is_read: BoolArray, chance: np.random.Generator
) -> Units:
    """Return each continuum as marked by chance (Mathet et al. 2015, section 5.2.1).

    Every annotator of the sample has what one of those who read the text has marked, drawn with
    replacement and shifted along the text, by another distance for each; what comes out at the end
    goes on at the beginning. So numbers, lengths, labels and their order stay likely. Shifts are
    further from one another than passages are long on average, lest annotators meet again.

    Parameters
    ----------
    units : Units
        Of C continua.
    length : array of int, (C,)
        How long each text is.
    is_read : array of bool, (C, S)
        Which of S annotators have read it. The sample has as many, in the same seats.
    chance : Generator
        Of random numbers.
    """
    drawn = _drawn(is_read, chance)
    shifts = _shifts(units, length, is_read, chance)
    cells, seats = np.arange(is_read.size).reshape(is_read.shape), is_read.shape[1]
    cell = units.continuum * seats + units.seat
    order = np.argsort(cell, kind="stable")
    begins = np.searchsorted(cell[order], np.arange(is_read.size + 1))
    source = np.where(is_read, cells[:, :1] + drawn, -1).reshape(-1)
    often = np.where(source >= 0, begins[source + 1] - begins[source], 0)
    target = np.repeat(np.arange(is_read.size), often)
    offset = np.arange(len(target)) - np.repeat(np.cumsum(often) - often, often)
    rows = order[begins[source[target]] + offset]
    continuum, seat = np.divmod(target, seats)
    start = units.start[rows] + shifts[continuum, seat]
    start -= np.where(start >= length[continuum], length[continuum], 0)
    end = start + units.end[rows] - units.start[rows]
    return Units(continuum, seat, units.label[rows], start, end)


def _drawn(is_read: BoolArray, chance: np.random.Generator) -> IntArray:
    """Draw for each seat one of the seats that have read: (C, S)."""
    readers = np.maximum(is_read.sum(axis=1, keepdims=True), 1)
    which = np.floor(chance.random(is_read.shape) * readers).astype(np.int64)
    seats = np.argsort(~is_read, axis=1, kind="stable")  # those that have read come first
    return np.take_along_axis(seats, which, axis=1)


def _shifts(
    units: Units, length: IntArray, is_read: BoolArray, chance: np.random.Generator
) -> IntArray:
    """Draw a shift for each seat, away from those before it as long as there is room: (C, S)."""
    n = np.maximum(np.bincount(units.continuum, minlength=len(length)), 1)
    lengths = np.bincount(units.continuum, weights=units.end - units.start, minlength=len(length))
    least, room = lengths / n, length[:, None]
    shifts = np.zeros(is_read.shape, dtype=np.int64)
    for seat in range(is_read.shape[1]):
        before = is_read[:, :seat]
        close = np.ones(len(length), dtype=np.bool_)
        for _ in range(_TRIES):
            draws = np.floor(chance.random(len(length)) * length).astype(np.int64)
            shifts[close, seat] = draws[close]
            between = np.abs(shifts[:, :seat] - shifts[:, [seat]])
            between = np.minimum(between, room - between)  # around the end of the text
            close = (before & (between < least[:, None])).any(axis=1)
            if not close.any():
                break
    return shifts
