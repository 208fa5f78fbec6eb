"""The patterns of a project: tried before they are kept, and beside the recogniser from then on."""

from __future__ import annotations

import pytest
from factories import TEXT, add_article

from annotator.errors import Refused
from annotator.model import Filter
from annotator.services import patterns
from annotator.services.reading import open_article
from annotator.services.session import Session, local_session
from annotator.services.suggesting import suggest_all

KOFI = '{"label": "ORG", "pattern": "Kofi Annan", "id": "the office"}'


def suggested(session: Session, article: str) -> dict[str, tuple[str, str]]:
    opened = open_article(session, article, Filter())
    return {s["quote"]: (s["label_id"], s["reason"]) for s in opened["suggestions"]}


def test_what_patterns_find_stands_beside_the_recognisers_and_wins(session: Session) -> None:
    article = add_article(session)
    assert suggested(session, article)["Kofi Annan"][0] == "PER"
    assert patterns.keep(session, KOFI) == 1
    found = suggested(session, article)
    assert found["Kofi Annan"] == ("ORG", "pattern “the office”")
    assert found["Geneva"][0] == "LOC"
    patterns.keep(session, "")
    assert suggested(session, article)["Kofi Annan"][0] == "PER"


def test_all_articles_are_read_with_the_patterns(session: Session) -> None:
    article = add_article(session)
    patterns.keep(session, '{"label": "EVENT", "pattern": "nothing"}')
    assert list(suggest_all(session)) == [(1, 1)]
    assert suggested(session, article)["nothing"][0] == "EVENT"
    assert list(suggest_all(session)) == []


def test_patterns_belong_to_their_project(session: Session) -> None:
    patterns.keep(session, KOFI)
    other = local_session(session.store, "Other")
    assert patterns.written(other) == ""
    assert suggested(other, add_article(other))["Kofi Annan"][0] == "PER"


def test_a_preview_counts_by_line_and_keeps_nothing(session: Session) -> None:
    add_article(session)
    add_article(session, "Geneva again, and Geneva.", title="")
    written = '{"label": "LOC", "pattern": "Geneva"}\n{"label": "GPE", "pattern": "x"}\n' + KOFI
    found = patterns.preview(session, written)
    assert [(line.number, line.places, line.articles) for line in found.lines] == [
        (1, 4, 2), (2, 0, 0), (3, 1, 1),
    ]  # fmt: skip
    assert "no label “GPE”" in found.lines[1].refused
    assert (found.places, found.articles, found.read, found.total) == (5, 2, 2, 2)
    assert [each["quote"] for each in found.examples[:2]] == ["Geneva", "Geneva"]
    assert found.examples[0]["headline"] == "Untitled"
    last = found.examples[-1]
    assert TEXT[last["start"] : last["end"]] == last["quote"]
    assert patterns.written(session) == ""


def test_nothing_is_kept_while_a_line_is_refused(session: Session) -> None:
    patterns.keep(session, KOFI)
    with pytest.raises(Refused, match="Line 2: This is no JSON") as refusal:
        patterns.keep(session, f"{KOFI}\nnonsense\nnonsense")
    assert "1 more" in str(refusal.value)
    assert patterns.written(session) == KOFI
