"""The figures of agreement: each coefficient with its interval, its n, and what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement import f1, relations
from annotator.agreement.alpha_u import alpha_u
from annotator.agreement.coefficients import COEFFICIENTS
from annotator.agreement.gamma import gamma
from annotator.agreement.ratings import tabulate
from annotator.agreement.result import Result
from annotator.agreement.tokens import OfTokens, Tokens, of_tokens
from annotator.agreement.unitizing import unitizing
from annotator.agreement.units import measure_all
from annotator.recognisers.tokens import tokenise
from annotator.services import compared, comparing, roles
from annotator.services import differences as differing
from annotator.services.columns import RECOGNISER
from annotator.services.differences import Differences
from annotator.services.session import Session
from annotator.store import comparing as comparing_store
from annotator.store import people

# How near labels are to one another that have an order: that of the codebook.
NEARNESS = {
    "": "identity",
    "ordinal": "ordinal",
    "linear": "linear",
    "quadratic": "quadratic",
}
_NOMINAL = tuple(name for name, each in COEFFICIENTS.items() if not each.level)
_ORDINAL = (*_NOMINAL, "alpha_ordinal")
_VIEWS = {"exact": "F1, exact", "partial": "F1, partial", "blind": "F1, blind to labels"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient: what it is known by, its title, and what it says."""

    id: str
    title: str
    result: Result


@dataclass(frozen=True, slots=True)
class Figures:
    """Some coefficients of the same people on the same things.

    `unit` is what is counted; `empty` says why there are none, if there are none.
    """

    who: str
    unit: str
    rows: tuple[Figure, ...]
    empty: str = ""


@roles.needs("read")
def of_articles(session: Session, who: str = "", nearness: str = "") -> Figures:
    """Return how far people agree on the labels of whole articles.

    Parameters
    ----------
    session : Session
        Whose project.
    who : str
        Of whom: one of `Overview.whom`; of the recogniser there is nothing to compare.
    nearness : str
        One of `NEARNESS`: how near labels are that have an order; empty: they have none.
    """
    asked, found = differing.chosen(session, who)
    nearness = nearness if nearness in NEARNESS else ""
    categories = [
        label.id
        for label in people.labels(session.store, session.project.id)
        if label.kind == "article" and label.status != "withdrawn"
    ]
    results = compared.kept(
        session,
        ("of articles", asked, nearness, *categories),
        lambda: _of_articles(session, found, categories, nearness),
    )
    rows = [Figure(name, _title(name, nearness), result) for name, result in results.items()]
    return Figures(asked, "article", tuple(rows), "" if rows else _NO_ARTICLE_LABELS)


_NO_ARTICLE_LABELS = "Nobody has put a label on a whole article."


def _of_articles(
    session: Session, found: Differences, categories: Sequence[str], nearness: str
) -> Mapping[str, Result]:
    """Return the coefficients of those who were chosen, on the articles that they labelled."""
    whose = _people_of(found)
    given = [row for row in compared.article_labels(session) if row[1] in whose]
    if not given:
        return {}
    further = sorted({label for _, _, label in given} - set(categories))
    ratings = tabulate(given, [*categories, *further], annotators=whose)
    two = len(ratings.where_rated().values) == 2
    return measure_all(
        ratings,
        [
            name
            for name in (_ORDINAL if nearness else _NOMINAL)
            if two or not COEFFICIENTS[name].takes_two
        ],
        weights=NEARNESS[nearness],
    )


def _title(name: str, nearness: str) -> str:
    title = COEFFICIENTS[name].title
    if not nearness or COEFFICIENTS[name].level:
        return title
    if name == "gwet_ac":
        title = "Gwet's AC2"
    return f"{title}, {nearness} weights"


@roles.needs("read")
def of_passages(session: Session, who: str = "") -> Figures:
    """Return how many of the passages of the one the other has too: F1 in its views.

    Of a single pair precision and recall come with it, measured against the first of the two.
    """
    asked, found = differing.chosen(session, who)
    results = compared.kept(session, ("of passages", asked), lambda: _of_passages(found))
    left, right = comparing.sides(session, found)
    titles = _VIEWS | {
        "mean": "F1, exact, mean of the pairs",
        "precision": f"Share of {right}'s that {left} has",
        "recall": f"Share of {left}'s that {right} has",
    }
    rows = tuple(Figure(name, titles[name], result) for name, result in results.items())
    return Figures(asked, "passage", rows)


def _of_passages(found: Differences) -> Mapping[str, Result]:
    of = found.of
    counts = [
        f1.count(of.passages.take(differing.of_both(of, couple)), of.read, *couple)
        for couple in found.couples
    ]
    together = {view: f1.pooled(counts, view) for view in _VIEWS}
    results = {view: both[0] for view, both in together.items()}
    if len(counts) == 1:
        told = f1.scores(counts[0])
        return results | {"precision": told.precision, "recall": told.recall}
    return results | {"mean": together["exact"][1]}


