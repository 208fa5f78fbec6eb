"""What the CSV tells of how annotations were made, against what was done in which order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from factories import TEXT, add_article, as_member, content, make_act, relation, reply
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model import Filter
from annotator.services import (
    annotating,
    blindness,
    codebook,
    exchange,
    guidelines,
    openings,
    reading,
    suggesting,
)
from annotator.services.exchange import Selection
from annotator.services.session import Session, local_session
from annotator.store import Store, open_store

Told = tuple[str, str, str]


def told(who: Session) -> dict[str, Told]:
    """Return what the file of whoever asks tells of each annotation, by its id."""
    return {
        row["annotation_id"]: (row["without_suggestions"], row["in_sight"], row["guidelines"])
        for row in exchange.preview(who, Selection(), 99)
    }


def put(
    who: Session, article: str, name: str, label: str = "PER", before: str = "", text: str = TEXT
) -> None:
    """Put a mark on an article, or give the one that is there another label."""
    mark = content(text, 0, 10, label, id=name)
    act = make_act(mark | {"label_id": before} if before else None, mark)
    receipt = annotating.act(who, article, [replace(act, kind="change" if before else "annotate")])
    assert not receipt.refused, receipt.refused


@pytest.fixture
def lead(session: Session) -> Session:
    return as_member(session, "lead")


@pytest.fixture
def ann(lead: Session) -> Session:
    return as_member(lead, "annotator", "Ann")


def test_who_works_alone_is_in_nobodys_sight_and_suggestions_tell_nothing(
    session: Session,
) -> None:
    suggesting.choose(session, "rules")
    article = add_article(session)
    given = reading.open_article(session, article, Filter())["suggestions"]
    put(session, article, "mine")
    found = told(session)
    assert found.pop("mine") == ("0", "", "")
    assert found == {each["id"]: ("", "", "") for each in given}


def test_all_that_a_person_made_is_told_of_alike(lead: Session) -> None:
    suggesting.choose(lead, "rules")
    guidelines.keep(lead, "Mark all.", 0)
    article = add_article(lead)
    one = reading.open_article(lead, article, Filter())["suggestions"][0]
    no = content(TEXT, one["start"], one["end"], one["label_id"], id="no", state="rejected")
    whole = content("", 0, 0, "REPORT", id="whole", kind="article")
    made = [
        content(TEXT, 0, 4, id="first", note="Who?"),
        content(TEXT, 5, 10, id="second"),
        no | {"suggestion_id": one["id"]},
        whole | dict.fromkeys(("start", "end", "quote")),
        relation("first", "second", id="relation"),
        reply("first", "She.", id="reply"),
    ]
    receipt = annotating.act(lead, article, [make_act(None, each) for each in made])
    assert not receipt.refused, receipt.refused
    found = told(lead)
    assert {found[each["id"]] for each in made} == {("0", "0", "1")}


class Work:
    """A lead and an annotator on two articles, and what the file is to tell of their marks."""

    def __init__(self, store: Store) -> None:
        self.lead = as_member(local_session(store, "Tests"), "lead")
        self.readers = (self.lead, as_member(self.lead, "annotator", "Ann"))
        self.texts = [f"{TEXT} {number}." for number in range(2)]
        self.articles = [add_article(self.lead, text) for text in self.texts]
        self.lifted, self.looked = set[int](), set[int]()  # ever
        self.versions, self.share = 0, 0
        self.without: dict[tuple[int, int], str] = {}
        self.last: dict[tuple[int, int], tuple[str, str]] = {}
        self.expected: dict[str, Told] = {}

    def mark(self, who: int, article: int) -> None:
        self._put(who, article, f"mark{len(self.expected)}", "PER", "")

    def change(self, who: int, article: int) -> None:
        if (who, article) in self.last:
            name, label = self.last[who, article]
            self._put(who, article, name, "ORG" if label == "PER" else "PER", label)

    def _put(self, who: int, article: int, name: str, label: str, before: str) -> None:
        text = self.texts[article]
        put(self.readers[who], self.articles[article], name, label, before, text)
        self.last[who, article] = (name, label)
        without = self.without.setdefault((who, article), str(self.share))
        in_sight = article in self.lifted or (who == 0 and article in self.looked)
        self.expected[name] = (without, str(int(in_sight)), str(self.versions or ""))

    def lift_or_put_back(self, _who: int, article: int) -> None:
        change = blindness.put_back if self._is_lifted(article) else blindness.lift
        change(self.lead, self.articles[article])
        self.lifted.add(article)

    def look(self, _who: int, article: int) -> None:
        if not self._is_lifted(article):  # where all may see it is no look
            self.looked.add(article)
        blindness.shows(self.lead, article + 1, looking=True)

    def write(self, _who: int, _article: int) -> None:
        self.versions = guidelines.keep(self.lead, f"After {self.versions}.", self.versions)

    def share_all_or_none(self, _who: int, _article: int) -> None:
        self.share = 1 - self.share
        openings.set_share(self.lead, 100 * self.share)

    def _is_lifted(self, article: int) -> bool:
        return blindness.is_lifted(self.lead, article + 1)


STEPS = st.sampled_from(
    (Work.mark, Work.change, Work.lift_or_put_back, Work.look, Work.write, Work.share_all_or_none)
)


@settings(max_examples=12)
@given(steps=st.lists(st.tuples(STEPS, st.integers(0, 1), st.integers(0, 1)), max_size=14))
def test_whatever_is_done_in_whatever_order_what_held_then_is_told(
    steps: list[tuple[Callable[[Work, int, int], None], int, int]],
) -> None:
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "p.db")
        work = Work(store)
        for step, who, article in steps:
            step(work, who, article)
        assert told(work.lead) == work.expected
        store.close()


def test_a_change_of_the_codebook_is_no_act_of_whoever_made_the_annotation(
    lead: Session, ann: Session
) -> None:
    article = add_article(lead)
    guidelines.keep(lead, "One", 0)
    put(ann, article, "mark")
    blindness.lift(lead)
    guidelines.keep(lead, "Two", 1)
    codebook.merge(lead, "PER", "ORG")
    change = codebook.merge(lead, "ORG", "NORP")
    assert told(lead) == {"mark": ("0", "0", "1")}
    codebook.take_back(lead, change)
    assert told(lead) == {"mark": ("0", "0", "1")}
    put(ann, article, "mark", "LOC", before="ORG")
    assert told(lead) == {"mark": ("0", "1", "2")}


def test_of_what_came_in_a_file_nothing_is_told_until_it_is_changed_here(
    lead: Session, ann: Session, tmp_path: Path
) -> None:
    openings.set_share(lead, 100)
    guidelines.keep(lead, "One", 0)
    article = add_article(lead)
    put(ann, article, "mark")
    assert told(lead) == {"mark": ("1", "0", "1")}
    file = "".join(exchange.export_csv(lead, Selection())).encode()
    other = local_session(open_store(tmp_path / "other.db"), "Tests")
    list(exchange.import_csv(other, file, "a.csv"))
    assert told(other) == {"mark": ("", "", "")}
    codebook.merge(other, "PER", "ORG")
    assert told(other) == {"mark": ("", "", "")}
    put(replace(other, annotator=ann.annotator), article, "mark", "LOC", before="ORG")
    assert told(other) == {"mark": ("0", "", "")}
    other.store.close()


def test_whoever_reads_blind_is_told_of_their_own_alone_whatever_others_do_and_see(
    lead: Session, ann: Session
) -> None:
    article, other = add_article(lead), add_article(lead, f"{TEXT} Two.")
    put(ann, article, "mine")
    before = told(ann)
    seq = int(str(reading.read(lead, article)["seq"]))
    openings.set_share(lead, 100)
    assert blindness.shows(lead, seq, looking=True)
    put(lead, article, "theirs")
    blindness.lift(lead, other)
    put(lead, other, "seen", text=f"{TEXT} Two.")
    assert told(lead)["theirs"] == ("1", "1", "")
    assert told(ann) == before | {"seen": ("1", "1", "")}
