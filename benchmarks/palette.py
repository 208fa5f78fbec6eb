"""How far the two closest colours of the palette are apart, and the least contrast of text."""

from __future__ import annotations

import itertools

from annotator import colours
from annotator.labels import DEFAULT_LABELS
from annotator.palette import GROUND, PALETTE, TEXT

PARTS = {
    "ink": "ink, light",
    "ink_dark": "ink, dark",
    "tint": "tint, light",
    "tint_dark": "tint, dark",
}


def main() -> None:
    """Print both, by theme and vision."""
    print(f"{len(PALETTE)} hues; OKLab distances times 100, about 2 can just be told side by side")
    for part, told in PARTS.items():
        for vision in colours.VISIONS:
            least, pair = min(
                (colours.distance(getattr(a, part), getattr(b, part), vision), f"{one} and {other}")
                for (one, a), (other, b) in itertools.combinations(PALETTE.items(), 2)
            )
            print(f"{told:12} {vision:13} {least:5.1f}  {pair}")
    hues = [label.colour for label in DEFAULT_LABELS if label.kind == "span"]
    print(f"default labels of passages: {colours.closest(hues):.1f} or more apart, by their inks")
    for number in (6, 12, 18, 24):
        found = colours.closest(colours.propose(["slate"] * number))
        print(f"proposed for {number:2} labels: {found:.1f} or more apart, by their inks")
    inks = [
        min(colours.contrast(hue.ink, other) for other in (GROUND["light"], hue.tint))
        for hue in PALETTE.values()
    ]
    inks += [
        min(colours.contrast(hue.ink_dark, other) for other in (GROUND["dark"], hue.tint_dark))
        for hue in PALETTE.values()
    ]
    words = [
        min(
            colours.contrast(TEXT["light"], hue.tint), colours.contrast(TEXT["dark"], hue.tint_dark)
        )
        for hue in PALETTE.values()
    ]
    print(
        f"contrast of ink on ground and tint: {min(inks):.1f}; of words on tints: {min(words):.1f}"
    )
