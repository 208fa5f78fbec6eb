"""Reports: every count is that of a plain query, and as many passages lie behind it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from factories import TEXT, add_article, content, make_act

from annotator.errors import Refused
from annotator.model import Annotator, Label, Suggestion
from annotator.services import reporting
from annotator.services.session import Session
from annotator.store import acts, articles, passages, people, reports, suggestions
from annotator.store.reports import Scope

HOSTILE = ("<script>alert(1)</script>", "=1+1", '"', "a'b", "{{x}}", "[link](http://x)")
MARKS = ("made", "accepted", "corrected")


def cells(session: Session, counted: str) -> list[dict[str, Any]]:
    return reports.cells(session.store, Scope(session.project.id, session.annotator.id), counted)


def recogniser(session: Session) -> Annotator:
    return people.annotator(session.store, "rules", "recogniser", "1")


def suggest(session: Session, article: str, *labels: str) -> list[dict[str, Any]]:
    """Suggest one label after the other on the first words; return the suggestions."""
    found = [Suggestion(k, k + 4, label, 0.9) for k, label in enumerate(labels)]
    suggestions.suggest(session.store, article, recogniser(session), found)
    seq = articles.read(session.store, article)["seq"]
    return [
        dict(row)
        for row in session.store.rows(
            "SELECT * FROM annotation WHERE article_seq = ? AND state = 'suggested' ORDER BY start",
            (seq,),
        )
    ]


def do(session: Session, article: str, kind: str = "annotate", **fields: Any) -> None:
    """Apply one act and see that it was taken."""
    at = fields.pop("at", "2026-01-05T10:00:00Z")
    by = fields.pop("by", session.annotator)
    text = str(articles.read(session.store, article)["text"])
    start, end = fields.pop("start", 0), fields.pop("end", 10)
    label = fields.pop("label", "PER")
    made = make_act(after=content(text, start, end, label, **fields), kind=kind, at=at)
    assert not acts.apply(session.store, article, by, [made]).refused


def answer(session: Session, article: str, suggestion: dict[str, Any], state: str) -> None:
    label = "ORG" if state == "corrected" else suggestion["label_id"]
    kind = {"accepted": "accept", "rejected": "reject", "corrected": "change"}[state]
    do(
        session, article, kind, start=suggestion["start"], end=suggestion["end"], label=label,
        state=state, suggestion_id=suggestion["id"],
    )  # fmt: skip


@pytest.fixture
def desk(session: Session) -> Session:
    """Three articles with every state of annotation, and a fourth that was removed."""
    first = add_article(session, source="BBC", published_at="2016-11-02T08:00:00+01:00")
    second = add_article(session, TEXT + " Again.", source="BBC", published_at="2016-12-31")
    third = add_article(session, TEXT + " No date.", title="")
    gone = add_article(session, TEXT + " Removed.", source="Gone", published_at="2016-11-02")
    for article in (first, second, third, gone):
        found = suggest(session, article, "PER", "PER", "LOC", "DATE", "LOC")
        for suggestion, state in zip(found, ("accepted", "corrected", "rejected"), strict=False):
            answer(session, article, suggestion, state)
        do(session, article, start=12, end=20, label="LOC", note="look here")
        do(session, article, start=3, end=9, label=None, note="a bare note", at="nonsense")
    on_article = {"kind": "article", "start": None, "end": None, "quote": None}
    whole = content(TEXT, 0, 0, "OPINION") | on_article
    assert acts.apply(session.store, second, session.annotator, [make_act(after=whole)]).confirmed
    articles.remove(session.store, gone)
    return session


def plain(session: Session) -> list[dict[str, Any]]:
    """Return every annotation that is not on a removed article, by the plainest query."""
    return [
        dict(row)
        for row in session.store.rows(
            """
            SELECT annotation.*, article.source, article.published_at FROM annotation, article
            WHERE article.seq = annotation.article_seq AND article.removed_at = ''
            """
        )
    ]


def counts_of(session: Session, counted: str, *columns: str) -> Counter[tuple[Any, ...]]:
    states = MARKS if counted == "marks" else ("suggested",)
    return Counter(
        tuple(row[column] for column in columns)
        for row in plain(session)
        if row["state"] in states and row["label_id"] is not None
    )


def summed(rows: list[dict[str, Any]], *columns: str) -> Counter[tuple[Any, ...]]:
    return Counter({tuple(row[column] for column in columns): row["n"] for row in rows})


@pytest.mark.parametrize("counted", reporting.COUNTS)
def test_labels_and_sources_are_counted_as_a_plain_query_counts_them(
    desk: Session, counted: str
) -> None:
    tables = reporting.report(desk, counted).tables
    wanted = counts_of(desk, counted, "label_id")
    assert summed(tables["labels"].rows, "label_id") == wanted
    assert tables["labels"].of == tables["labels"].n == wanted.total()
    by_source = counts_of(desk, counted, "source", "label_id")
    assert summed(tables["sources"].rows, "source", "label_id") == by_source
    names = counts_of(desk, counted, "quote", "label_id")
    for name in [name for name in names if name[0] is None or name[1] == "DATE"]:
        del names[name]
    assert summed(tables["names"].rows, "quote", "label_id") == names


def test_months_are_read_from_dates_with_and_without_a_time(desk: Session) -> None:
    rows = reporting.report(desk, "marks").tables["months"].rows
    per_month = Counter[str]()
    for row in rows:
        per_month[row["month"]] += row["n"]
    assert per_month == {"2016-11": 3, "2016-12": 4, "": 3}
    assert [row["month"] for row in rows][-1] == ""  # what has no date stands last


@pytest.mark.parametrize("date", ["", "2016", "yesterday", "16-11-02", "<b>"])
def test_what_is_no_date_has_no_month(session: Session, date: str) -> None:
    do(session, add_article(session, published_at=date))
    assert [row["month"] for row in cells(session, "marks")] == [""]


def test_answers_are_counted_by_the_label_that_was_suggested(desk: Session) -> None:
    table = reporting.report(desk).tables["answers"]
    assert summed(table.rows, "label_id", "answer") == {
        ("PER", "accepted"): 3, ("PER", "corrected"): 3, ("LOC", "rejected"): 3,
        ("LOC", "open"): 3, ("DATE", "open"): 3,
    }  # fmt: skip
    assert (table.n, table.of, table.note) == (15, 15, "")


def test_an_answer_without_its_suggestion_is_told(desk: Session) -> None:
    with desk.store.write() as connection:
        connection.execute("UPDATE annotation SET id = 'x' || id WHERE state = 'suggested'")
    table = reporting.report(desk).tables["answers"]
    assert table.note == "9 answers to suggestions that are not in this file."


def test_two_annotators_answer_the_same_suggestion_and_open_means_nobody(desk: Session) -> None:
    other = Session(desk.store, desk.project, people.annotator(desk.store, "Berta"))
    [first, *_] = [row for row in plain(desk) if row["state"] == "suggested"]
    article = desk.store.value("SELECT id FROM article WHERE seq = ?", (first["article_seq"],))
    answer(other, str(article), first, "rejected")
    rows = summed(reporting.report(desk).tables["answers"].rows, "label_id", "answer")
    assert rows[("PER", "rejected")] == 1
    assert ("PER", "open") not in rows
    assert reporting.report(desk).tiles["open"] == 6
    assert reporting.report(other).tiles["open"] == 14


def test_work_counts_the_acts_of_people_by_the_day_they_acted(desk: Session) -> None:
    people_only = desk.store.value(
        """
        SELECT count(*) FROM acts JOIN article ON article.seq = article_seq
        WHERE removed_at = '' AND acts.kind <> 'suggest'
        """
    )
    table = reporting.report(desk).tables["days"]
    today = str(desk.store.now())[:10]
    # An act whose time is no time counts on the day on which it was stored.
    assert summed(table.rows, "day") == {("2026-01-05",): 13, (today,): 3}
    assert table.n == people_only
    assert {row["annotator"] for row in table.rows} == {desk.annotator.name}


def test_tiles_are_what_plain_counts_say(desk: Session) -> None:
    tiles = reporting.report(desk).tiles
    rows = plain(desk)
    assert tiles["articles"] == 3
    assert tiles["marks"] == counts_of(desk, "marks", "label_id").total() == 10
    assert tiles["suggestions"] == sum(row["state"] == "suggested" for row in rows)
    assert tiles["open"] == tiles["suggestions"] - 9
    assert tiles["notes"] == sum(row["note"] != "" for row in rows) == 6
    assert (tiles["done"], tiles["in_work"]) == (0, 3)


@pytest.mark.parametrize("counted", reporting.COUNTS)
def test_as_many_passages_lie_behind_each_bar_as_it_counts(desk: Session, counted: str) -> None:
    report = reporting.report(desk, counted)
    for name, table in report.tables.items():
        for row in table.rows:
            bar = {k: v for k, v in row.items() if k not in ("n", "label", "annotator", "language")}
            page = reporting.behind(desk, table.listed, bar, limit=1000)
            assert page.total == len(page.rows) == row["n"], (name, row)


def test_a_passage_comes_with_the_words_around_it(desk: Session) -> None:
    page = reporting.behind(desk, "marks", {"label_id": "LOC"}, limit=1)
    [row] = page.rows
    assert row["quote"] == TEXT[row["start"] : row["end"]]
    assert row["left"] == TEXT[: row["start"]]
    assert row["right"] == TEXT[row["end"] : row["end"] + passages.CONTEXT]
    assert (row["headline"], row["state"], row["label"]) == ("A title", "made", "Place")


def test_passages_come_in_pages_without_a_gap(desk: Session) -> None:
    whole = reporting.behind(desk, "suggestions", {}, limit=1000).rows
    pages = [reporting.behind(desk, "suggestions", {}, k, 4).rows for k in range(0, 20, 4)]
    assert [row for page in pages for row in page] == whole


def test_context_is_cut_at_code_points(session: Session) -> None:
    text = "👩‍🚀 e\u0301 العربية Anna 🇫🇷 end"
    article = add_article(session, text)
    at = text.index("Anna")
    do(session, article, start=at, end=at + 4)
    [row] = reporting.behind(session, "marks", {}).rows
    assert (row["left"], row["quote"], row["right"]) == (text[:at], "Anna", text[at + 4 :])


def test_another_project_of_the_same_file_does_not_count(desk: Session) -> None:
    other = Session(desk.store, people.project(desk.store, "Other"), desk.annotator)
    report = reporting.report(other)
    assert set(report.tiles.values()) == {0}
    assert not any(table.rows for table in report.tables.values())
    assert reporting.behind(other, "marks", {}).total == 0


def test_hostile_names_are_data(session: Session) -> None:
    for number, name in enumerate(HOSTILE):
        label = Label(f"L{number}", name)
        people.add_labels(session.store, session.project.id, (label,))
        article = add_article(session, f"{name} text", source=name, title=name)
        do(session, article, start=0, end=len(name), label=label.id)
    tables = reporting.report(session).tables
    assert {row["source"] for row in tables["sources"].rows} == set(HOSTILE)
    assert {row["label"] for row in tables["labels"].rows} == set(HOSTILE)
    for row in tables["names"].rows:
        bar = {"quote": row["quote"], "label_id": row["label_id"]}
        assert reporting.behind(session, "marks", bar).total == 1
    assert "'=1+1" in reporting.as_csv(tables["sources"].rows).decode("utf-8-sig")


def test_labels_of_the_same_name_are_told_apart(session: Session) -> None:
    people.add_labels(session.store, session.project.id, (Label("HUMAN", "Person"),))
    article = add_article(session)
    do(session, article, label="PER")
    do(session, article, label="HUMAN")
    rows = reporting.report(session).tables["labels"].rows
    assert {row["label"] for row in rows} == {"Person (PER)", "Person (HUMAN)"}


def test_many_sources_and_many_months_are_cut_and_said(session: Session) -> None:
    for number in range(70):
        date = f"{1950 + number}-0{number % 9 + 1}-01"
        do(
            session,
            add_article(session, f"{TEXT} {number}", source=f"S{number}", published_at=date),
        )
    tables = reporting.report(session).tables
    assert tables["sources"].note == "The 20 sources with the most; 50 more are left out."
    assert tables["sources"].caption == "n = 20 of 70 marks in 70 articles"
    months = tables["months"]
    assert months.note == "By year, as there are more than 60 months."
    assert months.n == 70
    bar = {"month": months.rows[0]["month"], "label_id": "PER"}
    assert reporting.behind(session, "marks", bar).total == 1


def test_what_is_not_counted_is_refused_in_words(session: Session) -> None:
    with pytest.raises(Refused, match="Choose marks or suggestions"):
        cells(session, "everything")
    with pytest.raises(Refused, match="no such bar"):
        reporting.behind(session, "marks", {"1=1; --": "x"})
