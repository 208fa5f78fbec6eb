"""The names that the trained network sees in a text: what of its tags is taken, and how far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.model import Suggestion
from annotator.recognisers.name_shape import with_epithet, with_generation
from annotator.recognisers.names import TITLED
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
# So many words hold an office too: US Secretary of State John Kerry, where the rules know the name.
_OFFICE = 3
_MARKS, _LONGEST_NICKNAME = frozenset("\"“”‘’'"), 3
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
    titled = {s.end: s.start for s in listed if s.reason == TITLED}
    tagged = list(_with_nicknames(tokens, tagged))
    surnames = {tokens.words[j - 1] for (i, j, label), _ in tagged if label == "PER" and j - i > 1}
    found: list[Suggestion] = []
    for span, score in tagged:
        if span[2] not in NAMES or score < _LEAST:
            continue
        if _is_signature(tokens, span) or _is_office(reading, span):
            continue
        if _is_group(reading, span) and tokens.words[span[0]] not in surnames:
            continue
        if found and tokens.starts[span[0]] < found[-1].end:
            continue  # an epithet, say, that belongs to the name before it
        for first, last, label in _parts(reading, _by_name_alone(reading, span)):
            start, end = tokens.starts[first], tokens.ends[last - 1]
            if label == "PER" and last - first > _OFFICE:
                start = max(start, titled.get(end, start))
            seen = Suggestion(start, end, label, round(score, 3), "trained model")
            found.append(_agreed(seen, known.get((start, end))))
    return found


def _with_nicknames(tokens: Tokens, tagged: list[Found]) -> Iterator[Found]:
    """Yield what was found; a person about whom a nickname stands between marks is one name.

    Ana "La Jefa" Marenda is nobody else than Ana Marenda.
    """
    before: Found | None = None
    for found in tagged:
        if before is not None and _is_nickname(tokens, before[0], found[0]):
            before = (before[0][0], found[0][1], "PER"), min(before[1], found[1])
            continue
        if before is not None:
            yield before
        before = found
    if before is not None:
        yield before


def _is_nickname(tokens: Tokens, given: Span, family: Span) -> bool:
    """Return whether nothing but a nickname stands between two parts of a name."""
    first, last = given[1], family[0]
    if not given[2] == family[2] == "PER" or not 2 < last - first <= _LONGEST_NICKNAME + 2:
        return False
    marked = tokens.words[first] in _MARKS and tokens.words[last - 1] in _MARKS
    return marked and tokens.capital[first + 1] and not any(tokens.breaks[first : last + 1])


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
    return last - first > 1 or not (words[0] in known.given or words[0] in known.surnames)


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
    last = with_epithet(reading.tokens, last)
    return first, with_generation(reading.tokens, last), label


def _is_title(reading: Reading, i: int) -> bool:
    """Return whether the word that a name begins with is a title, and no given name."""
    word, known = reading.tokens.words[i], reading.known
    if word not in known.titles:
        return False
    is_given = word in known.given and word not in _RULERS
    return not is_given or reading.tokens.word(i + 1) in known.titles


def _parts(reading: Reading, span: Span) -> list[Span]:
    """Return a place and what it lies in as two: Richmond, Virginia, but Washington, D.C.

    What somebody has is a name of its own: London's Heathrow Airport.
    """
    first, last, label = span
    words, owner = reading.tokens.words, reading.listed.get(first)
    for i in range(first + 1, last - 1):
        if label == "LOC" and words[i] == "," and words[i + 1] not in _PART_OF_NAME:
            return [(first, i, label), *_parts(reading, (i + 1, last, label))]
        owns = owner and owner.last == i and not owner.entry.weak
        if owner and owns and words[i] in _APOSTROPHES and words[i + 1] == "s" and i + 2 < last:
            return [(first, i, owner.entry.label), *_parts(reading, (i + 2, last, label))]
    return [span]
