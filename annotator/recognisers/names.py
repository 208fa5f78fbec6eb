"""People: what makes a run of words somebody's name, from the surest evidence to the weakest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.recognisers import name_evidence as evidence
from annotator.recognisers.name_evidence import Name
from annotator.recognisers.name_shape import NUMERALS, extent, with_epithet, with_generation
from annotator.recognisers.reading import Candidate, Reading

_EASTERN_SURNAME = re.compile(
    r"[А-ЯЁ][а-яё]{2,}(?:(?:ов|ев|ёв|ин|ын)(?:а|у|ым|е|ой|ы|ых|ым)?|енко|швили|дзе|ян(?:а|у|ом)?)"
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_CASE_ENDING = re.compile("(?:ого|ому|ыми?|ими?|ой|ом|ем|ей|ую|ая|ий|ый|[аяуюеыиьй])$")
_HEADS_AND_SURNAMES = frozenset(("Hill", "Lane", "Woods", "Hall", "Castle", "Temple", "Marshall"))
# What is named after people: the Victor Verster prison is nobody.
_NAMED_AFTER = frozenset((
    "prison", "airport", "stadium", "hospital", "university", "college", "school", "bridge",
    "foundation", "prize", "award", "camp", "jail", "detention", "cartel", "refugee", "crater",
    "telescope", "museum",
))  # fmt: skip
_OF = frozenset(("de", "del", "du", "da", "des", "do", "di", "y", "e"))
_EUROPEAN = frozenset(("de", "von", "di", "da", "do", "del", "della", "la", "le", "van", "du"))
TITLED = "title before a name"
_OPENING_PARTICLES = frozenset(("al", "el", "bin", "von", "van", "de", "abu"))


def find(reading: Reading) -> Iterator[Candidate]:
    """Yield the people of a text, from left to right."""
    i = 0
    while i < len(reading.tokens):
        candidate = _person_at(reading, i) if _may_begin(reading, i) else None
        if candidate is None:
            i += 1
        else:
            yield candidate
            i = candidate.last


def base(word: str) -> str:
    """Return what stays the same of a name's word through the cases of its language."""
    return _CASE_ENDING.sub("", word) if _CYRILLIC.match(word) and len(word) > 4 else word


def _may_begin(reading: Reading, i: int) -> bool:
    if not reading.tokens.capital[i]:
        return reading.tokens.words[i] in _OPENING_PARTICLES
    match = reading.inside.get(i)
    return match is None or match.entry.weak or match.last - match.first == 1


def _person_at(reading: Reading, i: int) -> Candidate | None:
    last, parts = extent(reading, i)
    if not parts:
        return None
    name = Name(reading, i, last, [reading.tokens.words[k] for k in parts])
    for judge, reason in _SEVERAL if last - i > 1 else _SINGLE:
        score = judge(name)
        if score:
            last = _with_suffix(reading, last)
            return reading.candidate(i, last, "PER", score, reason)
    return None


def _with_suffix(reading: Reading, last: int) -> int:
    if reading.tokens.word(last) in NUMERALS:
        return last + 1
    return with_generation(reading.tokens, with_epithet(reading.tokens, last))


def _titled(name: Name) -> float:
    """Return how sure the title before a name makes it."""
    reading, words = name.reading, name.reading.tokens.words
    k = name.first - 1
    # Russian puts the country between: премьер-министр Японии Наото Кан.
    between = reading.inside.get(k)
    if between and between.entry.label == "LOC" and _CYRILLIC.match(words[k]):
        k = between.first - 1
    if k > 0 and words[k] == ".":
        k -= 1
    if k < 0 or reading.tokens.breaks[name.first]:
        return 0
    word = "Secretary" if words[k] == "State" and words[k - 1] == "of" else words[k]
    if word not in reading.known.titles or _is_office(name, word):
        return 0
    if name.last - name.first == 1 and not _may_follow(name, word):
        return 0
    return 0.9 if word[0].isupper() else 0.75


def _is_office(name: Name, title: str) -> bool:
    """Return whether the name is what somebody is a minister of: ministro de Minería."""
    return title.islower() and name.reading.tokens.words[name.first] in _OF


def _may_follow(name: Name, title: str) -> bool:
    """Return whether one word alone is a name behind `title`: Mr May, but not Chief Justice."""
    if not name.reading.is_ordinary(name.first):
        return not _CYRILLIC.match(title)
    return title[0].isupper() and name.words[0] in name.reading.known.surnames


def _ends_as_a_place(name: Name) -> float:
    """Return a score under every threshold for Cal Anderson Park and the like."""
    known, final = name.reading.known, name.words[-1]
    is_head = final in known.place_heads or final in known.organisation_heads
    many = len(name.words) > 2 or final not in _HEADS_AND_SURNAMES
    followed = name.reading.tokens.word(name.last)
    heads = known.place_heads | known.organisation_heads if followed[:1].isupper() else _NAMED_AFTER
    return 0.1 if (is_head and many) or followed in heads else 0


