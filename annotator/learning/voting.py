"""What several who read the same words say together: three labellers and the classifier.

They err in different places: one labeller goes by the words, another by the network too, the third
and the classifier by the network and not by the words. The mean of what they hold likely is right
more often than the best of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from annotator.learning.example import Span
from annotator.learning.words import Words
from annotator.recognisers.tagging import Floats

_NEVER = -1e9
_LEAST = 1e-6  # what a tag is held at least; its logarithm has to be a number
_SURE = 0.3  # what is less sure is wrong more often than it saves a mark by hand


def tags_for(labels: Sequence[str]) -> list[str]:
    """Return the tags of labellers for these labels; `O` is the first."""
    return ["O", *(f"{mark}-{label}" for label in labels for mark in "BI")]


def agreed(
    votes: Sequence[Floats], tags: Sequence[str], words: Words
) -> Iterator[tuple[Span, float]]:
    """Yield the passages that have a label by the mean of the votes, each with how sure it is.

    Parameters
    ----------
    votes : sequence of array of shape (words, tags)
        How likely each holds each tag.
    tags : sequence of str
        As `tags_for` gives them.
    words : Words
        The words of the text.
    """
    if not words.words:
        return
    mean = np.mean(votes, axis=0)
    steps, first = _steps(tags)
    for begin, end in words.lines:
        path = _likeliest(np.log(np.maximum(mean[begin:end], _LEAST)), steps, first)
        sure = mean[begin:end][np.arange(end - begin), path]
        for start, stop in runs([tags[k] for k in path]):
            score = float(sure[start:stop].min())
            if score >= _SURE:
                label = tags[path[start]][2:]
                yield (words.starts[begin + start], words.ends[begin + stop - 1], label), score


def runs(tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of words that belong together, whatever they begin with."""
    begin = 0
    for i in range(1, len(tags) + 1):
        if i == len(tags) or tags[i] != f"I-{tags[begin][2:]}":
            if tags[begin] != "O":
                yield begin, i
            begin = i


def _steps(tags: Sequence[str]) -> tuple[Any, Any]:
    """Return what it costs to go from a tag to another, and to begin with it."""
    steps = [[0.0 if _follows(one, then) else _NEVER for then in tags] for one in tags]
    return np.array(steps), np.array([0.0 if _follows("O", tag) else _NEVER for tag in tags])


def _follows(one: str, then: str) -> bool:
    return not then.startswith("I-") or (one != "O" and one[2:] == then[2:])


def _likeliest(logs: Floats, steps: Any, first: Any) -> list[int]:
    """Return the likeliest path through the tags of a line (Viterbi)."""
    best = logs[0] + first
    back = []
    for row in logs[1:]:
        ways = best[:, None] + steps
        chosen = ways.argmax(axis=0)
        back.append(chosen)
        best = ways[chosen, np.arange(len(row))] + row
    path = [int(best.argmax())]
    for chosen in reversed(back):
        path.append(int(chosen[path[-1]]))
    return path[::-1]
