"""Splitting a label, for everybody, and taking it back."""

from __future__ import annotations

import pytest
from coded import carried, label
from factories import add_article, another
from marked import mark_passage

from annotator.errors import Refused
from annotator.model import Attribute
from annotator.services import codebook, labelling, library
from annotator.services.codebook import Choice
from annotator.services.session import Session
from annotator.store import stacks


def test_a_label_is_split_by_quotes_people_and_values(session: Session) -> None:
    article = add_article(session)
    ben = another(session, "Ben")
    labelling.set_attributes(session, "PER", [Attribute("", "Elected", "yesno")])
    anna = mark_passage(session, article, 0, 10, "PER", attributes={"elected": True})
    kofi = mark_passage(session, article, 15, 25, "PER", attributes={"elected": False})
    theirs = mark_passage(ben, article, 0, 10, "PER")
    assert codebook.quotes(session, "PER") == [("Anna Lindh", 2), ("Kofi Annan", 1)]
    assert [(name, times) for _, name, times in codebook.people(session, "PER")] == [
        (session.annotator.name, 2), ("Ben", 1),
    ]  # fmt: skip
    assert codebook.values(session, "PER", "elected") == [(False, 1), (True, 1)]
    by_quote = Choice("PER", quotes=("Anna Lindh",))
    assert codebook.splitting(session, by_quote).extent.annotations == 2
    assert (
        codebook.splitting(session, Choice("PER", annotators=(ben.annotator.id,))).extent.people
        == 1
    )
    chosen = Choice("PER", attribute="elected", values=(True,))
    change = codebook.split(session, chosen, "Elected person")
    made = carried(session, article)[anna]
    assert (carried(session, article)[kofi], carried(ben, article)[theirs]) == ("PER", "PER")
    assert label(session, made).attributes == label(session, "PER").attributes
    assert made in label(session, "SAID_BY").joins.to_ids
    codebook.take_back(session, change)
    assert carried(session, article) == {anna: "PER", kofi: "PER"}
    assert label(session, made).status == "withdrawn"
    codebook.split(session, by_quote, "elected PERSON")
    assert carried(ben, article) == {theirs: made}
    assert label(session, made).status == ""
    with pytest.raises(Refused, match="No annotation is chosen"):
        codebook.split(session, Choice("PER", quotes=("nobody",)), "Nobody")
    assert "Nobody" not in {each.name for each in library.labels(session)}


def test_what_was_done_before_a_split_is_undone_after_it(session: Session) -> None:
    article = add_article(session)
    one = mark_passage(session, article, 0, 10, "PER")
    codebook.split(session, Choice("PER"), into_id="NORP")
    assert carried(session, article) == {one: "NORP"}
    step = stacks.undo(session.store, article, session.annotator)
    assert step is not None
    assert not step.refused
    assert carried(session, article) == {}
