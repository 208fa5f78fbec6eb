"""Until when members work blind to one another, who lifts that, and what the log keeps."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from factories import TEXT, add_article, another, as_member, content, done_act, make_act

from annotator.errors import Forbidden, NotFound, Refused
from annotator.model import Filter
from annotator.services import (
    annotating,
    assigning,
    blindness,
    choosing,
    exchange,
    history,
    library,
    membership,
    reading,
    reporting,
    working,
)
from annotator.services.session import Session, local_session
from annotator.store import Store, members


@pytest.fixture
def lead(store: Store) -> Session:
    session = local_session(store, "Team")
    return as_member(session, "lead")


def opened(who: Session, article: str, *, looking: bool = False) -> dict[str, Any]:
    return reading.open_article(who, article, Filter(), looking=looking)


@pytest.fixture
def ann(lead: Session) -> Session:
    return as_member(lead, "annotator", "Ann")


@pytest.fixture
def bob(lead: Session) -> Session:
    return as_member(lead, "annotator", "Bob")


def mark(who: Session, article: str, label: str = "PER") -> None:
    receipt = annotating.act(who, article, [make_act(None, content(TEXT, 0, 10, label))])
    assert receipt.confirmed, receipt.refused


def finish(who: Session, article: str, state: str = "done") -> None:
    before = "open" if state == "done" else "done"
    receipt = annotating.act(who, article, [done_act(before, state)])
    assert receipt.confirmed, receipt.refused


def sees(who: Session, article: str) -> bool:
    """Return whether somebody is told of others' marks on an article, asked in two ways."""
    seq = int(str(reading.read(who, article)["seq"]))
    told = {group["annotator"] for group in history.groups(who, article, None, 50)}
    others = bool(told - {who.annotator.name})
    assert blindness.shows(who, seq) == others
    return others


def logged(session: Session) -> list[tuple[str | None, str]]:
    return [(row["annotator"], row["what"]) for row in blindness.log(session)]


def test_the_rule_decides_who_sees_the_work_of_others(
    lead: Session, ann: Session, bob: Session
) -> None:
    article = add_article(lead)
    mark(ann, article)
    assert not sees(bob, article)
    blindness.set_rule(lead, "never")
    assert sees(bob, article)
    assert blindness.sight(bob) == "all"
    blindness.set_rule(lead, "until lifted")
    assert not sees(bob, article)
    with pytest.raises(Refused, match="no rule 'ever'"):
        blindness.set_rule(lead, "ever")
    assert logged(bob) == [("Reader", "until lifted"), ("Reader", "never")]


def test_where_a_project_has_no_members_nobody_is_blind(store: Store) -> None:
    session = local_session(store, "Mine")
    article = add_article(session)
    other = another(session, "Somebody else")
    mark(other, article)
    assert sees(session, article)
    assert blindness.log(session) == []


def test_of_an_article_all_see_the_work_once_all_are_done_and_two_at_least(
    lead: Session, ann: Session, bob: Session
) -> None:
    blindness.set_rule(lead, "until done")
    article, other = add_article(lead), add_article(lead, f"{TEXT} Two.")
    for each in (article, other):
        mark(ann, each)
    finish(ann, article)
    assert not sees(bob, article)  # one is nobody to compare with
    mark(bob, article)
    assert not sees(ann, article)
    finish(bob, article)
    assert sees(ann, article)
    assert sees(bob, article)
    assert not sees(bob, other)
    assert blindness.sight(bob) == "lifted"
    assert logged(ann)[0] == (None, "lifted")


def test_somebody_who_is_at_it_or_has_it_is_waited_for_and_who_leaves_it_is_not(
    lead: Session, ann: Session, bob: Session
) -> None:
    cyd = as_member(lead, "annotator", "Cyd")
    blindness.set_rule(lead, "until done")
    articles = [add_article(lead, f"{TEXT} {name}.") for name in ("One", "Two", "Three")]
    assigning.set_overlap(lead, 3)
    everybody = [ann, bob, cyd]
    assigning.hand_out(lead, choosing.by_hand(articles), [each.annotator.id for each in everybody])
    for each in articles:
        mark(ann, each)
        finish(ann, each)
        finish(bob, each)
    assert [sees(bob, each) for each in articles] == [False, False, False]
    first, second, third = articles
    finish(cyd, first)
    assert sees(bob, first)
    working.skip(cyd, second, "too long")  # somebody else is to have it: three are wanted
    assert not sees(bob, second)
    assigning.set_overlap_of(lead, [second], 2)
    assert sees(bob, second)
    assigning.set_overlap_of(lead, [third], 2)
    assert not sees(bob, third)  # it is given to three all the same
    membership.take_out(lead, cyd.annotator.id)
    assert sees(bob, third)


