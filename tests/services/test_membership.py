"""Who leads may change who belongs to a project; a project never stays without a lead."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable

import pytest
from factories import PASSWORD, TEXT, add_article, content, make_act, session_of

from annotator.errors import Forbidden, NotFound, PressmarkError, Refused
from annotator.model import Beat
from annotator.services import inviting, membership, presence, running, signing_in, tokens
from annotator.services.session import Session, local_session, session_on
from annotator.store import Store, acts


def somebody(session: Session, login: str, role: str = "lead", project: str = "Tests") -> Session:
    """Return the session of a new member of the project that a session is on."""
    running.put_account(session, login, login.capitalize(), PASSWORD, role)
    return session_of(session.store, login, project)


def on(session: Session, project: str, login: str, role: str) -> None:
    """Make somebody a member of another project, which is made."""
    running.put_account(local_session(session.store, project), login, "", PASSWORD, role)


def roles_in(session: Session) -> dict[str, str]:
    return {each.login: each.role for each in membership.of_project(session)}


def test_a_lead_gives_another_role_and_it_counts_at_the_next_step(session: Session) -> None:
    lead = somebody(session, "mara")
    ben = somebody(session, "ben", "reader")
    membership.change_role(lead, ben.annotator.id, "adjudicator")
    assert roles_in(lead) == {"ben": "adjudicator", "mara": "lead"}
    assert session_on(session.store, "Tests", ben.annotator.id).role == "adjudicator"
    with pytest.raises(Refused, match="no role 'owner'"):
        membership.change_role(lead, ben.annotator.id, "owner")
    with pytest.raises(NotFound):
        membership.change_role(lead, "nobody", "reader")


def test_when_somebody_was_seen_last_is_known_after_they_signed_out(session: Session) -> None:
    mara = somebody(session, "mara")

    def seen() -> str:
        return membership.of_project(mara)[0].seen_at

    assert seen() == ""
    article = add_article(session)
    presence.beat(mara, article, Beat("window", 1))
    at_the_article = seen()
    known = signing_in.known(session.store, signing_in.begin(session.store, mara.annotator.id, ""))
    assert known
    assert seen() > at_the_article
    signing_in.end(session.store, known)
    assert seen() == at_the_article


@pytest.mark.parametrize("role", ["reader", "annotator", "adjudicator"])
def test_nobody_but_a_lead_manages_members(session: Session, role: str) -> None:
    somebody(session, "mara")
    ben = somebody(session, "ben", role)
    own = ben.annotator.id
    steps: list[Callable[[], object]] = [
        lambda: membership.change_role(ben, own, "lead"),
        lambda: membership.take_out(ben, own),
        lambda: membership.close_account(ben, own),
        lambda: membership.open_account(ben, own),
        lambda: inviting.invite(ben, "lead"),
        lambda: inviting.waiting(ben),
        lambda: inviting.withdraw(ben, "x"),
        lambda: inviting.offer_account(ben, own),
    ]
    for step in steps:
        with pytest.raises((Forbidden, Refused)):
            step()
    assert roles_in(ben) == {"ben": role, "mara": "lead"}


def test_the_last_lead_is_neither_lowered_nor_taken_out(session: Session) -> None:
    lead = somebody(session, "mara")
    other = somebody(session, "ben")
    membership.close_account(lead, other.annotator.id)  # who can't sign in leads nothing
    for step in (
        lambda: membership.change_role(lead, lead.annotator.id, "annotator"),
        lambda: membership.take_out(lead, lead.annotator.id),
    ):
        with pytest.raises(Refused, match="Nobody else leads Tests"):
            step()
    membership.change_role(lead, lead.annotator.id, "lead")
    membership.open_account(lead, other.annotator.id)
    membership.take_out(lead, lead.annotator.id)
    assert roles_in(other) == {"ben": "lead"}


def test_two_leads_who_lower_each_other_at_once_leave_one(session: Session) -> None:
    leads = [somebody(session, "mara"), somebody(session, "ben")]
    start = threading.Barrier(2)

    def lower(who: Session, whom: Session) -> None:
        start.wait()
        with contextlib.suppress(PressmarkError):
            membership.change_role(who, whom.annotator.id, "reader")

    pairs = (leads, leads[::-1])
    threads = [threading.Thread(target=lower, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(roles_in(leads[0]).values()) == ["lead", "reader"]


def test_who_is_taken_out_sees_nothing_more_and_leaves_the_work(session: Session) -> None:
    lead = somebody(session, "mara")
    ben = somebody(session, "ben", "annotator")
    article = add_article(ben)
    made = make_act(after=content(TEXT, 0, 3))
    assert not acts.apply(ben.store, article, ben.annotator, [made]).refused
    token = tokens.make(ben, "nightly")
    membership.take_out(lead, ben.annotator.id)
    with pytest.raises(Forbidden, match="member of no project"):
        session_on(session.store, "", ben.annotator.id)
    assert tokens.known(session.store, token) is None
    quote = "SELECT quote FROM annotation WHERE annotator_id = ?"
    assert session.store.value(quote, (ben.annotator.id,)) == TEXT[:3]
    # Who comes back does so by an invitation, and without the tokens of then.
    inviting.join_as(session.store, inviting.invite(lead, "reader"), ben.annotator.id)
    assert tokens.known(session.store, token) is None


def test_a_closed_account_signs_in_no_more_until_it_is_opened(session: Session) -> None:
    lead = somebody(session, "mara")
    ben = somebody(session, "ben", "annotator")
    store = session.store
    cookie = signing_in.sign_in(store, "ben", PASSWORD, "here", "Firefox")
    token = tokens.make(ben, "nightly")
    membership.close_account(lead, ben.annotator.id)
    assert signing_in.known(store, cookie) is None
    assert tokens.known(store, token) is None
    with pytest.raises(Refused, match="do not belong together"):
        signing_in.sign_in(store, "ben", PASSWORD, "here", "Firefox")
    membership.open_account(lead, ben.annotator.id)
    assert signing_in.sign_in(store, "ben", PASSWORD, "here", "Firefox")
    assert (signing_in.known(store, cookie), tokens.known(store, token)) == (None, None)
    with pytest.raises(Refused, match="your own account"):
        membership.close_account(lead, lead.annotator.id)


def test_an_account_is_for_those_to_touch_who_lead_all_its_projects(session: Session) -> None:
    lead = somebody(session, "mara")
    ben = somebody(session, "ben", "annotator")
    link = inviting.offer_account(lead, ben.annotator.id)
    on(session, "Elsewhere", "ben", "lead")
    for step in (membership.close_account, membership.open_account, inviting.offer_account):
        with pytest.raises(Forbidden, match="another project"):
            step(lead, ben.annotator.id)
    with pytest.raises(Refused, match="may do so no more"):  # the link was made before
        inviting.set_password(session.store, link, "another row of plain words")
    on(session, "Elsewhere", "mara", "lead")
    membership.close_account(lead, ben.annotator.id)
    assert [each.is_closed for each in membership.of_project(lead)] == [True, False]


def test_an_invitation_lets_one_person_in_and_can_be_withdrawn(session: Session) -> None:
    lead = somebody(session, "mara")
    store = session.store
    first, second = inviting.invite(lead, "annotator"), inviting.invite(lead, "reader")
    newest, _ = inviting.waiting(lead)
    assert (newest.role, newest.made_by) == ("reader", "Mara")
    inviting.join(store, first, "Ben", "Ben B.", PASSWORD)
    with pytest.raises(Refused, match="followed already"):
        inviting.join(store, first, "eve", "Eve", PASSWORD)
    assert [each.role for each in inviting.waiting(lead)] == ["reader"]
    inviting.withdraw(lead, newest.key)
    with pytest.raises(Refused, match="leads nowhere"):
        inviting.join(store, second, "eve", "Eve", PASSWORD)
    with pytest.raises(NotFound, match="no such invitation"):
        inviting.withdraw(lead, newest.key)
    assert roles_in(lead) == {"ben": "annotator", "mara": "lead"}


def test_an_invitation_that_is_too_old_lets_nobody_in(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = somebody(session, "mara")
    token = inviting.invite(lead, "annotator")
    monkeypatch.setattr(session.store, "now", lambda: "2999-01-01T00:00:00.000000Z")
    assert inviting.waiting(lead) == []
    with pytest.raises(Refused, match="too old"):
        inviting.join(session.store, token, "ben", "Ben", PASSWORD)


def test_a_lead_withdraws_the_invitations_of_the_own_project_alone(session: Session) -> None:
    lead = somebody(session, "mara")
    on(session, "Elsewhere", "ben", "lead")
    ben = session_of(session.store, "ben", "Elsewhere")
    inviting.invite(lead, "reader")
    [waiting] = inviting.waiting(lead)
    assert inviting.waiting(ben) == []
    with pytest.raises(NotFound):
        inviting.withdraw(ben, waiting.key)
    assert inviting.waiting(lead) == [waiting]


def test_a_new_password_by_link_ends_what_was_signed_in_and_works_once(session: Session) -> None:
    lead = somebody(session, "mara")
    ben = somebody(session, "ben", "annotator")
    store = session.store
    cookie = signing_in.sign_in(store, "ben", PASSWORD, "here", "Firefox")
    link = inviting.offer_account(lead, ben.annotator.id)
    with pytest.raises(Refused, match="10 to 1,000 characters"):
        inviting.set_password(store, link, "short")
    inviting.set_password(store, link, "another row of plain words")
    assert signing_in.known(store, cookie) is None
    assert signing_in.sign_in(store, "ben", "another row of plain words", "here", "")
    with pytest.raises(Refused, match="followed already"):
        inviting.set_password(store, link, "a third row of plain words")
    with pytest.raises(NotFound, match="no such member"):
        inviting.offer_account(lead, "nobody")


def test_ones_own_password_is_changed_by_who_knows_it_and_others_are_signed_out(
    store: Store, session: Session
) -> None:
    somebody(session, "mara")
    here, there = (
        signing_in.sign_in(store, "mara", PASSWORD, "here", named) for named in ("Firefox", "Edg/")
    )
    who = signing_in.known(store, here)
    assert who
    shown = {each.named: each.is_this for each in signing_in.browsers(store, who)}
    assert shown == {"Firefox": True, "Edg/": False}
    for _ in range(signing_in.OF_LOGIN):
        with pytest.raises(Refused, match="present password is another"):
            signing_in.change_password(store, who, "a guess", "another row of plain words")
    with pytest.raises(Refused, match="Too many attempts"):
        signing_in.change_password(store, who, PASSWORD, "another row of plain words")
    assert signing_in.known(store, there)  # who only guesses ends nothing
    other = signing_in.known(store, there)
    assert other
    signing_in.change_password(store, other, PASSWORD, "another row of plain words")
    assert signing_in.known(store, there) == other
    assert signing_in.known(store, here) is None


def test_a_token_is_kept_as_its_hash_and_named(session: Session) -> None:
    ben = somebody(session, "ben", "reader")
    token = tokens.make(ben, "  nightly \n export ")
    assert [(each.name, each.used_at) for each in tokens.mine(ben)] == [("nightly export", "")]
    assert re.fullmatch(r"[0-9a-f]{64}", tokens.mine(ben)[0].key)
    assert token.encode() not in session.store.path.read_bytes()
    for name in (" ", "x" * 65, "a\x00b"):
        with pytest.raises(Refused, match="needs a name"):
            tokens.make(ben, name)
    for number in range(tokens.MOST - 1):
        tokens.make(ben, str(number))
    with pytest.raises(Refused, match="You have 20 tokens"):
        tokens.make(ben, "one more")


def test_a_token_is_revoked_by_its_person_alone(session: Session) -> None:
    ben, eve = somebody(session, "ben", "reader"), somebody(session, "eve", "lead")
    token = tokens.make(ben, "nightly")
    [shown] = tokens.mine(ben)
    with pytest.raises(NotFound, match="no such token"):
        tokens.revoke(eve, shown.key)
    assert tokens.known(session.store, token)
    assert tokens.mine(ben)[0].used_at
    tokens.revoke(ben, shown.key)
    assert tokens.known(session.store, token) is None
    assert tokens.mine(ben) == []
