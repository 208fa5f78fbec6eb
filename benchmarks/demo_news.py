"""Made-up news of two papers, with every name in it known."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.model import Draft

SOURCES = ("The Morning Ledger", "Harbour Post")
PASSAGES = ("PER", "ORG", "LOC", "EVENT", "NORP", "DATE", "MONEY", "QUOTE")
_FILLED = re.compile(r"\{(\w+?)(\d?)\}")
_FIRST = (
    "Ada", "Bruno", "Clara", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Olga",
)  # fmt: skip
_LAST = (
    "Abara", "Bremer", "Castellan", "Dorn", "Eklund", "Faraday", "Grunwald", "Halloran", "Moreau",
)  # fmt: skip
_NAMES = {
    "ORG": (
        "Northern Rail Union", "Brightwater Council", "Halden Bank", "Ministry of Transport",
        "Orsk Shipping", "Institute for Coastal Studies", "Vesta Energy", "Carrow Hospital",
        "Green Alliance", "Federal Court", "Selby University", "Port Authority",
    ),
    "LOC": (
        "Brightwater", "Halden", "Orsk", "Carrow", "Selby", "Vale of Tarn", "Cape Morrow",
        "New Harbour", "Ostrava", "Lake Ilmen", "Tarn", "Morrow Bay",
    ),
    "EVENT": ("Harbour Festival", "Spring Floods", "Rail Strike", "Carrow Fire", "Coast Regatta"),
    "NORP": ("Liberals", "Tarnish", "Catholics", "Conservatives", "Haldeners"),
    "DATE": ("on Monday", "last Tuesday", "on 3 March", "in June", "next year", "on Friday"),
    "MONEY": ("€4 million", "$250,000", "£1.2 billion", "900 euros"),
}  # fmt: skip
# The papers write of much the same, one more of the sea and one more of money.
_PAPERS = (
    (
        "{ORG1} said {DATE1} that it would spend {MONEY1} on offices in {LOC1}.",
        "Shares of {ORG1} fell after {ORG2} warned of higher interest rates.",
        "The budget of {LOC1} foresees {MONEY1} for schools and {MONEY2} for roads.",
        "{PER1}, who leads {ORG1}, spoke of a difficult quarter for investors.",
    ),
    (
        "Fishermen in {LOC1} found the quay closed {DATE1}.",
        "The ferry between {LOC1} and {LOC2} stayed in port because of the storm.",
        "{ORG1} measured waves of six metres off {LOC1}.",
        "Sailors from {LOC1} took part in the {EVENT1} {DATE1}.",
    ),
)
_SHARED = (
    "{PER1} met {PER2} in {LOC1} {DATE1}.",
    "{QUOTE1}, said {PER1} of {ORG1}.",
    "The {NORP1} asked {ORG1} to explain what had happened in {LOC1}.",
    "During the {EVENT1} the streets of {LOC1} were full.",
    "{PER1} had worked for {ORG1} before moving to {LOC1}.",
    "A spokesman for {ORG1} did not want to comment.",
    "Nobody was hurt, and the road was opened again after an hour.",
    "{ORG1} and {ORG2} agreed {DATE1} on a plan for {LOC1}.",
    "The {NORP1} and the {NORP2} voted against it.",
    "It was the third time this year.",
)
_SAID = (
    "“We will look at every figure again”", "“Nobody told us of it”",
    "“The water came faster than we could carry the chairs”", "“This is not the end of it”",
)  # fmt: skip
_KINDS = ("REPORT", "REPORT", "ANALYSIS", "OPINION")


@dataclass(slots=True)
class News:
    """An article, and what careful annotators would find: labels with passages, and its kind."""

    draft: Draft
    kind: str
    found: list[tuple[str, int, int]] = field(default_factory=list)


def news(count: int) -> Iterator[News]:
    """Yield so many articles, the same in every run."""
    for number in range(count):  # not for secrets: the same articles are the point
        yield _article(number, random.Random(number))


def _article(number: int, chance: random.Random) -> News:
    paper = chance.randrange(2)
    people = [f"{chance.choice(_FIRST)} {chance.choice(_LAST)}" for _ in range(3)]
    text, found = "", list[tuple[str, int, int]]()
    for paragraph in range(chance.randint(4, 7)):
        text += "\n\n" if paragraph else ""
        for sentence in range(chance.randint(2, 4)):
            text += " " if sentence else ""
            kinds = _PAPERS[paper] if chance.random() < 0.5 else _SHARED
            text = _filled(chance, chance.choice(kinds), text, found, people)
    month = 1 + number * 18 // 500 % 18
    day = f"202{5 + (month - 1) // 12}-{(month - 1) % 12 + 1:02d}-{chance.randint(1, 28):02d}"
    draft = Draft(
        text,
        title=f"{text.split('.', maxsplit=1)[0][:60]} ({number + 1})",
        source=SOURCES[paper],
        published_at=f"{day}T08:00:00Z",
        language="en",
        original=text.encode(),
        place=f"made up {number}",
    )
    return News(draft, chance.choice(_KINDS), found)


def _filled(
    chance: random.Random,
    template: str,
    text: str,
    found: list[tuple[str, int, int]],
    people: list[str],
) -> str:
    """Return the text with one more sentence, whose names are added to what is found."""
    at, used = 0, set[str]()
    for slot in _FILLED.finditer(template):
        text += template[at : slot.start()]
        at = slot.end()
        names = {"PER": people, "QUOTE": _SAID}.get(slot[1]) or _NAMES[slot[1]]
        name = chance.choice([each for each in names if each not in used])
        used.add(name)
        start = len(text) + (3 if slot[1] == "DATE" and name.startswith("on ") else 0)
        found.append((slot[1], start, len(text) + len(name)))
        text += name
    return text + template[at:]
