"""The app, which also loads made-up articles as its page does, when a line tells it how many.

python -m benchmarks.busy_app PORT
"""

from __future__ import annotations

import sys
import threading

import uvicorn

from annotator.services.loading import LoadJob
from annotator.services.session import database_path, local_session, store_at
from benchmarks.corpus import drafts


def main() -> None:
    """Serve until it is ended; each line of the standard input is a number of articles to load."""
    threading.Thread(target=_listen, daemon=True).start()
    uvicorn.run("app:app", port=int(sys.argv[1]), log_level="error")


def _listen() -> None:
    for line in sys.stdin:
        session = local_session(store_at(database_path([])))
        LoadJob(session, drafts(int(line), first=1_000_000), "benchmark").start()


if __name__ == "__main__":
    main()
