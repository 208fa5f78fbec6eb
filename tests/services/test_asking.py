"""Remote recognisers at work: articles open without waiting, and what fails is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest
from factories import add_article
from stand_in import Reply, StandIn, as_json, chat, serving

from annotator import recognisers
from annotator.errors import Refused
from annotator.model import Filter, Suggestion
from annotator.services import asking, patterns, suggesting
from annotator.services.reading import open_article
from annotator.services.session import Session
from annotator.services.watching import Watch

PERSON = {"label": "PER", "quote": "Anna Lindh"}
HOOK = "web hook"


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    row = {"start": 0, "end": 10, "label": "PER", "reason": "by the hook"}
    with serving(lambda _: as_json([row])) as server:
        monkeypatch.setenv("PRESSMARK_HOOK_URL", server.url)
        yield server
        asking.wait(10)


def suggested(session: Session, article: str) -> dict[str, str]:
    opened = open_article(session, article, Filter())
    return {s["quote"]: s["reason"] for s in opened["suggestions"]}


def trouble(session: Session, article: str) -> str:
    found = open_article(session, article, Filter())["trouble"]
    return f"{found['message']} {found['remedy']}" if found else ""


def test_without_settings_nothing_is_at_an_address(session: Session) -> None:
    assert asking.names() == []
    assert suggesting.choices()[0] == "english"
    with pytest.raises(Refused, match="not installed"):
        suggesting.choose(session, HOOK)


def test_a_chat_model_needs_an_address_and_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSMARK_CHAT_URL", "http://localhost:1")
    assert asking.names() == []
    monkeypatch.setenv("PRESSMARK_CHAT_MODEL", "small")
    assert asking.names() == ["chat:small"]


def test_an_article_opens_before_the_answer_is_there_and_has_it_afterwards(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_answer = threading.Event()

    def slow(_: object) -> Reply:
        may_answer.wait(20)
        return chat(json.dumps([PERSON, {"label": "PER", "quote": "nobody here"}]))

    article = add_article(session)
    with serving(slow) as server:
        monkeypatch.setenv("PRESSMARK_CHAT_URL", server.url)
        monkeypatch.setenv("PRESSMARK_CHAT_MODEL", "small")
        suggesting.choose(session, "chat:small")
        watch = Watch(session, article)
        assert suggested(session, article) == suggested(session, article) == {}
        may_answer.set()
        asking.wait(20)
        assert watch.news()  # whoever has it open is told
        assert suggested(session, article) == {"Anna Lindh": "chat:small"}
        asking.wait(20)
        assert len(server.asked) == 1
    told = asking.last_answer(session, "chat:small")
    assert told == "1 suggestion; 1 dropped: 1 not in the text"


def test_patterns_are_there_at_once_and_win_over_what_comes(
    session: Session, hook: StandIn
) -> None:
    article = add_article(session)
    lines = '{"label": "LOC", "pattern": "Geneva"}\n{"label": "ORG", "pattern": "Lindh"}'
    patterns.keep(session, lines)
    suggesting.choose(session, HOOK)
    assert set(suggested(session, article)) == {"Geneva", "Lindh"}
    asking.wait(20)
    assert set(suggested(session, article)) == {"Geneva", "Lindh"}
    patterns.keep(session, lines.splitlines()[0])
    suggested(session, article)
    asking.wait(20)
    assert set(suggested(session, article)) == {"Geneva", "Anna Lindh"}


def test_what_was_there_stays_while_an_address_is_down_and_the_page_says_why(
    session: Session, hook: StandIn
) -> None:
    article = add_article(session)
    before = suggested(session, article)
    assert "Anna Lindh" in before
    suggesting.choose(session, HOOK)
    hook.answer = lambda _: (500, b"")
    assert trouble(session, article) == ""
    asking.wait(20)
    assert suggested(session, article) == before
    assert "answers with 500" in trouble(session, article)
    asking.wait(20)
    assert len(hook.asked) == 1  # it rests
    hook.answer = lambda _: as_json([])
    asking.try_again(session, HOOK)
    assert trouble(session, article) == ""
    asking.wait(20)
    assert suggested(session, article) == {}
    assert trouble(session, article) == ""


def test_texts_are_sent_when_they_are_opened_and_not_when_they_are_loaded(
    session: Session, hook: StandIn
) -> None:
    add_article(session)
    suggesting.choose(session, HOOK)
    assert list(suggesting.suggest_all(session)) == []
    assert hook.asked == []


def test_what_is_sent_can_be_seen_and_tried_and_nothing_of_it_is_kept(
    session: Session, hook: StandIn
) -> None:
    assert asking.example(session, HOOK) is None
    article = add_article(session)
    example = asking.example(session, HOOK)
    assert example
    assert hook.asked == []
    tried = asking.try_on(session, HOOK, example.article_id)
    assert hook.asked == [json.loads(example.sent) | {"language": ""}]
    assert asking.in_words(tried.answer) == "1 suggestion"
    assert "Geneva" in suggested(session, article)  # the rules', as before


def test_a_recogniser_that_is_gone_gives_way_to_the_rules(
    session: Session, monkeypatch: pytest.MonkeyPatch, hook: StandIn
) -> None:
    suggesting.choose(session, HOOK)
    assert suggesting.missing(session) == ""
    monkeypatch.delenv("PRESSMARK_HOOK_URL")
    assert suggesting.missing(session) == HOOK
    assert "Geneva" in suggested(session, add_article(session))


class Broken:
    name = "broken"
    version = "1"

    def suggest(self, text: str, language: str = "") -> list[Suggestion]:
        raise RuntimeError(text + language)


def test_an_article_opens_whatever_its_recogniser_does(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = add_article(session)
    monkeypatch.setitem(recognisers._BUILT_IN, "broken", Broken)
    suggesting.choose(session, "broken")
    assert open_article(session, article, Filter())["suggestions"] == []
    assert trouble(session, article).startswith("The recogniser broken failed. Choose another")
    suggesting.choose(session, "rules")
    assert trouble(session, article) == ""
    recognisers.load.cache_clear()
