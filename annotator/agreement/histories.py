"""Which of several readers found which passage: capture histories, one for each passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from annotator.agreement.matching import BOUNDARY, LABEL, Pairs, compare
from annotator.agreement.passages import Passages, Stretches, is_read

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Histories:
    """Passages that at least one of the readers found, one in each row.

    A passage is what several of them marked alike, or so that it overlaps, whatever label they
    gave it: who gives another label has not overlooked it.

    Attributes
    ----------
    article : array of int, (passages,)
        Where it is.
    found : array of bool, (passages, readers)
        Who found it, in the order of the readers.
    read : array of bool, (passages, readers)
        Who has read there. Whoever has not read all of it says nothing of it, found or not.
    labelled : array of bool, (passages, labels)
        Which labels it got; several where readers differ. It counts under each of them.
    """

    article: IntArray
    found: BoolArray
    read: BoolArray
    labelled: BoolArray

    def __len__(self) -> int:
        return len(self.article)

    @property
    def by_all(self) -> BoolArray:
        """Which passages stand where all the readers have read: (passages,)."""
        return np.asarray(self.read.all(axis=1))


def histories(
    passages: Passages, read: Stretches, readers: Sequence[int], n_labels: int
) -> Histories:
    """Return who of some readers found which passage, and who has read there.

    Readers are paired two by two, one to one (see `compare`). Of pairs that contradict, as when
    one passage answers two of another reader by way of a third, the first in the order of
    `_joined` holds, so that nobody finds one passage twice.

    Parameters
    ----------
    passages, read : Passages, Stretches
        What was marked blind, and what was read blind.
    readers : sequence of int
        Two or more annotators.
    n_labels : int
        How many labels there are, numbered from 0.
    """
    rows = np.flatnonzero(np.isin(passages.annotator, readers))
    mine = passages.take(rows)
    keys = np.column_stack((mine.article, mine.start, mine.end))
    _, group = np.unique(keys, axis=0, return_inverse=True)
    group = _joined(mine, read, readers, group.ravel())
    n = int(group.max(initial=-1)) + 1
    reader = np.searchsorted(np.sort(readers), mine.annotator)
    column = np.argsort(readers)[reader]
    found = np.zeros((n, len(readers)), dtype=np.bool_)
    labelled = np.zeros((n, n_labels), dtype=np.bool_)
    article = np.zeros(n, dtype=np.int64)
    found[group, column] = True
    labelled[group, mine.label] = True
    article[group] = mine.article
    seen = np.ones((n, len(readers)), dtype=np.bool_)
    for number, each in enumerate(readers):
        there = is_read(read.of(each), mine.article, mine.start, mine.end)
        seen[group[~there], number] = False
    return Histories(article, found, seen, labelled)


def _joined(mine: Passages, read: Stretches, readers: Sequence[int], group: IntArray) -> IntArray:
    """Return the numbers of groups after those were joined whose passages answer one another.

    Passages that are the same are of one group already. The others are joined by the size of what
    they share, as long as no reader stands in both groups.
    """
    parent = list(range(int(group.max(initial=-1)) + 1))
    bits = np.zeros(len(parent), dtype=object)
    for number, each in enumerate(readers):
        bits[np.unique(group[mine.annotator == each])] |= 1 << number

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = at = parent[parent[at]]
        return at

    for left, right in _answering(mine, read, readers):
        one, other = root(int(group[left])), root(int(group[right]))
        if one != other and not bits[one] & bits[other]:
            parent[other] = one
            bits[one] |= bits[other]
    roots = np.array([root(at) for at in range(len(parent))], dtype=np.int64)
    return np.asarray(np.unique(roots[group], return_inverse=True)[1], dtype=np.int64).ravel()


def _answering(mine: Passages, read: Stretches, readers: Sequence[int]) -> IntArray:
    """Return the pairs of rows that overlap without being the same, the largest overlap first."""
    found = [np.empty((0, 2), dtype=np.int64)]
    for left, right in combinations(readers, 2):
        pairs: Pairs = compare(mine, read, left, right)
        is_one = np.isin(pairs.kind, (BOUNDARY, LABEL))
        found.append(np.column_stack((pairs.left[is_one], pairs.right[is_one])))
    both = np.vstack(found)
    shared = np.minimum(mine.end[both[:, 0]], mine.end[both[:, 1]]) - np.maximum(
        mine.start[both[:, 0]], mine.start[both[:, 1]]
    )
    return np.asarray(both[np.argsort(-shared, kind="stable")])
