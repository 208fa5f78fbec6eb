"""A team with articles to be handed out, and what the ledger tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factories import TEXT, add_article

from annotator.services.session import Session
from annotator.store import Store, members, people


def team(store: Store, names: Sequence[str], role: str = "annotator") -> list[Session]:
    """Return the sessions of members of a project; the first one leads it."""
    project = people.project(store, "Team")
    sessions = []
    for place, name in enumerate(names):
        who = people.annotator(store, name)
        given = role if place else "lead"
        members.set_role(store, project.id, who.id, given)
        sessions.append(Session(store, project, who, given, signed_in=True))
    return sessions


def as_role(session: Session, role: str) -> Session:
    """Return the session of a member whose role is changed to another one."""
    members.set_role(session.store, session.project.id, session.annotator.id, role)
    return replace(session, role=role)


def articles(session: Session, number: int, **fields: str) -> list[str]:
    """Load articles and return their ids, in the order of loading."""
    return [add_article(session, f"Number {each}. {TEXT}", **fields) for each in range(number)]


def present(store: Store) -> dict[tuple[int, str], str]:
    """Return the state of every assignment, by article and annotator."""
    rows = store.rows("SELECT * FROM assignment WHERE given_at <> ''")
    return {
        (row["article_seq"], row["annotator_id"]): "skipped" if row["skipped_at"] else row["state"]
        for row in rows
    }


def replayed(store: Store) -> dict[tuple[int, str], str]:
    """Return the same, as the ledger tells it from its first line."""
    told: dict[tuple[int, str], str] = {}
    for row in store.rows("SELECT * FROM ledger ORDER BY seq"):
        pair = (row["article_seq"], row["annotator_id"])
        if row["what"] in ("given", "drawn"):
            assert pair not in told
            told[pair] = row["state"]
        elif row["what"] in ("taken back", "reassigned", "called off"):
            del told[pair]
        elif row["what"] == "skipped":
            told[pair] = "skipped"
        elif row["what"] == "taken up" or told[pair] != "skipped":
            told[pair] = row["state"]
    return told


def check_books(store: Store) -> None:
    """The ledger replays to the assignments, and each article counts those that it is given to."""
    assert replayed(store) == present(store)
    for row in store.rows("SELECT seq, given FROM article"):
        there = [s for (seq, _), s in present(store).items() if seq == row["seq"]]
        assert row["given"] == sum(state != "skipped" for state in there)
