"""Suggestions: which recogniser reads, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from annotator import recognisers
from annotator.errors import PressmarkError, Refused
from annotator.model import Annotator, Suggestion
from annotator.recognisers import date_values
from annotator.recognisers.together import Together, beside
from annotator.services import asking, memory, models, patterns, roles
from annotator.services.session import Session
from annotator.store import articles, people
from annotator.store.suggestions import suggest, suggest_many

_AT_ONCE = 50
_LONG = 3_000  # words: half a second for the trained model


def choices() -> list[str]:
    """Return the recognisers that can be chosen on this machine."""
    return [*recognisers.available(), *asking.names()]


def chosen(session: Session) -> str:
    """Return the recogniser that the settings name, or the one that is there from the start."""
    name = _named(session)
    return name if name in choices() else recognisers.ENGLISH


def missing(session: Session) -> str:
    """Return the recogniser that was chosen and is not there any more; empty: it is there."""
    name = _named(session)
    return "" if name in choices() else name


def _named(session: Session) -> str:
    return people.setting(session.store, "recogniser", recognisers.ENGLISH)


def note(session: Session, language: str) -> str:
    """Return what a reader should know of how an article in a language was read; empty: nothing."""
    if models.recogniser(session):
        return ""
    return _loaded(session)[1] or recognisers.note(chosen(session), language)


def warm_up(session: Session) -> None:
    """Build the chosen recogniser before the first article is opened."""
    if not _is_remote(session, chosen(session)):
        _loaded(session)


def _loaded(session: Session) -> tuple[recognisers.Recogniser, str]:
    """Return the chosen recogniser, or the rules where it can't be had, and why it can't."""
    name = chosen(session)
    if asking.is_remote(name):
        return recognisers.load(recognisers.RULES), ""
    try:
        return recognisers.load(name), ""
    except PressmarkError as error:
        return recognisers.load(recognisers.RULES), f"Lists and rules suggest: {error}"


@roles.needs("change the project")
def choose(session: Session, name: str) -> None:
    """Let another recogniser read from now on; articles are read again when they are opened."""
    if name not in choices():
        raise Refused(
            f"The recogniser {name!r} is not installed.", "Install it, or choose another."
        )
    if not asking.is_remote(name):
        recognisers.load(name)  # one that can't be loaded is refused here, in words
    people.set_setting(session.store, "recogniser", name)


def ensure_suggestions(session: Session, article: Mapping[str, object]) -> None:
    """Let the project's recogniser read an article, unless it has done so; never fails.

    A remote one is asked in the background, and so is any over a long text: the article opens
    without waiting, with what was there, or what the rules find. What went wrong is kept for
    `trouble`.
    """
    name = chosen(session)
    try:
        if _is_remote(session, name):
            _ask(session, name, article)
            return
        recogniser = _reader(session)
        annotator = _annotator(session, recogniser)
        if article["recognised_by"] == annotator.id:
            return
        rules = _with_patterns(session, recognisers.load(recognisers.RULES))
        by_rules = _annotator(session, rules)
        if int(str(article["words"])) <= _LONG or annotator == by_rules:
            suggest(
                session.store, str(article["id"]), annotator, _read(session, recogniser, article)
            )
            asking.well(session, name)
            return
        if not article["recognised_by"]:
            suggest(session.store, str(article["id"]), by_rules, _read(session, rules, article))
        _later(session, name, article, annotator, lambda: _read(session, recogniser, article))
    except Exception as error:  # the article opens, whatever a recogniser does
        asking.note(session, name, error)


def _later(
    session: Session,
    name: str,
    article: Mapping[str, object],
    annotator: Annotator,
    read: Callable[[], list[Suggestion]],
) -> None:
    """Let a recogniser read an article in the background, unless it has done so by then."""
    article_id = str(article["id"])

    def job() -> None:
        if articles.read(session.store, article_id)["recognised_by"] == annotator.id:
            return
        found = read()
        # The memory has its say before open desks are told of what has come.
        suggest(session.store, article_id, annotator, found, lambda: memory.renew(session, article))

    asking.later(session, name, f"{article_id} {annotator.id}", job)


def trouble(session: Session) -> asking.Trouble | None:
    """Return what last went wrong with the chosen recogniser, unless it has worked since."""
    return asking.trouble(session, chosen(session))


def _is_remote(session: Session, name: str) -> bool:
    """Return whether articles are read at an address; the project's own model comes first."""
    return asking.is_remote(name) and models.recogniser(session) is None


