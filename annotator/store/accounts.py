"""Accounts, the browsers signed in to them, links that invite, and tokens for programs.

What opens something (a cookie, a link, a token) is kept as its hash alone: who reads the file
can't use it.
"""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass

from annotator.store.database import Store


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in; `password` is an argon2id hash, empty for those who sign in elsewhere."""

    annotator_id: str
    login: str
    name: str
    password: str
    closed_at: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link into a project in a role, or to a new password where there is no project."""

    id: str
    project_id: int | None
    role: str
    annotator_id: str | None
    made_by: str
    expires_at: str
    used_at: str = ""


_ACCOUNT = """
    SELECT annotator_id, login, name, password, closed_at
    FROM account JOIN annotator ON annotator.id = annotator_id
"""


def account(store: Store, login: str) -> Account | None:
    """Return the account of a folded login name, or None."""
    return _account(store.row(f"{_ACCOUNT} WHERE login = ?", (login,)))


def account_of(store: Store, annotator_id: str) -> Account | None:
    """Return the account of an annotator, or None."""
    return _account(store.row(f"{_ACCOUNT} WHERE annotator_id = ?", (annotator_id,)))


def _account(row: sqlite3.Row | None) -> Account | None:
    return None if row is None else Account(**dict(row))


def add(store: Store, login: str, name: str, password: str) -> str | None:
    """Make a person with an account; return the annotator's id, or None if the login is taken."""
    identity = secrets.token_hex(6)
    with store.write() as connection:
        if connection.execute("SELECT 1 FROM account WHERE login = ?", (login,)).fetchone():
            return None
        connection.execute(
            "INSERT INTO annotator VALUES (?, ?, 'person', '', ?)", (identity, name, store.now())
        )
        connection.execute(
            "INSERT INTO account (annotator_id, login, password, created_at) VALUES (?, ?, ?, ?)",
            (identity, login, password, store.now()),
        )
    return identity


def set_password(store: Store, annotator_id: str, password: str, but: str = "") -> None:
    """Give an account another password, and end what was signed in by the old one, but one."""
    with store.write() as connection:
        connection.execute(
            "UPDATE account SET password = ? WHERE annotator_id = ?", (password, annotator_id)
        )
        connection.execute(
            "DELETE FROM sign_in WHERE annotator_id = ? AND id <> ?", (annotator_id, but)
        )


def renew_hash(store: Store, annotator_id: str, password: str) -> None:
    """Keep the same password under a hash of the present strength; sign-ins go on."""
    with store.write() as connection:
        connection.execute(
            "UPDATE account SET password = ? WHERE annotator_id = ?", (password, annotator_id)
        )


def set_closed(store: Store, annotator_id: str, *, is_closed: bool) -> None:
    """Close an account, which ends its sign-ins and tokens, or open it again."""
    with store.write() as connection:
        connection.execute(
            "UPDATE account SET closed_at = ? WHERE annotator_id = ?",
            (store.now() if is_closed else "", annotator_id),
        )
        connection.execute("DELETE FROM sign_in WHERE annotator_id = ?", (annotator_id,))


@dataclass(frozen=True, slots=True)
class SignIn:
    """A browser that is signed in; `issuer` is the provider it came from, empty: by a password."""

    id: str
    annotator_id: str
    expires_at: str
    browser: str
    issuer: str = ""


