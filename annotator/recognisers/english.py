"""The trained model for English news, together with the rules and a memory for the article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from annotator.model import Suggestion
from annotator.recognisers import rules
from annotator.recognisers.features import features
from annotator.recognisers.lexicon import lexicon
from annotator.recognisers.name_shape import with_epithet, without_epithet
from annotator.recognisers.network import Found, load
from annotator.recognisers.reading import Reading, read
from annotator.recognisers.tagging import Floats, Span
from annotator.recognisers.together import beside
from annotator.recognisers.tokens import Tokens, tokenise

FOLDER = Path(__file__).parents[2] / "data" / "english"
_NAMES = ("PER", "ORG", "LOC")
_LEAST = 0.4  # what is less sure is wrong more often than it is right
# From here on what the rules suggest stands where the network sees nothing ...
_CERTAIN = {"PER": 0.9, "LOC": 0.9, "ORG": 0.75}
# ... and from here on their label stands for the same words, where the network is in doubt.
_LISTED, _DOUBT = 0.9, 0.7
_SURE = 0.85  # from here on a name is looked for in the rest of the article
_PART_OF_NAME = frozenset(("D.C.", "DC"))
_INITIALS = 3
# Titles that are given names too, but of few people: Earl Warren and Prince Fielder keep theirs.
_RULERS = frozenset(("King", "Queen", "Princess", "Emir", "Ayatollah"))
_REPEATED = 0.9  # of the score of the name that it repeats


def reads(language: str) -> bool:
    """Return whether the model was trained for a language; an unknown one is taken for English."""
    return language[:2] in ("", "en")


class English:
    """Suggests what the trained model sees, and of the rest what the rules find.

    Texts in another language are left to the rules alone.

    Parameters
    ----------
    folder : Path
        Where the model is.

    Raises
    ------
    errors.Refused
        If the model is missing or broken.
    """

    name = "english"

    def __init__(self, folder: Path = FOLDER) -> None:
        self.network = load(folder)
        self._rules = rules.Rules()
        self.version = f"{self.network.about['version']}+rules {self._rules.version}"

    def suggest(self, text: str, language: str = "") -> list[Suggestion]:
        """Return the suggestions for `text`, sorted by where they begin."""
        if not reads(language):
            return self._rules.suggest(text, language)
        reading = read(tokenise(text), lexicon(), language)
        listed = rules.found_in(reading)
        tagged = self.network.tag(reading.tokens, features(reading, listed))
        return _suggested(reading, listed, tagged)

    def suggest_and_embed(
        self, text: str, language: str
    ) -> tuple[list[Suggestion], list[int], Floats]:
        """Return the suggestions for a text, where its tokens begin, and their hidden states.

        The network reads it once for both. Its language is one that the network reads.
        """
        reading = read(tokenise(text), lexicon(), language)
        listed = rules.found_in(reading)
        tagged, vectors = self.network.tag_and_embed(reading.tokens, features(reading, listed))
        return _suggested(reading, listed, tagged), reading.tokens.starts, vectors


def _suggested(reading: Reading, listed: list[Suggestion], tagged: list[Found]) -> list[Suggestion]:
    """Return the suggestions of an article, from what the rules and the network find in it."""
    names = _names(reading, listed, tagged)
    certain = [s for s in listed if s.score >= _CERTAIN.get(s.label_id, 2)]
    names = beside(names, certain)
    names += _again(reading, names)
    others = [s for s in listed if s.label_id not in _NAMES]
    return rules.with_speech(reading, beside(names, others))


def _names(reading: Reading, listed: list[Suggestion], tagged: list[Found]) -> list[Suggestion]:
    """Return the names that the network sees, with what the rules say of the same words."""
    tokens = reading.tokens
    known = {(s.start, s.end): s for s in listed if s.label_id in _NAMES}
    found = []
    for span, score in tagged:
        if span[2] not in _NAMES or score < _LEAST or _is_signature(tokens, span):
            continue
        for first, last, label in _parts(tokens, _by_name_alone(reading, span)):
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


def _by_name_alone(reading: Reading, span: Span) -> Span:
    """Return a person without the titles before the name, and with the epithet behind it."""
    first, last, label = span
    tokens, known = reading.tokens, reading.known
    if label != "PER":
        return span
    titles = (known.titles - known.given) | _RULERS
    while last - first > 1 and tokens.words[first] in titles:
        first += 1 + (tokens.words[first + 1] == "." and last - first > 2)
    return first, with_epithet(tokens, last), label


def _parts(tokens: Tokens, span: Span) -> list[Span]:
    """Return a place and what it lies in as two: Richmond, Virginia, but Washington, D.C."""
    first, last, label = span
    for i in range(first + 1, last - 1):
        if label == "LOC" and tokens.words[i] == "," and tokens.words[i + 1] not in _PART_OF_NAME:
            return [(first, i, label), *_parts(tokens, (i + 1, last, label))]
    return [span]


def _again(reading: Reading, names: list[Suggestion]) -> Iterator[Suggestion]:
    """Yield the names of the article where they stand once more and were not seen."""
    tokens = reading.tokens
    places = {start: i for i, start in enumerate(tokens.starts)}
    held = [_held(tokens, places[name.start], name) for name in names]
    taken = {i for place in held for i in place}
    known = _known(reading, names, held)
    for i, word in enumerate(tokens.words):
        for words, full in known.get(word, ()) if tokens.capital[i] else ():
            place = range(i, i + len(words))
            if tokens.words[i : place.stop] == words and taken.isdisjoint(place):
                taken.update(place)
                start, end = tokens.starts[i], tokens.ends[place.stop - 1]
                reason = f"seen before as {tokens.text[full.start : full.end]}"
                score = round(_REPEATED * full.score, 3)
                yield Suggestion(start, end, full.label_id, score, reason)
                break


def _held(tokens: Tokens, first: int, name: Suggestion) -> range:
    """Return the tokens of a name that begins with token `first`."""
    last = first
    while last < len(tokens) and tokens.ends[last] <= name.end:
        last += 1
    return range(first, last)


def _known(
    reading: Reading, names: list[Suggestion], held: list[range]
) -> dict[str, list[tuple[list[str], Suggestion]]]:
    """Return by their first word the names to look for again, the longest first."""
    known: dict[tuple[str, ...], Suggestion] = {}
    for name, place in zip(names, held, strict=True):
        words = tuple(reading.tokens.words[i] for i in place)
        if name.score < _SURE or reading.is_ordinary(place.start):
            continue
        known.setdefault(words, name)
        surname = without_epithet(reading.tokens, place.stop) - 1
        if name.label_id == "PER" and not reading.is_ordinary(surname):
            known.setdefault((reading.tokens.words[surname],), name)
    by_first: dict[str, list[tuple[list[str], Suggestion]]] = {}
    for words, name in sorted(known.items(), key=lambda item: -len(item[0])):
        by_first.setdefault(words[0], []).append((list(words), name))
    return by_first
