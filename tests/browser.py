"""Find a browser for the tests, or install one.

Looked for on the PATH and among Playwright's own; else installed by apt-get where that is possible,
else by Playwright. The headless shell is the same engine without the windows around it, and opens a
page in two thirds of the time.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str:
    """Return the path of a Chromium, or an empty string."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else ""


def install() -> None:
    """Install the headless shell or Chromium by apt-get; else, if there is none, by Playwright."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        _apt("update")
        _apt("install", "fonts-noto-core", "fonts-noto-cjk")
        try:
            _apt("install", SHELL)
        except subprocess.CalledProcessError:  # older distributions know the whole browser alone
            _apt("install", "chromium")
    elif not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def _apt(action: str, *packages: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", action, "-y", "-qq", *packages]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if not shutil.which(SHELL):
        with contextlib.suppress(subprocess.CalledProcessError):  # another browser will do
            install()
    if not find():
        sys.exit("No browser was found or could be installed; put chromium on the PATH.")
