"""Acts: what is confirmed is there, once; what does not fit is refused; undo restores exactly."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from doing import ANY_TEXT, apply, of, perform, scripts, seq_of, stacks
from factories import TEXT, add_article, another, content, done_act, make_act
from hypothesis import HealthCheck, given, settings

from annotator.errors import NotFound
from annotator.model import Act, Suggestion
from annotator.services.session import Session, local_session
from annotator.store import annotation, open_store, people, suggestions
from annotator.store import stacks as undoing


def test_a_confirmed_act_is_there_after_the_file_is_opened_again(session: Session) -> None:
    article = add_article(session)
    act = make_act(after=content(TEXT, 0, 10))
    assert apply(session, article, act).confirmed == (act.id,)
    again = local_session(open_store(session.store.path), "Tests")
    [found] = of(again, article)
    assert (found["quote"], found["label_id"], found["state"]) == ("Anna Lindh", "PER", "made")
    again.store.close()


def test_an_act_sent_twice_is_applied_once_and_confirmed_twice(session: Session) -> None:
    article = add_article(session)
    act = make_act(after=content(TEXT, 0, 10))
    assert apply(session, article, act, act).confirmed == (act.id, act.id)
    assert apply(session, article, act).confirmed == (act.id,)
    assert len(of(session, article)) == 1


def test_a_refused_act_does_not_hold_up_the_others(session: Session) -> None:
    article = add_article(session)
    good = make_act(after=content(TEXT, 0, 10))
    bad = make_act(after=content(TEXT, 15, 25) | {"quote": "Kofi Anan!"})
    receipt = apply(session, article, bad, good)
    assert receipt.confirmed == (good.id,)
    assert [(r.id, r.code) for r in receipt.refused] == [(bad.id, "refused")]
    assert "quote" in receipt.refused[0].message


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"start": 5, "end": 5, "quote": ""}, "not inside"),
        ({"start": -1}, "not inside"),
        ({"end": 10_000}, "not inside"),
        ({"start": True}, "not inside"),
        ({"label_id": "NOPE"}, "no label"),
        ({"label_id": "OPINION"}, "no label"),
        ({"label_id": None}, "label or a note"),
        ({"state": "accepted"}, "suggested"),
        ({"kind": "chapter"}, "kind"),
        ({"kind": "relation"}, "no passage"),
        ({"from_id": "x"}, "Only a relation"),
        ({"on_id": "x"}, "Only a reply"),
        ({"parts": [[0, 4], [4, 10]]}, "one behind the other"),
        ({"parts": [[0, 4], [5, 9]]}, "one behind the other"),
        ({"parts": [[0, 4], [5, 10]]}, "quote"),
        ({"parts": "0-4"}, "one behind the other"),
        ({"attributes": {"role": "minister"}}, "no attribute"),
        ({"attributes": {"resolved": True}}, "no attribute"),
        ({"attributes": [1]}, "names with values"),
        ({"note": "ask @X", "attributes": {"mentions": ["nobody"]}}, "not a member"),
        ({"entity_id": ""}, "identifier"),
        ({"entity_id": "a\nb"}, "identifier"),
        ({"note": "x" * 20_001}, "20,000"),
        ({"note": 3}, "text"),
        ({"id": ""}, "id"),
        ({"suggestion_id": "gone"}, "suggestion"),
    ],
)
def test_content_that_does_not_fit_is_refused_in_words(
    session: Session, change: dict[str, Any], word: str
) -> None:
    article = add_article(session)
    receipt = apply(session, article, make_act(after=content(TEXT, 0, 10) | change))
    assert not receipt.confirmed
    assert word in receipt.refused[0].message
    assert not of(session, article)


def test_an_act_that_believes_in_a_past_state_is_refused_with_the_present_one(
    session: Session,
) -> None:
    article = add_article(session)
    first = content(TEXT, 0, 10)
    relabelled = first | {"label_id": "ORG"}
    apply(session, article, make_act(after=first), make_act(first, relabelled, "change"))
    late = make_act(first, first | {"label_id": "LOC"}, "change")
    [refused] = apply(session, article, late).refused
    assert refused.code == "conflict"
    assert refused.present == relabelled


def test_an_article_that_is_not_there_is_named(session: Session) -> None:
    with pytest.raises(NotFound, match="no article nothing"):
        apply(session, "nothing", make_act(after=content(TEXT, 0, 10)))


def test_nobody_changes_the_annotation_of_another_annotator(session: Session) -> None:
    article = add_article(session)
    first = content(TEXT, 0, 10)
    apply(session, article, make_act(after=first))
    other = another(session, "Other")
    [refused] = apply(other, article, make_act(first, None, "remove")).refused
    assert refused.present is None
    assert of(other, article) == []
    assert len(of(session, article)) == 1


def suggest(session: Session, article: str, *found: Suggestion) -> list[dict[str, Any]]:
    recogniser = people.annotator(session.store, "rules", "recogniser", "1")
    suggestions.suggest(session.store, article, recogniser, found)
    return [row for row in of(session, article) if row["state"] == "suggested"]


def answer(suggestion: dict[str, Any], state: str, **change: Any) -> Act:
    made = {name: suggestion[name] for name in annotation.CONTENT} | {
        "id": f"answer-{suggestion['id']}"[:64],
        "state": state,
        "suggestion_id": suggestion["id"],
    }
    return make_act(None, made | change, "reject" if state == "rejected" else "accept")


def test_answers_to_suggestions_are_checked_against_what_was_suggested(session: Session) -> None:
    article = add_article(session)
    [person, place] = suggest(
        session, article, Suggestion(0, 10, "PER", 0.9), Suggestion(29, 35, "ORG", 0.5)
    )
    assert apply(session, article, answer(person, "accepted")).confirmed
    assert apply(session, article, answer(place, "accepted", label_id="LOC")).refused
    assert apply(session, article, answer(place, "corrected", label_id="LOC")).confirmed
    again = answer(place, "rejected", id="another")
    assert apply(session, article, again).refused[0].code == "conflict"


def test_a_new_recogniser_replaces_only_what_nobody_answered(session: Session) -> None:
    article = add_article(session)
    [person, _] = suggest(
        session, article, Suggestion(0, 10, "PER", 0.9), Suggestion(29, 35, "ORG", 0.5)
    )
    apply(session, article, answer(person, "accepted"))
    newer = people.annotator(session.store, "rules", "recogniser", "2")
    suggestions.suggest(session.store, article, newer, [Suggestion(29, 35, "LOC", 0.9)])
    left = {(r["quote"], r["label_id"]) for r in of(session, article) if r["state"] == "suggested"}
    assert left == {("Anna Lindh", "PER"), ("Geneva", "LOC")}


def test_done_and_undone_are_acts_like_others(session: Session) -> None:
    article = add_article(session)
    seq = seq_of(session, article)
    apply(session, article, done_act())
    assert annotation.state_of(session.store, seq, session.annotator.id) == "done"
    undoing.undo(session.store, article, session.annotator)
    assert annotation.state_of(session.store, seq, session.annotator.id) == "open"


def test_a_group_is_undone_and_redone_as_one(session: Session) -> None:
    article = add_article(session)
    made = [
        make_act(after=content(TEXT, s, e, "LOC"), group="all") for s, e in ((29, 35), (73, 79))
    ]
    apply(session, article, *made)
    before = of(session, article)
    undoing.undo(session.store, article, session.annotator)
    assert of(session, article) == []
    assert len(stacks(session, article)["redo"][-1]) == 2
    undoing.redo(session.store, article, session.annotator)
    assert [row["id"] for row in of(session, article)] == [row["id"] for row in before]


def test_an_undo_made_by_the_desk_restores_what_the_store_knows(session: Session) -> None:
    article = add_article(session)
    first = content(TEXT, 0, 10)
    made, removed = make_act(after=first), make_act(first, None, "remove")
    apply(session, article, made)
    [stored] = of(session, article)
    apply(session, article, removed)
    apply(session, article, make_act(None, first, "undo", undoes=removed.id))
    assert of(session, article) == [stored]


def test_undo_takes_back_only_ones_own_acts(session: Session) -> None:
    article = add_article(session)
    act = make_act(after=content(TEXT, 0, 10))
    apply(session, article, act)
    other = another(session, "Other")
    assert undoing.undo(session.store, article, other.annotator) is None
    forged = make_act(act.after and dict(act.after), None, "undo", undoes=act.id)
    assert apply(other, article, forged).refused


def everything(session: Session) -> list[tuple[Any, ...]]:
    """Return the whole projection, row for row, but for the order of insertion."""
    annotations = session.store.rows(
        """
        SELECT id, kind, label_id, start, "end", quote, parts, note, state, suggestion_id, from_id,
               to_id, on_id, attributes, annotator_id, created_at, updated_at, act_id
        FROM annotation ORDER BY id
        """
    )
    states = session.store.rows("SELECT article_seq, annotator_id, state FROM assignment")
    counts = session.store.rows("SELECT id, marks, notes, suggestions FROM article")
    read = session.store.rows("SELECT article_seq, annotator_id, start FROM paragraph")
    return [tuple(row) for row in (*annotations, *states, *counts, *read)]


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(scripts())
def test_undoing_everything_restores_the_content_and_redoing_restores_it_again(
    wishes: list[tuple[str, int, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        session = local_session(open_store(Path(folder) / "p.db"), "Tests")
        article = add_article(session, ANY_TEXT)
        empty = everything(session)
        for wish in wishes:
            perform(session, article, wish)
        full = everything(session)
        undone = 0
        while undoing.undo(session.store, article, session.annotator) is not None:
            undone += 1
        assert everything(session) == empty
        for _ in range(undone):
            assert undoing.redo(session.store, article, session.annotator) is not None
        assert everything(session) == full
        session.store.close()
