"""The share of articles that goes out without suggestions, by which these are measured.

What somebody does where nothing is suggested tells what suggestions change: the time, the labels,
the agreement (decision 0106). An article is opened when it is shown, which may be long after it was
fetched (decision 0109).
"""

from __future__ import annotations

import json
import re
import secrets
from hashlib import blake2b

from annotator.errors import Refused
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import openings
from annotator.store.openings import How, Share

MOST = 100
LARGEST_SEED = 999_999_999
# An app that was started anew takes no ticket of before: what is drawn then holds.
_KEY = secrets.token_bytes(32)
_TICKET = re.compile(r"([01])-([0-9]{1,3})-[0-9a-f]{32}")


def share(session: Session) -> Share:
    """Return how many per cent of the articles go out without suggestions, with the seed."""
    return openings.share(session.store, session.project.id)


@roles.needs("change the project")
def set_share(session: Session, without: int, seed: int = 0) -> None:
    """Let a share of the articles go out without suggestions; each annotator draws others.

    What an annotator has begun stays for them as it was.

    Parameters
    ----------
    session : Session
        Whoever leads the project.
    without : int
        Per cent of the articles; 0: all have suggestions.
    seed : int
        Of the draws: the same one gives the same articles to the same annotators.

    Raises
    ------
    Refused
        If the share is no share, or the seed too large.
    """
    if not 0 <= without <= MOST:
        raise Refused(f"{without} is no share in per cent.", f"Give a number from 0 to {MOST}.")
    if not 0 <= seed <= LARGEST_SEED:
        raise Refused(f"{seed} can't be a seed.", "Give a whole number of at most 9 digits.")
    openings.set_share(session.store, session.project.id, Share(without, seed))


def is_without(session: Session, article_seq: int) -> bool:
    """Return whether whoever asks reads an article without suggestions."""
    return openings.is_without(session.store.db.conn, article_seq, session.annotator.id)


def is_shared(session: Session) -> bool:
    """Return whether anybody may be reading an article without suggestions, in any project."""
    return openings.any_without(session.store)


def how(session: Session, article_seq: int) -> How:
    """Return how whoever asks reads an article: as they opened it, or as is drawn now."""
    return openings.how(session.store.db.conn, article_seq, session.annotator.id)


def ticket(session: Session, article_seq: int, how: How) -> str:
    """Return what an article is fetched with, so that it can be told later how it was shown.

    It is signed: whoever could write one would choose how they read.
    """
    said = json.dumps([session.annotator.id, article_seq, *how]).encode()
    signature = blake2b(said, key=_KEY, digest_size=16).hexdigest()
    return f"{how.is_without:d}-{how.share}-{signature}"


def shown(session: Session, article_seq: int, given: str) -> How | None:
    """Return how an article was shown, by its ticket; None: there is none that can be trusted."""
    found = _TICKET.fullmatch(given)
    if found is None:
        return None
    said = How(found[1] == "1", int(found[2]))
    is_ours = secrets.compare_digest(given, ticket(session, article_seq, said))
    return said if is_ours else None


def begin(session: Session, article_seq: int, given: str = "") -> None:
    """Keep how whoever asks opens an article first: as its ticket says, or as is drawn now.

    In a project that is archived nothing is kept.
    """
    if not roles.is_archived(session):
        said = shown(session, article_seq, given)
        openings.begin(session.store, article_seq, session.annotator.id, said)
