"""The list: filtered, sorted, paged and counted in the store."""

from __future__ import annotations

from typing import Any

import pytest
from factories import TEXT, add_article, content, done_act, make_act

from annotator.errors import Refused
from annotator.model import Filter
from annotator.services.session import Session, local_session
from annotator.store import acts, articles, library

DAYS = ("2016-11-02T16:37:00Z", "2016-11-03", "2017-01-01", "")


@pytest.fixture
def four(session: Session) -> list[str]:
    return [
        add_article(
            session,
            f"Text number {k}." + " More words." * k,
            title=f"Title {4 - k}",
            source=("Reuters", "AFP")[k % 2],
            language=("en", "fr")[k // 2],
            published_at=day,
        )
        for k, day in enumerate(DAYS)
    ]


def ids(session: Session, offset: int = 0, limit: int = 50, **fields: Any) -> list[object]:
    filter_ = Filter(**fields)
    page = library.page(
        session.store, session.project.id, session.annotator.id, filter_, offset, limit
    )
    return [row["id"] for row in page.rows]


def beside(session: Session, article: str, **fields: Any) -> dict[str, object]:
    filter_ = Filter(**fields)
    return library.neighbours(
        session.store, session.project.id, session.annotator.id, filter_, article
    )


def test_an_empty_project_has_an_empty_page(session: Session) -> None:
    assert ids(session) == []
    assert beside(session, "nothing")["total"] == 0


def test_the_newest_articles_stand_first_and_those_without_a_date_last(
    session: Session, four: list[str]
) -> None:
    assert ids(session) == [four[2], four[1], four[0], four[3]]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"source": "AFP"}, [1, 3]),
        ({"language": "en"}, [0, 1]),
        ({"source": "AFP", "language": "fr"}, [3]),
        ({"published_from": "2016-11-03"}, [1, 2]),
        ({"published_to": "2016-11-02"}, [0]),
        ({"published_from": "2016-11-02", "published_to": "2016-11-03"}, [0, 1]),
        ({"query": "number", "language": "fr"}, [2, 3]),
        ({"state": "open"}, [0, 1, 2, 3]),
        ({"state": "done"}, []),
    ],
)
def test_a_filter_lets_through_what_it_names(
    session: Session, four: list[str], fields: dict[str, object], expected: list[int]
) -> None:
    assert ids(session, sort="loaded_at", descending=False, **fields) == [four[k] for k in expected]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("title", [3, 2, 1, 0]),
        ("source", [1, 3, 0, 2]),
        ("loaded_at", [0, 1, 2, 3]),
        ("words", [0, 1, 2, 3]),
        ("published_at", [3, 0, 1, 2]),
    ],
)
def test_each_order_can_be_turned_round(
    session: Session, four: list[str], sort: str, expected: list[int]
) -> None:
    up = ids(session, sort=sort, descending=False)
    assert up == [four[k] for k in expected]
    assert ids(session, sort=sort, descending=True) == up[::-1]


@pytest.mark.parametrize("sort", list(library.SORTS))
def test_pages_join_to_the_whole_list_and_neighbours_follow_it(
    session: Session, four: list[str], sort: str
) -> None:
    whole = ids(session, sort=sort)
    pages = [ids(session, offset=k, limit=2, sort=sort) for k in (0, 2, 4)]
    assert pages == [whole[:2], whole[2:], []]
    for k, article in enumerate(whole):
        place = beside(session, str(article), sort=sort)
        assert place["position"] == k + 1
        assert place["total"] == len(four)
        assert place["next"] == (whole[k + 1] if k + 1 < len(whole) else None)
        assert place["previous"] == (whole[k - 1] if k else None)


def test_neighbours_keep_to_the_filter(session: Session, four: list[str]) -> None:
    place = beside(session, four[1], source="AFP")
    assert (place["next"], place["previous"], place["total"]) == (four[3], None, 2)


def test_a_state_or_an_order_that_there_is_not_is_refused(session: Session) -> None:
    with pytest.raises(Refused, match="no state 'lost'"):
        ids(session, state="lost")
    with pytest.raises(Refused, match="can't be sorted by 'text; DROP"):
        ids(session, sort="text; DROP TABLE article")


def test_work_on_an_article_shows_in_its_row_and_in_the_filters(session: Session) -> None:
    article, other = add_article(session), add_article(session, "Another text.")
    act = make_act(after=content(TEXT, 0, 10))
    acts.apply(session.store, article, session.annotator, [act])
    page = library.page(
        session.store, session.project.id, session.annotator.id, Filter(label_id="PER"), 0, 5
    )
    [row] = page.rows
    assert (row["id"], row["marks"], row["state"]) == (article, 1, "in work")
    assert ids(session, state="in work") == [article]
    assert ids(session, state="open") == [other]
    done = done_act("in work", "done")
    acts.apply(session.store, article, session.annotator, [done])
    assert ids(session, state="done") + ids(session, state="in work") == [article]


def test_reading_starts_with_what_is_in_work_and_then_with_what_is_open(session: Session) -> None:
    def first() -> str | None:
        row = library.next_to_read(
            session.store, session.project.id, session.annotator.id, Filter()
        )
        return None if row is None else str(row["id"])

    assert first() is None
    newer = add_article(session, "Newer text.", published_at="2020-01-01")
    older = add_article(session, published_at="2010-01-01")
    assert first() == newer
    act = make_act(after=content(TEXT, 0, 10))
    acts.apply(session.store, older, session.annotator, [act])
    assert first() == older


def test_a_removed_article_is_out_of_every_list_until_it_is_back(
    session: Session, four: list[str]
) -> None:
    articles.remove(session.store, four[1])
    assert four[1] not in ids(session)
    assert ids(session, query="number", source="AFP") == [four[3]]
    assert beside(session, four[2])["next"] == four[0]
    assert len(ids(session)) == 3
    articles.restore(session.store, four[1])
    assert four[1] in ids(session)


def test_another_project_shows_nothing_of_this_one(session: Session, four: list[str]) -> None:
    other = local_session(session.store, "Other")
    assert ids(other) == []
    assert library.facets(other.store, other.project.id) == {"source": [], "language": []}
    assert library.facets(session.store, session.project.id) == {
        "source": ["AFP", "Reuters"],
        "language": ["en", "fr"],
    }


def test_an_article_without_a_title_is_named_by_how_it_begins(session: Session) -> None:
    add_article(session, "First line of a text.", title="")
    page = library.page(session.store, session.project.id, session.annotator.id, Filter(), 0, 5)
    assert page.rows[0]["headline"] == "First line of a text."
