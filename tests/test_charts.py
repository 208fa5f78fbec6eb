"""Charts: each is made from its table, whatever stands in it, and can be saved."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
import vl_convert
from factories import ROOT

from annotator import charts
from annotator.charts import CHARTS, Chart, Figure, Look
from annotator.palette import PALETTE
from annotator.services import reporting

HOSTILE = ("<script>alert(1)</script>", "=1+1", '"', "a'b\\", "{{x}}", "no date", "名前", "")
LOOKS = [Look(theme, {"Person": PALETTE["blue"]}) for theme in ("light", "dark")]


def row(chart: Chart, name: str, n: int = 3, **more: str) -> dict[str, Any]:
    """Return a row of the table that a chart reads, with `name` wherever a text may stand."""
    made = dict.fromkeys(chart.key, name)
    named = {column.removesuffix("_id"): name for column in chart.key}
    fixed = {"month": "2016-11", "day": "2016-11-02", "answer": "accepted"}
    times = {key: value for key, value in fixed.items() if key in chart.key}
    return {**made, **named, "label": name, **times, **more, "n": n}


def values(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [found for rows in spec["datasets"].values() for found in rows]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.theme)
def test_each_chart_shows_the_rows_it_is_given(chart: Chart, look: Look) -> None:
    rows = [row(chart, name, k + 1) for k, name in enumerate(("Person", "Place"))]
    spec = chart.build(chart, pd.DataFrame(rows), look).to_dict()
    shown = [found for found in values(spec) if chart.key[-1] in found and "place" in found]
    assert [found["n"] for found in shown] == [1, 2]
    assert look.of_label("Person") in str(spec) or chart.series != "label"


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
def test_a_chart_of_one_bar_can_be_made(chart: Chart) -> None:
    spec = chart.build(chart, pd.DataFrame([row(chart, "Person", 1)]), LOOKS[0]).to_dict()
    assert values(spec)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_data_and_stands_in_no_expression(chart: Chart, name: str) -> None:
    spec = chart.build(chart, pd.DataFrame([row(chart, name)]), LOOKS[0]).to_dict()
    expressions: list[str] = []

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            expressions.extend(
                str(value) for key, value in node.items() if key in ("labelExpr", "calculate")
            )
            for key, value in node.items():
                if key != "datasets":
                    collect(value)
        elif isinstance(node, list):
            for value in node:
                collect(value)

    collect(spec)
    assert all(len(name) < 5 or name not in text for text in expressions if name != "no date")


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
def test_each_chart_reads_a_table_that_the_report_has(chart: Chart, session: Any) -> None:
    table = reporting.report(session).tables[chart.table]
    assert table.rows == []
    assert chart.empty
    assert chart.question.endswith("?")


def test_each_chart_is_documented() -> None:
    text = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")
    assert [chart.id for chart in CHARTS if f"| {chart.title} (`{chart.id}`) |" not in text] == []


def test_charts_have_names_of_their_own() -> None:
    assert len({chart.id for chart in CHARTS}) == len(CHARTS)


@pytest.mark.parametrize(
    ("there", "shown"),
    [
        (["2016-11", "2017-02"], ["2016-11", "2016-12", "2017-01", "2017-02"]),
        (["", "2016-11"], ["2016-11", ""]),
        (["1912-04", "2016-11"], ["1912-04", "2016-11"]),
        (["2016-12-31", "2017-01-02"], ["2016-12-31", "2017-01-01", "2017-01-02"]),
        (["1999", "2001"], ["1999", "2000", "2001"]),
        (["2016-11", "2016-19"], ["2016-11", "2016-19"]),
        ([""], [""]),
        ([], []),
    ],
)
def test_short_gaps_in_time_are_shown(there: list[str], shown: list[str]) -> None:
    assert charts.periods(there) == shown


def test_series_are_coloured_as_on_the_desk() -> None:
    [labels] = [chart for chart in CHARTS if chart.id == "labels"]
    frame = pd.DataFrame([row(labels, "Person"), row(labels, "Unknown")])
    light, dark = (charts.colours(labels, frame, look) for look in LOOKS)
    assert light == {"Person": PALETTE["blue"].ink, "Unknown": PALETTE["slate"].ink}
    assert dark == {"Person": PALETTE["blue"].ink_dark, "Unknown": PALETTE["slate"].ink_dark}


def drawn(chart: Chart, names: tuple[str, ...] = ("<b>&", "Person")) -> Figure:
    rows = [row(chart, name) for name in names]
    return charts.figure(chart, rows, "n = 6 marks", "Not all.", of=12)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
def test_a_chart_is_saved_with_its_title_and_its_n(chart: Chart) -> None:
    text = charts.image(drawn(chart), LOOKS[1], "svg").decode()
    assert text.startswith("<svg")
    assert "n = 6 marks. Not all." in text
    assert "<b>" not in text
    assert charts.image(drawn(chart), LOOKS[0], "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
def test_a_chart_leaves_as_a_specification_that_holds_its_data(chart: Chart) -> None:
    told = json.loads(charts.specification(drawn(chart, HOSTILE), LOOKS[0]))
    assert told["$schema"].startswith("https://vega.github.io/schema/vega-lite/v")
    # Compiled as an editor does; what is no specification, or lacks data, is refused there.
    picture = vl_convert.vegalite_to_svg(told)
    assert chart.title in picture
    assert "n = 6 marks" in picture
    kept = [found for found in values(told) if chart.series in found and "place" in found]
    assert sum(found["n"] for found in kept) == 3 * len(HOSTILE)
    assert '"url"' not in json.dumps(told)


def test_a_saved_chart_may_have_more_bars_than_a_page_of_rows() -> None:
    [months] = [chart for chart in CHARTS if chart.id == "months"]
    rows = [row(months, f"Label {k}", month=f"2016-{k % 12 + 1:02d}") for k in range(6000)]
    figure = charts.figure(months, rows, "")
    assert charts.image(figure, LOOKS[0], "svg").startswith(b"<svg")


def test_the_table_of_a_figure_names_what_is_missing_and_tells_shares() -> None:
    [sources] = [chart for chart in CHARTS if chart.id == "sources"]
    shown = charts.figure(sources, [row(sources, "")], "", of=12).table
    assert shown == [{"source": "no source", "label": "", "n": 3, "share": 0.25}]
    assert "share" not in charts.figure(sources, [row(sources, "")], "").table[0]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_days_stand_in_their_order_with_the_gaps_between_them(theme: str) -> None:
    points = pd.DataFrame([{"day": "2026-01-05", "n": 2}, {"day": "2026-01-02", "n": 1}])
    spec = charts.by_day(points, "articles", theme).to_dict()
    [bars] = spec["layer"]
    days = ["2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05"]
    assert bars["encoding"]["x"]["scale"]["domain"] == days
    assert bars["encoding"]["y"]["title"] == "articles"
    assert [found["n"] for found in values(spec)] == [2, 1]
