"""Names: which marks name the same, told by what they carry and by their words.

A mark names what its identifier says. One without an identifier that a chain joins to others names
what the chain does: the first identifier in it, or else the words of its first mark. Any other
names what its words say, case and outer punctuation aside.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]

ENTITY, WORDS = "id:", "words:"  # what a key of a name begins with
_EDGES = " \t\n\"'“”‘’„«»‹›()[]{}.,;:!?…-–—"


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks as columns of equal length, in the order of articles and of the text.

    `seq` is that of the annotation, `article` that of its article; `start` and `end` are code
    points, -1 on a whole article. `label`, `annotator`, `quote` and `entity` are places in the
    lists of the same name; an entity of -1: there is none.
    """

    seq: IntArray
    article: IntArray
    start: IntArray
    end: IntArray
    label: IntArray
    annotator: IntArray
    quote: IntArray
    entity: IntArray
    labels: Sequence[str]
    annotators: Sequence[str]
    quotes: Sequence[str]
    entities: Sequence[str]


@functools.lru_cache(maxsize=100_000)
def normal(quote: str) -> str:
    """Return words as names are compared: without case, outer punctuation and a final 's.

    Accents stay: in many scripts a word without its marks is another word.
    """
    folded = unicodedata.normalize("NFKC", quote).casefold().replace("’", "'")
    bare = " ".join(folded.split()).strip(_EDGES)
    return bare.removesuffix("'s") or folded.strip()


def name(marks: Marks, joined: Iterable[tuple[int, int]]) -> tuple[IntArray, list[str]]:
    """Return which name each mark is of, and the keys of the names.

    Parameters
    ----------
    marks : Marks
        What is named.
    joined : iterable of pair of int
        The seqs of the two marks of each relation of a chain.

    Returns
    -------
    tuple of (M,) int and list of str
        Places in the list of keys, which begin with `ENTITY` or `WORDS`.
    """
    keys: dict[str, int] = {}
    of_entity = [keys.setdefault(ENTITY + each, len(keys)) for each in marks.entities]
    of_quote = [keys.setdefault(WORDS + normal(each), len(keys)) for each in marks.quotes]
    found = np.array(of_quote or [0], dtype=np.int64)[marks.quote]
    has_entity = marks.entity >= 0
    if of_entity:
        found[has_entity] = np.array(of_entity, dtype=np.int64)[marks.entity[has_entity]]
    for chain in _chains(marks.seq, joined):
        named = [row for row in chain if has_entity[row]]
        head = found[named[0] if named else chain[0]]
        found[[row for row in chain if not has_entity[row]]] = head
    return found, list(keys)


def _chains(seqs: IntArray, joined: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the rows of the marks of each chain, in order.

    A mark of a chain that is not among those asked for holds the others together all the same.
    """
    root: dict[int, int] = {}

    def find(seq: int) -> int:
        while root.setdefault(seq, seq) != seq:
            root[seq] = root[root[seq]]
            seq = root[seq]
        return seq

    for one, other in joined:
        root[find(one)] = find(other)
    if not root:
        return []
    rows = np.flatnonzero(np.isin(seqs, np.fromiter(root, dtype=np.int64)))
    found: dict[int, list[int]] = {}
    for row in rows.tolist():
        found.setdefault(find(int(seqs[row])), []).append(row)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of groups, such as names or labels: each once, whoever marked it.

    Columns of equal length, in the order of groups, articles and the text. `first` is the row of
    the first mark on it.
    """

    group: IntArray
    article: IntArray
    start: IntArray
    end: IntArray
    first: IntArray

    def of(self, group: int) -> slice:
        """Return the rows of a group, which stand side by side."""
        low, high = np.searchsorted(self.group, [group, group + 1])
        return slice(int(low), int(high))


def passages(marks: Marks, group: IntArray, rows: IntArray) -> Passages:
    """Return the passages that marks of these rows are on, each once in a group.

    `group` says for every mark which group it is of.
    """
    columns = (group[rows], marks.article[rows], marks.start[rows], marks.end[rows])
    order = np.lexsort((rows, *columns[::-1]))
    sorted_ = [column[order] for column in columns]
    is_new = np.ones(len(rows), dtype=bool)
    if len(rows):
        is_new[1:] = np.logical_or.reduce([each[1:] != each[:-1] for each in sorted_])
    group_, article, start, end = (each[is_new] for each in sorted_)
    return Passages(group_, article, start, end, rows[order][is_new])


def spread(group: IntArray, unit: IntArray, groups: int) -> IntArray:
    """Return in how many different units (articles, say) each of a number of groups stands."""
    if not len(group):
        return np.zeros(groups, dtype=np.int64)
    span = int(unit.max()) + 1
    return np.bincount(np.unique(group * span + unit) // span, minlength=groups)
