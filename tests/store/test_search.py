"""Search: what is typed is found in any script, and nothing that is typed can break it."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import add_article
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import Refused
from annotator.model import Filter
from annotator.services.session import Session, local_session
from annotator.store import library, open_store, search

TEXTS = {
    "en": "The prime minister's naïve plan failed in Zürich, Reuters said.",
    "fr": "Les élèves de l'école de Besançon ont été reçus à l'Élysée.",
    "ar": "قال وزير الخارجية إن المحادثات في دمشق انتهت.",
    "zh": "外交部长在北京会见了代表团，讨论叙利亚危机。",
    "ja": "東京オリンピックの開会式で佐々木さんが走った。",
    "ko": "서울에서 열린 회의에 대통령이 참석했다.",
    "ar-vowels": "كَتَبَ الوَزِيرُ رِسَالَةً.",
    "hi": "प्रधानमंत्री ने दिल्ली में कहा।",
    "th": "นายกรัฐมนตรีเดินทางไปกรุงเทพมหานคร",
    "mixed": "The summit in 北京 ended; Tokyo was not invited.",
}


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder: Path = tmp_path_factory.mktemp("search")
    session = local_session(open_store(folder / "pressmark.db"), "Tests")
    for name, text in TEXTS.items():
        add_article(session, text, title=name)
    return session


def find(session: Session, typed: str) -> set[str]:
    filter_ = Filter(query=typed, sort="title", descending=False)
    page = library.page(session.store, session.project.id, session.annotator.id, filter_, 0, 50)
    assert page.total == len(page.rows)
    return {str(row["title"]) for row in page.rows}


def context(session: Session, typed: str) -> str:
    page = library.page(
        session.store, session.project.id, session.annotator.id, Filter(query=typed), 0, 1
    )
    return str(page.rows[0]["context"])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("minister", {"en"}),
        ("MINISTER reuters", {"en"}),
        ("minister elysee", set()),
        ("naive zurich", {"en"}),
        ("الوَزِيرُ", {"ar-vowels"}),
        ("दिल्ली", {"hi"}),
        ("दिल", set()),
        ("élysée", {"fr"}),
        ("ecole besancon", {"fr"}),
        ("دمشق", {"ar"}),
        ("وزير الخارجية", {"ar"}),
        ("北京", {"zh", "mixed"}),
        ("京", {"zh", "ja", "mixed"}),
        ("京北", set()),
        ("叙利亚危机", {"zh"}),
        ("東京", {"ja"}),
        ("オリンピック", {"ja"}),
        ("佐々木", {"ja"}),
        ("서울", {"ko"}),
        ("대통령", {"ko"}),
        ("กรุงเทพ", {"th"}),
        ("summit 北京", {"mixed"}),
    ],
)
def test_words_are_found_in_any_script_whatever_their_case_and_accents(
    seeded: Session, typed: str, found: set[str]
) -> None:
    assert find(seeded, typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('"prime minister"', {"en"}),
        ("“prime minister”", {"en"}),
        ('"minister prime"', set()),
        ("minist*", {"en"}),
        ("minist", set()),
        ("tokyo OR reuters", {"en", "mixed"}),
        ("tokyo OR reuters OR ecole", {"en", "mixed", "fr"}),
        ("in OR ecole -reuters", {"fr", "mixed"}),
        ("reuters OR 東京", {"en", "ja"}),
        ("summit reuters OR 北京", {"mixed"}),
        ("北京 -summit", {"zh"}),
        ("summit -北京", set()),
        ("in -北京", {"en"}),
        ('in -"prime minister"', {"mixed"}),
        ("-in -京", {"fr", "ar", "ar-vowels", "hi", "ko", "th"}),
        ("OR tokyo", {"mixed"}),
        ("_ tokyo", {"mixed"}),
        ("!!!", set()),
    ],
)
def test_phrases_beginnings_or_and_minus_mean_what_they_say(
    seeded: Session, typed: str, found: set[str]
) -> None:
    assert find(seeded, typed) == found


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("reuters", "Reuters"),
        ("ecole", "école"),
        ("北京", "北京"),
        ("リンピ", "リンピ"),
        ("summit 北京", "summit"),
    ],
)
def test_the_context_marks_what_was_found(seeded: Session, typed: str, marked: str) -> None:
    assert f"{search.MARK_START}{marked}{search.MARK_END}" in context(seeded, typed)


def test_a_word_that_a_line_breaks_is_found_and_marked(session: Session) -> None:
    add_article(session, "他在北\n京会见了代表团。")
    assert find(session, "北京") == {"A title"}
    assert f"{search.MARK_START}北\n京{search.MARK_END}".replace("\n", " ") in context(
        session, "北京"
    )


def test_an_article_that_was_found_by_its_title_shows_how_it_begins(session: Session) -> None:
    add_article(session, "Nothing of note happened.", title="Calm in 東京 and Lyon")
    assert context(session, "lyon").startswith("Nothing of note")
    assert context(session, "東京").startswith("Nothing of note")


@pytest.mark.parametrize(
    "typed",
    [
        "title:minister", "NEAR(a b, 2)", "a AND", "NOT a", "^a", "a + b", "{title}: x", '"', '"a',
        "(", "a)", "*", "a*b", "''", "--", "-", "-*", "; DROP TABLE article", "\x00a", "a\ud800b",
        "a OR OR b", "OR", "-OR", " ".join("ab"[k % 2] for k in range(250)),
        " OR ".join("abcdefghij" * 10), " ".join(f"-{k}" for k in range(110)),
    ],
)  # fmt: skip
def test_what_fts5_reads_as_syntax_is_taken_as_words(seeded: Session, typed: str) -> None:
    find(seeded, typed)


def test_a_search_as_long_as_an_article_is_refused_in_words(seeded: Session) -> None:
    with pytest.raises(Refused, match="500 is the limit"):
        find(seeded, "word " * 1000)


_PIECES = st.sampled_from(
    ["OR", "AND", "NOT", "NEAR(", ")", '"', "“", "”", "*", "-", "^", ":", " ", "北", "京", "é", "a"]
)


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=30).map("".join)))
def test_no_search_ever_fails(seeded: Session, typed: str) -> None:
    find(seeded, typed)
