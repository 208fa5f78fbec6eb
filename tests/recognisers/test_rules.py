"""The rules on sentences, on an article and on any text at all."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.labels import DEFAULT_LABELS
from annotator.recognisers import load

SEED = Path(__file__).parents[2].parent / "shared" / "seeds" / "000_160427fdb2b2b30e.txt"
ARTICLE = """Harbour Talks Begin Sooner Than Planned
Oslo, 3 May 2016

Norwegian Foreign Minister Ingrid Halvorsen has arrived in Greece for talks on Libya. Halvorsen met
Greek General Nikos Petridis in Athens on Tuesday.

“We need an agreement before the summer begins,” Halvorsen told the BBC.

The International Harbour Council (IHC) welcomed the visit. The IHC, which has its seat in Geneva,
paid $5 million. The Turkish military sent a ship, and the Ministry of Transport sent two.
"""


def covers(spans, text):
    return [text[s.start : s.end] for s in spans]


def test_an_article_yields_its_names(found):
    names = found(ARTICLE)
    assert names >= {
        ("PER", "Ingrid Halvorsen"),
        ("PER", "Halvorsen"),
        ("PER", "Nikos Petridis"),
        ("LOC", "Greece"),
        ("LOC", "Libya"),
        ("LOC", "Athens"),
        ("LOC", "Geneva"),
        ("NORP", "Norwegian"),
        ("NORP", "Greek"),
        ("ORG", "BBC"),
        ("ORG", "International Harbour Council"),
        ("ORG", "IHC"),
        ("ORG", "Turkish military"),
        ("ORG", "Ministry of Transport"),
        ("MONEY", "$5 million"),
        ("DATE", "3 May 2016"),
        ("DATE", "Tuesday"),
        ("QUOTE", "“We need an agreement before the summer begins,”"),
    }


def test_an_epithet_is_no_surname(found):
    text = "Then Tsar Peter the Great came. The Great Hall stood. Later Great Peter went."
    assert ("PER", "Peter the Great") in found(text)
    assert not {name for label, name in found(text) if name in ("Great", "the Great")}


def test_the_capitals_of_a_headline_are_no_evidence():
    headline = ARTICLE.splitlines()[0]
    assert load("rules").suggest(headline) == []


@pytest.mark.shared
def test_the_seed_article_yields_its_names(found):
    if not SEED.exists():
        pytest.skip(f"{SEED.name} is absent")
    names = found(SEED.read_text("utf-8"))
    assert names >= {
        ("PER", "Sergei Lavrov"),
        ("PER", "Lavrov"),
        ("PER", "Bashar al-Assad"),
        ("PER", "John Kerry"),
        ("PER", "Hulusi Akar"),
        ("PER", "Valery Gerasimov"),
        ("ORG", "UN Security Council"),
        ("ORG", "Daesh"),
        ("ORG", "Turkish armed forces"),
        ("ORG", "Turkish military"),
        ("NORP", "Russian"),
        ("NORP", "Turkish"),
        *(
            ("LOC", place)
            for place in ["Syria", "Aleppo", "Greece", "Moscow", "Damascus", "Washington", "US"]
        ),
        ("LOC", "United States"),
    }
    assert not {quote for _, quote in names} & {
        "Sooner",
        "Syria crisis",
        "Additionally",
        "Speaking",
    }


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("She met Dr. Amina Okonjo there.", ("PER", "Amina Okonjo")),
        ("He called Mr. Brown again.", ("PER", "Brown")),
        ("The book by J. K. Rowling sold well.", ("PER", "J. K. Rowling")),
        ("Then Ursula von der Leyen spoke.", ("PER", "Ursula von der Leyen")),
        ("A letter to Jean-Claude Juncker arrived.", ("PER", "Jean-Claude Juncker")),
        ("They asked Martin Luther King Jr. to come.", ("PER", "Martin Luther King Jr.")),
        ("He lives in Nice, France.", ("LOC", "Nice")),
        ("It rained in Duluth, Minnesota.", ("LOC", "Duluth")),
        ("They crossed the Tana River at night.", ("LOC", "Tana River")),
        ("It joined the Federal Republic of Morvania.", ("LOC", "Federal Republic of Morvania")),
        ("A ship sank in the Gulf of Tarkand.", ("LOC", "Gulf of Tarkand")),
        ("The Tarkand Principality fell.", ("LOC", "Tarkand Principality")),
        ("They were led by Peter the Great then.", ("PER", "Peter the Great")),
        ("The U.S. economy grew.", ("LOC", "U.S.")),
        ("She works for Harlow Shipping Ltd in town.", ("ORG", "Harlow Shipping Ltd")),
        ("He studied at the University of Northmoor then.", ("ORG", "University of Northmoor")),
        ("The Syrian armed forces withdrew.", ("ORG", "Syrian armed forces")),
        ("It was during World War II that he wrote.", ("EVENT", "World War II")),
        ("They paid 20 million euros for it.", ("MONEY", "20 million euros")),
        ("He sold Harlow Shipping, Inc. last year.", ("ORG", "Harlow Shipping, Inc.")),
        ("The rebel group Ansaru took the town.", ("ORG", "Ansaru")),
        ("The Tarkon oil firm lost money.", ("ORG", "Tarkon")),
        ("It hurt, the NTUC said.", ("ORG", "NTUC")),
        ("The Portland and Ogdensburg Railway ran.", ("ORG", "Portland and Ogdensburg Railway")),
        ("Then Zoltrik Marenko, a lawyer from Lviv, rose.", ("PER", "Zoltrik Marenko")),
        ("It is written by Zoltrik Marenda.", ("PER", "Zoltrik Marenda")),
        ("Fraenzil Aufdenko of Sweden was third.", ("PER", "Fraenzil Aufdenko")),
        ("They saw Mount St. Helens there.", ("LOC", "Mount St. Helens")),
        ("The Battle of Marathonas was lost.", ("EVENT", "Battle of Marathonas")),
        ("A song by Frank Zelkovar played.", ("PER", "Frank Zelkovar")),
        ("Zoltrik Marenda (born 3 May 1950) sings.", ("PER", "Zoltrik Marenda")),
        ("With Paul Smith, Zoltrik Marenda and Ann Lee he sang.", ("PER", "Zoltrik Marenda")),
        ("Delwynd J. Langerman came.", ("PER", "Delwynd J. Langerman")),
        ("Radio Karaka Television, or RKT, closed.", ("ORG", "RKT")),
        ("Then Hurricane Zelda came.", ("EVENT", "Hurricane Zelda")),
        ("At the 2014 Brisbane Summit they met.", ("EVENT", "2014 Brisbane Summit")),
        ("Об этом сообщило правительство Китая.", ("ORG", "правительство Китая")),
        ("Так решила партия «Новый свет».", ("ORG", "Новый свет")),
        (
            "Затем Федеральное авиационное управление молчало.",
            ("ORG", "Федеральное авиационное управление"),
        ),
    ],
)
def test_a_name_is_found_in_a_sentence(found, sentence, name):
    assert name in found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Reading is good for you.",
        "Nice work, everyone.",
        "The Second Thing They Never Told Us",
        "Additionally, nothing happened.",
        "I like it. Orange is my colour.",
        "BREAKING NEWS STORY ABOUT NOTHING",
        "The classes begin in March.",
        "Great Service and a Favorite Restaurant!",
        "They converted to Islam.",
        "Durante la noche llovió.",
    ],
)
def test_a_capital_alone_is_no_name(sentence):
    assert {s.label_id for s in load("rules").suggest(sentence)} <= {"DATE"}


def test_an_office_is_not_its_holder(found):
    assert not {q for kind, q in found("El ministro de Minería llegó.") if kind == "PER"}


def test_what_is_named_after_somebody_is_nobody(found):
    assert found("He left the Victor Verster prison.") == set()


def test_the_capitals_of_german_nouns_are_no_evidence(found):
    text = "Die Bilder von der Oberfläche sind da, und die Sonde sagte der Zentrale nicht alles."
    assert found(text) == set()


def test_a_storm_keeps_its_name(found):
    names = found("Hurricane Katrina came. It rained. Katrina went on.")
    assert names == {("EVENT", "Hurricane Katrina"), ("EVENT", "Katrina")}


def test_a_title_and_a_possessive_are_no_part_of_a_name(found):
    assert found("President Vladimir Putin's plane left.") == {("PER", "Vladimir Putin")}


def test_a_month_that_is_a_surname_stays_a_month(found):
    names = found("Theresa May spoke. May said so in May. She left.")
    assert names == {("PER", "Theresa May"), ("PER", "May")}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Сергей Лавров прибыл в Москву из Сирии. О планах Лаврова сообщили в НАТО.",
            {
                ("PER", "Сергей Лавров"),
                ("PER", "Лаврова"),
                ("LOC", "Москву"),
                ("LOC", "Сирии"),
                ("ORG", "НАТО"),
            },
        ),
        ("في سوريا والعراق", {("LOC", "سوريا"), ("LOC", "العراق")}),
        ("التقى الرئيس جمال عبد الناصر", {("PER", "جمال عبد الناصر")}),
        ("克里斯·哈里斯来了", {("PER", "克里斯·哈里斯")}),
        ("俄罗斯和叙利亚", {("LOC", "俄罗斯"), ("LOC", "叙利亚")}),
        ("Η Ρωσία και η Αθήνα", {("LOC", "Ρωσία"), ("LOC", "Αθήνα")}),
        ("Ankara'da Rusya ile görüştü, ışık", {("LOC", "Ankara"), ("LOC", "Rusya")}),
        ("Angela Merkel reiste nach Moskau.", {("PER", "Angela Merkel"), ("LOC", "Moskau")}),
        ("Il est parti pour l'Allemagne.", {("LOC", "Allemagne")}),
    ],
)
def test_other_languages_and_scripts_are_read(found, text, names):
    assert found(text) >= names


def test_offsets_count_code_points(found):
    assert ("LOC", "Paris") in found("😀👩‍👩‍👧 <script>alert(1)</script> in Paris 😀")


@pytest.mark.parametrize("part", ["J. ", "“a ", "Zor War ", "Zor Bank, ", "the AB said "])
def test_a_long_text_of_one_thing_is_read_in_time(part):
    start = time.process_time()
    load("rules").suggest(part * 10_000)
    assert time.process_time() - start < 5


def test_no_text_has_no_suggestions():
    assert load("rules").suggest("") == []


@given(
    st.lists(
        st.sampled_from(
            ["Sergei", "Lavrov", "al-", "-", "’s", "“", "”", '"', ".", ",", "\n", "J.", "of", "the",
             "Ministry", "River", "Lake", "Mr", "US", "in", "NATO", "5", "$", "May", "2016", "de",
             "СШАХ", "Москве", "وسوريا", "中国", "シリア", "😀", "\u0301", "'", "d'", "(", ")",
             "said", "New York", "bin", "Jr", "&", "«", "»", "(WHO)", "Turkish", "armed forces"]
        )
    ).map(" ".join)
    | st.text()
    | st.lists(st.text(alphabet="ABab.-' \n“”\"0$")).map("".join)
)  # fmt: skip
def test_suggestions_fit_any_text(text):
    suggestions = load("rules").suggest(text)
    labels = {label.id for label in DEFAULT_LABELS if label.kind == "span"}
    assert [s.start for s in suggestions] == sorted(s.start for s in suggestions)
    for s in suggestions:
        assert 0 <= s.start < s.end <= len(text)
        assert text[s.start : s.end].strip() == text[s.start : s.end]
        assert 0.5 <= s.score <= 1
        assert s.label_id in labels
        assert s.reason
    spans = [s for s in suggestions if s.label_id not in ("QUOTE", "SPEAKER", "CUE")]
    assert all(a.end <= b.start for a, b in pairwise(spans))
