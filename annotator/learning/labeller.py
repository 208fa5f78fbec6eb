"""One labeller: a conditional random field over the words of a line, for labels side by side."""

from __future__ import annotations

import struct
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from annotator.errors import Refused
from annotator.learning.example import Example, Span, of_label
from annotator.learning.voting import runs
from annotator.learning.words import Words
from annotator.recognisers.tagging import Floats

Steps = list[tuple[list[list[str]], list[str]]]
_ROUNDS = 60
# Of the size of weights. Where much is told of each word that says nearly the same, it is to be
# spread over all of it.
FEW = {"c1": 0.05, "c2": 0.02}
EVEN = {"c1": 0.0, "c2": 1.0}
_HEAD = struct.Struct("<4sI4s")  # how the files of CRFsuite begin: a name, the size, the kind


def sequences(
    words: Words, told: Sequence[list[str]], example: Example, labels: Sequence[str]
) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Yield what an article teaches: features and labels of runs of words that are known.

    A run is a line that was read, or a mark (or a rejected suggestion) where nobody read the rest.
    """
    tags = _tags(words, example, labels)
    for first, last in words.lines:
        line = range(first, last)
        for known, run in groupby(line, key=lambda i: tags[i] is not None):
            if known:
                taught = list(run)
                yield [told[i] for i in taught], [str(tags[i]) for i in taught]


def _tags(words: Words, example: Example, labels: Sequence[str]) -> list[str | None]:
    """Return what each word is; None where nobody knows."""
    tags: list[str | None] = [None] * len(words.words)
    rejected = ((start, end) for start, end, label in example.rejected if label in labels)
    for start, end in (*example.read, *rejected):
        for i in words.inside(start, end):
            tags[i] = "O"
    for start, end, label in of_label(example.spans, labels):
        for k, i in enumerate(words.inside(start, end)):
            tags[i] = f"{'I' if k else 'B'}-{label}"
    return tags


def train(
    steps: Steps, tell: Callable[[float], None], penalties: Mapping[str, float] = FEW
) -> bytes:
    """Return a labeller trained from runs of words, as the bytes of its file.

    `penalties` are `FEW`, which lets few features count, or `EVEN`, which lets all count a little.
    `tell` hears how much is done, from 0 to 1; what it raises ends the training.
    """
    import pycrfsuite

    trainer = pycrfsuite.Trainer(
        algorithm="lbfgs", params={**penalties, "max_iterations": _ROUNDS}, verbose=False
    )
    rounds = 0

    def heard(message: str) -> None:
        nonlocal rounds
        if message.startswith("***** Iteration"):
            rounds += 1
            tell(min(1.0, rounds / _ROUNDS))

    trainer.message = heard
    for told, tags in steps:
        trainer.append(told, tags)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "labeller"
        trainer.train(str(path))
        return path.read_bytes()


class Labeller:
    """A trained labeller.

    Raises
    ------
    Refused
        If the bytes are not those of a labeller: the library itself would crash on them.
    """

    def __init__(self, data: bytes) -> None:
        import pycrfsuite

        name, size, kind = _HEAD.unpack(data[: _HEAD.size].ljust(_HEAD.size, b"\0"))
        if (name, size, kind) != (b"lCRF", len(data), b"FOMC"):
            raise Refused("A labeller of this model is broken.", "Train a new version.")
        self._tagger: Any = pycrfsuite.Tagger()
        self._data = data  # the library reads from it for as long as it tags
        self._tagger.open_inmemory(data)
        self._lock = threading.Lock()  # a tagger holds one sequence at a time

    def find(self, words: Words, told: Sequence[list[str]]) -> Iterator[tuple[Span, float]]:
        """Yield the passages of an article that have a label, each with how sure it is."""
        for first, last in words.lines:
            with self._lock:
                tags = self._tagger.tag(told[first:last])
                sure = [
                    0.0 if tag == "O" else self._tagger.marginal(tag, i)
                    for i, tag in enumerate(tags)
                ]
            for begin, end in runs(tags):
                span = words.starts[first + begin], words.ends[first + end - 1], tags[begin][2:]
                yield span, min(sure[begin:end])

    def shares(self, words: Words, told: Sequence[list[str]], tags: Sequence[str]) -> Floats:
        """Return how likely each word has each of these tags."""
        found = np.zeros((len(words.words), len(tags)), dtype=np.float32)
        known = set(self._tagger.labels())
        columns = [(k, tag) for k, tag in enumerate(tags) if tag in known]
        for first, last in words.lines:
            with self._lock:
                self._tagger.set(told[first:last])
                for k, tag in columns:
                    for i in range(first, last):
                        found[i, k] = self._tagger.marginal(tag, i - first)
        return found
