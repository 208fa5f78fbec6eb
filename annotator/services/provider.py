"""The provider that people sign in at, where it is one by OpenID Connect: who somebody is, by it.

Authlib makes the requests and checks the answers: the code flow with PKCE, and the token by its
signature, issuer, audience, time and nonce. The settings are those of Streamlit's own sign-in.
"""

from __future__ import annotations

import functools
import logging
import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from annotator.errors import Refused, Unreachable
from annotator.services.session import ROOT

CALLBACK = "/account/callback"
SECRETS = ROOT / ".streamlit" / "secrets.toml"
_NAMES = ("redirect_uri", "client_id", "client_secret", "server_metadata_url")
_LONGEST_SUBJECT = 255  # characters, as OpenID Connect says
_PATIENCE = 10  # seconds for each answer of the provider
# Signatures that the provider alone can make; by a shared secret we could make them ourselves.
_SIGNATURES = ("RS", "PS", "ES", "Ed")
_OPERATOR = "Whoever runs Pressmark has to look at its settings for the provider."
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """How this app is known to the provider, and where the provider is."""

    redirect_uri: str
    client_id: str
    client_secret: str
    server_metadata_url: str

    @property
    def place(self) -> str:
        """Return the name of the provider's machine."""
        return urlsplit(self.server_metadata_url).hostname or ""

    @property
    def here(self) -> str:
        """Return the address of this app, as the provider knows it."""
        known = urlsplit(self.redirect_uri)
        return f"{known.scheme}://{known.netloc}"


@dataclass(frozen=True, slots=True)
class Errand:
    """What a browser is sent to the provider with, to be compared when it comes back."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is at the provider: issuer and subject tell; names are what it calls them."""

    issuer: str
    subject: str
    name: str
    login: str
    token: str  # the proof, by which the provider ends its own sign-in


def settings() -> Settings:
    """Return the settings, from the section [auth] of the file with secrets.

    Raises
    ------
    Refused
        If one is missing, or can't be; the message names it and the file.
    """
    path = Path(os.environ.get("PRESSMARK_SECRETS", "") or SECRETS).expanduser()
    given = _section(path)
    found = {name: str(given.get(name) or "").strip() for name in _NAMES}
    remedy = "docs/deployment.md shows how they look."
    if missing := [name for name in _NAMES if not found[name]]:
        raise Refused(
            f"PRESSMARK_AUTH=oidc needs {', '.join(missing)} in the section [auth] of {path}.",
            remedy,
        )
    made = Settings(**found)
    _require_safe("server_metadata_url", made.server_metadata_url, path)
    _require_safe("redirect_uri", made.redirect_uri, path)
    if urlsplit(made.redirect_uri).path != CALLBACK:
        raise Refused(f"redirect_uri in {path} does not end in {CALLBACK}.", remedy)
    return made


def _section(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("auth", {})
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Refused(f"{path} can't be read: {error}.", "It is a file in TOML.") from None
    return found if isinstance(found, dict) else {}


def _require_safe(name: str, url: str, path: Path) -> None:
    from authlib.common.security import is_secure_transport

    if not is_secure_transport(url):
        raise Refused(
            f"{name} in {path} is no https address.", "http is for this very machine alone."
        )


def set_out() -> Errand:
    """Return what to send a browser to the provider with; raise Unreachable if that is down."""
    asked = settings()
    with _in_words(asked):
        made = _client(asked).create_authorization_url(asked.redirect_uri, prompt="select_account")
    return Errand(made["url"], made["state"], made["nonce"], made["code_verifier"])


def come_back(code: str, nonce: str, verifier: str) -> Identity:
    """Return who a browser is that comes back with a code.

    Raises
    ------
    Refused
        If the provider does not know the code, or its answer does not prove who it is.
    Unreachable
        If the provider does not answer.
    """
    asked = settings()
    with _in_words(asked):
        client = _client(asked)
        metadata = client.load_server_metadata()
        issuer = str(metadata["issuer"])
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [
            each for each in offered if each.startswith(_SIGNATURES)
        ]
        token = client.fetch_access_token(
            redirect_uri=asked.redirect_uri, code=code, code_verifier=verifier
        )
        must = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": asked.client_id},
        }
        claims = client.parse_id_token(token, nonce=nonce, claims_options=must)
        subject = claims["sub"] if claims else ""
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
            raise ValueError("no subject")
    names = [claims.get(each) for each in ("name", "preferred_username", "email")]
    name, login, mail = (each if isinstance(each, str) else "" for each in names)
    return Identity(issuer, subject, name or login or mail, login or mail, str(token["id_token"]))


def explain(code: str) -> NoReturn:
    """Raise Refused with what the provider sent a browser back with in place of a code."""
    place = settings().place
    if code == "access_denied":
        raise Refused(f"The sign-in was denied at {place}.", "Sign in again, or ask who runs it.")
    _LOG.warning("the provider sends somebody back: %r", code[:80])
    raise Refused(f"{place} could not sign you in.", "Try again in a while.")


def leave(token: str) -> str:
    """Return where the provider ends its own sign-in; empty: it offers no such thing.

    Parameters
    ----------
    token : str
        The proof that it gave at the sign-in.
    """
    asked = settings()
    try:
        with _in_words(asked):
            if "end_session_endpoint" not in _client(asked).load_server_metadata():
                return ""
            made = _client(asked).create_logout_url(
                asked.redirect_uri, id_token_hint=token or None, client_id=asked.client_id
            )
    except (Refused, Unreachable):  # then ours alone ends
        return ""
    return str(made["url"])


@functools.lru_cache(maxsize=1)
def _client(asked: Settings) -> Any:
    """Return Authlib's client, which keeps what the provider says of itself, and its keys."""
    from authlib.integrations.base_client import BaseApp, OAuth2Mixin, OpenIDMixin
    from authlib.integrations.requests_client import OAuth2Session

    kind: Any = type("Client", (OAuth2Mixin, OpenIDMixin, BaseApp), {"client_cls": OAuth2Session})
    return kind(
        None,
        client_id=asked.client_id,
        client_secret=asked.client_secret,
        server_metadata_url=asked.server_metadata_url,
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": _PATIENCE,
        },
    )


@contextmanager
def _in_words(asked: Settings) -> Iterator[None]:
    """Turn what can go wrong with the provider into what people are told."""
    from authlib.integrations.base_client import OAuthError
    from joserfc.errors import JoseError
    from requests import RequestException

    try:
        yield
    except RequestException as error:
        _LOG.warning("the provider can't be asked: %s", error)
        raise Unreachable(
            f"{asked.place} does not answer.", "Try again in a while; nothing is lost."
        ) from None
    except OAuthError as error:
        _LOG.warning("the provider refuses: %s", error)
        if error.error == "invalid_grant":
            raise Refused("This sign-in was used already, or is too old.", "Try again.") from None
        raise Refused(f"{asked.place} does not take this app for known.", _OPERATOR) from None
    except (JoseError, KeyError, TypeError, ValueError, RuntimeError) as error:
        _LOG.warning("the provider's answer is none: %s: %s", type(error).__name__, error)
        raise Refused(f"What {asked.place} answers proves nobody's identity.", _OPERATOR) from None
