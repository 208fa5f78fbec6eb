"""The figures of agreement: what each is of, what it leaves out, and where it is undefined."""

from __future__ import annotations

import pytest
from factories import TEXT, add_article
from marked import finish, join, label_article, mark, person

from annotator.agreement import units
from annotator.agreement.ratings import tabulate
from annotator.agreement.result import Result
from annotator.recognisers.tokens import tokenise
from annotator.services import agreeing, comparing
from annotator.services.agreeing import Figures
from annotator.services.session import Session


def results(found: Figures) -> dict[str, Result]:
    return {figure.id: figure.result for figure in found.rows}


def test_f1_is_that_of_the_sentence_and_of_the_matrix(differing: Session) -> None:
    for who in ("people", next(each for each in comparing.overview(differing).whom if "~" in each)):
        exact = results(agreeing.of_passages(differing, who))["exact"]
        row = comparing.show_matrix(differing, "pair", who).total.f1
        assert exact.value == pytest.approx(row.value)
        assert exact.interval is not None
        assert row.interval is not None
        assert exact.interval.low == pytest.approx(row.interval.low, abs=1e-6)
        assert exact.interval.high == pytest.approx(row.interval.high, abs=1e-6)
        assert exact.n_annotators == row.n_annotators


def test_a_single_pair_has_precision_and_recall_and_several_a_mean(session: Session) -> None:
    article = add_article(session)
    ann, bob = person(session, "Ann"), person(session, "Bob")
    for who, words in ((ann, "Geneva"), (bob, "Geneva"), (bob, "Anna Lindh")):
        mark(session, who, article, words, "LOC")
    titles = {each.id: each.title for each in agreeing.of_passages(session).rows}
    assert titles["precision"] == "Share of Bob's that Ann has"
    told = results(agreeing.of_passages(session))
    assert (told["precision"].value, told["recall"].value) == (0.5, 1.0)
    mark(session, person(session, "Cem"), article, "Geneva", "LOC")
    assert list(results(agreeing.of_passages(session))) == ["exact", "partial", "blind", "mean"]


def test_labels_of_articles_are_measured_over_those_that_two_have_labelled(
    session: Session,
) -> None:
    given = {"Ann": "RRAOR", "Bob": "RAAO", "Cem": "RR"}
    names = {"R": "REPORT", "A": "ANALYSIS", "O": "OPINION"}
    articles = [add_article(session, f"{TEXT} {number}") for number in range(5)]
    for name, letters in given.items():
        for article, letter in zip(articles, letters, strict=False):
            label_article(session, person(session, name), article, names[letter])
    rows = [
        (number, name, names[letter])
        for name, letters in given.items()
        for number, letter in enumerate(letters)
    ]
    mine = units.measure_all(tabulate(rows, list(names.values())))
    told = results(agreeing.of_articles(session))
    assert told["krippendorff_alpha"].value == pytest.approx(mine["krippendorff_alpha"].value)
    assert told["gwet_ac"].value == pytest.approx(mine["gwet_ac"].value)
    alpha = told["krippendorff_alpha"]
    assert (alpha.n_units, alpha.n_annotators, alpha.n_excluded) == (4, 3, 1)
    assert "cohen_kappa" not in told
    pair = f"{person(session, 'Ann').id}~{person(session, 'Bob').id}"
    assert "cohen_kappa" in results(agreeing.of_articles(session, pair))
    ordered = agreeing.of_articles(session, "", "ordinal")
    assert "alpha_ordinal" in results(ordered)
    assert "Gwet's AC2, ordinal weights" in {figure.title for figure in ordered.rows}


def test_an_article_that_one_person_labelled_twice_is_left_out_and_told(session: Session) -> None:
    for number in range(3):
        article = add_article(session, f"{TEXT} {number}")
        for name in ("Ann", "Bob"):
            label_article(session, person(session, name), article, "REPORT")
    label_article(session, person(session, "Ann"), article, "OPINION")
    alpha = results(agreeing.of_articles(session))["krippendorff_alpha"]
    assert (alpha.value, alpha.n_units) == (None, 2)
    assert "Only one category was used" in alpha.note
    assert "two categories by one annotator" in alpha.note


