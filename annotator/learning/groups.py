"""Which labels one labeller can learn together: those that do not lie over one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from annotator.learning.example import Example

_LEAST = 3  # marks; of fewer nothing can be learned
_SLIPS = 0.02  # of the rarer label's marks; so few overlaps are slips of the hand
_TOGETHER = 12  # labels; the time of learning grows with their square


def labels_of(examples: Iterable[Example]) -> dict[str, int]:
    """Return the labels with marks enough to learn from, the most frequent first."""
    counts = Counter(label for example in examples for _, _, label in example.spans)
    return {
        label: n
        for label, n in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        if n >= _LEAST
    }


def overlapping(examples: Iterable[Example]) -> set[frozenset[str]]:
    """Return the pairs of labels whose marks lie over one another more often than by a slip."""
    over: Counter[frozenset[str]] = Counter()
    counts: Counter[str] = Counter()
    for example in examples:
        counts.update(label for _, _, label in example.spans)
        spans = sorted(set(example.spans))
        for k, first in enumerate(spans):
            for second in spans[k + 1 :]:
                if second[0] >= first[1]:
                    break
                if first[2] != second[2]:
                    over[frozenset((first[2], second[2]))] += 1
    return {
        pair
        for pair, n in over.items()
        if n > max(1.0, _SLIPS * min(counts[each] for each in pair))
    }


def groups(labels: Sequence[str], over: set[frozenset[str]]) -> list[tuple[str, ...]]:
    """Return the labels in groups whose members do not overlap, each in the first that fits."""
    made: list[list[str]] = []
    for label in labels:
        for group in made:
            fits = all(frozenset((label, each)) not in over for each in group)
            if fits and len(group) < _TOGETHER:
                group.append(label)
                break
        else:
            made.append([label])
    return [tuple(group) for group in made]
