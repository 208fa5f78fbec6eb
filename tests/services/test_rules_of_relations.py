"""Rules of what may be joined: changed, added, and what no longer fits them."""

from __future__ import annotations

from typing import Any

import pytest
from factories import TEXT, add_article, content, make_act, relation

from annotator.errors import NotFound, Refused
from annotator.model import Joins
from annotator.services import rules
from annotator.services.annotating import act
from annotator.services.session import Session, local_session


def joined(session: Session) -> str:
    """Return an article in which a person belongs to a place."""
    article = add_article(session)
    one, two = content(TEXT, 0, 10), content(TEXT, 29, 35, "LOC")
    made = [one, two, relation(one["id"], two["id"], "BELONGS_TO")]
    receipt = act(session, article, [make_act(None, each) for each in made])
    assert not receipt.refused
    return article


def test_a_changed_rule_holds_for_new_relations_and_old_ones_stay_and_are_counted(
    session: Session,
) -> None:
    article = joined(session)
    assert rules.misfits(session) == []
    changed = rules.change(session, "BELONGS_TO", " Works  for ", "teal", Joins(("PER",), ("ORG",)))
    assert (changed.name, changed.colour) == ("Works for", "teal")
    assert next(each for each in rules.labels(session) if each.id == "BELONGS_TO") == changed
    assert rules.misfits(session) == [
        {"label": "Works for", "article_id": article, "title": "A title", "relations": 1}
    ]
    one, two = content(TEXT, 0, 4), content(TEXT, 29, 35, "LOC")
    made = [one, two, relation(one["id"], two["id"], "BELONGS_TO")]
    receipt = act(session, article, [make_act(None, each) for each in made])
    assert [each.message for each in receipt.refused] == [
        "“Works for” leads to Organisation, not Place."
    ]
    rules.change(session, "BELONGS_TO", "Works for", "teal", Joins())
    assert rules.misfits(session) == []


def test_a_relation_is_added_with_an_id_of_its_own(session: Session) -> None:
    first = rules.add(session, "Né à", "relation", "plum", Joins(("PER",), ("LOC",)))
    second = rules.add(session, "Ne a!", "relation", "plum", Joins())
    third = rules.add(session, "属于", "chain", "blue", Joins())
    assert [first.id, second.id, third.id] == ["NE_A", "NE_A_2", "RELATION"]
    assert rules.labels(session)[-3:] == [first, second, third]
    assert len(rules.labels(local_session(session.store, "Another"))) == 5


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "  "}, "needs a name"),
        ({"name": "x" * 61}, "61 characters"),
        ({"name": "took PART in"}, "already"),
        ({"colour": "url(x)"}, "no colour"),
        ({"joins": Joins(("NONE",))}, "'NONE'"),
        ({"joins": Joins((), ("SAID_BY",))}, "'SAID_BY'"),
    ],
)
def test_what_makes_no_rule_is_refused_in_words(
    session: Session, fields: dict[str, Any], words: str
) -> None:
    given: dict[str, Any] = {"name": "Knows", "colour": "blue", "joins": Joins()} | fields
    before = rules.labels(session)
    with pytest.raises(Refused, match=words):
        rules.change(session, "BELONGS_TO", **given)
    with pytest.raises(Refused, match=words):
        rules.add(session, kind="relation", **given)
    assert rules.labels(session) == before


def test_only_labels_that_join_can_be_changed_here(session: Session) -> None:
    with pytest.raises(NotFound):
        rules.change(session, "PER", "Human", "blue", Joins())
    with pytest.raises(Refused):
        rules.add(session, "Human", "span", "blue", Joins())
