import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.articles.dates import to_iso


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Wed, 02 Nov 2016 16:37:11 GMT", "2016-11-02T16:37:11Z"),
        ("Nov 02, 2016 16:37 UTC", "2016-11-02T16:37:00Z"),
        ("2015-09-01", "2015-09-01"),
        ("2015-09-01T10:00:00.000Z", "2015-09-01T10:00:00Z"),
        ("2016-11-02T16:37:11+03:00", "2016-11-02T16:37:11+03:00"),
        ("Tuesday, September 1, 2015", "2015-09-01"),
        ("15 April 2013", "2013-04-15"),
        ("Jun 1st, 2015", "2015-06-01"),
        ("3 Mar 2015 10:00 +0300", "2015-03-03T10:00:00+03:00"),
        ("2016年11月2日", "2016-11-02"),
        ("2016年11月2日 星期三 16:37", "2016-11-02T16:37:00"),
        ("1 сентября 2015 г.", "2015-09-01"),
        ("3 de marzo de 2015", "2015-03-03"),
        ("le 3 mars 2015 à 10h30", "2015-03-03T10:30:00"),
        ("3. März 2015, 12:30 Uhr", "2015-03-03T12:30:00"),
        ("Τρίτη 3 Μαρτίου 2015", "2015-03-03"),
        ("3 Aralık 2015 Perşembe", "2015-12-03"),
        ("segunda-feira, 2 de março de 2015", "2015-03-02"),
        ("الثلاثاء 3 مارس 2015", "2015-03-03"),
        ("٣ مارس ٢٠١٥", "2015-03-03"),
        ("10 كانون الثاني 2015", "2015-01-10"),
        ("03.02.2016 10:00", "2016-02-03T10:00:00"),
        ("13/02/2016", "2016-02-13"),
    ],
)
def test_a_written_date_becomes_iso(written: str, iso: str) -> None:
    assert to_iso(written) == iso


def test_eastern_time_is_the_offset_of_that_day() -> None:
    assert to_iso("4:12 PM ET, Tue March 3, 2015") == "2015-03-03T16:12:00-05:00"
    assert to_iso("4:12 PM ET, Wed July 1, 2015") == "2015-07-01T16:12:00-04:00"


def test_an_ambiguous_zone_is_not_guessed() -> None:
    assert to_iso("12 March 2015 10:00 BST") == "2015-03-12T10:00:00"


@pytest.mark.parametrize(
    "written",
    [
        "02/03/2016",
        "May 2011",
        "31 February 2011",
        "25:61 1 May 2011",
        "2011-07-S-015",
        "The 3 May 2011 accord",
        "0001-01-01T00:00:00Z",
        "Published",
        "",
    ],
)
def test_what_is_no_sure_date_is_none(written: str) -> None:
    assert to_iso(written) == ""


@given(st.dates(min_value=__import__("datetime").date(1600, 1, 1)))
def test_every_long_english_date_is_read_back(day) -> None:
    if day.year <= 2200:
        assert to_iso(f"{day:%A, %B} {day.day}, {day.year}") == day.isoformat()


@given(st.text(max_size=80))
def test_no_text_makes_it_fail(text: str) -> None:
    to_iso(text)
