"""Undo reaches the first act, however many there are."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import doing
from factories import TEXT, add_article, content, make_act

from annotator.model import Filter
from annotator.services import history
from annotator.services.reading import open_article
from annotator.services.session import Session
from annotator.store import acts, open_store, stacks

MANY = 1000


def make_many(session: Session, article: str) -> list[str]:
    """Do a thousand things, each a group, every fiftieth of three acts; return the groups."""
    groups = [f"group-{number}" for number in range(MANY)]
    made = []
    for number, group in enumerate(groups):
        for part in range(3 if number % 50 == 0 else 1):
            start = (number + part) % 20
            after = content(TEXT, start, start + 3, "PER", id=f"mark-{number}-{part}")
            made.append(make_act(after=after, id=f"act-{number}-{part}", group=group))
    acts.apply(session.store, article, session.annotator, made)
    return groups


def whole(session: Session, article: str, kind: Any) -> list[str]:
    """Return all groups of a stack, fetched as the desk does."""
    told = doing.stacks(session, article)
    groups, more = told[kind], told["more"][kind]
    while more:
        beyond = history.further(session, article, kind, groups[0][0]["group"])
        assert beyond["more"] < more
        groups, more = beyond["groups"] + groups, beyond["more"]
    return [group[0]["group"] for group in groups]


def test_a_thousand_groups_are_undone_to_the_empty_article_and_redone(session: Session) -> None:
    article = add_article(session)
    groups = make_many(session, article)
    assert whole(session, article, "undo") == groups
    assert doing.stacks(session, article)["more"] == {"undo": MANY - 200, "redo": 0}
    for _ in range(MANY):
        assert stacks.undo(session.store, article, session.annotator) is not None
    assert stacks.undo(session.store, article, session.annotator) is None
    opened = open_article(session, article, Filter())
    assert (opened["annotations"], opened["undo"], opened["state"]) == ([], [], "open")
    assert opened["more"] == {"undo": 0, "redo": MANY - 200}
    assert whole(session, article, "redo") == groups[::-1]
    for _ in range(MANY):
        stacks.redo(session.store, article, session.annotator)
    assert len(open_article(session, article, Filter())["annotations"]) == MANY + 2 * (MANY // 50)


def test_further_groups_are_told_wherever_the_last_known_one_has_gone(session: Session) -> None:
    article = add_article(session)
    groups = make_many(session, article)
    deepest = doing.stacks(session, article)["undo"][0][0]["group"]
    for _ in range(200):
        stacks.undo(session.store, article, session.annotator)
    beyond = history.further(session, article, "undo", deepest)
    assert [group[0]["group"] for group in beyond["groups"]] == groups[600:800]
    assert beyond["more"] == 600


def wide_group(session: Session) -> list[str]:
    """Do the same thing in 130 articles, as one group; return the articles."""
    made = [add_article(session, f"{TEXT} {number}") for number in range(130)]
    for number, article in enumerate(made):
        after = content(TEXT, 0, 10, "PER", id=f"mark-{number}")
        done = make_act(after=after, id=f"act-{number}", group="stroke")
        acts.apply(session.store, article, session.annotator, [done])
    return made


def test_an_undo_over_many_articles_goes_on_where_it_was_broken_off(session: Session) -> None:
    made = wide_group(session)
    for article in made[:60]:
        stacks.undo(session.store, article, session.annotator)
    here = (session.store, "stroke", session.annotator.id, made[0])
    assert stacks.count_group(*here) == {"done": 70, "undone": 59}
    step = (session.store, "stroke", session.annotator)
    assert stacks.step_group(*step, "undo", made[0]) == {"articles": 70, "acts": 70, "left": 0}
    assert stacks.step_group(*step, "undo", made[0]) == {"articles": 0, "acts": 0, "left": 0}
    assert stacks.count_group(*here) == {"done": 0, "undone": 129}
    assert stacks.step_group(*step, "redo")["articles"] == 130


def test_the_same_undo_asked_for_in_two_windows_is_done_once(
    session: Session, tmp_path: Path
) -> None:
    wide_group(session)
    told = []

    def step() -> None:
        store = open_store(session.store.path)
        told.append(stacks.step_group(store, "stroke", session.annotator, "undo"))
        store.close()

    windows = [threading.Thread(target=step) for _ in range(3)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert sum(one["articles"] for one in told) == 130
    assert [one["left"] for one in told] == [0, 0, 0]
    undone = session.store.value("SELECT count(*) FROM acts WHERE kind = 'undo'")
    assert undone == 130
