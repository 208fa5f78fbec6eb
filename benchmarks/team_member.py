"""One person of a team at work: makes acts, and sends them as the desk's outbox does."""

from __future__ import annotations

import http.client
import json
import time
import uuid
from dataclasses import dataclass
from typing import Any

AT = "2026-01-05T10:00:00Z"
FIRST_WAIT, LONGEST_WAIT = 0.2, 5.0  # seconds between attempts, as annotator/ui/reader's outbox
LEFT = 90.0  # seconds after the end in which all has to be confirmed
TO_ANOTHER = 15  # acts on an article before the next one is opened
BEAT = 15.0  # seconds between two beats of the desk


@dataclass(frozen=True)
class Article:
    """An article that is there, and its text."""

    id: str
    text: str


class Member:
    """Somebody with a desk.

    Parameters
    ----------
    port : int
        Where the server listens.
    number : int
        Which person it is.
    headers : dict
        That say so to the server.
    articles : list of Article
        To be worked on in turns.
    """

    def __init__(
        self, port: int, number: int, headers: dict[str, str], articles: list[Article]
    ) -> None:
        self.number = number
        self._articles = articles[number % len(articles) :] + articles[: number % len(articles)]
        self._asking = Asking(port, headers)
        self._listening = Asking(port, headers)
        self._made = 0
        self.outbox: list[tuple[str, dict[str, Any], float]] = []  # article, act, when it was made
        self.done: list[tuple[str, dict[str, Any]]] = []  # confirmed, with the article
        self.marks: dict[str, tuple[str, dict[str, Any]]] = {}  # as they were left
        self.times: list[float] = []  # milliseconds of acts that were confirmed at once
        self.repeated = 0
        self.errors: list[str] = []
        self.broken: list[tuple[float, str]] = []  # when a connection broke
        self.events = 0

    @property
    def article(self) -> Article:
        """Return the article at work on."""
        return self._articles[self._made // TO_ANOTHER % len(self._articles)]

    def work(self, first: float, end: float, every: float) -> None:
        """Act every so many seconds until the end, and send until all is confirmed."""
        due, retry, wait, beat = first, first, FIRST_WAIT, first
        while time.monotonic() < end or (self.outbox and time.monotonic() < end + LEFT):
            now = time.monotonic()
            if due <= now < end:
                if self._made % TO_ANOTHER == 0:
                    self._ask("GET", f"/api/articles/{self.article.id}")
                self._make(time.monotonic())
                due += every
            if self.outbox and retry <= now:
                wait = FIRST_WAIT if self._send() else min(wait * 2, LONGEST_WAIT)
                retry = time.monotonic() + (wait if self.outbox else 0)
            if beat <= now < end:
                beat = now + BEAT
                told = {"window_id": f"w{self.number}", "number": int(now), "active_ms": 5_000}
                self._ask("POST", f"/api/articles/{self.article.id}/here", told)
            coming = [each for each in (due, beat) if each < end]
            if self.outbox:
                coming.append(retry)
            time.sleep(max(0.0, min(coming, default=end) - time.monotonic()))

    def listen(self, end: float) -> None:
        """Read the events of the article at work on, again and again, until the end."""
        wait = FIRST_WAIT / 2
        while time.monotonic() < end:
            try:
                told = self._listening.ask("GET", f"/api/articles/{self.article.id}/events")
            except (OSError, http.client.HTTPException) as error:
                self.broken.append((time.monotonic(), f"events: {type(error).__name__}"))
                wait = min(wait * 2, 8.0)
            else:
                if told[0] != 200:
                    self.errors.append(f"events: {told[0]}")
                self.events += told[1].count(b"data: ")
                wait = FIRST_WAIT / 2
            time.sleep(wait)

    def _make(self, now: float) -> None:
        """Do what comes next: label words, with a note now and then, or take a label away."""
        article, turn = self.article, self._made % 5
        mine = [mark for where, mark in self.marks.values() if where == article.id]
        before = mine[-1] if turn in (2, 4) and mine else None
        if before is None:
            start = (self._made * 37 + self.number * 11) % (len(article.text) - 10)
            after: dict[str, Any] | None = {
                "id": uuid.uuid4().hex, "kind": "span", "label_id": "PER", "start": start,
                "end": start + 8, "quote": article.text[start : start + 8], "note": "",
                "state": "made", "suggestion_id": None,
            }  # fmt: skip
        else:
            after = before | {"note": f"note {self._made}"} if turn == 2 else None
        kind = "annotate" if before is None else "change" if after else "remove"
        act = {
            "id": uuid.uuid4().hex, "at": AT, "kind": kind, "subject": "annotation",
            "before": before, "after": after,
        }  # fmt: skip
        if after is not None:
            self.marks[after["id"]] = (article.id, after)
        elif before is not None:
            del self.marks[before["id"]]
        self._made += 1
        self.outbox.append((article.id, act, now))

    def _send(self) -> bool:
        """Send what waits, of one article; return whether an answer came."""
        first = self.outbox[0][0]
        batch = [entry for entry in self.outbox if entry[0] == first]
        body = {"acts": [act for _, act, _ in batch]}
        told = self._ask("POST", f"/api/articles/{first}/acts", body)
        if told is None:
            for _, act, _ in batch:
                act["again"] = True
            return False
        now = time.monotonic()
        self.errors += [f"refused: {each['message']}" for each in told.get("refused", ())]
        confirmed = set(told.get("confirmed", ()))
        for entry in batch:
            article, act, made = entry
            if act["id"] not in confirmed:
                continue
            self.outbox.remove(entry)
            self.done.append((article, act))
            if "again" in act:
                self.repeated += 1
            else:
                self.times.append((now - made) * 1000)
        return True

    def _ask(self, method: str, path: str, body: object = None) -> dict[str, Any] | None:
        """Return what is answered; None if the connection broke, or nothing good came."""
        try:
            status, told = self._asking.ask(method, path, body)
        except (OSError, http.client.HTTPException) as error:
            self.broken.append((time.monotonic(), f"{method} {type(error).__name__}"))
            return None
        if status != 200:
            self.errors.append(f"{method} {path.rpartition('/')[2]}: {status} {told[:120]!r}")
            return None
        found: dict[str, Any] = json.loads(told)
        return found


class Asking:
    """A connection that is kept, and opened anew when it broke."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self._port = port
        self._headers = headers | {"Content-Type": "application/json"}
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, bytes]:
        """Return status and body of an answer."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        sent = None if body is None else json.dumps(body)
        try:
            self._connection.request(method, path, sent, self._headers)
            answer = self._connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            self._connection = None
            raise
