"""An OpenID Connect provider on loopback, in a process of its own, for the tests to sign in at.

A person who is put there with claims such as `aud` or `nonce` gets a token that says so in place of
the truth.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from running import free_port

_PROCESS = Path(__file__).with_name("provider_process.py")


class Provider:
    """A provider that is started, and how one app is known to it.

    Parameters
    ----------
    folder : Path
        For its log and the app's settings.
    here : str
        The address of the app.
    """

    def __init__(self, folder: Path, here: str) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = folder / "provider.log"
        self.secrets = folder / "secrets.toml"
        self.start()
        known = self._asked("POST", "/oauth2/clients", redirect_uris=[f"{here}/account/callback"])
        self.settings = {
            "redirect_uri": f"{here}/account/callback",
            "client_id": known["client_id"],
            "client_secret": known["client_secret"],
            "server_metadata_url": f"{self.url}/.well-known/openid-configuration",
        }
        self.write()

    def start(self) -> None:
        """Start it, and return when it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "ignore", _PROCESS, str(self.port)],
                env=os.environ | {"AUTHLIB_INSECURE_TRANSPORT": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                self._asked("GET", "/.well-known/openid-configuration")
            except OSError:
                time.sleep(0.05)
            else:
                return
        self.kill()
        raise RuntimeError(self.log.read_text())

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.wait()

    def write(self, **other: str) -> None:
        """Write the app's settings, some of them other than they should be."""
        lines = [f"{name} = {json.dumps(value)}" for name, value in (self.settings | other).items()]
        self.secrets.write_text("\n".join(["[auth]", *lines]), encoding="utf-8")

    def put(self, subject: str, **claims: object) -> None:
        """Let somebody be known here, with what their tokens are to say."""
        self._asked("PUT", f"/users/{subject}", **claims)

    def consent(self, url: str, subject: str) -> str:
        """Sign in as somebody at the page that a browser was sent to; return where it leads back.

        Nobody: the sign-in is denied.
        """
        form = {"sub": subject} if subject else {"action": "deny"}
        request = urllib.request.Request(url, urlencode(form).encode())  # noqa: S310 - our own
        try:
            urllib.request.build_opener(_Stay).open(request)
        except urllib.error.HTTPError as answer:
            if answer.code not in (302, 303):
                raise
            back = urlsplit(answer.headers["location"])
            return f"{back.path}?{back.query}"
        raise RuntimeError("the provider leads nowhere")

    def _asked(self, method: str, path: str, **body: object) -> dict[str, str]:
        request = urllib.request.Request(  # noqa: S310 - our own
            f"{self.url}{path}", json.dumps(body).encode() if body else None, method=method
        )
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own
            found: dict[str, str] = json.loads(answer.read() or b"{}")
        return found


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_: object) -> None:
        return None
