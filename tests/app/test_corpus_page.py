"""The page Corpus: what it says when there is nothing, and each part with its passages."""

from __future__ import annotations

from functools import partial

import pytest
from factories import TEXT, add_article, content, make_act
from showing import Open, drawn, listed, opened, said

from annotator.model import Suggestion
from annotator.services.session import Session
from annotator.store import acts, people, suggestions

HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:1) *so* $y$"


@pytest.fixture
def page(desk: Session) -> Open:
    return partial(opened, "corpus.py")


def mark(session: Session, article: str, text: str, *quotes: str) -> None:
    made = []
    for quote in quotes:
        start = text.index(quote)
        made.append(make_act(after=content(text, start, start + len(quote))))
    assert not acts.apply(session.store, article, session.annotator, made).refused


@pytest.fixture
def seeded(desk: Session) -> Session:
    """Two articles of two sources, with names that stand together in one of them."""
    first = add_article(desk, title=HOSTILE, source="BBC", published_at="2016-11-02")
    mark(desk, first, TEXT, "Anna Lindh", "Kofi Annan", "Geneva")
    other = f"{HOSTILE} met Anna Lindh."
    second = add_article(desk, other, source=HOSTILE, published_at="2017-01-31")
    mark(desk, second, other, HOSTILE, "Anna Lindh")
    return desk


@pytest.mark.parametrize("part", ["names", "compare"])
def test_a_project_without_articles_says_what_to_do(page: Open, part: str) -> None:
    app = page(part=part)
    assert not app.error
    assert "There are no articles yet" in said(app)
    assert app.get("page_link")[0].proto.label == "Load articles"


@pytest.mark.parametrize("part", ["compare", "time"])
def test_articles_without_a_label_can_be_searched_and_compared(
    desk: Session, page: Open, part: str
) -> None:
    add_article(desk, source="BBC")
    app = page(part=part)
    assert not app.error
    assert ("Nothing has been labelled yet" in said(app)) == (part == "time")
    assert drawn(app) == 0


def test_a_fresh_project_counts_suggestions_and_says_so(desk: Session, page: Open) -> None:
    recogniser = people.annotator(desk.store, "rules", "recogniser", "1")
    found = [Suggestion(0, 10, "PER", 0.9), Suggestion(29, 35, "LOC", 0.8)]
    suggestions.suggest(desk.store, add_article(desk), recogniser, found)
    app = page()
    assert "Nobody has marked anything yet" in said(app)
    assert [(row["title"], row["n"]) for row in listed(app)] == [("Anna Lindh", 1), ("Geneva", 1)]


def test_names_are_listed_and_found(seeded: Session, page: Open) -> None:
    titles = {row["title"]: row["n"] for row in listed(page())}
    assert titles == {"Anna Lindh": 2, "Kofi Annan": 1, "Geneva": 1, HOSTILE: 1}
    assert [row["title"] for row in listed(page(find="kofi"))] == ["Kofi Annan"]
    assert "No name fits" in said(page(find="nobody"))
    assert "This page of the list is empty" in said(page(page="9"))


def test_a_dossier_has_the_passages_that_the_address_chooses(seeded: Session, page: Open) -> None:
    key = "words:anna lindh"
    app = page(name=key)
    assert "Anna Lindh" in said(app)
    assert "2 passages" in said(app)
    assert {metric.label: metric.value for metric in app.metric} == {
        "Passages": "2", "Articles": "2", "First": "2 Nov 2016", "Last": "31 Jan 2017",
    }  # fmt: skip
    assert drawn(app) == 1
    assert "1 passage" in said(page(name=key, of="source:BBC"))
    beside = page(name=key, of="beside:words:kofi annan")
    assert "1 paragraph" in said(beside)
    assert any("pieces" in row for row in listed(beside))
    assert "Nothing is called so" in said(page(name="words:nobody"))


def test_a_name_that_is_written_as_code_stays_text(seeded: Session, page: Open) -> None:
    key = next(row["key"] for row in listed(page()) if row["title"] == HOSTILE)
    app = page(name=key)
    assert not app.error
    assert any(row.get("quote") == HOSTILE for row in listed(app))
    assert "<img" not in said(app).replace("\\<img", "")


def test_names_stand_together_and_a_pair_can_be_chosen(seeded: Session, page: Open) -> None:
    assert drawn(page(part="together", unit="article")) == 1
    app = page(part="together", view="network", unit="article")
    assert drawn(app) == 1
    assert "n = 4 pairs" in said(app)
    pick = next(each for each in app.selectbox if each.label == "Passages behind…")
    pick.select_index(0).run()
    assert not app.exception
    assert "1 article" in said(app)
    assert any("pieces" in row for row in listed(app))


def test_names_that_share_nothing_are_told(desk: Session, page: Open) -> None:
    mark(desk, add_article(desk), TEXT, "Anna Lindh")
    assert "It takes two names" in said(page(part="together"))
    mark(desk, add_article(desk, "Geneva alone."), "Geneva alone.", "Geneva")
    assert "No two of these names share a paragraph" in said(page(part="together"))


def test_words_stand_in_context(seeded: Session, page: Open) -> None:
    app = page(part="context")
    assert "Look for words" in said(app)
    app = page(part="context", what="geneva", sort="1R")
    assert "2 lines" in said(app)
    assert [row["keyword"] for row in listed(app)] == ["Geneva", "Geneva"]
    # What nothing stands behind comes first.
    assert listed(app)[0]["href"].endswith("&at=73-79")
    assert "Nothing stands in the text so" in said(page(part="context", what="nowhere"))
    assert "5 lines" in said(page(part="context", **{"for": "label"}))
    assert "2 lines" in said(
        page(part="context", **{"for": "name", "what_name": "words:anna lindh"})
    )


def test_two_sets_are_compared(desk: Session, page: Open) -> None:
    for number in range(6):
        add_article(desk, f"Storms at sea again {number}.", source="Post", language="en")
        add_article(desk, f"Shares fell again {number}.", source="Ledger", language="de")
    assert "Say which articles are the first set" in said(page(part="compare"))
    app = page(part="compare", a_source="Post")
    assert drawn(app) == 1
    assert "First set: 6 articles, 30 words. Second set: 6 articles, 24 words." in said(app)
    assert "several languages" in said(app)
    pick = next(each for each in app.selectbox if each.label == "Passages behind…")
    pick.select_index(0).run()
    assert not app.exception
    assert "6 lines" in said(app)
    app = page(part="compare", a_source="Post", other="set", b_language="en")
    assert "6 articles are in both sets" in said(app)
    app = page(part="compare", a_source="Post", other="set", b_query="nowhere")
    assert "Second set without words" in said(app)
    app = page(part="compare", a_source="Post", by="names")
    assert "Nothing has been labelled yet" in said(app)


@pytest.mark.parametrize(
    ("kind", "axis"), [("labels", "source"), ("labels", "week"), ("names", "year")]
)
def test_labels_and_names_stand_along_an_axis(
    seeded: Session, page: Open, kind: str, axis: str
) -> None:
    app = page(part="time", kind=kind, axis=axis, measure="per_10000")
    assert not app.error
    assert drawn(app) == 1
    pick = next(each for each in app.selectbox if each.label == "Passages behind…")
    pick.select_index(0).run()
    assert not app.exception
    assert listed(app)
