"""Colours for a label set: proposed so that all stay apart, taken, and warned of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator import colours
from annotator.errors import Refused
from annotator.services import colouring, labelling, library
from annotator.services.session import Session


def hues(session: Session) -> dict[str, str]:
    return {each.id: each.colour for each in library.labels(session)}


def test_new_labels_get_colours_that_none_has_until_the_palette_is_used_up(
    session: Session,
) -> None:
    made = [labelling.add(session, f"Kind {number}") for number in range(14)]
    passages = [each.colour for each in library.labels(session) if each.kind == "span"]
    assert len(set(passages)) == len(passages) == 24
    assert colouring.close_to(session, made[-1]) == []
    assert labelling.add(session, "One more").colour in passages


def test_colours_are_proposed_taken_and_given_back(session: Session) -> None:
    [place] = [each for each in library.labels(session) if each.id == "LOC"]
    labelling.change(session, replace(place, colour="blue"))
    [close] = colouring.close_to(session, replace(place, colour="blue"))
    assert close.id == "PER"
    before = hues(session)
    found = colouring.propose(session)
    assert found.is_new
    assert found.now == 0
    assert found.then >= colours.CLOSE
    assert hues(session) == before
    colouring.take(session, found.hues)
    assert hues(session) == dict(found.hues)
    assert not colouring.propose(session).is_new
    colouring.take(session, before)
    assert hues(session) == before
    with pytest.raises(Refused):
        colouring.take(session, {"PER": "red"})
