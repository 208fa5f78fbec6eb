"""Signing in at a provider by OpenID Connect: who gets in, and what else is said in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from factories import session_of
from fastapi.testclient import TestClient
from gated import served
from provider import Provider

from annotator.errors import Refused
from annotator.services import identities, inviting, membership, running, signing_in
from annotator.services.session import Session, local_session, session_on, store_at


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    started = Provider(tmp_path_factory.mktemp("provider"), "http://localhost:8501")
    yield started
    started.kill()


@pytest.fixture
def app(
    provider: Provider, database: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[TestClient, Session]]:
    provider.write()
    monkeypatch.setenv("PRESSMARK_AUTH", "oidc")
    monkeypatch.setenv("PRESSMARK_SECRETS", str(provider.secrets))
    session = local_session(store_at(database), "Team")
    with TestClient(served(), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client, session
    session.store.close()


@pytest.fixture
def client(app: tuple[TestClient, Session]) -> TestClient:
    return app[0]


@pytest.fixture
def lead(app: tuple[TestClient, Session]) -> Session:
    """The session of Ada, whose account nobody has taken up yet."""
    _, session = app
    running.offer_account(session, "ada", "Ada", "lead")
    return session_of(session.store, "ada")


def to_provider(client: TestClient, **given: str) -> str:
    answer = client.get("/account/provider", params=given)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def signed_in(client: TestClient, provider: Provider, subject: str, **given: str) -> str:
    """Sign in as somebody; return where that leads, or what is said."""
    back = provider.consent(to_provider(client, **given), subject)
    answer = client.get(back)
    assert "Traceback" not in answer.text
    return str(answer.headers.get("location", answer.text))


def test_the_way_in_is_a_link_to_the_provider_and_no_password_is_asked_for(
    client: TestClient,
) -> None:
    page = client.get("/account/sign-in", params={"next": "/read?article=x"})
    assert "Sign in at localhost" in page.text
    assert "/account/provider?next=%2Fread%3Farticle%3Dx" in page.text
    assert "Password" not in page.text
    assert client.post("/account/sign-in", data={"login": "a", "password": "b"}).status_code == 405
    assert client.get("/account/password/x").status_code == 404
    assert client.get("/api/projects").status_code == 401


def test_the_first_account_is_taken_up_by_the_link_that_the_command_prints(
    app: tuple[TestClient, Session], provider: Provider
) -> None:
    client, session = app
    token = running.offer_account(session, "ada", "Ada", "lead")
    page = client.get(f"/account/identity/{token}")
    assert "The account ada is yours when you have signed in." in page.text
    assert signed_in(client, provider, "sub-ada", link=token) == "/"
    assert [row["name"] for row in client.get("/api/projects").json()] == ["Team"]
    asked = client.cookies["pressmark"]
    assert signing_in.known(session.store, asked)
    assert "followed already" in client.get(f"/account/identity/{token}").text
    client.cookies.clear()
    assert signed_in(client, provider, "sub-ada", next="/team") == "/team"
    assert client.get("/api/projects").status_code == 200


def test_who_is_unknown_gets_in_by_an_invitation_alone(
    client: TestClient, lead: Session, provider: Provider
) -> None:
    provider.put("sub-ben", name="Ben <b>", preferred_username="ben@example.org")
    refused = signed_in(client, provider, "sub-ben")
    assert "Nobody here is Ben &lt;b&gt; (ben@example.org)." in refused
    assert client.get("/api/projects").status_code == 401
    token = inviting.invite(lead, "annotator")
    page = client.get(f"/account/invitation/{token}").text
    assert "You are invited to Team as an annotator." in page
    assert "Password" not in page
    assert signed_in(client, provider, "sub-ben", link=token) == "/"
    [ben] = [each for each in membership.of_project(lead) if each.login == "ben@example.org"]
    assert (ben.name, ben.role) == ("Ben <b>", "annotator")
    second = inviting.invite(lead, "lead")
    assert "member of Team already" in signed_in(client, provider, "sub-ben", link=second)


def test_a_name_at_the_provider_opens_nobodys_account(
    client: TestClient, lead: Session, provider: Provider
) -> None:
    provider.put("sub-eve", name="Ada", preferred_username="ada", email="ada", email_verified=True)
    assert "Nobody here is Ada" in signed_in(client, provider, "sub-eve")
    assert signed_in(client, provider, "sub-eve", link=inviting.invite(lead, "reader")) == "/"
    logins = {each.login: each.role for each in membership.of_project(lead)}
    assert logins == {"ada": "lead", "ada-2": "reader"}


def test_who_has_an_account_joins_another_project_by_a_form(
    client: TestClient, lead: Session, provider: Provider
) -> None:
    assert signed_in(client, provider, "sub-olu", link=inviting.invite(lead, "reader")) == "/"
    running.offer_account(local_session(lead.store, "Other"), "ada", "", "lead")
    other = session_on(lead.store, "Other", lead.annotator.id)
    path = f"/account/invitation/{inviting.invite(other, 'annotator')}"
    assert "Join Other" in client.get(path).text
    assert client.post(path, data={"link": ""}).headers["location"] == "/"
    assert {row["name"] for row in client.get("/api/projects").json()} == {"Team", "Other"}
    client.cookies.clear()
    assert "followed already" in client.post(path, data={"link": ""}).text


def test_an_account_is_given_to_another_identity_by_a_leads_link(
    client: TestClient, lead: Session, provider: Provider
) -> None:
    signed_in(client, provider, "sub-yuki", link=inviting.invite(lead, "annotator"))
    [yuki] = [each for each in membership.of_project(lead) if each.login == "sub-yuki"]
    before = client.cookies["pressmark"]
    token = inviting.offer_account(lead, yuki.annotator_id)
    assert signed_in(client, provider, "sub-yuki-2", link=token) == "/"
    assert signing_in.known(lead.store, before) is None
    client.cookies.clear()
    assert "Nobody here is" in signed_in(client, provider, "sub-yuki")
    assert signed_in(client, provider, "sub-yuki-2") == "/"
    theirs = inviting.offer_account(lead, lead.annotator.id)
    assert "another account here already" in signed_in(client, provider, "sub-yuki-2", link=theirs)


def test_signing_out_ends_the_sign_in_here_and_leads_to_where_the_provider_ends_its_own(
    client: TestClient, lead: Session, provider: Provider
) -> None:
    signed_in(client, provider, "sub-abe", link=inviting.invite(lead, "reader"))
    cookie = client.cookies["pressmark"]
    to = urlsplit(client.post("/account/sign-out").headers["location"])
    assert f"{to.scheme}://{to.netloc}{to.path}" == f"{provider.url}/oauth2/end_session"
    asked = parse_qs(to.query)
    assert asked["post_logout_redirect_uri"] == ["http://localhost:8501/account/callback"]
    assert asked["id_token_hint"]
    assert signing_in.known(lead.store, cookie) is None
    back = client.get("/account/callback", params={"state": asked["state"][0]})
    assert back.headers["location"] == "/account/sign-in"
    assert client.post("/account/sign-out").headers["location"] == "/account/sign-in"


def test_a_closed_account_stays_closed_whatever_the_provider_says(
    client: TestClient, lead: Session, provider: Provider
) -> None:
    signed_in(client, provider, "sub-zoe", link=inviting.invite(lead, "reader"))
    [zoe] = [each for each in membership.of_project(lead) if each.login == "sub-zoe"]
    membership.close_account(lead, zoe.annotator_id)
    assert client.get("/api/projects").status_code == 401
    assert "Your account is closed." in signed_in(client, provider, "sub-zoe")
    link = inviting.invite(lead, "lead")
    assert "Your account is closed." in signed_in(client, provider, "sub-zoe", link=link)


def test_a_sign_in_that_is_denied_replayed_old_or_of_another_browser_is_explained(
    client: TestClient, lead: Session, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "denied at localhost" in signed_in(client, provider, "")
    link = inviting.invite(lead, "reader")
    back = provider.consent(to_provider(client, link=link), "sub-mia")
    kept = dict(client.cookies)
    client.cookies.clear()
    assert "not begun in this browser" in client.get(back).text
    client.cookies.update(kept)
    other = back.replace("state=", "state=x")
    assert "not begun in this browser" in client.get(other).text
    assert client.get(back).headers["location"] == "/"
    assert "was used already" in client.get(back).text
    client.cookies.update(kept)  # whoever kept a copy finds the code used up at the provider
    assert "was used already" in client.get(back).text
    monkeypatch.setattr(identities, "TRIP_HOLDS", -1)
    back = provider.consent(to_provider(client), "sub-mia")
    assert "took longer than" in client.get(back).text


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-app"},
        {"aud": ["another-app"], "azp": "client"},
        {"nonce": "another"},
        {"exp": 1_000_000_000},
    ],
    ids=lambda claims: next(iter(claims)) + str(len(claims)),
)
def test_a_token_of_another_issuer_app_or_time_proves_nothing(
    client: TestClient, lead: Session, provider: Provider, claims: dict[str, object]
) -> None:
    if "azp" in claims:
        claims = claims | {"azp": provider.settings["client_id"]}
    provider.put("sub-twisted", **claims)
    link = inviting.invite(lead, "reader")
    assert "proves nobody&#39;s identity" in signed_in(client, provider, "sub-twisted", link=link)
    assert len(membership.of_project(lead)) == 1


def test_a_code_is_worth_nothing_without_what_the_browser_set_out_with(
    client: TestClient, lead: Session, provider: Provider
) -> None:
    first = provider.consent(to_provider(client, link=inviting.invite(lead, "lead")), "sub-vic")
    stolen = parse_qs(urlsplit(first).query)["code"][0]
    second = parse_qs(urlsplit(to_provider(client)).query)["state"][0]
    answer = client.get("/account/callback", params={"code": stolen, "state": second})
    assert "was used already, or is too old" in answer.text


def test_a_wrong_secret_and_a_provider_that_is_down_are_told_in_words(
    client: TestClient, lead: Session, provider: Provider
) -> None:
    provider.write(client_secret="wrong")  # noqa: S106 - as it says
    assert "does not take this app for known" in signed_in(client, provider, "sub-ada")
    back = provider.consent(to_provider(client), "sub-ada")
    provider.write(server_metadata_url="http://localhost:9/.well-known/openid-configuration")
    assert "localhost does not answer." in client.get(back).text
    answer = client.get("/account/provider")
    assert answer.status_code == 400
    assert "localhost does not answer. Try again in a while" in answer.text
    value = signing_in.begin(lead.store, lead.annotator.id, "A browser", provider.url)
    client.cookies.set(signing_in.COOKIE, value)
    assert client.post("/account/sign-out").headers["location"] == "/account/sign-in"
    assert signing_in.known(lead.store, value) is None  # ours ends though the provider is down


def test_a_sign_in_by_password_counts_no_more_where_a_provider_is_asked(
    client: TestClient, lead: Session, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(client, provider, "sub-kim", link=inviting.invite(lead, "reader"))
    by_provider = client.cookies["pressmark"]
    by_password = signing_in.begin(lead.store, lead.annotator.id, "A browser")
    assert signing_in.known(lead.store, by_password) is None
    monkeypatch.setenv("PRESSMARK_AUTH", "accounts")
    assert signing_in.known(lead.store, by_password)
    assert signing_in.known(lead.store, by_provider) is None


def test_the_app_does_not_start_with_settings_that_are_missing_or_unsafe(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESSMARK_AUTH", "oidc")
    monkeypatch.setenv("PRESSMARK_SECRETS", str(provider.secrets))
    wrong = [
        ({"client_id": "", "client_secret": " "}, "needs client_id, client_secret in .*secrets"),
        ({"server_metadata_url": "http://idp.example/x"}, "server_metadata_url .*no https"),
        ({"redirect_uri": "http://desk.example/account/callback"}, "redirect_uri .*no https"),
        ({"redirect_uri": "https://desk.example/oauth2callback"}, "end in /account/callback"),
    ]
    for settings, told in wrong:
        provider.write(**settings)
        with pytest.raises(Refused, match=told):
            running.refuse_to_start("localhost")
    provider.secrets.write_text("[auth", encoding="utf-8")
    with pytest.raises(Refused, match="can't be read"):
        running.refuse_to_start("localhost")
    provider.secrets.unlink()
    with pytest.raises(Refused, match=r"redirect_uri.*in the section \[auth\] of .*secrets\.toml"):
        running.refuse_to_start("localhost")
    provider.write()
    running.refuse_to_start("0.0.0.0")  # noqa: S104 - people sign in
