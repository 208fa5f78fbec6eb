"""Dates that are suggested with their value, and kept with it by whoever accepts them."""

from __future__ import annotations

import json

from factories import add_article

from annotator.model import Filter
from annotator.services import exchange, labelling, occurrences, reading
from annotator.services.occurrences import Wanted
from annotator.services.session import Session

TEXT = "Anna Lindh came to Geneva on Monday. She left on 3 May 2016."


def dates(session: Session, article_id: str) -> list[dict[str, object]]:
    opened = reading.open_article(session, article_id, Filter())
    return [each for each in opened["suggestions"] if each["label_id"] == "DATE"]


def test_a_date_is_suggested_with_its_value_by_the_date_of_the_article(session: Session) -> None:
    article = add_article(session, TEXT, published_at="2016-11-02T16:37:00Z")
    first, second = dates(session, article)
    assert (first["quote"], first["attributes"]) == ("Monday", {"value": "2016-10-31"})
    assert first["reason"] == "date pattern · 2016-10-31"
    assert (second["quote"], second["attributes"]) == ("3 May 2016", {"value": "2016-05-03"})


def test_an_article_without_a_date_says_so_and_gives_no_value(session: Session) -> None:
    first, second = dates(session, add_article(session, TEXT))
    assert first["attributes"] == {}
    assert "the article has no date" in str(first["reason"])
    assert second["attributes"] == {"value": "2016-05-03"}


def test_a_label_that_asks_for_no_value_gets_none(session: Session) -> None:
    labelling.set_attributes(session, "DATE", [])
    first, _ = dates(session, add_article(session, TEXT, published_at="2016-11-02"))
    assert first["attributes"] == {}
    assert str(first["reason"]).endswith("2016-10-31")


def test_an_accepted_date_leaves_with_its_value_in_the_csv(session: Session) -> None:
    article = add_article(session, TEXT, published_at="2016-11-02")
    dates(session, article)
    assert occurrences.label(session, Wanted("Monday", "DATE"), "stroke").places == 1
    selection = exchange.Selection(states=("accepted",))
    [row] = exchange.preview(session, selection)
    assert (row["quote"], json.loads(row["attributes"])) == ("Monday", {"value": "2016-10-31"})
