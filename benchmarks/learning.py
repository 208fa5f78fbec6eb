"""What it takes to annotate held-back articles, after an annotator has worked on others.

A simulated annotator has the gold of the corpus in mind and opens articles by the services. Of the
suggestions it rejects what is wrong, gives another label to what has the wrong one, accepts the
rest, and marks by hand what is missing. What is done to all places alike at once is one hand act:
the same words under the same label, where all of them want the same.

What is done on held-back articles is counted and not kept, so that nothing is learnt from them.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.labels import DEFAULT_LABELS
from annotator.model import Act, Draft, Filter, Label, Suggestion
from annotator.recognisers.memory import Evidence, Memory
from annotator.services import loading, reading, suggesting
from annotator.services import memory as memory_service
from annotator.services.session import Session, local_session
from annotator.store import acts, annotation, open_store, people
from annotator.store.suggestions import suggest
from benchmarks.recognisers import CORPORA

CORPUS = "re3d"
LEARNT = (0, 10, 20, 50)
HELD_BACK = 8
ORDERS = 3  # shufflings of the corpus; the figures are sums over them
LABELS = {
    "PERSON": "PER", "Temporal": "DATE", "Money": "MONEY", "Nationality": "NORP",
}  # fmt: skip

Passage = tuple[int, int]
# Makes suggestions for an article after some have been learnt: a model can be put in its place.
Reader = Callable[[str], list[Suggestion]]


@dataclass(slots=True)
class Work:
    """Hand acts by kind, gold annotations, and how many of them suggestions led to."""

    acts: Counter[str] = field(default_factory=Counter)
    gold: int = 0
    reached: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, other: Work) -> None:
        """Add up the work on another article."""
        self.acts.update(other.acts)
        self.gold += other.gold
        self.reached += other.reached
        self.seconds += other.seconds

    @property
    def by_hand(self) -> int:
        """All hand acts where each name is accepted by one of its own."""
        return self.acts.total() - self.acts["accept the rest"]

    @property
    def at_once(self) -> int:
        """All hand acts where what is right is accepted in one stroke, when the rest is done."""
        return self.acts.total() - self.acts["accept"]


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the corpus, loaded, with its gold: labels by passage."""

    id: str
    text: str
    gold: Mapping[Passage, str]


def main() -> None:
    """Print hand acts for each gold annotation, and gold reached, by how much was learnt."""
    path = CORPORA / f"{CORPUS}.jsonl"
    if not path.exists():
        print(f"{CORPUS}: absent, skipped")
        return
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    name = ""
    for has_memory in (False, True):
        for count in LEARNT if has_memory else LEARNT[:1]:  # without a memory nothing is learnt
            total = Work()
            for seed in range(ORDERS):
                with tempfile.TemporaryDirectory() as folder:
                    session = local_session(open_store(Path(folder) / "p.db"))
                    name = suggesting.chosen(session)
                    total.add(simulated(session, documents, seed, count, has_memory=has_memory))
                    session.store.close()
            _report(f"{name}{' and memory' if has_memory else ' alone'}", count, total)
    _speed()


def simulated(
    session: Session,
    documents: Sequence[Mapping[str, Any]],
    seed: int,
    count: int,
    *,
    has_memory: bool,
    reader: Callable[[Sequence[Article]], Reader] | None = None,
) -> Work:
    """Return the work on the held-back articles after `count` others were annotated.

    `reader` makes a reader of the annotated articles, to take the place of the chosen recogniser.
    """
    shuffled = list(documents)
    random.Random(seed).shuffle(shuffled)
    held_back, others = shuffled[:HELD_BACK], shuffled[HELD_BACK:]
    there = list(_loaded(session, [*others[:count], *held_back]))
    for article in there[:count]:
        _annotate(session, article, is_kept=True)
    read = reader(there[:count]) if reader else None
    learner = session if has_memory else _stranger(session)
    done = Work()
    for article in there[count:]:
        if read:
            model = people.annotator(session.store, "model", "recogniser", "1")
            suggest(session.store, article.id, model, read(article.text))
        done.add(_annotate(learner, article, is_kept=False))
    return done


def _stranger(session: Session) -> Session:
    return Session(session.store, session.project, people.annotator(session.store, "Stranger"))


def _loaded(session: Session, documents: Sequence[Mapping[str, Any]]) -> Iterator[Article]:
    gold_labels = {LABELS.get(s["label"], s["label"]) for d in documents for s in d["spans"]}
    known = {label.id for label in DEFAULT_LABELS}
    fresh = [Label(name, name) for name in sorted(gold_labels - known)]
    people.add_labels(session.store, session.project.id, tuple(fresh))
    drafts = [Draft(d["text"], title=d["title"], original=d["text"].encode()) for d in documents]
    for document, verdict in zip(documents, loading.load(session, drafts, CORPUS), strict=True):
        article = reading.read(session, verdict.article_id)
        text = str(article["text"])
        shift = document["text"].index(text[:20])
        gold = {
            (s["start"] - shift, s["end"] - shift): LABELS.get(s["label"], s["label"])
            for s in document["spans"]
        }
        yield Article(
            verdict.article_id, text, {p: label for p, label in gold.items() if p[0] >= 0}
        )


