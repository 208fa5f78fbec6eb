"""Run every benchmark, or those that are named; `desk:400,10000` runs one for some sizes alone.

`team:60` lets a team work for 60 seconds in place of five minutes; `team:60,3` with three pages of
a lead open that follow the work.
"""

from __future__ import annotations

import importlib
import sys

# Each is a module here with a main(); the order is that of the path through the app.
NAMES = (
    "articles",
    "recognisers",
    "learning",
    "loading",
    "saving",
    "team",
    "busy",
    "exporting",
    "statistics",
    "agreement",
    "comparison",
    "corpus_page",
    "coefficients",
    "occurrences",
    "copies",
    "queues",
    "handing_out",
    "desk",
    "marking",
    "palette",
)


def main(names: list[str]) -> int:
    """Run benchmarks by name; with no name, all."""
    asked = [name.partition(":")[::2] for name in names or NAMES]
    unknown = [name for name, _ in asked if name not in NAMES]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; choose from {', '.join(NAMES)}.")
        return 2
    for name, sizes in asked:
        print(f"\n== {name}", flush=True)
        run = importlib.import_module(f"benchmarks.{name}").main
        run(*[int(size) for size in sizes.split(",") if size])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
