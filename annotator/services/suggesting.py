"""Suggestions: which recogniser reads, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from annotator import recognisers
from annotator.errors import Refused
from annotator.model import Annotator, Suggestion
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
    """Let the chosen recogniser read an article, unless it has done so."""
    recogniser = recognisers.load(chosen(session))
    annotator = _annotator(session, recogniser)
    if article["recognised_by"] != annotator.id:
        suggest(session.store, str(article["id"]), annotator, _read(recogniser, article))


def suggest_all(
    session: Session, stop: Callable[[], bool] = lambda: False
) -> Iterator[tuple[int, int]]:
    """Let the chosen recogniser read every article it has not read; yield how many are done of all.

    What is done stays when `stop` says so; the rest follows when an article is opened.
    """
    recogniser = recognisers.load(chosen(session))
    annotator = _annotator(session, recogniser)
    project = session.project.id
    total = articles.count_unrecognised(session.store, project, annotator.id)
    done = 0
    while not stop():
        ids = articles.unrecognised(session.store, project, annotator.id, _AT_ONCE)
        if not ids:
            return
        found = [(i, _read(recogniser, articles.read(session.store, i))) for i in ids]
        # Reading takes its time, so it is done before others have to wait for the writing.
        with session.store.write():
            for article_id, suggestions in found:
                suggest(session.store, article_id, annotator, suggestions)
        done += len(ids)
        yield done, total


def _read(recogniser: recognisers.Recogniser, article: Mapping[str, object]) -> list[Suggestion]:
    return recogniser.suggest(str(article["text"]), str(article["language"]))


def _annotator(session: Session, recogniser: recognisers.Recogniser) -> Annotator:
    return people.annotator(session.store, recogniser.name, "recogniser", recogniser.version)
