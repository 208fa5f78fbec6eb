"""What all missed: of what was marked and read blind alone, and never a number out of nothing."""

from __future__ import annotations

import pytest
from factories import add_article, as_member, content, make_act
from marked import finish, label_article, mark, person, read

from annotator.agreement.estimators import chapman
from annotator.model import Annotator
from annotator.services import blind_work, blindness, missed_by_all
from annotator.services.session import Session
from annotator.store import acts

NAMES = ["Anna", "Bert", "Cora", "Dora", "Emil", "Fred", "Gina", "Hugo", "Ines", "Jana"]
TEXT = " met ".join(NAMES[:6]) + ".\n\n" + " saw ".join(NAMES[6:]) + "."


@pytest.fixture
def lead(session: Session) -> Session:
    return as_member(session, "lead")


@pytest.fixture
def ann(lead: Session) -> Annotator:
    return as_member(lead, "annotator", "Ann").annotator


@pytest.fixture
def bob(lead: Session) -> Annotator:
    return as_member(lead, "annotator", "Bob").annotator


def made(session: Session, number: int) -> str:
    there = session.store.value("SELECT count(*) FROM article")
    return add_article(session, f"{TEXT} {there}, {number}.", title=f"Article {number}")


def found(session: Session, who: Annotator, article: str, names: list[str], label="PER") -> None:
    for name in names:
        mark(session, who, article, name, label)


def three(lead: Session, ann: Annotator, bob: Annotator) -> list[str]:
    """Let two people read three articles: Ann finds nine, eight and seven names, Bob the others."""
    articles = [made(lead, number) for number in range(3)]
    for number, article in enumerate(articles):
        found(lead, ann, article, NAMES[: 9 - number])
        found(lead, bob, article, NAMES[number + 1 :])
        finish(lead, ann, article)
        finish(lead, bob, article)
    return articles


def test_two_who_read_the_same_blind_tell_what_both_missed(
    lead: Session, ann: Annotator, bob: Annotator
) -> None:
    three(lead, ann, bob)
    told = missed_by_all.overview(lead)
    assert told.why == ""
    assert list(told.readers.values()) == ["Ann", "Bob"]
    assert told.articles == 3
    assert (told.total.found, told.total.n_found, told.total.n_again) == ((24, 24), 30, 18)
    assert (told.total.estimate, told.total.low, told.total.high) == chapman(24, 24, 18)
    [person_] = told.labels
    assert (person_.name, person_.missed) == ("Person", told.total)


def test_what_is_done_in_sight_of_others_changes_nothing(
    lead: Session, ann: Annotator, bob: Annotator
) -> None:
    articles = three(lead, ann, bob)
    before = missed_by_all.overview(lead)
    blindness.lift(lead, articles[0])
    found(lead, ann, articles[0], NAMES[9:])
    blindness.lift(lead)
    take_away(lead, bob, articles[1])
    assert missed_by_all.overview(lead) == before
    late = made(lead, 9)  # begun when nothing is blind any more
    for who in (ann, bob):
        found(lead, who, late, NAMES)
        label_article(lead, who, late, "REPORT")
        finish(lead, who, late)
    after = missed_by_all.overview(lead)
    assert after.total == before.total
    assert after.articles == 3


def take_away(session: Session, who: Annotator, article: str) -> None:
    """Let somebody remove the first of their marks."""
    row = session.store.rows(
        """
        SELECT annotation.id, start, "end" FROM annotation JOIN article ON article_seq = article.seq
        WHERE article.id = ? AND annotator_id = ? ORDER BY start
        """,
        (article, who.id),
    )[0]
    there = content(TEXT, row["start"], row["end"], id=row["id"])
    receipt = acts.apply(session.store, article, who, [make_act(there, None, "remove")])
    assert not receipt.refused


def test_whoever_looks_at_others_work_is_blind_no_more_on_that_article(
    lead: Session, ann: Annotator
) -> None:
    article = made(lead, 1)
    found(lead, lead.annotator, article, NAMES[:7])
    found(lead, ann, article, NAMES[:8])
    assert blindness.shows(lead, blind_seq(lead, article), looking=True)
    found(lead, lead.annotator, article, NAMES[7:])
    passages = blind_work.of_people(lead).passages
    assert len(passages) == 7 + 8
    assert missed_by_all.overview(lead).total.n_found == 8


