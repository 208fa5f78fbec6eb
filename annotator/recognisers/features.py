"""What the lists and rules know of each token, as the columns that the trained model reads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from annotator.model import Suggestion
from annotator.recognisers.reading import Reading

SHAPES = ("lower", "Title", "UPPER", "X", "mixed", "number", "sign")
_LISTS = (
    "given", "surnames", "well_known", "titles", "organisation_heads", "place_heads", "months",
    "demonyms", "speech_verbs", "not_names", "particles",
)  # fmt: skip
_PLACES = ("opens", "heading", "touches", "ordinary")
_LISTED = ("LOC", "ORG", "EVENT", "NORP")
# What the rules suggest is a column too: the model learns where they are to be believed.
_RULES = ("PER", "ORG", "LOC", "NORP", "EVENT", "DATE", "MONEY")

COLUMNS = (
    *(f"shape {name}" for name in SHAPES),
    *_PLACES,
    *(f"in {name}" for name in _LISTS),
    *(f"listed {label}" for label in _LISTED),
    "listed weak",
    *(f"rules {mark}-{label}" for label in _RULES for mark in "BI"),
)
FIRST_OF_RULES = COLUMNS.index("rules B-PER")
_PLACE = len(SHAPES)
_IN = _PLACE + len(_PLACES)
_LIST = _IN + len(_LISTS)
_WEAK = _LIST + len(_LISTED)


def features(reading: Reading, suggestions: Iterable[Suggestion]) -> list[list[int]]:
    """Return for each token the columns of `COLUMNS` that hold.

    Parameters
    ----------
    reading : Reading
        The text and what the lists know of it.
    suggestions : iterable of Suggestion
        What the rules suggest for it; labels that are no column are passed over.
    """
    rows = [_known(reading, i) for i in range(len(reading.tokens))]
    starts = reading.tokens.starts
    for suggestion in suggestions:
        if suggestion.label_id not in _RULES:
            continue
        column = FIRST_OF_RULES + 2 * _RULES.index(suggestion.label_id)
        first = bisect_left(starts, suggestion.start)
        for i in range(first, bisect_left(starts, suggestion.end)):
            # Where two overlap, the later one stands.
            rows[i] = [*(c for c in rows[i] if c < FIRST_OF_RULES), column + (i > first)]
    return rows


def shape(word: str) -> int:
    """Return which of `SHAPES` a word has."""
    if not word[0].isalnum():
        return SHAPES.index("sign")
    if word[0].isdigit():
        return SHAPES.index("number")
    if word.isupper():
        return SHAPES.index("UPPER" if len(word) > 1 else "X")
    if word[0].isupper():
        plain = word[1:].islower() or "'" in word
        return SHAPES.index("Title" if plain else "mixed")
    return SHAPES.index("lower" if word.islower() else "mixed")


def _known(reading: Reading, i: int) -> list[int]:
    tokens, known = reading.tokens, reading.known
    word = tokens.words[i]
    places = (tokens.opens[i], tokens.heading[i], tokens.touches(i), reading.is_ordinary(i))
    row = [shape(word)]
    row += [_PLACE + n for n, holds in enumerate(places) if holds]
    row += [_IN + n for n, name in enumerate(_LISTS) if word in getattr(known, name)]
    match = reading.inside.get(i)
    if match is not None:
        row += [_LIST + n for n, label in enumerate(_LISTED) if match.entry.label == label]
        row += [_WEAK] * match.entry.weak
    return row
