"""What whoever runs Pressmark decides at the machine itself: first accounts, who can reach it."""

from __future__ import annotations

import ipaddress
import os

from annotator.errors import Refused
from annotator.services import inviting, provider, signing_in
from annotator.services.session import Session
from annotator.store import accounts, members

OPEN = "everyone who reaches this address may act"


def put_account(session: Session, login: str, name: str, password: str, role: str) -> bool:
    """Make an account with a role in the project; one that is there gets password and role anew.

    Returns
    -------
    bool
        Whether the account is a new one.
    """
    store = session.store
    there = accounts.account(store, signing_in.folded(login))
    if there is None:
        annotator_id = signing_in.add_account(store, login, name, password)
    else:
        annotator_id = there.annotator_id
        accounts.set_password(store, annotator_id, signing_in.hashed(password))
        accounts.set_closed(store, annotator_id, is_closed=False)
    members.set_role(store, session.project.id, annotator_id, role)
    return there is None


def offer_account(session: Session, login: str, name: str, role: str) -> str:
    """Return what a link holds by which somebody takes up an account at the provider.

    The account is made if there is none; it is open, and has the role in the project.
    """
    store = session.store
    there = accounts.account(store, signing_in.folded(login))
    if there is None:
        annotator_id = signing_in.add_without_password(store, login, name)
    else:
        annotator_id = there.annotator_id
        accounts.set_closed(store, annotator_id, is_closed=False)
    members.set_role(store, session.project.id, annotator_id, role)
    return inviting.offer_own(store, annotator_id)


def refuse_to_start(address: str) -> None:
    """Raise Refused where people could not sign in, or others get in who nobody knows.

    Parameters
    ----------
    address : str
        What the app listens on.
    """
    refuse_open_door(address)
    if signing_in.mode() == "oidc":
        provider.settings()


def refuse_open_door(address: str) -> None:
    """Raise Refused where others can reach an app that nobody has to sign in to.

    Parameters
    ----------
    address : str
        What the app listens on.
    """
    if signing_in.mode() or _is_own(address) or os.environ.get("PRESSMARK_OPEN", "") == OPEN:
        return
    raise Refused(
        f"Pressmark would listen on {address}, where others can reach it, without sign-in.",
        f'Set PRESSMARK_AUTH=accounts, or say it in words: PRESSMARK_OPEN="{OPEN}".',
    )


def _is_own(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
