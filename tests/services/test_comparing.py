"""The matrix of agreement: each number is as long as its list, and what is unread costs nothing."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from factories import TEXT, add_article, as_member
from marked import finish, label_article, mark, person, read

from annotator.errors import Forbidden
from annotator.model import Annotator, Suggestion
from annotator.services import blindness, comparing
from annotator.services.comparing import CAUSE_NAMES
from annotator.services.matrix import BY
from annotator.services.session import Session
from annotator.store import articles, people, suggestions


@pytest.fixture
def ann(session: Session) -> Annotator:
    return person(session, "Ann")


@pytest.fixture
def bob(session: Session) -> Annotator:
    return person(session, "Bob")


def everything(session: Session, by: str, who: str) -> dict[str, Any]:
    """Return all rows of a matrix by their key, from all of its pages."""
    first = comparing.show_matrix(session, by, who)
    found = list(first.rows)
    while len(found) < first.of:
        found += comparing.show_matrix(session, by, who, len(found)).rows
    return {named.row.key: named.row for named in found}


def lists(session: Session, by: str, who: str, key: str | None, cause: str) -> list[Any]:
    """Return the passages behind a cell, from all pages of the list."""
    page = comparing.behind(session, by, who, key, cause)
    rows = list(page.rows)
    while len(rows) < page.total:
        rows += comparing.behind(session, by, who, key, cause, len(rows)).rows
    return rows


def total(session: Session, who: str = "") -> dict[str, int]:
    """Return how often each cause occurs in all."""
    counts = comparing.show_matrix(session, "pair", who).total.counts
    return dict(zip(CAUSE_NAMES, counts, strict=True))


@pytest.mark.parametrize("who", ["people", "recogniser"])
@pytest.mark.parametrize("by", BY)
def test_every_number_of_the_matrix_is_as_long_as_its_list(
    differing: Session, by: str, who: str
) -> None:
    rows = everything(differing, by, who)
    assert len(rows) > 1
    for key, row in rows.items():
        for cause, count in zip(CAUSE_NAMES, row.counts, strict=True):
            found = lists(differing, by, who, key, cause)
            assert len(found) == count
            assert {each["state"] for each in found} <= {cause}
    sums = Counter[str]()
    for row in rows.values():
        sums.update(dict(zip(CAUSE_NAMES, row.counts, strict=True)))
    of_all = total(differing, who)
    if by == "label":  # one of two labels stands in the rows of both
        sums["label"] = len(lists(differing, by, who, None, "label"))
    assert dict(sums) == of_all
    assert {cause: len(lists(differing, by, who, None, cause)) for cause in of_all} == of_all


def test_the_counts_are_those_of_a_plain_comparison(differing: Session) -> None:
    made = [row["id"] for row in differing.store.rows("SELECT id FROM article")]
    names = ("Ann", "Bob", "Cem")
    plain = Counter[str]()
    held = {
        (name, article): {
            (row["start"], row["end"], row["label_id"])
            for row in differing.store.rows(
                """
                SELECT start, "end", label_id FROM annotation
                JOIN article ON article.seq = article_seq
                WHERE article.id = ? AND annotation.annotator_id = ? AND state = 'made'
                """,
                (article, person(differing, name).id),
            )
        }
        for name in names
        for article in made
    }
    passages = Counter[str]()
    for first, second in (("Ann", "Bob"), ("Ann", "Cem"), ("Bob", "Cem")):
        for article in made:
            a, b = held[first, article], held[second, article]
            begun = [
                differing.store.value(
                    """
                    SELECT (SELECT count(*) FROM annotation WHERE article_seq = article.seq
                              AND annotator_id = ?1)
                         + (SELECT count(*) FROM assignment WHERE article_seq = article.seq
                              AND annotator_id = ?1 AND state = 'done')
                         + (SELECT count(*) FROM paragraph WHERE article_seq = article.seq
                              AND annotator_id = ?1)
                    FROM article WHERE id = ?2
                    """,
                    (person(differing, name).id, article),
                )
                for name in (first, second)
            ]
            if all(begun):
                plain["same"] += len(a & b)
                passages["all"] += len(a) + len(b)
    found = total(differing, "people")
    assert found["same"] == plain["same"]
    pairs = found["same"] + found["boundary"] + found["label"]
    assert 2 * pairs + found["missed"] + found["not read"] == passages["all"]


def test_f1_is_the_share_of_the_passages_that_are_the_same(differing: Session) -> None:
    for by in BY:
        for row in everything(differing, by, "people").values():
            same, boundary, label, missed, _ = row.counts
            of_both = 2 * (same + boundary) + (label if by == "label" else 2 * label) + missed
            assert row.f1.value == (pytest.approx(2 * same / of_both) if of_both else None)
            if row.f1.interval is not None:
                assert row.f1.interval.low <= row.f1.value <= row.f1.interval.high
            else:
                assert row.f1.note or by == "article"


def test_a_paragraph_that_was_not_read_never_lowers_the_score(
    session: Session, ann: Annotator, bob: Annotator
) -> None:
    article = add_article(session)
    mark(session, ann, article, "Anna Lindh")
    mark(session, bob, article, "Anna Lindh")
    assert comparing.overview(session).f1.value == 1
    mark(session, ann, article, "United Nations", "ORG")  # Bob has not come so far
    assert comparing.overview(session).f1.value == 1
    assert total(session) == {"same": 1, "boundary": 0, "label": 0, "missed": 0, "not read": 1}
    [unread] = lists(session, "pair", "people", None, "not read")
    assert (unread["quote"], unread["label"], unread["annotator"]) == (
        "United Nations", "Ann: Organisation", "Bob: has not read it",
    )  # fmt: skip
    read(session, bob, article, 1)
    assert total(session)["missed"] == 1
    assert comparing.overview(session).f1.value == pytest.approx(2 / 3)


def test_the_list_tells_what_each_of_the_two_has_there(
    session: Session, ann: Annotator, bob: Annotator
) -> None:
    article = add_article(session, title="<b>Title")
    for who, words, label in (
        (ann, "Anna Lindh", "PER"), (bob, "Lindh", "PER"),
        (ann, "Geneva", "LOC"), (bob, "Geneva", "ORG"), (ann, "Kofi Annan", "PER"),
    ):  # fmt: skip
        mark(session, who, article, words, label)
    told = {
        each["state"]: (each["label"], each["annotator"])
        for each in lists(session, "article", "", None, "")
    }
    assert told == {
        "boundary": ("Ann: Person “Anna Lindh”", "Bob: Person “Lindh”"),
        "label": ("Ann: Place", "Bob: Organisation"),
        "missed": ("Ann: Person", "Bob: nothing"),
    }
    [one] = lists(session, "article", "", None, "boundary")
    assert (one["headline"], one["article_id"]) == ("<b>Title", article)
    assert (one["start"], one["end"]) == (0, 10)


def test_people_who_read_no_article_together_are_not_compared(
    session: Session, ann: Annotator, bob: Annotator
) -> None:
    first, second = add_article(session), add_article(session, f"{TEXT} Two.")
    mark(session, ann, first, "Geneva", "LOC")
    mark(session, bob, second, "Geneva", "LOC")
    found = comparing.overview(session)
    assert (found.people, found.begun, found.shared) == (("Ann", "Bob"), 2, 0)
    assert not found.has_pairs
    assert found.f1.value is None
    assert found.f1.note
    assert sum(total(session).values()) == 0


def test_one_who_put_a_label_twice_on_the_same_words_counts_once(
    session: Session, ann: Annotator, bob: Annotator
) -> None:
    article = add_article(session)
    for who in (ann, ann, bob):
        mark(session, who, article, "Geneva", "LOC")
    assert total(session) == {"same": 1, "boundary": 0, "label": 0, "missed": 0, "not read": 0}


def test_full_agreement_is_one_and_says_why_it_has_no_interval(
    session: Session, ann: Annotator, bob: Annotator
) -> None:
    for number in range(30):
        article = add_article(session, f"{TEXT} {number}")
        for who in (ann, bob):
            mark(session, who, article, "Geneva", "LOC")
            finish(session, who, article)
    f1 = comparing.overview(session).f1
    assert (f1.value, f1.interval, f1.n_units, f1.n_annotators) == (1.0, None, 30, 2)
    assert "No disagreement anywhere" in f1.note


def test_what_was_removed_rejected_or_labels_a_whole_article_is_no_passage(
    session: Session, ann: Annotator, bob: Annotator
) -> None:
    article, gone = add_article(session), add_article(session, f"{TEXT} Gone.")
    recogniser = people.annotator(session.store, "rules", "recogniser", "1")
    for each in (article, gone):
        mark(session, ann, each, "Geneva", "LOC")
        suggestions.suggest(session.store, each, recogniser, [Suggestion(29, 35, "LOC", 0.8)])
        proposed = session.store.value(
            """
            SELECT annotation.id FROM annotation JOIN article ON article.seq = article_seq
            WHERE article.id = ? AND state = 'suggested'
            """,
            (each,),
        )
        answer = {"state": "rejected", "suggestion_id": proposed}
        mark(session, bob, each, "Geneva", "LOC", kind_of_act="reject", **answer)
        label_article(session, bob, each, "REPORT")
        finish(session, bob, each)
    articles.remove(session.store, gone)
    assert comparing.overview(session).articles == 1
    assert total(session) == {"same": 0, "boundary": 0, "label": 0, "missed": 1, "not read": 0}


def test_one_annotator_is_compared_with_the_recogniser_alone(
    session: Session, ann: Annotator
) -> None:
    article = add_article(session)
    recogniser = people.annotator(session.store, "rules", "recogniser", "1")
    found = [Suggestion(0, 10, "PER", 0.9), Suggestion(29, 35, "LOC", 0.8)]
    suggestions.suggest(session.store, article, recogniser, found)
    mark(session, ann, article, "Anna Lindh")
    finish(session, ann, article)
    told = comparing.overview(session)
    assert (told.people, told.has_pairs, list(told.whom)) == (
        ("Ann",), False, ["recogniser", f"{ann.id}~recogniser"],
    )  # fmt: skip
    assert total(session) == {"same": 1, "boundary": 0, "label": 0, "missed": 1, "not read": 0}
    [missed] = lists(session, "pair", "", None, "missed")
    assert (missed["label"], missed["annotator"]) == ("Ann: nothing", "Recogniser: Place")


def test_two_of_one_name_are_told_apart(session: Session) -> None:
    article = add_article(session)
    ids = []
    for number in range(2):
        with session.store.write() as connection:
            connection.execute(
                "INSERT INTO annotator VALUES (?, 'Ann', 'person', '', '')", (f"a{number}",)
            )
        found = people.annotator_by_id(session.store, f"a{number}")
        assert found
        mark(session, found, article, "Geneva", "LOC")
        ids.append(found.id)
    assert comparing.overview(session).people == ("Ann (a0)", "Ann (a1)")


def test_what_is_kept_is_counted_anew_once_somebody_acts_or_an_article_goes(
    session: Session, ann: Annotator, bob: Annotator
) -> None:
    first, second = add_article(session), add_article(session, f"{TEXT} Two.")
    for article in (first, second):
        mark(session, ann, article, "Geneva", "LOC")
        mark(session, bob, article, "Geneva", "LOC")
    assert total(session)["same"] == 2
    mark(session, bob, first, "Kofi Annan")
    assert total(session)["missed"] == 1
    articles.remove(session.store, second)
    assert total(session)["same"] == 1


def test_who_has_marked_nothing_where_blindness_is_lifted_is_not_named(
    session: Session, ann: Annotator, bob: Annotator
) -> None:
    open_to_all, blind = add_article(session), add_article(session, f"{TEXT} Two.")
    asks = as_member(session, "annotator", "Dora")
    mark(session, ann, open_to_all, "Geneva", "LOC")
    mark(session, bob, blind, "Kofi Annan")
    with pytest.raises(Forbidden, match="works blind"):
        comparing.overview(asks)
    blindness.lift(as_member(session, "lead", "Lea"), open_to_all)
    found = comparing.overview(asks)
    assert (found.people, found.marks, found.articles, found.is_part) == (("Ann",), 1, 1, True)
    assert comparing.overview(session).people == ("Ann", "Bob")
