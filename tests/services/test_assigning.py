"""Articles are handed out, taken back and accounted for; whoever leads a project does it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable

import pytest
from assigned import articles, as_role, check_books, present, replayed, team
from factories import TEXT, add_article, content, done_act, make_act
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import Forbidden, NotFound, Refused
from annotator.model import Filter, Receipt
from annotator.services import annotating, assigning, choosing, library, membership, working
from annotator.services.session import Session
from annotator.store import Store, open_store, stacks


def loads(lead: Session) -> dict[str, int]:
    return {row["name"]: row["load"] for row in assigning.able(lead)}


def hand_out(lead: Session, ids: list[str], *to: Session, due: str = "") -> assigning.HandedOut:
    who = [each.annotator.id for each in to]
    return assigning.hand_out(lead, choosing.by_hand(ids), who, due)


def mark(who: Session, article: str, number: int = 0) -> Receipt:
    text = f"Number {number}. {TEXT}"
    return annotating.act(who, article, [make_act(None, content(text, 0, 6))])


def test_each_article_goes_to_as_many_as_it_gets_and_loads_are_balanced(store: Store) -> None:
    lead, ana, ben, cem = team(store, ["Mara", "Ana", "Ben", "Cem"])
    ids = articles(lead, 10)
    assigning.set_overlap(lead, 2)
    told = hand_out(lead, ids, ana, ben, cem)
    assert (told.given.articles, len(told.given.pairs)) == (10, 20)
    assert sorted(told.given.loads.values()) == [6, 7, 7]
    assert loads(lead) == {"Mara": 0} | {
        each.annotator.name: told.given.loads[each.annotator.id] for each in (ana, ben, cem)
    }
    again = hand_out(lead, ids, ana, ben, cem)
    assert (again.id, again.given.pairs, again.given.full) == (0, (), 10)
    check_books(store)


def test_what_somebody_still_has_to_do_counts_in_the_next_handing_out(store: Store) -> None:
    lead, ana, ben = team(store, ["Mara", "Ana", "Ben"])
    ids = articles(lead, 10)
    assigning.set_overlap(lead, 1)
    hand_out(lead, ids[:4], ana)
    told = hand_out(lead, ids[4:], ana, ben)
    assert told.given.loads == {ana.annotator.id: 1, ben.annotator.id: 5}


def test_an_article_may_get_another_number_of_annotators_than_the_project_says(
    store: Store,
) -> None:
    lead, ana, ben = team(store, ["Mara", "Ana", "Ben"])
    first, second, third = articles(lead, 3)
    assigning.set_overlap(lead, 1)
    assigning.set_overlap_of(lead, [first], 2)
    assigning.set_overlap_of(lead, [third], 0)
    told = hand_out(lead, [first, second, third], ana, ben)
    assert (len(told.given.pairs), told.given.absent) == (3, 1)
    assert not mark(ana, third, 2).refused
    assigning.set_overlap_of(lead, [first], None)
    assert assigning.plan(lead, choosing.by_hand([first]), [lead.annotator.id]).full == 1


def test_more_annotators_than_there_are_members_who_may_annotate_are_refused(
    store: Store,
) -> None:
    lead, ana, ben = team(store, ["Mara", "Ana", "Ben"])
    as_role(ben, "reader")
    with pytest.raises(Refused, match="3 annotators for each article are more than the 2 members"):
        assigning.set_overlap(lead, 3)
    [article] = articles(lead, 1)
    with pytest.raises(Refused, match="more than the 2 members of Team who may annotate"):
        assigning.set_overlap_of(lead, [article], 3)
    with pytest.raises(Refused, match="1 of those named may not annotate in Team"):
        hand_out(lead, [article], ana, ben)
    with pytest.raises(Refused, match="Nobody is named"):
        hand_out(lead, [article])
    for day in ("2026-13-01", "tomorrow", "2026-1-1"):
        with pytest.raises(Refused, match="is no day"):
            hand_out(lead, [article], ana, due=day)


def test_what_annotators_had_begun_is_theirs_once_articles_are_handed_out(store: Store) -> None:
    lead, ana, ben = team(store, ["Mara", "Ana", "Ben"])
    first, second = articles(lead, 2)
    mark(ana, first)
    mark(lead, first)
    assert replayed(store) == {}
    assert assigning.set_overlap(lead, 1) == 1  # a lead's own reading takes nobody's place
    assert list(present(store).values()) == ["in work"]
    assert not mark(ana, first).refused
    assert hand_out(lead, [first, second], ben).given.articles == 1
    assigning.set_overlap(lead, 0)
    assert not mark(ben, first).refused
    check_books(store)


def test_an_annotator_acts_on_what_is_given_to_them_alone(store: Store) -> None:
    lead, ana, ben = team(store, ["Mara", "Ana", "Ben"])
    first, _ = articles(lead, 2)
    assigning.set_overlap(lead, 1)
    hand_out(lead, [first], ana)
    sent = make_act(None, content(f"Number 0. {TEXT}", 0, 6))
    assert annotating.act(ana, first, [sent]).confirmed == (sent.id,)
    [refused] = mark(ben, first).refused
    assert (refused.code, refused.message) == ("forbidden", "This article is not given to you.")
    assert "Next" in refused.remedy
    for anywhere in (lead, as_role(ben, "adjudicator")):
        assert not mark(anywhere, first).refused
    assigning.take_back(lead, [(first, ana.annotator.id)])
    # What was on disk before is confirmed again: the answer may have been lost.
    assert annotating.act(ana, first, [sent]).confirmed == (sent.id,)
    assert mark(ana, first).refused
    assert store.value("SELECT count(*) FROM annotation") == 3
    check_books(store)


def test_what_is_given_follows_what_its_annotator_does(store: Store) -> None:
    lead, ana = team(store, ["Mara", "Ana"])
    [article] = articles(lead, 1)
    assigning.set_overlap(lead, 1)
    hand_out(lead, [article], ana, due="2026-12-24")
    before = store.rows("SELECT * FROM assignment")
    plain = Filter(sort="title", descending=False)
    assert [row["state"] for row in library.page(ana, plain).rows] == ["open"]
    assert library.page(ana, Filter(state="open")).total == 1
    mark(ana, article)
    for state in ("done", "open", "done"):
        was = "open" if state == "done" else "done"
        assert not annotating.act(ana, article, [done_act(was, state)]).refused
    for _ in range(4):
        stacks.undo(store, article, ana.annotator)
    after = store.rows("SELECT * FROM assignment")
    assert [dict(row) | {"updated_at": ""} for row in after] == [
        dict(row) | {"updated_at": ""} for row in before
    ]
    told = [row["what"] for row in store.rows("SELECT what FROM ledger ORDER BY seq")]
    assert told == [
        "given", "begun", "done", "reopened", "done", "reopened", "done", "reopened", "cleared",
    ]  # fmt: skip
    assert library.page(ana, Filter(state="open")).total == 1
    check_books(store)


def test_articles_are_taken_back_reassigned_and_given_another_day(store: Store) -> None:
    lead, ana, ben = team(store, ["Mara", "Ana", "Ben"])
    first, second, third = articles(lead, 3)
    assigning.set_overlap(lead, 1)
    hand_out(lead, [first, second, third], ana, due="2026-12-24")
    pairs = [(first, ana.annotator.id), (second, ana.annotator.id)]
    assert assigning.set_due(lead, pairs, "2026-12-31") == 2
    assert assigning.reassign(lead, pairs[:1], ben.annotator.id, "  is\naway ") == 1
    [moved] = working.mine(ben).to_do
    assert (moved["id"], moved["due"]) == (first, "2026-12-31")
    assert assigning.take_back(lead, [pairs[1], (third, ben.annotator.id)]) == 1
    assert [row["id"] for row in working.mine(ana).to_do] == [third]
    assert working.next_assigned(ben, first) == {
        "id": second, "title": "A title", "due": "", "drawn": True,
    }  # fmt: skip
    # Who had it taken from them does not draw it again; whoever leads may give it.
    assigning.take_back(lead, [(second, ben.annotator.id)])
    assert working.next_assigned(ben, first) is None
    assert hand_out(lead, [second], ben).given.articles == 1
    assigning.set_overlap(lead, 2)
    hand_out(lead, [third], ben)
    with pytest.raises(Refused, match="Ben has 1 of these articles already"):
        assigning.reassign(lead, [(third, ana.annotator.id)], ben.annotator.id)
    with pytest.raises(NotFound, match="no article"):
        assigning.take_back(lead, [("nowhere", ana.annotator.id)])
    reasons = store.rows("SELECT what, reason FROM ledger WHERE reason <> ''")
    assert [tuple(row) for row in reasons] == [("reassigned", "is away"), ("given", "is away")]
    check_books(store)


def test_a_handing_out_is_called_off_but_for_what_was_begun(store: Store) -> None:
    lead, ana, ben = team(store, ["Mara", "Ana", "Ben"])
    ids = articles(lead, 6)
    assigning.set_overlap(lead, 1)
    told = hand_out(lead, ids, ana, ben)
    begun = working.mine(ana).to_do[0]["id"]
    mark(ana, begun, ids.index(begun))
    working.skip(ben, working.mine(ben).to_do[0]["id"], "too long")
    assert assigning.call_off(lead, told.id) == 4
    assert sorted(present(store).values()) == ["in work", "skipped"]
    assert assigning.call_off(lead, told.id) == 0
    assert working.next_assigned(ben) is not None  # it was a mistake, and bars nobody
    check_books(store)


def test_a_skipped_article_goes_to_somebody_else_and_can_be_taken_up_until_then(
    store: Store,
) -> None:
    lead, ana, ben = team(store, ["Mara", "Ana", "Ben"])
    [article] = articles(lead, 1)
    assigning.set_overlap(lead, 1)
    hand_out(lead, [article], ana)
    with pytest.raises(Refused, match="needs a reason"):
        working.skip(ana, article, " \n")
    working.skip(ana, article, "I know the author")
    [refused] = mark(ana, article).refused
    assert refused.message == "You have skipped this article."
    assert working.next_assigned(ana) is None
    assert hand_out(lead, [article], ana).given.short == 1  # never twice to the same person
    working.take_up(ana, article)
    assert not mark(ana, article).refused
    working.skip(ana, article, "I know the author")
    assert working.next_assigned(ben) is not None
    with pytest.raises(Refused, match="Others have this article now"):
        working.take_up(ana, article)
    annotating.act(ben, article, [done_act()])
    with pytest.raises(Refused, match="You are done with this article"):
        working.skip(ben, article, "too late")
    with pytest.raises(NotFound, match="not given to you"):
        working.skip(lead, article, "not mine")
    [skipped] = working.mine(ana).skipped
    assert skipped["reason"] == "I know the author"
    check_books(store)


def test_whoever_leaves_leaves_what_is_not_done_to_others(store: Store) -> None:
    lead, ana, ben = team(store, ["Mara", "Ana", "Ben"])
    ids = articles(lead, 4)
    assigning.set_overlap(lead, 1)
    hand_out(lead, ids, ana, ben)
    annotating.act(ana, working.mine(ana).to_do[0]["id"], [done_act()])
    membership.take_out(lead, ana.annotator.id)
    membership.change_role(lead, ben.annotator.id, "reader")
    assert list(present(store).values()) == ["done"]
    with pytest.raises(Forbidden):
        working.next_assigned(as_role(ben, "reader"))
    assert working.next_assigned(as_role(ben, "annotator")) is not None
    check_books(store)


def test_the_ledger_is_only_ever_added_to(store: Store) -> None:
    lead, ana = team(store, ["Mara", "Ana"])
    assigning.set_overlap(lead, 1)
    hand_out(lead, articles(lead, 1), ana)
    for change in ("UPDATE ledger SET what = 'done'", "DELETE FROM ledger"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"), store.write() as on:
            on.execute(change)


def test_nothing_is_handed_out_in_a_project_of_one_or_of_articles_of_another(
    session: Session,
) -> None:
    with pytest.raises(Refused, match="more than the 0 members"):
        assigning.set_overlap(session, 1)
    assert working.next_assigned(session) is None
    lead, ana = team(session.store, ["Mara", "Ana"])
    assigning.set_overlap(lead, 1)
    elsewhere = add_article(session)
    assert hand_out(lead, [elsewhere], ana).given.absent == 1
    assert assigning.set_overlap_of(lead, [elsewhere], 1) == 0


def test_articles_are_chosen_by_a_filter_or_by_a_sample_that_its_seed_tells(
    store: Store,
) -> None:
    lead, _ = team(store, ["Mara", "Ana"])
    for number in range(30):
        source = "Reuters" if number % 3 else "AP"
        add_article(lead, f"Number {number}. {TEXT}", source=source, published_at="2026-01-02")
    chosen = choosing.by_filter(lead, Filter(source="AP"))
    assert len(chosen.article_ids) == 10
    assert chosen.how["filter"] == {"source": "AP"}
    sample = choosing.by_sample(lead, Filter(), 9, "source", 7)
    assert sample.strata == {"Reuters": (6, 20), "AP": (3, 10)}
    assert sample == choosing.by_sample(lead, Filter(), 9, "source", 7)
    assert sample.article_ids != choosing.by_sample(lead, Filter(), 9, "source", 8).article_ids
    assert choosing.by_sample(lead, Filter(), 99, "month", 1).strata == {"2026-01": (30, 30)}
    for size, by, seed in ((0, "", 1), (1, "author", 1), (1, "", -1)):
        with pytest.raises(Refused):
            choosing.by_sample(lead, Filter(), size, by, seed)


@given(
    st.dictionaries(st.text(max_size=3), st.integers(1, 60), max_size=8),
    st.integers(1, 300),
    st.integers(0, 2**63 - 1),
)
def test_a_sample_has_of_each_stratum_its_share_to_within_one(
    sizes: dict[str, int], size: int, seed: int
) -> None:
    population = [
        (f"{name}/{each}", name) for name, there in sizes.items() for each in range(there)
    ]
    drawn = choosing.stratified(population, size, seed)
    total = sum(sizes.values())
    assert sum(len(ids) for ids, _ in drawn.values()) == min(size, total)
    for name, (ids, there) in drawn.items():
        assert there == sizes[name]
        assert len(set(ids)) == len(ids) <= there
        assert {article.rpartition("/")[0] for article in ids} <= {name}
        assert abs(len(ids) - min(size, total) * there / total) < 1
    assert drawn == choosing.stratified(population[::-1], size, seed)


def step_of_somebody(data: st.DataObject, lead: Session, who: Session, ids: list[str]) -> None:
    """Do one of all the things that can be done with assignments."""
    which = data.draw(st.sampled_from(ids))
    pair = [(which, who.annotator.id)]
    done = done_act()
    others = data.draw(st.sampled_from(assigning.able(lead)))["id"]
    last = lead.store.value("SELECT coalesce(max(id), 0) FROM handing_out")
    steps: dict[str, Callable[[], object]] = {
        "hand out": lambda: assigning.hand_out(lead, choosing.by_hand(ids), [pair[0][1], others]),
        "next": lambda: working.next_assigned(who),
        "mark": lambda: mark(who, which, ids.index(which)),
        "undo": lambda: stacks.undo(who.store, which, who.annotator),
        "done": lambda: annotating.act(who, which, [done]),
        "skip": lambda: working.skip(who, which, "a reason"),
        "take up": lambda: working.take_up(who, which),
        "take back": lambda: assigning.take_back(lead, pair),
        "reassign": lambda: assigning.reassign(lead, pair, others),
        "call off": lambda: assigning.call_off(lead, int(str(last))),
    }
    with contextlib.suppress(Refused, NotFound):
        steps[data.draw(st.sampled_from(sorted(steps)))]()


@settings(max_examples=25)
@given(st.data())
def test_whatever_is_done_no_article_goes_to_more_than_it_gets_and_the_books_balance(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    store = open_store(tmp_path_factory.mktemp("books") / "pressmark.db")
    lead, *others = team(store, ["Mara", "Ana", "Ben", "Cem"])
    ids = articles(lead, 5)
    most = data.draw(st.integers(1, 3))
    assigning.set_overlap(lead, most)
    for _ in range(data.draw(st.integers(1, 25))):
        step_of_somebody(data, lead, data.draw(st.sampled_from(others)), ids)
    check_books(store)
    assert int(str(store.value("SELECT max(given) FROM article"))) <= most
    store.close()
