"""The settings of patterns: written, tried and saved."""

from __future__ import annotations

from factories import add_article
from showing import opened, press
from streamlit.testing.v1 import AppTest

from annotator.services import patterns
from annotator.services.session import Session

GENEVA = '{"label": "LOC", "pattern": "Geneva"}'


def write(app: AppTest, lines: str) -> AppTest:
    return next(each for each in app.text_area if each.label == "Patterns").set_value(lines).run()


def test_patterns_are_tried_while_they_are_written_and_then_saved(desk: Session) -> None:
    add_article(desk, title="<b>*A title*")
    app = write(opened("settings.py"), GENEVA)
    assert any("**2 places** in **1 article**, of 1 article" in m.value for m in app.markdown)
    assert "2 places in 1 article" in str(app.dataframe[-1].value)
    assert patterns.written(desk) == ""
    press(app, "Save the patterns")
    assert patterns.written(desk) == GENEVA
    assert not any("2 places" in m.value for m in app.markdown)
    assert not app.error
    app.toggle[0].set_value(True).run()
    assert any("2 places" in m.value for m in app.markdown)


def test_a_line_that_cannot_be_used_is_named_and_nothing_saved(desk: Session) -> None:
    app = write(opened("settings.py"), f'{GENEVA}\n{{"label": "GPE", "pattern": "x"}}')
    assert app.warning[-1].value.startswith("1 line can't be used")
    assert "Line 2: The label set has no label “GPE”" in app.warning[-1].value
    press(app, "Save the patterns")
    assert "Line 2" in app.error[0].value
    assert patterns.written(desk) == ""


def test_a_file_is_looked_at_before_it_is_saved(desk: Session) -> None:
    app = opened("settings.py")
    uploader = next(each for each in app.file_uploader if each.label == "Patterns from a file")
    uploader.set_value(("p.jsonl", b"\xef\xbb\xbf" + GENEVA.encode(), "application/jsonl")).run()
    assert not app.exception
    assert next(each for each in app.text_area if each.label == "Patterns").value == GENEVA
    assert patterns.written(desk) == ""
    press(app, "Save the patterns")
    assert patterns.written(desk) == GENEVA
