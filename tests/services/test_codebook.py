"""Merging labels and splitting one, for everybody, and taking it back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from factories import TEXT, add_article, content, make_act, relation
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import NotFound, Refused
from annotator.model import Attribute, Label, Suggestion
from annotator.services import annotating, codebook, labelling, library, patterns
from annotator.services import history as told
from annotator.services.codebook import Choice
from annotator.services.session import Session, local_session
from annotator.store import annotation, articles, history, open_store, people, stacks
from annotator.store.suggestions import suggest


def another(session: Session, name: str) -> Session:
    return replace(session, annotator=people.annotator(session.store, name))


def mark(session: Session, article: str, start: int, end: int, label: str, **more: Any) -> str:
    after = content(TEXT, start, end, label, **more)
    receipt = annotating.act(session, article, [make_act(None, after)])
    assert receipt.confirmed, receipt.refused
    return str(after["id"])


def of(session: Session, article: str) -> list[dict[str, Any]]:
    """Return what somebody put on an article, without letting a recogniser read it."""
    seq = int(str(articles.read(session.store, article)["seq"]))
    found = annotation.of_article(session.store, seq, session.annotator.id)
    return [each for each in found if each["state"] != "suggested"]


def carried(session: Session, article: str) -> dict[str, str]:
    return {each["id"]: each["label_id"] for each in of(session, article)}


def label(session: Session, label_id: str) -> Label:
    [found] = [each for each in library.labels(session) if each.id == label_id]
    return found


def everything(session: Session) -> dict[str, Any]:
    """Return what the store holds, but for what only says when and by which change."""
    store = session.store
    but = ("seq", "updated_at", "act_id")
    return {
        "annotations": sorted(
            json.dumps({name: row[name] for name in row.keys() if name not in but})  # noqa: SIM118
            for row in store.rows("SELECT * FROM annotation")
        ),
        **{
            table: [tuple(row) for row in store.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4")]
            for table in ("label", "correction", "act_group")
        },
        "assignment": [
            tuple(row)
            for row in store.rows(
                "SELECT article_seq, annotator_id, state FROM assignment ORDER BY 1, 2"
            )
        ],
        # Where a word was marked last is no more than a hint.
        "memory": [
            tuple(row)[:-1] for row in store.rows("SELECT * FROM memory ORDER BY 1, 2, 3, 4, 5")
        ],
        "patterns": patterns.written(session),
    }


def test_a_merge_is_for_all_people_and_one_step_takes_it_back(session: Session) -> None:
    article = add_article(session)
    ben = another(session, "Ben")
    mine = mark(session, article, 0, 10, "PER")
    theirs = mark(ben, article, 15, 25, "PER", note="who?")
    mark(ben, article, 29, 35, "LOC")
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
    mark(ben, article, 0, 10, "PER")
    mark(session, article, 15, 25, "LOC")
    codebook.merge(session, "PER", "NORP")
    seq = int(str(articles.read(session.store, article)["seq"]))
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
    one = mark(ben, article, 0, 10, "PER")
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
        mark(ben, article, start, end, "PER") for start, end in ((0, 10), (15, 25), (0, 4))
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
    twin = mark(session, article, 0, 10, "PER")
    stays = mark(session, article, 0, 10, "NORP")
    held = mark(session, article, 15, 25, "PER", attributes={"role": "guest"})
    mark(session, article, 15, 25, "NORP")
    mark(another(session, "Ben"), article, 0, 10, "PER")
    before = everything(session)
    seen = codebook.merging(session, "PER", "NORP")
    assert (seen.twins, seen.bare, seen.lacking) == (2, 1, ("Role",))
    change = codebook.merge(session, "PER", "NORP")
    there = carried(session, article)
    assert twin not in there
    assert there[stays] == there[held] == "NORP"
    codebook.take_back(session, change)
    assert everything(session) == before


def test_a_label_is_split_by_quotes_people_and_values(session: Session) -> None:
    article = add_article(session)
    ben = another(session, "Ben")
    labelling.set_attributes(session, "PER", [Attribute("", "Elected", "yesno")])
    anna = mark(session, article, 0, 10, "PER", attributes={"elected": True})
    kofi = mark(session, article, 15, 25, "PER", attributes={"elected": False})
    theirs = mark(ben, article, 0, 10, "PER")
    assert codebook.quotes(session, "PER") == [("Anna Lindh", 2), ("Kofi Annan", 1)]
    assert [(name, times) for _, name, times in codebook.people(session, "PER")] == [
        (session.annotator.name, 2), ("Ben", 1),
    ]  # fmt: skip
    assert codebook.values(session, "PER", "elected") == [(False, 1), (True, 1)]
    by_quote = Choice("PER", quotes=("Anna Lindh",))
    assert codebook.splitting(session, by_quote).extent.annotations == 2
    assert (
        codebook.splitting(session, Choice("PER", annotators=(ben.annotator.id,))).extent.people
        == 1
    )
    chosen = Choice("PER", attribute="elected", values=(True,))
    change = codebook.split(session, chosen, "Elected person")
    made = carried(session, article)[anna]
    assert (carried(session, article)[kofi], carried(ben, article)[theirs]) == ("PER", "PER")
    assert label(session, made).attributes == label(session, "PER").attributes
    assert made in label(session, "SAID_BY").joins.to_ids
    codebook.take_back(session, change)
    assert carried(session, article) == {anna: "PER", kofi: "PER"}
    assert label(session, made).status == "withdrawn"
    codebook.split(session, by_quote, "elected PERSON")
    assert carried(ben, article) == {theirs: made}
    assert label(session, made).status == ""
    with pytest.raises(Refused, match="No annotation is chosen"):
        codebook.split(session, Choice("PER", quotes=("nobody",)), "Nobody")
    assert "Nobody" not in {each.name for each in library.labels(session)}


def test_what_was_done_before_a_split_is_undone_after_it(session: Session) -> None:
    article = add_article(session)
    one = mark(session, article, 0, 10, "PER")
    codebook.split(session, Choice("PER"), into_id="NORP")
    assert carried(session, article) == {one: "NORP"}
    step = stacks.undo(session.store, article, session.annotator)
    assert step is not None
    assert not step.refused
    assert carried(session, article) == {}


PASSAGES = ((0, 10), (0, 4), (15, 25), (29, 35))
LABELS = ("PER", "ORG", "LOC")
Mark = tuple[int, int, str, bool]
MARKS = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 3), st.sampled_from((*LABELS, "answer")), st.booleans()
    ),
    max_size=14,
)
STEPS = st.lists(
    st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS), st.integers(0, 3)),
    min_size=1,
    max_size=3,
)


def annotate(session: Session, there: list[str], marks: list[Mark]) -> None:
    """Let three people mark passages, answer suggestions and join what they marked."""
    crowd = [session, another(session, "Ben"), another(session, "Cleo")]
    suggested = {
        row["start"]: row["id"]
        for row in session.store.rows("SELECT * FROM annotation WHERE state = 'suggested'")
    }
    last: dict[int, str] = {}
    for who, place, what, more in marks:
        start, end = PASSAGES[place]
        article = there[place % len(there)]
        made = content(TEXT, start, end, "PER" if what == "answer" else what)
        if what == "answer" and (start, end) == PASSAGES[0]:
            state = "rejected" if more else "accepted"
            made |= {"suggestion_id": suggested[start], "state": state}
        elif more:
            made |= {"note": "see"}
        acts = [make_act(None, made)]
        if place % len(there) == 0 and who in last and made["state"] == "made":
            acts.append(make_act(None, relation(last[who], made["id"], "BELONGS_TO")))
        annotating.act(crowd[who], article, acts)
        if place % len(there) == 0 and made["state"] == "made":
            last[who] = made["id"]


@settings(max_examples=25)
@given(marks=MARKS, steps=STEPS)
def test_whatever_was_merged_and_split_taking_it_back_leaves_all_as_it_was(
    marks: list[Mark], steps: list[tuple[str, str, int]]
) -> None:
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "some.db")
        session = local_session(store, "Tests")
        there = [add_article(session), add_article(session, f"{TEXT} Again.")]
        rules = people.annotator(store, "stand-in", "recogniser", "1")
        suggest(store, there[0], rules, [Suggestion(0, 10, "PER", 0.9, "name")])
        annotate(session, there, marks)
        states = [everything(session)]
        done = []
        for one, other, place in steps:
            quote = TEXT[slice(*PASSAGES[place])]
            try:
                if place % 2:
                    choice = Choice(one, quotes=(quote,))
                    done.append(codebook.split(session, choice, into_id=other))
                else:
                    done.append(codebook.merge(session, one, other))
            except Refused:
                continue
            states.append(everything(session))
        for change in reversed(done):
            assert everything(session) == states.pop()
            assert codebook.take_back(session, change)["left"] == 0
        assert everything(session) == states.pop()
        store.close()
