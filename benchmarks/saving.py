"""How long an act takes to be on disk: one annotator, and fifty at once."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import threading
import time
import uuid
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles

from benchmarks.application import Application
from benchmarks.corpus import words

TEXT = words(1, 400)
SINGLE, ANNOTATORS, SECONDS, PAUSE = 200, 50, 20, 2.0


def main() -> None:
    """Print act-to-confirmed times by HTTP, beside a bare committed insert in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        bare = _bare(Path(folder) / "bare.db")
        database = Path(folder) / "p.db"
        (Path(folder) / "a.txt").write_text(TEXT)
        with Application(database, load=Path(folder) / "a.txt") as application:
            article = application.first_article()
            alone = _annotator(application.port, article, SINGLE, 0.0)
            print(f"act confirmed on disk, one annotator: {_figures(alone)}", end="")
            print(f", {median(alone) / bare:.1f} x a bare committed insert ({bare:.1f} ms)")
            taken: list[float] = []
            threads = [
                threading.Thread(
                    target=lambda n=n: taken.extend(_one_of_many(application, article, n))
                )
                for n in range(ANNOTATORS)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            print(f"{ANNOTATORS} annotators, an act every {PAUSE:.0f} s: {_figures(taken)}")
            stored = application.count("SELECT count(*) FROM acts WHERE kind = 'annotate'")
            print(f"acts sent {len(alone) + len(taken)}, in the database {stored}")


def _one_of_many(application: Application, article: str, number: int) -> list[float]:
    time.sleep(PAUSE * number / ANNOTATORS)
    return _annotator(application.port, article, int(SECONDS / PAUSE), PAUSE)


def _annotator(port: int, article: str, count: int, pause: float) -> list[float]:
    connection = HTTPConnection("127.0.0.1", port)
    taken = []
    for number in range(count):
        start = number * 7 % (len(TEXT) - 10)
        body = json.dumps({"acts": [_act(start)]})
        began = time.perf_counter()
        connection.request(
            "POST", f"/api/articles/{article}/acts", body, {"Content-Type": "application/json"}
        )
        answer = json.loads(connection.getresponse().read())
        taken.append((time.perf_counter() - began) * 1000)
        if len(answer["confirmed"]) != 1:
            raise RuntimeError(f"an act was refused: {answer}")
        time.sleep(pause)
    return taken


def _act(start: int) -> dict[str, object]:
    after = {
        "id": uuid.uuid4().hex, "kind": "span", "label_id": "PER", "start": start,
        "end": start + 8, "quote": TEXT[start : start + 8], "note": "", "state": "made",
        "suggestion_id": None,
    }  # fmt: skip
    return {
        "id": uuid.uuid4().hex, "at": "2026-01-05T10:00:00Z", "kind": "annotate",
        "subject": "annotation", "before": None, "after": after,
    }  # fmt: skip


def _bare(path: Path) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE act (id INTEGER PRIMARY KEY, body TEXT)")
    taken = []
    for number in range(SINGLE):
        start = time.perf_counter()
        connection.execute("INSERT INTO act (body) VALUES (?)", (str(number) * 100,))
        taken.append((time.perf_counter() - start) * 1000)
    connection.close()
    return median(taken)


def _figures(taken: list[float]) -> str:
    return f"p50 {median(taken):.1f} ms, p95 {quantiles(taken, n=20)[-1]:.1f} ms (n = {len(taken)})"
