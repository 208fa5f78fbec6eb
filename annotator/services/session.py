"""Who is asking, about which project, in which database."""

from __future__ import annotations

import functools
import getpass
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import Refused
from annotator.model import Annotator, Project
from annotator.store import Store, articles, open_store, people

ROOT = Path(__file__).parents[2]
DEFAULT_DATABASE = ROOT / "data" / "pressmark.db"
DEFAULT_PROJECT = "My articles"


@dataclass(frozen=True, slots=True)
class Session:
    """A person at work on a project. Every service takes one, and checks what it may see."""

    store: Store
    project: Project
    annotator: Annotator


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


def session_on(store: Store, project: str) -> Session:
    """Return the session on a project that a link names; empty: the one used last.

    Raises
    ------
    NotFound
        If there is no such project: following a link makes none.
    """
    if project:
        people.find_project(store, project)
    return local_session(store, project)


def session_for(store: Store, article_id: str) -> Session:
    """Return the session on the project that an article belongs to.

    Raises
    ------
    NotFound
        If there is no such article.
    """
    return local_session(store, articles.project_of(store, article_id))


def _project_used_last(store: Store) -> str:
    """Return the project used last; before any was, the first there is, or the one to be made."""
    there = [str(row["name"]) for row in people.projects(store)]
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
