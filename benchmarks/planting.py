"""Texts with quotations whose speakers and cues are known, read from marks in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from annotator.model import Suggestion

PLANTED = Path(__file__).with_name("quotations.txt")
_OPENING = re.compile(r"\{([qsc])([\d,]+) ")
Passage = tuple[int, int]
Attributed = tuple[Passage, Passage | None, Passage | None]


@dataclass
class Planted:
    """A text, and for each of its quotations the passages of quotation, speaker and cue."""

    text: str
    quotations: dict[str, Passage] = field(default_factory=dict)
    speakers: dict[str, Passage] = field(default_factory=dict)
    cues: dict[str, Passage] = field(default_factory=dict)

    def expected(self) -> set[Attributed]:
        """Return quotation, speaker and cue of each quotation."""
        return {
            (passage, self.speakers.get(number), self.cues.get(number))
            for number, passage in self.quotations.items()
        }


def attributed(suggestions: list[Suggestion]) -> set[Attributed]:
    """Return quotation, speaker and cue of each quotation that was suggested."""
    found = set()
    for suggestion in suggestions:
        if suggestion.label_id == "QUOTE":
            joined = {kind: (start, end) for kind, start, end in suggestion.joins}
            passage = (suggestion.start, suggestion.end)
            found.add((passage, joined.get("SAID_BY"), joined.get("SAID_WITH")))
    return found


def planted() -> list[Planted]:
    """Return the planted texts."""
    paragraphs = PLANTED.read_text("utf-8").split("\n\n")
    return [parse(" ".join(p.splitlines())) for p in paragraphs if not p.startswith("#")]


def parse(marked: str) -> Planted:
    """Take the marks out of a text and keep where they stood."""
    text, found, open_marks, i = "", Planted(""), [], 0
    marked = marked.strip().replace("¶", "\n")
    while i < len(marked):
        if match := _OPENING.match(marked, i):
            open_marks.append((match[1], match[2].split(","), len(text)))
            i = match.end()
        elif marked[i] == "}":
            kind, numbers, start = open_marks.pop()
            chosen = {"q": found.quotations, "s": found.speakers, "c": found.cues}[kind]
            chosen.update({number: (start, len(text)) for number in numbers})
            i += 1
        else:
            text += marked[i]
            i += 1
    found.text = text
    return found
