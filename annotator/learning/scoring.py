"""How good a model is: exact passages, with an interval over the articles it was measured on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from annotator.learning.example import Example, Span

_DRAWS = 1_000
_ENDS = (2.5, 97.5)
Counts = npt.NDArray[np.int64]  # articles x (found and right, found, there)
Find = Callable[[Example], Iterable[Span]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of exact passages with their label, and the interval of F1.

    `annotations` is how many there were to be found, `articles` in how many articles. Without
    anything to be found, or anything found, a share is None: it is not known.
    """

    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None
    high: float | None
    annotations: int
    articles: int


def count(examples: Sequence[Example], find: Find, labels: Iterable[str]) -> dict[str, Counts]:
    """Return for each label and article what was found and right, was found, and was there.

    Only where an article was read: elsewhere nobody knows what is there.
    """
    table = {label: np.zeros((len(examples), 3), dtype=np.int64) for label in labels}
    for row, example in enumerate(examples):
        found, there = set(find(example)), set(example.spans)
        for column, spans in enumerate((found & there, found, there)):
            for start, end, label in spans:
                if label in table and example.was_read(start, end):
                    table[label][row, column] += 1
    return table


def score(counts: Counts, seed: int = 7) -> Score:
    """Return the score of counts by article; the interval is a bootstrap over articles.

    Parameters
    ----------
    counts : array
        Articles x 3, as `count` returns them for a label, or their sum for all labels.
    seed : int
        Of the random draws.
    """
    right, found, there = (int(n) for n in counts.sum(axis=0))
    low, high = None, None
    if len(counts) > 1 and found + there:
        drawn = f1_drawn(counts, seed)
        low, high = (float(end) for end in np.percentile(drawn, _ENDS))
    return Score(
        right / found if found else None,
        right / there if there else None,
        2 * right / (found + there) if found + there else None,
        low, high, there, len(counts),
    )  # fmt: skip


def f1_drawn(counts: Counts, seed: int = 7) -> npt.NDArray[np.float64]:
    """Return the F1 of articles drawn again and again with replacement, the same for a seed."""
    articles = len(counts)
    often = np.random.default_rng(seed).multinomial(
        articles, np.full(articles, 1 / articles), size=_DRAWS
    )
    right, found, there = (often @ counts).T
    total = found + there
    return np.where(total > 0, 2 * right / np.maximum(total, 1), 0.0)


def gain(before: Counts, after: Counts, seed: int = 7) -> tuple[float, float, float]:
    """Return by how much F1 rose on the same articles, with the ends of its interval."""
    risen = f1_drawn(after, seed) - f1_drawn(before, seed)
    low, high = (float(end) for end in np.percentile(risen, _ENDS))
    return (score(after).f1 or 0.0) - (score(before).f1 or 0.0), low, high


def total(table: Mapping[str, Counts], articles: int) -> Counts:
    """Return the counts of all labels together."""
    summed: Any = sum(table.values(), start=np.zeros((articles, 3), dtype=np.int64))
    return np.asarray(summed, dtype=np.int64)
