"""The made-up team that figures are looked at with."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import Refused
from annotator.store import open_store
from benchmarks import demo


def test_a_team_has_worked_on_two_papers_and_differs(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    demo.main(path, 20)
    store = open_store(path)
    assert store.value("SELECT count(DISTINCT source) FROM article") == 2
    marks = store.rows(
        """
        SELECT name, count(*) AS n FROM annotation JOIN annotator ON annotator.id = annotator_id
        WHERE annotator.kind = 'person' GROUP BY 1 ORDER BY 1
        """
    )
    assert [row["name"] for row in marks] == ["Ana", "Ben", "Cy"]
    assert store.value("SELECT count(*) FROM annotation WHERE substr(quote, -1) = ' '") == 0
    store.close()
    with pytest.raises(Refused, match="is there already"):
        demo.main(path)
