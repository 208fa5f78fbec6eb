"""The page on which whoever leads merges labels and splits them."""

from __future__ import annotations

from dataclasses import replace

from factories import add_article, another
from marked import mark_passage
from showing import opened, press
from streamlit.testing.v1 import AppTest

from annotator.services import guidelines, labelling, library
from annotator.services.session import Session


def labels(session: Session) -> list[str]:
    return [
        row["label_id"]
        for row in session.store.rows(
            "SELECT label_id FROM annotation WHERE state = 'made' ORDER BY annotator_id, start"
        )
    ]


def shown(app: AppTest) -> str:
    return " ".join(each.value.replace("\\", "") for each in app.markdown)


def test_labels_are_merged_after_a_preview_and_the_merge_is_taken_back(desk: Session) -> None:
    article = add_article(desk)
    mark_passage(desk, article, 0, 10)
    ben = another(desk, "Ben")
    mark_passage(ben, article, 0, 10)
    app = opened("codebook.py")
    app.selectbox(key="merge_label").set_value("PER").run()
    app.selectbox(key="merge_into_PER").set_value("NORP").run()
    assert "2 annotations of 2 people in 1 article will be Nationality or group." in shown(app)
    assert labels(desk) == ["PER", "PER"]
    press(app, "Merge Person into Nationality or group")
    assert not app.error
    assert labels(desk) == ["NORP", "NORP"]
    assert "Person merged into Nationality or group, 2 annotations, by" in shown(app)
    press(app, "Take it back")
    assert labels(desk) == ["PER", "PER"]
    assert "; taken back by" in shown(app)


def test_a_label_is_split_by_its_quotes_into_a_new_one(desk: Session) -> None:
    article = add_article(desk)
    for start, end in ((0, 10), (15, 25)):
        mark_passage(desk, article, start, end)
    app = opened("codebook.py")
    app.selectbox(key="split_label").set_value("PER").run()
    app.text_input(key="split_name_PER").set_value("Official *1*").run()
    app.multiselect(key="split_quotes_PER").set_value(["Kofi Annan"]).run()
    assert "1 annotation of 1 person in 1 article will be Official *1*." in shown(app)
    press(app, r"Give 1 annotation Official \*1\*")
    [made] = [each.id for each in library.labels(desk) if each.name == "Official *1*"]
    assert labels(desk) == ["PER", made]
    app.selectbox(key="split_label").set_value("PER").run()
    app.text_input(key="split_name_PER").set_value("Organisation").run()
    app.multiselect(key="split_quotes_PER").set_value(["Anna Lindh"]).run()
    press(app, "Give 1 annotation Organisation")
    assert "There is a label “Organisation” already" in app.error[0].value


def test_colours_are_proposed_looked_at_taken_and_given_back(desk: Session) -> None:
    before = {each.id: each.colour for each in library.labels(desk)}
    [place] = [each for each in library.labels(desk) if each.id == "LOC"]
    labelling.change(desk, replace(place, colour="blue"))
    app = opened("codebook.py")
    app.selectbox(key="label_chosen").set_value("LOC").run()
    assert "Place is hard to tell from Person" in app.warning[0].value.replace("\\", "")
    press(app, "Propose colours")
    assert "share a colour; with these all are" in shown(app)
    press(app, "Take these colours")
    there = {each.id: each.colour for each in library.labels(desk) if each.kind == "span"}
    assert len(set(there.values())) == len(there)
    assert not app.warning
    press(app, "Back to the former colours")
    assert {each.id: each.colour for each in library.labels(desk)} == before | {"LOC": "blue"}


def test_guidelines_are_written_kept_as_versions_and_compared(desk: Session) -> None:
    app = opened("codebook.py")
    assert any("no guidelines yet" in each.value for each in app.info)
    app.text_area(key="guidelines_text_0").set_value("# Person\nMark all.").run()
    press(app, "Keep as a new version")
    app.text_area(key="guidelines_text_1").set_value("# Person\nMark <b>some</b>.").run()
    press(app, "Keep as a new version")
    present = guidelines.present(desk)
    assert present is not None
    assert (present.number, present.text) == (2, "# Person\nMark <b>some</b>.")
    assert app.code[0].value == "  # Person\n- Mark all.\n+ Mark <b>some</b>."
    press(app, "Keep as a new version")
    assert "Nothing has changed" in app.error[0].value
