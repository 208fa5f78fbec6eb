"""Names that were marked before: what other articles say of the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from annotator.learning.example import Example
from annotator.learning.words import cut

_LONGEST = 8
Phrases = dict[str, dict[str, int]]


def collect(examples: Iterable[Example]) -> Phrases:
    """Return in how many articles each phrase was marked with which label."""
    found: dict[str, Counter[str]] = {}
    for example in examples:
        for phrase, label in phrases(example):
            found.setdefault(phrase, Counter())[label] += 1
    return {phrase: dict(counts) for phrase, counts in found.items()}


def phrases(example: Example) -> set[tuple[str, str]]:
    """Return the marked phrases of an article with their labels."""
    told = set()
    for start, end, label in example.spans:
        words = cut(example.text[start:end]).words
        if 0 < len(words) <= _LONGEST:
            told.add((_key(words), label))
    return told


def known(phrases: Mapping[str, Mapping[str, int]], quote: str) -> Mapping[str, int]:
    """Return in how many articles some words were marked with which label."""
    return phrases.get(_key(cut(quote).words), {})


def look_up(
    words: Sequence[str], known: Mapping[str, Mapping[str, int]], but: Example | None = None
) -> list[str]:
    """Return for each word its place in the longest known phrase: 'B-PER', 'I-PER' or nothing.

    What the article `but` says itself is left out: what is learned has to hold for new ones.
    """
    own = phrases(but) if but else set()
    told = [""] * len(words)
    i = 0
    while i < len(words):
        for length in range(min(_LONGEST, len(words) - i), 0, -1):
            key = _key(words[i : i + length])
            counts = known.get(key)
            label = _most(key, counts, own) if counts else ""
            if label:
                told[i : i + length] = [f"B-{label}"] + [f"I-{label}"] * (length - 1)
                i += length - 1
                break
        i += 1
    return told


def _most(key: str, counts: Mapping[str, int], own: set[tuple[str, str]]) -> str:
    left = [(n - ((key, label) in own), label) for label, n in sorted(counts.items())]
    n, label = max(left, key=lambda each: each[0])
    return label if n > 0 else ""


def _key(words: Sequence[str]) -> str:
    return " ".join(words).lower()
