"""Published tables of ratings, with the coefficients that were published for them."""

from __future__ import annotations

import numpy as np

from annotator.agreement.ratings import MISSING, Ratings

_ = None

# Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability: four observers, 12 units,
# the example with missing data. https://repository.upenn.edu/asc_papers/43
KRIPPENDORFF_2011 = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
# Ibid.; to the digits of nltk's test_disagreement (nominal) and of fast-krippendorff's docstrings.
KRIPPENDORFF_2011_ALPHA = {
    "krippendorff_alpha": (0.743421052632, 1e-9),
    "alpha_ordinal": (0.815, 0.0005),
    "alpha_interval": (0.849, 0.0005),
    "alpha_ratio": (0.797, 0.0005),
}

# https://en.wikipedia.org/wiki/Krippendorff's_alpha, the worked example: three coders, 15 units.
WIKIPEDIA_ALPHA = [
    [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
    [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
    [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
]
# .691 and .811 there; more digits by fast-krippendorff's sample.py.
WIKIPEDIA_ALPHA_VALUES = {
    "krippendorff_alpha": (0.691358, 1e-6),
    "alpha_interval": (0.810845, 1e-6),
}

# https://en.wikipedia.org/wiki/Fleiss'_kappa, the worked example: 10 subjects, 14 raters, five
# categories; how many raters gave a subject each category. kappa is .210.
WIKIPEDIA_FLEISS = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip

# Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters, table 1: 30 patients,
# six diagnoses each. Psychological Bulletin 76, 378-382. doi:10.1037/h0031619. kappa is .430 there
# (p. 381), and .4302445 by `irr::kappam.fleiss(diagnoses)` in R.
FLEISS_1971 = [
    [0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0],
    [2, 0, 4, 0, 0], [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6],
    [1, 0, 0, 5, 0], [1, 1, 0, 4, 0], [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1],
    [0, 0, 5, 0, 1], [3, 0, 0, 1, 2], [5, 1, 0, 0, 0], [0, 2, 0, 4, 0], [1, 0, 2, 0, 3],
    [0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0], [1, 0, 0, 4, 1],
    [0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6],
]  # fmt: skip

# The example of PROC FREQ in the SAS/STAT User's Guide, "Tests and Measures of Agreement" (SAS
# Institute), as statsmodels' test_inter_rater.py quotes it. The first category is of one alone.
SAS = [[0, 4, 1], [0, 8, 0], [0, 1, 5]]
SAS_KAPPA = {"identity": 0.4842, "linear": 0.4701}

# Gwet, K. L. (2014). Handbook of Inter-Rater Reliability, 4th ed.: two abstractors,
# 100 patients (ectopic, AIU, NIU). Values by the author's R package irrCAC (`cont3x3abstractors`).
GWET_3X3 = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
WEIGHTS = ("identity", "linear", "ordinal", "quadratic", "radical")
GWET_3X3_VALUES = {
    "percent_agreement": (0.890, 0.945, 0.963, 0.972, 0.922),
    "cohen_kappa": (0.796, 0.843, 0.872, 0.892, 0.819),
    "scott_pi": (0.796, 0.843, 0.872, 0.892, 0.819),
    "gwet_ac": (0.849, 0.900, 0.925, 0.940, 0.875),
    "brennan_prediger": (0.835, 0.876, 0.901, 0.918, 0.855),
    "krippendorff_alpha": (0.797, 0.844, 0.873, 0.893, 0.819),
}

# Gwet 2014: four raters, 12 subjects. Values by irrCAC (`cac.raw4raters`).
GWET_4_RATERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, _],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
GWET_4_RATERS_VALUES = {
    "fleiss_kappa": (0.761, 0.818, 0.850, 0.865, 0.790),
    "conger_kappa": (0.763, 0.814, 0.844, 0.858, 0.788),
    "gwet_ac": (0.775, 0.859, 0.899, 0.914, 0.820),
    "brennan_prediger": (0.773, 0.848, 0.886, 0.902, 0.813),
    "krippendorff_alpha": (0.743, 0.800, 0.834, 0.849, 0.772),
}

# Gwet 2014: five observers, 15 units, values 0 to 3. Values by irrCAC (`cac.raw5obser`).
GWET_5_OBSERVERS = [
    [1, 1, 2, _, 0, 0, 1, 1, 2, 2, _, 0, 1, 3, 1],
    [1, 1, 3, 0, 0, 0, 0, _, 2, 1, 1, 0, 2, 3, 1],
    [2, 0, 3, 0, 0, 0, 2, 2, 2, 1, 0, 0, 2, 2, 1],
    [_, 1, 3, _, _, _, _, 0, _, 1, 0, 0, 2, 2, _],
    [2, _, _, 0, 0, 0, 1, _, 2, _, _, _, _, 3, 1],
]
GWET_5_OBSERVERS_VALUES = {
    "fleiss_kappa": 0.458,
    "conger_kappa": 0.469,
    "gwet_ac": 0.497,
    "brennan_prediger": 0.487,
    "krippendorff_alpha": 0.481,
}

# Made up: four annotators, 12 units, one of them with a single rating.
# Value, observed and expected by the Python package irrCAC 0.4.4, which is too heavy to be asked
# in a test (it brings SciPy): CAC of the table turned on its side, with ten digits and the
# categories 1 to 4, and its methods fleiss, conger, gwet, bp and krippendorff.
MADE_UP = [
    [1, 1, 1, 3, 3, _, 4, 1, 2, _, _, 4],
    [2, 1, 1, 2, 3, 3, 3, 1, _, 3, _, 4],
    [1, 1, 4, _, 3, _, 3, _, 2, 1, _, 4],
    [1, _, 3, _, 3, _, _, _, 2, 2, 2, 4],
]
IRRCAC = {
    ("fleiss_kappa", "identity"): (0.4518636003, 0.6000000000, 0.2702546296),
    ("conger_kappa", "identity"): (0.4668312249, 0.6000000000, 0.2497685185),
    ("gwet_ac", "identity"): (0.4714249299, 0.6000000000, 0.2432484568),
    ("brennan_prediger", "identity"): (0.4666666667, 0.6000000000, 0.2500000000),
    ("fleiss_kappa", "linear"): (0.5328940699, 0.8222222222, 0.6194058642),
    ("conger_kappa", "linear"): (0.5681696476, 0.8222222222, 0.5883156966),
    ("gwet_ac", "linear"): (0.5888773234, 0.8222222222, 0.5675797325),
    ("brennan_prediger", "linear"): (0.5733333333, 0.8222222222, 0.5833333333),
    ("fleiss_kappa", "quadratic"): (0.5918604651, 0.9037037037, 0.7640603567),
    ("conger_kappa", "quadratic"): (0.6425531915, 0.9037037037, 0.7305996473),
    ("gwet_ac", "quadratic"): (0.6760778659, 0.9037037037, 0.7027177641),
    ("brennan_prediger", "quadratic"): (0.6533333333, 0.9037037037, 0.7222222222),
    ("fleiss_kappa", "ordinal"): (0.5712412123, 0.8833333333, 0.7278967335),
    ("conger_kappa", "ordinal"): (0.6174503922, 0.8833333333, 0.6950286596),
    ("gwet_ac", "ordinal"): (0.6476037873, 0.8833333333, 0.6689332562),
    ("brennan_prediger", "ordinal"): (0.6266666667, 0.8833333333, 0.6875000000),
    ("fleiss_kappa", "radical"): (0.4937223609, 0.7390284805, 0.4845288448),
    ("conger_kappa", "radical"): (0.5193642066, 0.7390284805, 0.4570285379),
    ("gwet_ac", "radical"): (0.5322263454, 0.7390284805, 0.4420987225),
    ("brennan_prediger", "radical"): (0.5217065004, 0.7390284805, 0.4543695038),
}
# The same, alpha by its value alone: irrCAC tells agreements where Krippendorff tells distances.
IRRCAC_ALPHA = {
    "identity": 0.4902222222,
    "linear": 0.5815160955,
    "quadratic": 0.6444954128,
    "ordinal": 0.6237606838,
    "radical": 0.5382707498,
}


def of_raters(rows: list[list[int | None]]) -> Ratings:
    """Return the ratings of rows of values, one row for each annotator; None: missing."""
    used = sorted({value for row in rows for value in row if value is not None})
    numbers = {value: number for number, value in enumerate(used)}
    values = [[MISSING if value is None else numbers[value] for value in row] for row in rows]
    return Ratings(np.array(values), np.array(used, dtype=float))


def of_counts(rows: list[list[int]]) -> Ratings:
    """Return the ratings of counts by unit and category; who gave which is made up."""
    values = [np.repeat(np.arange(len(row)), row) for row in rows]
    return Ratings(np.array(values).T, np.arange(1.0, len(rows[0]) + 1))


def of_table(rows: list[list[int]]) -> Ratings:
    """Return the ratings of two annotators from how often they gave each pair of categories."""
    cells = [(a, b) for a, row in enumerate(rows) for b, n in enumerate(row) for _ in range(n)]
    return Ratings(np.array(cells).T, np.arange(1.0, len(rows) + 1))
