"""The report of a project as one HTML file, and its methods paragraph as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from annotator import charts
from annotator.charts import CHARTS, Look
from annotator.formats import report_html
from annotator.formats.report_html import Picture, Section, Table
from annotator.services import blindness, comparing, methods, roles
from annotator.services.agreeing import Figures
from annotator.services.effort import Estimate
from annotator.services.effort import Figures as OfPerson
from annotator.services.findings import Findings, gather
from annotator.services.missed_by_all import Missed
from annotator.services.progress import MINUTE
from annotator.services.session import Session


@roles.needs("read")
def report(session: Session) -> str:
    """Return the report of a project: of what whoever asks may see.

    It says the same of the same work; the day alone, on which it was made, is another one.

    Raises
    ------
    Forbidden
        If there is nothing of others' work that they may see.
    """
    blindness.note_look(session, "exported")
    found = gather(session)
    return report_html.write(
        found.project,
        (f"Report of {found.day}", found.software, *(("a part of the articles",) * found.is_part)),
        [
            _totals(found), _findings(found), _agreement(found), _missed(found), _effort(found),
            _rules(found),
        ],
        methods.paragraph(found),
    )  # fmt: skip


@roles.needs("read")
def methods_paragraph(session: Session) -> str:
    """Return the methods paragraph of a project alone, in Markdown; see `report`."""
    blindness.note_look(session, "exported")
    return methods.paragraph(gather(session))


def _totals(found: Findings) -> Section:
    tiles, overview = found.report.tiles, found.overview
    answers = found.report.tables["answers"].rows
    answered = sum(row["n"] for row in answers if row["answer"] != "open")
    rows = [
        ("Articles", tiles["articles"]), ("Words", tiles["words"]),
        ("Annotators", len(overview.people)), ("Marks", tiles["marks"]),
        ("Answers to suggestions", answered), ("Notes", tiles["notes"]),
        ("Articles that anybody has begun", overview.begun),
        ("Articles that two or more have begun", overview.shared),
        ("Articles that anybody is done with", overview.done),
    ]  # fmt: skip
    told = [(name, f"{number:,}") for name, number in rows]
    notes = ["Counted are the articles alone on which blindness is lifted."] * found.is_part
    return Section("Totals", tables=[Table("What there is", ("", "n"), told)], notes=notes)


def _findings(found: Findings) -> Section:
    look = Look("light", found.report.hues)
    pictures, notes = [], []
    for chart in CHARTS:
        table = found.report.tables[chart.table]
        if not table.rows:
            notes.append(f"{chart.title}: {chart.empty}")
            continue
        figure = charts.figure(chart, table.rows, table.caption, table.note, table.of)
        about = " ".join(filter(None, (figure.question, f"{figure.caption}.", figure.note)))
        svg = charts.image(figure, look, "svg").decode()
        pictures.append(Picture(figure.title, about, svg))
    if found.report.tables["answers"].rows:
        notes.append("Open suggestions are those that whoever made the report is shown.")
    return Section("What was found", pictures=pictures, notes=notes)


def _agreement(found: Findings) -> Section:
    if found.why_none:
        return Section("Agreement", [found.why_none])
    tables, notes = [], []
    for name, figures in found.agreement.items():
        if figures.rows:
            tables.append(_of_figures(name, figures))
            notes.append(f"{name}: {_unmarked(methods.DEFINITIONS[name][0])}")
        else:
            notes.append(f"{name}: {figures.empty}")
    return Section("Agreement", [], tables, notes=notes)


def _of_figures(name: str, figures: Figures) -> Table:
    columns = (
        "figure", "value", "95 % interval", f"n {figures.unit}s", "annotators", "observed",
        "expected", "left out",
    )  # fmt: skip
    rows = [
        (
            each.title, _number(each.result.value), comparing.between(each.result),
            f"{each.result.n_units:,}", f"{each.result.n_annotators:,}",
            _number(each.result.observed), _number(each.result.expected),
            f"{each.result.n_excluded:,}",
        )
        for each in figures.rows
    ]  # fmt: skip
    return Table(name, columns, rows, methods.notes(figures))


def _missed(found: Findings) -> Section:
    title, missed = "What all annotators missed", found.missed
    if missed is None or missed.why:
        return Section(title, [missed.why if missed else "It takes two who have read."])
    columns = ("label", "missed by all", "95 % interval", "found", "by two or more", "why none")
    rows = [_missed_row(each.name, each.missed) for each in missed.labels]
    rows.append(_missed_row("All", missed.total))
    table = Table("Passages, by capture and recapture over blind annotators", columns, rows)
    names = ", ".join(missed.readers[each] for each in missed.chosen)
    notes = [f"{names} have read {missed.articles:,} articles in common, blind to one another."]
    return Section(title, tables=[table], notes=notes)


def _missed_row(name: str, missed: Missed) -> tuple[str, ...]:
    ends = f"{missed.low:,.1f} to {missed.high:,.1f}" if missed.estimate is not None else "–"
    estimate = "–" if missed.estimate is None else f"{missed.estimate:,.1f}"
    return (name, estimate, ends, f"{missed.n_found:,}", f"{missed.n_again:,}", missed.note)


def _effort(found: Findings) -> Section:
    if found.effort is None:
        return Section("Effort", ["Nobody is done with an article, or it is told to others."])
    people = [*found.effort.people, found.effort.everybody]
    columns = (
        "annotator", "articles done", "of these timed", "active hours", "minutes for 100 words",
        "seconds an act", "acts an annotation",
    )  # fmt: skip
    return Section(
        "Effort",
        tables=[Table("Over articles that somebody is done with", columns, _people(people))],
        notes=["Active time: the article in view, and a sign of somebody within half a minute."],
    )


def _people(people: Sequence[OfPerson]) -> list[tuple[str, ...]]:
    return [
        (
            each.name, f"{each.articles:,}", f"{each.counted:,}",
            f"{each.active_ms / MINUTE / 60:,.1f}", _estimate(each.minutes),
            _estimate(each.seconds), _estimate(each.acts),
        )
        for each in people
    ]  # fmt: skip


def _rules(found: Findings) -> Section:
    rows = [(each.name, each.kind, each.id, each.description) for each in found.labels]
    version = found.guidelines
    words = (
        f"The guidelines are version {version.number} of {version.at[:10]}."
        if version
        else "There are no guidelines."
    )
    table = Table("The label set", ("label", "kind", "id", "what it is for"), rows)
    return Section("Labels and guidelines", [words], [table])


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _estimate(found: Estimate) -> str:
    if found.value is None:
        return "–"
    ends = found.interval
    return f"{found.value:.2f}" + (f" ({ends.low:.2f} to {ends.high:.2f})" if ends else "")


def _unmarked(text: str) -> str:
    """Return a definition without the signs of Markdown."""
    return methods.cite(text).replace("*", "")
