"""How far colours are apart, for all who see them, and how they are given to labels.

Colours are compared in OKLab (Björn Ottosson, "A perceptual color space for image processing",
2020): the distance of two, times 100. Two is about what can just be told side by side. How they
look to people with protanopia, deuteranopia and tritanopia is computed by the matrices of Machado,
Oliveira and Fernandes, "A physiologically-based model for simulation of color vision deficiency"
(IEEE TVCG 15:6, 2009), for severity 1, on linear RGB.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence

from annotator.palette import PALETTE

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

# Labels whose colours are less apart than this are said to be hard to tell by them.
CLOSE = 3.0
VISIONS: Mapping[str, Matrix] = {
    "common": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_TO_CONES: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_THEMES = ("ink", "ink_dark")


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours `#rrggbb`, from 1 to 21, as WCAG 2.2 has it."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def distance(one: str, other: str, vision: str = "common") -> float:
    """Return how far two colours `#rrggbb` are apart, as somebody with a vision sees them."""
    return 100 * math.dist(_seen(one, vision), _seen(other, vision))


@functools.cache
def apart(one: str, other: str) -> float:
    """Return how far the inks of two hues of the palette are apart at the least.

    That is in the theme and for the vision in which they are the closest; the same hue is 0 apart.
    """
    first, second = (PALETTE.get(name, PALETTE["slate"]) for name in (one, other))
    return min(
        distance(getattr(first, ink), getattr(second, ink), vision)
        for ink in _THEMES
        for vision in VISIONS
    )


def closest(hues: Iterable[str]) -> float:
    """Return how far the two closest of some hues are apart; infinite if there are not two."""
    return min((apart(*pair) for pair in itertools.combinations(hues, 2)), default=math.inf)


def free(taken: Iterable[str]) -> str:
    """Return the hue that is the furthest from those that are taken; of several the first."""
    there = list(taken)
    if set(PALETTE) <= set(there):
        return min(PALETTE, key=there.count)
    return max(PALETTE, key=lambda hue: min((apart(hue, each) for each in there), default=0.0))


def propose(present: Sequence[str]) -> list[str]:
    """Return a hue for each label, given those that they have, so that all are far apart.

    Each gets one of its own as long as the palette lasts. Of the hues that are chosen a label keeps
    the one that it has; the others get what is the closest to theirs.
    """
    chosen = _spread(min(len(present), len(PALETTE)))
    left, given = list(chosen), dict[int, str]()
    for place, hue in enumerate(present):
        if hue in left:
            left.remove(hue)
            given[place] = hue
    for place, hue in enumerate(present):
        if place not in given:
            if not left:  # more labels than hues
                left = list(chosen)
            given[place] = min(left, key=functools.partial(apart, hue))
            left.remove(given[place])
    return [given[place] for place in range(len(present))]


@functools.cache
def _spread(number: int) -> tuple[str, ...]:
    """Return so many hues of the palette that are far apart.

    Each is the furthest from those before it; every hue is tried as the first one.
    """
    found = list[tuple[float, tuple[str, ...]]]()
    for first in PALETTE:
        chosen = [first]
        while len(chosen) < number:
            chosen.append(free(chosen))
        found.append((closest(chosen), tuple(chosen)))
    return max(found, key=lambda one: one[0])[1] if number else ()


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@functools.cache
def _seen(colour: str, vision: str) -> Triple:
    shown = _times(VISIONS[vision], _linear(colour))
    red, green, blue = (min(1.0, max(0.0, each)) for each in shown)
    long, middle, short = (each ** (1 / 3) for each in _times(_TO_CONES, (red, green, blue)))
    return _times(_TO_LAB, (long, middle, short))


def _linear(colour: str) -> Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _unbent(red), _unbent(green), _unbent(blue)


def _unbent(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _times(matrix: Matrix, by: Triple) -> Triple:
    one, two, three = (sum(a * b for a, b in zip(row, by, strict=True)) for row in matrix)
    return one, two, three
