"""Charts: rows in, an Altair chart out; and figures, as pages show and save them."""

from annotator.charts.figure import BAR, Figure, image, specification, worded
from annotator.charts.found import share_found
from annotator.charts.look import Look
from annotator.charts.statistics import CHARTS, Chart, colours, figure
from annotator.charts.time import by_day, learning_curve, periods

__all__ = [
    "BAR", "CHARTS", "Chart", "Figure", "Look", "by_day", "colours", "figure", "image",
    "learning_curve", "periods", "share_found", "specification", "worded",
]  # fmt: skip
