"""The trained model for English news, together with the rules and a memory for the article."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from annotator.model import Suggestion
from annotator.recognisers import rules
from annotator.recognisers.features import features
from annotator.recognisers.lexicon import lexicon
from annotator.recognisers.name_shape import surname
from annotator.recognisers.network import Found, load
from annotator.recognisers.reading import Reading, read
from annotator.recognisers.seen_names import NAMES, seen_names
from annotator.recognisers.tagging import Floats
from annotator.recognisers.together import beside
from annotator.recognisers.tokens import Tokens, tokenise

FOLDER = Path(__file__).parents[2] / "data" / "english"
# From here on what the rules suggest stands where the network sees nothing.
_CERTAIN = {"PER": 0.9, "LOC": 0.9, "ORG": 0.75}
_SURE = 0.85  # from here on a name is looked for in the rest of the article
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
        return suggested(reading, listed, tagged)

    def suggest_and_embed(
        self, text: str, language: str
    ) -> tuple[list[Suggestion], list[int], Floats]:
        """Return the suggestions for a text, where its tokens begin, and their hidden states.

        The network reads it once for both. Its language is one that the network reads.
        """
        reading = read(tokenise(text), lexicon(), language)
        listed = rules.found_in(reading)
        tagged, vectors = self.network.tag_and_embed(reading.tokens, features(reading, listed))
        return suggested(reading, listed, tagged), reading.tokens.starts, vectors


def suggested(reading: Reading, listed: list[Suggestion], tagged: list[Found]) -> list[Suggestion]:
    """Return the suggestions of an article, from what the rules and the network find in it."""
    events = [s for s in listed if s.label_id == "EVENT"]
    names = list(_outside(events, seen_names(reading, listed, tagged)))
    certain = [s for s in listed if s.score >= _CERTAIN.get(s.label_id, 2)]
    names = beside(names, certain)
    names = list(_agreeing(reading, names))
    names += _again(reading, names)
    others = [s for s in listed if s.label_id not in NAMES]
    return rules.with_speech(reading, beside(names, others))


def _outside(events: list[Suggestion], names: list[Suggestion]) -> Iterator[Suggestion]:
    """Yield the names that are no part of what an event is called: the Battle of Fredericksburg.

    Both come in the order of the text, and neither overlap one another.
    """
    ends = [event.end for event in events]
    for name in names:
        k = bisect_left(ends, name.end)
        around = k < len(events) and events[k].start <= name.start
        if not around or (events[k].start, events[k].end) == (name.start, name.end):
            yield name


def _agreeing(reading: Reading, names: list[Suggestion]) -> Iterator[Suggestion]:
    """Yield the names; where one is in doubt, with the label that the article has for its words."""
    text = reading.tokens.text
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        words = text[name.start : name.end].split()
        votes[" ".join(words)][name.label_id] += name.score
        if name.label_id == "PER" and len(words) > 1 and name.score >= _SURE:
            votes[words[-1]]["PER"] += name.score
    for name in names:
        told = votes[" ".join(text[name.start : name.end].split())]
        label = max(told, key=lambda label: told[label])
        if label != name.label_id and name.score < _SURE:
            yield replace(name, label_id=label, reason="as elsewhere in the article")
        else:
            yield name


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
        last = surname(reading.tokens, place.start, place.stop)
        if name.label_id == "PER" and not reading.is_ordinary(last):
            known.setdefault((reading.tokens.words[last],), name)
    by_first: dict[str, list[tuple[list[str], Suggestion]]] = {}
    for words, name in sorted(known.items(), key=lambda item: -len(item[0])):
        by_first.setdefault(words[0], []).append((list(words), name))
    return by_first