def test_what_was_lifted_stays_so_when_somebody_goes_on_and_that_is_known(
    lead: Session, ann: Session, bob: Session
) -> None:
    blindness.set_rule(lead, "until done")
    article = add_article(lead)
    for who in (ann, bob):
        mark(who, article)
        finish(who, article)
    finish(bob, article, "open")
    mark(bob, article, "ORG")
    assert sees(ann, article)
    told = [(g["annotator"], g["in_sight"]) for g in history.groups(ann, article, None, 50)]
    assert told == [
        *[("Bob", True)] * 2, *[("Bob", False)] * 2, *[("Ann", False)] * 2,
    ]  # fmt: skip


def test_what_a_lead_puts_back_no_rule_lifts_again(
    lead: Session, ann: Session, bob: Session
) -> None:
    blindness.set_rule(lead, "until done")
    article = add_article(lead)
    for who in (ann, bob):
        mark(who, article)
        finish(who, article)
    blindness.put_back(lead, article)
    mark(bob, article, "ORG")
    finish(ann, article, "open")
    finish(ann, article)
    assert not sees(ann, article)
    blindness.lift(lead, article)
    assert sees(ann, article)
    blindness.put_back(lead)  # the whole project, and what was lifted one by one with it
    assert not sees(ann, article)
    assert [what for _, what in logged(lead)] == [
        "put back", "lifted", "put back", "lifted", "until done",
    ]  # fmt: skip


def test_a_lead_lifts_it_for_the_whole_project_and_puts_it_back(
    lead: Session, ann: Session, bob: Session
) -> None:
    articles = [add_article(lead, f"{TEXT} {name}.") for name in ("One", "Two")]
    for each in articles:
        mark(ann, each)
    blindness.lift(lead, articles[0])
    assert [sees(bob, each) for each in articles] == [True, False]
    blindness.lift(lead)
    assert [sees(bob, each) for each in articles] == [True, True]
    for again in ("", articles[0]):
        with pytest.raises(Refused, match="lifted already"):
            blindness.lift(lead, again)
    with pytest.raises(Refused, match="for the whole project"):
        blindness.put_back(lead, articles[0])
    blindness.put_back(lead)
    assert [sees(bob, each) for each in articles] == [False, False]
    for again in ("", articles[0]):
        with pytest.raises(Refused, match="not lifted"):
            blindness.put_back(lead, again)
    blindness.set_rule(lead, "never")
    with pytest.raises(Refused, match="nobody is blind"):
        blindness.lift(lead)


def test_nobody_but_a_lead_lifts_it_and_only_in_their_own_project(
    lead: Session, ann: Session
) -> None:
    article = add_article(lead)
    for who in (ann, as_member(lead, "adjudicator", "Joe")):
        with pytest.raises(Forbidden):
            blindness.lift(who, article)
        with pytest.raises(Forbidden):
            blindness.set_rule(who, "never")
    elsewhere = as_member(local_session(lead.store, "Elsewhere"), "lead", "Eve")
    with pytest.raises(NotFound, match="no article"):
        blindness.lift(elsewhere, article)


