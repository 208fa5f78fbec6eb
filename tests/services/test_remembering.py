"""What was decided a minute ago counts in the next article that is opened."""

from __future__ import annotations

import io
import json
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from exported import but_how_made
from factories import add_article, content, done_act, make_act

from annotator import recognisers
from annotator.formats import annotations_csv
from annotator.model import Filter, Suggestion
from annotator.services import memory, reading
from annotator.services.exchange import Selection, export_csv, import_csv
from annotator.services.session import Session, local_session
from annotator.services.suggesting import choose, chosen
from annotator.store import acts, annotation, open_store, people, proposals, stacks
from annotator.store.suggestions import suggest

FIRST = "Zorblatt met nobody in Quuxville."
NEXT = "In Quuxville they waited for Zorblatt. Zorblatt came."


@pytest.fixture(autouse=True)
def read_by_rules(session: Session) -> None:
    """Made-up names are found by the memory alone; the trained model would see them."""
    choose(session, "rules")


def opened(session: Session, article: str, **how: bool) -> list[tuple[str, str, str]]:
    """Open an article and return what is suggested and not answered."""
    told = reading.open_article(session, article, Filter(), **how)
    answered = {row["suggestion_id"] for row in told["annotations"]}
    return [
        (row["quote"], row["label_id"], row["annotator"])
        for row in told["suggestions"]
        if row["id"] not in answered and row["kind"] == "span"
    ]


def test_who_signs_in_switches_their_own_memory_alone(session: Session) -> None:
    ada, bob = (
        replace(session, annotator=people.annotator(session.store, name), signed_in=True)
        for name in ("Ada", "Bob")
    )
    memory.switch(ada, on=False)
    assert [memory.is_on(each) for each in (ada, bob, session)] == [False, True, True]


def mark(session: Session, article: str, text: str, quote: str, label: str = "PER") -> Any:
    start = text.index(quote)
    made = make_act(after=content(text, start, start + len(quote), label))
    apply(session, article, made)
    return made


def apply(session: Session, article: str, *made: Any) -> None:
    assert not acts.apply(session.store, article, session.annotator, made).refused


def answer(session: Session, article: str, quote: str, state: str, **more: Any) -> None:
    """Answer all open suggestions of some words."""
    told = reading.open_article(session, article, Filter(), standing=True)
    answered = {row["suggestion_id"] for row in told["annotations"]}
    for row in told["suggestions"]:
        if row["quote"] == quote and row["id"] not in answered:
            after = annotation.content(row) | {
                "id": f"answer-{row['id'][-20:]}", "state": state, "suggestion_id": row["id"],
            }  # fmt: skip
            apply(session, article, make_act(after=after | more))


def test_a_name_marked_in_one_article_is_suggested_in_the_next(session: Session) -> None:
    first, then = add_article(session, FIRST, title="The first"), add_article(session, NEXT)
    assert "Zorblatt" not in {quote for quote, *_ in opened(session, then)}
    mark(session, first, FIRST, "Zorblatt")
    found = [one for one in opened(session, then) if one[0] == "Zorblatt"]
    assert found == [("Zorblatt", "PER", "memory")] * 2
    told = reading.open_article(session, then, Filter())["suggestions"]
    assert {row["reason"] for row in told if row["quote"] == "Zorblatt"} == {
        "marked Person once here, last in “The first”"
    }


def test_it_can_be_switched_off_and_on_again(session: Session) -> None:
    first, then = add_article(session, FIRST), add_article(session, NEXT)
    mark(session, first, FIRST, "Zorblatt")
    assert ("Zorblatt", "PER", "memory") in opened(session, then)
    memory.switch(session, on=False)
    assert "memory" not in {who for *_, who in opened(session, then)}
    memory.switch(session, on=True)
    assert ("Zorblatt", "PER", "memory") in opened(session, then)


