"""All that a report of a project tells, gathered from the services of the pages of figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotator import __version__
from annotator.errors import Forbidden
from annotator.model import Label
from annotator.services import (
    agreeing,
    assigning,
    blindness,
    comparing,
    differences,
    effort,
    guidelines,
    library,
    missed_by_all,
    openings,
    reporting,
    roles,
)
from annotator.services.agreeing import Figures
from annotator.services.comparing import Overview
from annotator.services.effort import Effort
from annotator.services.guidelines import Version
from annotator.services.missed_by_all import Overlooked
from annotator.services.reporting import Choices, Report
from annotator.services.session import Session


@dataclass(frozen=True, slots=True)
class Findings:
    """What there is to tell of a project, for whoever asks, on a day.

    `agreement` holds figures by what they are of; `why_none` says why there are none. `missed` and
    `effort` are None where there is nothing to say of them.
    """

    project: str
    day: str
    software: str
    report: Report
    choices: Choices
    labels: tuple[Label, ...]
    guidelines: Version | None
    overlap: int
    rule: str
    without: int
    overview: Overview
    agreement: dict[str, Figures]
    why_none: str
    missed: Overlooked | None
    effort: Effort | None

    @property
    def is_part(self) -> bool:
        """Whether it tells of the articles alone whose blindness is lifted."""
        return self.report.is_part


@roles.needs("read")
def gather(session: Session) -> Findings:
    """Return all that a report tells: of what whoever asks may see.

    Raises
    ------
    Forbidden
        If there is nothing of others' work that they may see.
    """
    report = reporting.report(session, "marks")
    overview = comparing.overview(session)
    why = _why_none(overview)
    labels = [label for label in library.labels(session) if label.status != "withdrawn"]
    return Findings(
        project=session.project.name,
        day=session.store.now()[:10],
        software=f"Pressmark {__version__}",
        report=report,
        choices=reporting.choices(session),
        labels=tuple(labels),
        guidelines=guidelines.present(session),
        overlap=assigning.overlap(session),
        rule=blindness.of_project(session).rule,
        without=openings.share(session).without,
        overview=overview,
        agreement={} if why else _agreement(session),
        why_none=why,
        missed=missed_by_all.overview(session) if len(overview.people) > 1 else None,
        effort=_effort(session),
    )


def _agreement(session: Session) -> dict[str, Figures]:
    """Return the figures of all pairs of people, by what they are of."""
    who = differences.PEOPLE
    asked: dict[str, Callable[[], Figures]] = {
        "Passages": lambda: agreeing.of_passages(session, who),
        "Text": lambda: agreeing.of_text(session, who),
        "Relations": lambda: agreeing.of_relations(session, who),
        "Labels of articles": lambda: agreeing.of_articles(session, who),
    }
    return {name: count() for name, count in asked.items()}


def _effort(session: Session) -> Effort | None:
    """Return what it took everybody; None where that is not told, or nobody is done."""
    try:
        found = effort.team(session)
    except Forbidden:
        return None
    return found if found.everybody.articles else None


def _why_none(overview: Overview) -> str:
    """Return why nothing can be said of agreement; empty: something can."""
    if not overview.articles:
        return "There are no articles yet, so there is nothing to compare."
    if not overview.people:
        return "Nobody has marked anything yet, so there is nothing to compare."
    if len(overview.people) == 1:
        name = overview.people[0]
        return f"{name} is the only one who has read here: there is nobody to agree with."
    if not overview.has_pairs:
        return (
            f"{len(overview.people)} people have read here, but no two the same article: nothing "
            "can be compared."
        )
    return ""
