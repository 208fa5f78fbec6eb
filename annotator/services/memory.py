"""The memory of an annotator at work: what was decided a minute ago counts in what is opened next.

It knows only what this annotator decided, so that people who are to work blind to each other learn
nothing of each other by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from annotator.model import Suggestion
from annotator.recognisers.memory import (
    Correction,
    Decided,
    Evidence,
    Memory,
    context,
    first_words,
    is_common,
)
from annotator.services import models, openings
from annotator.services.session import Session
from annotator.store import annotation, people
from annotator.store import memory as stored

_SETTING = "memory"


def is_on(session: Session) -> bool:
    """Return whether what was decided counts in other articles; it does unless switched off."""
    return people.setting(session.store, _setting(session), "on") == "on"


def switch(session: Session, *, on: bool) -> None:
    """Let what was decided count in other articles, or not; it shows when they are opened."""
    people.set_setting(session.store, _setting(session), "on" if on else "off")


def _setting(session: Session) -> str:
    """Return the name of the setting: where people sign in, each has one."""
    return f"{_SETTING} of {session.annotator.id}" if session.signed_in else _SETTING


def renew(session: Session, article: Mapping[str, Any]) -> None:
    """Bring the suggestions of an article in line with the annotator's memory.

    What has been answered stays, and so does an article that the annotator is done with, or reads
    without suggestions. Only what differs from what stands is written.
    """
    seq = int(article["seq"])
    is_done = annotation.state_of(session.store, seq, session.annotator.id) == "done"
    if is_done or openings.is_without(session, seq):
        return
    there = stored.standing(session.store, seq, session.annotator.id)
    difference = _difference(there, _recalled(session, seq, str(article["text"]), there))
    if difference:
        stored.keep(session.store, str(article["id"]), session.annotator.id, difference)


Recalled = Mapping[stored.Proposed, Suggestion]


def _recalled(session: Session, seq: int, text: str, there: stored.Standing) -> Recalled:
    """Return the suggestions as the memory would have them."""
    others = [
        Suggestion(row["start"], row["end"], row["label_id"], row["score"] or 0.0)
        for row in there.others.values()
    ]
    decided = [
        Decided(row["start"], row["end"], row["label_id"], row["state"] == "rejected")
        for row in there.decided
    ]
    memory = _memory(session, seq, text, there) if is_on(session) else None
    found = memory.recall(text, others, decided) if memory else others
    return {(s.label_id, s.start, s.end): s for s in found}


def _difference(there: stored.Standing, recalled: Recalled) -> stored.Difference | None:
    """Return what differs from what the memory said before; None: nothing does."""
    stated = {
        key: s for key, s in recalled.items() if key not in there.others and not there.holds(s)
    }
    fresh = [s for key, s in stated.items() if key not in there.own]
    restated = [(there.own[key]["id"], s) for key, s in stated.items() if key in there.own]
    answered = {  # another recogniser found later what was answered here already
        (row["label_id"], row["start"], row["end"])
        for row in there.decided
        if str(row["suggestion_id"]).startswith("memory-")
    }
    out = {row["id"] for key, row in there.others.items() if key not in recalled or key in answered}
    out |= {
        row["id"]
        for key, row in there.own.items()
        if key not in recalled or key in answered or key in there.others
    }
    left_out, shown = sorted(out - there.left_out), sorted(there.left_out - out)
    if stated or left_out or shown:
        return stored.Difference(fresh, restated, left_out, shown)
    return None


def _memory(session: Session, seq: int, text: str, there: stored.Standing) -> Memory | None:
    """Return what the annotator's memory holds of the words of a text; None: nothing.

    What was decided in the article itself is left out: there the reader is offered "all like this",
    and what they let be would come back as a suggestion. So are words that the project's own model
    has learned: it knows better than they where they are a name.
    """
    store, project, annotator = session.store, session.project.id, session.annotator.id
    first = first_words(text)
    rows = stored.evidence(store, project, annotator, first)
    if not rows:
        return None
    names = {
        label.id: label.name
        for label in people.labels(store, project)
        if label.kind == "span" and label.status != "withdrawn"
    }
    here = Counter(
        (row["quote"], row["label_id"], row["state"] == "rejected") for row in there.decided
    )
    # Most words that begin like some here end like none here; looking for each would take longer.
    known = [
        dict(row)
        for row in rows
        if row["label_id"] in names
        and ((last := row["quote"].rpartition(" ")[2]) in first or not last.isascii())
        and row["quote"] in text
        and (
            row["rejected"] > row["marked"]
            or not _is_learned(session, row["quote"], row["label_id"])
        )
    ]
    corrections = stored.corrections(
        store, project, annotator, {row["quote"] for row in there.others.values()}, seq
    )
    return Memory(
        [_elsewhere(session, seq, row, here) for row in known],
        [
            Correction(**dict(row))
            for row in corrections
            if row["right_label_id"] in names
            and not _is_learned(session, row["right_quote"], row["right_label_id"])
        ],
        names,
    )


def _is_learned(session: Session, quote: str, label_id: str) -> bool:
    """Return whether the version in use of the project's model has learned words with a label."""
    version = models.recogniser(session)
    return version is not None and version.model.has_learned(quote, label_id)


def _elsewhere(
    session: Session, seq: int, row: Mapping[str, Any], here: Counter[tuple[str, str, bool]]
) -> Evidence:
    """Return what is remembered of words, but for what was decided in this article."""
    quote, label_id = row["quote"], row["label_id"]
    contexts = frozenset[tuple[str, str]]()
    if is_common(quote):
        places = stored.surroundings(session.store, session.annotator.id, quote, label_id, seq)
        contexts = frozenset(context(*place) for place in places)
    return Evidence(
        quote, label_id, row["marked"] - here[quote, label_id, False],
        row["rejected"] - here[quote, label_id, True],
        "" if row["article_seq"] == seq else row["last"], contexts,
    )  # fmt: skip
