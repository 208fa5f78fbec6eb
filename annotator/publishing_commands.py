"""The command `article`: an annotated article as one HTML file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from annotator.errors import Refused
from annotator.services import article_pages
from annotator.services.session import Session


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to those that there are; `commands` are the subparsers of argparse."""
    article = commands.add_parser(
        "article", parents=[shared], help="write an annotated article as one HTML file"
    )
    article.add_argument("id", help="the id of the article, as links to it have it")
    article.add_argument("path", type=Path, metavar="PATH", help="the file to write")
    article.set_defaults(run=_article)


def _article(session: Session, options: argparse.Namespace) -> int:
    write(options.path, article_pages.as_html(session, options.id, looking=True))
    return 0


def write(path: Path, text: str) -> None:
    """Write a file, and say so; raise Refused with the reason where it can't be."""
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Refused(
            f"{path} can't be written: {error.strerror}.", "Name a file in a folder that is there."
        ) from None
    print(f"{path} is written.")
