"""Heads of articles as outlets of many kinds and languages print them, in our own words.

Each case is a head, what is to be found in it, and which of its lines stay in the body.
"""

from __future__ import annotations

import pytest

from annotator.articles import read_text
from annotator.articles.layout import parse
from annotator.articles.lines import is_labels_only, read_line
from annotator.model import Draft

BODY = (
    "EASTPORT — The harbour was closed on Monday after a ship had run aground in the night, the "
    "harbour master said.\n\nNobody was hurt. Work to free the ship goes on."
)
T = "Ship runs aground at Eastport"

# (head, fields beside the title, lines that stay)
HEADS: dict[str, tuple[str, dict[str, str], str]] = {
    "capitals over a deck": (
        f"{T.upper()}\nHarbour closed for a second day; pilots ask for a new light\n\n"
        "By the Echo shipping desk",
        {"title": T.upper(), "byline": "Echo shipping desk"},
        "Harbour closed for a second day; pilots ask for a new light",
    ),
    "capitals over a deck, and nothing else": (
        f"{T.upper()}\nHarbour closed for a second day",
        {"title": T.upper()},
        "Harbour closed for a second day",
    ),
    "a deck, a byline with a role, a dotted time": (
        f"{T}\n\nPilots had asked for a new light for years.\n\n"
        "Jane Roe, Shipping correspondent\n\nTue 3 Mar 2015 10.35 GMT\n"
        "Last modified on Tue 3 Mar 2015 14.02 GMT",
        {
            "byline": "Jane Roe, Shipping correspondent",
            "published_at": "2015-03-03T10:35:00Z",
            "modified_at": "2015-03-03T14:02:00Z",
        },
        "Pilots had asked for a new light for years.",
    ),
    "a deck that is a sentence, and a day": (
        f"{T}\n\nPilots had asked for a new light for years.\n\n3 March 2015",
        {"published_at": "2015-03-03"},
        "Pilots had asked for a new light for years.",
    ),
    "labels over their values": (
        f"{T}\nBy\nJane Roe\nUpdated\n\n1:39 am EST, Wednesday, November 20, 2019",
        {"byline": "Jane Roe", "modified_at": "2019-11-20T01:39:00-05:00"},
        "",
    ),
    "two persons of an agency under a caption": (
        f"{T}\nA ship lies off Eastport on March 3, 2015.\n"
        "Jane Roe and John M. Doe, Associated Press\n"
        "Monday, November 18, 2019, 04:05 pm PT (07:05 pm ET)",
        {
            "byline": "Jane Roe and John M. Doe",
            "source": "Associated Press",
            "published_at": "2019-11-18T16:05:00-08:00",
        },
        "A ship lies off Eastport on March 3, 2015.",
    ),
    "an agency and a date without a mark between": (
        f"{T}\nReuters November 18, 2019 11:03 PM",
        {"source": "Reuters", "published_at": "2019-11-18T23:03:00"},
        "",
    ),
    "breadcrumbs": (
        f"Home > World > Europe\n\n{T}\n\nBy John Doe\n3 March 2015",
        {"byline": "John Doe", "published_at": "2015-03-03"},
        "Home > World > Europe",
    ),
    "a section over the headline": (
        f"WORLD\n{T}\nBy John Doe and Jane Roe\nMarch 3, 2015, 4:12 p.m. ET",
        {"byline": "John Doe and Jane Roe", "published_at": "2015-03-03T16:12:00-05:00"},
        "WORLD",
    ),
    "how long ago": (
        f"{T}\nPublished 3 March 2015\nUpdated 2 hours ago\nBy John Doe in Eastport",
        {"published_at": "2015-03-03", "byline": "John Doe in Eastport"},
        "Updated 2 hours ago",
    ),
    "minutes to read": (
        f"{T}\n3 min read\nBy John Doe, Reuters\nMar. 3, 2015 | 4:12pm EDT",
        {"byline": "John Doe", "source": "Reuters", "published_at": "2015-03-03T16:12:00-04:00"},
        "3 min read",
    ),
    "a wire with bars": (
        f"{T}\n\nReuters | March 3, 2015 4:12 PM EST",
        {"source": "Reuters", "published_at": "2015-03-03T16:12:00-05:00"},
        "",
    ),
    "a wire in brackets": (
        f"{T}\nBy JANE ROE (AP)\nMarch 3, 2015",
        {"byline": "JANE ROE", "source": "AP", "published_at": "2015-03-03"},
        "",
    ),
    "one line with all of it": (
        f"{T}\nBy Jane Roe and John Doe | Eastport Echo | March 3, 2015",
        {
            "byline": "Jane Roe and John Doe",
            "source": "Eastport Echo",
            "published_at": "2015-03-03",
        },
        "",
    ),
    "a byline with the date behind a comma": (
        f"{T}\n\nPosted by Jane Roe on March 3, 2015 at 4:12 pm",
        {"byline": "Jane Roe", "published_at": "2015-03-03T16:12:00"},
        "",
    ),
    "a blog": (
        f"{T}\nMarch 3, 2015 by Jane Roe",
        {"byline": "Jane Roe", "published_at": "2015-03-03"},
        "",
    ),
    "the second time without its day": (
        f"{T}\nPublished: 10 April 1998, 18:10 | Updated: 22:45",
        {"published_at": "1998-04-10T18:10:00", "modified_at": "1998-04-10T22:45:00"},
        "",
    ),
    "both dates in one line": (
        f"{T}\nFirst published 3 March 2015, last updated 4 March 2015",
        {"published_at": "2015-03-03", "modified_at": "2015-03-04"},
        "",
    ),
    "an update in brackets": (
        f"{T}\nMarch 3, 2015 10:35 AM (Updated: March 4, 2015 5:00 PM)",
        {"published_at": "2015-03-03T10:35:00", "modified_at": "2015-03-04T17:00:00"},
        "",
    ),
    "the time before the day": (
        f"{T}\n10:35 GMT, 3 March 2015\nLast updated at 10:45, Tuesday 3 March 2015",
        {"published_at": "2015-03-03T10:35:00Z", "modified_at": "2015-03-03T10:45:00"},
        "",
    ),
    "a bullet between day and time": (
        f"{T}\nStaff and agencies\nBy staff and agencies\n3 March 2015 • 4:12pm",
        {"byline": "staff and agencies", "published_at": "2015-03-03T16:12:00"},
        "Staff and agencies",
    ),
    "machine dates": (
        f"{T}\nPublished: 2015-03-03T10:35:00.123Z\nUpdated: Tue, 03 Mar 2015 14:02:00 +0100",
        {"published_at": "2015-03-03T10:35:00Z", "modified_at": "2015-03-03T14:02:00+01:00"},
        "",
    ),
    "an old newspaper": (
        f"{T.upper()}\n\nFrom our own correspondent\n\nMarch 3, 1915",
        {"title": T.upper(), "byline": "our own correspondent", "published_at": "1915-03-03"},
        "",
    ),
    "French": (
        "Un cargo s'échoue devant Estport\n\nLe port reste fermé.\n\n"
        "Par Jeanne Roux, envoyée spéciale\n"
        "Publié le 03 mars 2015 à 10h30, mis à jour le 03 mars 2015 à 12h05",
        {
            "title": "Un cargo s'échoue devant Estport",
            "byline": "Jeanne Roux, envoyée spéciale",
            "published_at": "2015-03-03T10:30:00",
            "modified_at": "2015-03-03T12:05:00",
        },
        "Le port reste fermé.",
    ),
    "French, a wire": (
        "Un cargo s'échoue devant Estport\nPar le service économie de l’Écho avec AFP\n"
        "Le 3 mars 2015 à 10h30",
        {
            "title": "Un cargo s'échoue devant Estport",
            "byline": "service économie de l’Écho avec AFP",
            "published_at": "2015-03-03T10:30:00",
        },
        "",
    ),
    "Spanish": (
        "Un carguero encalla en Estport\nPor la redacción de El Eco\n"
        "3 de marzo de 2015 - 10:35\nActualizado el 4 de marzo de 2015",
        {
            "title": "Un carguero encalla en Estport",
            "byline": "redacción de El Eco",
            "published_at": "2015-03-03T10:35:00",
            "modified_at": "2015-03-04",
        },
        "",
    ),
    "German": (
        "Frachter läuft vor Ostport auf Grund\nVon Johanna Reh, Korrespondentin in Ostport\n"
        "3. März 2015, 10:35 Uhr | Aktualisiert am 4. März 2015, 8:00 Uhr",
        {
            "title": "Frachter läuft vor Ostport auf Grund",
            "byline": "Johanna Reh, Korrespondentin in Ostport",
            "published_at": "2015-03-03T10:35:00",
            "modified_at": "2015-03-04T08:00:00",
        },
        "",
    ),
    "Portuguese": (
        "Cargueiro encalha em Estport\nPor João Rocha e Maria Dias — 03/03/2015 10h35",
        {
            "title": "Cargueiro encalha em Estport",
            "byline": "João Rocha e Maria Dias",
            "published_at": "2015-03-03T10:35:00",
        },
        "",
    ),
    "Italian": (
        "Una nave si incaglia a Estport\ndi Maria Rossi\n3 marzo 2015",
        {
            "title": "Una nave si incaglia a Estport",
            "byline": "Maria Rossi",
            "published_at": "2015-03-03",
        },
        "",
    ),
    "Russian": (
        "Судно село на мель у Истпорта\n3 марта 2015, 10:35\nАвтор: Иван Петров\nИсточник: ТАСС",
        {
            "title": "Судно село на мель у Истпорта",
            "byline": "Иван Петров",
            "source": "ТАСС",
            "published_at": "2015-03-03T10:35:00",
        },
        "",
    ),
    "Turkish": (
        "Gemi karaya oturdu\nGiriş Tarihi: 3.3.2015 10:35 Son Güncelleme: 4.3.2015 08:00",
        {
            "title": "Gemi karaya oturdu",
            "published_at": "2015-03-03T10:35:00",
            "modified_at": "2015-03-04T08:00:00",
        },
        "",
    ),
    "Greek": (
        "Πλοίο προσάραξε στο λιμάνι\nΤου Γιάννη Παπαδόπουλου\nΤρίτη, 3 Μαρτίου 2015 10:35",
        {
            "title": "Πλοίο προσάραξε στο λιμάνι",
            "byline": "Γιάννη Παπαδόπουλου",
            "published_at": "2015-03-03T10:35:00",
        },
        "",
    ),
    "Arabic": (
        "سفينة تجنح قرب الميناء\nبقلم أحمد حسن\nنشر في: 3 مارس 2015\nآخر تعديل: 4 مارس 2015",
        {
            "title": "سفينة تجنح قرب الميناء",
            "byline": "أحمد حسن",
            "published_at": "2015-03-03",
            "modified_at": "2015-03-04",
        },
        "",
    ),
    "Chinese": (
        "货船在港口搁浅\n2015年03月03日 10:35 | 来源：新华社\n本报记者 李明",
        {
            "title": "货船在港口搁浅",
            "byline": "李明",
            "source": "新华社",
            "published_at": "2015-03-03T10:35:00",
        },
        "",
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_the_heads_of_many_outlets_are_read(name: str) -> None:
    head, fields, stays = HEADS[name]
    found = parse(f"{head}\n\n{BODY}")
    names = ("title", "byline", "source", "url", "published_at", "modified_at")
    assert {n: getattr(found, n) for n in names if getattr(found, n)} == {"title": T, **fields}
    assert found.body == (f"{stays}\n\n{BODY}" if stays else BODY)


@pytest.mark.parametrize(
    "line",
    [
        "By 2050 the port may be under water",
        "By the time he arrived everyone had gone",
        "By Friday",
        "By land and by sea",
        "Von der Leyen besucht Kiew",
        "Por fin llega la lluvia",
        "Par avion ou par bateau",
        "di nuovo in porto",
        "Jane Roe in Eastport",
        "Updated 2 hours ago",
        "Published: 22:45",
        "Published: 10 April 1998, 23:10 | Updated: 00:15",
        "3 March 2015 | 4 March 2015",
        "Politics | 3 March 2015",
        "The Treaty of 3 March 2015 - a look back",
        "Home | News | By land",
    ],
)
def test_a_line_that_is_not_wholly_understood_says_nothing(line: str) -> None:
    assert [f for f in read_line(line) if f.field != "modified_at"] == []


@pytest.mark.parametrize(
    "text",
    [
        # a chronicle: each part has its day
        f"A year in the harbour\n\nWhat came to pass.\n\n3 March 2015\n\n{BODY}\n\n5 May 2015\n\n"
        f"{BODY}",
        # a meeting: its date is not that of the report
        f"The council meets\n\nThe public may come.\n\nDate: 3 March 2015\nPlace: Hall\n\n{BODY}",
        # a chart inside the text
        f"Trade falls\n\nTrade fell again.\n\nSource: World Bank\n\n{BODY}",
    ],
)
def test_dates_and_sources_inside_the_text_stay_there(text: str) -> None:
    found = parse(text)
    title, _, body = text.partition("\n\n")
    assert (found.title, found.body, found.published_at, found.source) == (title, body, "", "")


@pytest.mark.parametrize(
    ("sign", "taken"),
    [
        ("ب م", True),
        ("И. П.", True),
        ("А.Б.", True),
        ("AB", True),
        ("ABC/DE", True),
        ("ABCDE", False),
        ("A", False),
        ("Ab", False),
        ("هو ما", False),
        ("не я", False),
        ("完 了", False),
        ("USA", False),
    ],
)
def test_the_sign_at_the_end_is_the_byline_if_there_is_none(sign: str, taken: bool) -> None:
    found = parse(f"{T}\n\n{BODY}\n\n{sign}")
    assert found.byline == (sign if taken else "")
    assert found.body == (BODY if taken else f"{BODY}\n\n{sign}")
    signed = parse(f"{T}\nBy Jane Roe\n\n{BODY}\n\n{sign}")
    assert signed.byline == "Jane Roe"


def test_a_known_title_is_kept_and_none_is_looked_for() -> None:
    found = parse(f"By Jane Roe\n\nA short line\n\n{BODY}", title="Known")
    assert (found.title, found.byline) == ("Known", "Jane Roe")
    assert found.body.startswith("A short line\n")


def test_the_language_of_a_head_in_arabic_script_is_told_by_its_letters() -> None:
    draft = read_text("ميناء السويس مغلق اليوم بسبب الرياح")
    assert isinstance(draft, Draft)
    assert draft.language == "ar"


@pytest.mark.parametrize("line", ["Published: · Updated:", "Published:", "By | Updated", "Stand: "])
def test_labels_that_lost_their_values_are_known(line: str) -> None:
    assert is_labels_only(line)


@pytest.mark.parametrize(
    "line", ["", "· ·", "-" * 99 + "x", "Updated plans", "Dateline", "Published: today"]
)
def test_a_line_with_other_words_is_not_labels_only(line: str) -> None:
    assert not is_labels_only(line)
