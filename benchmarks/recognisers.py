"""How good and how fast the recognisers are, on corpora that people have annotated."""

from __future__ import annotations

import json
import random
import re
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.model import Suggestion
from annotator.recognisers import Recogniser, english, load, rules
from annotator.recognisers.lexicon import lexicon
from annotator.recognisers.reading import read as reading_of
from annotator.recognisers.tokens import tokenise
from benchmarks.planting import attributed, planted
from training import unseen
from training.corpora import MEASURED, Document, documents, fold

# 200 sentences of gmb_silver, drawn by chance and annotated anew by us, by the guideline of
# Universal NER, before any recogniser had read them: ids and passages, as the corpus has the texts.
ANEW = Path(__file__).with_name("world_news.jsonl")
CORPORA = Path(__file__).parents[1].parent / "shared" / "corpora" / "ner"
# Corpus -> how many documents are read at most. For those of `MEASURED` `english` answers by what
# the training found that had not seen the document; the others no training has seen.
CORPUS_SIZES = {
    "uner_ewt_dev": 1_000, "uner_pud": 1_000, "wikigold": 1_000, "gmb_silver": 2_000,
    "re3d": 1_000, "factrueval_ru": 1_000,
}  # fmt: skip
# The folds whose errors were read while the rules and `english` were written.
LOOKED_AT = (0, 1)
LANGUAGES = {"factrueval_ru": "ru"}
# Corpora whose names of people have their titles in them, as ours and those of the others have not.
TITLED = ("gmb_silver",)
LABELS = ("PER", "ORG", "LOC")
LENGTHS = ("1 word", "2 words", "3 and more")
RECOGNISERS = ("rules", "english")
DRAWS = 500  # of documents, for an interval
BINS = 10

_WORD = re.compile(r"\S+")

Span = tuple[int, int, str]
Wanted = Callable[[str, Span], bool]
Score = tuple[float, float, float]


@dataclass(frozen=True)
class Answer:
    """What one recogniser says of one document, beside what people said."""

    text: str
    gold: frozenset[Span]
    found: dict[Span, float]


def main() -> None:
    """Print precision, recall and F1 of strict spans, words a second, and how honest scores are."""
    sure: list[tuple[float, bool]] = []
    speeds: dict[str, list[float]] = defaultdict(list)
    print("| corpus | what | n | rules P / R / F1 | english P / R / F1 |")
    print("|---|---|---|---|---|")
    for corpus, most in CORPUS_SIZES.items():
        if (CORPORA / f"{corpus}.jsonl").exists():
            sure += _measured(corpus, most, speeds)
        else:
            print(f"{corpus}: absent, skipped")
    _world_news()
    for name, found in speeds.items():
        print(f"{name}: {min(found):,.0f} to {max(found):,.0f} words a second on one core")
    if sure:
        _reliability(sure)
    report_quotations(load("rules"))


def _measured(corpus: str, most: int, speeds: dict[str, list[float]]) -> list[tuple[float, bool]]:
    """Print the table of a corpus, and note the speeds; return what `english` says unseen."""
    read = documents(CORPORA, corpus)[:most]
    language = LANGUAGES.get(corpus, "en")
    answers = {}
    for name in RECOGNISERS:
        if name == "english" and corpus in MEASURED:
            answers[name] = _unseen(read)
            continue
        answers[name], speed = _answers(load(name), read, language)
        if language == "en":
            speeds[name].append(speed)
    _table(corpus, answers)
    if corpus not in MEASURED:
        return []
    apart = [n for n, document in enumerate(read) if fold(document.id) not in LOOKED_AT]
    others = {name: [found[n] for n in apart] for name, found in answers.items()}
    _line(corpus, "all, not looked at", others, _any)
    return _sureness(answers["english"])


def _world_news() -> None:
    """Print the table for the sentences that we annotated, and how good the silver is on them."""
    if not (CORPORA / "gmb_silver.jsonl").exists():
        return
    ours = [json.loads(line) for line in ANEW.read_text(encoding="utf-8").splitlines()]
    silver = {d.id: d for d in documents(CORPORA, "gmb_silver")}
    read = [replace(silver[o["id"]], spans=tuple(map(tuple, o["spans"]))) for o in ours]
    answers = {name: _answers(load(name), read, "en")[0] for name in RECOGNISERS}
    _table("world news, annotated by us", answers)
    found = {d.id: {s: 1.0 for s in silver[d.id].spans if s[2] in LABELS} for d in read}
    given = [Answer(d.text, frozenset(d.spans), found[d.id]) for d in read]
    print(f"gmb_silver itself on these: P / R / F1 {_cell(given, _any, with_interval=True)}")


def _unseen(read: Sequence[Document]) -> list[Answer]:
    """Return what `english` says where its network is the training that has not seen the text."""
    told = unseen.read()
    answers = []
    for document in read:
        reading = reading_of(tokenise(document.text), lexicon(), "en")
        starts = reading.tokens.starts
        tagged = [
            ((bisect_left(starts, start), bisect_left(starts, end), label), score)
            for start, end, label, score in told[document.corpus, document.id]
        ]
        found = english.suggested(reading, rules.found_in(reading), tagged)
        answers.append(Answer(document.text, _gold(document), _names(found)))
    return answers


