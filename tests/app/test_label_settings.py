"""The settings of labels."""

from __future__ import annotations

from factories import TEXT, add_article, content, make_act
from showing import opened, press
from streamlit.testing.v1 import AppTest

from annotator.services import library
from annotator.services.annotating import act
from annotator.services.session import Session


def chosen(label_id: str) -> AppTest:
    return opened("codebook.py").selectbox(key="label_chosen").set_value(label_id).run()


def named(session: Session) -> dict[str, str]:
    return {each.name: each.status for each in library.labels(session)}


def test_a_label_is_changed_and_a_key_that_is_taken_is_refused_in_words(desk: Session) -> None:
    app = chosen("EVENT")
    app.text_input(key="label_name_EVENT").set_value("Incident *1*")
    app.selectbox(key="label_key_EVENT").set_value("1")
    press(app, "Save the label")
    assert "“Person” has the key 1" in app.error[0].value
    app.selectbox(key="label_key_EVENT").set_value("")
    app.selectbox(key="label_parent_EVENT").set_value("ORG")
    press(app, "Save the label")
    assert not app.error
    [label] = [each for each in library.labels(desk) if each.id == "EVENT"]
    assert (label.name, label.key, label.parent_id) == ("Incident *1*", "", "ORG")


def test_a_label_is_added_and_one_that_is_in_use_is_retired_and_brought_back(desk: Session) -> None:
    article = add_article(desk)
    act(desk, article, [make_act(None, content(TEXT, 0, 4, "EVENT"))])
    app = chosen("")
    app.text_input(key="label_new_name").set_value("Weapon")
    press(app, "Add the label")
    assert named(desk)["Weapon"] == ""
    app = chosen("EVENT")
    press(app, "Move up")
    press(app, "Retire it (1 annotation keeps it)")
    assert named(desk)["Event"] == "withdrawn"
    press(app, "Bring it back")
    assert named(desk)["Event"] == ""
