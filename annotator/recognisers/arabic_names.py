"""People in Arabic texts, which have no capitals: listed given names and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.recognisers.reading import Candidate, Reading

_SERVANT = frozenset(("عبد", "أبو", "أبي", "ابن", "بن", "آل", "أم", "بنت"))
# Words with the article that stand behind a name and are no part of it.
_NO_SURNAMES = frozenset((
    "الذي", "التي", "الذين", "الرئيس", "الملك", "الأمير", "الوزير", "اليوم", "الأمس", "الآن",
    "المصري", "السوري", "السابق", "الحالي", "الجديد", "الراحل", "الأول", "الثاني", "الثالث",
    "العام", "الدولي", "الأمريكي", "الأميركي", "البريطاني", "الفرنسي", "الروسي", "التركي", "الى",
    "السبت", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "القادم", "الماضي",
))  # fmt: skip
_LONGEST = 5


def find(reading: Reading) -> Iterator[Candidate]:
    """Yield the people: two listed words of a name, or one with a word of an article behind it."""
    i, words = 0, reading.tokens.words
    while i < len(words):
        last = _end(reading, i) if words[i] in reading.known.arabic else i
        if last - i < 2:
            i += 1
            continue
        yield reading.candidate(i, last, "PER", 0.7, "given name")
        i = last


def _end(reading: Reading, i: int) -> int:
    """Return where the name that begins with the given name at `i` ends."""
    tokens, known = reading.tokens, reading.known
    k = i + 1
    while k < min(len(tokens), i + _LONGEST) and not tokens.breaks[k]:
        word = tokens.words[k]
        if word in _SERVANT and tokens.word(k + 1)[:1].isalpha():
            k += 2
        elif word in known.arabic:
            k += 1
        elif word.startswith("ال") and word not in _NO_SURNAMES and k not in reading.inside:
            return k + 1
        else:
            break
    return k
