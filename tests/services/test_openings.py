"""Articles that go out without suggestions: nothing tells what would be suggested there."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from factories import TEXT, add_article, as_member, content, done_act, make_act
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import Forbidden, Refused
from annotator.model import Act, Beat, Filter
from annotator.services import (
    annotating,
    blindness,
    compared,
    exchange,
    history,
    lessons,
    library,
    memory,
    occurrences,
    openings,
    presence,
    queueing,
    reading,
    reporting,
    suggesting,
    watching,
)
from annotator.services.exchange import Selection
from annotator.services.session import Session, local_session
from annotator.store import articles as articles_
from annotator.store import open_store
from annotator.store.chance import drawn


@pytest.fixture
def lead(session: Session) -> Session:
    suggesting.choose(session, "rules")
    return as_member(session, "lead")


@pytest.fixture
def ann(lead: Session) -> Session:
    return as_member(lead, "annotator", "Ann")


def open_(who: Session, article: str) -> dict[str, Any]:
    """Fetch an article and show it."""
    told = fetch(who, article)
    presence.beat(who, article, Beat("window", 1), told["ticket"])
    return told


def fetch(who: Session, article: str) -> dict[str, Any]:
    return reading.open_article(who, article, Filter())


def kept(who: Session) -> list[tuple[int, int]]:
    """Return of each article that somebody has opened whether it was without, and the share."""
    rows = who.store.rows("SELECT is_without, share FROM opening ORDER BY article_seq")
    return [(row["is_without"], row["share"]) for row in rows]


def act(who: Session, article: str, *made: Act) -> None:
    receipt = annotating.act(who, article, list(made))
    assert not receipt.refused, receipt.refused


def mark(text: str, quote: str, label: str, **more: Any) -> dict[str, Any]:
    start = text.index(quote)
    return content(text, start, start + len(quote), label, **more)


def counts(who: Session, article: str) -> dict[str, Any]:
    """Return how many suggestions each place tells of, as far as it tells of any."""
    report = reporting.report(who, "suggestions")
    opened = open_(who, article)
    rows = {row["id"]: row for row in library.page(who, Filter()).rows}
    return {
        "desk": len(opened["suggestions"]),
        "named": opened["recognition"],
        "library": rows[article]["suggestions"],
        "by label": library.page(who, Filter(label_id="LOC")).total,
        "tile": report.tiles["suggestions"],
        "open": report.tiles["open"],
        "chart": report.tables["labels"].n,
        "names": report.tables["names"].n,
        "answers": sum(row["n"] for row in report.tables["answers"].rows),
        "list": reporting.behind(who, "suggestions", {}).total,
        "list of open": reporting.behind(who, "open", {}).total,
        "csv": exchange.count(who, Selection()),
        "csv rows": len(exchange.preview(who, Selection(), 99)),
        "history": len(history.groups(who, article, None, 50)),
        "news": watching.Watch(who, article, 0).news(),
    }


def test_nothing_tells_of_what_would_be_suggested_there(lead: Session) -> None:
    openings.set_share(lead, 100)
    article = add_article(lead)
    told = counts(lead, article)
    assert set(told.values()) == {0, "", None}, told
    opened = open_(lead, article)
    assert opened["is_without_suggestions"]
    assert (opened["entities"], opened["trouble"]) == ([], None)
    assert lead.store.value("SELECT suggestions FROM article") == 5  # kept, to compare with


def test_the_page_agreement_compares_with_no_recogniser_there(lead: Session, ann: Session) -> None:
    article = add_article(lead)
    assert open_(ann, article)["suggestions"]
    openings.set_share(lead, 100)
    read_by = [
        len(compared.with_recogniser(who, compared.of_people(who)).passages)
        for who in (lead, as_member(lead, "adjudicator", "Eve"))
    ]
    assert read_by == [0, 0]
    as_member(ann, "adjudicator")  # who began it before
    found = compared.with_recogniser(ann, compared.of_people(ann))
    assert len(found.passages) == len(open_(ann, article)["suggestions"])


def test_others_are_shown_them_on_the_same_article(lead: Session, ann: Session) -> None:
    articles = [add_article(lead, f"{TEXT} {number}.") for number in range(12)]
    seed = next(seed for seed in range(99) if len({*halves(seed, articles, lead, ann)}) == 2)
    openings.set_share(lead, 50, seed)
    shown = {
        who.annotator.id: [bool(open_(who, article)["suggestions"]) for article in articles]
        for who in (lead, ann)
    }
    for who in (lead, ann):
        assert shown[who.annotator.id] == [
            drawn(seed, article, who.annotator.id) >= 50 for article in articles
        ]
    assert shown[lead.annotator.id] != shown[ann.annotator.id]


def halves(seed: int, articles: list[str], *who: Session) -> list[tuple[bool, ...]]:
    """Return for each annotator which articles have drawn less than a half; none where all do."""
    found = [tuple(drawn(seed, a, each.annotator.id) < 50 for a in articles) for each in who]
    return [each for each in found if 0 < sum(each) < len(articles)]


def test_what_was_begun_stays_as_it_was_begun(lead: Session) -> None:
    first, second, third = (add_article(lead, f"{TEXT} {number}.") for number in range(3))
    assert open_(lead, first)["suggestions"]
    act(lead, second, make_act(None, mark(f"{TEXT} 1.", "Anna Lindh", "PER")))  # and never opened
    openings.set_share(lead, 100)
    assert open_(lead, first)["suggestions"]
    assert open_(lead, second)["suggestions"]
    assert not open_(lead, third)["suggestions"]
    openings.set_share(lead, 0)
    assert not open_(lead, third)["suggestions"]
    assert library.page(lead, Filter(sort="suggestions")).rows[0]["id"] in (first, second)
    assert kept(lead) == [(0, 0), (0, 0), (1, 100)]


def test_what_is_fetched_counts_once_it_is_shown_and_as_it_was_shown(lead: Session) -> None:
    first, second = add_article(lead), add_article(lead, f"{TEXT} Again.")
    told = {article: fetch(lead, article) for article in (first, second)}
    assert kept(lead) == []
    openings.set_share(lead, 100)
    presence.beat(lead, first, Beat("window", 1), told[first]["ticket"])
    assert kept(lead) == [(0, 0)]
    assert open_(lead, first)["suggestions"]
    assert not open_(lead, second)["suggestions"]
    presence.beat(lead, second, Beat("other window", 1), told[second]["ticket"])
    assert kept(lead) == [(0, 0), (1, 100)]  # the window that showed it first


def test_to_ask_again_for_an_article_in_view_opens_it_as_it_is_shown(lead: Session) -> None:
    article = add_article(lead)
    told = fetch(lead, article)
    openings.set_share(lead, 100)
    again = reading.open_article(lead, article, Filter(), standing=True, ticket=told["ticket"])
    assert again["suggestions"] == told["suggestions"]
    assert kept(lead) == [(0, 0)]


def test_an_act_that_comes_before_the_word_that_it_is_shown_brings_it(lead: Session) -> None:
    article = add_article(lead)
    told = fetch(lead, article)
    seen = next(each for each in told["suggestions"] if each["quote"] == "Geneva")
    openings.set_share(lead, 100)
    yes = content(
        TEXT, seen["start"], seen["end"], "LOC", state="accepted", suggestion_id=seen["id"]
    )
    receipt = annotating.act(lead, article, [make_act(None, yes, "accept")], told["ticket"])
    assert not receipt.refused
    presence.beat(lead, article, Beat("window", 1))
    assert kept(lead) == [(0, 0)]


def test_nobody_chooses_by_a_ticket_how_they_read(lead: Session, ann: Session) -> None:
    first, second = add_article(lead), add_article(lead, f"{TEXT} Again.")
    tickets = [fetch(lead, first)["ticket"], fetch(ann, second)["ticket"]]
    openings.set_share(lead, 100)
    signature = fetch(ann, first)["ticket"].rpartition("-")[2]
    tickets += ["", "0-0", "0-0-", f"0-0-{signature}", f"०-0-{signature}"]
    for number, ticket in enumerate(tickets, 1):
        presence.beat(ann, first, Beat("window", number), ticket)
        assert kept(lead) == [(1, 100)], ticket
        lead.store.db.execute("DELETE FROM opening")


@settings(max_examples=15)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from((0, 30, 100)), st.integers(0, 3), st.sets(st.integers(0, 5))),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_whatever_is_set_when_what_was_opened_once_stays(
    steps: list[tuple[int, int, set[int]]],
) -> None:
    """Shares and seeds change at any time, and articles are opened in any order."""
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "p.db")
        lead = local_session(store, "Tests")
        articles = [add_article(lead, f"{TEXT} {number}.") for number in range(6)]
        begun: dict[int, bool] = {}
        for share, seed, opened in steps:
            openings.set_share(lead, share, seed)
            for number in range(6):
                seq = articles_.seq_in(store, lead.project.id, articles[number])
                drawn_now = drawn(seed, articles[number], lead.annotator.id) < share
                expected = begun.get(number, drawn_now)
                assert openings.is_without(lead, seq) is expected
                if number in opened:
                    openings.begin(lead, seq)
                    assert openings.is_without(lead, seq) is expected
                    begun[number] = expected
        store.close()


def test_being_done_shows_nothing_afterwards(lead: Session) -> None:
    openings.set_share(lead, 100)
    article = add_article(lead)
    open_(lead, article)
    done = done_act()
    act(lead, article, done)
    told = counts(lead, article)
    assert told.pop("news").ids == [done.id]
    assert told.pop("history") == 1
    assert set(told.values()) == {0, ""}


def test_an_answer_to_what_is_not_shown_is_refused(lead: Session, ann: Session) -> None:
    article = add_article(lead)
    [place] = [each for each in open_(lead, article)["suggestions"] if each["label_id"] == "PER"][
        :1
    ]
    openings.set_share(lead, 100)
    open_(ann, article)
    answer = content(
        TEXT, place["start"], place["end"], "PER", state="accepted", suggestion_id=place["id"]
    )
    [refused] = annotating.act(ann, article, [make_act(None, answer, "accept")]).refused
    assert "without suggestions" in refused.message
    act(lead, article, make_act(None, answer, "accept"))


def test_all_like_it_answers_nothing_there(lead: Session, ann: Session) -> None:
    openings.set_share(lead, 100)
    article = add_article(lead)
    open_(lead, article)  # read by the recogniser
    occurrences.label(ann, occurrences.Wanted("Geneva", "LOC"), "stroke")
    made = open_(ann, article)["annotations"]
    assert {(each["state"], each["suggestion_id"]) for each in made} == {("made", None)}


def test_the_memory_learns_there_and_says_nothing(lead: Session) -> None:
    openings.set_share(lead, 100)
    first, second = add_article(lead), add_article(lead, f"{TEXT} Again.")
    open_(lead, first)
    act(lead, first, make_act(None, mark(TEXT, "nothing", "EVENT")))
    assert not open_(lead, second)["suggestions"]
    assert not lead.store.value(
        "SELECT count(*) FROM annotation WHERE state = 'suggested' "
        "AND annotator_id LIKE 'recogniser:memory:%'"
    )
    openings.set_share(lead, 0)
    third = add_article(lead, f"{TEXT} Once more.")
    assert memory.is_on(lead)
    assert "nothing" in {each["quote"] for each in open_(lead, third)["suggestions"]}
    assert lessons.count(lead).annotations == 1


def test_a_queue_places_it_like_the_others_and_tells_no_reason(lead: Session) -> None:
    articles = [add_article(lead, f"{TEXT} {number}.") for number in range(6)]
    list(suggesting.suggest_all(lead))
    queueing.arrange(lead, "unsure", 7, 0)

    def listed() -> list[tuple[object, object]]:
        rows = library.page(lead, Filter(sort="unsure")).rows
        return [(row["id"], row["reason"]) for row in rows]

    before = listed()
    seed = next(seed for seed in range(99) if halves(seed, articles, lead))
    openings.set_share(lead, 50, seed)
    queueing.arrange(lead, "unsure", 7, 0)
    hidden = {a for a in articles if drawn(seed, a, lead.annotator.id) < 50}
    assert [each for each, _ in listed()] == [each for each, _ in before]
    for article, reason in listed():
        assert (reason == "without suggestions") == (article in hidden), reason


def test_others_marks_say_nothing_of_answers(lead: Session, ann: Session) -> None:
    article = add_article(lead)
    given_ = next(each for each in open_(lead, article)["suggestions"] if each["quote"] == "Geneva")
    yes = content(
        TEXT, given_["start"], given_["end"], "LOC", state="accepted", suggestion_id=given_["id"]
    )
    act(lead, article, make_act(None, yes, "accept"))
    openings.set_share(lead, 100)
    blindness.lift(lead)
    opened = open_(ann, article)
    assert [each["state"] for each in opened["others"]] == ["made"]
    told = json.dumps([opened, history.groups(ann, article, None, 50)], default=str)
    assert given_["id"] not in told.replace(f'"suggestion_id": "{given_["id"]}"', "")


@given(seed=st.integers(0, openings.LARGEST_SEED), article=st.text(max_size=16))
def test_a_draw_is_the_same_again_and_another_for_everybody(seed: int, article: str) -> None:
    draws = [drawn(seed, article, who) for who in ("ann", "bob", "eve")]
    assert draws == [drawn(seed, article, who) for who in ("ann", "bob", "eve")]
    assert len(set(draws)) == 3
    assert all(0 <= each < 100 for each in draws)


def test_as_many_are_drawn_as_the_share_says_whatever_the_annotator(lead: Session) -> None:
    for who in ("ann", "bob"):
        found = sum(drawn(1, f"article {number}", who) < 20 for number in range(20_000))
        assert abs(found / 20_000 - 0.2) < 0.01  # three and a half standard errors
    both = sum(
        drawn(1, f"article {number}", "ann") < 20 and drawn(1, f"article {number}", "bob") < 20
        for number in range(20_000)
    )
    assert abs(both / 20_000 - 0.04) < 0.006


def test_the_lead_alone_sets_a_share_that_is_one(lead: Session, ann: Session) -> None:
    for share, seed in ((-1, 0), (101, 0), (5, -1), (5, 10**9)):
        with pytest.raises(Refused):
            openings.set_share(lead, share, seed)
    with pytest.raises(Forbidden):
        openings.set_share(ann, 5)
    assert openings.share(lead) == (0, 0)