def test_a_common_word_is_suggested_beside_the_same_word(session: Session) -> None:
    text = "They saw the quuxers of Moscow."
    first = add_article(session, text)
    mark(session, first, text, "quuxers", "ORG")
    then = add_article(session, "Two quuxers left. Many quuxers of Omsk did not.")
    found = reading.open_article(session, then, Filter())["suggestions"]
    assert [row["start"] for row in found if row["quote"] == "quuxers"] == [23]


def test_what_is_decided_in_an_article_changes_nothing_in_it(session: Session) -> None:
    article = add_article(session, NEXT)
    before = opened(session, article)
    mark(session, article, NEXT, "Zorblatt")
    assert opened(session, article) == before


def test_undo_takes_it_out_of_the_memory(session: Session) -> None:
    first, then = add_article(session, FIRST), add_article(session, NEXT)
    mark(session, first, FIRST, "Zorblatt")
    opened(session, then)
    stacks.undo(session.store, first, session.annotator)
    assert "Zorblatt" not in {quote for quote, *_ in opened(session, then)}
    stacks.redo(session.store, first, session.annotator)
    assert "Zorblatt" in {quote for quote, *_ in opened(session, then)}
    assert session.store.value("SELECT count(*) FROM memory") == 1


def test_what_is_rejected_twice_is_suggested_no_more(session: Session) -> None:
    first, then, last = (add_article(session, text) for text in (FIRST, NEXT, f"{NEXT} Again."))
    mark(session, first, FIRST, "Zorblatt")
    opened(session, then)
    answer(session, then, "Zorblatt", "rejected")
    assert "Zorblatt" not in {quote for quote, *_ in opened(session, last)}


def test_a_recogniser_is_corrected(session: Session) -> None:
    first, then = add_article(session, FIRST), add_article(session, NEXT)
    name = chosen(session)
    rules = people.annotator(session.store, name, "recogniser", recognisers.load(name).version)
    suggest(session.store, first, rules, [Suggestion(0, 8, "ORG", 0.8)])
    suggest(session.store, then, rules, [Suggestion(29, 37, "ORG", 0.8)])
    answer(session, first, "Zorblatt", "corrected", label_id="PER")
    assert {one for one in opened(session, then) if one[0] == "Zorblatt"} == {
        ("Zorblatt", "PER", "memory")
    }
    assert opened(session, then).count(("Zorblatt", "PER", "memory")) == 2


def test_nothing_changes_where_nothing_was_learnt(session: Session) -> None:
    first, then = add_article(session, FIRST), add_article(session, NEXT)
    mark(session, first, FIRST, "Zorblatt")
    once = opened(session, then)
    seq = acts.newest(session.store)
    assert opened(session, then) == once
    assert acts.newest(session.store) == seq


def remembered(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Return what the memory has suggested, as it is kept, by its words."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in session.store.rows(
        """
        SELECT quote, seq, id, reason, act_id FROM annotation
        WHERE annotator_id GLOB 'recogniser:memory:*' ORDER BY seq
        """
    ):
        found.setdefault(row["quote"], []).append(tuple(row)[1:])
    return found


def told(session: Session) -> list[dict[str, list[Any]]]:
    """Return what the acts of the memory say, in their order."""
    return [
        json.loads(row["after"])
        for row in session.store.rows(
            "SELECT after FROM acts WHERE annotator_id GLOB 'recogniser:memory:*' ORDER BY seq"
        )
    ]


def test_only_what_differs_is_written(session: Session) -> None:
    first, then = add_article(session, FIRST), add_article(session, NEXT)
    mark(session, first, FIRST, "Zorblatt")
    opened(session, then)
    before = remembered(session)
    mark(session, first, FIRST, "Quuxville", "LOC")
    opened(session, then)
    after = remembered(session)
    assert after["Zorblatt"] == before["Zorblatt"]
    assert [row[1:3] for row in told(session)[-1]["suggestions"]] == [[12, "LOC"]]


