"""The page Effort: what it says where nothing was counted, of one's own, and of a team."""

from __future__ import annotations

import pytest
from factories import TEXT, add_article, as_member, content, done_act, make_act
from showing import opened, said
from streamlit.testing.v1 import AppTest

from annotator.model import Beat, Filter
from annotator.services import annotating, effort, openings, presence, reading, suggesting
from annotator.services.session import Session


@pytest.fixture
def desk(desk: Session) -> Session:
    suggesting.choose(desk, "rules")
    return desk


def page(**query: str) -> AppTest:
    return opened("effort.py", **query)


def read_to_the_end(who: Session, number: int) -> str:
    """Accept all suggestions of an article but one, which is rejected, and mark a word by hand."""
    article = add_article(who, f"{TEXT} Number {number}.")
    text = f"{TEXT} Number {number}."
    for n, active in enumerate((0, 20_000)):
        presence.beat(who, article, Beat("w", 10 * number + n + 1, active))
    found = reading.open_article(who, article, Filter())["suggestions"]
    acts = [
        make_act(
            None,
            content(
                text, each["start"], each["end"], each["label_id"], suggestion_id=each["id"],
                state="accepted" if n else "rejected",
            ),
            "accept" if n else "reject",
            took_ms=800 + 1000 * n,
        )
        for n, each in enumerate(one for one in found if one["kind"] == "span")
    ]  # fmt: skip
    by_hand = make_act(None, content(text, 0, 4, "EVENT"))
    assert not annotating.act(who, article, [*acts, by_hand, done_act()]).refused
    return article


def test_before_anybody_is_done_it_says_so(desk: Session) -> None:
    assert "Nobody is done with an article yet" in said(page())
    add_article(desk)
    assert "Nobody is done with an article yet" in said(page())


def test_one_reader_without_a_share_is_told_what_there_is_and_what_is_missing(
    desk: Session,
) -> None:
    for number in range(2):
        read_to_the_end(desk, number)
    app = page()
    shown = {each.label: each.value for each in app.metric}
    assert shown["Articles"] == "2"
    assert shown["For 100 words"] == "–"  # less than ten seconds were counted
    assert "2 articles of them left out: less than 10 s of active time" in said(app)
    assert "All articles go out with suggestions now" in said(app)
    assert "Nobody can be told anything of yet" in said(app)
    assert [each.label for each in app.selectbox] == ["Passages behind…"] * 3


def test_a_point_leads_to_as_many_passages_as_it_counts(desk: Session) -> None:
    for number in range(3):
        read_to_the_end(desk, number)
    app = page()
    for column, box in zip(("band", "second"), app.selectbox, strict=False):
        counts = {(row[column], row["answer"]): 0 for row in effort.team(desk).answers}
        for row in effort.team(desk).answers:
            counts[row[column], row["answer"]] += row["n"]
        assert len(box.options) == len(counts)
        bar = max(counts, key=lambda each: counts[each])
        box.select(bar).run()
        assert not app.exception
        assert f"{counts[bar]:,} passages" in said(app)


def test_with_a_share_and_few_articles_it_says_too_few(desk: Session) -> None:
    openings.set_share(desk, 50, seed=1)
    for number in range(6):
        read_to_the_end(desk, number)
    told = said(page())
    assert "50 % of the articles go out without suggestions." in told
    assert "Too few to say" in told


def test_an_annotator_sees_their_own_alone(desk: Session) -> None:
    ann, bob = as_member(desk, "annotator", "Ann"), as_member(desk, "annotator", "Bob")
    read_to_the_end(ann, 1)
    assert [each.name for each in effort.own(ann).people] == ["Ann"]
    assert effort.own(bob).people == ()
    everything = effort.behind(ann, "answers", {}).total
    assert everything > 0
    assert effort.behind(bob, "answers", {}, ann.annotator.id).total == 0
    assert effort.behind(as_member(desk, "lead"), "answers", {}, ann.annotator.id).total == (
        everything
    )


def test_whose_is_kept_in_the_address(desk: Session) -> None:
    ann, bob = as_member(desk, "annotator", "Ann"), as_member(desk, "annotator", "Bob *b*")
    for number, who in enumerate((ann, bob)):
        read_to_the_end(who, number)
    app = page(who=bob.annotator.id)
    assert app.selectbox[0].value == bob.annotator.id
    assert {each.label: each.value for each in app.metric}["Articles"] == "1"
    assert r"Bob \*b\*" in said(page())
