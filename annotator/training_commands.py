"""The command `train`: a new version from a project's annotations, the list of them, a choice."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from typing import Any

from annotator.services import models, training
from annotator.services.session import Session
from annotator.services.training_job import progress

_NICENESS = 10  # whoever reads and marks meanwhile goes first


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to those that there are; `commands` are the subparsers of argparse."""
    train = commands.add_parser(
        "train", parents=[shared], help="learn from the annotations; list and choose versions"
    )
    what = train.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="the versions there are, with scores")
    what.add_argument("--choose", type=int, metavar="N", help="let version N make the suggestions")
    what.add_argument("--roll-back", action="store_true", help="back to the version before")
    train.set_defaults(run=_run)


def _run(session: Session, options: argparse.Namespace) -> int:
    if options.choose is not None:
        models.choose(session, options.choose)
    elif options.roll_back:
        models.roll_back(session)
    elif not options.list:
        _train(session)
        return 0
    _list(session)
    return 0


def _train(session: Session) -> None:
    os.nice(_NICENESS)
    # Being ended is to leave nothing behind, as being interrupted does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    told = ""

    def tell(share: float, words: str) -> None:
        nonlocal told
        line = progress(share, words)
        if line != told:
            told = line
            end = "" if sys.stderr.isatty() else "\n"
            print(f"\r\033[K{line}" if sys.stderr.isatty() else line, end=end, file=sys.stderr)
            sys.stderr.flush()

    trained = training.train(session, tell)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(
        f"Version {trained.number}, learned from {trained.annotations:,} annotations in "
        f"{trained.articles:,} articles in {trained.seconds:.0f} s."
    )
    print(f"Exact passages on {trained.scores['all']['articles']} articles held out:")
    named = {"all labels": trained.scores["all"]} | trained.scores["labels"]
    without = {"all labels": trained.told["base_scores"]["all"]}
    without |= trained.told["base_scores"]["labels"]
    for name, score in named.items():
        print(f"  {name:14.14} {models.told(score)}; {trained.base} {models.f1(without[name])}")
    print("The learning curve:")
    for point in trained.told["curve"]:
        part = f"{point['articles']:,} articles, {point['annotations']:,} annotations"
        print(f"  {part:36} F1 {models.f1(point)}")
    print(trained.told["verdict"])
    print(f"To let it make the suggestions: python -m annotator train --choose {trained.number}")


def _list(session: Session) -> None:
    used = models.in_use(session)
    for reason in models.troubles(session):
        print(f"pressmark: {reason}", file=sys.stderr)
    for each in models.versions(session):
        sign = "*" if used and each.id == used.id else " "
        print(
            f"{sign} version {each.number}, {each.at[:16].replace('T', ' ')}, "
            f"{each.annotations:,} annotations: {models.told(each.scores['all'])}"
        )
    print(
        f"Version {used.number} makes the suggestions of {session.project.name}."
        if used
        else f"No version makes the suggestions of {session.project.name}."
    )
