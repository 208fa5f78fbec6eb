"""What an annotator has done to an article, and taking it back."""

from __future__ import annotations

from typing import Any, Literal

from annotator.services import blindness, reading, restoring
from annotator.services.session import Session
from annotator.store import history, stacks

GROUPS_AT_ONCE = 200


def further(
    session: Session, article_id: str, kind: Literal["undo", "redo"], beyond: str
) -> dict[str, Any]:
    """Return the groups of acts that can be undone or redone beyond a group, nearest last."""
    seq = _seq(session, article_id)
    return stacks.further(session.store, seq, session.annotator.id, kind, beyond)


def groups(
    session: Session, article_id: str, before: int | None, limit: int, *, looking: bool = False
) -> list[dict[str, Any]]:
    """Return what was done to an article, newest first, as groups of acts.

    The annotator's own acts and those of recognisers and files are told; those of other people
    where blindness is lifted (`looking`: see `blindness.shows`). `in_sight` says of a group that it
    was done since then: whoever did it could see the work of others.
    """
    seq = _seq(session, article_id)
    shows = blindness.shows(session, seq, looking=looking)
    found = history.groups(
        session.store, seq, session.annotator.id, before, limit, everybodys=shows
    )
    since = blindness.first_lifted(session, seq)
    return [group | {"in_sight": since is not None and group["seq"] > since} for group in found]


def as_of(session: Session, article_id: str, seq: int) -> dict[str, Any]:
    """Return what the annotator had put on an article right after an act, and the steps there."""
    store, who = session.store, session.annotator.id
    article = _seq(session, article_id)
    then, now = history.as_of(store, article, who, seq), history.present(store, article, who)
    goal = restoring.attainable(
        now,
        then,
        history.answered_by_others(store, article, who),
        history.suggestions(store, article),
    )
    return {
        "seq": seq,
        "annotations": list(then.annotations.values()),
        "paragraphs": sorted((one["start"], one["end"]) for one in then.paragraphs.values()),
        "state": then.state,
        "steps": [
            {"subject": subject, "before": before, "after": after}
            for subject, before, after in restoring.steps(now, goal)
        ],
    }


def _seq(session: Session, article_id: str) -> int:
    return int(str(reading.read(session, article_id)["seq"]))
