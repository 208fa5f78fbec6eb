"""A training that runs in a process of its own, so that the desk stays as quick as it was."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

from annotator.services.session import ROOT, Session

_PROGRESS = re.compile(r"\[ *(\d+)%\] (.*)")
_PREFIX = "pressmark: "


def progress(share: float, words: str) -> str:
    """Return the line by which a training tells how far it is."""
    return f"[{share:4.0%}] {words}"


@dataclass
class TrainJob:
    """A training of a project, which a page can show and stop.

    `share` and `words` say how far it is, `error` what a person should read if it failed. `phase`
    is 'training', 'done', 'failed' or 'stopped'; only 'done' left a new version.
    """

    session: Session
    share: float = 0.0
    words: str = "starting"
    error: str = ""
    phase: str = "training"
    _process: subprocess.Popen[str] | None = None
    _stopped: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Begin; the caller goes on at once."""
        command = [sys.executable, "-m", "annotator", "train"]
        of = [
            "--db",
            str(self.session.store.path.resolve()),
            "--project",
            self.session.project.name,
        ]
        self._process = subprocess.Popen(  # noqa: S603 - our own command, and no shell
            [*command, *of],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()

    def stop(self) -> None:
        """End the training; nothing of it is kept, and the version in use stays."""
        self._stopped.set()
        if self._process:
            self._process.terminate()

    @property
    def running(self) -> bool:
        """Whether it is still under way."""
        return self.phase == "training"

    def wait(self, seconds: float) -> None:
        """Wait until it has ended, at most this long."""
        end = time.monotonic() + seconds
        while self.running and time.monotonic() < end:
            time.sleep(0.02)

    def _listen(self, process: subprocess.Popen[str]) -> None:
        lines: list[str] = []
        with process:
            for line in process.stderr or ():
                if told := _PROGRESS.match(line):
                    self.share, self.words = int(told[1]) / 100, told[2]
                else:
                    lines.append(line.strip())
        code = process.returncode
        if self._stopped.is_set() and code:
            self.phase = "stopped"
        elif code:
            said = [line.removeprefix(_PREFIX) for line in lines if line.startswith(_PREFIX)]
            self.error = said[-1] if said else "The training broke off; try it again."
            self.phase = "failed"
        else:
            self.phase = "done"
