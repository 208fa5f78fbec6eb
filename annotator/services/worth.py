"""What makes an article worth reading next: three ways to rank articles, each with its reasons.

All of it follows from the articles, from what everybody is shown, and from what the annotator did:
an order tells nobody what others have marked (decision 0083).
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
import numpy.typing as npt

from annotator.services.likeness import Vocabulary
from annotator.services.session import Session
from annotator.store import queue
from annotator.store.queue import Standing

# Articles of a project with more of them are compared by chance: each costs a look at its text.
COMPARED = 20_000
_FEW = 2  # suggestions that an article is taken to have beside its own: one of one says little
# How often words were marked with each label, and how often each label was rejected there.
Decided = tuple[Counter[str], Counter[str]]
Ranked = list[tuple[Standing, str]]


def by_doubt(session: Session, found: Sequence[Standing], _: int) -> Ranked:
    """Rank first what the suggestions are least sure of."""
    doubts = queue.doubts(session.store, session.project.id, session.annotator.id)
    ranked = sorted(found, key=lambda each: (-doubts.get(each.seq, 0.0), each.seq))
    return [
        (each, f"unsure {doubts[each.seq]:.2f}" if each.seq in doubts else "no suggestions")
        if each.state != "done"
        else (each, "done")
        for each in ranked
    ]


def by_disagreement(session: Session, found: Sequence[Standing], _: int) -> Ranked:
    """Rank first where suggestions differ from what the annotator decided about the same words."""
    store, project, annotator = session.store, session.project.id, session.annotator.id
    decided = defaultdict[str, Decided](lambda: (Counter(), Counter()))
    for quote, label_id, marked, rejected in queue.decided(store, project, annotator):
        decided[quote][0][label_id] += marked
        decided[quote][1][label_id] += rejected
    differing, all_ = Counter[int](), Counter[int]()
    for seq, quote, label_id in queue.proposed(store, project, annotator):
        all_[seq] += 1
        differing[seq] += quote in decided and differs(decided[quote], label_id)
    ranked = sorted(
        found, key=lambda each: (-differing[each.seq] / (all_[each.seq] + _FEW), each.seq)
    )
    return [
        (each, f"done, {reason}" if each.state == "done" else reason)
        for each in ranked
        for reason in [_disagreement(differing[each.seq], all_[each.seq])]
    ]


def differs(decided: Decided, label_id: str) -> bool:
    """Return whether an annotator would rather not give a label to words, by what they did before.

    That is where they rejected it there, or gave the words other labels, more often than this one.
    """
    marked, rejected = decided
    for_it = marked[label_id]
    return marked.total() - for_it + rejected[label_id] > for_it


def _disagreement(differing: int, of_all: int) -> str:
    if not of_all:
        return "no suggestions"
    suggestions = "suggestion differs" if of_all == 1 else "suggestions differ"
    return f"{differing:,} of {of_all:,} {suggestions}" if differing else "none differs"


def by_new_words(session: Session, found: Sequence[Standing], seed: int) -> Ranked:
    """Rank first what has most words that no article before it has, but others have too.

    Before it stand those that the annotator has begun. Words that one article alone has teach
    nothing about others.
    """
    open_ = [each for each in found if each.state == "open"]
    rest = list[Standing]()
    if len(open_) > COMPARED:
        # Not for secrets: the same seed has to give the same order.
        chosen = set(random.Random(seed).sample(range(len(open_)), COMPARED))  # noqa: S311
        rest = [each for place, each in enumerate(open_) if place not in chosen]
        open_ = [each for place, each in enumerate(open_) if place in chosen]
    begun = [each for each in found if each.state != "open"]
    known, vocabulary = set[int](), Vocabulary()
    for _, text in queue.texts(session.store, [each.seq for each in begun[-COMPARED:]]):
        known |= vocabulary.of(text)
    texts = queue.texts(session.store, [each.seq for each in open_])
    shares = dict(newest_words(((seq, vocabulary.of(text)) for seq, text in texts), known))
    standing = {each.seq: each for each in open_}
    return [
        *((each, "done" if each.state == "done" else "begun") for each in begun),
        *((standing[seq], f"{share:.0%} new words") for seq, share in shares.items()),
        *((each, "not compared") for each in rest),
    ]


def newest_words(
    articles: Iterable[tuple[int, AbstractSet[int]]], known: AbstractSet[int]
) -> Iterator[tuple[int, float]]:
    """Yield articles, each time that with the largest share of words that none before it has.

    Parameters
    ----------
    articles : iterable of (int, set of int)
        Each with its words. Those that no other article has count as known.
    known : set of int
        Words that were met before.

    Yields
    ------
    tuple of int and float
        The article, and the share of its words that were new.
    """
    held = sorted((seq, np.fromiter(words, np.uint32, len(words))) for seq, words in articles)
    if held:
        yield from _greedy([seq for seq, _ in held], [words for _, words in held], known)


def _greedy(
    seqs: Sequence[int], words: Sequence[npt.NDArray[np.uint32]], known: AbstractSet[int]
) -> Iterator[tuple[int, float]]:
    """Take the best again and again; only articles that have the words it met are counted anew."""
    sizes = np.array([len(each) for each in words])
    together = np.concatenate(words)
    order = np.argsort(together, kind="stable")
    alike = together[order]  # a word after the other, each as often as there are articles with it
    is_first = np.ones(len(alike), dtype=bool)
    is_first[1:] = alike[1:] != alike[:-1]
    begins = np.flatnonzero(is_first)
    counts = np.diff(begins, append=len(alike))
    holders = np.repeat(np.arange(len(words), dtype=np.int32), sizes)[order]
    numbers = np.empty(len(alike), dtype=np.int32)  # which word each is
    numbers[order] = np.cumsum(is_first) - 1
    is_new = counts > 1
    is_new &= ~np.isin(alike[begins], np.fromiter(known, np.uint32, len(known)))
    left = np.bincount(holders[np.repeat(is_new, counts)], minlength=len(words))
    shares = left / np.maximum(sizes, 1)
    own = np.split(numbers, np.cumsum(sizes)[:-1])
    for _ in seqs:
        best = int(shares.argmax())  # of equals the first
        yield seqs[best], float(shares[best])
        met = own[best][is_new[own[best]]]
        is_new[met] = False
        for number in met:  # nobody holds a word twice
            theirs = holders[begins[number] : begins[number] + counts[number]]
            left[theirs] -= 1
            shares[theirs] = left[theirs] / sizes[theirs]
        shares[best] = -1
