"""The palette: the hues that labels may have, in both themes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hue:
    """One colour of the palette in both themes.

    `ink` colours text and underlines on the page's ground, at 4.5:1 or better (WCAG 2.2, 1.4.3);
    `tint` is laid under the words of the article, whose own colour keeps 4.5:1 on it.
    """

    ink: str
    tint: str
    ink_dark: str
    tint_dark: str


GROUND = {"light": "#fffdf9", "dark": "#17181c"}
TEXT = {"light": "#161410", "dark": "#e9e6df"}

# Found by a search that drove the two closest of them apart, in both themes and as people with the
# three common colour-blindnesses see them; `python -m benchmarks palette` tells how far they are.
# They differ in lightness too, as that is what is left where hues fall together. Every label shows
# its tag besides, so colour is never the only cue.
PALETTE = {
    "blue": Hue("#2a5fd4", "#d5e7fb", "#96b7fe", "#1e2c5b"),
    "amber": Hue("#805e25", "#f6deae", "#fccb8e", "#584219"),
    "green": Hue("#047546", "#ccfad5", "#a9e6b7", "#114023"),
    "rose": Hue("#b13970", "#f6e7ec", "#e95ea8", "#3e162a"),
    "violet": Hue("#5513a0", "#dcd7ec", "#9a8ce1", "#2e1949"),
    "teal": Hue("#2b645f", "#cddeda", "#8aedde", "#11504f"),
    "olive": Hue("#4b4300", "#fff4bf", "#c8ab0f", "#323100"),
    "slate": Hue("#56687c", "#e0ecfe", "#bdc7d2", "#262f3a"),
    "rust": Hue("#bb3600", "#f8e1dc", "#f95f24", "#471201"),
    "plum": Hue("#943cb0", "#e9deed", "#e7c4ff", "#5c3f6f"),
    "crimson": Hue("#9c1e2a", "#fcc2ba", "#f9897c", "#622826"),
    "brown": Hue("#3b1f00", "#f6d2b3", "#b48957", "#322317"),
    "gold": Hue("#483300", "#e4d2a0", "#fcbc09", "#644803"),
    "moss": Hue("#39532c", "#d6ebc4", "#6de362", "#283f07"),
    "jade": Hue("#13584a", "#b5f1db", "#bafff2", "#0c5a50"),
    "cyan": Hue("#004459", "#abe5fe", "#60b9d8", "#004158"),
    "cobalt": Hue("#0d28bf", "#bdd3fe", "#6f89ff", "#1c2639"),
    "indigo": Hue("#6120f1", "#d2cfe6", "#9e9dff", "#37386a"),
    "purple": Hue("#6a3c80", "#f3d3ff", "#ad83c0", "#3c204c"),
    "magenta": Hue("#540b42", "#dbced7", "#ee90d0", "#542d4d"),
    "stone": Hue("#2a2520", "#e5d8ca", "#cdbca7", "#4c443a"),
    "wine": Hue("#803946", "#f0c6ca", "#d08085", "#432329"),
    "forest": Hue("#273524", "#e0fde2", "#d9fbc8", "#3f5533"),
    "grey": Hue("#3a3a3a", "#f6f3f1", "#afaaa6", "#3f3b39"),
}
