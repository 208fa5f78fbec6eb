"""A model: labellers for groups of labels, what they are told beside the words; as bytes."""

from __future__ import annotations

import bisect
import json
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from annotator.errors import Refused
from annotator.learning import groups, hints, lexicon
from annotator.learning.example import Example, Span
from annotator.learning.hints import Classifier, Hint, Hints
from annotator.learning.labeller import EVEN, FEW, Labeller, Steps, sequences, train
from annotator.learning.voting import agreed, tags_for
from annotator.learning.words import Words, cut, features, without_words
from annotator.recognisers.embedding import Embedded

_MAGIC = b"pressmark model 1\n"
_PAIR = b"pressmark pair 1\n"
_NUMBERS = "<f4"  # how the weights of the classifier stand in the file
_SIZE = struct.Struct("<I")
_BROKEN = Refused("This is no model of Pressmark, or a broken one.", "Train a new version.")


class Model:
    """A trained model, ready to find passages.

    Parameters
    ----------
    head : mapping
        What it is about: `labels`, `over` (pairs that may lie over one another), `phrases`, and
        where it stands on a network, `network`, the id of that one, and `groups` of labels.
    labellers : sequence of Labeller
        One for each group of labels, that goes by the words.
    others : sequence of pairs of Labeller
        For each group one that goes by the network too, and one that goes by it and not by the
        words; empty: the model stands on no network.
    classifier : Classifier, optional
        What tells them of the network.
    """

    def __init__(
        self,
        head: Mapping[str, Any],
        labellers: Sequence[Labeller],
        others: Sequence[tuple[Labeller, Labeller]] = (),
        classifier: Classifier | None = None,
    ) -> None:
        self.labels: tuple[str, ...] = tuple(head["labels"])
        self.network: str = head.get("network", "")
        self._over = {frozenset(pair) for pair in head["over"]}
        self._phrases: lexicon.Phrases = head["phrases"]
        self._tags = [tags_for(group) for group in head.get("groups", ())]
        self._labellers = labellers
        self._others = others
        self._classifier = classifier

    def find(self, text: str, hints: Hints) -> list[tuple[Span, float]]:
        """Return the passages of a text that have a label, with how sure each is, in order.

        Parameters
        ----------
        text : str
            The text of an article.
        hints : Hints
            What the recogniser and the network that the model was trained with say of it.
        """
        words = cut(text)
        told = features(words, hints.spans, lexicon.look_up(words.words, self._phrases))
        if self._classifier and hints.seen:
            found = list(self._agreed(self._classifier, words, told, hints.seen))
        else:
            found = [each for labeller in self._labellers for each in labeller.find(words, told)]
        if len(self._labellers) == 1:  # what one labeller finds never overlaps
            return found
        return self._apart(found)

    def has_learned(self, quote: str, label: str) -> bool:
        """Return whether words were marked with a label in what the model learned from."""
        return label in lexicon.known(self._phrases, quote)

    def _agreed(
        self, classifier: Classifier, words: Words, told: list[list[str]], seen: Embedded
    ) -> Iterator[tuple[Span, float]]:
        """Yield what the labellers of each group and the classifier say together."""
        said = _beside(told, classifier.say(words, seen))
        wordless = without_words(said)
        for labeller, others, tags in zip(self._labellers, self._others, self._tags, strict=True):
            votes = [
                labeller.shares(words, told, tags), others[0].shares(words, said, tags),
                others[1].shares(words, wordless, tags), classifier.shares(words, seen, tags),
            ]  # fmt: skip
            yield from agreed(votes, tags, words)

    def _apart(self, found: list[tuple[Span, float]]) -> list[tuple[Span, float]]:
        """Return the surest of what may not lie over one another, in order."""
        kept: list[tuple[Span, float]] = []
        taken: dict[str, list[tuple[int, int]]] = {label: [] for label in self.labels}
        for span, sure in sorted(found, key=lambda each: (-each[1], each[0])):
            rivals = (other for other in taken if frozenset((span[2], other)) not in self._over)
            if not any(_touches(taken[other], span) for other in rivals):
                kept.append((span, sure))
                bisect.insort(taken[span[2]], (span[0], span[1]))
        return sorted(kept)


def _beside(told: list[list[str]], more: list[list[str]]) -> list[list[str]]:
    """Return the features of each word, those of both."""
    return [[*one, *other] for one, other in zip(told, more, strict=True)]


def _touches(taken: Sequence[tuple[int, int]], span: Span) -> bool:
    """Return whether a passage lies over one of others, which lie one behind the other."""
    k = bisect.bisect_left(taken, (span[1],))
    return k > 0 and taken[k - 1][1] > span[0]


