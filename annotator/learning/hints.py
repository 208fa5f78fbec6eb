"""What others say of an article, for the labeller: a recogniser, and the network that ships.

The network knows no label of the team. A linear classifier, fitted to the words that were learned
from by least squares, tells from what the network makes of a word and its neighbours which label
it may have.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotator.learning.example import Example, Span, of_label
from annotator.learning.words import Words
from annotator.recognisers.embedding import Embedded
from annotator.recognisers.tagging import Floats, tagged, tags_of

_NEIGHBOURS = (-1, 0, 1)
_PENALTY = 0.4  # of the mean square of a column
_FOLDS = 5
_STEPS = (0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8)
_LEAST = 0.01  # so likely is it at least that a word has no label
_AS_BEGUN = {"B": "B", "S": "B", "I": "I", "E": "I"}  # a labeller does not tell where one ends
_ROUNDED = 4  # digits: machines differ in those that follow


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of an article before anything is learned.

    `spans` are what a recogniser finds, `seen` what the network makes of its words; None where
    there is no network that reads its language.
    """

    spans: Sequence[Span] = ()
    seen: Embedded | None = None


Hint = Callable[[str, str], Hints]  # text, language -> what is said of it


class Classifier:
    """Tells from what the network makes of words which label each may have.

    Parameters
    ----------
    labels : sequence of str
        The labels that it was fitted to.
    weights : array
        Of what the network makes of a word and its neighbours, and of a column of ones, a row
        each; they may come as one row.
    """

    def __init__(self, labels: Sequence[str], weights: Floats) -> None:
        self._tags = tags_of(labels)[1:]
        self.weights = weights.reshape(-1, len(self._tags))

    def shares(self, words: Words, seen: Embedded, tags: Sequence[str]) -> Floats:
        """Return how likely each word has each of these tags, which `voting.tags_for` gave."""
        said = np.clip(_around(words, seen) @ self.weights, 0, 1)
        found = np.zeros((len(said), len(tags)), dtype=np.float32)
        for k, tag in enumerate(self._tags):
            mine = f"{_AS_BEGUN[tag[0]]}{tag[1:]}"
            if mine in tags:
                found[:, tags.index(mine)] += said[:, k]
        found[:, 0] = np.maximum(_LEAST, 1 - found.sum(axis=1))
        return np.asarray(found / found.sum(axis=1, keepdims=True), dtype=np.float32)

    def say(self, words: Words, seen: Embedded | None) -> list[list[str]]:
        """Return for each word what its neighbours and itself may be, as features."""
        if seen is None:
            return [[] for _ in words.words]
        return _told(_around(words, seen) @ self.weights, self._tags)


def fit(
    articles: Sequence[tuple[Example, Words, Embedded | None]], labels: Sequence[str]
) -> tuple[Classifier, list[list[list[str]]]] | None:
    """Return a classifier, and for each article what one says that did not learn from it.

    What is learned beside the classifier has to see it as it will be for new articles. None where
    the network reads fewer than two of them.
    """
    read = [
        (k, example, words, seen)
        for k, (example, words, seen) in enumerate(articles)
        if seen is not None
    ]
    if len(read) < 2:
        return None
    folds = [read[n::_FOLDS] for n in range(min(_FOLDS, len(read)))]
    sums = [_summed(_rows(*each[1:], labels) for each in fold) for fold in folds]
    square, product = sum(each[0] for each in sums), sum(each[1] for each in sums)
    # Of no words at all nothing follows.
    square = square + np.eye(len(square)) * (_PENALTY * np.trace(square) / len(square) or 1.0)
    inverse = np.linalg.inv(square)
    weights = inverse @ product
    told: list[list[list[str]]] = [[[] for _ in words.words] for _, words, _ in articles]
    for fold, (own_square, own_product, count) in zip(folds, sums, strict=True):
        if count < len(square):
            rows = [_rows(*each[1:], labels) for each in fold]
            given, wanted = (np.concatenate(part) for part in zip(*rows, strict=True))
            without = _without(inverse, weights, given, wanted)
        else:
            without = np.linalg.solve(square - own_square, product - own_product)
        classifier = _classifier(labels, without)
        for k, _, words, seen in fold:
            told[k] = classifier.say(words, seen)
    return _classifier(labels, weights), told


def _summed(articles: Iterable[tuple[Any, Any]]) -> tuple[Any, Any, int]:
    """Return what the weights follow from, summed over articles, and how many words there are."""
    square, product, count = 0.0, 0.0, 0
    for given, wanted in articles:
        square, product = square + given.T @ given, product + given.T @ wanted
        count += len(given)
    return square, product, count


def _without(inverse: Any, weights: Any, given: Any, wanted: Any) -> Any:
    """Return the weights as they would be without some words (Woodbury's identity)."""
    through = given @ inverse
    rest = np.eye(len(given)) - through @ given.T
    return weights - through.T @ np.linalg.solve(rest, wanted - given @ weights)


def _classifier(labels: Sequence[str], weights: Any) -> Classifier:
    return Classifier(labels, np.asarray(weights, dtype=np.float32))


def _rows(example: Example, words: Words, seen: Embedded, labels: Sequence[str]) -> tuple[Any, Any]:
    """Return of the words of which it is known what they are: what is given, what is wanted."""
    tags = tags_of(labels)[1:]
    place = {tag: n for n, tag in enumerate(tags)}
    wanted = np.zeros((len(words.words), len(tags)))
    known = np.zeros(len(words.words), dtype=bool)
    for start, end in (*example.read, *(each[:2] for each in example.rejected)):
        inside = words.inside(start, end)
        known[inside.start : inside.stop] = True
    for label in labels:  # each by itself: they may lie over one another
        for start, end, _ in of_label(example.spans, [label]):
            inside = words.inside(start, end)
            known[inside.start : inside.stop] = True
            whole = [(0, len(inside), label)] if inside else []  # a mark on white space has no word
            for i, tag in zip(inside, tagged(len(inside), whole), strict=True):
                wanted[i, place[tag]] = 1
    return _around(words, seen)[known].astype(np.float64), wanted[known]


def _around(words: Words, seen: Embedded) -> Floats:
    """Return a row for each word: its vector, those of its neighbours, and a one."""
    # A word of the network is several here in scripts without spaces.
    at = [bisect_right(seen.starts, start) - 1 for start in words.starts]
    vectors = seen.vectors[np.array(at, dtype=int)].astype(np.float32)
    width = vectors.shape[1]
    rows = np.zeros((len(at), len(_NEIGHBOURS) * width + 1), dtype=np.float32)
    rows[:, -1] = 1
    for k, by in enumerate(_NEIGHBOURS):
        there = slice(max(0, by), len(at) + min(0, by))
        rows[max(0, -by) : len(at) - max(0, by), k * width : (k + 1) * width] = vectors[there]
    return rows


def _told(shares: Floats, tags: Sequence[str]) -> list[list[str]]:
    """Return for each word the steps that its tags and those of its neighbours reach."""
    rounded = np.round(shares, _ROUNDED)
    reached = [
        [
            f"{tags[k]}>{s}"
            for k in np.flatnonzero(row > _STEPS[0]).tolist()
            for s in _STEPS
            if row[k] > s
        ]
        for row in rounded
    ]
    return [
        [
            f"h{by}{each}"
            for by in _NEIGHBOURS
            if 0 <= i + by < len(reached)
            for each in reached[i + by]
        ]
        for i in range(len(reached))
    ]
