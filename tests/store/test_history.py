"""What was done is told, and any moment of it can be brought back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from doing import ANY_TEXT, apply, of, perform, scripts, seq_of
from factories import TEXT, add_article, another, as_member, content, make_act, relation, reply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.model import Suggestion
from annotator.services import history
from annotator.services.session import Session, local_session
from annotator.store import history as telling
from annotator.store import open_store, people, stacks, suggestions


def present(session: Session, article: str) -> telling.Content:
    return telling.present(session.store, seq_of(session, article), session.annotator.id)


def newest(session: Session) -> int:
    return int(str(session.store.value("SELECT coalesce(max(seq), 0) FROM acts")))


def restore(session: Session, article: str, seq: int) -> Any:
    """Bring an article back to what it was after an act, as the desk does: in one group."""
    steps = history.as_of(session, article, seq)["steps"]
    made = [make_act(**step, kind="restore", group=f"restore-{seq}") for step in steps]
    receipt = apply(session, article, *made)
    assert receipt.refused == ()
    return receipt


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(scripts(), st.data())
def test_any_moment_is_brought_back_exactly_and_undo_brings_the_present_back(
    wishes: list[tuple[str, int, int, int]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        session = local_session(open_store(Path(folder) / "p.db"), "Tests")
        article = add_article(session, ANY_TEXT)
        moments = [(newest(session), present(session, article))]
        for wish in wishes:
            perform(session, article, wish)
            moments.append((newest(session), present(session, article)))
        for _ in range(3):
            seq, then = data.draw(st.sampled_from(moments))
            told = telling.as_of(session.store, seq_of(session, article), session.annotator.id, seq)
            assert told == then
            now = present(session, article)
            restore(session, article, seq)
            assert present(session, article) == then
            if now != then:
                stacks.undo(session.store, article, session.annotator)
            assert present(session, article) == now
            moments.append((newest(session), now))
        session.store.close()


def test_what_was_done_is_told_by_group_newest_first(session: Session) -> None:
    article = add_article(session)
    first, second = content(TEXT, 0, 10), content(TEXT, 15, 25)
    apply(session, article, make_act(after=first, group="one"), make_act(after=second, group="one"))
    apply(session, article, make_act(first, first | {"label_id": "ORG"}, "change", group="two"))
    stacks.undo(session.store, article, session.annotator)
    told = history.groups(session, article, None, 10)
    assert [(group["kinds"], group["state"]) for group in told] == [
        ({"undo": 1}, None),
        ({"change": 1}, "undone"),
        ({"annotate": 2}, "done"),
    ]
    assert told[0]["acts"][0]["of_kind"] == "change"
    assert told[2]["quotes"] == 2
    assert [group["group"] for group in history.groups(session, article, told[1]["seq"], 1)] == [
        "one"
    ]


def test_recognisers_are_told_of_and_other_people_are_not(session: Session) -> None:
    session = as_member(session, "annotator")
    article = add_article(session)
    rules = people.annotator(session.store, "Rules", "recogniser", "1")
    suggestions.suggest(session.store, article, rules, [Suggestion(0, 10, "PER", 0.9)])
    other = as_member(session, "annotator", "Other")
    apply(other, article, make_act(after=content(TEXT, 0, 10)))
    told = history.groups(session, article, None, 10)
    assert [(group["annotator"], group["kinds"]) for group in told] == [("Rules", {"suggest": 1})]
    assert history.as_of(session, article, newest(session))["annotations"] == []


def test_a_note_that_others_replied_to_stays_when_an_earlier_moment_comes_back(
    session: Session,
) -> None:
    article = add_article(session)
    other = another(session, "Other")
    mention = {"mentions": [other.annotator.id]}
    noted = content(TEXT, 0, 10, note="@Other, which?", attributes=mention)
    plain = content(TEXT, 15, 25)
    joined = relation(noted["id"], plain["id"])
    apply(session, article, *(make_act(after=one) for one in (noted, plain, joined)))
    apply(other, article, make_act(after=reply(noted["id"], "The minister.")))
    restore(session, article, 0)
    assert [row["id"] for row in of(session, article)][:1] == [noted["id"]]
    assert list(present(session, article).annotations) == [noted["id"]]


def test_an_answer_to_a_suggestion_that_is_gone_comes_back_as_made_by_hand(
    session: Session,
) -> None:
    article = add_article(session)
    rules = people.annotator(session.store, "Rules", "recogniser", "1")
    suggestions.suggest(
        session.store, article, rules, [Suggestion(0, 10, "PER", 0.9), Suggestion(15, 25, "PER", 1)]
    )
    one, two = of(session, article)
    yes = content(TEXT, 0, 10, state="accepted", suggestion_id=one["id"])
    no = content(TEXT, 15, 25, state="rejected", suggestion_id=two["id"])
    apply(session, article, make_act(after=yes, kind="accept"))
    apply(session, article, make_act(after=no, kind="reject"))
    answered = newest(session)
    apply(session, article, make_act(yes, None, "remove"), make_act(no, None, "remove"))
    better = people.annotator(session.store, "Rules", "recogniser", "2")
    suggestions.suggest(session.store, article, better, [])
    restore(session, article, answered)
    assert list(present(session, article).annotations.values()) == [
        yes | {"suggestion_id": None, "state": "made"}
    ]
