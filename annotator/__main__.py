"""The command line: `load`, `export`, `article`, `entities`, `copies`, `queue` and others."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator import account_commands, publishing_commands, training_commands
from annotator.errors import PressmarkError, Refused
from annotator.model import Filter, Verdict
from annotator.services import copies, entities, exchange, loading, queueing, suggesting
from annotator.services.session import Session, database_path, local_session, store_at


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 not all was taken, 2 nothing could be."""
    options = _parser().parse_args(arguments)
    try:
        path = Path(options.db).expanduser() if options.db else database_path([])
        command: int = options.run(local_session(store_at(path), options.project), options)
    except PressmarkError as error:
        print(f"pressmark: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("pressmark: stopped; what was loaded stays.", file=sys.stderr)
        return 130
    return command


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--db", help="the database file (default: PRESSMARK_DB, then data/)")
    shared.add_argument("--project", default="", help="the project, by name; made if it is new")
    parser = argparse.ArgumentParser(prog="python -m annotator", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    load = commands.add_parser("load", parents=[shared], help="load articles or annotations")
    load.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files and folders")
    load.set_defaults(run=_load)
    export = commands.add_parser("export", parents=[shared], help="write annotations as CSV")
    export.add_argument("--article", default="", help="the id of one article")
    export.add_argument("--label", default="", help="the id of a label")
    export.add_argument("--annotator", default="", help="the id of an annotator")
    export.add_argument("--state", action="append", default=[], help="a state; can be repeated")
    export.add_argument("--query", default="", help="as typed into the library's search")
    export.add_argument("--from", dest="created_from", default="", metavar="DAY")
    export.add_argument("--to", dest="created_to", default="", metavar="DAY")
    export.add_argument("--with-empty", action="store_true", help="a row for articles without any")
    export.set_defaults(run=_export)
    known = commands.add_parser("entities", parents=[shared], help="list what marks may name")
    known.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="CSV or TSV files")
    known.add_argument("--replace", action="store_true", help="in place of the present list")
    known.set_defaults(run=_entities)
    _add_queue(commands, shared)
    alike = commands.add_parser("copies", parents=[shared], help="look for copies of articles")
    alike.set_defaults(run=_copies)
    publishing_commands.add(commands, shared)
    training_commands.add(commands, shared)
    account_commands.add(commands, shared)
    return parser


def _add_queue(commands: Any, shared: argparse.ArgumentParser) -> None:
    order = commands.add_parser(
        "queue", parents=[shared], help="put the articles in the order in which they teach most"
    )
    order.add_argument(
        "--by",
        choices=queueing.SORTS,
        default=queueing.SORTS[0],
        help="what comes first (default: %(default)s)",
    )
    order.add_argument("--seed", type=int, default=1, help="of the random share (default: 1)")
    order.add_argument("--share", type=float, default=queueing.SHARE, help="that comes by chance")
    order.set_defaults(run=_queue)


def _entities(session: Session, options: argparse.Namespace) -> int:
    refused = 0
    for path in options.paths:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Refused(f"{path.name} can't be read: {error.strerror}.", "Name a file.") from None
        listed = entities.load(session, data, path.name, options.replace)
        options.replace = False  # the files after the first come in addition
        refused += len(listed.refused)
        for row in listed.refused:
            print(f"refused    {row.place}: {row.reason}", file=sys.stderr)
        print(f"{listed.taken:,} taken, {len(listed.refused):,} refused, of {path.name}.")
    print(f"{session.project.name} lists {entities.count(session):,} entities.")
    return 1 if refused else 0


def _queue(session: Session, options: argparse.Namespace) -> int:
    number = queueing.arrange(session, options.by, options.seed, options.share)
    articles = "article" if number == 1 else "articles"
    print(f"{number:,} {articles} arranged by {options.by} with seed {options.seed};", end=" ")
    print("sort the library by it.")
    return 0


def _copies(session: Session, _: argparse.Namespace) -> int:
    for done, total in copies.find_all(session):
        _progress(f"{done:,} of {total:,} articles compared")
    _progress_end()
    articles, groups = copies.count(session)
    print(
        f"{articles:,} articles of {session.project.name} are copies, in {groups:,} "
        f"{'group' if groups == 1 else 'groups'}."
    )
    return 0


def _load(session: Session, options: argparse.Namespace) -> int:
    counts = {"loaded": 0, "duplicate": 0, "refused": 0}
    try:
        for verdict in _verdicts(session, options):
            counts[verdict.outcome] += 1
            if verdict.outcome != "loaded":
                print(f"{verdict.outcome:9}  {verdict.place}: {verdict.reason}", file=sys.stderr)
            _progress(f"{sum(counts.values()):,} read")
        _progress_end()
        for done, total in copies.find_all(session):
            _progress(f"{done:,} of {total:,} articles compared")
        _progress_end()
        for done, total in suggesting.suggest_all(session):
            _progress(f"suggestions for {done:,} of {total:,} articles")
    finally:  # whoever stops it is told as well what is there
        _progress_end()
        print(
            f"{counts['loaded']:,} loaded, {counts['duplicate']:,} there already, "
            f"{counts['refused']:,} refused, into {session.project.name}."
        )
    return 1 if counts["refused"] else 0


def _verdicts(session: Session, options: argparse.Namespace) -> Iterator[Verdict]:
    annotated = [path for path in options.paths if _holds_annotations(path)]
    plain = [path for path in options.paths if path not in annotated]
    if plain:
        source = ", ".join(path.name or str(path) for path in plain)
        yield from loading.load(session, loading.from_paths(plain), source)
    for path in annotated:
        yield from exchange.import_csv(session, path.read_bytes(), path.name, options.project)


def _holds_annotations(path: Path) -> bool:
    try:
        return exchange.is_annotations_csv(path)
    except OSError:  # read as articles, it is refused with the reason
        return False


def _export(session: Session, options: argparse.Namespace) -> int:
    selection = exchange.Selection(
        filter=Filter(query=options.query),
        article_id=options.article,
        label_id=options.label,
        annotator_id=options.annotator,
        created_from=options.created_from,
        created_to=options.created_to,
        states=tuple(options.state),
        with_empty=options.with_empty,
    )
    for piece in exchange.export_csv(session, selection):
        sys.stdout.buffer.write(piece.encode())
    with contextlib.suppress(ValueError):
        sys.stdout.flush()
    return 0


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{text}", end="", file=sys.stderr, flush=True)


def _progress_end() -> None:
    if sys.stderr.isatty():
        print(file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
