"""What dates mean, seen from the date of their article."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import Suggestion
from annotator.recognisers import dates, lists
from annotator.recognisers.date_values import value, with_values

WEDNESDAY = "2016-11-02T16:37:00Z"

# Written by hand, on the Wednesday of the first sample article.
CASES = [
    ("The ministers met on Monday.", "Monday", "2016-10-31"),
    ("They met on Wednesday.", "Wednesday", "2016-11-02"),
    ("The ministers will meet on Monday.", "Monday", "2016-11-07"),
    ("On Friday, the leaders will meet again.", "Friday", "2016-11-04"),
    ("He said on Tuesday that Russia will stay.", "Tuesday", "2016-11-01"),
    ("They met last Friday.", "last Friday", "2016-10-28"),
    ("They meet next Friday.", "next Friday", "2016-11-04"),
    ("They met last Wednesday.", "last Wednesday", "2016-10-26"),
    ("It rained yesterday.", "yesterday", "2016-11-01"),
    ("It is raining today.", "today", "2016-11-02"),
    ("Tomorrow is a holiday.", "Tomorrow", "2016-11-03"),
    ("It begins on 2 November.", "2 November", "2016-11-02"),
    ("It began on October 30.", "October 30", "2016-10-30"),
    ("It began on 28 February.", "28 February", "2016-02-28"),
    ("It was open until 24 December.", "24 December", "2016-12-24"),
    ("It will end on 28 February.", "28 February", "2017-02-28"),
    ("He was elected in March.", "March", "2016-03"),
    ("She will go in March.", "March", "2017-03"),
    ("War began in March 2011.", "March 2011", "2011-03"),
    ("They won in 2016.", "2016", "2016"),
    ("It was shown on 3-5 May 2017.", "3-5 May 2017", "2017-05-03/2017-05-05"),
    ("It was shown on 3–5 May.", "3–5 May", "2016-05-03/2016-05-05"),
    ("They meet next week.", "next week", "2016-W45"),
    ("They met last week.", "last week", "2016-W43"),
    ("They met last month.", "last month", "2016-10"),
    ("Prices rose this year.", "this year", "2016"),
    ("He left three days ago.", "three days ago", "2016-10-30"),
    ("He left two years ago.", "two years ago", "2014"),
    ("It was in the late 1990s.", "the late 1990s", "199X"),
    ("It rained last weekend.", "last weekend", "2016-W43-WE"),
    ("At 16:37 UTC it rained.", "16:37 UTC", "T16:37Z"),
    ("He came at 4 p.m. and left.", "4 p.m.", "T16:00"),
    ("Am 3. Mai 2018 regnete es.", "3. Mai 2018", "2018-05-03"),
    ("El 5 de mayo de 2019 llovió.", "5 de mayo de 2019", "2019-05-05"),
    ("2 ноября 2016 года шёл дождь.", "2 ноября 2016 года", "2016-11-02"),
    ("Le premier ministre est venu lundi.", "lundi", "2016-10-31"),
    ("Он приехал в среду.", "среду", "2016-11-02"),
    ("Es geschah im Oktober.", "Oktober", "2016-10"),
    ("2016年11月2日", "2016年11月2日", "2016-11-02"),
    ("11月2日", "11月2日", "2016-11-02"),
]


@pytest.mark.parametrize(("text", "quote", "meant"), CASES)
def test_a_date_has_the_value_that_a_reader_gives_it(text, quote, meant):
    [suggestion] = with_values(dates.find(text), text, WEDNESDAY, as_attribute=True)
    assert text[suggestion.start : suggestion.end] == quote
    assert suggestion.attributes == (("value", meant),)
    assert suggestion.reason == f"date pattern · {meant}"


@pytest.mark.parametrize(
    "quote", ["several days ago", "two days later", "3/4/2016", "31 June", "9999 years ago", "soon"]
)
def test_what_is_not_certain_has_no_value(quote):
    assert value(quote, date(2016, 11, 2)) == ""


def test_without_a_date_of_the_article_a_weekday_says_why_it_has_no_value():
    text = "They met on Monday, and on 3 May 2016."
    first, second = with_values(dates.find(text), text, "", as_attribute=True)
    assert first.attributes == ()
    assert first.reason == "date pattern · no value: the article has no date"
    assert second.attributes == (("value", "2016-05-03"),)


def test_a_label_that_asks_for_no_value_gets_it_in_the_reason_alone():
    text = "They met yesterday."
    [found] = with_values(dates.find(text), text, WEDNESDAY, as_attribute=False)
    assert found.attributes == ()
    assert found.reason.endswith("2016-11-01")


def test_only_dates_get_a_value():
    person = Suggestion(0, 6, "PER", 0.9, "Monday")
    assert with_values([person], "Monday", WEDNESDAY, as_attribute=True) == [person]


def test_every_month_that_is_found_has_a_value():
    for word in lists.words("months"):
        assert re.fullmatch(r"2016-\d\d", value(f"{word} 2016", None)), word


@given(st.text(), st.dates(), st.booleans())
def test_any_words_have_a_value_or_none(quote, day, is_ahead):
    value(quote, day, is_ahead)


@given(
    st.sampled_from(["Monday", "Sunday", "week", "weekend", "month", "quarter", "year", "decade"]),
    st.dates(date(1600, 1, 1), date(2900, 1, 1)),
)
def test_last_lies_before_this_and_this_before_next(unit, day):
    told = [value(f"{which} {unit}", day) for which in ("last", "this", "next")]
    assert told == sorted(told)
    assert all(told)
