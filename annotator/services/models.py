"""The versions of a project's model: kept, compared, chosen, rolled back, and put to reading."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annotator import learning, recognisers
from annotator.errors import PressmarkError, Refused
from annotator.learning import Model
from annotator.learning.recogniser import Learned
from annotator.recognisers import embedding
from annotator.recognisers.embedding import Embedding
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import models
from annotator.store.models import Trained

__all__ = [
    "Trained", "choose", "f1", "in_use", "load", "measured", "recogniser", "roll_back", "told",
    "trouble", "troubles", "versions",
]  # fmt: skip

_REMEDY = "Choose another version, or train a new one."
_LOG = logging.getLogger(__name__)
_loaded: dict[tuple[Path, int, str], Learned] = {}


@roles.needs("train")
def versions(session: Session) -> list[Trained]:
    """Return all versions, the newest first."""
    return models.versions(session.store, session.project.id)


def in_use(session: Session) -> Trained | None:
    """Return the version that makes the suggestions, or None: no version does."""
    return next((each for each in _chosen(session) if not trouble(session, each)), None)


def trouble(session: Session, trained: Trained) -> str:
    """Return why a version can't be used here, in words; empty if it can."""
    try:
        load(session, trained)
    except PressmarkError as error:
        return str(error)
    return ""


def troubles(session: Session) -> list[str]:
    """Return why versions that were chosen last are not in use."""
    told = []
    for trained in _chosen(session):
        reason = trouble(session, trained)
        if not reason:
            break
        told.append(reason)
    return told


@roles.needs("train")
def choose(session: Session, number: int) -> None:
    """Let a version make the suggestions; articles are read again when they are opened.

    Raises
    ------
    NotFound
        If there is no such version.
    Refused
        If it can't be used; what was in use stays so.
    """
    trained = models.version(session.store, session.project.id, number)
    load(session, trained)
    models.choose(session.store, trained.id)


@roles.needs("train")
def roll_back(session: Session) -> Trained | None:
    """Go back to the version chosen before the present one; return it, or None: no version."""
    models.roll_back(session.store, session.project.id)
    return in_use(session)


def recogniser(session: Session) -> Learned | None:
    """Return the recogniser of the version in use; a broken one gives way to the one before it."""
    for trained in _chosen(session):
        try:
            return load(session, trained)
        except PressmarkError as error:
            _LOG.warning("%s", error)
    return None


def load(session: Session, trained: Trained) -> Learned:
    """Return a version as a recogniser.

    Raises
    ------
    Refused
        If its bytes are not those that were kept, or the recogniser beside it is not there.
    """
    key = (session.store.path, trained.id, trained.sha256)
    if key not in _loaded:
        _loaded[key] = _load(session, trained)
    return _loaded[key]


def _load(session: Session, trained: Trained) -> Learned:
    data = _bytes(session, trained)
    try:
        model = learning.load(data)
        base = recognisers.load(trained.base)
        network = _network(model.network)
    except PressmarkError as error:
        raise _unusable(trained, error) from error
    reason = f"learned from {trained.annotations:,} annotations, version {trained.number}"
    version = f"{trained.number}.{trained.sha256[:8]}"
    return Learned(model, base, version, reason, network)


def measured(session: Session, trained: Trained) -> Model:
    """Return the model of a version that has learned from no article that is held out.

    Raises
    ------
    Refused
        If its bytes are not those that were kept, or it stands on another network.
    """
    data = _bytes(session, trained)
    try:
        model = learning.load(data, measured=True)
        _network(model.network)
    except PressmarkError as error:
        raise _unusable(trained, error) from error
    return model


def _bytes(session: Session, trained: Trained) -> bytes:
    data = models.data(session.store, trained.id)
    if hashlib.sha256(data).hexdigest() != trained.sha256:
        raise Refused(f"Version {trained.number} is broken: its bytes have changed.", _REMEDY)
    return data


def _unusable(trained: Trained, error: PressmarkError) -> Refused:
    return Refused(f"Version {trained.number} can't be used: {error.message}", _REMEDY)


def _network(known: str) -> Embedding | None:
    """Return the network that a model stands on, by its id; None: it stands on none.

    Raises
    ------
    Refused
        If another one ships now: what it says of words would be taken for something else.
    """
    if not known:
        return None
    network = embedding.load()
    if network.id != known:
        raise Refused("it stands on another model than the one that ships now.")
    return network


def _chosen(session: Session) -> list[Trained]:
    return models.chosen(session.store, session.project.id)


def told(score: Mapping[str, Any]) -> str:
    """Return a score in words: precision, recall and F1 with its interval."""
    return (
        f"precision {_share(score['precision'])}, recall {_share(score['recall'])}, F1 {f1(score)}"
    )


def f1(score: Mapping[str, Any]) -> str:
    """Return the F1 of a score with its interval."""
    if score["low"] is None:
        return _share(score["f1"])
    return f"{_share(score['f1'])} ({score['low']:.2f} to {score['high']:.2f})"


def _share(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.2f}"
