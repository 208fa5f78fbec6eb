"""Training: a new version from what the team has annotated, measured on articles held out."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from annotator import learning, recognisers
from annotator.errors import PressmarkError, Refused
from annotator.learning import Example, Hints, Model, curve, groups, scoring
from annotator.learning.recogniser import read
from annotator.learning.split import SHARE, place
from annotator.recognisers import embedding
from annotator.recognisers.embedding import Embedding
from annotator.services import asking, lessons, models, roles, suggesting
from annotator.services.session import Session
from annotator.store import models as kept
from annotator.store.models import Trained

_LOG = logging.getLogger(__name__)
Tell = Callable[[float, str], None]
_MEASURED_ANEW = 8  # earlier versions, so that all in sight are measured on the same articles
_LOCAL = "rules"
_READING, _LEARNING = 0.1, 0.85  # the shares of the time that the steps take ...
_TRYING = 0.6  # ... and of the learning, what is measured


def _silent(share: float, words: str) -> None:
    pass


@dataclass
class _Training:
    """What the steps of one training share."""

    session: Session
    tell: Tell
    found: list[Example]
    learned_from: list[Example]
    measured_on: list[Example]
    labels: list[str]
    base: recognisers.Recogniser
    network: Embedding | None
    hints: dict[str, Hints] = field(default_factory=dict)

    def hint(self, text: str, language: str) -> Hints:
        """Return what the base and the network say of a text, which is read once."""
        if text not in self.hints:
            _, self.hints[text] = read(self.base, self.network, text, language)
        return self.hints[text]

    def count(self, find: scoring.Find) -> dict[str, scoring.Counts]:
        """Return the counts on the articles that are held out, by label."""
        return scoring.count(self.measured_on, find, self.labels)

    def finder(self, model: Model) -> scoring.Find:
        """Return how a model finds what it knows in an article."""
        return lambda each: [
            span for span, _ in model.find(each.text, self.hint(each.text, each.language))
        ]

    def count_all(self, model: Model) -> scoring.Counts:
        """Return the counts of a model for all labels together."""
        return scoring.total(self.count(self.finder(model)), len(self.measured_on))

    def measure(self, model: Model) -> dict[str, Any]:
        """Return the scores of a model."""
        return self.told(self.count(self.finder(model)))

    def learn(self, part: Sequence[Example], steps: tuple[float, float], words: str) -> bytes:
        """Return a model learned from some of the articles, as bytes."""
        network = self.network.id if self.network else ""
        return learning.learn(part, self.hint, self.step(steps, words), self.labels, network)

    def step(self, steps: tuple[float, float], words: str) -> Callable[[float], None]:
        """Return what hears how far a step is that begins, and goes on for, shares of the time."""
        begin, size = steps
        return lambda done: self.tell(_READING + _LEARNING * (begin + done * size), words)

    def told(self, table: dict[str, scoring.Counts]) -> dict[str, Any]:
        """Return the scores of counts: for all labels, and by label."""
        whole = scoring.total(table, len(self.measured_on))
        return {
            "all": asdict(scoring.score(whole)),
            "labels": {label: asdict(scoring.score(counts)) for label, counts in table.items()},
            "held_out": self.fingerprint,
        }

    @property
    def fingerprint(self) -> str:
        """What tells whether two scores were measured on the same articles and annotations."""
        told = repr([(e.id, e.spans, e.read) for e in self.measured_on])
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@roles.needs("train")
def train(session: Session, tell: Tell = _silent) -> Trained:
    """Train a new version and keep it; the one in use stays in use.

    Parameters
    ----------
    session : Session
        Who trains, for which project.
    tell : callable
        Hears how much is done, from 0 to 1, and what is being done; what it raises ends it all,
        and nothing is kept.

    Raises
    ------
    Refused
        If there is too little to learn from.
    """
    begun = time.monotonic()
    training = _prepare(session, tell)
    tried, told = _learn(training)
    data = learning.pair(tried, _learn_all(training))
    tell(_READING + _LEARNING, "measuring")
    by_base = training.count(lambda each: training.hint(each.text, each.language).spans)
    made = {
        "annotator_id": session.annotator.id,
        "seconds": round(time.monotonic() - begun, 1),
        "base": training.base.name,
        "labels": training.labels,
        "annotations": _annotations(training.found),
        "articles": len(training.found),
        "told": told | {"base_scores": training.told(by_base)},
        "scores": training.measure(learning.load(tried)),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    anew = _measure_anew(training)
    with session.store.write():
        number = kept.add(session.store, session.project.id, made, data)
        kept.keep_scores(session.store, anew)
    tell(1.0, "done")
    return kept.version(session.store, session.project.id, number)


def _prepare(session: Session, tell: Tell) -> _Training:
    tell(0.0, "collecting annotations")
    found = lessons.examples(session)
    lessons.demand(found)
    out = learning.held_out(each.id for each in found if each.read)
    learned_from = [e for e in found if e.id not in out and place(e.id) >= SHARE]
    labels = list(groups.labels_of(learned_from))
    if not labels:
        raise Refused("No label has marks enough to learn from.", "Annotate more articles.")
    chosen = suggesting.chosen(session)
    # Training reads all that was annotated: far too much to be sent away unasked.
    base = recognisers.load(_LOCAL if asking.is_remote(chosen) else chosen)
    measured_on = [e for e in found if e.id in out]
    network = _network()
    training = _Training(session, tell, found, learned_from, measured_on, labels, base, network)
    for number, each in enumerate(found):
        tell(_READING * number / len(found), f"reading article {number + 1:,} of {len(found):,}")
        training.hint(each.text, each.language)
    return training


def _network() -> Embedding | None:
    """Return the network that ships; without it a model is learned from the words alone."""
    try:
        return embedding.load()
    except PressmarkError as error:
        _LOG.warning("Learning without the network that ships: %s", error)
        return None


def _learn(training: _Training) -> tuple[bytes, dict[str, Any]]:
    """Return the model of all articles, and the learning curve that leads to it."""
    parts = [part for part in curve.parts(training.learned_from) if _annotations(part)]
    sizes = [sum(len(each.text) for each in part) for part in parts]
    points, counts, data = list[dict[str, Any]](), list[scoring.Counts](), b""
    for number, part in enumerate(parts):
        words = f"learning from {len(part):,} of {len(training.learned_from):,} articles"
        steps = _TRYING * sum(sizes[:number]) / sum(sizes), _TRYING * sizes[number] / sum(sizes)
        data = training.learn(part, steps, words)
        counts.append(training.count_all(learning.load(data)))
        score = asdict(scoring.score(counts[-1]))
        points.append(score | {"articles": len(part), "annotations": _annotations(part)})
    verdict = curve.verdict(counts[-2] if len(counts) > 1 else None, counts[-1])
    return data, {"curve": points, "verdict": verdict}


def _learn_all(training: _Training) -> bytes:
    """Return the model that makes the suggestions: it learns from what is held out too."""
    words = f"learning from all {len(training.found):,} articles"
    return training.learn(training.found, (_TRYING, 1 - _TRYING), words)


def _annotations(examples: Sequence[Example]) -> int:
    return sum(len(each.spans) for each in examples)


def _measure_anew(training: _Training) -> dict[int, dict[str, Any]]:
    """Return the scores of earlier versions on the articles that are held out today."""
    found = {}
    for trained in models.versions(training.session)[:_MEASURED_ANEW]:
        try:
            earlier = models.measured(training.session, trained)
        except PressmarkError:  # it can't be used either; its scores stay what they were
            continue
        found[trained.id] = training.measure(earlier)
    return found