def learn(
    examples: Sequence[Example],
    hint: Hint,
    tell: Callable[[float], None] = lambda _: None,
    labels: Sequence[str] = (),
    network: str = "",
) -> bytes:
    """Return a model learned from examples, as bytes that `load` reads.

    Parameters
    ----------
    examples : sequence of Example
        At least one with marks.
    hint : callable
        Gives what a recogniser and a network say of a text in a language.
    tell : callable
        Hears how much is done, from 0 to 1; what it raises ends the learning.
    labels : sequence of str
        The labels to learn; empty: those with marks enough.
    network : str
        The id of the network, if `hint` tells of one.

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
    taught = [_Taught.of(example, hint, known) for example in examples]
    fitted = hints.fit([(each.example, each.words, each.seen) for each in taught], learned)
    of = len(together) * (3 if fitted else 1)
    parts = list[bytes]()

    def train_all(told: Sequence[_Taught], penalties: Mapping[str, float] = FEW) -> None:
        for group in together:
            steps = [step for each in told for step in each.steps(group)]
            parts.append(train(steps, _share(tell, len(parts), of), penalties))

    train_all(taught)
    head = {"labels": learned, "over": sorted(map(sorted, over)), "phrases": known}
    if fitted:
        classifier, said = fitted
        seen = [each.with_hints(more) for each, more in zip(taught, said, strict=True) if each.seen]
        train_all(seen, EVEN)
        train_all([each.without_words() for each in seen], EVEN)
        head |= {"network": network, "groups": together}
        parts.append(classifier.weights.astype(_NUMBERS).tobytes())
    return _pack(head | {"sizes": [len(part) for part in parts]}, parts)


@dataclass(frozen=True, slots=True)
class _Taught:
    """An article as it is learned from: `told` is what is said of each of its words."""

    example: Example
    words: Words
    seen: Embedded | None
    told: list[list[str]]

    @classmethod
    def of(cls, example: Example, hint: Hint, known: lexicon.Phrases) -> _Taught:
        words, said = cut(example.text), hint(example.text, example.language)
        before = lexicon.look_up(words.words, known, but=example)
        return cls(example, words, said.seen, features(words, said.spans, before))

    def with_hints(self, more: list[list[str]]) -> _Taught:
        return replace(self, told=_beside(self.told, more))

    def without_words(self) -> _Taught:
        return replace(self, told=without_words(self.told))

    def steps(self, group: Sequence[str]) -> Steps:
        return list(sequences(self.words, self.told, self.example, group))


def _share(tell: Callable[[float], None], number: int, of: int) -> Callable[[float], None]:
    return lambda done: tell((number + done) / of)


def _pack(head: Mapping[str, Any], parts: Sequence[bytes]) -> bytes:
    told = json.dumps(head, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return _MAGIC + zlib.compress(_SIZE.pack(len(told)) + told + b"".join(parts), 6)


def pair(measured: bytes, whole: bytes) -> bytes:
    """Return two models as one: the one that was measured, and the one that learned from all."""
    return _PAIR + _SIZE.pack(len(measured)) + measured + whole


def load(data: bytes, *, measured: bool = False) -> Model:
    """Return the model of bytes that `learn` or `pair` made.

    Parameters
    ----------
    data : bytes
        One model or a pair.
    measured : bool
        Of a pair: the one that was measured, and not the one that learned from all.

    Raises
    ------
    Refused
        If the bytes are anything else, or broken.
    """
    if data.startswith(_PAIR):
        begin = len(_PAIR) + _SIZE.size
        (size,) = _SIZE.unpack(data[len(_PAIR) : begin].ljust(_SIZE.size, b"\0"))
        return _load(data[begin : begin + size] if measured else data[begin + size :])
    return _load(data)


def _load(data: bytes) -> Model:
    if not data.startswith(_MAGIC):
        raise _BROKEN
    try:
        whole = zlib.decompress(data[len(_MAGIC) :])
        (size,) = _SIZE.unpack_from(whole)
        at = _SIZE.size + size
        head = json.loads(whole[_SIZE.size : at].decode("utf-8", "surrogatepass"))
        parts = []
        for length in head["sizes"]:
            parts.append(whole[at : at + length])
            at += length
        if "network" not in head:
            return Model(head, [Labeller(part) for part in parts])
        *labellers, weights = parts
        classifier = Classifier(head["labels"], np.frombuffer(weights, dtype=_NUMBERS))
        made = [Labeller(part) for part in labellers]
        count = len(head["groups"])
        others = list(zip(made[count : 2 * count], made[2 * count :], strict=True))
        return Model(head, made[:count], others, classifier)
    except (zlib.error, struct.error, ValueError, KeyError, TypeError) as error:
        raise _BROKEN from error
