"""Small words of several languages at once: what tells who speaks beside a quotation."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

from annotator.recognisers import lists
from annotator.recognisers.tokens import split


@dataclass(frozen=True, slots=True)
class Grammar:
    """The lists that say what a word does; all are in small letters.

    `phrases` holds, by their first word, the phrases that name a speaker without a verb.
    """

    verbs: frozenset[str]
    determiners: frozenset[str] = field(default_factory=lambda: lists.words("determiners"))
    prepositions: frozenset[str] = field(default_factory=lambda: lists.words("prepositions"))
    pronouns: frozenset[str] = field(
        default_factory=lambda: frozenset(word.lower() for word in lists.words("pronouns"))
    )
    adverbs: frozenset[str] = field(default_factory=lambda: lists.words("adverbs"))
    auxiliaries: frozenset[str] = field(default_factory=lambda: lists.words("auxiliaries"))
    copulas: frozenset[str] = field(default_factory=lambda: lists.words("copulas"))
    phrases: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)


@functools.cache
def grammar() -> Grammar:
    """Return the lists, read once for a process."""
    verbs = lists.words("speech_verbs") | lists.words("speech_words")
    made = Grammar(frozenset(form for verb in verbs for form in _with_clitics(verb)))
    for phrase in lists.phrases("speech_phrases"):
        first, *others = (word.lower() for word in split(phrase))
        for form in _with_clitics(first):
            made.phrases.setdefault(form, []).append((form, *others))
    return made


def _with_clitics(word: str) -> list[str]:
    # Arabic writes 'and' and 'so' as one letter before the word.
    return [word, "و" + word, "ف" + word] if "\u0621" <= word[0] <= "\u064a" else [word]
