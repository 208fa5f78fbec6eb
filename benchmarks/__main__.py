"""Run every benchmark, or those that are named."""

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
    "busy",
    "exporting",
    "statistics",
    "occurrences",
    "copies",
    "queues",
    "desk",
    "marking",
)


def main(names: list[str]) -> int:
    """Run benchmarks by name; with no name, all."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; choose from {', '.join(NAMES)}.")
        return 2
    for name in names or NAMES:
        print(f"\n== {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
