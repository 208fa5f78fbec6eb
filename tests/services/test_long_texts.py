"""A long text opens before a recogniser that takes its time has read it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from factories import TEXT, add_article, content, make_act

from annotator import recognisers
from annotator.model import Filter, Suggestion
from annotator.services import asking
from annotator.services.reading import open_article
from annotator.services.session import Session
from annotator.services.suggesting import choose
from annotator.services.watching import Watch
from annotator.store import acts

LONG = "\n\n".join([TEXT] * 250)  # 3,500 words


@pytest.fixture(autouse=True)
def nothing_under_way() -> Iterator[None]:
    yield
    asking.wait(60)


def opened(session: Session, article: str, **how: bool) -> list[dict[str, Any]]:
    return open_article(session, article, Filter(), **how)["suggestions"]


def read_by(session: Session, article: str) -> str:
    found = session.store.value("SELECT recognised_by FROM article WHERE id = ?", (article,))
    return str(found).split(":")[1]


def test_the_rules_suggest_at_once_and_the_model_when_it_is_done(session: Session) -> None:
    article = add_article(session, LONG, language="en")
    watch = Watch(session, article)
    assert opened(session, article)
    assert read_by(session, article) in {"rules", "english"}  # it may be quick
    asking.wait(60)
    assert read_by(session, article) == "english"
    assert watch.news()  # whoever has it open is told
    watch = Watch(session, article)
    opened(session, article)
    asking.wait(60)
    assert watch.news() is None


class Slow:
    """It finds the first ten characters, once it may."""

    name, version = "slow", "1"
    may_read: Any = None

    def suggest(self, text: str, language: str = "") -> list[Suggestion]:
        Slow.may_read()
        return [Suggestion(0, len(text[:10]), "ORG", 0.9, f"slow {language}")]


@pytest.fixture
def slow(session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setitem(recognisers._BUILT_IN, "slow", Slow)
    choose(session, "slow")
    yield "slow"
    recognisers.load.cache_clear()


def test_what_was_there_stays_until_another_recogniser_has_read(
    session: Session, slow: str
) -> None:
    article = add_article(session, LONG)
    choose(session, "rules")
    before = opened(session, article)
    choose(session, slow)
    may_read = threading.Event()
    Slow.may_read = lambda: may_read.wait(60)
    assert opened(session, article) == before
    assert read_by(session, article) == "rules"
    may_read.set()
    asking.wait(60)
    assert [row["reason"] for row in opened(session, article)] == ["slow "]


def test_what_went_wrong_behind_the_reader_is_told(session: Session, slow: str) -> None:
    def fail() -> None:
        raise RuntimeError

    Slow.may_read = fail
    article = add_article(session, LONG)
    there = opened(session, article)
    asking.wait(60)
    told = open_article(session, article, Filter())
    assert "The recogniser slow failed." in told["trouble"]["message"]
    assert told["suggestions"] == there != []
    asking.try_again(session, slow)


def test_the_memory_has_its_say_before_the_desk_is_told(session: Session, slow: str) -> None:
    Slow.may_read = lambda: None
    first, article = add_article(session), add_article(session, LONG)
    made = make_act(after=content(TEXT, 0, 10, "LOC"))
    assert not acts.apply(session.store, first, session.annotator, [made]).refused
    opened(session, article)
    asking.wait(60)
    assert read_by(session, article) == "slow"
    shown = opened(session, article, standing=True)
    assert Counter((row["start"], row["end"]) for row in shown).most_common(1)[0][1] == 1
    assert {row["label_id"] for row in shown if row["quote"] == TEXT[:10]} == {"LOC"}
