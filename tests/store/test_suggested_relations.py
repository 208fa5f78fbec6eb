"""What a recogniser joins: suggested relations, answered like other suggestions."""

from __future__ import annotations

import io
from contextlib import closing
from typing import Any

from doing import of
from exported import but_how_made
from factories import add_article, make_act

from annotator.formats import annotations_csv
from annotator.model import Suggestion
from annotator.services import reporting
from annotator.services.exchange import Selection, export_csv, import_csv
from annotator.services.session import Session, local_session
from annotator.store import acts, annotation, articles, open_store, people, suggestions

TEXT = "“We must act now,” said Anna Lindh, “and not next year.” Kofi Annan left."
SAID = [
    Suggestion(0, 18, "QUOTE", 0.9, "marks", (("SAID_BY", 24, 34), ("SAID_WITH", 19, 23))),
    Suggestion(19, 23, "CUE", 0.8, "verb"),
    Suggestion(24, 34, "PER", 0.9, "name"),
    Suggestion(36, 56, "QUOTE", 0.9, "marks", (("SAID_BY", 24, 34), ("SAID_WITH", 19, 23))),
    Suggestion(57, 67, "PER", 0.9, "name"),
]


def read_by(session: Session, article: str, version: str = "1", found: Any = SAID) -> None:
    recogniser = people.annotator(session.store, "rules", "recogniser", version)
    suggestions.suggest(session.store, article, recogniser, found)


def rows(session: Session, article: str, **wanted: str) -> list[dict[str, Any]]:
    found = of(session, article)
    return [row for row in found if all(row[name] == value for name, value in wanted.items())]


def answer(suggestion: dict[str, Any], state: str = "accepted", **more: Any) -> Any:
    content = annotation.content(suggestion) | {
        "id": f"answer-{suggestion['id'][-8:]}", "state": state, "suggestion_id": suggestion["id"],
    }  # fmt: skip
    return make_act(after=content | more, kind="accept" if state == "accepted" else "reject")


def apply(session: Session, article: str, *made: Any) -> None:
    assert not acts.apply(session.store, article, session.annotator, made).refused


def test_a_quotation_is_joined_to_its_speaker_and_its_cue(session: Session) -> None:
    article = add_article(session, TEXT)
    read_by(session, article)
    by_id = {row["id"]: row for row in rows(session, article)}
    joined = {
        (r["label_id"], by_id[r["from_id"]]["quote"], by_id[r["to_id"]]["quote"])
        for r in rows(session, article, kind="relation", state="suggested")
    }
    assert joined == {
        (label, quote, end)
        for quote in ("“We must act now,”", "“and not next year.”")
        for label, end in (("SAID_BY", "Anna Lindh"), ("SAID_WITH", "said"))
    }


def test_suggested_relations_are_in_no_count_of_suggestions(session: Session) -> None:
    article = add_article(session, TEXT)
    read_by(session, article)
    assert articles.read(session.store, article)["suggestions"] == len(SAID)


def test_an_answer_to_a_suggested_relation_closes_no_other_suggestion(session: Session) -> None:
    article = add_article(session, TEXT)
    read_by(session, article)
    quotation, cue = (rows(session, article, label_id=label)[0] for label in ("QUOTE", "CUE"))
    ends = answer(quotation, id="quotation"), answer(cue, id="cue")
    [relation, *_] = rows(session, article, kind="relation", label_id="SAID_WITH")
    said = answer(relation, id="said", from_id="quotation", to_id="cue")
    apply(session, article, *ends, said)
    tiles = reporting.report(session).tiles
    assert (tiles["suggestions"], tiles["open"]) == (len(SAID), len(SAID) - 2)


def test_the_same_recogniser_gives_the_same_ids(session: Session, tmp_path: Any) -> None:
    article = add_article(session, TEXT)
    read_by(session, article)
    with closing(open_store(tmp_path / "other.db")) as store:
        other = local_session(store, "Others")
        read_by(other, add_article(other, TEXT))
        assert {r["id"] for r in rows(other, article)} == {r["id"] for r in rows(session, article)}


def test_unanswered_relations_give_way_with_what_they_join(session: Session) -> None:
    article = add_article(session, TEXT)
    read_by(session, article)
    read_by(session, article, "2", SAID[4:])
    assert [row["quote"] for row in rows(session, article)] == ["Kofi Annan"]


def test_what_was_answered_is_not_proposed_again_and_keeps_its_relations(session: Session) -> None:
    article = add_article(session, TEXT)
    read_by(session, article)
    [quote, *_] = rows(session, article, label_id="QUOTE")
    speaker = rows(session, article, quote="Anna Lindh")[0]
    apply(session, article, answer(quote), answer(speaker))
    read_by(session, article, "2")
    assert len(rows(session, article, state="suggested", label_id="QUOTE")) == 2
    assert len(rows(session, article, state="suggested", quote="Anna Lindh")) == 1
    by = rows(session, article, kind="relation", label_id="SAID_BY")
    assert {row["to_id"] for row in by} == {speaker["id"]}
    assert quote["id"] in {row["from_id"] for row in by}


def test_a_rejected_relation_keeps_its_ends(session: Session) -> None:
    article = add_article(session, TEXT)
    read_by(session, article)
    by = rows(session, article, kind="relation", label_id="SAID_BY")[0]
    apply(session, article, answer(by, "rejected"))
    read_by(session, article, "2", [])
    there = {row["id"] for row in rows(session, article)}
    assert {by["from_id"], by["to_id"]} <= there


def test_an_accepted_quotation_goes_out_and_comes_back_byte_by_byte(
    session: Session, tmp_path: Any
) -> None:
    article = add_article(session, TEXT)
    read_by(session, article)
    whole = {row["id"]: row for row in rows(session, article)}
    ends = [row for row in whole.values() if row["kind"] == "span"][:3]
    made = {row["id"]: answer(row) for row in ends}
    relations = [row for row in whole.values() if row["from_id"] == ends[0]["id"]]
    joined = [
        answer(row, from_id=made[row["from_id"]].after["id"], to_id=made[row["to_id"]].after["id"])
        for row in relations
    ]
    apply(session, article, *made.values(), *joined)
    exported = "".join(export_csv(session, Selection()))
    kinds = [row["kind"] for _, row in annotations_csv.read(io.StringIO(exported, newline=""))]
    assert kinds.count("relation") == 6
    with closing(open_store(tmp_path / "other.db")) as store:
        other = local_session(store, "Tests")
        verdicts = list(import_csv(other, exported.encode(), "file"))
        assert {verdict.outcome for verdict in verdicts} == {"loaded"}
        again = "".join(export_csv(other, Selection()))
        assert but_how_made(again) == but_how_made(exported)
