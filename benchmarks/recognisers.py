"""How good and how fast the recogniser 'rules' is, on corpora that people have annotated."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

from annotator.recognisers import Recogniser, load
from benchmarks.planting import attributed, planted

CORPORA = Path(__file__).parents[1].parent / "shared" / "corpora" / "ner"
# Corpus -> how many documents are read at most, so that the whole run stays under a minute.
SAMPLES = {
    "uner_ewt_dev": 1000,
    "uner_pud": 1000,
    "wikigold": 1000,
    "re3d": 1000,
    "factrueval_ru": 1000,
    "wnut17": 2000,
    "btc": 2000,
    "gmb_silver": 2000,
}
LABELS = {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "DATE": "DATE"}
SCORED = ("PER", "ORG", "LOC")


def main() -> None:
    """Print precision, recall and F1 of strict spans by corpus and label, and words a second."""
    start = time.perf_counter()
    recogniser = load("rules")
    print(f"load: {time.perf_counter() - start:.2f} s")
    words, seconds = 0, 0.0
    for name, limit in SAMPLES.items():
        path = CORPORA / f"{name}.jsonl"
        if not path.exists():
            print(f"{name}: absent, skipped")
            continue
        with path.open(encoding="utf-8") as lines:
            documents = [json.loads(line) for line, _ in zip(lines, range(limit), strict=False)]
        start = time.perf_counter()
        counts = score(recogniser, documents)
        seconds += time.perf_counter() - start
        words += sum(len(document["text"].split()) for document in documents)
        report(name, len(documents), counts)
    report_quotations(recogniser)
    if seconds:
        print(f"speed: {words / seconds:,.0f} words/s, scoring included")


def score(recogniser: Recogniser, documents: list[dict[str, object]]) -> Counter[tuple[str, str]]:
    """Return how many spans of each label were right, suggested and annotated."""
    counts: Counter[tuple[str, str]] = Counter()
    known = frozenset(LABELS.values())
    for document in documents:
        gold = {
            (span["start"], span["end"], LABELS[span["label"]])
            for span in document["spans"]
            if span["label"] in LABELS
        }
        suggestions = recogniser.suggest(document["text"])
        found = {(s.start, s.end, s.label_id) for s in suggestions if s.label_id in known}
        for kind, spans in (("gold", gold), ("found", found), ("right", gold & found)):
            counts.update((kind, label) for _, _, label in spans)
    return counts


def report(name: str, documents: int, counts: Counter[tuple[str, str]]) -> None:
    """Print one line for each label that the corpus has, and one for the three kinds of names."""
    print(f"{name} ({documents} documents)")
    labels = [label for label in LABELS.values() if counts["gold", label]]
    for label, members in [*((label, (label,)) for label in labels), ("all", SCORED)]:
        gold, found, right = (
            sum(counts[kind, member] for member in members) for kind in ("gold", "found", "right")
        )
        precision = right / found if found else 0.0
        recall = right / gold if gold else 0.0
        total = precision + recall
        f1 = 2 * precision * recall / total if total else 0.0
        print(f"  {label:5} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  n {gold}")


def report_quotations(recogniser: Recogniser) -> None:
    """Print how many planted quotations, speakers and cues were found, by exact passages."""
    counts: Counter[tuple[str, str]] = Counter()
    texts = planted()
    for text in texts:
        gold, found = text.expected(), attributed(recogniser.suggest(text.text))
        for place, name in enumerate(("quotation", "speaker", "cue")):
            # A speaker is right only with the quotation that it belongs to.
            pairs = [{(row[0], row[place]) for row in rows if row[place]} for rows in (gold, found)]
            counts["gold", name] += len(pairs[0])
            counts["found", name] += len(pairs[1])
            counts["right", name] += len(pairs[0] & pairs[1])
    print(f"quotations ({len(texts)} planted texts)")
    for name in ("quotation", "speaker", "cue"):
        gold_n, found_n, right = (counts[kind, name] for kind in ("gold", "found", "right"))
        precision, recall = right / max(found_n, 1), right / max(gold_n, 1)
        print(f"  {name:9} P {precision:.3f}  R {recall:.3f}  n {gold_n}")
