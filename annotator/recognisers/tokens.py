"""Words of a text with their offsets, and what their place says of their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# In this order: abbreviations with dots (U.S.), elided articles before a capital (l'Iran), words
# with apostrophes inside (O'Brien, but never the possessive 's), runs of katakana, single Han
# characters and hiragana, numbers, and any other sign.
_PATTERN = (
    r"(?:[A-ZА-ЯЁ]\.){2,}"
    r"|\b[LlDdNn]['’](?=[^\W\d_])"
    r"|[ァ-ヺー]+"
    r"|[぀-ゟ㐀-䶿一-鿿豈-﫿]"
    r"|[^\W\d_぀-ヿ㐀-䶿一-鿿豈-﫿]+(?:[\u0300-\u036f\u064b-\u0652]+[^\W\d_]*)*"
    r"(?:['’ʼ](?![sS]\b){inner}[^\W\d_぀-ヿ㐀-䶿一-鿿]+)*"
    r"|\d+(?:[.,]\d+)*"
    r"|\S"
)
_TOKEN = re.compile(_PATTERN.replace("{inner}", ""))
# Turkish sets its case endings behind an apostrophe: Ankara'da is Ankara and an ending.
_TURKISH = re.compile(_PATTERN.replace("{inner}", "(?![a-zçğıöşü])"))
_TURKISH_LETTERS = frozenset("ğışĞİŞ")
_KANA = "\u3040"
_LINE = re.compile(r"[^\n]+")
_CASED = re.compile(r"[^\W\d_]+")
_SENTENCE_END = frozenset(".!?…:•*|")
_CLOSING = frozenset("\"”’')]»")
_ABBREVIATIONS = frozenset((
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Rev", "Fr", "Sr", "Jr", "St", "Mt", "Ft", "Gen", "Lt",
    "Col", "Maj", "Capt", "Sgt", "Cpl", "Pvt", "Adm", "Cmdr", "Sen", "Sens", "Rep", "Reps", "Gov",
    "Pres", "Hon", "Messrs", "Mme", "Inc", "Corp", "Ltd", "Co", "vs", "No", "Jan", "Feb", "Mar",
    "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Brig", "Spc", "г", "гг",
    "ул", "им",
))  # fmt: skip
_SMALL = 4  # words shorter than this may be lower case in a title


@dataclass(slots=True)
class Tokens:
    """The tokens of one text as parallel lists.

    `capital` tells a word with a capital first letter; `opens` the first word of a sentence or a
    line, whose capital says nothing; `heading` a word in a line where all words have capitals;
    `breaks` the first token of a line.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    capital: list[bool]
    opens: list[bool]
    heading: list[bool]
    breaks: list[bool]

    def __len__(self) -> int:
        return len(self.words)

    def touches(self, i: int) -> bool:
        """Return whether token `i` follows its predecessor with nothing between them."""
        return 0 < i < len(self.words) and self.ends[i - 1] == self.starts[i]

    def word(self, i: int) -> str:
        """Return the word at `i`, or an empty one outside the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""


def split(phrase: str) -> list[str]:
    """Return the words of a short phrase as the tokeniser cuts them in a text."""
    # Most names are plain words, which need no pattern; kana and Han are cut into characters.
    if phrase.replace(" ", "").isalpha() and max(phrase) < _KANA:
        return phrase.split()
    return [m.group().replace("’", "'") for m in _TOKEN.finditer(phrase)]


def is_heading(line: str) -> bool:
    """Return whether `line` writes its words with capitals, as headlines do."""
    words = _CASED.findall(line)
    if len(words) < 2:
        return False
    if line.isupper():
        return True
    if line.rstrip()[-1:] in '.!?…”",' or len(words) < 3 or len(words) > 25:
        return False
    long = [w for w in words if len(w) >= _SMALL]
    return len(long) >= 3 and sum(w[0].isupper() for w in long) >= 0.8 * len(long)


def tokenise(text: str) -> Tokens:
    """Cut `text` into tokens."""
    pattern = _TOKEN if _TURKISH_LETTERS.isdisjoint(text) else _TURKISH
    tokens = Tokens(text, [], [], [], [], [], [], [])
    for line in _LINE.finditer(text):
        matches = pattern.finditer(text, *line.span())
        _add_line(tokens, matches, is_heading(line.group()))
    return tokens


def _add_line(tokens: Tokens, matches: Iterator[re.Match[str]], heading: bool) -> None:
    opens = breaks = True
    for match in matches:
        word = match.group()
        letter = word[0]
        tokens.words.append(word.replace("’", "'") if "’" in word else word)
        tokens.starts.append(match.start())
        tokens.ends.append(match.end())
        tokens.capital.append(letter.isupper())
        tokens.opens.append(opens)
        tokens.heading.append(heading)
        tokens.breaks.append(breaks)
        breaks = False
        if letter.isalnum():
            opens = False
        elif letter in _SENTENCE_END:
            # The dot of an abbreviation (Dr., J.) ends no sentence.
            opens = not (letter == "." and _is_abbreviation(tokens))
        elif letter in '“„«"':
            opens = True
        elif letter not in _CLOSING:
            opens = opens and letter in "-–—("


def _is_abbreviation(tokens: Tokens) -> bool:
    before = tokens.word(len(tokens) - 2)
    return (len(before) == 1 and before.isupper()) or before in _ABBREVIATIONS
