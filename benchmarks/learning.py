"""What it takes to annotate held-back articles, after an annotator has worked on others.

A simulated annotator has the gold of the corpus in mind and opens articles by the services. Of the
suggestions it moves an edge where one edge is wrong, gives another label to what has the wrong one,
marks the right words over what is wrong in more ways, which mends it, rejects what names nothing,
accepts the rest, and marks by hand what is missing. What is done to all places alike at once is one
hand act: the same words under the same label, where all of them want the same; a moved edge, and
what is mended, is one for each place. Suggestions of labels that the corpus does not have are let
be.

What is done on held-back articles is counted and not kept, so that nothing is learnt from them. The
model is trained and chosen by the services too: a fifth of the articles annotated measures it.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.labels import DEFAULT_LABELS
from annotator.model import Act, Draft, Filter, Label
from annotator.recognisers import embedding, load
from annotator.recognisers.memory import Evidence, Memory
from annotator.services import loading, models, reading, suggesting, training
from annotator.services import memory as memory_service
from annotator.services.session import Session, local_session
from annotator.store import acts, annotation, open_store, people
from benchmarks.corpus import words
from benchmarks.recognisers import CORPORA

CORPUS = "re3d"
LEARNT = (0, 10, 20, 50)
HELD_BACK = 8
READ = 40
KINDS = ("accept", "reject", "relabel", "move", "mend", "mark")
ORDERS = 3  # shufflings of the corpus; the figures are sums over them
LABELS = {
    "PERSON": "PER", "Temporal": "DATE", "Money": "MONEY", "Nationality": "NORP",
}  # fmt: skip

AT = "2026-01-05T10:00:00Z"
STATES = {
    "accept": "accepted", "relabel": "corrected", "move": "corrected", "mend": "corrected",
    "reject": "rejected",
}  # fmt: skip
Passage = tuple[int, int]


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
    for count in LEARNT:
        totals: dict[str, Work] = defaultdict(Work)
        spent = []
        for seed in range(ORDERS):
            with tempfile.TemporaryDirectory() as folder:
                session = local_session(open_store(Path(folder) / "p.db"))
                for name, work in simulated(session, documents, seed, count):
                    totals[name].add(work)
                spent += [each.seconds for each in models.versions(session)]
                session.store.close()
        for name, work in totals.items():
            _report(name, count, work)
        if spent:
            print(f"    trained in {min(spent):.0f} to {max(spent):.0f} s")
    _reading()
    _speed()


def simulated(
    session: Session, documents: Sequence[Mapping[str, Any]], seed: int, count: int
) -> Iterator[tuple[str, Work]]:
    """Yield the work on the held-back articles after `count` others were annotated.

    It is done beside what the recogniser finds, then with the memory, with a model, with both.
    """
    shuffled = list(documents)
    random.Random(seed).shuffle(shuffled)
    held_back, others = shuffled[:HELD_BACK], shuffled[HELD_BACK:]
    labels = {LABELS.get(s["label"], s["label"]) for d in documents for s in d["spans"]}
    there = list(_loaded(session, [*others[:count], *held_back], labels))
    for article in there[:count]:
        _annotate(session, article, labels, is_kept=True)
    name = suggesting.chosen(session)
    stranger = Session(session.store, session.project, people.annotator(session.store, "Stranger"))
    learners = {f"{name} alone": stranger, f"{name} and memory": session}
    for who, learner in learners.items() if count else [(f"{name} alone", stranger)]:
        yield who, _all_of(learner, there[count:], labels)
    if count:
        models.choose(session, training.train(session).number)
        for who, learner in {"model": stranger, "model and memory": session}.items():
            yield who, _all_of(learner, there[count:], labels)


def _all_of(session: Session, articles: Sequence[Article], labels: set[str]) -> Work:
    done = Work()
    for article in articles:
        done.add(_annotate(session, article, labels, is_kept=False))
    return done


def _loaded(
    session: Session, documents: Sequence[Mapping[str, Any]], labels: set[str]
) -> Iterator[Article]:
    known = {label.id for label in DEFAULT_LABELS}
    fresh = [Label(name, name) for name in sorted(labels - known)]
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


def _annotate(session: Session, article: Article, labels: set[str], *, is_kept: bool) -> Work:
    """Bring an article to its gold as a reader would, and be done with it."""
    start = time.perf_counter()
    told = reading.open_article(session, article.id, Filter())
    work = Work(gold=len(article.gold), seconds=[time.perf_counter() - start])
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in told["suggestions"]:
        if row["kind"] == "span" and row["label_id"] in labels:
            groups[row["quote"], row["label_id"]].append(row)
    there = {(row["start"], row["end"]) for rows in groups.values() for row in rows}
    work.reached = len(there & article.gold.keys())
    made: list[Act] = []
    left = dict(article.gold)
    for rows in groups.values():
        _answer(article.text, rows, left, there, made, work)
    _mark(article.text, left, made, work)
    if is_kept:
        done = Act(uuid.uuid4().hex, AT, "done", "assignment", {"state": "open"}, {"state": "done"})
        receipt = acts.apply(session.store, article.id, session.annotator, [*made, done])
        if receipt.refused:
            raise RuntimeError(f"The store refused {receipt.refused[0].message}")
    return work


def _answer(
    text: str, rows: Sequence[dict[str, Any]], left: dict[Passage, str], there: set[Passage],
    made: list[Act], work: Work,
) -> None:  # fmt: skip
    """Answer the same words under the same label; what all of them want is one hand act."""
    answers = [_wanted(row, left, there) for row in rows]
    for answer in dict.fromkeys(answers):
        count = answers.count(answer)
        # What only some of them want is done one by one, but for the largest part, done last.
        is_most = count == max(map(answers.count, answers))
        work.acts[answer[0]] += 1 if is_most else count
    for row, (kind, label, moved) in zip(rows, answers, strict=True):
        start, end = moved or (row["start"], row["end"])
        after = annotation.content(row) | {
            "id": uuid.uuid4().hex, "state": STATES[kind], "suggestion_id": row["id"],
            "label_id": label, "start": start, "end": end, "quote": text[start:end],
        }  # fmt: skip
        made.append(_act(after, "change" if STATES[kind] == "corrected" else kind))
    if any(kind == "accept" for kind, *_ in answers):
        work.acts["accept the rest"] = 1


def _wanted(
    row: Mapping[str, Any], left: dict[Passage, str], there: set[Passage]
) -> tuple[str, str, Passage | None]:
    """Return what becomes of a suggestion, with its label and where it is moved to."""
    start, end = passage = (row["start"], row["end"])
    label = left.pop(passage, None)
    if label is not None:
        return ("accept" if label == row["label_id"] else "relabel"), label, None
    missed = {p: wanted for p, wanted in left.items() if p not in there}
    for other, wanted in missed.items():
        one_edge = (other[0] == start) != (other[1] == end)
        if wanted == row["label_id"] and one_edge:
            return "move", left.pop(other), other
    for other in missed:
        if other[0] < end and start < other[1]:
            return "mend", left.pop(other), other
    return "reject", row["label_id"], None


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
    return Act(uuid.uuid4().hex, AT, kind, "annotation", None, after)


def _report(name: str, count: int, work: Work) -> None:
    kinds = ", ".join(f"{work.acts[kind]} {kind}" for kind in KINDS)
    print(
        f"{name}, {count:2} learnt: {work.by_hand / work.gold:.2f} hand acts for each of "
        f"{work.gold} gold annotations, {work.at_once / work.gold:.2f} where what is right is "
        f"accepted at once; suggestions reach {work.reached / work.gold:.0%} ({kinds}); "
        f"opened in {1000 * sorted(work.seconds)[len(work.seconds) // 2]:.0f} ms"
    )


def _reading() -> None:
    """Print what it saves that one reading serves the recogniser and a model that stands on it."""
    english, network = load("english"), embedding.load()
    texts = [words(seed, 400) for seed in range(READ)]
    taken = {"apart": 0.0, "together": 0.0}
    for text in texts:
        start = time.process_time()
        english.suggest(text, "en")
        network.read(text, "en")
        apart = time.process_time()
        network.read_beside(english, text, "en")
        taken["apart"] += apart - start
        taken["together"] += time.process_time() - apart
    of_each = {name: f"{1000 * spent / READ:.0f} ms" for name, spent in taken.items()}
    print(
        f"an article of 400 words read by the recogniser and for a model: {of_each['apart']} in "
        f"two readings, {of_each['together']} in one, "
        f"ratio {taken['together'] / taken['apart']:.2f}"
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
