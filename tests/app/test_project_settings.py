"""The settings of projects: beginning one from a template, archiving it, restoring it."""

from __future__ import annotations

from showing import opened, press

from annotator.services import library, openings, projects
from annotator.services.session import Session, session_on


def test_a_project_begins_from_a_template_is_archived_and_restored(desk: Session) -> None:
    app = opened("settings.py")
    next(each for each in app.text_input if each.label == "New project").set_value("Who *said* it")
    app.selectbox(key="project_template").set_value("quotations")
    press(app, "Begin the project")
    assert app.selectbox(key="project_chosen").value == "Who *said* it"
    begun = session_on(desk.store, "Who *said* it")
    assert [each.id for each in library.labels(begun)][:3] == ["QUOTE", "SPEAKER", "CUE"]
    press(app, "Archive it")
    assert app.selectbox(key="project_chosen").options == ["My articles (0 articles)"]
    assert projects.archived(desk) == ["Who *said* it"]
    app.query_params["project"] = "Who *said* it"
    app.run()
    assert any(r"“Who \*said\* it” is archived" in each.value for each in app.warning)
    assert not [each for each in app.button if each.label == "Archive it"]
    press(app, "Restore it")
    assert not app.warning
    assert app.selectbox(key="project_chosen").value == "Who *said* it"


def test_the_share_without_suggestions_is_saved_with_its_seed(desk: Session) -> None:
    app = opened("settings.py")
    fields = {each.label: each for each in app.number_input}
    assert fields["Articles without suggestions, in per cent"].value == 0
    fields["Articles without suggestions, in per cent"].set_value(20)
    fields["Seed"].set_value(7)
    press(app, "Save the share")
    assert openings.share(desk) == (20, 7)
    assert {each.label: each.value for each in app.number_input}["Seed"] == 7
