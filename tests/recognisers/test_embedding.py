"""What the network makes of words, for models that stand on it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from annotator.errors import Refused
from annotator.recognisers import load
from annotator.recognisers.embedding import Embedding
from annotator.recognisers.tokens import tokenise

TEXT = "Police in Vreemdbad said that Tolliver Quaynor had left.\n\nQuaynor is 41."


def test_each_word_has_a_vector() -> None:
    embedding = Embedding()
    seen = embedding.read(TEXT, "en")
    assert seen is not None
    assert seen.starts == tokenise(TEXT).starts
    assert len(seen.vectors) == len(seen.starts)
    assert np.all(np.abs(seen.vectors).sum(axis=1) > 0)
    again = embedding.read(TEXT, "en")
    assert again is not None
    assert np.array_equal(again.vectors, seen.vectors)
    nothing = embedding.read("", "en")
    assert nothing is not None
    assert len(nothing.vectors) == 0
    assert embedding.read("La police de Vreemdbad", "fr") is None


@pytest.mark.parametrize("name", ["english", "rules"])
@pytest.mark.parametrize("language", ["en", "", "fr"])
def test_one_reading_says_what_two_say(name: str, language: str) -> None:
    embedding, recogniser = Embedding(), load(name)
    text = "\n\n".join(f"{number}. {TEXT}" for number in range(30))  # several windows
    suggestions, seen = embedding.read_beside(recogniser, text, language)
    assert suggestions == recogniser.suggest(text, language)
    alone = embedding.read(text, language)
    assert (seen is None) == (alone is None) == (language == "fr")
    if seen and alone:
        assert seen.starts == alone.starts
        assert np.array_equal(seen.vectors, alone.vectors)


def test_a_network_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="can't be read"):
        Embedding(tmp_path)
