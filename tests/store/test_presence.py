"""Who is here, and how much of what windows tell counts as time at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from factories import TEXT, add_article
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model import Beat
from annotator.services.session import Session, local_session
from annotator.store import Store, articles, members, open_store, people, presence

SECONDS = st.integers(0, 90)
START = datetime(2026, 1, 5, 10, tzinfo=UTC)


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> str:
        return self.at.isoformat(timespec="microseconds").replace("+00:00", "Z")

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(tmp_path: Path, clock: Clock) -> Iterator[Session]:
    store = open_store(tmp_path / "p.db", clock)
    yield local_session(store, "Team")
    store.close()


@pytest.fixture
def beat(session: Session) -> Callable[..., int]:
    """Return what lets a window of the annotator tell something of an article."""
    seq = seq_of(session, add_article(session))
    numbers: dict[str, int] = {}

    def tell(active: float = 0, window: str = "one", article: int = seq, **more: Any) -> int:
        numbers[window] = numbers.get(window, 0) + 1
        told = {"number": numbers[window], "active_ms": round(active * 1000)} | more
        return presence.beat(session.store, article, session.annotator.id, Beat(window, **told))

    return tell


def seq_of(session: Session, article: str) -> int:
    return articles.seq_in(session.store, session.project.id, article)


def kept(store: Store) -> dict[str, int]:
    """Return the active milliseconds of each day."""
    rows = store.rows("SELECT day, sum(active_ms) FROM active_time GROUP BY day ORDER BY day")
    return {row[0]: row[1] for row in rows}


def test_time_at_work_adds_up_by_the_day(
    session: Session, clock: Clock, beat: Callable[..., int]
) -> None:
    assert beat() == 0
    clock.wait(15)
    assert beat(15) == 15_000
    clock.wait(15)
    assert beat(4) == 4000
    clock.wait(24 * 3600)
    assert beat(10) == 10_000
    assert kept(session.store) == {"2026-01-05": 19_000, "2026-01-06": 10_000}


def test_the_first_beat_tells_that_somebody_begins_and_counts_nothing(
    session: Session, beat: Callable[..., int]
) -> None:
    assert beat(3600) == 0
    assert kept(session.store) == {}


def test_nobody_was_at_work_for_longer_than_the_time_that_has_passed(
    clock: Clock, beat: Callable[..., int]
) -> None:
    beat()
    clock.wait(15)
    assert beat(3600) == 15_000
    assert beat(3600) == 0


def test_a_beat_that_is_sent_twice_counts_once(
    session: Session, clock: Clock, beat: Callable[..., int]
) -> None:
    beat()
    clock.wait(15)
    assert beat(10) == 10_000
    clock.wait(15)
    assert beat(10, number=2) == 0
    assert kept(session.store) == {"2026-01-05": 10_000}


def test_two_windows_of_one_person_count_their_time_once(
    clock: Clock, beat: Callable[..., int]
) -> None:
    beat(window="one")
    beat(window="two")
    counted = 0
    for _ in range(4):
        clock.wait(7)
        counted += beat(14, window="one")
        clock.wait(7)
        counted += beat(14, window="two")
    assert counted == 4 * 14_000


def test_what_was_done_without_a_network_counts_where_and_when_it_was_done(
    session: Session, clock: Clock, beat: Callable[..., int]
) -> None:
    other = seq_of(session, add_article(session, f"Another. {TEXT}"))
    beat()
    clock.wait(600)
    assert beat(290, ago_ms=300_000, is_here=False) == 290_000
    assert beat(250, article=other) == 250_000
    rows = session.store.rows("SELECT article_seq, active_ms FROM active_time ORDER BY article_seq")
    assert [row["active_ms"] for row in rows] == [290_000, 250_000]


@settings(max_examples=15)
@given(told=st.lists(st.tuples(SECONDS, SECONDS, SECONDS, st.booleans()), min_size=5))
def test_all_windows_together_never_count_more_than_the_time_that_has_passed(
    told: list[tuple[int, int, int, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    clock = Clock()
    store = open_store(tmp_path_factory.mktemp("beats") / "p.db", clock)
    try:
        session = local_session(store, "Team")
        seq = seq_of(session, add_article(session))
        counted = 0
        for number, (wait, active, ago, is_other) in enumerate(told, 1):
            clock.wait(wait)
            window = "two" if is_other else "one"
            made = Beat(window, number, active * 1000, ago * 1000)
            counted += presence.beat(store, seq, session.annotator.id, made)
        assert counted <= (clock.at - START) / timedelta(milliseconds=1)
        assert counted == sum(kept(store).values())
    finally:
        store.close()


def test_members_are_here_until_they_leave_or_are_not_heard_of(
    session: Session, clock: Clock, beat: Callable[..., int]
) -> None:
    store, me = session.store, session.annotator.id

    def here() -> list[str]:
        return [row["name"] for row in presence.of_project(store, session.project.id)]

    beat()
    assert (here(), presence.present(store)) == ([], frozenset())  # of no member nothing is told
    members.set_role(store, session.project.id, me, "annotator")
    assert here() == [session.annotator.name]
    assert {reader.annotator_id for reader in presence.present(store)} == {me}
    beat(window="two")
    assert here() == [session.annotator.name]  # once, also in two windows
    beat(window="two", is_here=False)
    clock.wait(44)
    assert here() == [session.annotator.name]
    clock.wait(2)
    assert here() == []
    beat()
    assert here() == [session.annotator.name]
    beat(is_here=False)
    assert (here(), presence.present(store)) == ([], frozenset())


def test_windows_that_are_long_gone_are_forgotten(
    session: Session, clock: Clock, beat: Callable[..., int]
) -> None:
    for number in range(5):
        beat(window=f"window {number}")
        clock.wait(3600)
    clock.wait(24 * 3600)
    beat(window="new")
    assert session.store.value("SELECT count(*) FROM presence") == 1


def test_the_beats_of_one_annotator_take_nothing_from_another(
    session: Session, clock: Clock, beat: Callable[..., int]
) -> None:
    beat()
    bob = people.annotator(session.store, "Bob")
    seq = seq_of(session, add_article(session, f"Bob's. {TEXT}"))
    presence.beat(session.store, seq, bob.id, Beat("one", 1))
    clock.wait(15)
    assert presence.beat(session.store, seq, bob.id, Beat("one", 2, 15_000)) == 15_000
    assert beat(15) == 15_000
