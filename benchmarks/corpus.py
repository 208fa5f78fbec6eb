"""Made-up articles, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Iterator

from annotator.model import Draft

_SYLLABLES = "kalomirentasveldorinpersunagrolefinbaterconalexpori"
_NAMES = ["Anna Lindh", "Kofi Annan", "Geneva", "Syria", "the United Nations", "Moscow", "Greece"]


def words(seed: int, count: int) -> str:
    """Return a text of `count` words in paragraphs of about 60, with names in it."""
    # Not for secrets: the same articles in every run are the point.
    chance = random.Random(seed)
    made: list[str] = []
    for number in range(count):
        if number % 60 == 59:
            made.append("end.\n\n")
        elif number % 23 == 7:
            made.append(chance.choice(_NAMES))
        else:
            made.append(_word(chance))
    return " ".join(made).replace("\n\n ", "\n\n").strip()


def _word(chance: random.Random) -> str:
    start = chance.randrange(len(_SYLLABLES) - 12)
    return _SYLLABLES[start : start + chance.randint(2, 12)]


def drafts(count: int, length: int = 400, first: int = 0) -> Iterator[Draft]:
    """Yield `count` articles of `length` words each, made from the number `first` on."""
    for number in range(first, first + count):
        body = words(number, length)
        yield Draft(
            body,
            title=f"Article {number}",
            source=f"Source {number % 20}",
            published_at=f"20{number % 25:02d}-{number % 12 + 1:02d}-15T10:00:00Z",
            language="en",
            original=body.encode(),
            place=f"made up {number}",
        )
