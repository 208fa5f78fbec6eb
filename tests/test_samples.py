"""The sample articles: there are enough, in enough languages and layouts, and they are ours."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from annotator.text import count_words, direction, normalise

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if path.is_file())

# Short words that are common in one language and strange to the others; scripts speak for the rest.
STOP_WORDS = {
    "en": {"the", "and", "with", "that", "was"},
    "es": {"los", "las", "que", "por", "una"},
    "fr": {"les", "des", "dans", "une", "pour"},
    "de": {"der", "die", "und", "das", "nicht"},
}
SCRIPTS = {
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
}

# The only words that stand in quotation marks: both are known to everybody and in the public
# domain. Everything else that people said is told in indirect speech.
QUOTATIONS = {
    "That's one small step for man, one giant leap for mankind,",  # Neil Armstrong, 1969
    "We the peoples of the United Nations",  # the first words of the Charter, 1945
}
_QUOTED = re.compile('“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»|「([^」]*)」|(?<!\\w)"([^"]*)"')


def read(path: Path) -> str:
    """Return the visible text of a sample."""
    text = path.read_bytes().decode("utf-8")
    if path.suffix == ".html":
        text = re.sub(r"<(script|style|head)\b.*?</\1>", " ", text, flags=re.DOTALL)
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return text


def language(text: str) -> str:
    letters = sum(c.isalpha() for c in text)
    for code, script in SCRIPTS.items():
        if len(script.findall(text)) > letters / 2:
            return code
    words = re.findall(r"\w+", text.lower())
    return max(STOP_WORDS, key=lambda code: sum(word in STOP_WORDS[code] for word in words))


def test_there_are_enough_samples_in_text_markdown_and_html():
    assert len(FILES) >= 14
    assert {path.suffix for path in FILES} == {".txt", ".md", ".html"}


def test_samples_speak_many_languages():
    spoken = [language(read(path)) for path in FILES]
    assert set(spoken) == {"en", "es", "fr", "de", "ar", "ru", "zh"}
    assert spoken.count("en") >= 8


def test_one_sample_runs_right_to_left():
    assert [path.name for path in FILES if direction(read(path)) == "rtl"] == [
        "1956-07-27-suez-canal.txt"
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_is_clean_utf8_of_a_sensible_length(path):
    text = path.read_bytes().decode("utf-8")
    assert "\ufffd" not in text
    assert text.endswith("\n")
    assert normalise(text) == text.removesuffix("\n")
    assert 250 <= count_words(read(path)) <= 500


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_is_named_by_the_day_of_its_report(path):
    assert re.fullmatch(r"(19|20)\d\d-\d\d-\d\d-[a-z0-9-]+", path.stem)
    assert path.stem[:4] in path.read_text("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_quotes_nothing_but_what_is_listed(path):
    quoted = {next(filter(None, found), "") for found in _QUOTED.findall(read(path))}
    assert quoted <= QUOTATIONS


def test_every_listed_quotation_is_used():
    everything = "\n".join(read(path) for path in FILES)
    assert all(f"“{words}”" in everything for words in QUOTATIONS)
