"""The page Agreement: what it says where nothing can be compared, and what its numbers lead to."""

from __future__ import annotations

from functools import partial

import pytest
from factories import TEXT, add_article, as_member
from marked import finish, mark, person
from showing import Open, given, opened, said
from streamlit.testing.v1 import AppTest

from annotator.model import Suggestion
from annotator.services import blindness
from annotator.services.session import Session
from annotator.store import people, suggestions


@pytest.fixture
def page(desk: Session) -> Open:
    return partial(opened, "agreement.py")


def numbers(app: AppTest) -> dict[str, list[str]]:
    """Return the cells of the table of counts, by the name of their row."""
    [table] = given(app, "caption")
    return {row["name"]: [cell["text"] for cell in row["cells"]] for row in table["rows"]}


def both(desk: Session, articles: int = 1) -> str:
    """Let two people mark articles, differently in each way; return the last one's id."""
    ann, bob = person(desk, "Ann"), person(desk, "<b>Bob")
    for number in range(articles):
        article = add_article(desk, f"{TEXT} {number}", source="*BBC*")
        for who, words, label in (
            (ann, "Anna Lindh", "PER"), (bob, "Anna Lindh", "PER"),
            (ann, "Geneva", "LOC"), (bob, "Geneva", "ORG"),
            (ann, "Kofi Annan", "PER"), (bob, "Annan", "PER"),
            (ann, "United Nations", "ORG"),
        ):  # fmt: skip
            mark(desk, who, article, words, label)
        finish(desk, ann, article)
        finish(desk, bob, article)
    return article


def test_a_project_without_articles_says_what_to_do(page: Open) -> None:
    app = page()
    assert "There are no articles yet" in said(app)
    assert app.get("page_link")[0].proto.label == "Load articles"


def test_articles_that_nobody_has_marked_say_what_the_page_is_for(
    desk: Session, page: Open
) -> None:
    add_article(desk)
    app = page()
    assert "Here stands how far people agree" in said(app)
    assert app.get("page_link")[0].proto.label == "Start reading"


def test_one_annotator_is_told_that_there_is_nobody_to_agree_with(
    desk: Session, page: Open
) -> None:
    article = add_article(desk)
    mark(desk, desk.annotator, article, "Anna Lindh")
    app = page()
    assert "is the only one who has read here" in said(app)
    assert not given(app, "caption")
    recogniser = people.annotator(desk.store, "rules", "recogniser", "1")
    suggestions.suggest(desk.store, article, recogniser, [Suggestion(0, 10, "PER", 0.9)])
    app = page()
    assert numbers(app)["All"][:2] == ["1", "0"]
    assert "this is no agreement of two who don't know of one another" in said(app)


def test_no_overlap_is_said_in_words(desk: Session, page: Open) -> None:
    for number, name in enumerate(("Ann", "Bob")):
        mark(desk, person(desk, name), add_article(desk, f"{TEXT} {number}"), "Geneva", "LOC")
    app = page()
    assert "no two the same article" in said(app)
    assert "in an article that both have begun" in said(app)
    assert not given(app, "caption")


def test_few_articles_are_too_few_to_say(desk: Session, page: Open) -> None:
    both(desk)
    app = page()
    assert "Too few to say" in said(app)
    assert "an interval takes 30 articles, and there are 1" in said(app)
    assert numbers(app) == {
        "<b>Bob and Ann": ["1", "1", "1", "1", "0", "0.29"],
        "All": ["1", "1", "1", "1", "0", "0.29"],
    }


def test_enough_articles_have_an_interval(desk: Session, page: Open) -> None:
    both(desk, 29)
    article = add_article(desk, f"{TEXT} Last.")
    for name in ("Ann", "<b>Bob"):
        mark(desk, person(desk, name), article, "Geneva", "LOC")
    app = page(by="source")
    assert "are the same in both (95 % interval" in said(app)
    assert numbers(app)["no source"][:2] == ["1", "0"]
    assert numbers(app)["*BBC*"][0] == "29"


def test_full_agreement_is_said_in_words(desk: Session, page: Open) -> None:
    article = add_article(desk)
    for name in ("Ann", "Bob"):
        mark(desk, person(desk, name), article, "Geneva", "LOC")
    assert "are the same in both:" in said(page())


