"""The learning curve: how good a model is after a part of the articles, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.learning.example import Example
from annotator.learning.scoring import Counts, gain
from annotator.learning.split import place

_SHARES = (8, 4, 2, 1)
_WORTH = 0.01  # of F1; less is not worth the work of doubling the articles


def parts(examples: Sequence[Example]) -> Iterator[list[Example]]:
    """Yield an eighth, a quarter, a half and all of the articles, each within the next."""
    ordered = sorted(examples, key=lambda each: place(each.id, "curve"))
    sizes = sorted({max(1, len(ordered) // share) for share in _SHARES})
    for size in sizes:
        yield ordered[:size]


def verdict(half: Counts | None, whole: Counts) -> str:
    """Return in a sentence whether more annotation pays, judged by the last doubling.

    `half` and `whole` are counts on the same held-out articles, of a model from half of the
    articles and of one from all; `half` is None where there was no half.
    """
    if half is None or len(whole) < 2:
        return "Whether more annotation pays can't be told from so few articles."
    risen, low, high = gain(half, whole)
    told = (
        f"the last doubling of the articles changed F1 by {risen:+.2f} ({low:+.2f} to {high:+.2f})"
    )
    if low > 0:
        return f"More annotation pays: {told}."
    if high < _WORTH:
        return f"More annotation of this kind hardly pays any more: {told}."
    return f"More annotation may pay, it is too early to tell: {told}."
