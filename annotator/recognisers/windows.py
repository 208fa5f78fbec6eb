"""Long texts in pieces that a model can read at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.recognisers.tokens import Tokens

_ENDS = frozenset('.!?…"”’»')


def sentences(tokens: Tokens) -> Iterator[range]:
    """Yield the tokens of each sentence."""
    first = 0
    for i in range(1, len(tokens)):
        if tokens.breaks[i] or (tokens.opens[i] and tokens.words[i - 1] in _ENDS):
            yield range(first, i)
            first = i
    if len(tokens):
        yield range(first, len(tokens))


def windows(tokens: Tokens, sizes: Sequence[int], most: int) -> list[range]:
    """Return runs of whole sentences that hold at most `most` word pieces.

    Parameters
    ----------
    tokens : Tokens
        The tokens of one text.
    sizes : sequence of int
        How many word pieces each token is.
    most : int
        The most that one window holds. A sentence that is longer is cut.
    """
    found: list[range] = []
    first = held = 0
    for sentence in sentences(tokens):
        if held and held + sum(sizes[i] for i in sentence) > most:
            found.append(range(first, sentence.start))
            first, held = sentence.start, 0
        for i in sentence:
            if held and held + sizes[i] > most:
                found.append(range(first, i))
                first, held = i, 0
            held += sizes[i]
    if held:
        found.append(range(first, len(tokens)))
    return found
