"""How charts are painted: the theme, the colours of labels, and axes that stand back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.palette import PALETTE, Hue

QUIET = {"light": "#6b665d", "dark": "#a9a498"}


@dataclass(frozen=True, slots=True)
class Look:
    """How charts are painted: the theme, the hue of each label by its name, and the legend."""

    theme: str
    hues: Mapping[str, Hue]
    legend: bool = False

    def colour(self, hue: Hue) -> str:
        """Return the ink of a hue in this theme."""
        return hue.ink_dark if self.theme == "dark" else hue.ink

    def of_label(self, name: str) -> str:
        """Return the colour of a label; slate if it has none."""
        return self.colour(self.hues.get(name, PALETTE["slate"]))

    @property
    def quiet(self) -> str:
        """The colour of what stands back: labels of axes, and sums."""
        return QUIET[self.theme]

    @property
    def axis(self) -> dict[str, Any]:
        """The colours of an axis, as `alt.Axis` takes them."""
        return {"labelColor": self.quiet, "titleColor": self.quiet}
