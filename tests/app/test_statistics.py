"""The statistics page: what it says when empty, what it counts, and what a bar leads to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from factories import ROOT, TEXT, add_article, content, make_act
from streamlit.testing.v1 import AppTest

from annotator.model import Suggestion
from annotator.services.session import Session, local_session, store_at
from annotator.store import acts, people
from annotator.ui import passages

Open = Callable[..., AppTest]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    path = tmp_path / "app.db"
    monkeypatch.setenv("PRESSMARK_DB", str(path))
    return local_session(store_at(path))


@pytest.fixture
def page(desk: Session) -> Open:
    def opened(**query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=20)
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page("statistics.py").run()
        assert not app.exception
        return app

    return opened


def mark(session: Session, article: str, **fields: Any) -> None:
    made = make_act(after=content(TEXT, 0, 10, **fields))
    assert acts.apply(session.store, article, session.annotator, [made]).confirmed


def suggest(session: Session, article: str) -> None:
    recogniser = people.annotator(session.store, "rules", "recogniser", "1")
    found = [Suggestion(0, 10, "PER", 0.9), Suggestion(29, 35, "LOC", 0.8)]
    acts.suggest(session.store, article, recogniser, found)


def said(app: AppTest) -> str:
    return " ".join(
        str(found.value) for kind in (app.caption, app.info, app.error) for found in kind
    )


def listed(app: AppTest) -> str:
    return " ".join(found.proto.body for found in app.get("html"))


def drawn(app: AppTest) -> int:
    return len(app.get("arrow_vega_lite_chart"))


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
    assert "n = 1 mark in 1 article." in said(page())
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
    html = listed(app)
    assert f'href="read?article={article}&amp;at=0-10"' in html
    assert "<b>Anna Lindh</b> met Kofi Annan" in html
    assert "<img" not in html


def test_passages_come_twenty_at_a_time(desk: Session, page: Open) -> None:
    for number in range(23):
        mark(desk, add_article(desk, f"{TEXT} {number}"))
    app = page()
    app.selectbox(key="labels-marks").select_index(0).run()
    assert listed(app).count("<li>") == 20
    app.number_input(key="labels-marks-page").set_value(2).run()
    assert listed(app).count("<li>") == 3
    assert "23 passages, 21 to 23 here" in said(app)


def test_notes_are_listed_with_their_passage(desk: Session, page: Open) -> None:
    article = add_article(desk)
    mark(desk, article, label=None, note="<b>who</b> is *this*?\nSee [here](http://x)")
    html = listed(page())
    assert "&lt;b&gt;who&lt;/b&gt; is *this*? See [here](http://x)" in html
    assert f"read?article={article}&amp;at=0-10" in html


def test_a_passage_of_another_project_keeps_the_project_in_its_link(
    desk: Session, page: Open
) -> None:
    other = local_session(desk.store, "Other & more")
    mark(other, add_article(other), note="here")
    assert "&amp;project=Other+%26+more" in listed(page(project="Other & more"))


@pytest.mark.parametrize("text", ["<script>x</script>", '" onclick="x', "a & b", "'"])
def test_nothing_of_a_text_becomes_html(text: str) -> None:
    row = {
        "article_id": text, "headline": text, "start": 1, "end": 2, "left": text, "quote": text,
        "right": text, "state": text, "label": text, "annotator": text, "note": text,
    }  # fmt: skip
    html = passages.listed([row])
    assert "<script" not in html
    assert 'onclick="' not in html
    assert html.count("<li>") == 1
