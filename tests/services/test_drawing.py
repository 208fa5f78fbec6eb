"""However many press Next at once, nobody gets what is not theirs, and nothing is left over."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from assigned import articles, as_role, check_books, present, team
from factories import TEXT, add_article, done_act
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model import Receipt
from annotator.services import annotating, assigning, choosing, working
from annotator.services.session import Session
from annotator.store import Store, open_store

PEOPLE = [f"Person {number}" for number in range(30)]


def try_to_finish(who: Session, article: str) -> Receipt:
    return annotating.act(who, article, [done_act()])


def finish(who: Session, article: str) -> None:
    assert not try_to_finish(who, article).refused


def press_until_nothing_is_left(
    people: Sequence[Session], end: Callable[[Session, str], object] = finish
) -> dict[str, list[str]]:
    """Let everybody press Next at once, each as soon as they are done; return who got what."""
    got: dict[str, list[str]] = defaultdict(list)
    failed: list[BaseException] = []
    start = threading.Barrier(len(people))

    def work(who: Session) -> None:
        try:
            start.wait()
            while (found := working.next_assigned(who)) is not None:
                got[who.annotator.name].append(found["id"])
                end(who, found["id"])
        except BaseException as error:
            failed.append(error)
            raise

    threads = [threading.Thread(target=work, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    return got


def test_thirty_people_who_press_next_at_once_get_every_article_its_annotators(
    tmp_path: Path,
) -> None:
    path = tmp_path / "pressmark.db"
    # Two stores as two processes would have them: only SQLite keeps them apart.
    stores = [open_store(path), open_store(path)]
    lead, *everybody = team(stores[0], ["Mara", *PEOPLE])
    ids = articles(lead, 20)
    assigning.set_overlap(lead, 3)
    assigning.set_overlap_of(lead, ids[:2], 5)
    people = [replace(who, store=stores[at % 2]) for at, who in enumerate(everybody)]
    got = press_until_nothing_is_left(people)
    assert all(len(set(mine)) == len(mine) for mine in got.values())
    counted = Counter(article for mine in got.values() for article in mine)
    assert counted == dict.fromkeys(ids, 3) | dict.fromkeys(ids[:2], 5)
    check_books(stores[0])
    for store in stores:
        store.close()


@settings(max_examples=10)
@given(st.data())
def test_next_goes_on_until_nobody_could_take_what_is_left(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    store = open_store(tmp_path_factory.mktemp("next") / "pressmark.db")
    number = data.draw(st.integers(1, 5))
    lead, *everybody = team(store, ["Mara", *PEOPLE[:number]])
    ids = articles(lead, data.draw(st.integers(1, 6)))
    needed = data.draw(st.integers(1, number + 1))
    assigning.set_overlap(lead, needed)
    some = data.draw(st.lists(st.sampled_from(ids), unique=True))
    who = [everybody[0].annotator.id]
    assigning.hand_out(lead, choosing.by_hand(some), who)
    barred = data.draw(st.lists(st.sampled_from(some), unique=True)) if some else []
    assigning.take_back(lead, [(article, who[0]) for article in barred])
    got = press_until_nothing_is_left(everybody)
    counted = Counter(article for mine in got.values() for article in mine)
    for article in ids:
        able = number - (article in barred)
        assert counted[article] == min(needed, able)
    check_books(store)
    store.close()


def test_next_is_what_is_due_first_and_one_is_drawn_only_when_nothing_is_left_to_do(
    store: Store,
) -> None:
    lead, ana, ben = team(store, ["Mara", "Ana", "Ben"])
    first, second, third, fourth = articles(lead, 4)
    assigning.set_overlap(lead, 2)
    me = [ana.annotator.id]
    assigning.hand_out(lead, choosing.by_hand([first]), me)
    assigning.hand_out(lead, choosing.by_hand([third]), me, "2026-12-24")
    assigning.hand_out(lead, choosing.by_hand([second]), me, "2026-12-31")
    assert [row["id"] for row in working.mine(ana).to_do] == [third, second, first]
    found = working.next_assigned(ana)
    assert found == {"id": third, "title": "A title", "due": "2026-12-24", "drawn": False}
    assert working.next_assigned(ana, third) == found | {"id": second, "due": "2026-12-31"}
    for article in (third, second, first):
        finish(ana, article)
    assert working.mine(ana).counts == {
        "open": 0, "in_work": 0, "done": 3, "overdue": 0, "skipped": 0,
    }  # fmt: skip
    # Those that lack one annotator come before those that lack two.
    assert working.next_assigned(ben) == {"id": first, "title": "A title", "due": "", "drawn": True}
    drawn = working.next_assigned(ana)
    assert drawn is not None
    assert (drawn["id"], drawn["drawn"]) == (fourth, True)
    assert working.next_assigned(ana) == drawn | {"drawn": False}


def test_days_that_are_past_are_counted_until_the_article_is_done(store: Store) -> None:
    lead, ana = team(store, ["Mara", "Ana"])
    first, second = articles(lead, 2)
    assigning.set_overlap(lead, 1)
    me = [ana.annotator.id]
    assigning.hand_out(lead, choosing.by_hand([first, second]), me, "2020-01-31")
    assert working.mine(ana).counts["overdue"] == 2
    finish(ana, first)
    working.skip(ana, second, "not my beat")
    assert working.mine(ana).counts == {
        "open": 0, "in_work": 0, "done": 1, "overdue": 0, "skipped": 1,
    }  # fmt: skip


def test_nothing_is_drawn_where_nothing_is_handed_out(store: Store) -> None:
    lead, ana = team(store, ["Mara", "Ana"])
    first, second = articles(lead, 2)
    assert working.next_assigned(ana) is None
    assigning.set_overlap_of(lead, [second], 1)
    found = working.next_assigned(ana)
    assert found is not None
    assert found["id"] == second
    assert present(store) == {(2, ana.annotator.id): "open"}
    # The other one is everybody's, as it was.
    finish(ana, first)


def test_who_has_read_an_article_as_its_lead_is_not_given_it_by_next(store: Store) -> None:
    lead, ana = team(store, ["Mara", "Ana"])
    [article] = articles(lead, 1)
    finish(lead, article)
    assigning.set_overlap(lead, 1)
    as_role(ana, "lead")
    assert working.next_assigned(as_role(lead, "annotator")) is None
    other = add_article(ana, f"Another. {TEXT}")
    found = working.next_assigned(lead)
    assert found is not None
    assert found["id"] == other


def test_a_lead_hands_out_and_calls_off_while_everybody_presses_next(tmp_path: Path) -> None:
    path = tmp_path / "pressmark.db"
    stores = [open_store(path), open_store(path)]
    lead, *everybody = team(stores[0], ["Mara", *PEOPLE[:10]])
    ids = articles(lead, 15)
    assigning.set_overlap(lead, 2)
    names = [who.annotator.id for who in everybody]

    def lead_on() -> None:
        for turn in range(8):
            some = choosing.by_hand(ids[turn : turn + 8])
            told = assigning.hand_out(lead, some, names[turn % 5 :])
            if told.id and turn % 2:
                assigning.call_off(lead, told.id)

    leading = threading.Thread(target=lead_on)
    leading.start()
    there = [replace(who, store=stores[1]) for who in everybody]
    # What somebody is at may be called off under their hands.
    press_until_nothing_is_left(there, try_to_finish)
    leading.join()
    press_until_nothing_is_left(everybody)  # what was called off meanwhile
    check_books(stores[0])
    assert stores[0].rows("SELECT DISTINCT given FROM article")[0]["given"] == 2
    assert len(stores[0].rows("SELECT DISTINCT given FROM article")) == 1
    for store in stores:
        store.close()
