"""Projects: begun from a template, archived and restored, never lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import TEXT, add_article, content, make_act

from annotator import colours
from annotator.errors import Forbidden, NotFound
from annotator.model import Filter, Suggestion
from annotator.services import (
    annotating,
    assigning,
    guidelines,
    library,
    projects,
    reading,
    working,
)
from annotator.services.session import Session, session_on
from annotator.store import members, people
from annotator.store.suggestions import suggest
from annotator.templates import TEMPLATES, Template


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.id)
def test_a_project_begins_with_the_labels_and_guidelines_of_a_template(
    session: Session, template: Template
) -> None:
    begun = projects.begin(session, f"All about {template.name}", template.id)
    there = library.labels(begun)
    assert [each.id for each in there] == [each.id for each in template.labels]
    present = guidelines.present(begun)
    assert (present.text if present else "") == template.guidelines.strip()
    spans = [each for each in there if each.kind == "span"]
    ids = {each.id for each in spans}
    for each in there:
        assert each.description, each.id
        assert {*each.joins.from_ids, *each.joins.to_ids} <= ids, each.id
        assert each.kind != "relation" or each.joins.from_ids, each.id
    keys = [each.key for each in there if each.key]
    assert len(set(keys)) == len(keys)
    for kind in ("span", "article"):
        assert colours.closest(each.colour for each in there if each.kind == kind) >= colours.CLOSE
    # To begin it again, without sign-in, leads there and changes nothing.
    again = projects.begin(begun, begun.project.name, "reading")
    assert again.project == begun.project
    assert library.labels(again) == there
    with pytest.raises(NotFound):
        projects.begin(session, "Other", "no such template")


def test_what_a_recogniser_proposes_in_labels_of_others_is_left_out(session: Session) -> None:
    begun = projects.begin(session, "Topics", "topics")
    article = add_article(begun)
    rules = people.annotator(session.store, "stand-in", "recogniser", "1")
    found = [
        Suggestion(0, 10, "SHOWS", 0.9, "", joins=(("SAID_BY", 15, 25), ("SHOWN", 15, 25))),
        Suggestion(15, 25, "PER", 0.9, ""),
    ]
    suggest(session.store, article, rules, found)
    rows = session.store.rows("SELECT label_id, kind FROM annotation WHERE state = 'suggested'")
    assert [tuple(row) for row in rows] == [("SHOWS", "span")]


def test_an_archived_project_is_read_alone_left_out_of_lists_and_restored(session: Session) -> None:
    article = add_article(session)
    mark = content(TEXT, 0, 10)
    annotating.act(session, article, [make_act(None, mark)])
    other = projects.begin(session, "Other")
    session = session_on(session.store, "Tests")
    projects.archive(session)
    assert [row["name"] for row in library.projects(other)] == ["Other"]
    assert projects.archived(other) == ["Tests"]
    assert session_on(session.store, "").project.name == "Other"
    opened = reading.open_article(session, article, Filter())
    assert [each["id"] for each in opened["annotations"]] == [mark["id"]]
    assert opened["suggestions"] == []
    assert "Tests is archived" in opened["assignment"]["refused"]
    with pytest.raises(Forbidden, match="nothing in it changed"):
        annotating.act(session, article, [make_act(mark, None, "remove")])
    with pytest.raises(Forbidden, match="nothing in it changed"):
        guidelines.keep(session, "No", 0)
    restored = projects.restore(other, "Tests")
    assert restored.project == session.project
    assert not annotating.act(restored, article, [make_act(mark, None, "remove")]).refused


def test_only_who_leads_archives_a_teams_project_and_restores_it(session: Session) -> None:
    store = session.store
    lead = replace(session, signed_in=True)
    ben = replace(lead, annotator=people.annotator(store, "Ben"), role="annotator")
    members.set_role(store, session.project.id, lead.annotator.id, "lead")
    members.set_role(store, session.project.id, ben.annotator.id, "annotator")
    assigning.set_overlap(lead, 1)
    assert working.is_handed_out(ben)
    with pytest.raises(Forbidden):
        projects.archive(ben)
    projects.archive(lead)
    assert projects.archived(ben) == []
    assert projects.archived(lead) == ["Tests"]
    assert not working.is_handed_out(ben)  # there is no next article to be had
    # Who has no other project still finds it, and reads it.
    assert session_on(store, "", ben.annotator.id).project.name == "Tests"
    with pytest.raises(Forbidden):
        projects.restore(ben, "Tests")
    projects.restore(lead, "Tests")
    assert projects.archived(lead) == []
