"""How far the work is, and how long it takes: everybody's own figures."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.formats.annotations_csv import guard
from annotator.services import keeping, roles
from annotator.services.session import Session
from annotator.store import progress

LATELY = 50
MINUTE = 60_000
# Less than that on an article says that it was opened, not that it was read.
FLOOR_MS = 10_000
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast somebody reads: over how many `articles` they are done with, and what these took.

    `median_ms` is the median of an article, `words_a_minute` that of all of them together.
    """

    articles: int = 0
    median_ms: int = 0
    words_a_minute: int = 0


@dataclass(frozen=True, slots=True)
class Own:
    """One's own progress, counted in articles, and one's own figures.

    `articles` are those given to whoever asks, or all of the project where nothing
    `is_handed_out`; `besides` they are done with others. `marks` are those that stand, `answers`
    those to suggestions; `days` tell what was done on each, `lately` the articles read last.
    """

    is_handed_out: bool
    articles: int
    done: int
    in_work: int
    overdue: int
    skipped: int
    besides: int
    marks: int
    answers: int
    active_ms: int
    pace: Pace
    days: Rows
    lately: Rows

    @property
    def open(self) -> int:
        """Articles that were not begun."""
        return max(0, self.articles - self.done - self.in_work)


@roles.needs("read")
def own(session: Session, *, lately: bool = False) -> Own:
    """Return the progress and the figures of whoever asks, and of nobody else.

    `lately`: as they were counted at most some seconds ago, if nothing was done since.
    """
    if lately:
        now, what = keeping.moment(session), ("progress of", session.annotator.id)
        return keeping.kept(session, now, what, lambda: _own(session))
    return _own(session)


def _own(session: Session) -> Own:
    store, project, me = session.store, session.project.id, session.annotator.id
    states = _only(progress.states(store, project, me))
    days = progress.days(store, project, me)
    is_handed_out = progress.is_handed_out(store, project)
    done = states["given_done" if is_handed_out else "done"]
    return Own(
        is_handed_out=is_handed_out,
        articles=states["given"] if is_handed_out else progress.articles(store, project),
        done=done,
        in_work=states["given_in_work" if is_handed_out else "in_work"],
        overdue=states["overdue"],
        skipped=states["skipped"],
        besides=states["done"] - done,
        marks=_sum(days, "marks"),
        answers=_sum(days, "answers"),
        active_ms=_sum(days, "active_ms"),
        pace=pace(progress.paces(store, project, me)),
        days=days,
        lately=progress.read_lately(store, project, me, LATELY),
    )


def pace(rows: Sequence[Mapping[str, Any]]) -> Pace:
    """Return the pace over articles with `words` and `active_ms` each; nothing over none.

    Those alone count on which somebody was at work for `FLOOR_MS`.
    """
    read = [row for row in rows if row["active_ms"] >= FLOOR_MS]
    if not read:
        return Pace()
    times = sorted(row["active_ms"] for row in read)
    words = sum(row["words"] for row in read)
    return Pace(len(read), median(times), round(words * MINUTE / sum(times)))


def median(times: Sequence[int]) -> int:
    """Return the median of times in order, of which there is one at least."""
    # The standard library's lies behind the page of the same name, pages/statistics.py.
    middle = len(times) // 2
    return times[middle] if len(times) % 2 else round((times[middle - 1] + times[middle]) / 2)


def as_csv(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> bytes:
    """Return some columns of rows as CSV, safe in a spreadsheet; milliseconds leave as minutes.

    Parameters
    ----------
    rows : iterable of mapping
        What is written.
    columns : mapping
        The name of each column in the rows, and in the file.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns.values())
    writer.writerows([_cell(row[name], name) for name in columns] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _cell(value: object, name: str) -> str:
    if name.endswith("_ms"):
        return f"{int(str(value)) / MINUTE:.1f}"
    return guard(str(value))


def _only(rows: Rows) -> Counter[str]:
    """Return the row of the one annotator that was asked about; nothing counts where is none."""
    return Counter(
        {name: value for name, value in rows[0].items() if name != "annotator_id"} if rows else {}
    )


def _sum(rows: Rows, name: str) -> int:
    return sum(row[name] for row in rows)