def test_an_article_that_nobody_is_done_with_counts_where_it_was_read(
    desk: Session, page: Open
) -> None:
    article = add_article(desk)
    for name, words in (("Ann", "Geneva"), ("Bob", "The United Nations")):
        mark(desk, person(desk, name), article, words, "LOC")
    app = page()
    assert "Nobody is done with an article" in said(app)
    assert numbers(app)["All"] == ["0", "0", "0", "0", "2", "–"]


def test_a_number_of_the_address_lists_as_many_passages_as_it_says(
    desk: Session, page: Open
) -> None:
    both(desk, 3)
    app = page(by="label", row="PER", cause="boundary")
    assert numbers(app)["Person"][1] == "3"
    [passages] = given(app, "rows")[1:]
    assert len(passages["rows"]) == 3
    assert "3 passages" in said(app)
    assert passages["rows"][0]["about"] == (
        "boundary · <b>Bob: Person “Annan” · Ann: Person “Kofi Annan”"
    )
    assert "Person: boundary" in said(app)


@pytest.mark.parametrize("by", ["pair", "label", "article", "source", "month"])
def test_nonsense_in_the_address_does_no_harm(desk: Session, page: Open, by: str) -> None:
    both(desk)
    app = page(by=by, who="'; --", row="<script>", cause="missed", page="x" * 40, part="nothing")
    assert "0 passages" in said(app)
    assert "went wrong" not in said(app)
    assert numbers(page(by="?", cause="?", page="99"))["All"][0] == "1"


def test_the_confusion_lists_the_passages_of_a_cell(desk: Session, page: Open) -> None:
    both(desk, 2)
    app = page(part="confusion", left="ORG", right="LOC")
    assert numbers(app)["Organisation"] == ["0", "0", "2", "0"]
    assert "Rows: \\<b\\>Bob. Columns: Ann." in said(app)
    assert "Organisation and Place" in said(app)
    assert "2 passages" in said(app)


def test_where_nobody_works_blind_there_is_no_before(desk: Session, page: Open) -> None:
    article = both(desk)
    app = page(part="confusion", when="blind")
    assert "Nobody works blind here" in said(app)
    blindness.lift(as_member(desk, "lead"))
    app = page(part="confusion", when="blind")
    assert "nobody has changed anything since" in said(app)
    mark(desk, person(desk, "Ann"), article, "Geneva", "ORG")
    assert "50 % before, " in said(page(part="confusion", when="blind"))


def test_one_label_alone_can_be_taken_for_no_other(desk: Session, page: Open) -> None:
    article = add_article(desk)
    for name in ("Ann", "Bob"):
        mark(desk, person(desk, name), article, "Geneva", "LOC")
    assert "There is one label alone" in said(page(part="confusion"))


def test_no_overlap_has_no_confusion(desk: Session, page: Open) -> None:
    for number, name in enumerate(("Ann", "Bob")):
        mark(desk, person(desk, name), add_article(desk, f"{TEXT} {number}"), "Geneva", "LOC")
    app = page(part="confusion")
    assert "where both have read" in said(app)
    assert not given(app, "caption")


def test_figures_say_their_value_and_what_has_to_be_said_of_them(desk: Session, page: Open) -> None:
    both(desk)
    app = page(part="figures", order="nonsense", who="nobody")
    tables = {each["caption"]: each["rows"] for each in given(app, "caption")}
    assert list(tables) == ["Figures of agreement: passages", "Figures of agreement: text"]
    exact = tables["Figures of agreement: passages"][0]
    assert (exact["name"], exact["cells"][0]["text"]) == ("F1, exact", "0.29")
    assert "Nobody has made a relation" in said(app)
    app.button(key="ask-gamma").click().run()
    assert app.query_params["gamma"] in ("yes", ["yes"])
    found = {each["caption"]: each["rows"] for each in given(app, "caption")}
    assert found["Figures of agreement: gamma"][0]["name"] == "Gamma"
    assert "Nobody has put a label on a whole article" in said(app)
    assert "Too few to say" in said(app)
