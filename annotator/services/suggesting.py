"""Suggestions: which recogniser reads, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from annotator import recognisers
from annotator.errors import Refused
from annotator.model import Annotator, Suggestion
from annotator.recognisers import date_values
from annotator.recognisers.together import Together
from annotator.services import models, patterns
from annotator.services.session import Session
from annotator.store import articles, people
from annotator.store.suggestions import suggest

_AT_ONCE = 50


def choices() -> list[str]:
    """Return the recognisers that can be chosen on this machine."""
    return recognisers.available()


def chosen(session: Session) -> str:
    """Return the recogniser that the settings name, or the one that is always there."""
    name = people.setting(session.store, "recogniser", "rules")
    return name if name in recognisers.available() else "rules"


def choose(session: Session, name: str) -> None:
    """Let another recogniser read from now on; articles are read again when they are opened."""
    if name not in recognisers.available():
        raise Refused(
            f"The recogniser {name!r} is not installed.", "Install it, or choose another."
        )
    people.set_setting(session.store, "recogniser", name)


def ensure_suggestions(session: Session, article: Mapping[str, object]) -> None:
    """Let the project's recogniser read an article, unless it has done so."""
    recogniser = _reader(session)
    annotator = _annotator(session, recogniser)
    if article["recognised_by"] != annotator.id:
        suggest(session.store, str(article["id"]), annotator, _read(session, recogniser, article))


def suggest_all(
    session: Session, stop: Callable[[], bool] = lambda: False
) -> Iterator[tuple[int, int]]:
    """Let the project's recogniser read what it has not read; yield how many are done of all.

    What is done stays when `stop` says so; the rest follows when an article is opened.
    """
    recogniser = _reader(session)
    annotator = _annotator(session, recogniser)
    project = session.project.id
    total = articles.count_unrecognised(session.store, project, annotator.id)
    done = 0
    while not stop():
        ids = articles.unrecognised(session.store, project, annotator.id, _AT_ONCE)
        if not ids:
            return
        found = [(i, _read(session, recogniser, articles.read(session.store, i))) for i in ids]
        # Reading takes its time, so it is done before others have to wait for the writing.
        with session.store.write():
            for article_id, suggestions in found:
                suggest(session.store, article_id, annotator, suggestions)
        done += len(ids)
        yield done, total


def _reader(session: Session) -> recognisers.Recogniser:
    """Return what reads the project's articles, and before it its patterns.

    That is the version in use of its own model, or the chosen recogniser. With other patterns it is
    another version, so that articles are read again.
    """
    recogniser = models.recogniser(session) or recognisers.load(chosen(session))
    found = patterns.of_project(session)
    return recogniser if found is None else Together(found, recogniser)


def _read(
    session: Session, recogniser: recognisers.Recogniser, article: Mapping[str, object]
) -> list[Suggestion]:
    text = str(article["text"])
    found = recogniser.suggest(text, str(article["language"]))
    return date_values.with_values(
        found, text, str(article["published_at"]), as_attribute=_asks_for_value(session)
    )


def _asks_for_value(session: Session) -> bool:
    """Return whether a date that is accepted can keep its value: its label may not ask for it."""
    return any(
        label.id == date_values.LABEL and (attribute.id, attribute.kind) == ("value", "text")
        for label in people.labels(session.store, session.project.id)
        for attribute in label.attributes
    )


def _annotator(session: Session, recogniser: recognisers.Recogniser) -> Annotator:
    return people.annotator(session.store, recogniser.name, "recogniser", recogniser.version)
