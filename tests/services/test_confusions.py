"""The confusion of labels: between people, with the recogniser, and the passages of each cell."""

from __future__ import annotations

import pytest
from factories import TEXT, add_article, as_member
from marked import finish, mark, person, read, relabel

from annotator.model import Suggestion
from annotator.services import blindness, comparing, confusions
from annotator.services.confusions import NOTHING
from annotator.services.differences import BLIND
from annotator.services.session import Session
from annotator.store import people, suggestions


@pytest.mark.parametrize("who", ["people", "recogniser", "one"])
def test_every_cell_is_as_long_as_its_list_and_all_are_what_was_compared(
    differing: Session, who: str
) -> None:
    whom = comparing.overview(differing).whom
    who = who if who in whom else next(each for each in whom if "~" in each)
    found = confusions.show_confusion(differing, who)
    for cell, n in found.counts.items():
        assert confusions.confused(differing, who, "", *cell).total == n
    counts = dict(
        zip(
            comparing.CAUSE_NAMES,
            comparing.show_matrix(differing, "pair", who).total.counts,
            strict=True,
        )
    )
    assert found.n == sum(counts.values()) - counts["not read"]
    assert found.agreed == counts["same"] + counts["boundary"]
    assert sum(n for cell, n in found.counts.items() if NOTHING in cell) == counts["missed"]


def test_rows_are_of_the_one_and_columns_of_the_other(session: Session) -> None:
    article = add_article(session)
    ann, bob = person(session, "Ann"), person(session, "Bob")
    for who, words, label in (
        (ann, "Geneva", "LOC"), (bob, "Geneva", "ORG"), (ann, "Anna Lindh", "PER"),
        (bob, "Kofi Annan", "PER"), (ann, "United Nations", "ORG"),
    ):  # fmt: skip
        mark(session, who, article, words, label)
    found = confusions.show_confusion(session)
    assert (found.left, found.right) == ("Ann", "Bob")
    assert found.counts == {("LOC", "ORG"): 1, ("PER", NOTHING): 1, (NOTHING, "PER"): 1}
    assert list(found.names.values()) == ["Person", "Organisation", "Place", "nothing"]
    [row] = confusions.confused(session, found.who, "", "LOC", "ORG").rows
    assert (row["label"], row["annotator"]) == ("Ann: Place", "Bob: Organisation")
    read(session, bob, article, 1)
    assert confusions.show_confusion(session).counts["ORG", NOTHING] == 1


def test_where_several_pairs_are_counted_together_nobody_is_the_left_one(
    session: Session,
) -> None:
    article = add_article(session)
    for name, label in (("Ann", "PER"), ("Bob", "LOC"), ("Cem", "PER"), ("Dora", "LOC")):
        mark(session, person(session, name), article, "Geneva", label)
    found = confusions.show_confusion(session)
    assert (found.left, found.right) == ("", "")
    assert found.counts == {("PER", "PER"): 1, ("LOC", "LOC"): 1, ("PER", "LOC"): 4}
    assert confusions.confused(session, "", "", "LOC", "PER").total == 0


def test_labels_of_people_stand_against_those_that_were_suggested(session: Session) -> None:
    article = add_article(session)
    ann = person(session, "Ann")
    recogniser = people.annotator(session.store, "rules", "recogniser", "1")
    found = [Suggestion(0, 10, "PER", 0.9), Suggestion(29, 35, "LOC", 0.8)]
    suggestions.suggest(session.store, article, recogniser, found)
    mark(session, ann, article, "Anna Lindh", "ORG")
    finish(session, ann, article)
    told = confusions.show_confusion(session, "recogniser")
    assert (told.left, told.right) == ("Ann", "Recogniser")
    assert told.counts == {("ORG", "PER"): 1, (NOTHING, "LOC"): 1}


def test_a_cell_that_there_is_not_has_no_passages(differing: Session) -> None:
    assert confusions.confused(differing, "", "", "<b>", "PER").total == 0
    assert confusions.confused(differing, "nobody", "?", NOTHING, NOTHING).rows == []


def test_what_was_done_before_others_work_could_be_seen_is_told_beside_what_there_is_now(
    session: Session,
) -> None:
    lifted, blind = add_article(session), add_article(session, f"{TEXT} Two.")
    ann, bob = person(session, "Ann"), person(session, "Bob")
    for article in (lifted, blind):
        mark(session, ann, article, "Geneva", "LOC")
        mark(session, ann, article, "Kofi Annan")
        wrong = mark(session, bob, article, "Geneva", "ORG")
        if article == lifted:
            mended = wrong
    assert not confusions.has_before(session)
    blindness.lift(as_member(session, "lead", "Lea"), lifted)
    relabel(session, bob, lifted, mended, "LOC")
    mark(session, bob, lifted, "Kofi Annan")
    finish(session, bob, lifted)
    assert confusions.has_before(session)
    now, before = (confusions.show_confusion(session, "", when) for when in ("", BLIND))
    assert now.counts == {
        ("LOC", "LOC"): 1, ("LOC", "ORG"): 1, ("PER", "PER"): 1, ("PER", NOTHING): 1,
    }  # fmt: skip
    assert before.counts == {("LOC", "ORG"): 2, ("PER", NOTHING): 2}
    page = confusions.confused(session, "", BLIND, "LOC", "ORG")
    assert {(row["quote"], row["annotator"], row["article_id"]) for row in page.rows} == {
        ("Geneva", "Bob: Organisation", lifted), ("Geneva", "Bob: Organisation", blind),
    }  # fmt: skip
    assert {(row["left"][-3:], row["right"][:1]) for row in page.rows} == {("in ", ".")}
