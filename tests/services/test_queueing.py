"""The order in which articles are to be read, and why each stands where it does."""

from __future__ import annotations

import pytest
from factories import TEXT, add_article
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Refused
from annotator.model import Filter, Suggestion
from annotator.services import copies, library, queueing, reading
from annotator.services.queueing import BY_CHANCE, arranged
from annotator.services.session import Session
from annotator.store import people
from annotator.store.queue import Standing
from annotator.store.suggestions import suggest

BY_QUEUE = Filter(sort="queue", descending=False)


def add(session: Session, text: str, score: float | None) -> str:
    """Load an article with one suggestion."""
    article = add_article(session, text)
    rules = people.annotator(session.store, "rules", "recogniser", "test")
    suggest(session.store, article, rules, [Suggestion(0, 4, "PER", score)] if score else [])
    return article


def test_what_the_recogniser_is_least_sure_of_comes_first_and_copies_of_it_last(
    session: Session,
) -> None:
    sure = add(session, "Anna came to Oslo and stayed there for the winter.", 0.95)
    unsure = add(session, TEXT, 0.55)
    copy = add(session, TEXT + " Nobody knows why.", 0.5)
    none = add(session, "Nothing is known of this at all, or so they say.", None)
    list(copies.find_all(session))
    assert queueing.latest(session) is None
    assert queueing.arrange(session, seed=7, share=0) == 4
    rows = library.page(session, BY_QUEUE).rows
    assert [(row["id"], row["queue_reason"]) for row in rows] == [
        (copy, "unsure 1.00"), (sure, "unsure 0.10"), (none, "no suggestions"),
        (unsure, "a copy of one before"),
    ]  # fmt: skip
    late = add_article(session, "This came in when the order had been made.")
    assert library.page(session, BY_QUEUE).rows[-1]["id"] == late
    made = queueing.latest(session)
    assert made is not None
    assert (made["seed"], made["share"], made["articles"]) == (7, 0, 4)
    place = reading.open_article(session, sure, BY_QUEUE)["place"]
    assert (place["previous"], place["next"]) == (copy, none)


@pytest.mark.parametrize("share", [-0.1, 1.5])
def test_a_share_that_is_none_is_refused(session: Session, share: float) -> None:
    with pytest.raises(Refused, match="share"):
        queueing.arrange(session, 1, share)


STANDINGS = st.lists(
    st.tuples(st.integers(0, 6), st.none() | st.floats(0, 1), st.booleans()), max_size=40
).map(lambda found: [Standing(seq, seq if not g else -g, u, d) for seq, (g, u, d) in
                     enumerate(found)])  # fmt: skip


@given(STANDINGS, st.integers(), st.floats(0, 1))
def test_every_article_has_one_place_and_the_same_seed_gives_the_same_order(
    found: list[Standing], seed: int, share: float
) -> None:
    order = arranged(found, seed, share)
    assert sorted(seq for seq, _ in order) == [each.seq for each in found]
    assert order == arranged(found, seed, share)


@given(st.integers(10, 300), st.integers())
def test_the_random_share_is_spread_evenly(number: int, seed: int) -> None:
    found = [Standing(seq, seq, seq / number, False) for seq in range(number)]
    reasons = [reason for _, reason in arranged(found, seed, 0.1)]
    assert reasons.count(BY_CHANCE) == round(number / 10)
    for end in range(20, number, 10):
        assert 1 <= reasons[end - 20 : end].count(BY_CHANCE) <= 3
