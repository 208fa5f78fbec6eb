"""What is claimed, as commands that print ratios: `python -m benchmarks [NAME…]`."""

import sys
from pathlib import Path

# The browser and the running app are those of the tests.
sys.path.append(str(Path(__file__).parents[1] / "tests"))
