"""The charts of the page Corpus: whatever stands in them is data, and they can be saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import pytest
import vl_convert

from annotator.charts import Figure, Look, image
from annotator.charts import corpus as drawn
from annotator.palette import PALETTE

HOSTILE = ("<script>alert(1)</script>", "{{x}}", "a'b\\", "名前", "اسم")
LOOKS = [Look(theme, {"Person": PALETTE["blue"]}) for theme in ("light", "dark")]
SETS = ("First set", "Second set")


def pair(one: str, other: str, n: int) -> dict[str, Any]:
    return {"one_id": f"words:{one}", "one": one, "other_id": f"words:{other}", "other": other,
            "n": n}  # fmt: skip


PAIRS = [pair(HOSTILE[0], HOSTILE[1], 3), pair(HOSTILE[0], HOSTILE[2], 1)]
NODES = [
    {"key": f"words:{name}", "title": name, "label": "Person", "own": 4 - k, "x": k / 4, "y": 0.5}
    for k, name in enumerate(HOSTILE)
]
KEYNESS = [
    {"word_id": name, "word": name, "left": 5, "right": k, "z": z, "g2": 1.0}
    for k, (name, z) in enumerate(zip(HOSTILE, (2.0, 1.0, None, -1.0, -2.0), strict=True))
]
TREND = [
    {"series_id": name, "series": name, "month": month, "source": source, "n": n, "words": 100,
     "per_10000": 100.0 * n}
    for name in HOSTILE
    for month, source, n in (("2016-11", "BBC", 2), ("2016-13", HOSTILE[0], 1), ("", "", 0))
]  # fmt: skip
MONTHS = [{"month": "2016-11", "n": 2}, {"month": "", "n": 1}]
BUILT: dict[str, Callable[[Look], alt.LayerChart]] = {
    "matrix": lambda look: drawn.matrix(PAIRS, HOSTILE, look),
    "network": lambda look: drawn.network(NODES, PAIRS, look),
    "network without a pair": lambda look: drawn.network(NODES, [], look),
    "keyness": lambda look: drawn.keyness(KEYNESS, SETS, look),
    "months": lambda look: drawn.months(MONTHS, look),
    "over time": lambda look: drawn.over_time(TREND, "month", "n", look),
    "by place": lambda look: drawn.by_place(TREND, "source", "per_10000", look),
}


def values(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [found for rows in spec["datasets"].values() for found in rows]


@pytest.mark.parametrize("name", BUILT)
def test_a_chart_is_drawn_in_both_themes_and_names_stand_in_no_expression(name: str) -> None:
    for look in LOOKS:
        spec = BUILT[name](look).to_dict()
        assert values(spec)
        del spec["datasets"]
        told: list[str] = []

        def collect(node: Any, told: list[str] = told) -> None:
            if isinstance(node, dict):
                told.extend(str(v) for k, v in node.items() if k in ("expr", "filter", "test"))
                for each in node.values():
                    collect(each)
            elif isinstance(node, list):
                for each in node:
                    collect(each)

        collect(spec)
        assert not [each for each in told for hostile in HOSTILE if hostile in each]


@pytest.mark.parametrize("name", BUILT)
def test_a_chart_can_be_saved_as_a_picture(name: str) -> None:
    figure = Figure(name, name, "Why?", "n = 1", MONTHS, BUILT[name])
    picture = image(figure, LOOKS[1], "svg").decode()
    assert picture.startswith("<svg")
    assert "<script>" not in picture
    assert vl_convert.svg_to_png(picture)


def test_both_halves_of_a_matrix_are_the_same_pair() -> None:
    cells = [each for each in values(BUILT["matrix"](LOOKS[0]).to_dict()) if "x" in each]
    assert {(each["x"], each["y"]) for each in cells} == {
        each
        for pair in PAIRS
        for each in ((pair["one"], pair["other"]), (pair["other"], pair["one"]))
    }
    assert {(each["one_id"], each["other_id"], each["n"]) for each in cells} == {
        (pair["one_id"], pair["other_id"], pair["n"]) for pair in PAIRS
    }


def test_what_has_no_date_stands_in_no_line() -> None:
    spec = BUILT["over time"](LOOKS[0]).to_dict()
    assert {each["month"] for each in values(spec)} == {"2016-11"}
    assert {each["place"] for each in values(BUILT["by place"](LOOKS[0]).to_dict())} == {
        "BBC", HOSTILE[0], "no source",
    }  # fmt: skip
