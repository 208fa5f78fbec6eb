"""The recogniser that needs no model: lists and rules together, and a memory for the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.model import Suggestion
from annotator.recognisers import (
    addresses,
    arabic_names,
    dates,
    eastern_names,
    enumerations,
    events,
    money,
    names,
    organisation_cues,
    organisations,
    places,
    quotations,
    russian,
    speakers,
)
from annotator.recognisers.gazetteer import Match
from annotator.recognisers.lexicon import lexicon
from annotator.recognisers.name_shape import is_part, surname
from annotator.recognisers.reading import Candidate, Reading, read
from annotator.recognisers.tokens import tokenise

# Candidates under this are kept only to rule out what overlaps them.
_LEAST = 0.5
_FINDERS = (
    names, arabic_names, eastern_names, organisations, organisation_cues, russian, events,
)  # fmt: skip


class Rules:
    """Suggests names, dates, amounts and quotations by lists and rules."""

    name = "rules"
    version = "7"

    def __init__(self) -> None:
        self._known = lexicon()

    def suggest(self, text: str, language: str = "") -> list[Suggestion]:
        """Return the suggestions for `text`, sorted by where they begin.

        Parameters
        ----------
        text : str
            The text of an article.
        language : str
            Its language if it is known. The lists of all languages are always looked into; the
            language only tells whether nouns have capitals.
        """
        reading = read(tokenise(text), self._known, language)
        return with_speech(reading, found_in(reading))


def found_in(reading: Reading) -> list[Suggestion]:
    """Return the names, dates and amounts of a text, none overlapping another."""
    found = list(_listed(reading))
    if not reading.capital_nouns:
        found += places.find(reading)
    for module in _FINDERS:
        found += module.find(reading)
    kept = _resolve(found)
    kept += organisations.acronyms(reading, kept)
    kept += enumerations.find(reading, kept)
    kept = _resolve([*kept, *_seen_before(reading, kept)])
    spans = [Suggestion(c.start, c.end, c.label, c.score, c.reason) for c in kept]
    text = reading.tokens.text
    return without_overlaps([*money.find(text), *dates.find(text)], spans)


def with_speech(reading: Reading, found: list[Suggestion]) -> list[Suggestion]:
    """Return what was found outside addresses, and the quotations with their speakers and cues."""
    text = reading.tokens.text
    found = addresses.outside(text, found)
    spoken = speakers.find(reading, found, quotations.find(text))
    return sorted([*found, *spoken], key=lambda s: (s.start, -s.end))


def _listed(reading: Reading) -> Iterator[Candidate]:
    for match in reading.listed.values():
        if _stands(reading, match):
            entry = match.entry
            found = reading.candidate(
                match.first, match.last, entry.label, entry.score, entry.reason
            )
            found.start += match.skip
            yield found


def _stands(reading: Reading, match: Match) -> bool:
    """Return whether a listed name is to be believed where it stands."""
    tokens = reading.tokens
    first, last = match.first, match.last
    if tokens.heading[first] and match.entry.weak:
        return False
    if match.entry.weak:
        if match.entry.label == "ORG":  # Russian sets names of papers and clubs between marks
            return tokens.word(first - 1) == "«" and tokens.word(last) == "»"
        return places.is_proven(reading, first, last)
    if match.entry.label != "LOC" or tokens.heading[first]:
        return True
    if match.entry.reason == "city" and reading.is_capital(first - 1) and not tokens.opens[first]:
        return False
    return not _goes_on(reading, last)


def _goes_on(reading: Reading, last: int) -> bool:
    """Return whether a capitalised word behind a place makes both one longer, unknown name."""
    tokens, known = reading.tokens, reading.known
    if not reading.is_capital(last) or tokens.breaks[last] or last in reading.inside:
        return False
    word = tokens.words[last]
    if word[0] > "\u0370":  # elsewhere a name may follow its country: премьер Японии Наото Кан
        return False
    return not (word in known.titles or word in known.not_names or tokens.opens[last])


def _seen_before(reading: Reading, kept: list[Candidate]) -> Iterator[Candidate]:
    """Yield names of the article that stand alone where they were found in full elsewhere."""
    memory = _memory(reading, kept)
    taken = {k for c in kept if c.last - c.first > 1 for k in range(c.first, c.last)}
    for i, word in enumerate(reading.tokens.words):
        if not reading.tokens.capital[i] or i in taken:
            continue
        known = memory.get(names.base(word))
        if known and _stands_alone(reading, i):
            label, full = known
            start = _with_particle(reading, i)
            if label == "PER":
                start = _with_given_names(reading, start, taken)
            yield reading.candidate(start, i + 1, label, 0.85, f"seen before as {full}")


def _stands_alone(reading: Reading, i: int) -> bool:
    tokens, known = reading.tokens, reading.known
    following = tokens.word(i + 1)
    if reading.is_ordinary(i) and (
        tokens.opens[i] or tokens.heading[i] or tokens.words[i] in known.months
    ):
        return following in known.speech_verbs
    return following not in known.place_heads and following not in known.organisation_heads


def _with_given_names(reading: Reading, start: int, taken: set[int]) -> int:
    """Return where the names before the surname at `start` begin."""
    tokens = reading.tokens
    while start > 0 and start - 1 not in taken and is_part(reading, start - 1):
        if tokens.opens[start - 1] and tokens.words[start - 1] not in reading.known.given:
            break
        start -= 1
    return start


def _with_particle(reading: Reading, i: int) -> int:
    word = reading.tokens.word
    joined = word(i - 1) == "-" and reading.tokens.touches(i)
    return i - 2 if joined and word(i - 2) in reading.known.particles else i


def _memory(reading: Reading, kept: Iterable[Candidate]) -> dict[str, tuple[str, str]]:
    memory: dict[str, tuple[str, str]] = {}
    words = reading.tokens.words
    for candidate in kept:
        full = reading.tokens.text[candidate.start : candidate.end]
        if candidate.label == "PER" and candidate.score > 0.6:
            key = words[surname(reading.tokens, candidate.first, candidate.last)]
            if candidate.last - candidate.first > 1 and words[candidate.first] in (
                reading.known.family_first
            ):
                memory.setdefault(words[candidate.first], ("PER", full))
            memory.setdefault(names.base(key), ("PER", full))
        elif candidate.reason == "acronym in brackets":
            memory.setdefault(words[candidate.first], ("ORG", full))
        elif candidate.label == "EVENT" and words[candidate.first] in events.STORMS:
            memory.setdefault(words[candidate.last - 1], ("EVENT", full))
    return memory


def _resolve(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates without overlaps: the longest stays, then the surest."""
    kept: list[Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(found, key=lambda c: (c.first - c.last, -c.score, c.start)):
        span = range(candidate.first, candidate.last)
        if candidate.score >= _LEAST and taken.isdisjoint(span):
            taken.update(span)
            kept.append(candidate)
    return kept


def without_overlaps(first: list[Suggestion], then: list[Suggestion]) -> list[Suggestion]:
    """Return all of `first` that don't overlap each other, and what of `then` fits between."""
    kept: list[Suggestion] = []
    end = -1
    # Sorting is stable: where two begin together, one of `first` comes first.
    for suggestion in sorted([*first, *then], key=lambda s: s.start):
        if suggestion.start >= end:
            kept.append(suggestion)
            end = suggestion.end
    return kept
