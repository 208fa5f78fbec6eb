"""Beginning a project."""

from __future__ import annotations

from annotator.errors import Refused
from annotator.services import roles
from annotator.services.session import Session, choose_project
from annotator.store import members, people


@roles.needs("change the project")
def begin(session: Session, name: str) -> Session:
    """Return the session on a new project, which whoever begins it leads.

    Without sign-in a name that there is already leads to that project.

    Raises
    ------
    Refused
        If the name is empty, or another project of a team has it.
    """
    if session.signed_in:
        with session.store.write():  # two who begin the same one at once: one of them does
            if name.strip() in {row["name"] for row in people.projects(session.store)}:
                raise Refused(f"There is a project {name.strip()[:80]!r}.", "Choose another name.")
            made = people.project(session.store, name)
            members.set_role(session.store, made.id, session.annotator.id, "lead")
    return choose_project(session, name)
