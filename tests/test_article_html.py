"""An article as one HTML file: its text is the text, whatever lies over it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from factories import TEXT, add_article, as_member, make_act, relation, reply
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import mark_passage

from annotator.errors import Forbidden, NotFound
from annotator.formats import article_html
from annotator.formats.article_html import Article, Mark, Note, PageLabel
from annotator.model import Suggestion
from annotator.palette import PALETTE
from annotator.services import annotating, article_pages, blindness
from annotator.services.session import Session
from annotator.store import blindness as log
from annotator.store import people, suggestions
from annotator.text import normalise

HOSTILE = (
    '</script></style><img src=x onerror=alert(1)>"\' onload="x" {{ 7*7 }} {% raw %} &amp; -->'
)
LABELS = [
    PageLabel("PER", "Person", "PER", PALETTE["blue"]),
    PageLabel("X", HOSTILE, HOSTILE, PALETTE["rose"]),
]
BITS = [
    HOSTILE, "\n", "<", "&lt;", "👩‍🚀", "\u202e", "e\u0301", "العربية", "]]>", "\t ", "\x85",
]  # fmt: skip


class Reader(HTMLParser):
    """Reads the text of the element `text`, and every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self._inside = "", [], False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        self._inside |= tag == "article"

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag != "article"

    def handle_data(self, data: str) -> None:
        self.text += data if self._inside else ""


def page(text: str, marks: list[Mark], **more: str) -> str:
    told = {"title": HOSTILE, "language": "en", "direction": "ltr", "url": "", "made_by": HOSTILE}
    return article_html.write(Article(
        text=text, about=(HOSTILE,), labels=LABELS, marks=marks, **(told | more)
    ))  # fmt: skip


TEXTS = st.one_of(
    st.text(max_size=60), st.lists(st.sampled_from(BITS), max_size=8).map("".join)
).map(normalise)
RANGES = st.tuples(st.integers(-3, 90), st.integers(-3, 90))
MARKS = st.builds(
    Mark,
    st.lists(RANGES, min_size=1, max_size=3).map(tuple),
    st.sampled_from(["", "PER", "X", "gone"]),
    st.sampled_from(["Ana", HOSTILE]),
    st.booleans(),
    st.just(HOSTILE),
    st.none() | st.just(Note(HOSTILE, HOSTILE, "2026-01-05", (Note("No.", "Ben", ""),))),
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.lists(MARKS, max_size=8))
def test_the_text_of_the_page_is_the_text_of_the_article_whatever_lies_over_it(
    text: str, marks: list[Mark]
) -> None:
    pieces = article_html.pieces(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    read = Reader(page(text, marks))
    assert read.text == text
    # Nothing that somebody wrote has become a tag, a script or a handler.
    known = {name for name, _ in Reader(page("", [])).tags} | {
        "mark", "fieldset", "legend", "label", "input", "i", "h2", "ol", "ul", "li", "a", "strong",
        "bdi", "span",
    }  # fmt: skip
    assert {name for name, _ in read.tags} <= known
    assert not any(key.startswith("on") for _, found in read.tags for key in found)
    at = 0
    for piece in pieces:
        over = {
            number
            for number, mark in enumerate(marks)
            if any(max(a, 0) <= at and at + len(piece.text) <= b for a, b in mark.ranges)
        }
        assert {layer.number for layer in piece.layers} == (over if piece.text else set())
        at += len(piece.text)


def test_the_page_lets_its_own_style_and_script_run_and_asks_nothing_of_the_network() -> None:
    told = page(TEXT, [Mark(((0, 4),), "PER", "Ana")], url="javascript:alert(1)")
    read = Reader(told)
    [policy] = [found["content"] for tag, found in read.tags if found.get("http-equiv")]
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        [inside] = re.findall(f"<{tag}>(.*?)</{tag}>", told, re.DOTALL)
        assert article_html.html_page._hash(inside) in policy
    assert not [found for tag, found in read.tags if "src" in found or tag == "link"]
    assert "javascript:" not in told
    assert 'href="https://x.org/a?b=1&amp;c"' in page(TEXT, [], url="https://x.org/a?b=1&c")


def test_a_mark_within_a_mark_has_its_underline_above_the_outer_one() -> None:
    marks = [Mark((passage,), "PER", "Ana") for passage in ((0, 30), (5, 10), (8, 20))]
    layers = [
        [(layer.number, layer.depth) for layer in piece.layers]
        for piece in article_html.pieces(TEXT, marks)
    ]
    assert layers[:4] == [[(0, 0)], [(0, 1), (1, 0)], [(0, 2), (2, 1), (1, 0)], [(0, 1), (2, 0)]]


@pytest.fixture
def team(session: Session) -> tuple[Session, Session, Session, str]:
    """A lead and two annotators who work blind, on one article that all have marked."""
    lead = as_member(session, "lead")
    ana, ben = (as_member(session, "annotator", name) for name in ("Ana", "Ben"))
    article = add_article(session, title="A <b>title", source="BBC", language="en")
    recogniser = people.annotator(session.store, "rules", "recogniser", "1")
    found = [Suggestion(0, 10, "PER", 0.9), Suggestion(29, 35, "LOC", 0.8)]
    suggestions.suggest(session.store, article, recogniser, found)
    first = mark_passage(ana, article, 0, 10, note="Who is <she>?")
    second = mark_passage(ana, article, 29, 35, label="LOC")
    joined = relation(first, second, "BELONGS_TO")
    after = reply(first, "A minister.")
    made = [make_act(None, joined), make_act(None, after)]
    assert not annotating.act(ana, article, made).refused
    mark_passage(ben, article, 5, 20, label="ORG", note="Ben's own")
    return lead, ana, ben, article


def test_the_file_holds_ones_own_work_and_that_of_others_once_it_is_lifted(
    team: tuple[Session, Session, Session, str],
) -> None:
    lead, ana, ben, article = team
    own = article_pages.as_html(ana, article, looking=True)
    assert Reader(own).text == TEXT
    for told in ("Who is &lt;she&gt;?", "A minister.", "Works at", "A &lt;b&gt;title", "English"):
        assert told in own or told == "Works at"
    assert "<h2>Relations</h2>" in own
    assert "Ben" not in own
    assert "Who is" not in article_pages.as_html(ben, article, looking=True)
    assert "Who is" not in article_pages.as_html(lead, article)
    both = article_pages.as_html(lead, article, looking=True)
    assert "Who is" in both
    assert "Ben&#39;s own" in both
    assert any(row["what"] == "seen" for row in log.log(lead.store, lead.project.id, 9))
    blindness.lift(lead, article)
    assert "Ben&#39;s own" in article_pages.as_html(ana, article)


def test_what_was_suggested_and_stands_as_a_mark_is_shown_once(
    team: tuple[Session, Session, Session, str],
) -> None:
    _, ana, ben, article = team
    assert 'data-suggested="1"' not in article_pages.as_html(ana, article)
    assert article_pages.as_html(ben, article).count('data-suggested="1"') >= 2


def test_an_article_without_a_mark_says_so_and_one_elsewhere_is_not_told(session: Session) -> None:
    assert "Nothing is marked" in article_pages.as_html(session, add_article(session))
    with pytest.raises(NotFound):
        article_pages.as_html(session, "nowhere")
    with pytest.raises(Forbidden):
        article_pages.as_html(as_member(session, ""), add_article(session, f"{TEXT} 2"))
