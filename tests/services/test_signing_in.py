"""Accounts: who gets in, who does not, and what ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from factories import PASSWORD

from annotator.errors import Forbidden, Refused
from annotator.services import inviting, running, signing_in
from annotator.services.session import Session, session_on
from annotator.store import Store, accounts, members, people

BROWSER = ("10.0.0.7", "A browser")


@pytest.fixture
def lead(store: Store) -> Session:
    project = people.project(store, "Team")
    made = signing_in.add_account(store, "Ada", "Ada L.", PASSWORD)
    members.set_role(store, project.id, made, "lead")
    return session_on(store, "Team", made)


def test_the_right_password_signs_in_however_the_name_is_written(lead: Session) -> None:
    cookie = signing_in.sign_in(lead.store, " ADA ", PASSWORD, *BROWSER)
    known = signing_in.known(lead.store, cookie)
    assert known
    assert known.annotator_id == lead.annotator.id
    assert PASSWORD not in str(accounts.account(lead.store, "ada"))


@pytest.mark.parametrize("cookie", ["", "made-up", "made.up", "\u00e9.x", "." * 9])
def test_a_forged_cookie_is_nobodys(lead: Session, cookie: str) -> None:
    assert signing_in.known(lead.store, cookie) is None
    real = signing_in.sign_in(lead.store, "ada", PASSWORD, *BROWSER)
    token, _, signature = real.partition(".")
    other = "A" if signature[0] != "A" else "B"  # the last letters may say the same otherwise
    assert signing_in.known(lead.store, f"{token}.{other}{signature[1:]}") is None


def test_a_sign_in_ends_by_signing_out_by_time_and_with_the_account(lead: Session) -> None:
    store = lead.store
    first, second = (signing_in.sign_in(store, "ada", PASSWORD, *BROWSER) for _ in range(2))
    known = signing_in.known(store, first)
    assert known
    signing_in.end(store, known)
    assert signing_in.known(store, first) is None
    assert signing_in.known(store, second)
    accounts.set_closed(store, lead.annotator.id, is_closed=True)
    assert signing_in.known(store, second) is None
    with pytest.raises(Refused, match="do not belong together"):
        signing_in.sign_in(store, "ada", PASSWORD, *BROWSER)
    accounts.set_closed(store, lead.annotator.id, is_closed=False)
    third = signing_in.sign_in(store, "ada", PASSWORD, *BROWSER)
    later = datetime.now(UTC) + signing_in.HOLDS + timedelta(minutes=1)
    store.now = later.isoformat
    assert signing_in.known(store, third) is None


def test_a_new_password_ends_what_was_signed_in_by_the_old_one(lead: Session) -> None:
    store = lead.store
    cookie, here = (signing_in.sign_in(store, "ada", PASSWORD, *BROWSER) for _ in range(2))
    me = signing_in.known(store, here)
    assert me
    with pytest.raises(Refused, match="present password"):
        signing_in.change_password(store, me, "another one", "some other words")
    with pytest.raises(Refused, match="10 to 1,000 characters"):
        signing_in.change_password(store, me, PASSWORD, "short")
    signing_in.change_password(store, me, PASSWORD, "some other words")
    assert (signing_in.known(store, cookie), signing_in.known(store, here)) == (None, me)
    assert signing_in.sign_in(store, "ada", "some other words", *BROWSER)


def test_twenty_wrong_passwords_are_refused_and_others_still_get_in(lead: Session) -> None:
    store = lead.store
    signing_in.add_account(store, "bob", "", PASSWORD)
    for _ in range(20):
        with pytest.raises(Refused) as raised:
            signing_in.sign_in(store, "ada", "wrong", *BROWSER)
    assert "Too many attempts" in raised.value.message
    assert "Wait 15 minutes" in raised.value.remedy
    with pytest.raises(Refused, match="Too many"):
        signing_in.sign_in(store, "ada", PASSWORD, *BROWSER)
    assert signing_in.sign_in(store, "ada", PASSWORD, "10.0.0.8", "Another")
    assert signing_in.sign_in(store, "bob", PASSWORD, *BROWSER)


@pytest.mark.parametrize("login", ["", "two words", "x" * 65, "line\nbreak"])
def test_a_name_that_is_none_is_refused(store: Store, login: str) -> None:
    with pytest.raises(Refused):
        signing_in.add_account(store, login, "Somebody", PASSWORD)


def test_a_name_is_given_once(lead: Session) -> None:
    with pytest.raises(Refused, match="There is an account ada already"):
        signing_in.add_account(lead.store, "ADA", "Another", PASSWORD)


def test_an_invitation_lets_one_person_in_in_its_role(lead: Session) -> None:
    token = inviting.invite(lead, "annotator")
    assert inviting.way(lead.store, token).role == "annotator"
    made = inviting.join(lead.store, token, "bob", "Bob", PASSWORD)
    assert session_on(lead.store, "Team", made).role == "annotator"
    with pytest.raises(Refused, match="followed already"):
        inviting.join(lead.store, token, "eve", "Eve", PASSWORD)
    assert accounts.account(lead.store, "eve") is None


def test_an_invitation_that_is_old_withdrawn_or_made_up_leads_nowhere(lead: Session) -> None:
    store = lead.store
    with pytest.raises(Refused, match="leads nowhere"):
        inviting.way(store, "made-up")
    withdrawn, old = inviting.invite(lead, "lead"), inviting.invite(lead, "lead")
    accounts.withdraw_invitation(store, inviting.way(store, withdrawn).key, lead.project.id)
    with pytest.raises(Refused, match="leads nowhere"):
        inviting.join(store, withdrawn, "bob", "Bob", PASSWORD)
    later = datetime.now(UTC) + inviting.HOLDS + timedelta(minutes=1)
    store.now = later.isoformat
    with pytest.raises(Refused, match="too old"):
        inviting.join(store, old, "bob", "Bob", PASSWORD)


def test_who_has_an_account_joins_with_it_once(lead: Session) -> None:
    bob = signing_in.add_account(lead.store, "bob", "Bob", PASSWORD)
    inviting.join_as(lead.store, inviting.invite(lead, "reader"), bob)
    assert session_on(lead.store, "", bob).role == "reader"
    with pytest.raises(Refused, match="member of Team already"):
        inviting.join_as(lead.store, inviting.invite(lead, "lead"), bob)
    assert session_on(lead.store, "", bob).role == "reader"


def test_a_lead_gives_members_of_their_own_projects_alone_a_new_password(lead: Session) -> None:
    store = lead.store
    bob = inviting.join(store, inviting.invite(lead, "annotator"), "bob", "Bob", PASSWORD)
    cookie = signing_in.sign_in(store, "bob", PASSWORD, *BROWSER)
    token = inviting.offer_account(lead, bob)
    assert inviting.set_password(store, token, "words that are new") == bob
    assert signing_in.known(store, cookie) is None
    assert signing_in.sign_in(store, "bob", "words that are new", *BROWSER)
    with pytest.raises(Refused, match="followed already"):
        inviting.set_password(store, token, "and once again")
    members.set_role(store, people.project(store, "Other").id, bob, "lead")
    with pytest.raises(Forbidden, match="another project"):
        inviting.offer_account(lead, bob)


def test_members_below_the_lead_invite_nobody(lead: Session) -> None:
    for role in ("reader", "annotator", "adjudicator"):
        members.set_role(lead.store, lead.project.id, lead.annotator.id, role)
        with pytest.raises(Forbidden, match="for leads of Team"):
            inviting.invite(lead, "lead")


def test_the_command_makes_the_first_account_and_gives_a_lost_password_anew(lead: Session) -> None:
    assert running.put_account(lead, "bob", "Bob", PASSWORD, "annotator")
    assert not running.put_account(lead, "BOB", "", "another password", "lead")
    cookie = signing_in.sign_in(lead.store, "bob", "another password", *BROWSER)
    known = signing_in.known(lead.store, cookie)
    assert known
    assert session_on(lead.store, "Team", known.annotator_id).role == "lead"


def test_an_app_that_others_reach_asks_for_sign_in_or_for_a_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PRESSMARK_AUTH", raising=False)
    for address in ("localhost", "127.0.0.1", "::1"):
        running.refuse_open_door(address)
    for address in ("0.0.0.0", "192.168.1.4", "desk.example", ""):  # noqa: S104 - to be refused
        with pytest.raises(Refused, match="without sign-in"):
            running.refuse_open_door(address)
    monkeypatch.setenv("PRESSMARK_AUTH", "accounts")
    running.refuse_open_door("192.168.1.4")
    monkeypatch.setenv("PRESSMARK_AUTH", "nonsense")
    with pytest.raises(Refused, match="PRESSMARK_AUTH is 'nonsense'"):
        running.refuse_open_door("192.168.1.4")
    monkeypatch.delenv("PRESSMARK_AUTH")
    monkeypatch.setenv("PRESSMARK_OPEN", running.OPEN)
    running.refuse_open_door("192.168.1.4")
