"""Who is asking, about which project, in which database."""

from __future__ import annotations

import functools
import getpass
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import Forbidden, NotFound, Refused
from annotator.model import Annotator, Project
from annotator.store import Store, articles, members, open_store, people, preferences

ROOT = Path(__file__).parents[2]
DEFAULT_DATABASE = ROOT / "data" / "pressmark.db"
DEFAULT_PROJECT = "My articles"


@dataclass(frozen=True, slots=True)
class Session:
    """A person at work on a project. Every service takes one, and checks what it may see.

    Without sign-in whoever is at this machine leads all projects; `signed_in` tells that it is a
    member who asks.
    """

    store: Store
    project: Project
    annotator: Annotator
    role: str = "lead"
    signed_in: bool = False


def database_path(arguments: Sequence[str] | None = None) -> Path:
    """Return the database that was named: `--db PATH`, else PRESSMARK_DB, else data/pressmark.db.

    Raises
    ------
    Refused
        If `--db` stands last, with no path after it.
    """
    given = list(sys.argv if arguments is None else arguments)
    for place, argument in enumerate(given):
        if argument.startswith("--db="):
            return Path(argument.removeprefix("--db=")).expanduser()
        if argument == "--db":
            if place + 1 == len(given):
                raise Refused("--db needs a path.", "Write --db PATH.")
            return Path(given[place + 1]).expanduser()
    named = os.environ.get("PRESSMARK_DB", "")
    return Path(named).expanduser() if named else DEFAULT_DATABASE


@functools.cache
def store_at(path: Path) -> Store:
    """Return the open store of a file: one for the whole process."""
    return open_store(path)


def store_here() -> Store:
    """Return the open store of the database that was named."""
    return store_at(database_path())


def local_session(store: Store, project: str = "") -> Session:
    """Return the session of the person at this machine.

    Parameters
    ----------
    store : Store
        The open database.
    project : str
        The name of a project, made if there is none; empty: the one used last.
    """
    name = project or _project_used_last(store)
    return Session(store, people.project(store, name), _local_annotator(store))


def session_on(store: Store, project: str, annotator_id: str = "") -> Session:
    """Return the session on a project that a link names; empty: the one used last.

    Parameters
    ----------
    store : Store
        The open database.
    project : str
        The name of a project.
    annotator_id : str
        Who is signed in; empty: whoever is at this machine.

    Raises
    ------
    NotFound
        If there is no such project, or not for whoever asks: following a link makes none.
    Forbidden
        If whoever asks is a member of no project.
    """
    if annotator_id:
        return _members_session(store, project, annotator_id)
    if project:
        people.find_project(store, project)
    return local_session(store, project)


def session_for(store: Store, article_id: str, annotator_id: str = "") -> Session:
    """Return the session on the project that an article belongs to.

    Raises
    ------
    NotFound
        If there is no such article, or not for whoever asks.
    """
    project = articles.project_of(store, article_id)
    try:
        return session_on(store, project, annotator_id)
    except NotFound:
        raise articles.no_such(article_id) from None


def _members_session(store: Store, project: str, annotator_id: str) -> Session:
    """Return the session of somebody who is signed in, on a project that has them as a member."""
    mine = {str(row["name"]): row for row in members.projects_of(store, annotator_id)}
    annotator = people.annotator_by_id(store, annotator_id)
    if annotator is None or not mine:
        raise Forbidden(
            "You are a member of no project yet.", "Ask whoever leads one for an invitation."
        )
    used = str(preferences.of_annotator(store, annotator_id).get("project", ""))
    is_there = used in mine and not mine[used]["archived_at"]
    name = project.strip() or (used if is_there else next(iter(mine)))
    if name not in mine:
        raise NotFound(f"There is no project {name[:80]!r}.", "Choose one in the settings.")
    row = mine[name]
    return Session(store, Project(row["id"], name), annotator, row["role"], signed_in=True)


def _project_used_last(store: Store) -> str:
    """Return the project used last; before any was, the first there is, or the one to be made."""
    there = [str(row["name"]) for row in people.projects(store) if not row["archived_at"]]
    used = people.setting(store, "project")
    return used if used in there else next(iter(there), DEFAULT_PROJECT)


def _local_annotator(store: Store) -> Annotator:
    known = people.annotator_by_id(store, people.setting(store, "local_annotator"))
    if known is not None:
        return known
    with store.write():  # two first requests at once make one annotator
        known = people.annotator_by_id(store, people.setting(store, "local_annotator"))
        if known is None:
            known = people.annotator(store, _account_name())
            people.set_setting(store, "local_annotator", known.id)
    return known


def _account_name() -> str:
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in some containers
        name = ""
    return "Reader" if name in ("", "root") else name.capitalize()


def choose_project(session: Session, name: str) -> Session:
    """Return a session on another project, and remember it as the one used last."""
    if session.signed_in:
        chosen = _members_session(session.store, name, session.annotator.id)
        preferences.keep(session.store, session.annotator.id, {"project": chosen.project.name})
        return chosen
    chosen = local_session(session.store, name)
    people.set_setting(session.store, "project", chosen.project.name)
    return chosen


def database_file(session: Session) -> tuple[Path, int]:
    """Return where the database is, and its size in bytes with what is not yet folded into it."""
    path = session.store.path.resolve()
    parts = (path, path.with_name(f"{path.name}-wal"))
    return path, sum(part.stat().st_size for part in parts if part.is_file())


def rename(session: Session, name: str) -> None:
    """Change the name that the annotator's work is shown under."""
    people.rename_annotator(session.store, session.annotator.id, name)
