"""Tags of a sequence labeller: one for each token, read as the passages that they mean.

`B` begins a passage of several tokens, `I` is inside it, `E` ends it, `S` is a passage of one
token, `O` is none (Ratinov and Roth, CoNLL 2009, on why this is better than begin and inside).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Span = tuple[int, int, str]
Floats = np.ndarray[Any, np.dtype[np.float32]]
_NEVER = -1e4


def tags_of(labels: Sequence[str]) -> list[str]:
    """Return every tag for these labels; `O` is the first."""
    return ["O", *(f"{mark}-{label}" for label in labels for mark in "BIES")]


def tagged(length: int, spans: Sequence[Span]) -> list[str]:
    """Return the tags of `length` tokens with these spans `[first, last)`, which don't overlap."""
    tags = ["O"] * length
    for first, last, label in spans:
        if last - first == 1:
            tags[first] = f"S-{label}"
            continue
        tags[first:last] = [f"I-{label}"] * (last - first)
        tags[first], tags[last - 1] = f"B-{label}", f"E-{label}"
    return tags


def spans_of(tags: Sequence[str]) -> list[Span]:
    """Return the spans `[first, last)` of tags in which every passage that is begun is ended."""
    spans: list[Span] = []
    first = 0
    for i, tag in enumerate(tags):
        if tag[0] in "BS":
            first = i
        if tag[0] in "ES":
            spans.append((first, i + 1, tag[2:]))
    return spans


class Decoder:
    """Finds the likeliest tags of which every passage that is begun is ended (Viterbi)."""

    def __init__(self, tags: Sequence[str]) -> None:
        self.tags = list(tags)
        opens = np.array([tag[0] in "OBS" for tag in tags])
        closes = np.array([tag[0] in "OES" for tag in tags])
        goes_on = np.array(
            [[a[0] in "BI" and b[0] in "IE" and a[2:] == b[2:] for b in tags] for a in tags]
        )
        self._steps = np.where((closes[:, None] & opens[None, :]) | goes_on, 0.0, _NEVER)
        self._first = np.where(opens, 0.0, _NEVER)
        self._last = np.where(closes, 0.0, _NEVER)

    def decode(self, log_probs: Floats) -> list[int]:
        """Return the numbers of the likeliest tags.

        Parameters
        ----------
        log_probs : array of shape (tokens, tags)
            The logarithm of how likely each tag is at each token.
        """
        best = log_probs[0] + self._first
        back = []
        for row in log_probs[1:]:
            ways = best[:, None] + self._steps
            chosen = ways.argmax(axis=0)
            back.append(chosen)
            best = ways[chosen, np.arange(len(row))] + row
        path = [int((best + self._last).argmax())]
        for chosen in reversed(back):
            path.append(int(chosen[path[-1]]))
        return path[::-1]