def _ask(session: Session, name: str, article: Mapping[str, object]) -> None:
    """Let a remote recogniser read an article in the background, unless it has done so.

    An article that nothing has read yet has what the project's patterns find until then.
    """
    remote = asking.recogniser(session, name)
    found = patterns.of_project(session)
    whole = remote if found is None else Together(found, remote)
    annotator = _annotator(session, whole)
    if article["recognised_by"] == annotator.id:
        return
    if found and not article["recognised_by"]:
        by_patterns = _annotator(session, found)
        suggest(session.store, str(article["id"]), by_patterns, _found(found, article))

    def read() -> list[Suggestion]:
        answer = remote.answer(str(article["text"]), str(article["language"]))
        asking.told(session, name, answer)
        first = _found(found, article) if found else []
        return _dated(session, beside(first, answer.suggestions), article)

    _later(session, name, article, annotator, read)


def suggest_all(
    session: Session, stop: Callable[[], bool] = lambda: False
) -> Iterator[tuple[int, int]]:
    """Let the project's recogniser read what it has not read; yield how many are done of all.

    What is done stays when `stop` says so; the rest follows when an article is opened.
    """
    name = chosen(session)
    if _is_remote(session, name):  # asked for an article when it is opened: texts leave the machine
        return
    try:
        recogniser = _reader(session)
    except PressmarkError as error:
        asking.note(session, name, error)
        return
    annotator = _annotator(session, recogniser)
    project = session.project.id
    total = articles.count_unrecognised(session.store, project, annotator.id)
    done = 0
    while not stop():
        ids = articles.unrecognised(session.store, project, annotator.id, _AT_ONCE)
        if not ids:
            return
        try:
            found = [(i, _read(session, recogniser, articles.read(session.store, i))) for i in ids]
        except Exception as error:  # what was loaded is there, and opens
            asking.note(session, name, error)
            return
        # Reading takes its time, so it is done before others have to wait for the writing.
        suggest_many(session.store, annotator, found)
        done += len(ids)
        yield done, total


def _reader(session: Session) -> recognisers.Recogniser:
    """Return what reads the project's articles, and before it its patterns.

    That is the version in use of its own model, or the chosen recogniser. With other patterns it is
    another version, so that articles are read again.
    """
    return _with_patterns(session, models.recogniser(session) or _loaded(session)[0])


def _with_patterns(session: Session, recogniser: recognisers.Recogniser) -> recognisers.Recogniser:
    found = patterns.of_project(session)
    return recogniser if found is None else Together(found, recogniser)


def _read(
    session: Session, recogniser: recognisers.Recogniser, article: Mapping[str, object]
) -> list[Suggestion]:
    return _dated(session, _found(recogniser, article), article)


def _found(recogniser: recognisers.Recogniser, article: Mapping[str, object]) -> list[Suggestion]:
    return recogniser.suggest(str(article["text"]), str(article["language"]))


def _dated(
    session: Session, found: list[Suggestion], article: Mapping[str, object]
) -> list[Suggestion]:
    """Return suggestions with what their dates mean, seen from the day of the article."""
    return date_values.with_values(
        found, str(article["text"]), str(article["published_at"]),
        as_attribute=_asks_for_value(session),
    )  # fmt: skip


def _asks_for_value(session: Session) -> bool:
    """Return whether a date that is accepted can keep its value: its label may not ask for it."""
    return any(
        label.id == date_values.LABEL and (attribute.id, attribute.kind) == ("value", "text")
        for label in people.labels(session.store, session.project.id)
        for attribute in label.attributes
    )


def _annotator(session: Session, recogniser: recognisers.Recogniser) -> Annotator:
    return people.annotator(session.store, recogniser.name, "recogniser", recogniser.version)
