"""A model: labellers for groups of labels, and the names that the team has marked; as bytes."""

from __future__ import annotations

import bisect
import json
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from annotator.errors import Refused
from annotator.learning import groups, lexicon
from annotator.learning.example import Example, Span
from annotator.learning.labeller import Hint, Labeller, sequences, train
from annotator.learning.words import Words, cut, features

_MAGIC = b"pressmark model 1\n"
_SIZE = struct.Struct("<I")
_BROKEN = Refused("This is no model of Pressmark, or a broken one.", "Train a new version.")


class Model:
    """A trained model, ready to find passages.

    Parameters
    ----------
    head : mapping
        What it is about: `labels`, `over` (pairs that may lie over one another), `phrases`.
    labellers : sequence of Labeller
        One for each group of labels.
    """

    def __init__(self, head: Mapping[str, Any], labellers: Sequence[Labeller]) -> None:
        self.labels: tuple[str, ...] = tuple(head["labels"])
        self._over = {frozenset(pair) for pair in head["over"]}
        self._phrases: lexicon.Phrases = head["phrases"]
        self._labellers = labellers

    def find(self, text: str, hints: Sequence[Span]) -> list[tuple[Span, float]]:
        """Return the passages of a text that have a label, with how sure each is, in order.

        Parameters
        ----------
        text : str
            The text of an article.
        hints : sequence of Span
            What the recogniser that the model was trained with finds in it.
        """
        words = cut(text)
        told = features(words, hints, lexicon.look_up(words.words, self._phrases))
        found = [each for labeller in self._labellers for each in labeller.find(words, told)]
        if len(self._labellers) == 1:  # what one labeller finds never overlaps
            return found
        kept: list[tuple[Span, float]] = []
        taken: dict[str, list[tuple[int, int]]] = {label: [] for label in self.labels}
        for span, sure in sorted(found, key=lambda each: (-each[1], each[0])):
            rivals = (other for other in taken if frozenset((span[2], other)) not in self._over)
            if not any(_touches(taken[other], span) for other in rivals):
                kept.append((span, sure))
                bisect.insort(taken[span[2]], (span[0], span[1]))
        return sorted(kept)


def _touches(taken: Sequence[tuple[int, int]], span: Span) -> bool:
    """Return whether a passage lies over one of others, which lie one behind the other."""
    k = bisect.bisect_left(taken, (span[1],))
    return k > 0 and taken[k - 1][1] > span[0]


def learn(
    examples: Sequence[Example],
    hint: Hint,
    tell: Callable[[float], None] = lambda _: None,
    labels: Sequence[str] = (),
) -> bytes:
    """Return a model learned from examples, as bytes that `load` reads.

    Parameters
    ----------
    examples : sequence of Example
        At least one with marks.
    hint : callable
        Gives what a recogniser finds in a text of a language.
    tell : callable
        Hears how much is done, from 0 to 1; what it raises ends the learning.
    labels : sequence of str
        The labels to learn; empty: those with marks enough.

    Raises
    ------
    Refused
        If no label has marks enough.
    """
    learned = list(labels) or list(groups.labels_of(examples))
    if not learned:
        raise Refused("No label has marks enough to learn from.", "Annotate more, then train.")
    over = groups.overlapping(examples)
    together = groups.groups(learned, over)
    known = lexicon.collect(examples)
    seen: list[tuple[Example, Words, list[list[str]]]] = []
    for example in examples:
        words = cut(example.text)
        said = lexicon.look_up(words.words, known, but=example)
        hints = hint(example.text, example.language)
        seen.append((example, words, features(words, hints, said)))
    parts = []
    for number, group in enumerate(together):
        steps = [
            step for example, words, told in seen for step in sequences(words, told, example, group)
        ]
        parts.append(train(steps, _share(tell, number, len(together))))
    head = {
        "labels": learned, "over": sorted(map(sorted, over)), "phrases": known,
        "sizes": [len(part) for part in parts],
    }  # fmt: skip
    return _pack(head, parts)


def _share(tell: Callable[[float], None], number: int, of: int) -> Callable[[float], None]:
    return lambda done: tell((number + done) / of)


def _pack(head: Mapping[str, Any], parts: Sequence[bytes]) -> bytes:
    told = json.dumps(head, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return _MAGIC + zlib.compress(_SIZE.pack(len(told)) + told + b"".join(parts), 6)


def load(data: bytes) -> Model:
    """Return the model of bytes that `learn` made.

    Raises
    ------
    Refused
        If the bytes are anything else, or broken.
    """
    if not data.startswith(_MAGIC):
        raise _BROKEN
    try:
        whole = zlib.decompress(data[len(_MAGIC) :])
        (size,) = _SIZE.unpack_from(whole)
        at = _SIZE.size + size
        head = json.loads(whole[_SIZE.size : at].decode("utf-8", "surrogatepass"))
        labellers = []
        for length in head["sizes"]:
            labellers.append(Labeller(whole[at : at + length]))
            at += length
        return Model(head, labellers)
    except (zlib.error, struct.error, ValueError, KeyError, TypeError) as error:
        raise _BROKEN from error
