"""Guidelines in versions: written by whoever leads, seen by each, and what was changed when."""

from __future__ import annotations

import pytest
from factories import add_article, another

from annotator.errors import Conflict, NotFound, Refused
from annotator.model import Filter
from annotator.services import guidelines, reading
from annotator.services.session import Session
from annotator.store import guidelines as versions


def test_guidelines_have_versions_and_two_who_write_at_once_are_told(session: Session) -> None:
    assert guidelines.present(session) is None
    assert guidelines.told(session) is None
    assert guidelines.keep(session, "  # Names\r\nMark all. ", 0) == 1
    assert guidelines.keep(session, "# Names\nMark none.", 1) == 2
    with pytest.raises(Conflict, match="Version 2"):
        guidelines.keep(session, "# Names\nMark some.", 1)
    with pytest.raises(Refused, match="Nothing has changed"):
        guidelines.keep(session, "# Names\nMark none.\n", 2)
    with pytest.raises(Refused, match="100,001 characters"):
        guidelines.keep(session, "x" * 100_001, 2)
    with pytest.raises(Refused, match="3,001 lines"):
        guidelines.keep(session, "\n".join("a" * 3_001), 2)
    present = guidelines.present(session)
    assert present is not None
    assert (present.number, present.text, present.by) == (
        2, "# Names\nMark none.", session.annotator.name,
    )  # fmt: skip
    assert [each.number for each in guidelines.versions(session)] == [2, 1]
    first = guidelines.versions(session)[-1]
    assert first.text == "# Names\nMark all."
    times = (first.at, "2001-01-01T00:00:00Z", "2999-01-01T00:00:00Z")
    assert [*map(versions.in_force(session.store, session.project.id), times)] == [1, 0, 2]


def test_each_annotator_is_told_of_a_version_until_they_opened_it(session: Session) -> None:
    article = add_article(session)
    ben = another(session, "Ben")
    guidelines.keep(session, "One", 0)
    guidelines.see(ben, 1)
    guidelines.keep(session, "Two", 1)
    told = reading.open_article(ben, article, Filter())["guidelines"]
    assert (told["number"], told["seen"]) == (2, 1)
    guidelines.see(ben, 2)
    guidelines.see(ben, 1)  # an older one that is looked at again
    assert guidelines.told(ben) == told | {"seen": 2}
    assert guidelines.told(session) == told | {"seen": 0}
    with pytest.raises(NotFound):
        guidelines.see(ben, 3)


def test_what_changed_between_two_versions_is_told_line_by_line() -> None:
    found = guidelines.changes("a\nb\nc", "a\nB\nc\nd")
    assert [tuple(line) for line in found] == [
        ("same", "a"), ("gone", "b"), ("new", "B"), ("same", "c"), ("new", "d"),
    ]  # fmt: skip
    assert [line.kind for line in guidelines.changes("", "a\nb")] == ["new", "new"]
    lines = "\n" * 3_000
    assert guidelines.changes(lines, lines + "x")
