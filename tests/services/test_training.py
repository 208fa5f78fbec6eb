"""Training from a project's annotations: versions, what is in use, and what leaves it as it was."""

from __future__ import annotations

import hashlib
import os
import signal
from typing import Any

import numpy as np
import pytest
from factories import add_article, content, done_act, make_act

from annotator.errors import NotFound, Refused
from annotator.learning import Example, Hints, learn
from annotator.model import Filter, Label
from annotator.recognisers.embedding import Embedded
from annotator.recognisers.tokens import tokenise
from annotator.services import lessons, models, suggesting, training
from annotator.services.reading import open_article
from annotator.services.session import Session
from annotator.services.training_job import TrainJob
from annotator.store import acts, people

SHIPS = (
    "Aurora", "Borealis", "Calypso", "Dolphin", "Endeavour", "Fram", "Gannet", "Heron", "Iris",
    "Juno", "Kestrel", "Lark",
)  # fmt: skip
NEW = "On Monday the steamer Nautilus left at dawn.\n\nThe captain of the steamer Nautilus slept."


@pytest.fixture(autouse=True)
def read_by_rules(session: Session) -> None:
    """What the rules find is known for sure; the trained model may take a ship for a person."""
    suggesting.choose(session, "rules")


def annotate(session: Session, ships: tuple[str, ...] = SHIPS, done: bool = True) -> None:
    """Mark ships, with a label of the team's own, and be done with their articles."""
    people.add_labels(session.store, session.project.id, (Label("SHIP", "Ship"),))
    for ship in ships:
        text = NEW.replace("Nautilus", ship)
        article = add_article(session, text, title=ship)
        places = (text.index(ship), text.rindex(ship))
        made = [make_act(after=content(text, at, at + len(ship), "SHIP")) for at in places]
        if done:
            made.append(done_act())
        assert not acts.apply(session.store, article, session.annotator, made).refused