def sign_in(store: Store, made: SignIn) -> None:
    """Keep that a browser is signed in, and forget those whose time is over."""
    with store.write() as connection:
        now = store.now()
        connection.execute("DELETE FROM sign_in WHERE expires_at < ?", (now,))
        connection.execute(
            """
            INSERT INTO sign_in
                (id, annotator_id, created_at, seen_at, expires_at, browser, issuer)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            (made.id, made.annotator_id, now, now, made.expires_at, made.browser, made.issuer),
        )


def signed_in(store: Store, key: str) -> sqlite3.Row | None:
    """Return annotator, times and provider of a sign-in that holds, or None."""
    return store.row(
        """
        SELECT sign_in.annotator_id, sign_in.created_at, seen_at, expires_at, issuer
        FROM sign_in JOIN account ON account.annotator_id = sign_in.annotator_id
        WHERE sign_in.id = ? AND expires_at > ? AND closed_at = ''
        """,
        (key, store.now()),
    )


def seen(store: Store, key: str, expires_at: str) -> None:
    """Keep that a sign-in is in use, and until when it holds."""
    with store.write(durable=False) as connection:
        connection.execute(
            "UPDATE sign_in SET seen_at = ?, expires_at = ? WHERE id = ?",
            (store.now(), expires_at, key),
        )


def sign_ins(store: Store, annotator_id: str) -> list[sqlite3.Row]:
    """Return the sign-ins of an annotator, the one seen last first."""
    return store.rows(
        """
        SELECT id, created_at, seen_at, expires_at, browser FROM sign_in
        WHERE annotator_id = ? AND expires_at > ? ORDER BY seen_at DESC
        """,
        (annotator_id, store.now()),
    )


def end_sign_in(store: Store, key: str, annotator_id: str) -> None:
    """End a sign-in of an annotator."""
    with store.write() as connection:
        connection.execute(
            "DELETE FROM sign_in WHERE id = ? AND annotator_id = ?", (key, annotator_id)
        )


def failed(store: Store, login: str, address: str) -> None:
    """Keep that a sign-in failed."""
    with store.write() as connection:
        connection.execute(
            "INSERT INTO attempt (login, address, at) VALUES (?, ?, ?)",
            (login, address, store.now()),
        )


def failures(store: Store, login: str, address: str, since: str) -> tuple[int, int]:
    """Return the failed sign-ins since a time: of a login from an address, and of the address."""
    tried = [
        row["login"]
        for row in store.rows(
            "SELECT login FROM attempt WHERE at > ? AND address = ?", (since, address)
        )
    ]
    return tried.count(login), len(tried)


def forget_failures(store: Store, login: str, address: str, before: str) -> None:
    """Forget what failed before a time, and what this login failed from an address."""
    with store.write() as connection:
        connection.execute(
            "DELETE FROM attempt WHERE at < ? OR (login = ? AND address = ?)",
            (before, login, address),
        )


def invite(store: Store, made: Invitation) -> None:
    """Keep an invitation that was made."""
    with store.write() as connection:
        connection.execute(
            """
            INSERT INTO invitation
                (id, project_id, role, annotator_id, made_by, made_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            (
                made.id, made.project_id, made.role, made.annotator_id, made.made_by, store.now(),
                made.expires_at,
            ),
        )  # fmt: skip


def invitation(store: Store, key: str) -> Invitation | None:
    """Return an invitation, or None."""
    row = store.row(
        """
        SELECT id, project_id, role, annotator_id, made_by, expires_at, used_at
        FROM invitation WHERE id = ?
        """,
        (key,),
    )
    return None if row is None else Invitation(**dict(row))


def use_invitation(store: Store, key: str, annotator_id: str) -> bool:
    """Keep that an invitation was followed; return False where somebody has done so already."""
    with store.write() as connection:
        cursor = connection.execute(
            "UPDATE invitation SET used_at = ?, used_by = ? WHERE id = ? AND used_at = ''",
            (store.now(), annotator_id, key),
        )
    return cursor.rowcount == 1


def withdraw_invitation(store: Store, key: str, project_id: int) -> None:
    """Take back an invitation of a project that nobody has followed."""
    with store.write() as connection:
        connection.execute(
            "DELETE FROM invitation WHERE id = ? AND project_id = ? AND used_at = ''",
            (key, project_id),
        )


def invitations(store: Store, project_id: int) -> list[sqlite3.Row]:
    """Return the invitations of a project that can still be followed, the last one first."""
    return store.rows(
        """
        SELECT invitation.id, role, name AS made_by, made_at, expires_at
        FROM invitation JOIN annotator ON annotator.id = made_by
        WHERE project_id = ? AND used_at = '' AND expires_at > ? ORDER BY made_at DESC
        """,
        (project_id, store.now()),
    )
