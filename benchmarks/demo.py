"""Fill a database with a team at work, to look at the figures: `python -m benchmarks.demo PATH`.

Two papers, 500 articles, a lead and three annotators with habits: Ana is careful, Ben leaves out
some and takes titles along, Cy takes what is suggested without reading it. Some articles are read
by all three, most by two, some by nobody; a part is lifted, and Ben mends some of his then. A fifth
of the articles goes out without suggestions, another one for each.
"""

from __future__ import annotations

import random
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from annotator.errors import Refused
from annotator.model import Act
from annotator.services import (
    annotating,
    assigning,
    blindness,
    choosing,
    loading,
    openings,
    running,
    suggesting,
)
from annotator.services.session import Session, local_session, session_on
from annotator.store import Store, accounts, open_store
from annotator.text import paragraphs
from benchmarks.demo_news import News, news

ARTICLES = 500
SHARE = 20  # per cent without suggestions
PROJECT = "Two papers"
PASSWORD = "five plain words in a row"  # noqa: S105 - of nobody
BEGAN = datetime(2026, 8, 3, 9, tzinfo=UTC)
Content = dict[str, Any]
Passage = tuple[int, int]
_JOINS = {("QUOTE", "PER"): "SAID_BY", ("PER", "ORG"): "BELONGS_TO"}
_NEAR = 12  # characters between two that are joined
_JOINED = 0.8  # the share of them that are


@dataclass(frozen=True, slots=True)
class Habit:
    """How somebody works: shares of what is missed, cut otherwise, called otherwise or waved on."""

    login: str
    missed: float
    boundary: float
    label: float
    waves: float
    ms_a_word: int


HABITS = (
    Habit("ana", 0.04, 0.02, 0.02, 0.0, 260),
    Habit("ben", 0.15, 0.08, 0.05, 0.1, 210),
    Habit("cy", 0.10, 0.03, 0.12, 0.9, 90),
)


def main(path: Path, articles: int = ARTICLES) -> None:
    """Make the database, and say how to open it."""
    if path.exists():
        raise Refused(f"{path} is there already.", "Name a file that is not there.")
    clock = _Clock()
    store = open_store(path, clock)
    lead = _people(store)
    suggesting.choose(lead, "rules")
    made = list(news(articles))
    verdicts = list(loading.load(lead, [each.draft for each in made], "made up"))
    for _ in suggesting.suggest_all(lead):
        pass
    given = {v.article_id: each for v, each in zip(verdicts, made, strict=True) if v.article_id}
    openings.set_share(lead, SHARE, seed=7)
    _hand_out(lead, list(given))
    for habit in HABITS:
        _Annotator(store, habit, clock).work(given)
    blindness.set_rule(lead, "until done")
    _mend(_session(store, "ben"), given, clock)
    store.close()
    print(f"PRESSMARK_DB={path} PRESSMARK_AUTH=accounts streamlit run app.py")
    print(f"Sign in as lea, ana, ben or cy: {PASSWORD}")


