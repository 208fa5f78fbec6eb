"""Passages and stretches for the tests of agreement, from plain rows, and made up by Hypothesis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from hypothesis import strategies as st

from annotator.agreement.passages import Passages, Stretches

Mark = tuple[int, int, int, int, int]  # article, annotator, label, start, end
Stretch = tuple[int, int, int, int]  # article, annotator, start, end
LENGTH = 24  # code points of an article here


def passages_of(marks: Iterable[Mark]) -> Passages:
    return Passages(*np.array(list(marks), dtype=np.int64).reshape(-1, 5).T)


def stretches_of(stretches: Iterable[Stretch]) -> Stretches:
    return Stretches(*np.array(list(stretches), dtype=np.int64).reshape(-1, 4).T)


def all_read(articles: Iterable[int], annotators: Sequence[int], length: int = LENGTH) -> Stretches:
    return stretches_of((a, who, 0, length) for a in articles for who in annotators)


def alike(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks of annotator 0, and with them the same marks of annotator 1."""
    rows = list(marks)
    return rows + [(a, 1, label, s, e) for a, _, label, s, e in rows]


def further_on(marks: Iterable[Mark], articles: int) -> list[Mark]:
    """Return the same marks, so many articles further on."""
    return [(a + articles, who, label, s, e) for a, who, label, s, e in marks]


@st.composite
def marks(
    draw: st.DrawFn, annotators: int = 2, articles: int = 3, labels: int = 3, most: int = 14
) -> list[Mark]:
    """Draw marks of some annotators, often over one another, some of them twice."""
    one = st.tuples(
        st.integers(0, articles - 1),
        st.integers(0, annotators - 1),
        st.integers(0, labels - 1),
        st.integers(0, LENGTH - 1),
        st.integers(1, 8),
    )
    drawn = draw(st.lists(one, max_size=most))
    return [(a, who, label, s, min(s + n, LENGTH)) for a, who, label, s, n in drawn]


@st.composite
def reading(draw: st.DrawFn, annotators: int = 2, articles: int = 3) -> list[Stretch]:
    """Draw what each annotator has read: any of four paragraphs of each article."""
    quarter = LENGTH // 4
    return [
        (a, who, part * quarter, (part + 1) * quarter)
        for a in range(articles)
        for who in range(annotators)
        for part in draw(st.sets(st.integers(0, 3)))
    ]
