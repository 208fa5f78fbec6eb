"""The share of articles that goes out without suggestions, by which these are measured.

What somebody does where nothing is suggested tells what suggestions change: the time, the labels,
the agreement (decision 0106).
"""

from __future__ import annotations

from annotator.errors import Refused
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import openings
from annotator.store.openings import Share

MOST = 100
LARGEST_SEED = 999_999_999


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


def begin(session: Session, article_seq: int) -> bool:
    """Keep how whoever asks opens an article first, and return whether it is without suggestions.

    In a project that is archived nothing is kept.
    """
    if not roles.is_archived(session):
        openings.begin(session.store, article_seq, session.annotator.id)
    return is_without(session, article_seq)
