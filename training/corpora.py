"""The corpora that the model is trained on: who annotated them, and how they are divided."""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.recognisers.features import features
from annotator.recognisers.lexicon import lexicon
from annotator.recognisers.reading import read
from annotator.recognisers.rules import Rules
from annotator.recognisers.tagging import Span, tagged
from annotator.recognisers.tokens import Tokens, tokenise

LABELS = ("PER", "ORG", "LOC", "MISC")
# Of the second task, which GUM alone teaches: whole noun phrases, whatever they speak of.
MENTIONS = ("PER", "ORG", "LOC", "OTHER")
# Corpus -> whose guideline its annotators followed. The network is told, so that what one corpus
# calls a name and another does not is no contradiction to it. Those of PUD read that of Universal
# NER in their own way.
GUIDELINES = {
    "uner_ewt_dev": ("uner",),
    "uner_pud": ("uner", "pud"),
    "wikigold": ("wikigold",),
    "wnut17": ("wnut17",),
    "btc": ("btc",),
    "gum_open": ("gum",),
}
# Those that say how good the model is: each training leaves out another fold of their documents.
MEASURED = ("uner_ewt_dev", "uner_pud", "wikigold")
FOLDS = 4
_SHORT = {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}
_SMALL = frozenset((
    "of", "the", "and", "for", "de", "del", "la", "von", "van", "'s", "’s", "&", "in", "on", "-",
))  # fmt: skip
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_GENITIVE = re.compile(r"\s*['’]s$")
_RULES = Rules()


@dataclass(frozen=True)
class Document:
    """An annotated text; `spans` in code points, of `LABELS`, none overlapping another.

    `mentions` are its noun phrases, of `MENTIONS`, where somebody annotated them all.
    """

    corpus: str
    id: str
    text: str
    spans: tuple[Span, ...]
    mentions: tuple[Span, ...] | None = None


@dataclass(frozen=True)
class Example:
    """A document as the network reads it: tokens, the columns that hold for each, their tags.

    `mentions` are the tags of the second task, none where nobody annotated it.
    """

    document: Document
    tokens: Tokens
    rows: list[list[int]]
    tags: list[str]
    mentions: list[str]


def fold(document_id: str) -> int:
    """Return the fold of a document, 0 to `FOLDS` - 1: by hash, so that no order matters."""
    number = int(hashlib.sha256(document_id.encode()).hexdigest(), 16) % 100
    return number * FOLDS // 100


def documents(folder: Path, corpus: str) -> list[Document]:
    """Return the documents of a corpus, one JSON object a line in `<corpus>.jsonl`."""
    found = []
    for line in (folder / f"{corpus}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = [
            _named(row["text"], span["start"], span["end"], _SHORT[span["label"]], corpus)
            for span in row["spans"]
            if span["label"] in _SHORT and span.get("named", True)
        ]
        outer = _outermost([span for span in spans if span])
        phrases = _phrases(row["spans"]) if corpus == "gum_open" else None
        found.append(Document(corpus, row["id"], row["text"], outer, phrases))
    return found


def example(document: Document) -> Example:
    """Return what the network is to learn from a document."""
    tokens = tokenise(document.text)
    reading = read(tokens, lexicon(), "en")
    rows = features(reading, _RULES.suggest(document.text, "en"))
    mentions = [] if document.mentions is None else _tags(tokens, document.mentions)
    return Example(document, tokens, rows, _tags(tokens, document.spans), mentions)


def _tags(tokens: Tokens, passages: Iterable[Span]) -> list[str]:
    spans = []
    for start, end, label in passages:
        first, last = bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)
        # What begins or ends within a token can't be learned.
        if first < last and tokens.starts[first] == start and tokens.ends[last - 1] == end:
            spans.append((first, last, label))
    return tagged(len(tokens), spans)


def _phrases(rows: Iterable[dict[str, Any]]) -> tuple[Span, ...]:
    """Return the outermost noun phrases of GUM's annotations."""
    return _outermost(
        [(row["start"], row["end"], _SHORT.get(row["label"], "OTHER")) for row in rows]
    )


def _named(text: str, start: int, end: int, label: str, corpus: str) -> Span | None:
    """Return the name in an annotation; GUM annotates noun phrases, the others names."""
    if corpus != "gum_open":
        return start, end, label
    opening, closing = _ARTICLE.match(text[start:end]), _GENITIVE.search(text[start:end])
    start += opening.end() if opening else 0
    end -= len(closing.group()) if closing else 0
    words = text[start:end].split()
    is_name = all(
        word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL for word in words
    )
    return (start, end, label) if is_name and any(w[0].isupper() for w in words) else None


def _outermost(spans: Iterable[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)
