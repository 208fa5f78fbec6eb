"""Relations, chains, replies, passages with gaps and read paragraphs, as acts."""

from __future__ import annotations

from typing import Any

import pytest
from factories import TEXT, add_article, content, make_act, relation, reply

from annotator.model import Attribute, Filter, Label, Receipt
from annotator.services.reading import open_article
from annotator.services.session import Session
from annotator.store import acts, people, stacks

PERSON, OTHER, PLACE = (0, 10), (15, 25), (29, 35)


def apply(session: Session, article: str, *made: Any) -> Receipt:
    return acts.apply(session.store, article, session.annotator, made)


def annotate(session: Session, article: str, passage: tuple[int, int], label: str = "PER") -> Any:
    after = content(TEXT, *passage, label)
    assert apply(session, article, make_act(after=after)).confirmed
    return after


def refusal(session: Session, article: str, act: Any) -> str:
    [refused] = apply(session, article, act).refused
    assert refused.remedy
    return refused.message


def opened(session: Session, article: str) -> dict[str, Any]:
    return open_article(session, article, Filter())


def test_a_relation_joins_two_marks_and_is_read_with_the_article(session: Session) -> None:
    article = add_article(session)
    one, two = annotate(session, article, PERSON), annotate(session, article, PLACE, "LOC")
    joined = relation(one["id"], two["id"], "SAME")
    assert apply(session, article, make_act(after=joined)).confirmed
    found = {row["id"]: row for row in opened(session, article)["annotations"]}
    told = found[joined["id"]]
    assert (told["kind"], told["from_id"], told["to_id"]) == ("relation", one["id"], two["id"])


def test_a_relation_that_can_not_be_is_refused_in_words(session: Session) -> None:
    article = add_article(session)
    one, two = annotate(session, article, PERSON), annotate(session, article, PLACE, "LOC")
    ends = one["id"], two["id"]
    assert "two marks" in refusal(session, article, make_act(after=relation(ends[0], ends[0])))
    assert "two marks" in refusal(session, article, make_act(after=relation(ends[0], "gone")))
    assert "no label" in refusal(session, article, make_act(after=relation(*ends, "PER")))
    message = refusal(session, article, make_act(after=relation(*ends, "TOOK_PART")))
    assert message == "“Took part in” leads to Event, not Place."
    apply(session, article, make_act(after=relation(*ends)))
    twice = refusal(session, article, make_act(after=relation(*reversed(ends))))
    assert "already" in twice


def test_a_mark_that_is_joined_stays_until_the_relation_is_gone(session: Session) -> None:
    article = add_article(session)
    one, two = annotate(session, article, PERSON), annotate(session, article, OTHER)
    joined = relation(one["id"], two["id"])
    apply(session, article, make_act(after=joined))
    assert "end of a relation" in refusal(session, article, make_act(one, None, "remove"))
    group = [make_act(joined, None, "remove", group="g"), make_act(one, None, "remove", group="g")]
    assert len(apply(session, article, *group).confirmed) == 2
    stacks.undo(session.store, article, session.annotator)
    assert len(opened(session, article)["annotations"]) == 3


def test_a_mark_can_not_take_a_label_that_its_relation_does_not_join(session: Session) -> None:
    article = add_article(session)
    one, two = annotate(session, article, PERSON), annotate(session, article, PLACE, "EVENT")
    apply(session, article, make_act(after=relation(one["id"], two["id"], "TOOK_PART")))
    message = refusal(session, article, make_act(two, two | {"label_id": "DATE"}, "change"))
    assert message == "“Took part in” leads to Event, not Date."


def test_replies_hang_on_a_note_and_never_on_a_reply(session: Session) -> None:
    article = add_article(session)
    noted = content(TEXT, *PERSON, note="Which one?")
    answer = reply(noted["id"], "The minister.")
    apply(session, article, make_act(after=noted), make_act(after=answer))
    assert "not there" in refusal(session, article, make_act(after=reply(answer["id"], "No.")))
    assert "words" in refusal(session, article, make_act(after=reply(noted["id"], " ")))
    closing = reply(noted["id"], "", attributes={"resolved": True})
    assert apply(session, article, make_act(after=closing)).confirmed
    assert "replies" in refusal(session, article, make_act(noted, None, "remove"))


def test_a_passage_with_gaps_keeps_its_parts(session: Session) -> None:
    article = add_article(session)
    gapped = content(TEXT, 0, 25, parts=[[0, 4], [20, 25]], quote="Anna … Annan")
    assert apply(session, article, make_act(after=gapped)).confirmed
    [told] = opened(session, article)["annotations"]
    assert (told["parts"], told["quote"]) == ([[0, 4], [20, 25]], "Anna … Annan")


def test_a_paragraph_that_was_read_is_told_and_can_be_taken_back(session: Session) -> None:
    article = add_article(session)
    read = {"start": 0, "end": TEXT.index("\n"), "read": True}
    act = make_act(None, read, "read", subject="paragraph")
    assert apply(session, article, act, act).confirmed == (act.id, act.id)
    assert opened(session, article)["paragraphs"] == [(read["start"], read["end"])]
    assert opened(session, article)["state"] == "in work"
    beside = make_act(None, read | {"end": 3}, "read", subject="paragraph")
    assert "no paragraph at 0-3" in refusal(session, article, beside)
    stacks.undo(session.store, article, session.annotator)
    assert opened(session, article)["paragraphs"] == []
    assert opened(session, article)["state"] == "open"


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ({"role": "singer"}, "one of minister, envoy"),
        ({"alive": "yes"}, "yes or no"),
        ({"remark": ""}, "text"),
        ({"age": 3}, "no attribute"),
    ],
)
def test_attributes_hold_what_their_label_asks_for(
    session: Session, value: dict[str, Any], word: str
) -> None:
    attributes = (
        Attribute("role", "Role", "choice", ("minister", "envoy")),
        Attribute("alive", "Alive", "yesno"),
        Attribute("remark", "Remark", "text"),
    )
    label = Label("FIGURE", "Figure", attributes=attributes)
    people.add_labels(session.store, session.project.id, (label,))
    assert label in people.labels(session.store, session.project.id)
    article = add_article(session)
    good = {"role": "envoy", "alive": False, "remark": "=1+1"}
    mark = content(TEXT, *PERSON, "FIGURE", attributes=good)
    assert apply(session, article, make_act(after=mark)).confirmed
    changed = mark | {"attributes": good | value}
    assert word in refusal(session, article, make_act(mark, changed, "change"))


def test_the_time_to_decide_is_kept_with_the_act(session: Session) -> None:
    article = add_article(session)
    apply(session, article, make_act(after=content(TEXT, *PERSON), took_ms=1234))
    assert session.store.value("SELECT took_ms FROM acts") == 1234
