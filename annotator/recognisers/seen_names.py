"""The names that the trained network sees in a text: what of its tags is taken, and how far."""

from __future__ import annotations

from dataclasses import replace

from annotator.model import Suggestion
from annotator.recognisers.name_shape import with_epithet
from annotator.recognisers.network import Found
from annotator.recognisers.reading import Reading
from annotator.recognisers.tagging import Span
from annotator.recognisers.tokens import Tokens

NAMES = ("PER", "ORG", "LOC")
_LEAST = 0.4  # what is less sure is wrong more often than it is right
# From here on the label of the rules stands for the same words, where the network is in doubt.
_LISTED, _DOUBT = 0.9, 0.7
_PART_OF_NAME = frozenset(("D.C.", "DC"))
_APOSTROPHES = frozenset("'’")
_INITIALS = 3
# Titles that are given names too, but of few people: Earl Warren and Prince Fielder keep theirs.
_RULERS = frozenset(("King", "Queen", "Princess", "Emir", "Ayatollah"))
_OF_OFFICES = frozenset((
    "Prime", "Vice", "Deputy", "Her", "His", "Their", "Your", "Majesty", "Majesties", "Highness",
    "Excellency", "Grace", "Honour", "Honor", "The", "the", ".", "-",
))  # fmt: skip


def seen_names(reading: Reading, listed: list[Suggestion], tagged: list[Found]) -> list[Suggestion]:
    """Return the names that the network sees, with what the rules say of the same words."""
    tokens = reading.tokens
    known = {(s.start, s.end): s for s in listed if s.label_id in NAMES}
    surnames = {tokens.words[j - 1] for (i, j, label), _ in tagged if label == "PER" and j - i > 1}
    found = []
    for span, score in tagged:
        if span[2] not in NAMES or score < _LEAST:
            continue
        if _is_signature(tokens, span) or _is_office(reading, span):
            continue
        if _is_group(reading, span) and tokens.words[span[0]] not in surnames:
            continue
        for first, last, label in _parts(reading, _by_name_alone(reading, span)):
            start, end = tokens.starts[first], tokens.ends[last - 1]
            seen = Suggestion(start, end, label, round(score, 3), "trained model")
            found.append(_agreed(seen, known.get((start, end))))
    return found


def _agreed(seen: Suggestion, listed: Suggestion | None) -> Suggestion:
    """Return what the network sees, with what the rules say of the same words."""
    if listed is None:
        return seen
    if listed.label_id == seen.label_id:
        return replace(seen, reason=f"trained model; rules: {listed.reason}")
    return listed if listed.score >= _LISTED and seen.score < _DOUBT else seen


def _is_signature(tokens: Tokens, span: Span) -> bool:
    """Return whether a name is a line of its own of two or three capitals, as agencies sign."""
    first, last, _ = span
    word = tokens.words[first]
    alone = tokens.breaks[first] and (last == len(tokens) or tokens.breaks[last])
    return alone and last - first == 1 and word.isupper() and len(word) <= _INITIALS


def _is_group(reading: Reading, span: Span) -> bool:
    """Return whether a word alone is a nationality or a group, by the lists: Viennese.

    Members of a party stand for it: *Democrats* may be an organisation.
    """
    first, last, label = span
    match = reading.inside.get(first)
    if last - first > 1 or match is None or match.entry.label != "NORP":
        return False
    return label != "ORG" or not reading.tokens.words[first].endswith("s")


def _is_office(reading: Reading, span: Span) -> bool:
    """Return whether a person is told by the office alone: Prime Minister, Her Majesty."""
    first, last, label = span
    words, known = reading.tokens.words[first:last], reading.known
    if label != "PER" or not all(word in known.titles or word in _OF_OFFICES for word in words):
        return False
    return last - first > 1 or words[0] not in known.given | known.surnames


def _by_name_alone(reading: Reading, span: Span) -> Span:
    """Return a person without the titles before the name, and with the epithet behind it."""
    first, last, label = span
    if label != "PER":
        return span
    while last - first > 1 and _is_title(reading, first):
        following = first + 1 + (reading.tokens.words[first + 1] == ".")
        if following >= last or not reading.is_capital(following):  # the Duke of Cambridge
            break
        first = following
    return first, with_epithet(reading.tokens, last), label


def _is_title(reading: Reading, i: int) -> bool:
    """Return whether the word that a name begins with is a title, and no given name."""
    word, known = reading.tokens.words[i], reading.known
    if word in known.titles - known.given or word in _RULERS:
        return True
    return word in known.titles and reading.tokens.word(i + 1) in known.titles


def _parts(reading: Reading, span: Span) -> list[Span]:
    """Return a place and what it lies in as two: Richmond, Virginia, but Washington, D.C.

    What somebody has is a name of its own: London's Heathrow Airport.
    """
    first, last, label = span
    words = reading.tokens.words
    for i in range(first + 1, last - 1):
        if label == "LOC" and words[i] == "," and words[i + 1] not in _PART_OF_NAME:
            return [(first, i, label), *_parts(reading, (i + 1, last, label))]
        owner = reading.listed.get(first)
        owns = owner and owner.last == i and not owner.entry.weak
        if owner and owns and words[i] in _APOSTROPHES and words[i + 1] == "s" and i + 2 < last:
            return [(first, i, owner.entry.label), *_parts(reading, (i + 2, last, label))]
    return [span]
