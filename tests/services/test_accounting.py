"""The ledger is read line by line, and its sums are those of what stands."""

from __future__ import annotations

import pytest
from assigned import articles, team
from factories import TEXT, content, done_act, make_act

from annotator.errors import Refused
from annotator.model import Filter
from annotator.services import (
    accounting,
    annotating,
    assigning,
    choosing,
    library,
    occurrences,
    reading,
    working,
)
from annotator.services.accounting import Asked
from annotator.services.session import Session
from annotator.store import Store


@pytest.fixture
def people(store: Store) -> list[Session]:
    """A lead, and two annotators; of four articles Ana had three and Ben two, some way on."""
    lead, ana, ben = team(store, ["Mara", "Ana", "Ben"])
    ids = articles(lead, 4)
    assigning.set_overlap(lead, 2)
    told = assigning.hand_out(lead, choosing.by_hand(ids[:3]), [ana.annotator.id], "2026-12-24")
    assert told.id
    assigning.hand_out(lead, choosing.by_hand(ids[:1]), [ben.annotator.id])
    working.next_assigned(ben, ids[0])
    working.skip(ben, ids[0], "I wrote it")
    annotating.act(ana, ids[0], [done_act()])
    assigning.reassign(lead, [(ids[2], ana.annotator.id)], ben.annotator.id, "is away")
    assigning.take_back(lead, [(ids[1], ana.annotator.id)])
    return [lead, ana, ben]


def test_the_sums_of_the_ledger_are_those_of_what_stands(people: list[Session]) -> None:
    lead, ana, _ = people
    told = accounting.balance(lead, Asked())
    assert told.is_even
    assert told.begun == {"given": 5, "drawn": 1}
    assert told.ended == {"taken back": 1, "reassigned": 1, "called off": 0}
    assert told.standing == {"open": 2, "in work": 0, "done": 1, "skipped": 1}
    of_ana = accounting.balance(lead, Asked(annotator_id=ana.annotator.id))
    assert of_ana.is_even
    assert (of_ana.begun["given"], of_ana.standing["done"]) == (3, 1)
    article = accounting.assignments(lead, Asked(), "skipped")[0]["article_id"]
    of_article = accounting.balance(lead, Asked(article=article))
    assert of_article.is_even
    assert (of_article.begun["given"], of_article.standing["skipped"]) == (2, 1)


def test_the_ledger_is_read_by_person_article_and_what_happened(people: list[Session]) -> None:
    lead, ana, ben = people
    every, total = accounting.lines(lead, Asked())
    assert len(every) == total == 10
    assert [row["seq"] for row in every] == sorted((row["seq"] for row in every), reverse=True)
    skipped, _ = accounting.lines(lead, Asked(what="skipped"))
    told = {name: skipped[0][name] for name in ("annotator", "by_name", "reason", "state")}
    assert told == {"annotator": "Ben", "by_name": "Ben", "reason": "I wrote it", "state": "open"}
    of_ben, _ = accounting.lines(lead, Asked(annotator_id=ben.annotator.id))
    assert [row["what"] for row in of_ben] == ["given", "skipped", "drawn", "given"]
    ended, number = accounting.lines(lead, Asked(ana.annotator.id, what="taken back"))
    assert (number, ended[0]["due"]) == (1, "2026-12-24")
    with pytest.raises(Refused, match="Nothing in the ledger is 'lost'"):
        accounting.lines(lead, Asked(what="lost"))


def test_assignments_are_listed_by_person_state_and_handing_out(people: list[Session]) -> None:
    lead, ana, ben = people
    first = accounting.handed_out(lead)[-1]
    assert (first["articles"], first["given"], first["untouched"]) == (3, 3, 0)
    assert first["how"] == {"by": "hand"}
    rows = accounting.assignments(lead, Asked(handing_out_id=first["id"]))
    assert [(row["annotator"], row["state"], row["due"]) for row in rows] == [
        ("Ana", "done", "2026-12-24")
    ]
    of_ben = accounting.assignments(lead, Asked(ben.annotator.id))
    assert [(row["state"], row["due"]) for row in of_ben] == [
        ("open", "2026-12-24"), ("skipped", ""), ("open", ""),
    ]  # fmt: skip
    assert accounting.assignments(lead, Asked(ana.annotator.id), "open") == []
    with pytest.raises(Refused, match="no state 'lost'"):
        accounting.assignments(lead, Asked(), "lost")


def test_the_library_lists_what_is_given_to_whoever_looks_due_first(
    people: list[Session],
) -> None:
    lead, ana, ben = people
    mine = Filter(given="me", sort="due", descending=False)
    of_ben = [str(row["id"]) for row in library.page(ben, mine).rows]
    assert of_ben == [row["id"] for row in working.mine(ben).to_do]
    assert library.page(ana, mine).total == 1
    assert library.page(lead, mine).total == 0
    assert library.page(lead, Filter(given="nobody")).total == 1
    opened = reading.open_article(ben, of_ben[0], mine)
    assert opened["place"] == {"position": 1, "total": 2, "next": of_ben[1], "previous": None}
    assert opened["assignment"] == {
        "is_given": True, "is_skipped": False, "due": "2026-12-24", "refused": "",
    }  # fmt: skip
    assert library.next_to_read(ben, mine) == {
        "id": of_ben[0], "title": "A title", "state": "open",
    }  # fmt: skip
    with pytest.raises(Refused, match="Nothing is given to 'them'"):
        library.page(lead, Filter(given="them"))


def test_the_same_words_are_labelled_in_those_articles_alone_in_which_one_may_act(
    people: list[Session],
) -> None:
    lead, ana, ben = people
    wanted = occurrences.Wanted("Geneva", "LOC")
    assert occurrences.preview(lead, wanted).articles == 4
    assert occurrences.preview(ben, wanted).articles == 2
    told = occurrences.label(ana, wanted, "stroke")
    assert (told.articles, told.left) == (1, 0)
    other = working.mine(ben).to_do[0]["id"]
    assert reading.open_article(ana, other, Filter())["assignment"]["refused"] == (
        "This article is not given to you. Go on with Next on the page Work, or ask whoever leads "
        "the project for it."
    )
    text = str(reading.read(ana, other)["text"])
    assert TEXT in text
    assert annotating.act(ana, other, [make_act(None, content(text, 0, 6))]).refused