def _given_first(name: Name) -> float:
    reading, known = name.reading, name.reading.known
    if name.words[0] not in known.given or len(name.words) < 2:
        return 0
    final_known = name.words[-1] in known.surnames
    if name.is_place or reading.is_ordinary(name.first):
        return _ordinary_first(name, final_known)
    if reading.is_ordinary(name.last - 1) and not final_known:
        return 0
    return 0.92 if final_known else 0.82


def _ordinary_first(name: Name, final_known: bool) -> float:
    """Return the score of a given name that is also a word or a place: Frank Sinatra."""
    reading = name.reading
    if reading.is_ordinary(name.last - 1) or reading.tokens.heading[name.first]:
        return 0
    if final_known:
        return 0.75
    # The capital of an unknown word is its own only if it is no other name.
    alone = name.last - 1 not in reading.inside and not reading.is_capital(name.last)
    opens = reading.tokens.opens[name.first] or name.is_place
    return 0.65 if alone and not opens and len(name.words) == 2 else 0


def _initials(name: Name) -> float:
    words = name.reading.tokens.words
    if "." in words[name.first]:
        return 0 if words[name.first] == "P.S." else 0.8
    dotted = any(
        len(words[k]) == 1 and words[k + 1] == "." for k in range(name.first, name.last - 1)
    )
    return 0.8 if dotted else 0


def _particled(name: Name) -> float:
    words = name.reading.tokens.words[name.first : name.last]
    if name.reading.capital_nouns:
        return 0
    known = name.reading.known
    inside = any(word in known.particles for word in words)
    # De and von also stand in titles of books; other particles do only in names.
    certain = words[-1] in known.surnames or not _EUROPEAN.intersection(words)
    fits = inside and certain and name.may_be_unknown and len(name.words) > 1
    return 0.72 if fits else 0


def _family_first(name: Name) -> float:
    first = name.words[0] in name.reading.known.family_first
    return 0.7 if first and name.may_be_unknown and len(name.words) > 1 else 0


def _surname_last(name: Name) -> float:
    known, final = name.reading.known, name.words[-1]
    fits = final in known.surnames and not known.is_common(final) and len(name.words) == 2
    return 0.5 if fits and name.may_be_unknown else 0


def _called(name: Name) -> float:
    return 0.8 if with_epithet(name.reading.tokens, name.last) > name.last else 0


def _joined(name: Name) -> float:
    """Return a score under every threshold for one word that is part of something longer."""
    reading, i = name.reading, name.first
    after = reading.is_capital(i + 1) and not reading.tokens.breaks[i + 1]
    beside = after or (reading.is_capital(i - 1) and not reading.tokens.opens[i])
    listed = i in reading.inside and not reading.inside[i].entry.weak
    hyphen = "-" in (reading.tokens.word(i - 1), reading.tokens.word(i + 1))
    doubtful = listed or beside or hyphen
    return 0.1 if doubtful or not name.may_be_unknown else 0


def _well_known(name: Name) -> float:
    return 0.8 if len(name.words) == 1 and name.words[0] in name.reading.known.well_known else 0


def _given_alone(name: Name) -> float:
    numbered = name.after[:1].isdigit()  # Luna 15 is no girl
    return 0.6 if name.words[0] in name.reading.known.given and not numbered else 0


def _eastern(name: Name) -> float:
    # Russian has many other words of these endings, and they too have a capital in front.
    opens = name.reading.tokens.opens[name.first] and not evidence.speaks(name)
    return 0.6 if _EASTERN_SURNAME.fullmatch(name.words[0]) and not opens else 0


# The first that fits gives score and reason.
_SEVERAL = (
    (_titled, TITLED),
    (_called, "epithet"),
    (_ends_as_a_place, "place or organisation"),
    (_well_known, "well-known person"),
    (_given_first, "given name"),
    (_initials, "initials"),
    (_particled, "particle in a name"),
    (_family_first, "family name first"),
    (evidence.shaped, "ending of a surname"),
    (evidence.speaks, "speaks"),
    (evidence.aged, "age after a name"),
    (evidence.dated, "date of birth after a name"),
    (evidence.of_a_nation, "nationality before a name"),
    (evidence.apposed, "what somebody is, after a name"),
    (evidence.authored, "author"),
    (evidence.acts, "does what people do"),
    (_surname_last, "surname"),
)
_SINGLE = (
    (_titled, TITLED),
    (_called, "epithet"),
    (_joined, "part of something longer"),
    (_well_known, "well-known person"),
    (_given_alone, "given name"),
    (_eastern, "ending of a surname"),
    (evidence.shaped_alone, "ending of a surname"),
    (evidence.aged, "age after a name"),
    (evidence.surname_speaks, "speaks"),
    (evidence.surname_acts, "does what people do"),
)
