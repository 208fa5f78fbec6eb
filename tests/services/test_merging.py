"""Merging labels, for everybody, and taking it back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from coded import carried, everything, label, of
from doing import seq_of
from factories import TEXT, add_article, another, content, make_act, relation
from marked import mark_passage

from annotator.errors import NotFound, Refused
from annotator.model import Attribute, Suggestion
from annotator.services import annotating, codebook, labelling, patterns
from annotator.services import history as told
from annotator.services.session import Session
from annotator.store import history, people, stacks
from annotator.store.suggestions import suggest


def test_a_merge_is_for_all_people_and_one_step_takes_it_back(session: Session) -> None:
    article = add_article(session)
    ben = another(session, "Ben")
    mine = mark_passage(session, article, 0, 10, "PER")
    theirs = mark_passage(ben, article, 15, 25, "PER", note="who?")
    mark_passage(ben, article, 29, 35, "LOC")
    before = everything(session)
    seen = codebook.merging(session, "PER", "NORP")
    assert (seen.extent.annotations, seen.extent.people, seen.extent.articles) == (2, 2, 1)
    assert {each["quote"] for each in seen.extent.passages} == {"Anna Lindh", "Kofi Annan"}
    change = codebook.merge(session, "PER", "NORP")
    assert carried(session, article) == {mine: "NORP"}
    assert carried(ben, article)[theirs] == "NORP"
    assert (label(session, "PER").status, label(session, "PER").key) == ("withdrawn", "")
    [made] = codebook.changes(session)
    assert (made.id, made.kind, made.annotations, made.undone_at) == (change, "merge", 2, "")
    assert codebook.take_back(session, change) == {"annotations": 2, "left": 0, "kept": []}
    assert everything(session) == before
    assert codebook.changes(session)[0].undone_by == session.annotator.name
    with pytest.raises(Refused, match="taken back already"):
        codebook.take_back(session, change)
    with pytest.raises(NotFound):
        codebook.take_back(session, "no such change")


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("PER", "PER", "“Person” can't go into itself"),
        ("PER", "REPORT", "not put on the same things"),
        ("PER", "LOC", "“Place” is offered no more"),
        ("PER", "NONE", "There is no label 'NONE'"),
    ],
)
def test_what_can_not_be_merged_is_refused_and_nothing_changes(
    session: Session, one: str, other: str, words: str
) -> None:
    labelling.retire(session, "LOC")
    before = everything(session)
    for service in (codebook.merging, codebook.merge):
        with pytest.raises((Refused, NotFound), match=words):
            service(session, one, other)
    assert everything(session) == before
    assert codebook.changes(session) == []


def test_a_change_stands_in_nobodys_undo_stack_and_in_everybodys_history(session: Session) -> None:
    article = add_article(session)
    ben = another(session, "Ben")
    mark_passage(ben, article, 0, 10, "PER")
    mark_passage(session, article, 15, 25, "LOC")
    codebook.merge(session, "PER", "NORP")
    seq = seq_of(session, article)
    [group] = stacks.stacks(session.store, seq, ben.annotator.id)["undo"]
    assert (group[0]["kind"], group[0]["after"]["label_id"]) == ("annotate", "NORP")
    newest = told.groups(ben, article, None, 10)[0]
    assert (newest["kinds"], newest["annotator"]) == ({"merge": 1}, session.annotator.name)
    sides = [newest["acts"][0][side]["label_id"] for side in ("before", "after")]
    assert sides == ["PER", "NORP"]
    # Where others work blind, who led it is told nothing of what Ben had marked.
    mine = history.groups(session.store, seq, session.annotator.id, None, 10, everybodys=False)
    assert [each["kinds"] for each in mine if "suggest" not in each["kinds"]] == [{"annotate": 1}]


def test_what_was_done_before_a_merge_is_undone_and_redone_after_it(session: Session) -> None:
    article = add_article(session)
    ben = another(session, "Ben")
    one = mark_passage(ben, article, 0, 10, "PER")
    gone = content(TEXT, 15, 25, "PER")
    annotating.act(ben, article, [make_act(None, gone)])
    annotating.act(ben, article, [make_act(gone, None, "remove")])
    codebook.merge(session, "PER", "NORP")
    step = stacks.undo(session.store, article, ben.annotator)
    assert step is not None
    assert not step.refused
    assert carried(ben, article) == {one: "NORP", gone["id"]: "NORP"}
    for _ in range(2):
        stacks.undo(session.store, article, ben.annotator)
    assert carried(ben, article) == {}
    stacks.redo(session.store, article, ben.annotator)
    assert carried(ben, article) == {one: "NORP"}
    seq = told.groups(ben, article, None, 50)[-1]["seq"]
    assert {each["label_id"] for each in told.as_of(ben, article, seq)["annotations"]} <= {"NORP"}


def test_acts_that_did_not_know_of_a_change_are_taken_in_its_labels(session: Session) -> None:
    article = add_article(session)
    ben = another(session, "Ben")
    known = content(TEXT, 0, 10, "PER")
    annotating.act(ben, article, [make_act(None, known)])
    codebook.merge(session, "PER", "NORP")
    # From an outbox that was offline: a note on what was a person, and one more person.
    late = make_act(known, known | {"note": "foreign minister"}, "change")
    fresh = content(TEXT, 15, 25, "PER")
    receipt = annotating.act(ben, article, [late, make_act(None, fresh)])
    assert not receipt.refused
    opened = of(ben, article)
    assert [(each["label_id"], each["note"]) for each in opened] == [
        ("NORP", "foreign minister"), ("NORP", ""),
    ]  # fmt: skip
    # What is not explained by the codebook is refused, as ever.
    wrong = make_act(known | {"end": 4, "quote": "Anna"}, None, "remove")
    [refused] = annotating.act(ben, article, [wrong]).refused
    assert refused.code == "conflict"


def test_what_was_changed_since_stays_when_a_merge_is_taken_back(session: Session) -> None:
    article = add_article(session)
    ben = another(session, "Ben")
    noted, other, same = (
        mark_passage(ben, article, start, end, "PER") for start, end in ((0, 10), (15, 25), (0, 4))
    )
    change = codebook.merge(session, "PER", "NORP")
    there = {each["id"]: each for each in of(ben, article)}
    annotating.act(
        ben,
        article,
        [
            make_act(there[noted], there[noted] | {"note": "since"}, "change"),
            make_act(there[other], there[other] | {"label_id": "ORG"}, "change"),
        ],
    )
    labelling.change(session, replace(label(session, "NORP"), key="1"))
    told_ = codebook.take_back(session, change)
    assert (told_["annotations"], told_["left"]) == (2, 1)
    assert told_["kept"] == ["the key 1 is another label's now"]
    assert carried(ben, article) == {noted: "PER", other: "ORG", same: "PER"}
    [note] = [each["note"] for each in of(ben, article)
              if each["id"] == noted]  # fmt: skip
    assert note == "since"


def test_suggestions_answers_and_the_memory_follow_a_merge(session: Session) -> None:
    article = add_article(session)
    rules = people.annotator(session.store, "stand-in", "recogniser", "1")
    found = [Suggestion(0, 10, "PER", 0.9, "name"), Suggestion(15, 25, "PER", 0.9, "name")]
    suggest(session.store, article, rules, found)
    ids = {
        row["start"]: row["id"]
        for row in session.store.rows("SELECT * FROM annotation WHERE state = 'suggested'")
    }
    corrected = content(TEXT, 0, 10, "NORP", suggestion_id=ids[0], state="corrected")
    rejected = content(TEXT, 15, 25, "PER", suggestion_id=ids[15], state="rejected")
    annotating.act(session, article, [make_act(None, one) for one in (corrected, rejected)])
    before = everything(session)
    assert codebook.merging(session, "PER", "NORP").suggestions == 2
    change = codebook.merge(session, "PER", "NORP")
    rows = {
        row["id"]: (row["label_id"], row["state"])
        for row in session.store.rows("SELECT * FROM annotation WHERE state <> 'suggested'")
    }
    assert rows == {
        corrected["id"]: ("NORP", "accepted"), rejected["id"]: ("NORP", "rejected"),
    }  # fmt: skip
    assert session.store.rows("SELECT 1 FROM memory WHERE label_id = 'PER'") == []
    # A recogniser that knows the old label alone proposes the new one.
    second = add_article(session, f"{TEXT} More.")
    suggest(session.store, second, rules, found)
    assert {
        row["label_id"]
        for row in session.store.rows("SELECT label_id FROM annotation WHERE state = 'suggested'")
    } == {"NORP"}
    session.store.db.conn.execute(
        "DELETE FROM annotation WHERE article_seq = (SELECT seq FROM article WHERE id = ?)",
        (second,),
    )
    codebook.take_back(session, change)
    assert everything(session) == before


def test_the_tree_the_rules_and_the_patterns_name_the_target_of_a_merge(session: Session) -> None:
    article = add_article(session)
    labelling.change(session, replace(label(session, "LOC"), parent_id="PER"))
    labelling.change(session, replace(label(session, "ORG"), parent_id="LOC"))
    patterns.keep(
        session, '{"label": "Person", "pattern": "Lindh"}\n{"label": "LOC", "pattern": "x"}'
    )
    quote, who = content(TEXT, 0, 4, "QUOTE"), content(TEXT, 15, 25, "PER")
    joined = relation(quote["id"], who["id"], "SAID_BY")
    annotating.act(session, article, [make_act(None, one) for one in (quote, who, joined)])
    before = everything(session)
    seen = codebook.merging(session, "PER", "ORG")
    assert dict(seen.named or {}) == {"children": 1, "rules": 3, "patterns": 1}
    change = codebook.merge(session, "PER", "ORG")
    # What lay between them takes the place of what is gone.
    assert (label(session, "LOC").parent_id, label(session, "ORG").parent_id) == (None, "LOC")
    assert label(session, "SAID_BY").joins.to_ids == ("SPEAKER", "ORG", "LOC", "NORP")
    assert '{"label": "ORG", "pattern": "Lindh"}' in patterns.written(session)
    assert carried(session, article)[who["id"]] == "ORG"
    codebook.take_back(session, change)
    assert everything(session) == before


def test_of_two_that_would_say_the_same_one_stays_unless_each_holds_more(session: Session) -> None:
    article = add_article(session)
    role = Attribute("", "Role", "text")
    labelling.set_attributes(session, "PER", [role])
    twin = mark_passage(session, article, 0, 10, "PER")
    stays = mark_passage(session, article, 0, 10, "NORP")
    held = mark_passage(session, article, 15, 25, "PER", attributes={"role": "guest"})
    mark_passage(session, article, 15, 25, "NORP")
    mark_passage(another(session, "Ben"), article, 0, 10, "PER")
    before = everything(session)
    seen = codebook.merging(session, "PER", "NORP")
    assert (seen.twins, seen.bare, seen.lacking) == (2, 1, ("Role",))
    change = codebook.merge(session, "PER", "NORP")
    there = carried(session, article)
    assert twin not in there
    assert there[stays] == there[held] == "NORP"
    codebook.take_back(session, change)
    assert everything(session) == before
