"""Undo reaches the first act, however many there are."""

from __future__ import annotations

from typing import Any

from factories import TEXT, add_article, content, make_act

from annotator.model import Filter
from annotator.services import history
from annotator.services.reading import open_article
from annotator.services.session import Session
from annotator.store import acts, articles, stacks

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


def stacks_of(session: Session, article: str) -> dict[str, Any]:
    seq = int(str(articles.read(session.store, article)["seq"]))
    return stacks.stacks(session.store, seq, session.annotator.id)


def whole(session: Session, article: str, kind: Any) -> list[str]:
    """Return all groups of a stack, fetched as the desk does."""
    told = stacks_of(session, article)
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
    assert stacks_of(session, article)["more"] == {"undo": MANY - 200, "redo": 0}
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
    deepest = stacks_of(session, article)["undo"][0][0]["group"]
    for _ in range(200):
        stacks.undo(session.store, article, session.annotator)
    beyond = history.further(session, article, "undo", deepest)
    assert [group[0]["group"] for group in beyond["groups"]] == groups[600:800]
    assert beyond["more"] == 600
