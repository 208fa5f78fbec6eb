"""The label set at work: proposing, deciding on proposals, and what labels ask for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from factories import TEXT, add_article, content, make_act

from annotator.errors import PressmarkError, Refused
from annotator.model import Attribute, Filter, Label
from annotator.services import annotating, labelling, library, reading
from annotator.services.session import Session


def on(session: Session, article: str) -> list[tuple[str, str]]:
    found = reading.open_article(session, article, Filter())["annotations"]
    return [(each["label_id"], each["state"]) for each in found]


def test_a_proposed_label_is_usable_at_once_and_apart_from_the_others(session: Session) -> None:
    article = add_article(session)
    made = labelling.propose(session, "  Weapon   system ")
    assert (made.id, made.name, made.tag) == ("WEAPON_SYSTEM", "Weapon system", "WEA")
    assert (made.status, made.kind, made.key) == ("proposed", "span", "")
    receipt = annotating.act(session, article, [make_act(None, content(TEXT, 0, 4, made.id))])
    assert receipt.confirmed
    labelling.confirm(session, made.id)
    labelling.rename(session, made.id, "Arms")
    [label] = [each for each in library.labels(session) if each.id == made.id]
    assert (label.name, label.status) == ("Arms", "")
    assert labelling.propose(session, "武器").id == "武器"
    assert labelling.propose(session, "Weapon system").id == "WEAPON_SYSTEM_2"


@pytest.mark.parametrize("name", ["", "  ", "!!", "x" * 61, "person"])
def test_a_name_that_is_none_or_is_taken_is_refused(session: Session, name: str) -> None:
    with pytest.raises(Refused):
        labelling.propose(session, name)


def test_a_label_that_is_in_use_is_not_withdrawn(session: Session) -> None:
    article = add_article(session)
    made = labelling.propose(session, "Humans")
    act = make_act(None, content(TEXT, 0, 10, made.id))
    annotating.act(session, article, [act])
    with pytest.raises(Refused, match="on 1 annotation"):
        labelling.withdraw(session, made.id)


def test_attributes_are_checked_keep_their_ids_and_count_what_carries_them(
    session: Session,
) -> None:
    article = add_article(session)
    role = Attribute("", "Role", "choice", ("minister", "", " guest ", "guest"))
    labelling.set_attributes(session, "PER", [role, Attribute("", "Named?", "yesno")])
    [label] = [each for each in library.labels(session) if each.id == "PER"]
    assert [each.id for each in label.attributes] == ["role", "named"]
    assert label.attributes[0].choices == ("minister", "guest")
    mark = content(TEXT, 0, 10) | {"attributes": {"role": "guest"}}
    annotating.act(session, article, [make_act(None, mark)])
    assert labelling.carried(session, "PER", "role") == 1
    assert labelling.carried(session, "PER", "named") == 0
    renamed = [Attribute("role", "Part", "choice", ("minister", "guest"))]
    labelling.set_attributes(session, "PER", renamed)
    for wrong in (
        [Attribute("", "", "text")],
        [Attribute("", "One", "choice", ("only",))],
        [Attribute("", "Same", "text"), Attribute("", "same", "yesno")],
    ):
        with pytest.raises(Refused):
            labelling.set_attributes(session, "PER", wrong)


def label(session: Session, label_id: str) -> Label:
    [found] = [each for each in library.labels(session) if each.id == label_id]
    return found


def test_a_label_is_changed_and_its_annotations_follow(session: Session) -> None:
    article = add_article(session)
    annotating.act(session, article, [make_act(None, content(TEXT, 0, 4, "EVENT"))])
    changed = replace(
        label(session, "EVENT"), name="Incident", tag="INC", colour="plum", key="",
        parent_id="ORG", description="What happened.",
    )  # fmt: skip
    labelling.change(session, changed)
    assert label(session, "EVENT") == changed
    assert on(session, article) == [("EVENT", "made")]
    with pytest.raises(Refused, match="lies below “Organisation” itself"):
        labelling.change(session, replace(label(session, "ORG"), parent_id="EVENT"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "organisation"}, "There is a label “organisation” already"),
        ({"key": "2"}, "“Organisation” has the key 2"),
        ({"key": "x"}, "can't be a key"),
        ({"tag": "  "}, "is no tag"),
        ({"tag": "TOO LONG"}, "is no tag"),
        ({"colour": "red"}, "no such colour"),
        ({"parent_id": "REPORT"}, "another one of its kind"),
        ({"parent_id": "NONE"}, "another one of its kind"),
        ({"description": "x" * 2_001}, "at most 2,000"),
        ({"id": "NONE"}, "There is no label 'NONE'"),
    ],
)
def test_a_change_that_does_not_fit_is_refused_and_nothing_changes(
    session: Session, change: dict[str, Any], words: str
) -> None:
    before = library.labels(session)
    with pytest.raises(PressmarkError, match=words):
        labelling.change(session, replace(label(session, "PER"), **change))
    assert library.labels(session) == before


def test_a_new_label_gets_the_next_free_key_and_a_retired_one_gives_its_key_free(
    session: Session,
) -> None:
    article = add_article(session)
    annotating.act(session, article, [make_act(None, content(TEXT, 0, 4, "LOC"))])
    assert labelling.add(session, "Weapon").key == ""  # all nine are taken
    assert labelling.retire(session, "LOC") == 1
    assert (label(session, "LOC").status, label(session, "LOC").key) == ("withdrawn", "")
    assert on(session, article) == [("LOC", "made")]
    made = labelling.add(session, "Sum of money")
    assert (made.key, made.status, made.kind) == ("3", "", "span")
    labelling.confirm(session, "LOC")
    assert label(session, "LOC").status == ""


def test_labels_are_put_in_another_order(session: Session) -> None:
    def order() -> list[str]:
        return [each.id for each in library.labels(session)]

    before = order()
    labelling.move(session, "LOC", -1)
    assert order()[:3] == ["PER", "LOC", "ORG"]
    labelling.move(session, "LOC", -9)
    assert order()[0] == "LOC"
    labelling.move(session, "LOC", 999)
    assert order()[-1] == "LOC"
    labelling.move(session, "LOC", before.index("LOC") - len(before) + 1)
    assert order() == before
