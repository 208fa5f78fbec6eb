"""Queues: what ordering 10,000 articles costs, and how soon names are met by new words."""

from __future__ import annotations

import json
import random
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from annotator.model import Act, Filter, Suggestion
from annotator.services import library, likeness, loading, queueing, reading, worth
from annotator.services.session import Session, local_session
from annotator.store import acts, open_store, people
from annotator.store.suggestions import suggest
from benchmarks.corpus import drafts
from benchmarks.recognisers import CORPORA

ARTICLES = 10_000
SUGGESTIONS = 15  # an article
DECIDED = 200  # articles in which the annotator has marked the same words
LABELS = ("PER", "ORG", "LOC")
NAMES_OF = ("re3d", "wikigold", "factrueval_ru")
SHARES = (0.1, 0.2, 0.4)  # of the words of a corpus
DRAWS = 20


def main() -> None:
    """Print the seconds of each order and of the list in it, and the names met by words read."""
    with tempfile.TemporaryDirectory() as folder:
        session = local_session(open_store(Path(folder) / "p.db"))
        for _ in loading.load(session, drafts(ARTICLES), "benchmark"):
            pass
        _suggest(session)
        for sort in queueing.SORTS:
            start = time.perf_counter()
            queueing.arrange(session, sort, seed=1)
            taken = time.perf_counter() - start
            print(f"{ARTICLES:,} articles of 400 words ordered by {sort}: {taken:.2f} s", end="")
            start = time.perf_counter()
            library.page(session, Filter(sort=sort), offset=ARTICLES // 2)
            print(f"; a page in its middle: {(time.perf_counter() - start) * 1000:.0f} ms")
        session.store.close()
    for name in NAMES_OF:
        _names_met(name)


def _suggest(session: Session) -> None:
    """Suggest words in all articles, and let the annotator mark some of them with other labels."""
    chance = random.Random(1)
    recogniser = people.annotator(session.store, "benchmark", "recogniser", "1")
    for place, verdict in enumerate(library.page(session, Filter(), limit=ARTICLES).rows):
        article = str(verdict["id"])
        text = str(reading.read(session, article)["text"])
        passages = chance.sample(likeness.words(text), SUGGESTIONS)
        found = [
            Suggestion(*passage, chance.choice(LABELS), round(chance.uniform(0.5, 1), 3))
            for passage in passages
        ]
        suggest(session.store, article, recogniser, found)
        if place < DECIDED:
            marks = [_mark(text, passage, chance.choice(LABELS)) for passage in passages]
            acts.apply(session.store, article, session.annotator, marks)


def _mark(text: str, passage: tuple[int, int], label: str) -> Act:
    start, end = passage
    content = {
        "id": uuid.uuid4().hex, "kind": "span", "label_id": label, "start": start, "end": end,
        "quote": text[start:end], "state": "made",
    }  # fmt: skip
    return Act(uuid.uuid4().hex, "2026-01-05T10:00:00Z", "annotate", "annotation", None, content)


@dataclass(frozen=True, slots=True)
class _Document:
    words: frozenset[int]
    names: frozenset[str]
    length: int


def _names_met(corpus: str) -> None:
    """Print which share of the names in two or more articles is met, by how much is read."""
    path = CORPORA / f"{corpus}.jsonl"
    if not path.exists():
        print(f"{corpus}: absent, skipped")
        return
    found, vocabulary = list[_Document](), likeness.Vocabulary()
    for line in path.read_text(encoding="utf-8").splitlines():
        read = json.loads(line)
        names = frozenset(read["text"][s["start"] : s["end"]] for s in read["spans"])
        words = likeness.words(read["text"])
        found.append(_Document(vocabulary.of(read["text"]), names, len(words)))
    by_words = [place for place, _ in worth.newest_words(
        ((place, each.words) for place, each in enumerate(found)), frozenset()
    )]  # fmt: skip
    draws = [random.Random(seed).sample(range(len(found)), len(found)) for seed in range(DRAWS)]
    by_chance = [mean(shares) for shares in zip(*(_curve(found, d) for d in draws), strict=True)]
    for name, curve in (("new words", _curve(found, by_words)), ("chance", by_chance)):
        told = ", ".join(f"{met:.2f}" for met in curve)
        shares = ", ".join(f"{share:.0%}" for share in SHARES)
        print(f"{corpus}, names met after {shares} of the words, by {name}: {told}")


def _curve(found: Sequence[_Document], order: Sequence[int]) -> list[float]:
    counts = Counter(name for each in found for name in each.names)
    wanted = {name for name, count in counts.items() if count > 1}
    whole = sum(each.length for each in found)
    met, read, curve = set[str](), 0, list[float]()
    for place in order:
        met |= found[place].names & wanted
        read += found[place].length
        while len(curve) < len(SHARES) and read >= SHARES[len(curve)] * whole:
            curve.append(len(met) / len(wanted))
    return curve
