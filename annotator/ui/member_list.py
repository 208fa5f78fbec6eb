"""The members of the project on the page Team; for whoever leads it, with what can be changed."""

from __future__ import annotations

import streamlit as st

from annotator.services import inviting, membership, roles, signing_in
from annotator.services.membership import Member
from annotator.services.session import Session
from annotator.ui import shown_once, words
from annotator.ui.pressing import press

_MAY = {
    "reader": "reads",
    "annotator": "reads and marks",
    "adjudicator": "sees the work of all, and settles it",
    "lead": "changes the project, its members and its label set",
}


def role_told(role: str) -> str:
    """Return a role as a choice shows it."""
    return f"{role.capitalize()}: {_MAY[role]}"


def members(session: Session) -> None:
    """List the members by name."""
    there = membership.of_project(session)
    st.markdown(
        f"{words.plain(session.project.name)} has {words.count(len(there), 'member')}. "
        f"You are its {session.role}."
    )
    leads = roles.may(session, "manage members")
    for member in there:
        _member(session, member, leads=leads)


def _member(session: Session, member: Member, *, leads: bool) -> None:
    is_self = member.annotator_id == session.annotator.id
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        with st.container(width="content", gap=None):
            st.markdown(f"**{words.plain(member.name)}**{' (you)' if is_self else ''}")
            role = [] if leads else [member.role.capitalize()]
            st.caption(" · ".join([*role, *_told(member)]))
        if not leads:
            return
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            _role(session, member)
            _more(session, member, is_self=is_self)


def _told(member: Member) -> list[str]:
    seen = f"seen {words.minute(member.seen_at)}" if member.seen_at else "not signed in"
    if member.is_closed:
        seen = "account closed"
    return [words.plain(member.login), f"since {words.day(member.since)}", seen]


def _role(session: Session, member: Member) -> None:
    # The role stands in the key, so that the field shows another lead's change too.
    key = f"role_{member.annotator_id}_{member.role}"
    st.selectbox(
        f"Role of {member.name}",
        roles.ROLES,
        index=roles.ROLES.index(member.role),
        format_func=str.capitalize,
        key=key,
        label_visibility="collapsed",
        width=150,
        on_change=_change_role,
        args=(session, member, key),
    )


def _change_role(session: Session, member: Member, key: str) -> None:
    press(session, membership.change_role, member.annotator_id, st.session_state[key])
    st.session_state[key] = member.role  # a refused change leaves the field as it was


def _more(session: Session, member: Member, *, is_self: bool) -> None:
    identity = member.annotator_id
    # Whoever asks keeps the place of the button, so that the fields stand below each other.
    with st.popover("More", disabled=is_self, key=f"more_{identity}"):
        if is_self:
            return
        name = words.plain(member.name)
        st.button(
            _anew()[1],
            key=f"anew_{identity}",
            disabled=member.is_closed,
            on_click=_offer_account,
            args=(session, identity),
        )
        shown_once.show(
            f"anew_{identity}",
            f"Send it to {name}. It works once, for a day, and is shown this once.",
        )
        if member.is_closed:
            st.button(
                "Open the account again",
                key=f"open_{identity}",
                on_click=press,
                args=(session, membership.open_account, identity),
            )
        else:
            st.button(
                "Close the account",
                key=f"close_{identity}",
                on_click=press,
                args=(session, membership.close_account, identity),
                help="Ends sign-ins and tokens. What they did stays.",
            )
        st.button(
            "Take out of the project",
            key=f"out_{identity}",
            on_click=press,
            args=(session, membership.take_out, identity),
        )
        st.caption(
            f"What {name} did stays in the project, under this name. To come back takes an "
            "invitation."
        )


def _anew() -> tuple[str, str]:
    """Return how a member signs in anew by a link: the place of the link, and its name."""
    if signing_in.mode() == "oidc":
        return "/account/identity", "Make a link to another sign-in"
    return "/account/password", "Make a link to a new password"


def _offer_account(session: Session, annotator_id: str) -> None:
    if token := press(session, inviting.offer_account, annotator_id):
        shown_once.keep(f"anew_{annotator_id}", shown_once.link(f"{_anew()[0]}/{token}"))
