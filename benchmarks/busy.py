"""How long an act takes to be on disk, and an article to open, while the machine is at work.

Alone, beside a training, beside the pass after a load, and beside the memory renewing a long text.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from annotator import recognisers
from annotator.model import Act, Draft, Suggestion
from annotator.services import loading, suggesting
from annotator.services.session import Session, local_session
from annotator.store import acts, articles, open_store, people
from annotator.store.suggestions import suggest
from benchmarks.application import ROOT, Application
from benchmarks.corpus import drafts, words

BUDGETS = {"act on disk": 30, "opening": 100}  # milliseconds
ROUNDS, PAUSE = 200, 0.02
MARKED, READ, LOADED, LONG = 60, 40, 400, 100_000
AT = "2026-01-05T10:00:00Z"
_NAME = re.compile("Anna Lindh|Kofi Annan|Geneva|Syria|United Nations|Moscow|Greece")
_WAITING = "SELECT count(*) FROM article WHERE recognised_by = ''"


class BusyApplication(Application):
    """The app in a process that can be told to load."""

    def command(self) -> list[str]:
        """Return what starts it."""
        return [sys.executable, "-m", "benchmarks.busy_app", str(self.port)]


def main() -> None:
    """Print p50 and p95 of acts and openings in each state of the machine, beside the budgets."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "p.db"
        prepared = _Prepared(database)
        with BusyApplication(database) as application:
            _measure(application, prepared)  # so that everything has run once
            _print("alone", _measure(application, prepared))
            with _training(database) as is_on:
                _print("beside a training", _measure(application, prepared, is_on))
            with _renewing(application, prepared) as is_on:
                figures = _measure(application, prepared, is_on)
                _print(f"beside the memory renewing {LONG:,} words", figures)
                _print("    meanwhile", {"opening of these words": prepared.renewals})
            with _loading(application) as is_on:
                _print("beside the pass after a load", _measure(application, prepared, is_on))


class _Prepared:
    """A project with articles that were annotated, some to read, and a long one."""

    def __init__(self, database: Path) -> None:
        session = local_session(open_store(database))
        made = [*drafts(MARKED + READ + 1), Draft(words(7, LONG), title="Long", original=b"")]
        verdicts = list(loading.load(session, made, "benchmark"))
        self.texts = {
            verdict.article_id: draft.body for verdict, draft in zip(verdicts, made, strict=True)
        }
        *ids, self.long = self.texts
        self.to_read, self.to_mark, self.to_remember = ids[MARKED:-1], ids[0], ids[-1]
        for article_id in ids[1:MARKED]:
            _annotate(session, article_id)
        # As if the model had found them: it need not read the long text first.
        english = recognisers.load("english")
        annotator = people.annotator(session.store, "english", "recogniser", english.version)
        found = [
            Suggestion(name.start(), name.end(), "LOC", 0.9, "made up")
            for name in _NAME.finditer(self.texts[self.long])
        ]
        suggest(session.store, self.long, annotator, found)
        for _ in suggesting.suggest_all(session):
            pass
        self.renewals: list[float] = []
        session.store.close()


def _annotate(session: Session, article_id: str) -> None:
    """Mark the names of an article, and be done with it."""
    text = str(articles.read(session.store, article_id)["text"])
    made = [Act(**_marking(text, name.start(), name.end())) for name in _NAME.finditer(text)]
    done = Act(uuid.uuid4().hex, AT, "done", "assignment", {"state": "open"}, {"state": "done"})
    acts.apply(session.store, article_id, session.annotator, [*made, done])


def _marking(text: str, start: int, end: int) -> dict[str, Any]:
    """Return an act that labels words."""
    after = {
        "id": uuid.uuid4().hex, "kind": "span", "label_id": "PER", "start": start, "end": end,
        "quote": text[start:end], "note": "", "state": "made", "suggestion_id": None,
    }  # fmt: skip
    return {
        "id": uuid.uuid4().hex, "at": AT, "kind": "annotate", "subject": "annotation",
        "before": None, "after": after,
    }  # fmt: skip


