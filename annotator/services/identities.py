"""Who somebody at the provider is here: known, let in by a link, or nobody.

An identity is what the provider proves, issuer and subject. Names and e-mail addresses bind
nothing: they can be another's tomorrow.
"""

from __future__ import annotations

import hmac
import itertools
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

import itsdangerous

from annotator.errors import Refused
from annotator.services import inviting, provider, signing_in
from annotator.services.provider import Identity
from annotator.store import Store, accounts
from annotator.store import identities as kept

TRIP_HOLDS = 600  # seconds between leaving for the provider and coming back


@dataclass(frozen=True, slots=True)
class Trip:
    """What a browser keeps while it is at the provider, under a signature."""

    state: str
    nonce: str
    verifier: str
    then: str  # where to go in the app
    link: str  # by which it comes; empty: by none


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who came back: what their cookie is to hold, where to go, the provider's proof."""

    cookie: str
    then: str
    proof: str


def set_out(store: Store, then: str, link: str) -> tuple[str, str, str]:
    """Return where to send a browser, the state it goes with, and what it is to keep until then."""
    errand = provider.set_out()
    trip = Trip(errand.state, errand.nonce, errand.verifier, then, link)
    return errand.url, errand.state, _serializer(store).dumps(asdict(trip))


def come_back(store: Store, kept_by_browser: str, told: Mapping[str, str], browser: str) -> Known:
    """Sign in whoever comes back from the provider.

    Parameters
    ----------
    kept_by_browser : str
        What the browser was given to keep when it set out.
    told : mapping
        What the provider sent it back with: state, and a code or an error.
    browser : str
        What the browser calls itself.

    Raises
    ------
    Refused
        If it was at no trip, the provider did not let it in, or the identity is nobody's here and
        no link lets it in, or its account is closed.
    """
    if told.get("error"):  # said without a trip too: providers leave the state out
        provider.explain(told["error"])
    trip = _trip(store, kept_by_browser, told.get("state", ""))
    who = provider.come_back(told.get("code", ""), trip.nonce, trip.verifier)
    annotator_id = _annotator(store, who, trip.link)
    cookie = signing_in.begin(store, annotator_id, browser, who.issuer)
    return Known(cookie, trip.then, who.token)


def account_of_link(store: Store, token: str) -> str:
    """Return the login of the account that a link leads to; raise Refused if it leads to none."""
    account = accounts.account_of(store, inviting.to_account(store, token))
    return account.login if account else ""


def _trip(store: Store, kept_by_browser: str, state: str) -> Trip:
    """Return the trip that a browser comes back from; raise Refused if it is at none."""
    try:
        trip = Trip(**_serializer(store).loads(kept_by_browser, max_age=TRIP_HOLDS))
    except (itsdangerous.BadSignature, TypeError):
        trip = None
    if trip is None or not hmac.compare_digest(trip.state.encode(), state.encode()):
        raise Refused(
            "This sign-in was not begun in this browser, was used already, or took longer than "
            f"{TRIP_HOLDS // 60} minutes.",
            f"Begin again at {provider.settings().here}.",
        )
    return trip


def _serializer(store: Store) -> itsdangerous.URLSafeTimedSerializer:
    return itsdangerous.URLSafeTimedSerializer(signing_in.secret(store), salt="trip")


def _annotator(store: Store, who: Identity, link: str) -> str:
    there = kept.annotator(store, who.issuer, who.subject)
    account = accounts.account_of(store, there) if there else None
    if account and account.closed_at:
        raise Refused("Your account is closed.", "Ask whoever leads the project.")
    if link:
        return _by_link(store, who, there, link)
    if there is None:
        raise Refused(
            f"Nobody here is {_named(who)}.",
            "Ask whoever leads a project for an invitation, or sign in as somebody else.",
        )
    return there


def _by_link(store: Store, who: Identity, there: str | None, link: str) -> str:
    """Return the annotator that a link makes of an identity."""
    if inviting.way(store, link).annotator_id:
        return _take_up(store, who, there, link)
    if there:
        inviting.join_as(store, link, there)
        return there
    return inviting.join_with(store, link, lambda: _add(store, who))


def _take_up(store: Store, who: Identity, there: str | None, link: str) -> str:
    """Give an account to an identity, by a link to the account."""
    if there and there != inviting.to_account(store, link):
        raise Refused(
            f"{_named(who)} has another account here already.", "Sign in as somebody else."
        )
    return inviting.renew(
        store, link, lambda whose: kept.bind(store, who.issuer, who.subject, whose)
    )


def _add(store: Store, who: Identity) -> str:
    """Make an account for an identity; its login is shown beside the name, and opens nothing."""
    first = login = _or(signing_in.folded, "-".join(who.login.split()), "member")
    for number in itertools.count(2):
        if accounts.account(store, login) is None:
            break
        login = f"{first[:50]}-{number}"
    name = _or(signing_in.shown, who.name[: signing_in.LONGEST_LOGIN], login)
    made = signing_in.add_without_password(store, login, name)
    kept.bind(store, who.issuer, who.subject, made)
    return made


def _or(as_here: Callable[[str], str], told: str, otherwise: str) -> str:
    """Return what the provider tells as it can stand here, or something else."""
    try:
        return as_here(told)
    except Refused:
        return otherwise


def _named(who: Identity) -> str:
    told = who.name or who.subject
    return f"{told} ({who.login})" if who.login not in ("", told) else told
