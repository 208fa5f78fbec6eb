"""The settings of patterns: written, tried and saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import ROOT, add_article
from streamlit.testing.v1 import AppTest

from annotator.services import patterns
from annotator.services.session import Session, local_session, store_at

GENEVA = '{"label": "LOC", "pattern": "Geneva"}'


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    path = tmp_path / "app.db"
    monkeypatch.setenv("PRESSMARK_DB", str(path))
    return local_session(store_at(path))


def opened() -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=60)
    return app.switch_page("settings.py").run()


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def write(app: AppTest, lines: str) -> AppTest:
    return next(each for each in app.text_area if each.label == "Patterns").set_value(lines).run()


def test_patterns_are_tried_while_they_are_written_and_then_saved(desk: Session) -> None:
    add_article(desk, title="<b>*A title*")
    app = write(opened(), GENEVA)
    assert any("**2 places** in **1 article**, of 1 article" in m.value for m in app.markdown)
    assert "2 places in 1 article" in str(app.dataframe[-1].value)
    assert patterns.written(desk) == ""
    press(app, "Save the patterns")
    assert not app.exception
    assert patterns.written(desk) == GENEVA
    assert not any("2 places" in m.value for m in app.markdown)
    assert not app.error
    app.toggle[0].set_value(True).run()
    assert any("2 places" in m.value for m in app.markdown)


def test_a_line_that_cannot_be_used_is_named_and_nothing_saved(desk: Session) -> None:
    app = write(opened(), f'{GENEVA}\n{{"label": "GPE", "pattern": "x"}}')
    assert app.warning[-1].value.startswith("1 line can't be used")
    assert "Line 2: The label set has no label “GPE”" in app.warning[-1].value
    press(app, "Save the patterns")
    assert "Line 2" in app.error[0].value
    assert patterns.written(desk) == ""


def test_a_file_is_looked_at_before_it_is_saved(desk: Session) -> None:
    app = opened()
    uploader = next(each for each in app.file_uploader if each.label == "Patterns from a file")
    uploader.set_value(("p.jsonl", b"\xef\xbb\xbf" + GENEVA.encode(), "application/jsonl")).run()
    assert not app.exception
    assert next(each for each in app.text_area if each.label == "Patterns").value == GENEVA
    assert patterns.written(desk) == ""
    press(app, "Save the patterns")
    assert patterns.written(desk) == GENEVA
