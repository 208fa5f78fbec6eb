"""What a page needs to know: who asks, and what the URL says.

The URL holds the place (article, filter, page of the list), so that every view can be shared and
comes back after a reload; st.session_state holds nothing of value.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from annotator.errors import PressmarkError, SignedOut
from annotator.model import Filter
from annotator.services import blindness, library, queueing, roles, signing_in
from annotator.services.session import Session, session_on, store_here

ICON = Path(__file__).parent / "icon.png"
_LOG = logging.getLogger(__name__)
# Whose work is seen is no matter of a link.
_FILTER_FIELDS = tuple(field.name for field in fields(Filter) if field.name != "sight")
_FORMER = {"queue": "unsure"}


def session() -> Session:
    """Return the session of whoever opened this page.

    Raises
    ------
    SignedOut
        If people sign in here, and whoever it was has signed out in the meantime.
    """
    who = signed_in().annotator_id if signing_in.mode() else ""
    return session_on(store_here(), st.query_params.get("project", ""), who)


def signed_in() -> signing_in.Known:
    """Return who is signed in with this browser; raise SignedOut if nobody is, or not any more."""
    known = signing_in.known(store_here(), st.context.cookies.get(signing_in.COOKIE, ""))
    if known is None:
        raise SignedOut("Nobody is signed in.", "Reload the page and sign in.")
    return known


def again(shown: Session) -> Session:
    """Return the session that a page was drawn for, as it is now: the role may be another one.

    A button is pressed long after its page was drawn.
    """
    who = signed_in().annotator_id if signing_in.mode() else ""
    return session_on(shown.store, shown.project.name, who)


def may(action: str) -> bool:
    """Return whether whoever opened this page may do something; who is nobody, sees why there."""
    if not signing_in.mode():
        return True
    try:
        return roles.may(session(), action)
    except PressmarkError:
        return True


def way_to_load(label: str = "Load articles") -> None:
    """Show the way to the page Load to whoever has it: a link to any other page is a fault."""
    if may("load"):
        st.page_link("load.py", label=label, icon=":material/upload_file:")


def sees_others() -> bool:
    """Return whether whoever opened this page may see anything of others' work."""
    if not signing_in.mode():
        return True
    try:
        return blindness.sight(session()) != "own"
    except PressmarkError:
        return True


def filter_from_url() -> Filter:
    """Return the library's filter as the URL tells it; an order that there is none of is left out.

    A queue has one direction.
    """
    given = {name: st.query_params[name] for name in _FILTER_FIELDS if name in st.query_params}
    descending = given.pop("descending", "true") != "false"
    # Links of the time when there was one queue say so.
    sort = _FORMER.get(given.get("sort", ""), given.get("sort", ""))
    if sort in library.SORTS:
        given["sort"] = sort
    else:
        given.pop("sort", None)
    return Filter(**given, descending=descending or sort in queueing.SORTS, sight="all")


def filter_to_url(filter_: Filter) -> dict[str, str]:
    """Return the query parameters that a filter needs: what differs from the plain list."""
    plain = asdict(Filter())
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in asdict(filter_).items()
        if value != plain[name]
    }


def set_filter(filter_: Filter) -> None:
    """Put a filter into the URL, from the first page of its list; what else it tells stays."""
    told: dict[str, str | list[str]] = {
        name: st.query_params.get_all(name)
        for name in st.query_params
        if name not in (*_FILTER_FIELDS, "page")
    }
    told.update(filter_to_url(filter_))
    st.query_params.from_dict(told)


def article_link(article_id: str, filter_: Filter | None = None, at: str = "") -> Mapping[str, str]:
    """Return the query parameters of the reading page for an article, and a passage in it."""
    place = {"article": article_id} | ({"at": at} if at else {})
    return place | (filter_to_url(filter_) if filter_ else {})


def article_path(article_id: str) -> str:
    """Return the address of an article on the reading page, from any page beside it."""
    return f"read?article={quote(article_id)}"


def guarded(page: Callable[[], None]) -> None:
    """Run a page; an error is shown in words, with what to do, and never as a traceback."""
    try:
        page()
    except PressmarkError as error:
        st.error(f"**{_plain(error.message)}** {_plain(error.remedy)}")
    except Exception:
        _LOG.exception("a page failed")
        st.error(
            "**Something went wrong on our side.** Nothing was lost. Reload the page; if it stays, "
            "the server's log tells more."
        )


def _plain(text: str) -> str:
    """Return text for Markdown with every sign that Markdown reads made harmless."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|~$:" else c for c in text)
