"""The CSV: out, in, out again, the same bytes but for how it was made; safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from exported import but_how_made
from factories import TEXT, add_article, content, make_act, relation
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Refused
from annotator.formats import annotations_csv
from annotator.model import Filter, Suggestion
from annotator.services import exchange, guidelines, loading
from annotator.services.exchange import Selection
from annotator.services.session import Session, local_session
from annotator.store import acts, annotation, open_store, people, stacks
from annotator.store import exchange as brought_in
from annotator.store.suggestions import suggest

HOSTILE = [
    "=1+1", "'=1+1", '+49 "x"', "-3", "@SUM(A1)", "\ttab", "<script>alert(1)</script>",
    "O’Brien's", 'a,b\n"c"', "🦊 عربي 北京",
]  # fmt: skip


def export(session: Session, **chosen: Any) -> str:
    return "".join(exchange.export_csv(session, Selection(**chosen)))


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def annotate(session: Session, article: str, *made: dict[str, Any]) -> None:
    receipt = acts.apply(
        session.store, article, session.annotator, [make_act(after=each) for each in made]
    )
    assert not receipt.refused


@pytest.fixture
def rich(session: Session) -> Session:
    """Return a project with everything a CSV has to carry."""
    guidelines.keep(session, "Mark all.", 0)
    article = add_article(session, url="https://example.org/?a=1&b=2", tags=("x", "=y"))
    annotate(
        session, article, content(TEXT, 0, 10), content(TEXT, 0, 4, None, note="=cmd|' /C'!A0")
    )
    whole = {"kind": "article", "start": None, "end": None, "quote": None}
    annotate(session, article, content(TEXT, 0, 1, "REPORT") | whole)
    annotate(session, article, content(TEXT, 0, 1, None, note="On the whole.") | whole)
    recogniser = people.annotator(session.store, "rules", "recogniser", "1")
    suggest(session.store, article, recogniser, [
        Suggestion(15, 25, "PER", 0.9, "title"), Suggestion(29, 35, "LOC", 0.95, "city"),
    ])  # fmt: skip
    [one, _] = [r for r in annotation.of_article(session.store, 1, "") if r["state"] == "suggested"]
    made = {n: one[n] for n in annotation.CONTENT} | {
        "id": "answer", "state": "accepted", "suggestion_id": one["id"],
    }  # fmt: skip
    receipt = acts.apply(
        session.store, article, session.annotator, [make_act(after=made, kind="accept")]
    )
    assert not receipt.refused
    for number, text in enumerate(HOSTILE):
        other = add_article(session, f"x{text}y", title=text, source=text, byline=text)
        annotate(session, other, content(f"x{text}y", 1, 1 + len(text), note=f"{text}{number}"))
    text = "=Tove met Tuulikki on Klovharun."
    one, other = (content(text, 0, 5, entity_id="=Q1"), content(text, 10, 18, entity_id="a,b"))
    place = content(text, 22, 31, "LOC")
    annotate(
        session, add_article(session, text), one, other, place, relation(one["id"], other["id"]),
        relation(other["id"], place["id"]), relation(other["id"], place["id"], "BELONGS_TO"),
    )  # fmt: skip
    add_article(session, "Nothing here.", title="Empty")
    return session


@pytest.mark.parametrize("with_empty", [False, True])
def test_what_was_exported_loads_back_to_the_same_but_for_how_it_was_made(
    rich: Session, tmp_path: Path, with_empty: bool
) -> None:
    first = export(rich, with_empty=with_empty)
    empty = local_session(open_store(tmp_path / "other.db"), "Another project")
    verdicts = list(exchange.import_csv(empty, first.encode(), "a.csv"))
    assert {v.outcome for v in verdicts} == {"loaded"}
    again = local_session(empty.store, "Tests")
    second = export(again, with_empty=with_empty)
    assert but_how_made(second) == but_how_made(first)
    assert {(row["without_suggestions"], row["guidelines"]) for row in cells(first)} == {
        ("0", "1"), ("", ""),
    }  # fmt: skip
    assert {row["without_suggestions"] + row["guidelines"] for row in cells(second)} == {""}
    repeated = list(exchange.import_csv(empty, first.encode(), "a.csv"))
    assert {v.outcome for v in repeated if v.reason} <= {"duplicate"}
    assert export(again, with_empty=with_empty) == second
    empty.store.close()


def test_a_relation_tells_the_words_at_both_ends(rich: Session) -> None:
    rows = [row for row in cells(export(rich)) if row["kind"] == "relation"]
    assert [(row["from_quote"], row["label_id"], row["to_quote"]) for row in rows] == [
        ("'=Tove", "SAME", "Tuulikki"),
        ("Tuulikki", "SAME", "Klovharun"),
        ("Tuulikki", "BELONGS_TO", "Klovharun"),
    ]


def test_no_cell_of_the_file_can_run_as_a_formula(rich: Session) -> None:
    for row in csv.reader(io.StringIO(export(rich), newline="")):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(st.text())
def test_a_guarded_cell_comes_back_as_it_was(cell: str) -> None:
    assert annotations_csv.unguard(annotations_csv.guard(cell)) == cell


def test_each_row_tells_what_stands_where(rich: Session) -> None:
    rows = [row for row in cells(export(rich)) if row["quote"] == "Anna Lindh"]
    [row] = rows
    assert (row["start"], row["end"], row["label"], row["label_id"]) == ("0", "10", "Person", "PER")
    assert (row["left"], row["right"]) == ("", TEXT[10:50].replace("\n", " "))
    assert (row["state"], row["kind"], row["project"]) == ("made", "span", "Tests")
    assert row["annotator"] == rich.annotator.name


def test_the_filters_choose_rows(rich: Session) -> None:
    assert {r["label_id"] for r in cells(export(rich, label_id="LOC"))} == {"LOC"}
    assert {r["state"] for r in cells(export(rich, states=("suggested",)))} == {"suggested"}
    assert {r["annotator_id"] for r in cells(export(rich, annotator_id=rich.annotator.id))} == {
        rich.annotator.id
    }
    assert cells(export(rich, created_to="2001-01-01")) == []
    assert {r["quote"] for r in cells(export(rich, filter=Filter(query="Geneva")))} >= {"Geneva"}
    titles = [r["title"] for r in cells(export(rich, with_empty=True))]
    assert titles.count("Empty") == 1


def test_a_file_of_another_kind_is_refused_with_the_remedy(session: Session) -> None:
    with pytest.raises(Refused, match="no column"):
        list(exchange.import_csv(session, b"a,b\r\n1,2\r\n", "a.csv"))


def test_a_row_that_does_not_fit_its_text_is_refused_and_the_others_are_loaded(
    rich: Session, tmp_path: Path
) -> None:
    first = export(rich).replace(",0,10,Anna Lindh,", ",1,11,Anna Lindh,")
    empty = local_session(open_store(tmp_path / "other.db"), "Tests")
    verdicts = list(exchange.import_csv(empty, first.encode(), "a.csv"))
    [refused] = [v for v in verdicts if v.outcome == "refused"]
    assert "line" in refused.place
    assert "not what stands at 1-11" in refused.reason
    empty.store.close()


def test_a_text_that_was_tampered_with_is_refused(session: Session, tmp_path: Path) -> None:
    article = add_article(session)
    annotate(session, article, content(TEXT, 0, 10))
    text = export(session).replace("said nothing", "said something")
    empty = local_session(open_store(tmp_path / "other.db"), "Tests")
    [verdict] = list(exchange.import_csv(empty, text.encode(), "a.csv"))
    assert verdict.outcome == "refused"
    assert "hash" in verdict.reason
    empty.store.close()


def test_an_undone_act_leaves_the_export(session: Session) -> None:
    article = add_article(session)
    annotate(session, article, content(TEXT, 0, 10))
    stacks.undo(session.store, article, session.annotator)
    assert cells(export(session)) == []


def test_annotations_loaded_onto_articles_that_are_there_are_undone_as_one_and_redone(
    rich: Session, tmp_path: Path
) -> None:
    file = export(rich).encode()
    other = local_session(open_store(tmp_path / "other.db"), "Tests")
    list(exchange.import_csv(other, file, "all.csv"))
    [first] = loading.loads(other)
    loading.undo_load(other, int(str(first["id"])))
    loading.redo_load(other, int(str(first["id"])))
    assert but_how_made(export(other)) == but_how_made(file.decode())
    seq = int(str(other.store.value("SELECT seq FROM article WHERE title = 'A title'")))
    article = str(other.store.value("SELECT id FROM article WHERE seq = ?", (seq,)))
    theirs = replace(other, annotator=rich.annotator)
    mine = next(
        row for row in annotation.of_article(other.store, seq, rich.annotator.id)
        if row["quote"] == "Anna Lindh"
    )  # fmt: skip
    before = {name: mine[name] for name in annotation.CONTENT}
    changed = make_act(before, before | {"label_id": "ORG"}, "change")
    assert not acts.apply(other.store, article, theirs.annotator, [changed]).refused
    brought_in.take_out(other.store, int(str(first["id"])))
    assert [row["label_id"] for row in cells(export(other))] == ["ORG"]
    brought_in.put_back(other.store, int(str(first["id"])))
    assert export(other).count("\r\n") == file.decode().count("\r\n")
    assert [row["label_id"] for row in cells(export(other)) if row["quote"] == "Anna Lindh"] == [
        "ORG"
    ]
    other.store.close()