class _Clock:
    """Tells the time of the team, which passes while it works."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> str:
        return self.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def passes(self, milliseconds: int) -> None:
        self.now += timedelta(milliseconds=milliseconds)


def _people(store: Store) -> Session:
    first = local_session(store, PROJECT)
    for login, role in (("lea", "lead"), *((habit.login, "annotator") for habit in HABITS)):
        running.put_account(first, login, login.title(), PASSWORD, role)
    return _session(store, "lea")


def _session(store: Store, login: str) -> Session:
    account = accounts.account(store, login)
    if account is None:
        raise RuntimeError(login)
    return session_on(store, PROJECT, account.annotator_id)


def _hand_out(lead: Session, ids: list[str]) -> None:
    """Give a fifth to all three, a tenth to nobody, the rest to two each."""
    three, two = ids[: len(ids) // 5], ids[len(ids) // 5 : -len(ids) // 10]
    who = [_session(lead.store, habit.login).annotator.id for habit in HABITS]
    assigning.set_overlap(lead, 2)
    assigning.set_overlap_of(lead, three, 3)
    assigning.hand_out(lead, choosing.by_hand(three), who)
    assigning.hand_out(lead, choosing.by_hand(two), who)


class _Annotator:
    """Somebody at work on what is given to them."""

    def __init__(self, store: Store, habit: Habit, clock: _Clock) -> None:
        self._habit, self._clock = habit, clock
        self._session = _session(store, habit.login)
        self._chance = random.Random(habit.login)
        self._clock.now = BEGAN

    def work(self, given: dict[str, News]) -> None:
        """Read what is given, the last few not to the end."""
        store, annotator_id = self._session.store, self._session.annotator.id
        mine = store.rows(
            """
            SELECT article.id, seq, words FROM assignment JOIN article ON seq = article_seq
            WHERE annotator_id = ? AND given_at <> '' ORDER BY seq
            """,
            (annotator_id,),
        )
        for place, row in enumerate(mine):
            finished = place < len(mine) * 0.93
            acts = list(self._acts(given[row["id"]], row["seq"], finished))
            receipt = annotating.act(self._session, row["id"], acts)
            if receipt.refused:
                raise RuntimeError(receipt.refused[0].message)
            # Practice makes faster.
            took = row["words"] * self._habit.ms_a_word * (1 + 1.2 * 0.98**place)
            took *= 1.3 if openings.is_without(self._session, row["seq"]) else 1
            self._spend(row["seq"], int(took * self._chance.uniform(0.7, 1.4)))

    def _spend(self, article_seq: int, milliseconds: int) -> None:
        with self._session.store.write() as connection:
            connection.execute(
                "INSERT INTO active_time VALUES (?, ?, ?, ?)",
                (self._session.annotator.id, article_seq, self._clock()[:10], milliseconds),
            )
        self._clock.passes(milliseconds + 20_000)
        if self._clock.now.hour >= 17:
            self._clock.now = self._clock.now.replace(hour=9) + timedelta(days=1)

    def _acts(self, article: News, seq: int, finished: bool) -> Iterator[Act]:
        text = article.draft.body
        end = len(text) if finished else len(text) // 2
        suggested = {
            (row["start"], row["end"]): row
            for row in self._session.store.rows(
                """
                SELECT id, label_id, start, "end" FROM annotation
                WHERE article_seq = ? AND state = 'suggested' AND kind = 'span'
                  AND label_id NOT IN ('SPEAKER', 'CUE')
                """,
                (seq,),
            )
            if not openings.is_without(self._session, seq)
        }
        wanted = {(s, e): label for label, s, e in article.found}
        marked = dict[Passage, Content]()
        for passage in sorted({*suggested, *wanted}):
            if passage[1] > end:
                continue
            acts = (
                self._answer(text, passage, suggested[passage], wanted)
                if passage in suggested
                else self._mark(text, passage, wanted[passage])
            )
            for act in acts:
                yield act
                marked[passage] = dict(act.after or {})
        yield from self._relations(article, marked)
        if finished:
            kind = article.kind if self._chance.random() > 0.15 else "REPORT"
            yield self._act(_nowhere(kind) | {"kind": "article"})
            yield Act(
                uuid.uuid4().hex, self._clock(), "done", "assignment",
                {"state": "open"}, {"state": "done"},
            )  # fmt: skip
        else:
            for start, stop in paragraphs(text):
                if stop <= end and not any(start <= s < stop for s, _ in suggested):
                    read = {"start": start, "end": stop, "read": True}
                    yield Act(uuid.uuid4().hex, self._clock(), "read", "paragraph", None, read)

    def _answer(
        self, text: str, passage: Passage, row: Any, wanted: dict[Passage, str]
    ) -> Iterator[Act]:
        """Accept, correct or reject a suggestion; leave some unanswered."""
        chance, waves = self._chance, self._chance.random() < self._habit.waves
        label = row["label_id"] if waves else wanted.get(passage, "")
        took = chance.randint(300, 900) if waves else chance.randint(900, 7000)
        state = "rejected" if not label else "accepted"
        if not waves and label and chance.random() < self._habit.label:
            label = chance.choice(("PER", "ORG", "LOC"))
        if label and label != row["label_id"]:
            state = "corrected"
        if waves or chance.random() > 0.05:
            given = content(text, *passage, label or row["label_id"]) | {
                "state": state, "suggestion_id": row["id"],
            }  # fmt: skip
            yield self._act(given, {"accepted": "accept", "rejected": "reject"}.get(state), took)

    def _mark(self, text: str, passage: Passage, label: str) -> Iterator[Act]:
        """Mark by hand what was not suggested, or miss it."""
        chance = self._chance
        if chance.random() < self._habit.missed + self._habit.waves / 3:
            return
        start, end = passage
        if chance.random() < self._habit.boundary:
            start = text.rfind(" ", 0, max(start - 1, 0)) + 1
        if chance.random() < self._habit.label and label in ("PER", "ORG", "LOC"):
            label = chance.choice(("PER", "ORG", "LOC"))
        note = "Is this the body or the building?" if chance.random() < 0.01 else ""
        yield self._act(content(text, start, end, label) | {"note": note})

    def _relations(self, article: News, marked: dict[Passage, Content]) -> Iterator[Act]:
        """Join most quotations with the person behind them, and the person with the body."""
        for one, two in pairwise(article.found):
            kind = _JOINS.get((one[0], two[0]))
            ends = marked.get(one[1:]), marked.get(two[1:])
            there = [end for end in ends if end is not None and end["state"] != "rejected"]
            labels = [end["label_id"] for end in there]
            near = labels == [one[0], two[0]] and two[1] - one[2] < _NEAR
            if kind and near and self._chance.random() < _JOINED:
                joined = {"from_id": there[0]["id"], "to_id": there[1]["id"]}
                yield self._act(_nowhere(kind) | {"kind": "relation"} | joined)

    def _act(self, after: Content, kind: str | None = None, took: int | None = None) -> Act:
        self._clock.passes(took or 2000)
        return Act(
            uuid.uuid4().hex, self._clock(), kind or "annotate", "annotation", None, after,
            uuid.uuid4().hex, took_ms=took,
        )  # fmt: skip


def content(text: str, start: int, end: int, label: str) -> Content:
    """Return a mark on a passage."""
    return {
        "id": uuid.uuid4().hex, "kind": "span", "label_id": label, "start": start, "end": end,
        "quote": text[start:end], "parts": None, "note": "", "state": "made",
        "suggestion_id": None, "from_id": None, "to_id": None, "on_id": None, "entity_id": None,
        "attributes": {},
    }  # fmt: skip


def _nowhere(label: str) -> Content:
    return content("", 0, 0, label) | dict.fromkeys(("start", "end", "quote"))


def _mend(ben: Session, given: dict[str, News], clock: _Clock) -> None:
    """Let one take over of what the others have, after he could see it."""
    clock.passes(3_600_000)
    for article_id in list(given)[:60]:
        text = given[article_id].draft.body
        wanted = {(s, e): label for label, s, e in given[article_id].found}
        mine = ben.store.rows(
            """
            SELECT annotation.start, annotation."end" FROM annotation
            JOIN article ON article.seq = article_seq
            WHERE article.id = ? AND annotator_id = ? AND state <> 'rejected' AND start IS NOT NULL
            """,
            (article_id, ben.annotator.id),
        )
        there = {(row["start"], row["end"]) for row in mine}
        acts = [
            Act(
                uuid.uuid4().hex, clock(), "annotate", "annotation", None,
                content(text, *passage, label),
            )
            for passage, label in wanted.items()
            if not any(s < passage[1] and passage[0] < e for s, e in there)
        ]  # fmt: skip
        annotating.act(ben, article_id, acts)


if __name__ == "__main__":
    begun = time.perf_counter()
    try:
        main(Path(sys.argv[1]), *(int(number) for number in sys.argv[2:3]))
    except IndexError:
        sys.exit("Name the file to make: python -m benchmarks.demo PATH [ARTICLES]")
    except Refused as refused:
        sys.exit(f"{refused.message} {refused.hint}")
    print(f"{time.perf_counter() - begun:.0f} s")