def blind_seq(session: Session, article: str) -> int:
    return int(str(session.store.value("SELECT seq FROM article WHERE id = ?", (article,))))


def test_where_one_of_them_has_not_read_nothing_was_missed(
    lead: Session, ann: Annotator, bob: Annotator
) -> None:
    article = made(lead, 1)
    found(lead, ann, article, NAMES)
    found(lead, bob, article, NAMES[:6])  # of the first paragraph
    told = missed_by_all.overview(lead)
    assert (told.total.n_found, told.n_excluded) == (6, 4)
    read(lead, bob, article, 1)
    told = missed_by_all.overview(lead)
    assert (told.total.n_found, told.total.n_again, told.n_excluded) == (10, 6, 0)


def test_a_name_with_two_labels_counts_under_each_and_once_in_all(
    lead: Session, ann: Annotator, bob: Annotator
) -> None:
    article = made(lead, 1)
    found(lead, ann, article, NAMES)
    found(lead, bob, article, NAMES[:8])
    found(lead, bob, article, NAMES[8:], "ORG")
    told = missed_by_all.overview(lead)
    assert told.total.n_found == told.total.n_again == 10
    assert {each.label_id: each.missed.n_found for each in told.labels} == {"PER": 10, "ORG": 2}
    assert "Too few to say: two annotators found 2 passages" in told.labels[1].missed.note


def test_hard_cases_are_said_in_words(session: Session) -> None:
    article = made(session, 1)
    found(session, person(session, "Ann"), article, NAMES)
    assert "as the project has no members" in missed_by_all.overview(session).why
    lead = as_member(session, "lead")
    assert "It takes two" in missed_by_all.overview(lead).why
    found(lead, person(lead, "Bob"), made(lead, 2), NAMES)
    assert "no article in common" in missed_by_all.overview(lead).why
    assert "It takes two" in missed_by_all.overview(lead, [person(lead, "Bob").id]).why
    found(lead, person(lead, "Bob"), article, NAMES[:3])
    told = missed_by_all.overview(lead)
    assert told.why == ""
    assert told.total.estimate is None
    assert told.total.note == "Too few to say: two annotators found 3 passages, and it takes 7."


def test_a_project_without_articles_or_marks_says_so(lead: Session) -> None:
    assert "before they could see" in missed_by_all.overview(lead).why
    assert missed_by_all.worth_a_look(lead).rows == []
    made(lead, 1)
    assert "before they could see" in missed_by_all.overview(lead).why


def test_of_three_it_takes_those_who_have_read_the_same(
    lead: Session, ann: Annotator, bob: Annotator
) -> None:
    three(lead, ann, bob)
    cem = as_member(lead, "annotator", "Cem").annotator
    found(lead, cem, made(lead, 4), NAMES)
    told = missed_by_all.overview(lead)
    assert list(told.readers.values()) == ["Ann", "Bob", "Cem"]
    assert told.chosen == tuple(sorted((ann.id, bob.id), key=list(told.readers).index))
    finish(lead, cem, *three(lead, ann, bob))  # without a mark of his
    told = missed_by_all.overview(lead)
    assert len(told.chosen) == 2  # they have read six articles in common, all of them three
    told = missed_by_all.overview(lead, told.readers)
    assert (told.articles, told.total.n_readers, told.total.n_found) == (3, 3, 30)


def test_a_further_look_pays_most_where_most_is_to_be_expected(
    lead: Session, ann: Annotator, bob: Annotator
) -> None:
    three(lead, ann, bob)
    alone = made(lead, 7)
    found(lead, bob, alone, NAMES[:8])
    finish(lead, bob, alone)
    page = missed_by_all.worth_a_look(lead)
    assert page.total == 4
    first = page.rows[0]  # one has read it; they find 18 of the 24 that the other finds
    assert (first["article_id"], first["headline"], first["found"]) == (alone, "Article 7", 8)
    assert first["annotators"] == ["Bob"]
    assert first["missing"] == pytest.approx(8 * 0.25 / 0.75)
    assert page.rows[1]["annotators"] == ["Ann", "Bob"]
    assert page.rows[1]["missing"] == pytest.approx(10 * 0.0625 / 0.9375)
    assert missed_by_all.worth_a_look(lead, label_id="PER") == page
    assert missed_by_all.worth_a_look(lead, offset=3).rows == page.rows[3:]
