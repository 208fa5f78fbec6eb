"""Who waves suggestions through is told from whoever is careful, fast or overlooks names.

People are simulated on articles whose names are known: a recogniser gives some of them a wrong
label and suggests words that are none. Half the articles go out without suggestions.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import pytest
from factories import add_article

from annotator.agreement.sums import Share
from annotator.services import effort, honesty, openings
from annotator.services.session import Session
from annotator.store import annotation, articles, people
from annotator.store import openings as stored

NAMES = 8
LABELS = ("PER", "ORG", "LOC")


@dataclass(frozen=True)
class Habit:
    """How somebody works: what share they overlook by hand, and wave through; time of an answer."""

    overlooks: float = 0.05
    waves: float = 0.0
    answer_ms: int = 3000
    ms_a_word: int = 300


HABITS = {
    "Careful": Habit(),
    "Fast and careful": Habit(answer_ms=600, ms_a_word=120),
    "Overlooks much": Habit(overlooks=0.35),
    "Waves through": Habit(waves=0.95, answer_ms=600),
    "Slow and waves": Habit(waves=0.95, answer_ms=6000),
}


def simulate(session: Session, habits: dict[str, Habit], number: int, share: int = 50) -> None:
    """Let people be done with articles of eight names each, and two words that are none."""
    store, chance = session.store, random.Random(4)  # noqa: S311
    openings.set_share(session, share, seed=1)
    recogniser = people.annotator(store, "rules", "recogniser", "1")
    # By ids that are always the same: who reads what without is drawn by them.
    who = {name: name.casefold() for name in habits}
    for name in habits:
        people.bring_in_annotator(store, who[name], name)
    words = " ".join(f"Name{n}" for n in range(NAMES + 2))
    for place in range(number):
        article = add_article(session, f"{words} {place}")
        seq = articles.seq_in(store, session.project.id, article)
        truth = [chance.choice(LABELS) for _ in range(NAMES)] + ["", ""]
        said = [
            chance.choice(LABELS) if not label or chance.random() < 0.15 else label
            for label in truth
        ]
        with store.write() as connection:
            annotation.insert_many(
                connection,
                [row(seq, n, label, "suggested", recogniser.id) for n, label in enumerate(said)],
            )
            annotation.recount_suggestions(connection, seq)
            for name, habit in habits.items():
                stored.begin_in(connection, seq, who[name], f"2026-01-01T00:00:{place:02}Z")
                hidden = stored.is_without(connection, seq, who[name])
                made = list(work(seq, truth, said, habit, who[name], chance, hidden=hidden))
                annotation.insert_many(connection, made)
                connection.executemany(
                    """
                    INSERT INTO acts (id, article_seq, annotator_id, at, stored_at, kind, subject,
                        group_id, took_ms)
                    VALUES (?, ?, ?, '', '', ?, 'annotation', ?, ?)
                    """,
                    [
                        (
                            one["act_id"],
                            seq,
                            who[name],
                            {"accepted": "accept", "rejected": "reject"}.get(
                                one["state"], "annotate"
                            ),
                            one["act_id"],
                            habit.answer_ms if one["suggestion_id"] else None,
                        )
                        for one in made
                    ],
                )
                connection.execute(
                    "INSERT INTO assignment (article_seq, annotator_id, state, updated_at) "
                    "VALUES (?, ?, 'done', ?)",
                    (seq, who[name], f"2026-01-01T{place:04}"),
                )
                spent = 40 * habit.ms_a_word * chance.uniform(1.2, 1.8) * (1.5 if hidden else 1)
                connection.execute(
                    "INSERT INTO active_time VALUES (?, ?, '2026-01-01', ?)",
                    (who[name], seq, round(spent)),
                )


def work(
    seq: int,
    truth: list[str],
    said: list[str],
    habit: Habit,
    who: str,
    chance: random.Random,
    *,
    hidden: bool,
) -> Any:
    """Yield what somebody makes of an article."""
    for n, (true, label) in enumerate(zip(truth, said, strict=True)):
        if hidden:
            if true and chance.random() > habit.overlooks:
                yield row(seq, n, true, "made", who)
        elif chance.random() < habit.waves or true == label:
            yield row(seq, n, label, "accepted", who)
        elif true:
            yield row(seq, n, true, "corrected", who)
        else:
            yield row(seq, n, label, "rejected", who)


def row(seq: int, n: int, label: str, state: str, who: str) -> dict[str, Any]:
    start = n * 6
    suggestion = f"{seq}-{n}"
    return {
        "id": suggestion if state == "suggested" else f"{suggestion}-{who}", "article_seq": seq,
        "version_id": seq, "kind": "span", "label_id": label, "start": start, "end": start + 5,
        "quote": f"Name{n}", "note": "", "state": state, "score": 0.9, "reason": "",
        "suggestion_id": suggestion if state in ("accepted", "corrected", "rejected") else None,
        "annotator_id": who, "created_at": "", "updated_at": "", "act_id": f"{suggestion}-{who}-a",
    }  # fmt: skip


@pytest.fixture
def found(session: Session) -> honesty.Honesty:
    simulate(session, HABITS, 90)
    return honesty.check(session)


def test_who_waves_through_is_marked_and_nobody_else(found: honesty.Honesty) -> None:
    waving = {"Waves through", "Slow and waves"}
    assert {each.name for each in found.marked} == waving
    for each in found.people:
        assert each.waves_by_hand in (None, each.name in waving), each.name
        assert each.waves_against_others in (None, each.name in waving), each.name
    assert found.share == 50


def test_what_suggestions_change_is_measured(found: honesty.Honesty) -> None:
    by_name = {each.name: each for each in found.people}
    careful = by_name["Careful"]
    assert sum(careful.articles) == 90
    for one in (careful, found.everybody):
        assert one.minutes.more.interval
        assert one.minutes.more.interval.high < 0  # with suggestions it takes less
        assert one.minutes.hidden.value == pytest.approx(1.5 * (one.minutes.shown.value or 0), 0.1)
    assert careful.refused.value == pytest.approx(0.2 + 0.8 * 0.1, abs=0.04)
    much = by_name["Overlooks much"].labels.more.value
    assert much is not None
    assert much > (careful.labels.more.value or 0)  # and is not marked for it
    assert by_name["Fast and careful"].quick == Share(
        by_name["Fast and careful"].quick.of, by_name["Fast and careful"].quick.of
    )
    assert found.agreement_more.value is not None
    assert {row["label_id"] for row in found.mix} == set(LABELS)
    for row_ in found.mix:
        assert row_["compared"].more.value == pytest.approx(0, abs=0.05)
    assert sum(row_["compared"].shown.value for row_ in found.mix) == pytest.approx(1)


def test_few_articles_mark_nobody(session: Session) -> None:
    simulate(session, {"Waves through": HABITS["Waves through"]}, 12)
    [only] = honesty.check(session).people
    assert (only.waves_by_hand, only.waves_against_others) == (None, None)
    assert not only.is_marked
    assert only.minutes.more.interval is None


def test_without_a_share_there_is_nothing_to_compare(session: Session) -> None:
    simulate(session, {"One": Habit(), "Two": Habit(waves=1)}, 30, share=0)
    found = honesty.check(session)
    assert (found.share, found.people, found.mix) == (0, (), [])
    assert found.everybody.minutes.more.value is None
    assert honesty.check(session).everybody.articles == (0, 0)


def test_nobody_has_read_any_without_yet(session: Session) -> None:
    simulate(session, {"One": Habit()}, 1, share=1)
    found = honesty.check(session)
    assert found.everybody.articles == (1, 0)
    assert found.everybody.minutes.hidden.value is None


def test_the_list_is_as_long_as_the_number(session: Session) -> None:
    simulate(session, HABITS, 40)
    for each in honesty.check(session).people:
        assert honesty.behind(session, each.annotator_id).total == each.against.hits
    answers = effort.team(session).answers
    for column in ("band", "second", "answer"):
        for value in {row_[column] for row_ in answers}:
            n = sum(row_["n"] for row_ in answers if row_[column] == value)
            assert effort.behind(session, "answers", {column: value}).total == n
    for act in {row_["act"] for row_ in effort.team(session).kinds}:
        n = sum(row_["n"] for row_ in effort.team(session).kinds if row_["act"] == act)
        assert effort.behind(session, "acts", {"act": act}).total == n
