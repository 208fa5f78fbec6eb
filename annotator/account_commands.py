"""`python -m annotator account …`: the first account, and those who lost their password."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from typing import Any

from annotator.services import inviting, provider, roles, running, signing_in, start
from annotator.services.session import Session


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to those of the command line."""
    account = commands.add_parser("account", parents=[shared], help="let somebody sign in")
    account.add_argument("login", help="the name to sign in with")
    account.add_argument("--name", default="", help="the name that others see")
    account.add_argument("--role", choices=roles.ROLES, default="lead", help="in the project")
    account.set_defaults(run=_account)


def _account(session: Session, options: argparse.Namespace) -> int:
    """Make an account with a role in the project, or give one that is there both anew."""
    start.owe_samples(session)
    if signing_in.mode() == "oidc":
        return _offer(session, options)
    is_new = running.put_account(session, options.login, options.name, _password(), options.role)
    made = "has an account now" if is_new else "has a new password"
    print(
        f"{signing_in.folded(options.login)} {made}, as {options.role} of {session.project.name}."
    )
    return 0


def _offer(session: Session, options: argparse.Namespace) -> int:
    """Print a link to an account, by which its person shows at the provider who they are."""
    asked = provider.settings()
    token = running.offer_account(session, options.login, options.name, options.role)
    print(
        f"{signing_in.folded(options.login)} is {options.role} of {session.project.name}. "
        f"This link works once, for {inviting.ACCOUNT_HOLDS.total_seconds() / 3600:.0f} hours; "
        f"whoever opens it and signs in at {asked.place} has the account:"
    )
    print(f"{asked.here}/account/identity/{token}")
    return 0


def _password() -> str:
    """Return the password: from PRESSMARK_PASSWORD, else typed, and never from the command line."""
    given = os.environ.get("PRESSMARK_PASSWORD", "")
    if given or not sys.stdin.isatty():
        return given or sys.stdin.readline().rstrip("\n")
    return getpass.getpass("Password: ")
