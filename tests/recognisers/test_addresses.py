"""Names in e-mail and web addresses are none."""

from __future__ import annotations

import pytest

from annotator import recognisers


@pytest.mark.parametrize("name", ["rules", "english"])
def test_a_name_in_an_address_is_not_suggested(name: str) -> None:
    text = (
        "Write to Kevin.A.Boone@accenture.com or <anna.miller@example.org>, or see "
        "https://example.org/Angela-Merkel/Berlin (www.Paris.example). Angela Merkel was in Paris."
    )
    found = recognisers.load(name).suggest(text, "en")
    names = [text[s.start : s.end] for s in found if s.label_id in ("PER", "ORG", "LOC")]
    assert names == ["Angela Merkel", "Paris"]
