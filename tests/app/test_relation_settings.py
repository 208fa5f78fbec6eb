"""The settings of relations and of the list of entities."""

from __future__ import annotations

from factories import TEXT, add_article, content, make_act, relation
from showing import opened, press

from annotator.services import entities, rules
from annotator.services.annotating import act
from annotator.services.session import Session


def test_a_rule_is_changed_and_what_no_longer_fits_is_told_with_its_article(desk: Session) -> None:
    article = add_article(desk, title="*A title*")
    one, two = content(TEXT, 0, 10), content(TEXT, 29, 35, "LOC")
    made = [one, two, relation(one["id"], two["id"], "BELONGS_TO")]
    assert not act(desk, article, [make_act(None, each) for each in made]).refused
    app = opened("codebook.py")
    assert not app.warning
    app.selectbox(key="rule_chosen").set_value("BELONGS_TO").run()
    next(each for each in app.multiselect if each.label == "Leads to").set_value(["ORG"])
    press(app, "Save the rule")
    assert app.warning[0].value.startswith("1 relation does not fit its rule any more")
    changed = next(each for each in rules.labels(desk) if each.id == "BELONGS_TO")
    assert changed.joins.to_ids == ("ORG",)
    assert changed.joins.from_ids == ("PER", "ORG")


def test_a_relation_is_added_and_a_taken_name_is_refused_in_words(desk: Session) -> None:
    app = opened("codebook.py")
    app.selectbox(key="rule_chosen").set_value("").run()
    app.text_input(key="rule_name_").set_value("Said by")
    press(app, "Add the relation")
    assert "There is a label “Said by” already" in app.error[0].value
    app.text_input(key="rule_name_").set_value("Born in")
    press(app, "Add the relation")
    assert rules.labels(desk)[-1].id == "BORN_IN"


def test_the_list_of_entities_is_counted_and_emptied_when_asked_twice(desk: Session) -> None:
    assert any("There is no list" in each.value for each in opened("settings.py").markdown)
    entities.load(desk, b"id,name\nQ1,One\nQ2,Two\n", "list.csv")
    app = opened("settings.py")
    assert any(each.value == "The list has 2 entities." for each in app.markdown)
    press(app, "Empty it")
    assert entities.count(desk) == 0
    assert not app.exception


def test_a_list_is_loaded_with_its_report_and_a_bad_one_refused_in_words(desk: Session) -> None:
    app = opened("settings.py")
    app.file_uploader[0].set_value(("list.csv", b"id,name\nQ1,One\n,Two\n", "text/csv"))
    press(app, "Load the list")
    assert entities.count(desk) == 1
    assert app.success[0].value == "1 taken, 1 refused."
    assert "There is no id." in str(app.dataframe[-1].value)
    app.file_uploader[0].set_value(("bad.csv", b"who\nme\n", "text/csv"))
    press(app, "Load the list")
    assert "has no column “id”" in app.error[0].value
    assert entities.count(desk) == 1