@roles.needs("read")
def of_text(session: Session, who: str = "") -> Figures:
    """Return Krippendorff's alphas for unitising: agreement letter by letter, beyond chance."""
    asked, found = differing.chosen(session, who)
    of = found.of
    told = compared.kept(
        session, ("of text", asked), lambda: unitizing(of.passages, of.read, _numbers_of(found))
    )
    former = compared.kept(
        session, ("alpha-U", asked), lambda: alpha_u(of.passages, of.read, _numbers_of(found))
    )
    by_label = _by_label(session, found, "k", "alpha-(k)u", told.by_label)
    rows = (
        Figure("u", "Krippendorff's alpha-u", told.u),
        Figure("bar", "alpha-|u: marked or not", told.bar),
        Figure("cu", "alpha-cu: the labels alone", told.cu),
        *by_label,
        Figure("alpha_u", "alpha-U of 1995: how far edges are apart", former.all),
    )
    return Figures(asked, "passage", rows)


@roles.needs("read")
def of_alignment(session: Session, who: str = "") -> Figures:
    """Return Mathet's gamma and its kin; where there are many passages this takes some seconds."""
    asked, found = differing.chosen(session, who)
    of = found.of
    told = compared.kept(
        session, ("of alignment", asked), lambda: gamma(of.passages, of.read, _numbers_of(found))
    )
    rows = (
        Figure("gamma", "Gamma", told.gamma),
        Figure("cat", "Gamma-cat: the labels alone", told.cat),
        *_by_label(session, found, "gamma_k", "Gamma-k", told.by_label),
    )
    return Figures(asked, "passage", rows)


def _by_label(
    session: Session, found: Differences, id_: str, title: str, results: Mapping[int, Result]
) -> list[Figure]:
    """Return a figure of each label, in the order of the codebook."""
    labels = found.of.labels
    names, _ = comparing.label_looks(session, labels)
    order = {each: place for place, each in enumerate(comparing.in_order(session, labels))}
    return [
        Figure(f"{id_}_{labels[number]}", f"{title}: {names[labels[number]]}", result)
        for number, result in sorted(results.items(), key=lambda each: order[labels[each[0]]])
    ]


@roles.needs("read")
def of_words(session: Session, who: str = "") -> Figures:
    """Return kappa and alpha word by word; of many articles this takes some seconds."""
    asked, found = differing.chosen(session, who)
    told = compared.kept(session, ("of words", asked), lambda: _of_words(session, found))
    rows = [Figure("cohen", "Cohen's kappa of words", told.cohen)] if found.is_of_two else []
    rows += [
        Figure("fleiss", "Fleiss' kappa of words", told.fleiss),
        Figure("alpha", "Krippendorff's alpha of words", told.alpha),
    ]
    return Figures(asked, "word", tuple(rows))


def _of_words(session: Session, found: Differences) -> OfTokens:
    of = found.of
    shared = found.shared(*found.couples)
    texts = dict(comparing_store.texts(session.store, of.seqs[shared].tolist()))
    cut = [tokenise(texts[seq]) for seq in of.seqs[shared].tolist()]
    words = Tokens(
        np.repeat(shared, [len(each) for each in cut]),
        np.array([at for each in cut for at in each.starts], dtype=np.int64),
        np.array([at for each in cut for at in each.ends], dtype=np.int64),
    )
    return of_tokens(words, of.passages, of.read, _numbers_of(found))


@roles.needs("read")
def of_relations(session: Session, who: str = "") -> Figures:
    """Return how many of the relations of the one the other has too."""
    asked, found = differing.chosen(session, who)
    results = compared.kept(session, ("of relations", asked), lambda: _of_relations(session, found))
    names = comparing.names_of(session, found.of)
    rows = tuple(
        Figure(f"relations_{left}_{right}", f"F1, {names[left]} and {names[right]}", result)
        for (left, right), result in results.items()
    )
    return Figures(asked, "relation", rows, "" if rows else "Nobody has made a relation.")


def _of_relations(session: Session, found: Differences) -> Mapping[differing.Pair, Result]:
    of = found.of
    given, _ = compared.relations(session, of)
    couples = [
        couple for couple in found.couples if RECOGNISER not in {of.annotators[n] for n in couple}
    ]
    article = of.passages.article[given.origin]
    results = {}
    for couple in couples if len(given) else ():
        both = of.has_read[couple[0]] & of.has_read[couple[1]]
        there = given.take(both[article])
        results[couple] = relations.scores(there, of.passages, of.read, couple).f1
    return results


def _numbers_of(found: Differences) -> list[int]:
    return sorted({each for couple in found.couples for each in couple})


def _people_of(found: Differences) -> tuple[str, ...]:
    ids = tuple(found.of.annotators[each] for each in _numbers_of(found))
    return tuple(each for each in ids if each != RECOGNISER)


def as_rows(found: Figures) -> list[dict[str, object]]:
    """Return figures as rows of a table, with all that is known of each."""
    return [
        {"figure": figure.title, "unit": found.unit}
        | comparing.as_columns("value", figure.result)
        | {
            name: "" if getattr(figure.result, name) is None else getattr(figure.result, name)
            for name in ("n_units", "n_annotators", "n_excluded", "observed", "expected", "note")
        }
        for figure in found.rows
    ]
