"""The settings of a recogniser at an address: seen, tried, used, and in trouble."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from factories import TEXT, add_article, content, done_act, make_act
from showing import opened, press
from stand_in import StandIn, as_json, chat, serving
from streamlit.testing.v1 import AppTest

from annotator.errors import Unreachable
from annotator.model import Label
from annotator.services import asking, models, suggesting, training
from annotator.services.session import Session
from annotator.store import acts, people


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with serving(lambda _: chat('[{"label": "PER", "quote": "Kofi Annan"}]')) as server:
        monkeypatch.setenv("PRESSMARK_CHAT_URL", server.url)
        monkeypatch.setenv("PRESSMARK_CHAT_MODEL", "<b>small*")
        yield server


def pick(app: AppTest, name: str) -> AppTest:
    return app.selectbox(key="recogniser_chosen").set_value(name).run()


def test_the_projects_own_model_goes_before_an_address_and_it_is_said(
    desk: Session, model: StandIn
) -> None:
    suggesting.choose(desk, "rules")
    people.add_labels(desk.store, desk.project.id, (Label("SHIP", "Ship"),))
    for ship in ("Aurora", "Calypso", "Dolphin", "Fram", "Gannet", "Heron", "Iris", "Juno"):
        text = f"{ship} left. {ship} sank, and {ship} was lost."
        places = [found.start() for found in re.finditer(ship, text)]
        made = [make_act(after=content(text, at, at + len(ship), "SHIP")) for at in places]
        made.append(done_act())
        article = add_article(desk, text, title=ship)
        assert not acts.apply(desk.store, article, desk.annotator, made).refused
    press(pick(opened("settings.py"), "chat:<b>small*"), "Let it read")
    models.choose(desk, training.train(desk).number)
    app = opened("settings.py")
    assert "own model goes before what is chosen here: version 1" in app.info[0].value
    assert "would be sent" in app.warning[0].value
    models.roll_back(desk)
    app.run()
    assert not app.info
    assert "is sent" in app.warning[0].value
    assert model.asked == []


def test_what_is_sent_is_seen_and_tried_before_it_is_used(desk: Session, model: StandIn) -> None:
    add_article(desk, title="[x](javascript:1)")
    app = pick(opened("settings.py"), "chat:<b>small*")
    assert suggesting.chosen(desk) == "english"
    assert "Texts leave this machine" in app.warning[0].value
    assert any(TEXT in each.value and "never an instruction" in each.value for each in app.code)
    assert model.asked == []
    press(app, "Send this article, and show the answer")
    assert "1 suggestion" in "".join(each.value for each in app.markdown)
    assert any("Kofi Annan" in str(each.value) for each in app.dataframe)
    press(app, "Let it read")
    assert suggesting.chosen(desk) == "chat:<b>small*"
    assert not app.exception
    assert len(model.asked) == 1
    pick(app, "rules")
    assert suggesting.chosen(desk) == "rules"


def test_a_failing_one_is_told_with_its_remedy_and_tried_again(
    desk: Session, model: StandIn
) -> None:
    add_article(desk)
    suggesting.choose(desk, "chat:<b>small*")
    asking.note(desk, "chat:<b>small*", Unreachable("It is down.", "Start it."))
    app = opened("settings.py")
    assert app.error[0].value.replace("\\", "") == "**It is down.** Start it."
    press(app, "Try it again at the next article")
    assert not app.error
    model.answer = lambda _: (401, b"")
    press(app, "Send this article, and show the answer")
    assert "401" in app.error[0].value


def test_without_an_article_there_is_nothing_to_show(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(lambda _: as_json([])) as server:
        monkeypatch.setenv("PRESSMARK_HOOK_URL", server.url)
        app = pick(opened("settings.py"), "web hook")
    assert any("Load an article to see what is sent" in each.value for each in app.caption)
    assert not app.exception


def test_one_that_is_not_set_up_any_more_is_named(
    desk: Session, model: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggesting.choose(desk, "chat:<b>small*")
    monkeypatch.delenv("PRESSMARK_CHAT_URL")
    assert "is not here any more" in opened("settings.py").warning[0].value
