"""Remote recognisers: which the operator has set up, asking them in the background, what failed.

Off by default: an address comes from the environment alone, and is asked only where somebody has
chosen it for suggestions. Opening an article never waits for it, nor for a recogniser on the
machine that reads a long text: those stand in the same queue.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from annotator.errors import PressmarkError, Refused
from annotator.recognisers import chat_model, web_hook
from annotator.recognisers.chat_model import ChatModel
from annotator.recognisers.remote import Answer
from annotator.recognisers.web_hook import WebHook
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import articles, patterns, people

Remote = ChatModel | WebHook
Key = tuple[str, str]  # the database, the recogniser

REST = 60.0  # seconds without a question after one that failed
_WAITING = 200  # articles; those beyond are asked for when they are opened again
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong with a recogniser, and what to do."""

    message: str
    remedy: str


@dataclass(slots=True)
class _Desk:
    """What is asked for, in order, and what became of it: one for the whole process."""

    waiting: queue.Queue[tuple[Key, str, Callable[[], None]]] = field(default_factory=queue.Queue)
    named: set[tuple[Key, str]] = field(default_factory=set)
    troubles: dict[Key, Trouble] = field(default_factory=dict)
    rest_until: dict[Key, float] = field(default_factory=dict)
    answers: dict[Key, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    thread: threading.Thread | None = None


_DESK = _Desk()


def names() -> list[str]:
    """Return the remote recognisers that the environment sets up."""
    model = os.environ.get("PRESSMARK_CHAT_MODEL", "")
    found = [chat_model.name_of(model)] if model and os.environ.get("PRESSMARK_CHAT_URL") else []
    return found + ([web_hook.NAME] if os.environ.get("PRESSMARK_HOOK_URL") else [])


def is_remote(name: str) -> bool:
    """Return whether a recogniser is at an address, so that texts leave the machine."""
    return name in names()


def recogniser(session: Session, name: str) -> Remote:
    """Return a remote recogniser that knows the labels of the project.

    Raises
    ------
    Refused
        If the environment sets up no such recogniser.
    """
    labels = [
        label
        for label in people.labels(session.store, session.project.id)
        if label.kind == "span" and label.status != "withdrawn"
    ]
    if not is_remote(name):
        raise Refused(f"The recogniser {name!r} is not set up.", "Choose another.")
    if name == web_hook.NAME:
        return WebHook(os.environ["PRESSMARK_HOOK_URL"], labels)
    return ChatModel(
        os.environ["PRESSMARK_CHAT_URL"], os.environ["PRESSMARK_CHAT_MODEL"],
        os.environ.get("PRESSMARK_CHAT_KEY", ""), labels,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """An article of the project, with what a remote recogniser is sent for it."""

    article_id: str
    title: str
    sent: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What a recogniser answered for a text; nothing of it is kept."""

    text: str
    answer: Answer


def example(session: Session, name: str) -> Example | None:
    """Return what is sent, for the article that came last; None: there is no article."""
    newest = next(iter(patterns.texts(session.store, session.project.id, 1)), None)
    if newest is None:
        return None
    sent = recogniser(session, name).shown(newest.text)
    return Example(newest.id, newest.title or "Untitled", sent)


@roles.needs("change the project")
def try_on(session: Session, name: str, article_id: str) -> Tried:
    """Ask a remote recogniser about an article, and wait for it.

    Raises
    ------
    PressmarkError
        If it does not answer, or with nothing that can be read.
    """
    article = articles.read(session.store, article_id)
    text = str(article["text"])
    return Tried(text, recogniser(session, name).answer(text, str(article["language"])))


def later(session: Session, name: str, what: str, job: Callable[[], None]) -> None:
    """Do something in the background, once for each `what`, unless the recogniser is at rest."""
    key = _key(session, name)
    with _DESK.lock:
        at_rest = time.monotonic() < _DESK.rest_until.get(key, 0)
        if at_rest or (key, what) in _DESK.named or len(_DESK.named) >= _WAITING:
            return
        _DESK.named.add((key, what))
        if _DESK.thread is None or not _DESK.thread.is_alive():
            _DESK.thread = threading.Thread(target=_work, name="asking", daemon=True)
            _DESK.thread.start()
    _DESK.waiting.put((key, what, job))


def _work() -> None:
    while True:
        key, what, job = _DESK.waiting.get()
        try:
            # What waited behind a question that failed rests as well.
            if time.monotonic() >= _DESK.rest_until.get(key, 0):
                job()
                _DESK.troubles.pop(key, None)
        except Exception as error:  # the page says so
            _DESK.troubles[key] = _trouble(key[1], error)
            _DESK.rest_until[key] = time.monotonic() + REST
        finally:
            with _DESK.lock:
                _DESK.named.discard((key, what))


def note(session: Session, name: str, error: Exception) -> None:
    """Keep what went wrong with a recogniser."""
    _DESK.troubles[_key(session, name)] = _trouble(name, error)


def well(session: Session, name: str) -> None:
    """Forget what went wrong with a recogniser: it has worked."""
    _DESK.troubles.pop(_key(session, name), None)


def try_again(session: Session, name: str) -> None:
    """End a recogniser's rest: somebody has mended it, or has chosen it anew."""
    well(session, name)
    _DESK.rest_until.pop(_key(session, name), None)


def trouble(session: Session, name: str) -> Trouble | None:
    """Return what last went wrong with a recogniser, unless it has worked since."""
    return _DESK.troubles.get(_key(session, name))


def told(session: Session, name: str, answer: Answer) -> None:
    """Keep what became of the last answer, in words."""
    _DESK.answers[_key(session, name)] = in_words(answer)


def last_answer(session: Session, name: str) -> str:
    """Return what became of the last answer, in words; empty: there was none."""
    return _DESK.answers.get(_key(session, name), "")


def in_words(answer: Answer) -> str:
    """Return '12 suggestions; 3 dropped: 2 not in the text, 1 label unknown'."""
    count = len(answer.suggestions)
    words = f"{count:,} suggestion{'' if count == 1 else 's'}"
    if not answer.dropped:
        return words
    why = ", ".join(f"{number:,} {reason}" for reason, number in sorted(answer.dropped.items()))
    return f"{words}; {answer.dropped.total():,} dropped: {why}"


def wait(seconds: float) -> None:
    """Wait until nothing is under way, at most this long."""
    end = time.monotonic() + seconds
    while _DESK.named and time.monotonic() < end:
        time.sleep(0.01)


def _trouble(name: str, error: Exception) -> Trouble:
    if isinstance(error, PressmarkError):
        return Trouble(error.message, error.remedy)
    _LOG.error("the recogniser %s failed", name, exc_info=error)
    return Trouble(
        f"The recogniser {name} failed.",
        "Choose another in the settings; the server's log tells more.",
    )


def _key(session: Session, name: str) -> Key:
    return str(session.store.path), name
