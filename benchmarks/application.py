"""The app, started as a person starts it, for benchmarks that go through it."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).parents[1]


class Application:
    """A running app on a free port; ends with the block.

    Parameters
    ----------
    database : Path
        The database it works on.
    load : Path, optional
        A file or folder to load before it starts.
    environment : str
        Settings beside PRESSMARK_DB, by their names.
    """

    def __init__(self, database: Path, load: Path | None = None, **environment: str) -> None:
        self.database = database
        self._environment = os.environ | environment | {"PRESSMARK_DB": str(database)}
        if load is not None:
            command = [sys.executable, "-m", "annotator", "load", str(load)]
            subprocess.run(
                command, cwd=ROOT, env=self._environment, check=True, stdout=subprocess.DEVNULL
            )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"

    def __enter__(self) -> Application:
        """Start it and wait until it answers."""
        self.start()
        return self

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(
            self.command(),
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                self.get("/api/projects")
                return
            except urllib.error.HTTPError as error:
                if error.code == 401:  # it answers those who are signed in
                    return
                raise
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the app did not start within a minute")

    def command(self) -> list[str]:
        """Return what starts it."""
        return [
            sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port),
        ]  # fmt: skip

    def tell(self, line: str) -> None:
        """Write a line to its standard input."""
        if self._process.stdin is not None:
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it."""
        self.kill()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._process.kill()
        self._process.wait()

    def memory(self) -> float:
        """Return the most memory that it has held since it was started, in megabytes."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        [peak] = [line for line in status.splitlines() if line.startswith("VmHWM")]
        return int(peak.split()[1]) / 1024

    def get(self, path: str) -> Any:
        """Return the JSON that a path of the app answers with."""
        with urllib.request.urlopen(f"{self.url}{path}", timeout=60) as answer:  # noqa: S310
            return json.load(answer)

    def first_article(self) -> str:
        """Return the id of the first article of the list."""
        listed = self.get("/api/articles")
        return str(listed["rows"][0]["id"])

    def count(self, sql: str) -> int:
        """Return the number that a query on the database answers with."""
        connection = sqlite3.connect(self.database)
        try:
            return int(connection.execute(sql).fetchone()[0])
        finally:
            connection.close()
