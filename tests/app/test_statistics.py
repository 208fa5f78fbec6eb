"""The statistics page: what it says when empty, what it counts, and what a bar leads to."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from factories import TEXT, add_article, content, make_act
from showing import Open, drawn, listed, opened, said

from annotator.model import Suggestion
from annotator.services.session import Session, local_session
from annotator.store import acts, people, suggestions


@pytest.fixture
def page(desk: Session) -> Open:
    return partial(opened, "statistics.py")


def mark(session: Session, article: str, **fields: Any) -> None:
    made = make_act(after=content(TEXT, 0, 10, **fields))
    assert acts.apply(session.store, article, session.annotator, [made]).confirmed


def suggest(session: Session, article: str) -> None:
    recogniser = people.annotator(session.store, "rules", "recogniser", "1")
    found = [Suggestion(0, 10, "PER", 0.9), Suggestion(29, 35, "LOC", 0.8)]
    suggestions.suggest(session.store, article, recogniser, found)


def test_an_empty_project_says_what_to_do(page: Open) -> None:
    app = page()
    assert "There are no articles yet" in said(app)
    assert drawn(app) == 0
    assert app.get("page_link")[0].proto.label == "Load articles"


def test_articles_without_annotations_lead_to_reading(desk: Session, page: Open) -> None:
    add_article(desk)
    app = page()
    assert "Nothing has been labelled yet" in said(app)
    assert drawn(app) == 0
    assert app.get("page_link")[0].proto.label == "Start reading"


def test_a_fresh_project_counts_suggestions_and_says_so(desk: Session, page: Open) -> None:
    suggest(desk, add_article(desk))
    app = page()
    assert "Nobody has marked anything yet" in said(app)
    assert "n = 2 suggestions in 1 article." in said(app)
    assert {metric.label: metric.value for metric in app.metric} == {
        "Articles": "1", "Words": "14", "Marks": "0", "Open suggestions": "2", "Notes": "0",
    }  # fmt: skip


def test_marks_are_counted_where_there_are_any_and_the_url_may_ask_otherwise(
    desk: Session, page: Open
) -> None:
    article = add_article(desk)
    suggest(desk, article)
    mark(desk, article)
    shown = page()
    assert "n = 1 mark in 1 article." in said(shown)
    assert drawn(shown) > 0
    assert "n = 2 suggestions in 1 article." in said(page(count="suggestions"))
    assert "n = 1 mark in 1 article." in said(page(count="'; --"))


def test_the_choice_of_what_to_count_goes_to_the_url(desk: Session, page: Open) -> None:
    article = add_article(desk)
    suggest(desk, article)
    mark(desk, article)
    app = page()
    app.get("button_group")[0].set_value("suggestions").run()
    assert app.query_params["count"] in ("suggestions", ["suggestions"])
    assert "n = 2 suggestions in 1 article." in said(app)


def test_a_bar_can_be_chosen_without_a_mouse_and_lists_its_passages(
    desk: Session, page: Open
) -> None:
    article = add_article(desk, title="<img src=x onerror=alert(1)>")
    mark(desk, article)
    app = page()
    app.selectbox(key="labels-marks").select_index(0).run()
    assert not app.exception
    assert "1 passage" in said(app)
    [row] = listed(app)
    assert row["href"] == f"read?article={article}&at=0-10"
    assert (row["left"], row["quote"]) == ("", "Anna Lindh")
    assert row["headline"] == "<img src=x onerror=alert(1)>"


def test_passages_come_twenty_at_a_time(desk: Session, page: Open) -> None:
    for number in range(23):
        mark(desk, add_article(desk, f"{TEXT} {number}"))
    app = page()
    app.selectbox(key="labels-marks").select_index(0).run()
    assert len(listed(app)) == 20
    app.number_input(key="labels-marks-page").set_value(2).run()
    assert len(listed(app)) == 3
    assert "23 passages, 21 to 23 here" in said(app)


def test_notes_are_listed_with_their_passage(desk: Session, page: Open) -> None:
    article = add_article(desk)
    mark(desk, article, label=None, note="<b>who</b> is *this*?\nSee [here](http://x)")
    [row] = listed(page())
    assert row["note"] == "<b>who</b> is *this*? See [here](http://x)"
    assert row["href"] == f"read?article={article}&at=0-10"


def test_a_passage_of_another_project_keeps_the_project_in_its_link(
    desk: Session, page: Open
) -> None:
    other = local_session(desk.store, "Other & more")
    mark(other, add_article(other), note="here")
    [row] = listed(page(project="Other & more"))
    assert row["href"].endswith("&project=Other+%26+more")


def test_a_bar_is_taken_as_a_filter_that_all_charts_follow_and_the_address_keeps(
    desk: Session, page: Open
) -> None:
    for number, source in enumerate(("BBC", "The <b>Post*")):
        article = add_article(desk, f"{TEXT} {number}", source=source)
        mark(desk, article, label=("PER", "LOC")[number])
    app = page()
    assert "n = 2 marks in 2 articles." in said(app)
    app.selectbox(key="sources-marks").select("The <b>Post* · Place").run()
    app.button(key="sources-marks-only-source").click().run()
    assert not app.exception
    assert app.query_params["source"] in ("The <b>Post*", ["The <b>Post*"])
    assert "n = 2 marks" not in said(app)
    assert said(app).count("n = 1 mark in 1 article.") == 5
    chips = [button.label for button in app.button if button.key and "off_" in button.key]
    assert chips == ["Source\\: The \\<b\\>Post\\*"]
    app.button(key="off_source_The <b>Post*").click().run()
    assert "source" not in app.query_params
    assert "n = 2 marks in 2 articles." in said(app)


def test_filters_of_a_link_hold_and_lists_follow_them(desk: Session, page: Open) -> None:
    for number in range(3):
        article = add_article(
            desk, f"{TEXT} {number}", source="BBC", published_at=f"2016-1{number}-01"
        )
        mark(desk, article, note=f"Note {number}")
    linked = {"from": "2016-11", "name": "Anna Lindh", "label": "PER", "until": "x"}
    app = page(**linked)
    assert "n = 2 marks in 2 articles." in said(app)
    assert [row["note"] for row in listed(app)] == ["Note 1", "Note 2"]
    assert app.selectbox(key="only_since").value == "2016-11"
    assert {metric.label: metric.value for metric in app.metric}["Marks"] == "2"


def test_what_filters_leave_nothing_of_says_so(desk: Session, page: Open) -> None:
    mark(desk, add_article(desk, source="BBC"))
    app = page(source="No such source", **{"from": "'; --"})
    assert "Nothing is left by the filters above" in said(app)
    assert drawn(app) == 0
    app.multiselect(key="only_source").set_value(["BBC"]).run()
    assert "n = 1 mark in 1 article." in said(app)
    assert app.query_params["source"] in ("BBC", ["BBC"])


def test_exact_values_stand_in_a_table_with_their_share(desk: Session, page: Open) -> None:
    article = add_article(desk)
    for label in ("PER", "PER", "LOC"):
        mark(desk, article, label=label)
    app = page()
    app.toggle(key="labels-marks-table").set_value(True).run()
    [table] = app.dataframe
    assert list(table.value["label"]) == ["Person", "Place"]
    assert [round(share, 3) for share in table.value["share"]] == [0.667, 0.333]
