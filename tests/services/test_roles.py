"""Who may do what: each role, each service."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from assigned import as_role
from factories import TEXT, add_article, another, content, make_act

from annotator import services
from annotator.errors import Forbidden, NotFound, Refused
from annotator.model import Filter
from annotator.services import (
    accounting,
    agreeing,
    annotating,
    article_pages,
    asking,
    assigning,
    blindness,
    choosing,
    codebook,
    colouring,
    comparing,
    concordance,
    confusions,
    corpus,
    dossiers,
    effort,
    entities,
    exchange,
    findings,
    guidelines,
    honesty,
    inviting,
    keyness,
    labelling,
    lessons,
    library,
    loading,
    membership,
    missed_by_all,
    models,
    names,
    occurrences,
    openings,
    patterns,
    presence,
    progress,
    projects,
    publishing,
    queueing,
    reading,
    reporting,
    roles,
    rules,
    suggesting,
    team_progress,
    together,
    training,
    trends,
    working,
)
from annotator.services.session import Session, session_for, session_on
from annotator.store import Store, members, people

MODULES = (
    accounting, agreeing, annotating, article_pages, asking, assigning, blindness, choosing,
    codebook, colouring, comparing, concordance, confusions, corpus, dossiers, effort, entities,
    exchange, findings, guidelines, honesty, inviting, keyness, labelling, lessons, library,
    loading, membership, missed_by_all, models, names, occurrences, openings, patterns, presence,
    progress, projects, publishing, queueing, reporting, rules, suggesting, team_progress,
    together, training, trends, working,
)  # fmt: skip
# What each service is to whom; what is not named here asks for no more than membership.
TABLE = {
    "reader": {
        "findings.gather", "publishing.report", "publishing.methods_paragraph",
        "article_pages.as_html",
        "membership.of_project", "presence.beat", "presence.others", "reporting.report",
        "reporting.behind", "reporting.choices", "blindness.log", "blindness.lifted",
        "progress.own",
        "effort.own", "effort.behind",
        "comparing.overview", "comparing.show_matrix", "comparing.behind",
        "corpus.counted", "names.names", "dossiers.dossier", "dossiers.passages",
        "dossiers.quotations", "together.pairs", "together.behind", "concordance.lines",
        "concordance.as_csv", "keyness.compare", "trends.trend", "trends.behind",
        "confusions.show_confusion", "confusions.confused", "confusions.has_before",
        "agreeing.of_articles", "agreeing.of_alignment", "agreeing.of_words",
        "agreeing.of_passages", "agreeing.of_text", "agreeing.of_relations",
        "missed_by_all.overview", "missed_by_all.worth_a_look",
    },
    "annotator": {
        "annotating.act", "occurrences.label", "occurrences.remove", "occurrences.step",
        "labelling.propose", "queueing.arrange", "exchange.export_csv", "exchange.count",
        "exchange.preview", "working.mine", "working.next_assigned", "working.skip",
        "working.take_up",
    },
    "adjudicator": {
        "effort.team", "honesty.check", "honesty.behind",
        "team_progress.team", "team_progress.by_article",
    },
    "lead": {
        "loading.load", "loading.undo_load", "loading.redo_load", "library.remove",
        "library.restore", "entities.load", "entities.clear", "exchange.import_csv",
        "labelling.add", "labelling.change", "labelling.move", "labelling.retire",
        "labelling.confirm", "labelling.rename", "labelling.withdraw", "codebook.merging",
        "codebook.merge", "codebook.splitting", "codebook.split", "codebook.take_back",
        "codebook.changes", "codebook.quotes", "codebook.people", "codebook.values",
        "colouring.take", "guidelines.keep",
        "labelling.set_attributes", "rules.change", "rules.add", "patterns.keep",
        "suggesting.choose", "asking.try_on", "projects.begin", "projects.archive",
        "training.train", "models.choose",
        "models.roll_back", "membership.change_role", "membership.take_out",
        "membership.close_account", "membership.open_account", "inviting.invite",
        "inviting.waiting", "inviting.withdraw", "inviting.offer_account", "assigning.able",
        "assigning.set_overlap", "assigning.set_overlap_of", "assigning.plan",
        "assigning.hand_out", "assigning.call_off", "assigning.take_back", "assigning.reassign",
        "assigning.set_due", "accounting.lines", "accounting.balance", "accounting.assignments",
        "accounting.handed_out", "accounting.annotators", "accounting.articles",
        "choosing.by_filter", "choosing.by_sample", "blindness.set_rule",
        "blindness.lift", "blindness.put_back", "labelling.carried", "rules.misfits",
        "lessons.examples", "lessons.count", "models.versions", "loading.loads",
        "openings.set_share",
    },
}  # fmt: skip


@pytest.fixture
def session(store: Store) -> Session:
    project = people.project(store, "Team")
    return as_role(Session(store, project, people.annotator(store, "Ada"), signed_in=True), "lead")


@pytest.mark.parametrize("role", roles.ROLES)
def test_services_ask_for_the_roles_that_the_table_says(session: Session, role: str) -> None:
    whoever = as_role(session, role)
    for least, guarded in TABLE.items():
        is_allowed = roles.ROLES.index(role) >= roles.ROLES.index(least)
        for name in guarded:
            module, _, function = name.partition(".")
            [found] = [each for each in MODULES if each.__name__.endswith(f".{module}")]
            service: Any = getattr(found, function)
            # What is let in stumbles over the argument that there is none of.
            with pytest.raises(TypeError if is_allowed else Forbidden):
                service(whoever, no_such_thing=None)


def test_the_table_names_every_service_that_asks_for_a_role() -> None:
    assert {each for names in TABLE.values() for each in names} == set(roles.GUARDED)


def test_every_service_that_writes_asks_for_a_role_or_writes_what_is_ones_own() -> None:
    own = {
        "reading.keep_place", "preferences.choose", "memory.switch", "memory.renew",
        "session.rename", "session.choose_project", "tokens.make",
    }  # fmt: skip
    for path in sorted(Path(services.__file__).parent.glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            name = f"{path.stem}.{getattr(node, 'name', '')}"
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            writes = ".write()" in ast.unparse(node)
            asks = any("needs" in ast.unparse(each) for each in node.decorator_list)
            asks |= "roles.require" in ast.unparse(node)
            takes = bool(node.args.args) and node.args.args[0].arg == "session"
            assert not (takes and writes) or asks or name in own, name


def test_a_reader_reads_and_keeps_a_place_but_marks_nothing(session: Session) -> None:
    article = add_article(session)
    reader = as_role(session, "reader")
    told = reading.open_article(reader, article, Filter())
    assert told["article"]["id"] == article
    assert "you are its reader" in told["assignment"]["refused"]
    reading.keep_place(reader, article, 3)
    with pytest.raises(Forbidden, match="annotators and adjudicators and leads of Team"):
        annotating.act(reader, article, [])


def test_a_role_counts_as_it_is_now_and_not_as_it_was_when_a_page_was_drawn(
    session: Session,
) -> None:
    article = add_article(session)
    members.set_role(session.store, session.project.id, session.annotator.id, "reader")
    with pytest.raises(Forbidden, match="you are its reader"):
        library.remove(session, article)
    members.set_role(session.store, session.project.id, session.annotator.id, "")
    with pytest.raises(Forbidden, match="you are its member no more"):
        annotating.act(session, article, [])


def test_who_is_no_member_sees_neither_the_project_nor_its_articles(session: Session) -> None:
    store = session.store
    article = add_article(session)
    stranger = people.annotator(store, "Stranger")
    with pytest.raises(Forbidden, match="member of no project"):
        session_on(store, "Team", stranger.id)
    other = people.project(store, "Other")
    members.set_role(store, other.id, stranger.id, "lead")
    with pytest.raises(NotFound, match="no project"):
        session_on(store, "Team", stranger.id)
    with pytest.raises(NotFound, match="no article"):
        session_for(store, article, stranger.id)
    theirs = session_on(store, "", stranger.id)
    assert [row["name"] for row in library.projects(theirs)] == ["Other"]
    with pytest.raises(NotFound, match="no article"):
        library.remove(theirs, article)


def test_an_annotator_takes_away_what_is_their_own(session: Session) -> None:
    article = add_article(session)
    bob = as_role(another(session, "Bob"), "annotator")
    for who in (session, bob):
        receipt = annotating.act(who, article, [make_act(None, content(TEXT, 0, 10))])
        assert not receipt.refused
    rows = exchange.preview(bob, exchange.Selection())
    assert {row["annotator"] for row in rows} == {"Bob"}
    everybody = exchange.preview(session, exchange.Selection(states=("made",)))
    assert {row["annotator"] for row in everybody} == {"Ada", "Bob"}


def test_who_may_not_see_the_work_of_others_is_told_no_count_and_no_order_of_it(
    session: Session,
) -> None:
    articles = [add_article(session, f"{name}. {TEXT}") for name in ("One", "Two", "Three")]
    bob = as_role(another(session, "Bob"), "annotator")

    def mark(who: Session, article: str, times: int) -> None:
        text = str(reading.read(who, article)["text"])
        for start in range(times):
            after = content(text, start, start + 4, "EVENT", note="a note")
            assert not annotating.act(who, article, [make_act(None, after)]).refused

    mark(session, articles[0], 3)
    mark(bob, articles[1], 2)
    mark(bob, articles[2], 1)
    by_marks = Filter(sort="marks")
    told = {
        who.annotator.name: [
            (row["id"], row["marks"], row["notes"]) for row in library.page(who, by_marks).rows
        ]
        for who in (session, bob)
    }
    first, second, third = articles
    assert told["Ada"] == [(first, 3, 3), (second, 2, 2), (third, 1, 1)]
    assert told["Bob"] == [(second, 2, 2), (third, 1, 1), (first, 0, 0)]
    place = reading.open_article(bob, second, by_marks)["place"]
    assert (place["position"], place["next"]) == (1, third)
    labelled = Filter(label_id="EVENT")
    assert {row["id"] for row in library.page(bob, labelled).rows} == {second, third}
    assert library.page(session, labelled).total == 3
    asked = exchange.Selection(filter=labelled)
    assert {row["article_id"] for row in exchange.preview(bob, asked)} == {second, third}
    adas = replace(asked, annotator_id=session.annotator.id)
    assert exchange.preview(bob, adas) == []
    assert [each.name for each in library.annotators(bob)] == ["Bob"]


def test_who_leads_a_project_begins_another_one_of_a_name_that_nobody_has(
    session: Session,
) -> None:
    theirs = projects.begin(session, "Front pages")
    assert (theirs.project.name, theirs.role) == ("Front pages", "lead")
    assert session_on(session.store, "", session.annotator.id).project.name == "Front pages"
    people.project(session.store, "Of others")
    for taken in ("Of others", " Team "):
        with pytest.raises(Refused, match="There is a project"):
            projects.begin(session, taken)
    with pytest.raises(Refused, match="needs a name"):
        projects.begin(session, "  ")
