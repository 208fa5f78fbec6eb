"""Answers as JSON, encoded row by row."""

from __future__ import annotations

import json

from annotator.api.encoding import as_json


def test_what_is_encoded_row_by_row_reads_as_what_it_was() -> None:
    told = {
        "text": "“Ça va?” 🦊 \u2028 </script> \x00 \\ \"", "seq": 3, "place": {"next": None},
        "suggestions": [{"score": 0.95, "parts": [[0, 2], [5, 7]]}, {"quote": "عربي"}],
        "paragraphs": [], "labels": [[1, 2]], "": True,
    }  # fmt: skip
    assert json.loads(as_json(told)) == told
    assert json.loads(as_json({})) == {}