def suggested(session: Session, article: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = open_article(session, article, Filter())["suggestions"]
    return [row for row in rows if row["kind"] == "span"]


def spoil(session: Session, number: int) -> None:
    with session.store.write() as connection:
        connection.execute(
            "UPDATE model SET bytes = substr(bytes, 1, 99) WHERE number = ?", (number,)
        )
    models._loaded.clear()


def test_a_chosen_version_reads_articles_anew_and_is_named(session: Session) -> None:
    annotate(session)
    article = add_article(session, NEW)
    assert {row["label_id"] for row in suggested(session, article)} == {"DATE"}
    trained = training.train(session)
    assert models.in_use(session) is None  # it waits to be chosen
    models.choose(session, trained.number)
    rows = suggested(session, article)
    ships = [row for row in rows if row["label_id"] == "SHIP"]
    assert [row["quote"] for row in ships] == ["Nautilus", "Nautilus"]
    assert ships[0]["reason"].endswith("annotations, version 1")
    assert "DATE" in {row["label_id"] for row in rows}  # which the model does not know
    by = people.annotator_by_id(session.store, ships[0]["annotator_id"])
    assert by is not None
    assert (by.name, by.version[:2]) == ("learned", "1.")


def test_what_the_version_in_use_has_learned_is_left_to_it_by_the_memory(session: Session) -> None:
    annotate(session)
    article = add_article(session, "Aurora, Fram and Iris: three words, and no steamer.")

    def remembered() -> set[str]:
        rows = suggested(session, article)
        return {row["quote"] for row in rows if row["annotator"] == "memory"}

    assert remembered() == {"Aurora", "Fram", "Iris"}
    models.choose(session, training.train(session).number)
    told = open_article(session, article, Filter())
    assert not {row["quote"] for row in told["suggestions"] if row["annotator"] == "memory"}
    models.roll_back(session)
    assert remembered() == {"Aurora", "Fram", "Iris"}


def test_rolling_back_gives_the_suggestions_from_before(session: Session) -> None:
    annotate(session)
    article = add_article(session, NEW)
    first, second = training.train(session), training.train(session)
    assert [each.number for each in models.versions(session)] == [2, 1]
    for each in (first, second):
        models.choose(session, each.number)
    back = models.roll_back(session)
    assert back is not None
    assert back.number == 1
    assert "version 1" in str(suggested(session, article))
    assert models.roll_back(session) is None
    assert {row["label_id"] for row in suggested(session, article)} == {"DATE"}


def test_versions_are_measured_on_the_same_articles(session: Session) -> None:
    annotate(session, SHIPS[:10])
    first = training.train(session)
    annotate(session, SHIPS[10:])
    second = training.train(session)
    [_, anew] = models.versions(session)
    assert anew.scores["held_out"] == second.scores["held_out"]
    assert first.scores["all"]["articles"] <= second.scores["all"]["articles"]
    assert second.scores["labels"]["SHIP"]["f1"] == 1.0
    assert second.told["base_scores"]["labels"]["SHIP"]["recall"] == 0.0
    held_out = second.scores["all"]["articles"]
    assert second.told["curve"][-1]["articles"] == second.articles - held_out


def test_what_was_held_out_is_learned_from_once_it_has_measured(session: Session) -> None:
    annotate(session)
    trained = training.train(session)
    assert trained.articles == len(SHIPS)
    words = {ship.lower() for ship in SHIPS}
    known = [set(model._phrases) & words for model in (
        models.measured(session, trained), models.load(session, trained).model,
    )]  # fmt: skip
    assert len(known[0]) == len(SHIPS) - trained.scores["all"]["articles"]
    assert known[1] == words


def test_a_version_that_stands_on_another_network_is_refused(session: Session) -> None:
    annotate(session)
    training.train(session)
    text = "Fram left. Iris left. Lark left."
    spans = ((0, 4, "SHIP"), (11, 15, "SHIP"), (22, 26, "SHIP"))
    examples = [Example(name, text, "en", spans, (), ((0, len(text)),)) for name in "ab"]
    starts = tokenise(text).starts
    seen = Embedded(starts, np.eye(len(starts), 8, dtype=np.float32))
    data = learn(examples, lambda *_: Hints((), seen), network="one that shipped before")
    with session.store.write() as connection:
        connection.execute(
            "UPDATE model SET bytes = ?, sha256 = ?", (data, hashlib.sha256(data).hexdigest())
        )
    with pytest.raises(Refused, match=r"Version 1 can't be used.*train a new one"):
        models.choose(session, 1)
    assert training.train(session).number == 2  # what can't be measured anew is passed over


def test_too_little_is_refused_with_what_is_needed(session: Session) -> None:
    annotate(session, SHIPS[:3])
    with pytest.raises(Refused, match=r"20 annotations and 5 articles .* There are 6 and 3\."):
        training.train(session)
    assert models.versions(session) == []


def test_articles_that_nobody_is_done_with_are_no_evidence_of_silence(session: Session) -> None:
    annotate(session, done=False)
    assert [each.read for each in lessons.examples(session)] == [()] * len(SHIPS)
    with pytest.raises(Refused, match="and 0"):
        training.train(session)


def test_a_broken_version_is_refused_and_the_one_before_it_reads_on(session: Session) -> None:
    annotate(session)
    article = add_article(session, NEW)
    training.train(session)
    training.train(session)
    models.choose(session, 1)
    spoil(session, 2)
    with pytest.raises(Refused, match=r"Version 2 is broken.*train a new one"):
        models.choose(session, 2)
    assert "version 1" in str(suggested(session, article))
    spoil(session, 1)
    assert {row["label_id"] for row in suggested(session, article)} == {"DATE"}
    assert models.troubles(session)[0].startswith("Version 1 is broken")


def test_there_is_no_version_that_was_never_trained(session: Session) -> None:
    with pytest.raises(NotFound, match="no version 7"):
        models.choose(session, 7)


def test_what_half_of_those_who_read_it_marked_holds(session: Session) -> None:
    text = "Fram met Iris."
    article = add_article(session, text)
    others = [people.annotator(session.store, name) for name in ("Ann", "Ben")]
    people.add_labels(session.store, session.project.id, (Label("SHIP", "Ship"),))
    for number, who in enumerate([session.annotator, *others]):
        made = [make_act(after=content(text, 0, 4, "SHIP"))] if number < 2 else []
        made += [make_act(after=content(text, 9, 13, "SHIP"))] if number < 1 else []
        made.append(done_act())
        assert not acts.apply(session.store, article, who, made).refused
    [example] = lessons.examples(session)
    assert example.spans == ((0, 4, "SHIP"),)
    assert example.read == ((0, len(text)),)


def test_a_passage_with_gaps_is_neither_learned_nor_silence(session: Session) -> None:
    text = "North and South Korea met."
    article = add_article(session, text)
    made = content(text, 0, 21, "LOC", parts=[[0, 5], [16, 21]], quote="North … Korea")
    given = [make_act(after=made), done_act()]
    assert not acts.apply(session.store, article, session.annotator, given).refused
    [example] = lessons.examples(session)
    assert (example.spans, example.read) == ((), ((21, len(text)),))


def test_a_training_in_its_own_process_leaves_a_version(session: Session) -> None:
    annotate(session)
    job = TrainJob(session)
    job.start()
    job.wait(60)
    assert (job.phase, job.error, job.share) == ("done", "", 1.0)
    assert [each.number for each in models.versions(session)] == [1]


def test_a_training_that_is_stopped_or_killed_leaves_the_chosen_version(session: Session) -> None:
    annotate(session)
    models.choose(session, training.train(session).number)
    stopped, killed = TrainJob(session), TrainJob(session)
    stopped.start()
    stopped.stop()
    stopped.wait(60)
    assert stopped.phase == "stopped"
    killed.start()
    assert killed._process
    os.kill(killed._process.pid, signal.SIGKILL)
    killed.wait(60)
    assert killed.phase == "failed"
    assert "try it again" in killed.error
    assert [each.number for each in models.versions(session)] == [1]
    used = models.in_use(session)
    assert used is not None
    assert used.number == 1


def test_a_training_that_is_refused_says_why(session: Session) -> None:
    job = TrainJob(session)
    job.start()
    job.wait(60)
    assert job.phase == "failed"
    assert "20 annotations" in job.error
