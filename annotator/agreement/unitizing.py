"""Krippendorff's alphas for unitising: how reliably passages are found in a text, and labelled.

The family of Krippendorff, Mathet, Bouvry and Widlöcher 2016 (On the reliability of unitizing
textual continua: Further developments. Quality & Quantity 50, 2347-2364,
doi:10.1007/s11135-015-0266-1; Krippendorff 2019, Content Analysis, 4th ed., section 12.6), made of
lengths of text where others made it of counts:

- ``u``: all of it, what is marked, with which label, and what is not;
- ``bar`` (|u): what is marked and what is not, whatever the label is;
- ``cu``: the labels alone, where two have marked something;
- ``(k)u``: one label, as against all others, where two have marked something.

Articles stand one after the other as one continuum, and of them what two or more have read. Each is
``1 - observed / expected`` disagreement, at most 1; 0 is what chance gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotator.agreement.bootstrap import FloatArray
from annotator.agreement.cuts import Cuts, cut
from annotator.agreement.painting import NOTHING
from annotator.agreement.passages import IntArray, Passages, Stretches, left_out
from annotator.agreement.result import Result
from annotator.agreement.telling import NO_ROOM, beyond, told
from annotator.agreement.totals import totals
from annotator.agreement.units import DRAWING, Drawing


@dataclass(frozen=True, slots=True)
class Unitizing:
    """The family for some annotators.

    Attributes
    ----------
    u, bar, cu : Result
        See the module.
    by_label : dict of int to Result
        (k)u by the number of the label.
    paired : dict of int to float
        The share of the text with a label on which another marked something too: how much of it
        (k)u speaks for. The others count by half or less where more than two annotators read.
    """

    u: Result
    bar: Result
    cu: Result
    by_label: dict[int, Result]
    paired: dict[int, float]


@dataclass(frozen=True, slots=True)
class _Sums:
    """Lengths of text by value, 0 for what is not marked; all of shape (..., K + 1).

    `met` where two have the value, `all` where anybody has it, `unmarked` where the other has not
    marked it; `own` and `own_marked` are the squares by which a unit would meet itself, in all text
    and where another marked something.
    """

    met: FloatArray
    all: FloatArray
    unmarked: FloatArray
    own: FloatArray
    own_marked: FloatArray


def unitizing(
    passages: Passages,
    read: Stretches,
    annotators: Sequence[int],
    *,
    drawing: Drawing = DRAWING,
) -> Unitizing:
    """Return the alphas for unitising of two or more annotators, with intervals over articles.

    Passages of one annotator may not overlap in this family: the shorter stands, and the longer is
    what is left around it. Text that some have not read is missing there, as a rating may be
    missing in alpha: what two met in counts by one less than the number of those who read it.
    """
    cuts = cut(passages, read, annotators)
    labels, number = np.unique(passages.label, return_inverse=True)
    value = np.append(number + 1, 0)[cuts.owner]  # of NOTHING, the last: 0
    value = np.where(cuts.is_read, value, len(labels) + 1)
    n_articles = len(np.unique(cuts.article))
    total, drawn = totals(_table(cuts, value, len(labels)), drawing)
    both = _Sums(*np.moveaxis(np.concatenate((total[None], drawn)), 1, 0))
    there = np.unique(cuts.owner[cuts.owner != NOTHING])
    basis = Result(
        None, None, None,
        len(there),
        int(cuts.is_read.any(axis=1).sum()),
        cuts.n_not_read + cuts.n_twice,
        _left_out(cuts),
    )  # fmt: skip

    def result(parts: tuple[FloatArray, FloatArray], why: str) -> Result:
        observed, expected = parts
        reason = why if n_articles else "No overlap: no text was read by two annotators."
        first = float(observed[0]), float(expected[0])
        return told(basis, beyond(observed, expected), first, n_articles, drawing, reason)

    with np.errstate(divide="ignore", invalid="ignore"):
        pairs = both.all - both.unmarked
        alphas = [_of_label(both, label) for label in range(1, len(labels) + 1)]
        return Unitizing(
            result(_u(both), "Undefined: nothing was marked, or all of it with one label."),
            result(_bar(both), "Undefined: nothing was marked, or everything."),
            result(_cu(both), "Undefined: where two have marked something, there is one label."),
            {
                int(label): replace(
                    result(parts, "Undefined: where two have marked something, all has it."),
                    n_units=int((passages.label[there] == label).sum()),
                )
                for label, parts in zip(labels, alphas, strict=True)
            },
            {
                int(label): float(pairs[0, n] / both.all[0, n])
                for n, label in enumerate(labels, start=1)
                if both.all[0, n]
            },
        )


def _u(sums: _Sums) -> tuple[FloatArray, FloatArray]:
    """Return observed and expected disagreement of u (2016, equations 4 and 5)."""
    length = sums.all.sum(axis=-1)
    expected = (sums.all**2 - sums.own).sum(axis=-1) / _room(length, sums.own)
    return 1 - sums.met.sum(axis=-1) / length, 1 - expected / length


def _bar(sums: _Sums) -> tuple[FloatArray, FloatArray]:
    """Return observed and expected disagreement of |u (2016, equation 6)."""
    length, gaps = sums.all.sum(axis=-1), sums.all[..., 0]
    expected = 2 * gaps * (length - gaps) / _room(length, sums.own)
    return 2 * (gaps - sums.met[..., 0]) / length, expected / length


def _cu(sums: _Sums) -> tuple[FloatArray, FloatArray]:
    """Return observed and expected disagreement of cu (2016, equations 10 and 11)."""
    marked = (sums.all - sums.unmarked)[..., 1:]
    length = marked.sum(axis=-1)
    own = sums.own_marked[..., 1:]
    expected = (marked**2 - own).sum(axis=-1) / _room(length, own)
    return 1 - sums.met[..., 1:].sum(axis=-1) / length, 1 - expected / length


def _room(length: FloatArray, own: FloatArray) -> FloatArray:
    """Return how much text a unit can meet that is not its own; nan where there is none."""
    room = length - own.sum(axis=-1) / length
    return np.where(room > NO_ROOM * length, room, np.nan)


def _of_label(sums: _Sums, label: int) -> tuple[FloatArray, FloatArray]:
    """Return observed and expected disagreement of (k)u (2016, equation 13)."""
    marked = (sums.all - sums.unmarked)[..., 1:]
    length, of_label = marked.sum(axis=-1), marked[..., label - 1]
    room = _room(length, sums.own_marked[..., 1:])
    chance = (of_label * length - sums.own_marked[..., label]) / room
    others = of_label * (length - of_label) / room
    return 1 - sums.met[..., label] / of_label, others / chance


def _table(cuts: Cuts, value: IntArray, labels: int) -> FloatArray:
    """Return what each article adds to the sums: (A, 5, K + 1).

    `value` numbers what an annotator has in a piece, (annotators, S): 0 for nothing, the labels
    from 1, and one more for what was not read.
    """
    articles, article = np.unique(cuts.article, return_inverse=True)
    room = labels + 2  # the last is for what was not read and is cut off at the end
    length, readers = cuts.length.astype(np.float64), cuts.is_read.sum(axis=0)

    def add(values: IntArray, where: IntArray, weight: FloatArray) -> FloatArray:
        cells = np.bincount(where * room + values, weights=weight, minlength=len(articles) * room)
        return cells.astype(np.float64).reshape(len(articles), room)[:, :-1]

    table = np.zeros((len(articles), 5, labels + 1))
    met, everything, unmarked, own, own_marked = np.moveaxis(table, 1, 0)
    for one, mine in enumerate(value):
        everything += add(mine, article, length)
        begins, run = cuts.runs(one)
        of_run = np.bincount(run, weights=length, minlength=len(begins))
        is_gap = mine[begins] == 0
        own += add(mine[begins], article[begins], np.where(is_gap, of_run, of_run**2))
        for other, theirs in enumerate(value):
            if one == other:
                continue
            both = cuts.is_read[one] & cuts.is_read[other]
            weight = np.where(both, length / (readers - 1), 0)
            met += add(mine, article, weight * (mine == theirs))
            unmarked += add(mine, article, weight * (theirs == 0))
            marked = np.bincount(run, weights=length * (both & (theirs > 0)), minlength=len(begins))
            squares = np.where(is_gap, 0, marked**2 / (readers[begins] - 1))
            own_marked += add(mine[begins], article[begins], squares)
    return table


def _left_out(cuts: Cuts) -> str:
    lie = "passage lies" if cuts.n_over == 1 else "passages lie"
    over = f"{cuts.n_over:,} {lie} under shorter ones of the same annotator, which stand there."
    over *= cuts.n_over > 0
    return " ".join(
        filter(None, (left_out(cuts.n_not_read, cuts.n_twice, nobody="nobody else has"), over))
    )