def test_what_is_said_for_another_reason_keeps_its_row(session: Session) -> None:
    first, then = add_article(session, FIRST), add_article(session, NEXT)
    mark(session, first, FIRST, "Zorblatt")
    opened(session, then)
    before = remembered(session)["Zorblatt"]
    more = "Zorblatt again."
    mark(session, add_article(session, more), more, "Zorblatt")
    opened(session, then)
    after = remembered(session)["Zorblatt"]
    assert [row[:2] for row in after] == [row[:2] for row in before]
    assert {row[2][:32] for row in after} == {"marked Person 2 times here, last"}
    assert session.store.value("SELECT count(DISTINCT act_id) FROM annotation") == 3


def test_a_long_text_is_suggested_what_a_short_one_is_in_pieces(session: Session) -> None:
    first, short = add_article(session, FIRST), add_article(session, NEXT)
    times = 3000
    long = add_article(session, "\n\n".join([NEXT] * times))
    mark(session, first, FIRST, "Zorblatt")
    mark(session, first, FIRST, "Quuxville", "LOC")
    wanted = opened(session, short)
    assert {who for *_, who in wanted} == {"memory"}
    acts_before = len(told(session))
    assert opened(session, long) == wanted * times
    pieces = told(session)[acts_before:]
    assert sum(len(piece["suggestions"]) for piece in pieces) == 3 * times
    assert max(len(piece["suggestions"]) for piece in pieces) <= proposals.AT_ONCE
    assert opened(session, long) == wanted * times
    assert len(told(session)) == acts_before + len(pieces)


def test_in_view_and_when_done_suggestions_stay_as_they_are(session: Session) -> None:
    first, then = add_article(session, FIRST), add_article(session, NEXT)
    before = opened(session, then)
    mark(session, first, FIRST, "Zorblatt")
    assert opened(session, then, standing=True) == before
    apply(session, then, done_act())
    assert opened(session, then) == before


def test_a_window_that_still_shows_what_no_longer_holds_can_answer_it(session: Session) -> None:
    first, then = add_article(session, FIRST), add_article(session, NEXT)
    mark(session, first, FIRST, "Zorblatt")
    told = reading.open_article(session, then, Filter())["suggestions"]
    shown = next(row for row in told if row["quote"] == "Zorblatt")
    stacks.undo(session.store, first, session.annotator)
    assert "Zorblatt" not in {quote for quote, *_ in opened(session, then)}
    after = annotation.content(shown) | {
        "id": "answer", "state": "accepted", "suggestion_id": shown["id"],
    }  # fmt: skip
    apply(session, then, make_act(after=after, kind="accept"))


def test_others_learn_nothing_of_it(session: Session) -> None:
    first, then = add_article(session, FIRST), add_article(session, NEXT)
    other = Session(session.store, session.project, people.annotator(session.store, "Other"))
    mark(session, first, FIRST, "Zorblatt")
    assert "Zorblatt" in {quote for quote, *_ in opened(session, then)}
    assert "Zorblatt" not in {quote for quote, *_ in opened(other, then)}


def test_it_goes_out_and_comes_back_byte_by_byte(session: Session, tmp_path: Any) -> None:
    first, then = add_article(session, FIRST), add_article(session, NEXT)
    mark(session, first, FIRST, "Zorblatt")
    opened(session, then)
    answer(session, then, "Zorblatt", "accepted")
    exported = "".join(export_csv(session, Selection()))
    rows = [row for _, row in annotations_csv.read(io.StringIO(exported, newline=""))]
    assert [row["annotator"] for row in rows].count("memory") == 2
    with closing(open_store(tmp_path / "other.db")) as store:
        brought = local_session(store, "Tests")
        assert {v.outcome for v in import_csv(brought, exported.encode(), "file")} == {"loaded"}
        again = "".join(export_csv(brought, Selection()))
        assert but_how_made(again) == but_how_made(exported)
        remembered = "SELECT quote, label_id, marked, rejected FROM memory ORDER BY 1, 2"
        assert list(map(tuple, store.rows(remembered))) == list(
            map(tuple, session.store.rows(remembered))
        )