def _gold(document: Document) -> frozenset[Span]:
    return frozenset(span for span in document.spans if span[2] in LABELS)


def _answers(
    recogniser: Recogniser, read: Sequence[Document], language: str
) -> tuple[list[Answer], float]:
    started = time.process_time()
    suggested = [recogniser.suggest(document.text, language) for document in read]
    seconds = time.process_time() - started
    answers = [
        Answer(d.text, _gold(d), _names(found)) for d, found in zip(read, suggested, strict=True)
    ]
    return answers, sum(len(document.text.split()) for document in read) / seconds


def _names(found: Iterable[Suggestion]) -> dict[Span, float]:
    return {(s.start, s.end, s.label_id): s.score for s in found if s.label_id in LABELS}


def _table(corpus: str, answers: dict[str, list[Answer]]) -> None:
    """Print a line for all names, one for each label and one for each length."""
    lines: list[tuple[str, Wanted]] = [("all", _any)]
    lines += [(label, lambda _, s, wanted=label: s[2] == wanted) for label in LABELS]
    lines += [(length, lambda t, s, wanted=length: _length(t, s) == wanted) for length in LENGTHS]
    for name, wanted in lines:
        _line(corpus, name, answers, wanted)
    if corpus in TITLED:
        bare = {name: [_untitled(a) for a in given] for name, given in answers.items()}
        _line(corpus, "all, titles taken off", bare, _any)


def _line(corpus: str, name: str, answers: dict[str, list[Answer]], wanted: Wanted) -> None:
    cells = [_cell(answers[r], wanted, with_interval=wanted is _any) for r in RECOGNISERS]
    n = sum(wanted(a.text, s) for a in answers["rules"] for s in a.gold)
    if n:
        print(f"| {corpus} | {name} | {n:,} | {' | '.join(cells)} |")


def _any(_: str, __: Span) -> bool:
    return True


def _untitled(answer: Answer) -> Answer:
    """Return an answer in whose gold the titles before people's names are no part of them."""
    return replace(answer, gold=frozenset(_bare(answer.text, span) for span in answer.gold))


def _bare(text: str, span: Span) -> Span:
    """Return a person without what stands up to the last title: Prime Minister, U.S. President."""
    start, end, label = span
    words = [(m.start(), m[0].rstrip(".")) for m in _WORD.finditer(text, start, end)]
    titles = [n for n, (_, word) in enumerate(words[:-1]) if word in lexicon().titles]
    return (words[titles[-1] + 1][0] if label == "PER" and titles else start), end, label


def _length(text: str, span: Span) -> str:
    return LENGTHS[min(len(text[span[0] : span[1]].split()), len(LENGTHS)) - 1]


def _cell(answers: Sequence[Answer], wanted: Wanted, *, with_interval: bool) -> str:
    counts = [_counts(answer, wanted) for answer in answers]
    cell = " / ".join(f"{value:.2f}" for value in _score(counts))
    if not with_interval:
        return cell
    chance = random.Random(1)
    drawn = sorted(_score(chance.choices(counts, k=len(counts)))[2] for _ in range(DRAWS))
    low, high = drawn[round(0.025 * DRAWS)], drawn[round(0.975 * DRAWS) - 1]
    return f"{cell} ({low:.2f} to {high:.2f})"


def _counts(answer: Answer, wanted: Wanted) -> tuple[int, int, int]:
    gold = {span for span in answer.gold if wanted(answer.text, span)}
    found = {span for span in answer.found if wanted(answer.text, span)}
    return len(gold & found), len(found), len(gold)


def _score(counts: Iterable[tuple[int, int, int]]) -> Score:
    right, found, gold = (sum(column) for column in zip(*counts, strict=True))
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _sureness(answers: Iterable[Answer]) -> list[tuple[float, bool]]:
    return [(score, s in answer.gold) for answer in answers for s, score in answer.found.items()]


def _reliability(sure: Sequence[tuple[float, bool]]) -> None:
    """Print for each tenth of the scores the share that is right; the same is honest.

    After Guo et al., On Calibration of Modern Neural Networks, ICML 2017.
    """
    tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for score, right in sure:
        tenths[min(BINS - 1, int(score * BINS))].append((score, right))
    print("scores of 'english' on what its network had not seen | mean score | share right | n")
    error = 0.0
    for tenth, members in sorted(tenths.items()):
        said = sum(score for score, _ in members) / len(members)
        right = sum(right for _, right in members) / len(members)
        error += abs(said - right) * len(members) / len(sure)
        bar = "#" * round(40 * right)
        print(
            f"  {tenth / BINS:.1f} to {(tenth + 1) / BINS:.1f} | {said:.2f} | {right:.2f}", end=""
        )
        print(f" | {len(members):4} {bar}")
    print(f"expected calibration error: {error:.3f}")


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