def _annotate(session: Session, article: Article, *, is_kept: bool) -> Work:
    """Bring an article to its gold as a reader would; suggestions of other labels are let be."""
    start = time.perf_counter()
    told = reading.open_article(session, article.id, Filter())
    work = Work(gold=len(article.gold), seconds=[time.perf_counter() - start])
    wanted = set(article.gold.values())
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in told["suggestions"]:
        if row["kind"] == "span" and row["label_id"] in wanted:
            groups[row["quote"], row["label_id"]].append(row)
    made: list[Act] = []
    left = dict(article.gold)
    for rows in groups.values():
        _answer(rows, left, made, work)
    work.reached = work.gold - len(left)
    _mark(article.text, left, made, work)
    if is_kept:
        receipt = acts.apply(session.store, article.id, session.annotator, made)
        if receipt.refused:
            raise RuntimeError(f"The store refused {receipt.refused[0].message}")
    return work


def _answer(
    rows: Sequence[dict[str, Any]], left: dict[Passage, str], made: list[Act], work: Work
) -> None:
    """Answer the same words under the same label; what all of them want is one hand act."""
    answers = [_wanted(row, left) for row in rows]
    for kind, label in dict.fromkeys(answers):
        count = answers.count((kind, label))
        # What only some of them want is done one by one, but for the largest part, done last.
        is_most = count == max(map(answers.count, answers))
        work.acts[kind] += 1 if is_most else count
    for row, (kind, label) in zip(rows, answers, strict=True):
        state = {"accept": "accepted", "reject": "rejected", "relabel": "corrected"}[kind]
        after = annotation.content(row) | {
            "id": uuid.uuid4().hex, "state": state, "suggestion_id": row["id"], "label_id": label,
        }  # fmt: skip
        made.append(_act(after, kind if kind != "relabel" else "change"))
        if kind != "reject":
            left.pop((row["start"], row["end"]), None)
    if any(kind == "accept" for kind, _ in answers):
        work.acts["accept the rest"] = 1


def _wanted(row: Mapping[str, Any], left: Mapping[Passage, str]) -> tuple[str, str]:
    label = left.get((row["start"], row["end"]))
    if label is None:
        return "reject", row["label_id"]
    return ("accept" if label == row["label_id"] else "relabel"), label


def _mark(text: str, left: Mapping[Passage, str], made: list[Act], work: Work) -> None:
    """Mark what no suggestion led to, all places of the same words at once."""
    for (start, end), label in left.items():
        after = annotation.content({
            "id": uuid.uuid4().hex, "kind": "span", "label_id": label, "start": start, "end": end,
            "quote": text[start:end], "state": "made",
        })  # fmt: skip
        made.append(_act(after, "annotate"))
    work.acts["mark"] += len({(text[slice(*passage)], label) for passage, label in left.items()})


def _act(after: dict[str, Any], kind: str) -> Act:
    return Act(uuid.uuid4().hex, "2026-01-05T10:00:00Z", kind, "annotation", None, after)


def _report(name: str, count: int, work: Work) -> None:
    kinds = ", ".join(
        f"{work.acts[kind]} {kind}" for kind in ("accept", "reject", "relabel", "mark")
    )
    print(
        f"{name}, {count:2} learnt: {work.by_hand / work.gold:.2f} hand acts for each of "
        f"{work.gold} gold annotations, {work.at_once / work.gold:.2f} where what is right is "
        f"accepted at once; suggestions reach {work.reached / work.gold:.0%} ({kinds}); "
        f"opened in {1000 * sorted(work.seconds)[len(work.seconds) // 2]:.0f} ms"
    )


def _speed() -> None:
    """Print what the memory costs where much is remembered: built and asked, for a long text."""
    chance = random.Random(1)
    syllables = [
        "ka",
        "lo",
        "mi",
        "ren",
        "tas",
        "vel",
        "dor",
        "in",
        "per",
        "sun",
        "gro",
        "fin",
        "bat",
        "con",
    ]

    def word() -> str:
        return "".join(chance.choices(syllables, k=3)).title()

    known = [Evidence(f"{word()} {word()}", "PER", 3) for _ in range(20_000)]
    text = " ".join(word() for _ in range(100_000))
    start = time.perf_counter()
    memory = Memory(known)
    built = time.perf_counter()
    found = len(memory.recall(text, []))
    end = time.perf_counter()
    print(
        f"20,000 remembered names: built in {built - start:.2f} s; {found} places found in "
        f"100,000 words in {end - built:.2f} s"
    )
    with tempfile.TemporaryDirectory() as folder:
        session = local_session(open_store(Path(folder) / "p.db"))
        text = " ".join(e.quote for e in known)
        [book, short] = loading.load(
            session, [Draft(text, original=b""), Draft(text[:2600], original=b"")], "speed"
        )
        made = list[Act]()
        at = 0
        for e in known:
            passage = {"start": at, "end": at + len(e.quote), "quote": e.quote}
            made.append(_act(annotation.content({
                "id": uuid.uuid4().hex, "kind": "span", "label_id": "PER", "state": "made",
            } | passage), "annotate"))  # fmt: skip
            at += len(e.quote) + 1
        acts.apply(session.store, book.article_id, session.annotator, made)
        article = reading.read(session, short.article_id)
        suggesting.ensure_suggestions(session, article)
        for name in ("first", "again"):
            start = time.perf_counter()
            memory_service.renew(session, article)
            spent = 1000 * (time.perf_counter() - start)
            print(f"    in the store: an article of 400 words opened {name}: {spent:.1f} ms more")
        session.store.close()
