"""Every table of coefficients on ratings in ../shared comes out to the digits published there."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from factories import SHARED
from reference_tables import of_counts, of_raters, of_table

from annotator.agreement.ratings import Ratings, tabulate
from annotator.agreement.units import Drawing, measure

pytestmark = pytest.mark.shared
FOLDER = SHARED / "agreement"
# Those of passages are tested beside their own statistics.
TABLES = (
    "cohen_sas", "fleiss_1971_diagnoses", "fleiss_wikipedia", "gwet_cont3x3_abstractors",
    "gwet_raw_4raters", "gwet_raw_5observers", "krippendorff_2011_canonical",
    "krippendorff_wikipedia",
)  # fmt: skip
NAMES = {
    "krippendorff": "krippendorff_alpha", "krippendorff_alpha": "krippendorff_alpha",
    "fleiss": "fleiss_kappa", "fleiss_kappa": "fleiss_kappa", "gwet": "gwet_ac",
    "gwet_ac1": "gwet_ac", "conger": "conger_kappa", "bp": "brennan_prediger",
    "conger_kappa (exact multi-rater kappa)": "conger_kappa", "scott": "scott_pi",
    "cohen": "cohen_kappa", "cohen_kappa": "cohen_kappa", "pa": "percent_agreement",
    "percent_agreement (mean pairwise)": "percent_agreement",
}  # fmt: skip
NO_INTERVAL = Drawing(resamples=0)


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def ratings_of(data: dict[str, Any]) -> Ratings:
    values = data["values"]
    if data["form"] == "raters":
        return of_raters(list(values.values()))
    return (of_counts if data["form"] == "counts" else of_table)(values)


@pytest.mark.parametrize("name", TABLES)
def test_a_shared_table_comes_out_to_its_published_digits(name: str) -> None:
    table = read(name)
    ratings, compared = ratings_of(table["data"]), 0
    for expected in table["expected"]:
        if expected["statistic"] == "per_subject_agreement":
            check_each_subject(table["data"]["values"], expected)
            continue
        coefficient = NAMES[expected["statistic"]]
        if expected.get("level", "nominal") != "nominal":
            coefficient = f"alpha_{expected['level']}"
        weights = expected.get("weights") or "identity"
        found = measure(ratings, coefficient, weights=weights, drawing=NO_INTERVAL)
        if expected["value"] is not None:
            near = pytest.approx(expected["value"], abs=expected["tolerance"])
            assert found.value == near, expected
        assert found.value == pytest.approx(expected["recomputed"], abs=1e-6), expected
        compared += 1
    assert compared


def check_each_subject(counts: list[list[int]], expected: dict[str, Any]) -> None:
    for row, value in zip(counts, expected["value"], strict=True):
        found = measure(of_counts([row]), "percent_agreement", drawing=NO_INTERVAL)
        assert found.value == pytest.approx(value, abs=expected["tolerance"])


def test_small_cases_of_nltk_come_out_but_where_it_says_1_for_what_is_undefined() -> None:
    for case in read("nltk_small")["cases"]:
        rows = [(unit, who, value) for who, unit, value in case["data"]]
        ratings = tabulate(rows, sorted({value for _, _, value in rows}))
        found = measure(ratings, "krippendorff_alpha", drawing=NO_INTERVAL)
        expected = case["expected"].get("krippendorff_alpha_nominal", 1.0)
        met = {row[2] for row in rows if Counter(unit for unit, _, _ in rows)[row[0]] > 1}
        if len(met) == 1:  # 0 / 0: nltk says 1
            assert found.value is None
            assert found.observed == 0
        else:
            assert found.value == pytest.approx(expected)


def test_the_judgments_of_a_crowd_come_out_as_computed_elsewhere() -> None:
    crowd = json.loads(Path(FOLDER / "btc_e_crowd.json").read_text(encoding="utf-8"))
    for kind, expected in crowd["reference_values_computed_here"].items():
        counts = []
        for item in crowd["items"]:
            judged = item["judgments"].get(kind)
            if judged:
                clicked = Counter(token for tokens in judged.values() for token in set(tokens))
                each = [clicked[token] for token in range(len(item["tokens"]))]
                counts += [[len(judged) - n, n] for n in each]
        assert len(counts) == expected["tokens"]
        ratings = of_counts(counts)
        for name, key in (
            ("fleiss_kappa", "token_fleiss_kappa"),
            ("krippendorff_alpha", "token_krippendorff_alpha_nominal"),
        ):
            found = measure(ratings, name, drawing=NO_INTERVAL)
            assert found.value == pytest.approx(expected[key], abs=1e-6)
