"""Who is told of whose work: annotators work blind to one another until that is lifted.

Everything that tells of marks, notes, acts or states of several people asks here: `sight` for lists
and counts, `is_lifted` and `shows` for an article. Where a project has no members nobody is blind.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from annotator.errors import Forbidden, Refused
from annotator.model import Filter, Sight
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import articles, blindness, others

RULES = blindness.RULES
OTHERS = "see the work of others"
LOGGED = 100


@dataclass(frozen=True, slots=True)
class Blindness:
    """A project's rule, since when it is lifted as a whole, and on how many articles alone."""

    rule: str
    lifted_at: str
    articles: int


def sight(session: Session) -> Sight:
    """Return whose work whoever asks is told of, in lists and counts."""
    if roles.may(session, OTHERS):
        return "all"
    return blindness.sight(session.store, session.project.id)


def seen(session: Session, filter_: Filter) -> Filter:
    """Return a filter of the list as it holds for whoever asks."""
    return replace(filter_, sight=sight(session))


def demand(session: Session) -> Sight:
    """Return the same; raise Forbidden where it is nobody's work but one's own."""
    found = sight(session)
    if found == "own":
        raise Forbidden(
            f"Who annotates {session.project.name} works blind: what others did is told once "
            "that is lifted.",
            "Whoever leads the project lifts it.",
        )
    return found


def is_lifted(session: Session, article_seq: int) -> bool:
    """Return whether all members are told of one another's work on an article."""
    return blindness.is_lifted(session.store.db.conn, article_seq)


def shows(session: Session, article_seq: int, *, looking: bool = False) -> bool:
    """Return whether whoever asks is told of others' work on an article.

    `looking`: they ask for it also where others work blind. Who may is told, and that is logged.
    """
    if is_lifted(session, article_seq):
        return True
    if not looking or not roles.may(session, OTHERS):
        return False
    blindness.note_look(
        session.store, session.project.id, session.annotator.id, "seen", article_seq
    )
    return True


def told(session: Session, article_seq: int, *, looking: bool = False) -> dict[str, Any]:
    """Return what the desk tells of blindness on an article, and others' work where it is shown.

    `blindness` says whether members are blind here, and whether whoever asks may look all the same
    or may change it; `others` is there only where they are told of others' work (see `shows`).
    """
    store, project = session.store, session.project.id
    open_to_all = is_lifted(session, article_seq)
    # Where all of the project is open, one article can't be closed.
    is_fixed = blindness.sight(store, project) == "all"
    found: dict[str, Any] = {
        "blindness": {
            "is_blind": not open_to_all,
            "may_look": not open_to_all and roles.may(session, OTHERS),
            "may_change": not is_fixed and roles.may(session, "change the project"),
        }
    }
    if open_to_all or shows(session, article_seq, looking=looking):
        since = first_lifted(session, article_seq)
        found["others"] = others.of_article(store, article_seq, session.annotator.id, since)
    return found


def first_lifted(session: Session, article_seq: int) -> int | None:
    """Return after which act others' work on an article could be seen; None: not yet."""
    return blindness.first_lifted(session.store, article_seq)


def note_look(session: Session, what: str) -> None:
    """Log that the whole of a project was 'counted' or 'exported' while others work blind."""
    project = session.project.id
    if roles.may(session, OTHERS) and blindness.sight(session.store, project) != "all":
        blindness.note_look(session.store, project, session.annotator.id, what)


def of_project(session: Session) -> Blindness:
    """Return what holds in the project."""
    return Blindness(**blindness.state(session.store, session.project.id))


@roles.needs("change the project")
def set_rule(session: Session, rule: str) -> None:
    """Say until when annotators work blind to one another: one of `RULES`."""
    if rule not in RULES:
        raise Refused(f"There is no rule {rule[:20]!r}.", f"Choose one of {', '.join(RULES)}.")
    if rule != of_project(session).rule:
        blindness.set_rule(session.store, session.project.id, session.annotator.id, rule)


@roles.needs("change the project")
def lift(session: Session, article_id: str = "") -> None:
    """Let all members see one another's work: in the whole project, or on one article.

    Raises
    ------
    Refused
        If nobody is blind there.
    """
    article = _article(session, article_id)
    _demand_rule(session)
    if of_project(session).lifted_at or (article is not None and is_lifted(session, article)):
        raise Refused("Blindness is lifted already.", "Reload the page.")
    blindness.lift(session.store, session.project.id, session.annotator.id, article)


@roles.needs("change the project")
def put_back(session: Session, article_id: str = "") -> None:
    """Let members work blind again: in the whole project, or on one article.

    Raises
    ------
    Refused
        If that is not lifted, or is with the whole project.
    """
    article = _article(session, article_id)
    _demand_rule(session)
    there = of_project(session)
    if article is not None and there.lifted_at:
        raise Refused(
            "Blindness is lifted for the whole project.", "Put it back on the page Team first."
        )
    is_there = there.lifted_at or there.articles if article is None else is_lifted(session, article)
    if not is_there:
        raise Refused("Blindness is not lifted.", "Reload the page.")
    blindness.put_back(session.store, session.project.id, session.annotator.id, article)


@roles.needs("read")
def log(session: Session) -> list[dict[str, Any]]:
    """Return what was done about blindness lately, newest first: for all members to read."""
    return blindness.log(session.store, session.project.id, LOGGED)


@roles.needs("read")
def lifted(session: Session) -> list[dict[str, Any]]:
    """Return the articles that are lifted one by one, the last one first."""
    return blindness.lifted(session.store, session.project.id, LOGGED)


def _demand_rule(session: Session) -> None:
    if of_project(session).rule == "never":
        raise Refused("By its rule nobody is blind in this project.", "Choose another rule first.")


def _article(session: Session, article_id: str) -> int | None:
    if not article_id:
        return None
    article = articles.read(session.store, article_id)
    if article["project_id"] != session.project.id:
        raise articles.no_such(article_id)
    return int(str(article["seq"]))