def test_lists_count_what_is_lifted_and_what_is_not_side_by_side(
    lead: Session, ann: Session, bob: Session
) -> None:
    articles = [add_article(lead, f"{TEXT} {name}.") for name in ("One", "Two", "Three")]
    first, second, third = articles
    for each in articles:
        mark(ann, each)
        mark(ann, each, "ORG")
    mark(bob, third, "LOC")
    blindness.lift(lead, second)
    rows = library.page(bob, Filter(sort="marks")).rows
    assert [(row["id"], row["marks"]) for row in rows] == [(second, 2), (third, 1), (first, 0)]
    found = library.page(bob, Filter(label_id="ORG"))
    assert [row["id"] for row in found.rows] == [second]
    assert found.total == 1
    report = reporting.report(bob, "marks")
    assert report.is_part
    assert (report.tiles["articles"], report.tiles["marks"]) == (1, 2)
    assert reporting.behind(bob, "acts", {}).total == 2
    exported = exchange.preview(bob, exchange.Selection(states=("made",)), 50)
    told = {(row["article_id"], row["annotator"], row["label_id"]) for row in exported}
    assert told == {(second, "Ann", "PER"), (second, "Ann", "ORG"), (third, "Bob", "LOC")}
    assert exchange.count(bob, exchange.Selection(states=("made",))) == 3


def test_the_list_of_annotators_names_nobody_of_another_project(
    lead: Session, ann: Session, bob: Session
) -> None:
    here, there = add_article(lead), add_article(local_session(lead.store, "Elsewhere"), "Text.")
    eve = as_member(local_session(lead.store, "Elsewhere"), "annotator", "Eve")
    guest = as_member(lead, "annotator", "Guest")
    mark(guest, here)
    members.set_role(lead.store, lead.project.id, guest.annotator.id, "")
    annotating.act(eve, there, [make_act(None, content("Text.", 0, 4))])
    everybody = ["Ann", "Bob", "Guest", "Reader"]
    assert [each.name for each in library.annotators(lead) if each.kind == "person"] == everybody
    assert [each.name for each in library.annotators(bob)] == ["Bob"]
    other = add_article(lead, f"{TEXT} Two.")
    blindness.lift(lead, other)
    told = [each.name for each in library.annotators(bob) if each.kind == "person"]
    assert told == ["Ann", "Bob", "Reader"]  # the guest has acted where that is not to be told


def test_a_look_of_whoever_may_is_logged_once_a_day(lead: Session, ann: Session) -> None:
    article = add_article(lead)
    mark(ann, article)
    seq = int(str(reading.read(lead, article)["seq"]))
    assert not blindness.shows(lead, seq)  # the desk asks for it by a switch
    for _ in range(2):
        assert blindness.shows(lead, seq, looking=True)
        list(exchange.export_csv(lead, exchange.Selection()))
        reporting.report(lead)
    assert not blindness.shows(ann, seq, looking=True)
    assert logged(ann) == [("Reader", "counted"), ("Reader", "exported"), ("Reader", "seen")]
    blindness.lift(lead)
    reporting.report(lead)  # what all may see is no look
    assert len(logged(ann)) == 4


def test_the_log_is_only_added_to(lead: Session) -> None:
    blindness.set_rule(lead, "never")
    for change in ("UPDATE blindness SET what = 'x'", "DELETE FROM blindness"):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            lead.store.db.conn.execute(change)


def test_an_article_is_opened_with_the_work_of_others_where_it_may_be_seen(
    lead: Session, ann: Session, bob: Session
) -> None:
    article = add_article(lead)
    mark(ann, article)
    bare = content(TEXT, 11, 14, None, note="what is this?")
    annotating.act(ann, article, [make_act(None, bare)])
    assert "others" not in opened(bob, article)
    assert "others" not in opened(bob, article, looking=True)
    assert "others" not in opened(lead, article)
    assert opened(bob, article)["blindness"] == {
        "is_blind": True, "may_look": False, "may_change": False,
    }  # fmt: skip
    assert opened(lead, article)["blindness"] == {
        "is_blind": True, "may_look": True, "may_change": True,
    }  # fmt: skip
    looked = opened(lead, article, looking=True)["others"]
    assert [(row["annotator"], row["quote"]) for row in looked] == [
        ("Ann", "Anna Lindh"), ("Ann", TEXT[11:14]),
    ]  # fmt: skip
    blindness.lift(lead, article)
    mark(ann, article, "ORG")
    told = opened(bob, article)
    assert [(row["label_id"], row["in_sight"]) for row in told["others"]] == [
        ("PER", False), ("ORG", True), (None, False),
    ]  # fmt: skip
    assert told["blindness"]["is_blind"] is False
    assert opened(lead, article)["blindness"]["may_change"] is True
    assert opened(ann, article)["others"] == []
    blindness.lift(lead)
    assert opened(lead, article)["blindness"]["may_change"] is False
