"""A mention shares a note, and nothing else of anybody's work."""

from __future__ import annotations

import json
from typing import Any

import pytest
from doing import apply, seq_of
from factories import TEXT, add_article, as_member, content, make_act, relation, reply

from annotator.model import Filter
from annotator.services import history
from annotator.services.reading import open_article
from annotator.services.session import Session
from annotator.store import acts, people, threads

UNSEEN = "kept to oneself"


@pytest.fixture
def session(session: Session) -> Session:
    """Somebody in a team that works blind."""
    return as_member(session, "annotator")


@pytest.fixture
def other(session: Session) -> Session:
    """Somebody else at work on the same project."""
    return as_member(session, "annotator", "Mara")


@pytest.fixture
def third(session: Session) -> Session:
    """A third person."""
    return as_member(session, "annotator", "Niels")


def shared(session: Session, article: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = open_article(session, article, Filter())["shared"]
    return found


def put(session: Session, article: str, after: dict[str, Any]) -> dict[str, Any]:
    receipt = apply(session, article, make_act(after=after))
    assert receipt.confirmed, receipt.refused
    return after


def mention(session: Session) -> dict[str, Any]:
    return {"mentions": [session.annotator.id]}


def test_a_mention_shares_the_note_without_what_else_was_decided(
    session: Session, other: Session
) -> None:
    article = add_article(session)
    mara = other.annotator.name
    note = {"note": f"@{session.annotator.name}, who?", "attributes": mention(session)}
    asked = put(other, article, content(TEXT, 0, 10, "PER", entity_id="Q1", **note))
    [seen] = shared(session, article)
    assert (seen["id"], seen["note"], seen["annotator"]) == (asked["id"], note["note"], mara)
    assert (seen["start"], seen["end"], seen["quote"]) == (0, 10, "Anna Lindh")
    assert not {"label_id", "state", "entity_id", "suggestion_id", "score"} & seen.keys()
    assert seen["attributes"] == mention(session)


def test_nothing_else_of_others_is_in_any_answer(session: Session, other: Session) -> None:
    article = add_article(session)
    one = put(other, article, content(TEXT, 0, 10, note=UNSEEN))
    two = put(other, article, content(TEXT, 15, 25, "ORG", note=UNSEEN))
    put(other, article, relation(one["id"], two["id"], note=UNSEEN))
    put(other, article, reply(one["id"], UNSEEN))
    put(other, article, content(TEXT, 29, 35, note="hello", attributes=mention(session)))
    opened = open_article(session, article, Filter())
    assert [row["note"] for row in opened["shared"]] == ["hello"]
    assert opened["annotations"] == []
    told = history.groups(session, article, None, 50), history.as_of(session, article, 99)
    assert UNSEEN not in json.dumps([opened, told])
    assert one["id"] not in json.dumps([opened, told])


def test_whoever_takes_part_in_a_thread_sees_its_replies(
    session: Session, other: Session, third: Session
) -> None:
    article = add_article(session)
    asked = put(session, article, content(TEXT, 0, 10, note="Who?", attributes=mention(other)))
    put(other, article, reply(asked["id"], "Ask Niels.", attributes=mention(third)))
    put(third, article, reply(asked["id"], "The minister."))
    assert [row["note"] for row in shared(session, article)] == ["Ask Niels.", "The minister."]
    assert [row["note"] for row in shared(other, article)] == ["Who?", "The minister."]
    assert [row["note"] for row in shared(third, article)] == ["Who?", "Ask Niels."]


def test_a_thread_of_others_can_not_be_joined_by_guessing_its_id(
    session: Session, other: Session
) -> None:
    article = add_article(session)
    hidden = put(other, article, content(TEXT, 0, 10, note=UNSEEN))
    [refused] = apply(session, article, make_act(after=reply(hidden["id"], "Hm?"))).refused
    assert refused.message == "The note that this answers is not there any more."
    assert refused.present is None
    assert shared(session, article) == []


def test_a_mention_that_is_taken_out_of_the_note_shares_it_no_longer(
    session: Session, other: Session
) -> None:
    article = add_article(session)
    asked = put(other, article, content(TEXT, 0, 10, note="@Reader?", attributes=mention(session)))
    assert shared(session, article)
    changed = asked | {"note": "Solved.", "attributes": {}}
    apply(other, article, make_act(asked, changed, "change"))
    assert shared(session, article) == []


def test_the_note_of_somebody_else_can_not_be_changed(session: Session, other: Session) -> None:
    article = add_article(session)
    asked = put(other, article, content(TEXT, 0, 10, note="@Reader?", attributes=mention(session)))
    [refused] = apply(session, article, make_act(asked, None, "remove")).refused
    assert "somebody else's" in refused.message
    [refused] = apply(session, article, make_act(asked, asked | {"note": ""}, "change")).refused
    assert refused.present is None


def test_the_people_who_can_be_mentioned_are_told(session: Session, other: Session) -> None:
    people.annotator(session.store, "rules", "recogniser", "1")
    opened = open_article(session, add_article(session), Filter())
    assert opened["annotator"] == session.annotator.id
    assert {"id": other.annotator.id, "name": "Mara"} in opened["members"]
    assert "rules" not in [member["name"] for member in opened["members"]]


def test_news_are_ones_own_acts_elsewhere_and_what_others_share(
    session: Session, other: Session
) -> None:
    article = add_article(session)
    seq = seq_of(session, article)

    def news(since: int) -> tuple[int, list[str]]:
        return threads.news(session.store, seq, session.annotator.id, since, everybodys=False)

    since = acts.newest(session.store)
    put(other, article, content(TEXT, 0, 10, note=UNSEEN))
    assert news(since) == (since, [])
    mine = make_act(after=content(TEXT, 15, 25, note="Who?", attributes=mention(other)))
    apply(session, article, mine)
    since, ids = news(since)
    assert ids == [mine.id]
    answer = make_act(after=reply((mine.after or {})["id"], "The minister."))
    asked = make_act(after=content(TEXT, 29, 35, note="@Reader?", attributes=mention(session)))
    apply(other, article, answer, asked)
    assert news(since)[1] == [answer.id, asked.id]
