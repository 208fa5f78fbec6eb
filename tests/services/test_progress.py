"""Progress: each figure is what a plain count gives, and is told to whom it concerns alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import pytest
from assigned import articles, as_role, team
from factories import TEXT, add_article, content, done_act, make_act, reply

from annotator.errors import Forbidden
from annotator.model import Annotator, Suggestion
from annotator.services import (
    annotating,
    assigning,
    blindness,
    choosing,
    labelling,
    progress,
    working,
)
from annotator.services import team_progress as of_team
from annotator.services.session import Session
from annotator.store import Store, people, suggestions
from annotator.store import articles as stored

HOSTILE = '=HYPERLINK("http://x")|<b>*'


def act(who: Session, article: str, after: dict[str, Any], kind: str = "annotate") -> None:
    assert not annotating.act(who, article, [make_act(None, after, kind)]).refused


def finish(who: Session, article: str) -> None:
    assert not annotating.act(who, article, [done_act()]).refused


def spend(who: Session, article: str, minutes: float, day: str = "2026-01-05") -> None:
    seq = stored.seq_in(who.store, who.project.id, article)
    with who.store.write() as connection:
        connection.execute(
            "INSERT INTO active_time VALUES (?, ?, ?, ?)",
            (who.annotator.id, seq, day, round(minutes * progress.MINUTE)),
        )


def hand_out(lead: Session, who: Sequence[Session], ids: Sequence[str], due: str = "") -> None:
    assigning.set_overlap(lead, len(who))
    chosen = choosing.by_hand(ids)
    assigning.hand_out(lead, chosen, [each.annotator.id for each in who], due)


def person(lead: Session, name: str) -> dict[str, Any]:
    [row] = [each for each in of_team.team(lead).persons if each["name"] == name]
    return row


def test_ones_own_progress_is_counted_in_articles_and_figures_in_their_own_units(
    store: Store,
) -> None:
    lead, ben, cy = team(store, ["Ada", "Ben", "Cy"])
    first, second, third = articles(lead, 3)
    finder = people.annotator(store, "rules", "recogniser", "1")
    suggestions.suggest(store, first, finder, [Suggestion(0, 4, "PER", 0.9)])
    [made] = store.rows("SELECT id, quote FROM annotation")
    answer = content(made["quote"], 0, 4) | {"state": "accepted", "suggestion_id": made["id"]}
    act(ben, first, answer, "accept")
    for article in (first, second):
        text = str(stored.read(store, article)["text"])
        act(ben, article, content(text, 5, 9, "LOC"))
        act(cy, article, content(text, 5, 9, "LOC"))
    finish(ben, first)
    found = progress.own(ben)
    assert (found.articles, found.done, found.in_work, found.open) == (3, 1, 1, 1)
    assert (found.marks, found.answers) == (3, 1)  # an accepted suggestion is a mark too
    [day] = found.days
    assert (day["done"], day["marks"], day["answers"]) == (1, 3, 1)
    del third


def test_how_long_an_article_takes_is_told_of_those_that_are_done(store: Store) -> None:
    lead, ben = team(store, ["Ada", "Ben"])
    ids = articles(lead, 4)
    for article, minutes in zip(ids, (1, 2, 6, 50), strict=True):
        spend(ben, article, minutes)
    spend(ben, ids[0], 1, "2026-01-06")
    assert progress.own(ben).pace == progress.Pace()  # none is done
    for article in ids[:3]:
        finish(ben, article)
    found = progress.own(ben)
    words = sum(int(str(stored.read(store, article)["words"])) for article in ids[:3])
    assert found.pace == progress.Pace(3, 2 * progress.MINUTE, round(words / 10))
    assert found.active_ms == 60 * progress.MINUTE
    times = {row["day"]: row["active_ms"] for row in found.days if row["active_ms"]}
    assert times == {"2026-01-05": 59 * progress.MINUTE, "2026-01-06": progress.MINUTE}
    assert found.lately[0]["id"] == ids[0]  # the last one
    assert {row["state"] for row in found.lately} == {"done", "open"}


def test_what_is_handed_out_is_what_ones_progress_is_counted_of(store: Store) -> None:
    lead, ben, cy = team(store, ["Ada", "Ben", "Cy"])
    first, second, third = articles(lead, 3)
    finish(ben, third)  # before anything was given
    hand_out(lead, [ben, cy], [first, second], "2020-01-01")
    finish(ben, first)
    found = progress.own(ben)
    assert (found.is_handed_out, found.articles, found.done, found.open) == (True, 3, 2, 1)
    assert (found.overdue, found.skipped) == (1, 0)
    working.skip(ben, second, "not my language")
    found = progress.own(ben)
    assert (found.articles, found.done, found.overdue, found.skipped) == (2, 2, 0, 1)
    told = of_team.team(lead)
    assert (told.is_handed_out, told.articles, told.complete) == (True, 3, 0)
    row = person(lead, "Cy")
    assert (row["given"], row["done"], row["overdue"]) == (2, 0, 2)


def test_the_team_is_told_by_person_to_leads_and_adjudicators_alone(store: Store) -> None:
    lead, ben, cy = team(store, ["Ada", "Ben", "Cy"])
    [article] = articles(lead, 1)
    act(ben, article, content(TEXT.replace(TEXT, "Numb"), 0, 4, "LOC"))
    spend(ben, article, 3)
    finish(ben, article)
    row = person(lead, "Ben")
    assert (row["role"], row["done"], row["in_work"], row["marks"]) == ("annotator", 1, 0, 1)
    assert (row["active_ms"], row["median_ms"]) == (3 * progress.MINUTE, 3 * progress.MINUTE)
    assert person(lead, "Cy")["done"] == 0
    looked = [(each["annotator"], each["what"]) for each in blindness.log(ben)]
    assert looked == [("Ada", "counted")]  # those who work blind can read it, once a day
    assert of_team.team(as_role(cy, "adjudicator")).complete == 1
    for role in ("annotator", "reader"):
        for service in (of_team.team, of_team.by_article):
            with pytest.raises(Forbidden):
                service(as_role(cy, role))
    own = progress.own(as_role(cy, "reader"))
    assert (own.done, own.marks, own.active_ms, own.days, own.lately) == (0, 0, 0, [], [])


def test_the_team_is_told_by_article_what_is_not_complete_first(store: Store) -> None:
    lead, ben, cy = team(store, ["Ada", "Ben", "Cy"])
    first, second, third = articles(lead, 3)
    hand_out(lead, [ben, cy], [first, second, third], "2026-12-31")
    for who in (ben, cy):
        finish(who, first)
    finish(ben, second)
    working.skip(cy, third, "too long")
    page = of_team.by_article(lead)
    assert [row["id"] for row in page.rows] == [second, third, first]
    told = {
        row["id"]: (row["done"], row["needed"], {w["name"]: w["state"] for w in row["who"]})
        for row in page.rows
    }
    assert told[first] == (2, 2, {"Ben": "done", "Cy": "done"})
    assert told[second] == (1, 2, {"Ben": "done", "Cy": "open"})
    assert [w["name"] for w in page.rows[1]["who"] if w["skipped"]] == ["Cy"]
    assert of_team.team(lead).complete == 1
    of_ben = of_team.by_article(lead, ben.annotator.id, "open")
    assert [row["id"] for row in of_ben.rows] == [third]
    assert {w["name"] for w in of_ben.rows[0]["who"]} == {"Ben", "Cy"}  # all who have it
    assert [r["id"] for r in of_team.by_article(lead, state="skipped").rows] == [third]
    assert of_team.by_article(lead, state="' OR 1 --").total == 3  # there is no such state


def test_all_are_done_when_as_many_are_done_as_get_each_article(store: Store) -> None:
    lead, ben, cy = team(store, ["Ada", "Ben", "Cy"])
    ids = articles(lead, 2)
    hand_out(lead, [ben, cy], ids)
    for article in ids:
        for who in (ben, cy):
            assert of_team.team(lead).complete < 2
            finish(who, article)
    told = of_team.team(lead)
    assert (told.complete, told.articles, told.waiting.unfinished_total) == (2, 2, 0)


def mention(who: Session, article: str, whom: Annotator, **more: Any) -> str:
    note = content("Numb", 0, 4, None, note="Who?", attributes={"mentions": [whom.id]}) | more
    act(who, article, note)
    return str(note["id"])


def test_what_waits_for_whom_is_told_the_oldest_first(store: Store) -> None:
    lead, ben, cy = team(store, ["Ada", "Ben", "Cy"])
    first, second = articles(lead, 2)
    hand_out(lead, [ben], [first])
    hand_out(lead, [ben], [second], "2020-01-01")
    labelling.propose(ben, "Vessel")
    waits = of_team.team(lead).waiting
    assert [(w["id"], w["name"], w["due"]) for w in waits.unfinished] == [
        (second, "Ben", "2020-01-01"), (first, "Ben", ""),
    ]  # fmt: skip
    assert (waits.unfinished_total, waits.mentions_total, waits.labels) == (2, 0, ["Vessel"])
    finish(ben, second)
    assert [w["id"] for w in of_team.team(lead).waiting.unfinished] == [first]
    del cy


def test_a_mention_waits_until_it_is_answered_or_its_thread_is_resolved(store: Store) -> None:
    lead, ben, cy = team(store, ["Ada", "Ben", "Cy"])
    [article] = articles(lead, 1)

    def waiting() -> list[tuple[str, str]]:
        return [(w["name"], w["writer"]) for w in of_team.team(lead).waiting.mentions]

    one = mention(ben, article, cy.annotator)
    two = mention(ben, article, cy.annotator, start=1, end=4, quote="umb")
    assert waiting() == [("Cy", "Ben")] * 2
    act(cy, article, reply(one, "The minister."))
    assert waiting() == [("Cy", "Ben")]
    act(ben, article, reply(two, "", attributes={"resolved": True}))
    assert waiting() == []
    act(ben, article, reply(two, "", attributes={"resolved": False}))
    assert waiting() == [("Cy", "Ben")]
    assert "note" not in of_team.team(lead).waiting.mentions[0]


def test_articles_that_were_removed_count_nowhere(store: Store) -> None:
    lead, ben = team(store, ["Ada", "Ben"])
    first, second = articles(lead, 2)
    for article in (first, second):
        act(ben, article, content("Numb", 0, 4, "LOC"))
        spend(ben, article, 2)
        finish(ben, article)
    stored.remove(store, first)
    own = progress.own(ben)
    assert (own.articles, own.done, own.marks, own.pace.articles) == (1, 1, 1, 1)
    assert (own.active_ms, len(own.lately)) == (2 * progress.MINUTE, 1)
    told = of_team.team(lead)
    assert (told.articles, told.complete, person(lead, "Ben")["done"]) == (1, 1, 1)
    assert of_team.by_article(lead).total == 1


def test_a_table_leaves_as_csv_that_no_spreadsheet_runs(store: Store) -> None:
    lead, ben = team(store, ["Ada", HOSTILE])
    article = add_article(lead, title=HOSTILE)
    spend(ben, article, 2.5)
    columns = {"headline": "title", "active_ms": "active_minutes"}
    written = progress.as_csv(progress.own(ben).lately, columns).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written))) == [
        ["title", "active_minutes"], [f"'{HOSTILE}", "2.5"],
    ]  # fmt: skip


def test_a_project_without_anything_has_no_figures(session: Session) -> None:
    own = progress.own(session)
    assert (own.articles, own.done, own.open, own.marks, own.active_ms) == (0, 0, 0, 0, 0)
    told = of_team.team(session)
    assert (told.articles, told.complete, told.persons) == (0, 0, [])
    assert (told.waiting.unfinished_total, told.waiting.labels) == (0, [])
