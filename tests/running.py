"""The running app, as a person starts it."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from factories import ROOT

from annotator.services import memory, suggesting
from annotator.services.session import local_session, store_at

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 60_000


def read_by_rules(database: Path, *, remembers: bool = False) -> None:
    """Let the rules alone read what will be loaded: what they find is known for sure."""
    session = local_session(store_at(database))
    suggesting.choose(session, "rules")
    memory.switch(session, on=remembers)  # no test is to change what another finds
    session.store.close()


def eventually(holds: Callable[[], bool], seconds: float = 60) -> bool:
    """Return whether something holds before long; a busy machine is given time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Server:
    """The app as a person starts it, on a port and a database of its own.

    Parameters
    ----------
    database : Path
        The file, which is made if it is not there.
    port : int
        Where it is to listen; 0: where nobody does.
    environment : str
        Settings beside PRESSMARK_DB, by their names.
    """

    def __init__(self, database: Path, port: int = 0, **environment: str) -> None:
        self.database = database
        self.environment = environment | {"PRESSMARK_DB": str(database)}
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = database.with_suffix(".log")
        self.start()

    def start(self) -> None:
        """Start, and return when it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--server.port", str(self.port)],
                cwd=ROOT,
                env=os.environ | self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.url}/api/projects", timeout=2):  # noqa: S310 - our own
                    return
            except urllib.error.HTTPError as error:
                if error.code == 401:  # it answers those who are signed in
                    return
                raise
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(self.log.read_text())

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def query(self, sql: str, *parameters: object) -> list[tuple[object, ...]]:
        """Ask the database beside the app."""
        connection = sqlite3.connect(self.database)
        try:
            return connection.execute(sql, parameters).fetchall()
        finally:
            connection.close()
