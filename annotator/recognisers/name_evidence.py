"""What speaks for somebody's name where no list knows its words: shape and surroundings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.recognisers.reading import Reading

# How surnames end in Latin letters that hardly any other word does.
_SURNAME = re.compile(
    r"[A-Z][\w'’-]{2,}(?:ov|ova|yev|eva|sky|ski|ska|skyy|skii|skaya|enko|chuk|shvili|adze|idze|yan"
    r"|ić|vic|wicz|czyk|escu|sson|ssen|dóttir|ström|nen|oğlu|oglu|poulos|akis|idis|opoulou"
    r"|zadeh|nejad|ullah|uddin|wala|inho|ez|ães|ević|zyk|etti|elli|ini|mann|stein|berg"
    r"|quist|vist|auskas|vicius|evich|iewicz)"
    r"|(?:Mc|Mac|O['’]|Fitz)[A-Z][a-z]{2,}"
)
_WORKS = frozenset((
    "film", "novel", "book", "album", "song", "play", "movie", "memoir", "biography", "painting",
    "poem", "screenplay",
))  # fmt: skip
_RELATIVES = frozenset(("who", "whose", "whom"))
_APPOSING = frozenset(("a", "an", "the", "his", "her", "their", "then", "former", "now", "head"))
_ROLES = re.compile(
    r"(?:head|chief|chair|chairman|director|founder|owner|author|professor|president|minister"
    r"|lawyer|spokes\w+|leader|editor|member|manager|analyst|activist|researcher|economist"
    r"|commander|resident|teacher|scientist|expert|fellow|son|daughter|wife|husband|widow|brother"
    r"|sister|mother|father|friend|officer|captain|coach|\w+ist|\w{3,}er|\w+or)"
)
_VERBS = frozenset((
    "died", "resigned", "married", "wrote", "starred", "appeared", "pleaded", "graduated",
    "retired", "grew", "studied", "taught", "sat", "stood", "felt", "thought", "knew", "hopes",
    "wants", "wanted", "fled", "escaped", "spoke", "met", "visited", "painted", "moved", "scored",
))  # fmt: skip
_PLACING = frozenset(("in", "at", "near", "into", "the", "The", "a", "an", "A", "An"))
_ENDS = frozenset((".", ",", ";", ":", "\u2014", ""))
_BORN = frozenset(("born", "b", "née", "nee", "geb", "geboren", "né", "род"))
_NEAR = 6  # how many words behind the comma an apposition may take to tell what somebody is


@dataclass(slots=True)
class Name:
    """Tokens `[first, last)` that have the shape of a name; `words` are its full words."""

    reading: Reading
    first: int
    last: int
    words: list[str]

    @property
    def is_place(self) -> bool:
        """Whether a list knows the name's beginning as a place."""
        match = self.reading.inside.get(self.first)
        return match is not None and not match.entry.weak

    @property
    def may_be_unknown(self) -> bool:
        """Whether the capitals of the name are its own, so that little evidence is enough."""
        reading = self.reading
        inside_a_run = reading.capital_is_earned(self.first - 1) and not self._follows_a_title
        if inside_a_run or self.before in _PLACING or self.after == "-":
            return False
        if reading.capital_nouns and self.words[0] not in reading.known.given:
            return False
        plain = reading.tokens.heading[self.first] or reading.is_ordinary(self.first)
        return not plain and not self.is_place and len(self.words) <= 3

    @property
    def _follows_a_title(self) -> bool:
        reading = self.reading
        known, before = reading.known, self.before
        known_word = before in known.titles or before in known.not_names or before in known.demonyms
        return known_word or reading.tokens.breaks[self.first]

    @property
    def after(self) -> str:
        """The word behind the name."""
        return self.reading.tokens.word(self.last)

    @property
    def before(self) -> str:
        """The word in front of the name."""
        return self.reading.tokens.word(self.first - 1)


