"""Filters of the statistics: what is counted is what is listed, and what a plain query finds."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import asdict
from itertools import product
from typing import Any

import pytest
from factories import TEXT, add_article, content, make_act

from annotator.model import Suggestion
from annotator.services import keeping, reporting
from annotator.services.reporting import EVERYTHING, Only
from annotator.services.session import Session
from annotator.store import acts, articles, people, suggestions

MARKS = ("made", "accepted", "corrected")
SOURCES = ("BBC", "", "'; DROP TABLE article; --")
DATES = ("2016-11-02T08:00:00+01:00", "2016-12-31", "2017-01-05", "")
LANGUAGES = ("en", "de", "")


@pytest.fixture
def desk(session: Session) -> Session:
    """Twelve articles of three sources and languages, worked on by two people."""
    chance = random.Random(3)  # noqa: S311
    other = Session(session.store, session.project, people.annotator(session.store, "Berta"))
    recogniser = people.annotator(session.store, "rules", "recogniser", "1")
    for number in range(12):
        article = add_article(
            session, f"{TEXT} {number}", source=SOURCES[number % 3],
            published_at=DATES[number % 4], language=LANGUAGES[number // 4],
        )  # fmt: skip
        found = [Suggestion(k, k + 4, "PER" if k % 2 else "LOC", 0.9) for k in range(4)]
        suggestions.suggest(session.store, article, recogniser, found)
        seq = articles.read(session.store, article)["seq"]
        there = session.store.rows(
            "SELECT id, label_id, start FROM annotation WHERE article_seq = ? ORDER BY start",
            (seq,),
        )
        for who in (session, other):
            for row in chance.sample(there, 2):
                state = chance.choice(("accepted", "corrected", "rejected"))
                do(
                    who, article, row["start"], "ORG" if state == "corrected" else row["label_id"],
                    state=state, suggestion_id=row["id"],
                )  # fmt: skip
            do(who, article, chance.randrange(20), chance.choice(("PER", "LOC")), note="look")
    return session


def do(who: Session, article: str, start: int, label: str, **more: Any) -> None:
    after = content(f"{TEXT} 00", start, start + 4, label, **more)
    assert not acts.apply(who.store, article, who.annotator, [make_act(None, after)]).refused


def filters(desk: Session) -> list[Only]:
    """Return each filter alone, with one value and with two, and some together."""
    quotes = [str(row["quote"]) for row in desk.store.rows("SELECT quote FROM annotation LIMIT 3")]
    ids = [each.id for each in people.annotators(desk.store)]
    values: dict[str, Any] = {
        "source": SOURCES, "language_id": LANGUAGES, "month": ("2016", "2016-11", ""),
        "label_id": ("PER", "LOC"), "annotator_id": ids, "quote": quotes,
    }  # fmt: skip
    alone = [
        EVERYTHING._replace(**{name: tuple(some)})
        for name, there in values.items()
        for some in ([there[0]], [there[1]], there[:2], ["nothing of this name"])
    ]
    ranges = [
        Only(since=since, until=until)
        for since, until in product(("", "2016", "2016-12"), ("", "2016", "2016-12"))
    ]
    together = [
        Only(source=("BBC",), label_id=("PER",)),
        Only(month=("2016-11",), annotator_id=(ids[0],), label_id=("LOC", "PER")),
        Only(language_id=("",), quote=(quotes[0],), since="2016"),
    ]
    return [*alone, *ranges, *together]


def is_in(row: dict[str, Any], only: Only) -> bool:
    """Return whether an annotation counts, as plainly as it can be said."""
    month = row["published_at"][:7]
    return (
        all(
            not getattr(only, name) or row[column] in getattr(only, name)
            for name, column in (
                ("source", "source"), ("language_id", "language"), ("label_id", "label_id"),
                ("annotator_id", "annotator_id"), ("quote", "quote"),
            )
        )
        and (not only.month or any(month.startswith(m) if m else not month for m in only.month))
        and (not only.since or month >= only.since)
        and (not only.until or (month != "" and month[: len(only.until)] <= only.until))
    )  # fmt: skip


def plain(desk: Session, only: Only, states: tuple[str, ...]) -> list[dict[str, Any]]:
    rows = desk.store.rows(
        """
        SELECT annotation.*, source, language, published_at
        FROM annotation JOIN article ON article.seq = article_seq
        """
    )
    return [dict(row) for row in rows if row["state"] in states and is_in(dict(row), only)]


@pytest.mark.parametrize("counted", reporting.COUNTS)
def test_every_chart_counts_what_a_plain_query_finds_whatever_the_filters(
    desk: Session, counted: str
) -> None:
    states = MARKS if counted == "marks" else ("suggested",)
    for only in filters(desk):
        wanted = plain(desk, only, states)
        report = reporting.report(desk, counted, only)
        for name, columns in (
            ("labels", ("label_id",)), ("sources", ("source", "label_id")),
            ("languages", ("language_id", "label_id")),
        ):  # fmt: skip
            table = report.tables[name]
            there = Counter(
                tuple(row[column.replace("language_id", "language")] for column in columns)
                for row in wanted
            )
            told = {tuple(row[column] for column in columns): row["n"] for row in table.rows}
            assert told == there, (name, only)
            assert table.n == table.of == len(wanted)
            assert table.articles == len({row["article_seq"] for row in wanted})
        assert report.tiles[counted] == len(wanted), only


@pytest.mark.parametrize("counted", reporting.COUNTS)
def test_as_many_passages_are_listed_as_each_bar_counts_whatever_the_filters(
    desk: Session, counted: str
) -> None:
    listed = 0
    for only in filters(desk):
        for chart, table in reporting.report(desk, counted, only).tables.items():
            for row in table.rows:
                bar = {k: v for k, v in row.items() if k not in HIDDEN}
                page = reporting.behind(desk, table.listed, bar, limit=1000, only=only)
                assert page.total == len(page.rows) == row["n"], (chart, only, row)
                listed += page.total
    assert listed > 1000


HIDDEN = ("n", "label", "annotator", "language")


def test_the_totals_follow_the_filters_and_equal_their_lists(desk: Session) -> None:
    for only in filters(desk):
        tiles = reporting.report(desk, "marks", only).tiles
        shown = plain(desk, only, ("suggested",))
        answered = {
            row["suggestion_id"]
            for row in plain(desk, EVERYTHING, ("accepted", "corrected", "rejected"))
            if row["annotator_id"] == desk.annotator.id
        }
        assert tiles["open"] == sum(row["id"] not in answered for row in shown), only
        assert tiles["notes"] == reporting.behind(desk, "notes", {}, only=only).total
        of_articles = only._replace(label_id=(), annotator_id=(), quote=())
        left = {row["article_seq"] for row in plain(desk, of_articles, ("suggested",))}
        assert tiles["articles"] == len(left)


def test_answers_of_one_annotator_leave_out_what_nobody_has_answered(desk: Session) -> None:
    [berta] = [each.id for each in people.annotators(desk.store) if each.name == "Berta"]
    table = reporting.report(desk, "", Only(annotator_id=(berta,))).tables["answers"]
    assert {row["answer"] for row in table.rows} <= {"accepted", "corrected", "rejected"}
    assert table.n == 24
    assert table.note == ""
    everybody = reporting.report(desk).tables["answers"]
    assert "open" in {row["answer"] for row in everybody.rows}


def test_filters_offer_what_there_is(desk: Session) -> None:
    offered = asdict(reporting.choices(desk))
    assert set(offered["month"]) == {"", "2016-11", "2016-12", "2017-01"}
    assert set(SOURCES) - {""} <= set(offered["source"])
    assert {"en", "de"} <= set(offered["language_id"])
    assert "Berta" in offered["annotator_id"].values()
    assert offered["label_id"]["PER"] == "Person"


def test_figures_are_counted_once_until_something_is_new(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Counter[str]()
    keep = keeping.kept

    def watched(session: Session, now: Any, what: Any, count: Any) -> Any:
        def counts() -> Any:
            counted[what[0]] += 1
            return count()

        return keep(session, now, what, counts)

    monkeypatch.setattr(keeping, "kept", watched)
    other = Session(desk.store, desk.project, people.annotator(desk.store, "Berta"))
    first = reporting.report(desk)
    assert reporting.report(desk).tables == first.tables
    assert set(counted.values()) == {1}
    reporting.report(other)  # what depends on who looks is their own
    assert counted["cells"] == counted["names"] == counted["days"] == 1
    assert counted["answers"] == counted["tiles"] == 2
    fresh = add_article(desk, f"{TEXT} new")
    do(desk, fresh, 0, "PER")
    assert reporting.report(desk).tables["labels"].n == first.tables["labels"].n + 1
    assert counted["cells"] == 2
    articles.remove(desk.store, fresh)
    assert reporting.report(desk).tables["labels"].n == first.tables["labels"].n
    articles.restore(desk.store, fresh)
    assert reporting.report(desk).tables["labels"].n == first.tables["labels"].n + 1
    people.rename_annotator(desk.store, other.annotator.id, "Bertha")
    assert "Bertha" in {row["annotator"] for row in reporting.report(desk).tables["days"].rows}
