"""Dates, amounts and quotations."""

from __future__ import annotations

import pytest

from annotator.recognisers import dates, money, quotations


def quotes(module, text):
    return [text[s.start : s.end] for s in module.find(text)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("On 2 November 2016 it rained.", "2 November 2016"),
        ("On Nov. 2, 2016, it rained.", "Nov. 2, 2016"),
        ("Since March 2011 there is war.", "March 2011"),
        ("In 2016 it rained.", "2016"),
        ("It was in the late 1990s.", "the late 1990s"),
        ("He left last week.", "last week"),
        ("He left three days ago.", "three days ago"),
        ("At 16:37 UTC it rained.", "16:37 UTC"),
        ("Am 3. Mai 2018 regnete es.", "3. Mai 2018"),
        ("Le 3 mai 2018 il pleuvait.", "3 mai 2018"),
        ("El 5 de mayo de 2019 llovió.", "5 de mayo de 2019"),
        ("2 ноября 2016 года шёл дождь.", "2 ноября 2016 года"),
        ("2016年11月2日", "2016年11月2日"),
        ("As of 2016-11-02 it rained.", "2016-11-02"),
    ],
)
def test_a_date_is_found(text, date):
    assert date in quotes(dates, text)


@pytest.mark.parametrize("text", ["He may come.", "It cost 2000 euros.", "Room 1990", "3:1"])
def test_a_number_is_no_date(text):
    assert quotes(dates, text) == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("over $135 million for aid", "$135 million"),
        ("some €5bn were lost", "€5bn"),
        ("for US$1,250.50 each", "US$1,250.50"),
        ("about 500 dollars", "500 dollars"),
        ("5 млрд рублей", "5 млрд рублей"),
        ("rund 3 Millionen Euro", "3 Millionen Euro"),
        ("100万円", "100万円"),
    ],
)
def test_an_amount_is_found(text, amount):
    assert quotes(money, text) == [amount]


@pytest.mark.parametrize(
    "quotation",
    [
        "“We must come to an agreement.”",
        '"We must come to an agreement."',
        '“We must come to an agreement,"',
        "„Wir müssen uns jetzt einigen“",
        "« Nous devons trouver un accord »",
        "«Мы должны договориться сейчас»",
        "「すぐに解決するべきだ」",
        "”Vi måste komma överens nu”",
        "‘We shouldn’t wait any longer,’",
        "'We shouldn't wait any longer.'",
    ],
)
def test_a_quotation_is_found_with_its_marks(quotation):
    assert quotes(quotations, f"He said: {quotation} And left.") == [quotation]


@pytest.mark.parametrize(
    "text", ['a 6" pipe and a 7" pipe', "“unclosed words go on", "the “deal” ended"]
)
def test_marks_around_nothing_said_are_no_quotation(text):
    assert quotes(quotations, text) == []


def test_speech_that_goes_on_in_the_next_paragraph_is_opened_there_again():
    text = "He said: “It goes on.\n“And on and on.”"
    assert quotes(quotations, text) == ["“It goes on.", "“And on and on.”"]


@pytest.mark.parametrize("text", ["the boys’ house, he said. ’Tis so.", "in the '90s, they said."])
def test_an_apostrophe_is_no_quotation(text):
    assert quotes(quotations, text) == []


def test_a_quotation_ends_with_its_paragraph():
    assert quotes(quotations, "“It goes on\nand on and on”") == []
