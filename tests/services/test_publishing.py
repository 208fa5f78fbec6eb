"""The report says what the pages say, in words where there is nothing, and only what one sees."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from factories import TEXT, add_article, as_member, content, done_act, make_act, relation
from marked import mark_passage

from annotator.errors import Forbidden
from annotator.model import Filter, Label
from annotator.services import (
    agreeing,
    annotating,
    blindness,
    comparing,
    guidelines,
    methods,
    openings,
    publishing,
    reading,
    suggesting,
)
from annotator.services.session import Session
from annotator.store import people

HOSTILE = "</pre><script>alert(1)</script> *b* [x](http://y) `z`"


def done(who: Session, article: str) -> None:
    assert not annotating.act(who, article, [done_act()]).refused


@pytest.fixture
def team(session: Session) -> tuple[Session, Session, Session]:
    """A lead, and two annotators who have read two articles and differ on one passage."""
    lead = as_member(session, "lead")
    ana, ben = (as_member(session, "annotator", name) for name in ("Ana", HOSTILE))
    for number in range(2):
        article = add_article(session, f"{TEXT} {number}", source=HOSTILE, language="en")
        for who in (ana, ben):
            first = mark_passage(who, article, 0, 10)
            second = mark_passage(who, article, 29, 35, "LOC" if who is ana or number else "ORG")
            joined = make_act(None, relation(first, second, "BELONGS_TO"))
            assert not annotating.act(who, article, [joined]).refused
            done(who, article)
    guidelines.keep(lead, f"Mark names. {HOSTILE}", 0)
    return lead, ana, ben


class Reader(HTMLParser):
    """Reads the tags of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_report_tells_what_the_pages_tell_and_stands_alone(
    team: tuple[Session, Session, Session],
) -> None:
    lead, *_ = team
    page = publishing.report(lead)
    read = Reader(page)
    for figure in agreeing.of_passages(lead).rows:
        assert figure.title in read.text
        assert f"{figure.result.value:.2f}" in read.text
    assert "Under 30" in read.text or "Too few to say" in read.text
    assert "Krippendorff's alpha-u" in read.text
    assert page.count("<svg") >= 4
    assert "version 1 of" in read.text
    assert not [tag for tag, found in read.tags if tag in ("script", "link", "img", "iframe")]
    assert not [key for _, found in read.tags for key in found if key.startswith("on")]
    [policy] = [found["content"] for tag, found in read.tags if found.get("http-equiv")]
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "script-src 'none'" in policy
    assert HOSTILE in read.text  # as words
    ids = [found["id"] for _, found in read.tags if found.get("id")]
    assert len(ids) == len(set(ids))


def test_the_same_work_makes_the_same_report(team: tuple[Session, Session, Session]) -> None:
    lead, *_ = team
    day = str(lead.store.now())[:10]
    first, second = (publishing.report(lead).replace(day, "") for _ in range(2))
    assert first == second
    assert publishing.methods_paragraph(lead) in Reader(publishing.report(lead)).text


def test_the_methods_paragraph_defines_what_it_reports_and_lists_what_it_cites(
    team: tuple[Session, Session, Session],
) -> None:
    lead, *_ = team
    text = publishing.methods_paragraph(lead)
    value = comparing.overview(lead).f1.value
    assert f"F1, exact: {value:.2f} (n = " in text
    assert "with seed 7" in text
    assert "until the lead lifted that" in text
    assert "2 annotators put 8 labels" in text
    assert not re.search(r"\[[A-Z][a-z]+\]", text)  # every reference is named
    body, _, listed = text.partition("### References")
    for name in ("van Rijsbergen 1979", "Hesterberg 2015", "Krippendorff et al. 2016"):
        assert name in body
    assert len(listed.strip().splitlines()) == 4
    assert HOSTILE not in text


def test_no_sign_of_markdown_that_people_wrote_is_left() -> None:
    plain = methods.plain(f"{HOSTILE}\n# and <b>more</b> | $x$")
    assert "\n" not in plain
    assert not re.search(r"(?<!\\)[`*\[\]<>|$]", plain)


@pytest.mark.parametrize("articles", [0, 1, 2])
def test_what_can_not_be_compared_is_said_in_words(session: Session, articles: int) -> None:
    lead = as_member(session, "lead")
    annotators = [as_member(session, "annotator", name) for name in ("Ana", "Ben")]
    for number in range(articles):  # each reads an article of their own
        mark_passage(annotators[number], add_article(session, f"{TEXT} {number}"), 0, 10)
    told = (
        "There are no articles yet", "Ana is the only one who has read here",
        "2 people have read here, but no two the same article",
    )[articles]  # fmt: skip
    assert told in Reader(publishing.report(lead)).text
    text = publishing.methods_paragraph(lead)
    assert "Agreement was not measured." in text
    assert told in text
    assert "nan" not in text


def test_one_label_alone_and_full_agreement_are_no_wrong_numbers(session: Session) -> None:
    lead = as_member(session, "lead")
    for name in ("Ana", "Ben"):
        who = as_member(session, "annotator", name)
        [article] = [row["id"] for row in session.store.rows("SELECT id FROM article")] or [
            add_article(session)
        ]
        mark_passage(who, article, 0, 10)
    text = publishing.methods_paragraph(lead)
    assert "F1, exact: 1.00 (n = 2 passages)" in text
    assert "nan" not in text


def test_the_report_tells_of_what_whoever_asks_may_see(
    team: tuple[Session, Session, Session],
) -> None:
    lead, ana, ben = team
    for service in (publishing.report, publishing.methods_paragraph):
        with pytest.raises(Forbidden, match="works blind"):
            service(ana)
    [first, _] = [row["id"] for row in lead.store.rows("SELECT id FROM article ORDER BY seq")]
    blindness.lift(lead, first)
    page = publishing.report(ben)
    assert "the articles alone on which blindness is lifted" in page
    assert "a part of the articles" in page
    assert "n = 4 marks in 1 article" in page


def test_labels_of_hostile_names_are_text_in_charts_and_tables(session: Session) -> None:
    people.add_labels(session.store, session.project.id, (Label("X", HOSTILE),))
    article = add_article(session)
    mark_passage(session, article, 0, 10, "X")
    page = publishing.report(session)
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)") >= 3


def test_what_is_answered_is_told_and_what_somebody_is_not_shown_changes_no_word(
    team: tuple[Session, Session, Session],
) -> None:
    lead, ana, _ = team
    article = add_article(lead, f"{TEXT} 9", source=HOSTILE, language="en")
    suggesting.choose(lead, "rules")
    opened = reading.open_article(ana, article, Filter())
    given = next(each for each in opened["suggestions"] if each["kind"] == "span")
    answer = content(
        TEXT, given["start"], given["end"], given["label_id"], state="accepted",
        suggestion_id=given["id"],
    )  # fmt: skip
    assert not annotating.act(ana, article, [make_act(None, answer, "accept")]).refused
    told = publishing.methods_paragraph(lead)
    assert "Suggestions were shown, and answered: 1 accepted." in told
    openings.set_share(lead, 100)
    again = publishing.methods_paragraph(lead)
    assert "answered: 1 accepted." in again
    assert re.search(r"Answers to suggestions1\s", Reader(publishing.report(lead)).text)
