"""Signing in: accounts, passwords, the browsers that are signed in, and what is refused.

What a cookie or a link holds is a secret of 256 bits under a signature; the store has its hash
alone. A cookie that was made up is refused without a look into the store.
"""

from __future__ import annotations

import functools
import hashlib
import os
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import argon2
import itsdangerous

from annotator.errors import Refused
from annotator.store import Store, accounts, people

MODES = ("", "accounts", "oidc")
COOKIE = "pressmark"
HOLDS = timedelta(days=14)  # a sign-in that nobody uses
HOLDS_ELSEWHERE = timedelta(days=7)  # one at a provider, used or not: then the provider is asked
SHORTEST, LONGEST = 10, 1_000  # characters of a password
LONGEST_LOGIN = 64
# Failed sign-ins within this time are counted: of one login from one address, and of the address.
WINDOW = timedelta(minutes=15)
OF_LOGIN, OF_ADDRESS = 10, 60
_SEEN = timedelta(minutes=5)  # so often at most it is written that a sign-in is in use
_WRONG = Refused("This name and this password do not belong together.", "Try again.")


@dataclass(frozen=True, slots=True)
class Known:
    """Who a cookie stands for, and the key of the sign-in."""

    annotator_id: str
    key: str


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that somebody is signed in with, as it names itself."""

    key: str
    named: str
    since: str
    seen_at: str
    is_this: bool


def mode() -> str:
    """Return how people sign in, by PRESSMARK_AUTH: not at all, by accounts, or at a provider.

    Raises
    ------
    Refused
        If the setting names no way that there is.
    """
    named = os.environ.get("PRESSMARK_AUTH", "")
    if named not in MODES:
        raise Refused(
            f"PRESSMARK_AUTH is {named[:40]!r}.", "Set it to accounts or oidc, or leave it out."
        )
    return named


def folded(login: str) -> str:
    """Return a login name as names are compared; raise Refused if it is none."""
    plain = unicodedata.normalize("NFKC", login).strip().casefold()
    if not plain or len(plain) > LONGEST_LOGIN or not plain.isprintable() or " " in plain:
        raise Refused(
            "This is no name to sign in with.",
            f"Use up to {LONGEST_LOGIN} letters, digits and signs, without spaces.",
        )
    return plain


def hashed(password: str) -> str:
    """Return the argon2id hash of a new password; raise Refused if it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(
            f"A password has {SHORTEST} to {LONGEST:,} characters; this one has {len(password):,}.",
            "A few words in a row are easy to keep in mind.",
        )
    return argon2.PasswordHasher().hash(password)


def add_account(store: Store, login: str, name: str, password: str) -> str:
    """Make an account and return the annotator's id; raise Refused if the login is taken."""
    return _added(store, login, name, hashed(password))


def add_without_password(store: Store, login: str, name: str) -> str:
    """Make an account for somebody who signs in elsewhere; raise Refused if the login is taken."""
    return _added(store, login, name, "")


def _added(store: Store, login: str, name: str, password: str) -> str:
    made = accounts.add(store, folded(login), shown(name or login), password)
    if made is None:
        raise Refused(f"There is an account {folded(login)} already.", "Choose another name.")
    return made


def shown(name: str) -> str:
    """Return a name as others are to see it; raise Refused if it is none."""
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_LOGIN or not plain.isprintable():
        raise Refused("This is no name to be shown.", f"Use up to {LONGEST_LOGIN} letters.")
    return plain


def sign_in(store: Store, login: str, password: str, address: str, browser: str) -> str:
    """Return what the cookie of a browser is to hold.

    Parameters
    ----------
    login, password : str
        As they were typed.
    address : str
        Where the request came from.
    browser : str
        What the browser calls itself.

    Raises
    ------
    Refused
        If they do not belong together, or too many attempts failed in a short time.
    """
    try:
        name = folded(login)
    except Refused:
        name = ""
    since = _after(-WINDOW)
    of_login, of_address = accounts.failures(store, name, address, since)
    if of_login >= OF_LOGIN or of_address >= OF_ADDRESS:
        raise Refused(
            "Too many attempts failed.",
            f"Wait {WINDOW.seconds // 60} minutes, or ask whoever leads for a new password.",
        )
    account = accounts.account(store, name)
    if not _fits(account.password if account else "", password) or not account or account.closed_at:
        accounts.failed(store, name, address)
        raise _WRONG
    if argon2.PasswordHasher().check_needs_rehash(account.password):
        again = argon2.PasswordHasher().hash(password)
        accounts.renew_hash(store, account.annotator_id, again)
    accounts.forget_failures(store, name, address, since)
    return begin(store, account.annotator_id, browser)


