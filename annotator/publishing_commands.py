"""The commands `article` and `report`: HTML files that stand alone, and the methods paragraph."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from annotator.errors import Refused
from annotator.services import article_pages, publishing
from annotator.services.session import Session


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to those that there are; `commands` are the subparsers of argparse."""
    article = commands.add_parser(
        "article", parents=[shared], help="write an annotated article as one HTML file"
    )
    article.add_argument("id", help="the id of the article, as links to it have it")
    article.add_argument("path", type=Path, metavar="PATH", help="the file to write")
    article.set_defaults(run=_article)
    report = commands.add_parser(
        "report", parents=[shared], help="write the figures of a project as one HTML file"
    )
    report.add_argument("path", type=Path, metavar="PATH", help="the HTML file to write")
    report.add_argument(
        "--methods", type=Path, metavar="PATH", help="the methods paragraph too, as Markdown"
    )
    report.set_defaults(run=_report)


def _article(session: Session, options: argparse.Namespace) -> int:
    write(options.path, article_pages.as_html(session, options.id, looking=True))
    return 0


def _report(session: Session, options: argparse.Namespace) -> int:
    write(options.path, publishing.report(session))
    if options.methods is not None:
        write(options.methods, publishing.methods_paragraph(session))
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
