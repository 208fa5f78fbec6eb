"""Tags, windows and columns: what goes into the trained model and how its answers are read."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotator.recognisers import rules
from annotator.recognisers.features import COLUMNS, features
from annotator.recognisers.lexicon import lexicon
from annotator.recognisers.reading import read
from annotator.recognisers.tagging import Decoder, Span, spans_of, tagged, tags_of
from annotator.recognisers.tokens import tokenise
from annotator.recognisers.windows import windows

LABELS = ("PER", "ORG")
TAGS = tags_of(LABELS)


@st.composite
def lengths_and_spans(draw: st.DrawFn) -> tuple[int, list[Span]]:
    edges = sorted(draw(st.sets(st.integers(0, 40), max_size=12)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return 41, [(a, b, draw(st.sampled_from(LABELS))) for a, b in pairs]


@given(lengths_and_spans())
def test_tags_mean_the_spans_that_they_were_made_of(case: tuple[int, list[Span]]) -> None:
    length, spans = case
    assert spans_of(tagged(length, spans)) == spans


@given(st.lists(st.lists(st.floats(-20, 0), min_size=9, max_size=9), min_size=1, max_size=12))
def test_every_passage_that_is_begun_is_ended(scores: list[list[float]]) -> None:
    path = Decoder(TAGS).decode(np.array(scores, dtype=np.float32))
    tags = [TAGS[k] for k in path]
    assert tagged(len(tags), spans_of(tags)) == tags


@given(st.text(alphabet="Aa b.\n'éЯ漢", max_size=200), st.integers(1, 9))
def test_windows_hold_every_token_once_and_in_order(text: str, most: int) -> None:
    tokens = tokenise(text)
    sizes = [1 + len(word) % 3 for word in tokens.words]
    found = windows(tokens, sizes, most)
    assert [i for window in found for i in window] == list(range(len(tokens)))
    for window in found:
        assert sum(sizes[i] for i in window) <= most or len(window) == 1


def test_a_window_ends_with_a_sentence_where_it_can() -> None:
    tokens = tokenise("One two. Three four. Five six.")
    found = windows(tokens, [1] * len(tokens), 7)
    assert [tokens.words[window.stop - 1] for window in found] == [".", "."]


def test_columns_tell_what_the_lists_and_the_rules_know() -> None:
    text = "Dr. Maria Lopez flew to Paris in May."
    reading = read(tokenise(text), lexicon(), "en")
    rows = features(reading, rules.found_in(reading))
    told = {
        word: {COLUMNS[c] for c in row}
        for word, row in zip(reading.tokens.words, rows, strict=True)
    }
    assert {"shape Title", "in given", "rules B-PER"} <= told["Maria"]
    assert "rules I-PER" in told["Lopez"]
    assert {"listed LOC", "rules B-LOC"} <= told["Paris"]
    assert told["flew"] == {"shape lower", "ordinary"}
    assert told["."] >= {"shape sign"}
