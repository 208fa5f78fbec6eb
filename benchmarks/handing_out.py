"""How long Next takes, alone and with thirty people pressing it at once, and a handing out."""

from __future__ import annotations

import sqlite3
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles

from annotator.model import Draft, Filter
from annotator.services import assigning, choosing, working
from annotator.services.session import Session
from annotator.store import Store, articles, members, open_store, people
from annotator.text import sha256

ARTICLES, PEOPLE, EACH, DRAWS = 10_000, 30, 3, 20


def main() -> None:
    """Print p50 and p95 of drawing beside a bare committed insert, and the time of handing out."""
    with tempfile.TemporaryDirectory() as folder:
        lead, annotators = _team(open_store(Path(folder) / "p.db"))
        bare = _bare(Path(folder) / "bare.db")
        print(f"bare committed insert: p50 {median(bare):.1f}, p95 {_p95(bare):.1f} ms")
        print(f"{ARTICLES:,} articles, {EACH} annotators for each, {PEOPLE} annotators")
        _print("Next draws, one after the other", _in_turn(annotators), bare)
        chosen = choosing.by_filter(lead, Filter())
        names = [who.annotator.id for who in annotators]
        began = time.perf_counter()
        given = assigning.hand_out(replace(lead), chosen, names).given
        took = time.perf_counter() - began
        print(f"handing out {given.articles:,} articles, {len(given.pairs):,} times: {took:.2f} s")
        assigning.set_overlap(lead, EACH + 1)
        _finish(lead.store)
        _print("Next draws, all but one place taken", _in_turn(annotators), bare)
        _print(f"Next draws, {PEOPLE} at once", _at_once(annotators), bare)
        over = lead.store.value("SELECT count(*) FROM article WHERE given > ?", (EACH + 1,))
        print(f"articles given to more than they get: {over}")


def _team(store: Store) -> tuple[Session, list[Session]]:
    project = people.project(store, "Team")
    sessions = []
    for number in range(PEOPLE + 1):
        who = people.annotator(store, f"Person {number}")
        role = "annotator" if number else "lead"
        members.set_role(store, project.id, who.id, role)
        sessions.append(Session(store, project, who, role, signed_in=True))
    lead, *annotators = sessions
    load_id = articles.begin_load(store, project.id, lead.annotator.id, "benchmark")
    texts = [f"Article {number} of a few words." for number in range(ARTICLES)]
    incoming = [
        articles.Incoming(Draft(text, original=text.encode()), sha256(text)) for text in texts
    ]
    articles.add(store, project.id, load_id, incoming)
    assigning.set_overlap(lead, EACH)
    return lead, annotators


def _finish(store: Store) -> None:
    """Let everybody be done with all that they have, so that they draw again."""
    with store.write() as connection:
        connection.execute("UPDATE assignment SET state = 'done'")


def _draw(who: Session, times: int) -> list[float]:
    """Return how long it takes to draw an article, in milliseconds; each is done at once."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        found = working.next_assigned(who)
        taken.append((time.perf_counter() - began) * 1000)
        if found is None or not found["drawn"]:
            raise RuntimeError(f"nothing was drawn: {found}")
        with who.store.write() as connection:
            connection.execute(
                "UPDATE assignment SET state = 'done' WHERE annotator_id = ? AND state = 'open'",
                (who.annotator.id,),
            )
    return taken


def _in_turn(annotators: Sequence[Session]) -> list[float]:
    return [took for _ in range(DRAWS) for who in annotators for took in _draw(who, 1)]


def _at_once(annotators: Sequence[Session]) -> list[float]:
    taken: list[float] = []
    threads = [
        threading.Thread(target=lambda who=who: taken.extend(_draw(who, DRAWS)))
        for who in annotators
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def _bare(path: Path) -> list[float]:
    """Return how long an insert takes that waits for the disk as the store does."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE t (x)")
    taken = []
    for number in range(DRAWS * PEOPLE):
        began = time.perf_counter()
        connection.execute("INSERT INTO t VALUES (?)", (number,))
        taken.append((time.perf_counter() - began) * 1000)
    connection.close()
    return taken


def _p95(taken: Sequence[float]) -> float:
    return quantiles(taken, n=20)[-1]


def _print(what: str, taken: Sequence[float], bare: Sequence[float]) -> None:
    print(
        f"{what}: p50 {median(taken):.1f}, p95 {_p95(taken):.1f} ms, n = {len(taken):,}; "
        f"p95 {_p95(taken) / _p95(bare):.1f} x that of a bare insert"
    )
