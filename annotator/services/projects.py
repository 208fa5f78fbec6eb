"""Projects: beginning one, from a template; archiving one, and restoring it."""

from __future__ import annotations

from annotator.errors import NotFound, Refused
from annotator.services import guidelines, roles
from annotator.services.session import Session, choose_project, session_on
from annotator.store import members, people
from annotator.templates import TEMPLATES, Template


@roles.needs("begin a project")
def begin(session: Session, name: str, template_id: str = TEMPLATES[0].id) -> Session:
    """Return the session on a new project, which whoever begins it leads.

    It begins with the labels and the guidelines of a template. Without sign-in a name that there is
    already leads to that project, and nothing in it changes.

    Raises
    ------
    NotFound
        If there is no such template.
    Refused
        If the name is empty, or another project of a team has it.
    """
    template = _template(template_id)
    with session.store.write():  # two who begin the same one at once: one of them does
        is_there = name.strip() in {row["name"] for row in people.projects(session.store)}
        if is_there and session.signed_in:
            raise Refused(f"There is a project {name.strip()[:80]!r}.", "Choose another name.")
        made = people.project(session.store, name, template.labels)
        if session.signed_in:
            members.set_role(session.store, made.id, session.annotator.id, "lead")
    begun = choose_project(session, name)
    if template.guidelines and not is_there:
        guidelines.keep(begun, template.guidelines, 0)
    return begun


@roles.needs("archive and restore")
def archive(session: Session) -> None:
    """Take the project out of the lists; from now on it can be read, and nothing in it changed."""
    people.archive(session.store, session.project.id, archived=True)


def restore(session: Session, name: str) -> Session:
    """Take a project that is archived back into the lists, and return the session on it.

    Raises
    ------
    NotFound
        If whoever asks belongs to no such project.
    Forbidden
        If they do not lead it.
    """
    there = session_on(session.store, name, session.annotator.id if session.signed_in else "")
    roles.require(there, "archive and restore")
    people.archive(session.store, there.project.id, archived=False)
    return choose_project(session, name)


def archived(session: Session) -> list[str]:
    """Return the names of the archived projects that whoever asks leads."""
    if session.signed_in:
        mine = members.projects_of(session.store, session.annotator.id)
        return [row["name"] for row in mine if row["archived_at"] and row["role"] == "lead"]
    return [str(row["name"]) for row in people.projects(session.store) if row["archived_at"]]


def _template(template_id: str) -> Template:
    for each in TEMPLATES:
        if each.id == template_id:
            return each
    raise NotFound(f"There is no template {template_id[:40]!r}.", "Choose one from the list.")