def begin(store: Store, annotator_id: str, browser: str, issuer: str = "") -> str:
    """Sign a browser in as an annotator; return what its cookie is to hold.

    Parameters
    ----------
    annotator_id : str
        As whom.
    browser : str
        What the browser calls itself.
    issuer : str
        The provider that says so; empty: a password does.
    """
    token = secrets.token_urlsafe(32)
    holds = _after(HOLDS_ELSEWHERE if issuer else HOLDS)
    accounts.sign_in(
        store, accounts.SignIn(_key(token), annotator_id, holds, browser[:200], issuer)
    )
    return _signer(store).sign(token).decode()


def known(store: Store, cookie: str) -> Known | None:
    """Return who a cookie stands for.

    None if it is forged, ended or too old, or came about in another way than people sign in now.
    """
    key = _key_of(store, cookie)
    row = accounts.signed_in(store, key) if key else None
    if row is None or bool(row["issuer"]) != (mode() == "oidc"):
        return None
    if row["seen_at"] < _after(-_SEEN):
        accounts.seen(store, key, row["expires_at"] if row["issuer"] else _after(HOLDS))
    return Known(row["annotator_id"], key)


def end(store: Store, who: Known, key: str = "") -> None:
    """End a sign-in of an annotator: the one that asks, or another one of theirs."""
    accounts.end_sign_in(store, key or who.key, who.annotator_id)


def browsers(store: Store, who: Known) -> list[Browser]:
    """Return the browsers that somebody is signed in with, the one seen last first."""
    return [
        Browser(row["id"], row["browser"], row["created_at"], row["seen_at"], row["id"] == who.key)
        for row in accounts.sign_ins(store, who.annotator_id)
    ]


def has_password(store: Store, who: Known) -> bool:
    """Return whether somebody signs in with a password, and not elsewhere."""
    account = accounts.account_of(store, who.annotator_id)
    return bool(account and account.password) and mode() != "oidc"


def change_password(store: Store, who: Known, old: str, new: str) -> None:
    """Give somebody another password, and end their sign-ins in all other browsers.

    Raises
    ------
    Refused
        If the old one is wrong, too many attempts failed, or the new one can't be taken.
    """
    account = accounts.account_of(store, who.annotator_id)
    if account is None or not has_password(store, who):
        raise Refused("This account has no password here.", "Change it where you sign in.")
    place = f"sign-in {who.key}"  # whoever sits at an open browser may not try for ever
    failed, _ = accounts.failures(store, account.login, place, _after(-WINDOW))
    if failed >= OF_LOGIN:
        raise Refused("Too many attempts failed.", f"Wait {WINDOW.seconds // 60} minutes.")
    if not _fits(account.password, old):
        accounts.failed(store, account.login, place)
        raise Refused("The present password is another one.", "Type it again.")
    accounts.set_password(store, who.annotator_id, hashed(new), but=who.key)


def _fits(stored: str, password: str) -> bool:
    """Return whether a password has a hash; where there is no account it takes as long."""
    try:
        return argon2.PasswordHasher().verify(stored or _nobodys(), password) and bool(stored)
    except argon2.exceptions.VerificationError:
        return False


@functools.cache
def _nobodys() -> str:
    return argon2.PasswordHasher().hash(secrets.token_hex(16))


def _key_of(store: Store, cookie: str) -> str:
    try:
        return _key(_signer(store).unsign(cookie).decode())
    except itsdangerous.BadSignature:
        return ""


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _signer(store: Store) -> itsdangerous.Signer:
    return itsdangerous.Signer(secret(store), salt="sign-in", digest_method=hashlib.sha256)


def secret(store: Store) -> str:
    """Return what cookies are signed with, made if there is none."""
    kept = people.setting(store, "cookie_secret")
    if not kept:
        with store.write():  # two first requests at once make one secret
            kept = people.setting(store, "cookie_secret")
            if not kept:
                kept = secrets.token_hex(32)
                people.set_setting(store, "cookie_secret", kept)
    return kept


def _after(time: timedelta) -> str:
    at = datetime.now(UTC) + time
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")