def speaks(name: Name) -> float:
    """Return how sure a speech verb beside a name makes it."""
    verbs = name.reading.known.speech_verbs
    # A verb before a name speaks for it at the end only: "It rains," said Ana Rollo.
    beside = name.after in verbs or (name.before in verbs and name.after in _ENDS)
    return 0.6 if beside and name.may_be_unknown else 0


def aged(name: Name) -> float:
    """Return how sure an age behind a name makes it: Ana Rollo, 34."""
    age = name.reading.tokens.word(name.last + 1)
    fits = name.after in (",", "(") and len(age) == 2 and age.isdigit()
    if not fits or not name.may_be_unknown:
        return 0
    # Between two signs a number of two digits is hardly anything else: Ana Rollo, 34, said.
    closed = name.reading.tokens.word(name.last + 2) == {",": ",", "(": ")"}[name.after]
    return 0.9 if closed and len(name.words) > 1 else 0.7


def apposed(name: Name) -> float:
    """Return how sure 'who' or an office between commas behind a name makes it."""
    if name.after != "," or not name.may_be_unknown:
        return 0
    word, k = name.reading.tokens.word, name.last + 1
    if word(k) in _RELATIVES:
        return 0.65
    if word(k) not in _APPOSING and not _ROLES.fullmatch(word(k)):
        return 0
    for j in range(k, k + _NEAR):
        if word(j) in (",", ".", ""):
            return 0
        if _ROLES.fullmatch(word(j)):
            return 0.62
    return 0


def authored(name: Name) -> float:
    """Return how sure 'by' makes a name: a film by Ana Rollo, written and directed by Ana Rollo."""
    if name.before != "by" or not name.may_be_unknown:
        return 0
    made = name.reading.tokens.word(name.first - 2)
    return 0.62 if made in _WORKS or made.endswith(("ed", "en")) else 0


def acts(name: Name) -> float:
    """Return how sure a verb of what people do makes two unknown words."""
    return 0.55 if name.after in _VERBS and name.may_be_unknown else 0


def shaped(name: Name) -> float:
    """Return how sure the ending of its last word makes a name."""
    fits = _SURNAME.fullmatch(name.words[-1]) and not name.reading.is_ordinary(name.last - 1)
    return 0.6 if fits and name.may_be_unknown else 0


def shaped_alone(name: Name) -> float:
    """Return how sure the ending of one unlisted word makes it a surname."""
    known = name.reading.known
    listed = name.first in name.reading.inside or name.words[0] in known.place_heads
    return 0 if listed else shaped(name)


def dated(name: Name) -> float:
    """Return how sure a date of birth in brackets makes a name: Ana Rollo (born 3 May 1950)."""
    word = name.reading.tokens.word
    if name.after != "(" or not name.may_be_unknown:
        return 0
    first = word(name.last + 1)
    lived = first.isdigit() and word(name.last + 2) in ("-", "–", "—")
    return 0.75 if lived or first in _BORN or first in name.reading.known.months else 0


def of_a_nation(name: Name) -> float:
    """Return how sure a nationality makes the two unknown words behind it: Croat Ana Rollo."""
    fits = name.before in name.reading.known.demonyms and len(name.words) == 2
    return 0.58 if fits and name.may_be_unknown and not name.after[:1].isupper() else 0


def surname_acts(name: Name) -> float:
    """Return how sure a verb makes one word that is a surname."""
    known, word = name.reading.known, name.words[0]
    return 0 if word not in known.surnames or known.is_doubtful_word(word) else acts(name)


def surname_speaks(name: Name) -> float:
    """Return how sure a speech verb makes one word that is a surname, or a Cyrillic one."""
    word, tokens = name.words[0], name.reading.tokens
    cyrillic = "\u0400" <= word[0] <= "\u04ff" and not tokens.opens[name.first]
    return speaks(name) if cyrillic or word in name.reading.known.surnames else 0