def test_nobody_who_labelled_an_article_and_nobody_who_joined_marks_is_said(
    session: Session,
) -> None:
    article = add_article(session)
    for name in ("Ann", "Bob"):
        mark(session, person(session, name), article, "Geneva", "LOC")
    assert agreeing.of_articles(session).empty == "Nobody has put a label on a whole article."
    assert agreeing.of_relations(session).empty == "Nobody has made a relation."


def test_relations_whose_ends_differ_are_not_the_same(session: Session) -> None:
    article = add_article(session)
    for name, words, ends in (
        ("Ann", ("Anna Lindh", "Kofi Annan", "Geneva"), ((0, 2), (1, 2))),
        ("Bob", ("Anna Lindh", "Annan", "Geneva"), ((0, 2), (0, 1))),
    ):
        who = person(session, name)
        ids = [
            mark(session, who, article, each, label)
            for each, label in zip(words, ("PER", "ORG", "LOC"), strict=True)
        ]
        for first, second in ends:
            join(session, who, article, (ids[first], ids[second]))
        join(session, who, article, (ids[0], ids[1]), "SAME")  # a chain is no relation here
        finish(session, who, article)
    [figure] = agreeing.of_relations(session).rows
    assert (figure.title, figure.result.value, figure.result.n_units) == (
        "F1, Ann and Bob", 0.5, 4,
    )  # fmt: skip


def test_text_is_measured_letter_by_letter_and_each_label_by_its_name(session: Session) -> None:
    article = add_article(session)
    for name, words in (("Ann", "Anna Lindh"), ("Bob", "Anna Lindh"), ("Bob", "Geneva")):
        mark(session, person(session, name), article, words)
    for name in ("Ann", "Bob"):
        finish(session, person(session, name), article)
    told = {each.title: each.result for each in agreeing.of_text(session).rows}
    u = told["Krippendorff's alpha-u"]
    assert u.value is not None
    assert 0 < u.value < 1
    assert "alpha-(k)u: Person" in told
    former = told["alpha-U of 1995: how far edges are apart"].value
    assert former is not None
    assert 0 < former < 1
    assert told["alpha-cu: the labels alone"].value is None
    assert "there is one label" in told["alpha-cu: the labels alone"].note


def test_gamma_and_words_are_of_those_who_are_chosen(session: Session) -> None:
    article = add_article(session)
    for name, words in (("Ann", "Anna Lindh"), ("Bob", "Anna Lindh"), ("Bob", "Geneva")):
        mark(session, person(session, name), article, words)
    for name in ("Ann", "Bob"):
        finish(session, person(session, name), article)
    gamma = results(agreeing.of_alignment(session))["gamma"]
    assert gamma.value is not None
    assert (0 < gamma.value < 1, gamma.n_units, gamma.n_annotators) == (True, 3, 2)
    words = results(agreeing.of_words(session))
    cohen = words["cohen"]
    assert cohen.value is not None
    assert cohen.n_units == len(tokenise(TEXT))
    assert cohen.observed == pytest.approx(1 - 1 / cohen.n_units)
    mark(session, person(session, "Cem"), article, "Geneva", "LOC")
    assert list(results(agreeing.of_words(session))) == ["fleiss", "alpha"]


def test_figures_leave_as_a_table_with_all_that_is_known_of_them(differing: Session) -> None:
    row = agreeing.as_rows(agreeing.of_passages(differing))[0]
    assert list(row) == [
        "figure", "unit", "value", "value_low", "value_high", "n_units", "n_annotators",
        "n_excluded", "observed", "expected", "note",
    ]  # fmt: skip
    assert row["expected"] == ""