def _measure(
    application: Application, prepared: _Prepared, is_on: Callable[[], bool] = lambda: True
) -> dict[str, list[float]]:
    """Return milliseconds of acts and openings, taken in turns as long as something is on."""
    connection = HTTPConnection("127.0.0.1", application.port)
    taken: dict[str, list[float]] = {name: [] for name in BUDGETS}
    text = prepared.texts[prepared.to_mark]
    for number in range(ROUNDS):
        if not is_on():
            break
        start = number * 7 % (len(text) - 10)
        act = _marking(text, start, start + 8)
        taken["act on disk"].append(_act(connection, prepared.to_mark, [act]))
        article_id = prepared.to_read[number % len(prepared.to_read)]
        taken["opening"].append(_ask(connection, "GET", f"/api/articles/{article_id}"))
        time.sleep(PAUSE)
    connection.close()
    return taken


def _act(connection: HTTPConnection, article_id: str, made: list[dict[str, Any]]) -> float:
    return _ask(connection, "POST", f"/api/articles/{article_id}/acts", {"acts": made})


def _ask(connection: HTTPConnection, method: str, path: str, body: object = None) -> float:
    """Return the milliseconds until the whole answer is there."""
    sent = None if body is None else json.dumps(body)
    began = time.perf_counter()
    connection.request(method, path, sent, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    told = answer.read()
    taken = (time.perf_counter() - began) * 1000
    if answer.status != 200 or (method == "POST" and json.loads(told)["refused"]):
        raise RuntimeError(f"{method} {path} was answered with {told[:200]!r}")
    return taken


@contextmanager
def _training(database: Path) -> Iterator[Callable[[], bool]]:
    command = [sys.executable, "-m", "annotator", "train", "--db", str(database)]
    process = subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    with process:
        for line in process.stderr or ():  # until it has begun to work
            if line.startswith("["):
                break
        # What it goes on to tell has to be read, or it would wait for that.
        rest = threading.Thread(target=lambda: list(process.stderr or ()), daemon=True)
        rest.start()
        yield lambda: process.poll() is None
        process.terminate()
        rest.join()


@contextmanager
def _loading(application: Application) -> Iterator[Callable[[], bool]]:
    application.tell(str(LOADED))
    while not 0 < application.count(_WAITING) < LOADED:
        time.sleep(0.05)
    yield lambda: application.count(_WAITING) > 0


@contextmanager
def _renewing(application: Application, prepared: _Prepared) -> Iterator[Callable[[], bool]]:
    """Mark every name in an article and open the long text, again and again."""
    stop = threading.Event()

    def renew() -> None:
        connection = HTTPConnection("127.0.0.1", application.port)
        text = prepared.texts[prepared.to_remember]
        while not stop.is_set():
            made = [
                _marking(text, name.start(), name.end()) | {"subject": "annotation", "before": None}
                for name in _NAME.finditer(text)
            ]
            _act(connection, prepared.to_remember, made)
            prepared.renewals.append(_ask(connection, "GET", f"/api/articles/{prepared.long}"))
        connection.close()

    thread = threading.Thread(target=renew)
    thread.start()
    yield thread.is_alive
    stop.set()
    thread.join()


def _print(state: str, taken: dict[str, list[float]]) -> None:
    told = []
    for name, times in taken.items():
        if len(times) < 2:
            told.append(f"{name} not measured")
            continue
        figures = f"p50 {median(times):.0f} ms, p95 {quantiles(times, n=20)[-1]:.0f} ms"
        budget = f", budget {BUDGETS[name]}" if name in BUDGETS else ""
        told.append(f"{name} {figures} (n = {len(times)}{budget})")
    print(f"{state}: {'; '.join(told)}", flush=True)
