"""Fifty people at work at once, while the server is killed and started again.

Each acts every two seconds, with a sign-in or a token of their own, and has the stream of events
and the beats of a desk. What could not be sent is sent again until it is confirmed. In the end what
the database holds is compared with what was done.
"""

from __future__ import annotations

import http.cookies
import sqlite3
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from browser import find
from playwright.sync_api import sync_playwright
from running import ARGUMENTS

from annotator.services import loading, running, suggesting, tokens
from annotator.services.session import Session, local_session, session_on
from annotator.store import accounts, open_store
from benchmarks.application import Application
from benchmarks.corpus import drafts
from benchmarks.demo import PASSWORD
from benchmarks.team_member import Article, Member

PEOPLE, ARTICLES, EVERY = 50, 20, 2.0  # an act every so many seconds
SECONDS, BETWEEN_KILLS = 300, 60
BUDGET = 150  # milliseconds, p95
_TO_SETTLE = 15_000  # milliseconds
FOLLOWING = ("statistics", "progress", "agreement")
AFTER = 1.0  # seconds in which a request that was under way at a kill still fails


def main(seconds: int = SECONDS, pages: int = 0) -> None:
    """Let a team work for so many seconds, and print what became of what it did.

    `pages`: how many of the figures that follow the work a lead has open meanwhile; the server is
    not killed then, as what a start takes would hide what they take.
    """
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "p.db"
        articles, bearers = _prepared(database)
        with Application(database, PRESSMARK_AUTH="accounts") as application:
            members = [
                Member(application.port, number, _sign_in(application, number, token), articles)
                for number, token in enumerate(bearers)
            ]
            with _lead_looks(application, pages):
                kills = 0 if pages else max(1, seconds // BETWEEN_KILLS)
                downs, peak = _work(application, members, seconds, kills)
        print(f"pages of a lead that follow the work: {pages}")
        _report(members, downs, seconds)
        print(f"memory of the server, the most: {peak:.0f} MB")
        _compare(database, members)


def _prepared(database: Path) -> tuple[list[Article], list[str]]:
    """Make articles, people and tokens for every other one; return articles and tokens."""
    session = local_session(open_store(database), "Team")
    made = list(drafts(ARTICLES))
    verdicts = list(loading.load(session, made, "benchmark"))
    articles = [
        Article(verdict.article_id, draft.body)
        for verdict, draft in zip(verdicts, made, strict=True)
    ]
    for _ in suggesting.suggest_all(session):
        pass
    running.put_account(session, "lead", "", PASSWORD, "lead")
    bearers = [_person(session, number) for number in range(PEOPLE)]
    session.store.close()
    return articles, bearers


def _person(session: Session, number: int) -> str:
    """Make a member; return a token of theirs, or nothing for those who sign in by a browser."""
    running.put_account(session, f"person{number}", "", PASSWORD, "annotator")
    account = accounts.account(session.store, f"person{number}")
    if account is None or number % 2:
        return ""
    return tokens.make(session_on(session.store, "Team", account.annotator_id), "benchmark")


def _sign_in(application: Application, number: int, token: str) -> dict[str, str]:
    """Return the headers that say who asks."""
    if token:
        return {"Authorization": f"Bearer {token}"}
    form = urllib.parse.urlencode({"login": f"person{number}", "password": PASSWORD})
    request = urllib.request.Request(  # noqa: S310 - our own
        f"{application.url}/account/sign-in", form.encode()
    )
    opener = urllib.request.build_opener(_Stay)
    try:
        opener.open(request)
    except urllib.error.HTTPError as answer:
        cookie = http.cookies.SimpleCookie(answer.headers["set-cookie"])
        return {"Cookie": f"pressmark={cookie['pressmark'].value}"}
    raise RuntimeError("nobody was signed in")


@contextmanager
def _lead_looks(application: Application, pages: int) -> Iterator[None]:
    """Open pages of figures in a browser, as somebody who leads, as long as the block runs."""
    if not pages:
        yield
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(f"{application.url}/account/sign-in")
        page.get_by_label("Name").fill("lead")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_selector("[data-testid=stMain]")
        for name in list(islice(cycle(FOLLOWING), pages)):
            opened = context.new_page()
            opened.goto(f"{application.url}/{name}")
            opened.wait_for_selector("h1")
        page.wait_for_timeout(_TO_SETTLE)  # what a page takes to be opened is no following
        yield
        browser.close()


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_: object) -> None:
        return None


def _work(
    application: Application, members: list[Member], seconds: int, kills: int
) -> tuple[list[tuple[float, float]], float]:
    """Let all work, and kill the server now and then; return when it was down, and its memory."""
    begin = time.monotonic()
    end = begin + seconds
    threads = []
    for number, member in enumerate(members):
        first = begin + EVERY * number / PEOPLE
        threads += [
            threading.Thread(target=member.work, args=(first, end, EVERY)),
            threading.Thread(target=member.listen, args=(end,), daemon=True),
        ]
    for thread in threads:
        thread.start()
    downs, peak = [], 0.0
    for number in range(kills):
        time.sleep(max(0.0, begin + seconds * (number + 0.6) / kills - time.monotonic()))
        peak = max(peak, application.memory())
        killed = time.monotonic()
        application.kill()
        application.start()
        downs.append((killed, time.monotonic()))
    for thread in threads:
        thread.join()
    return downs, max(peak, application.memory())


def _report(members: list[Member], downs: list[tuple[float, float]], seconds: int) -> None:
    times = [ms for member in members for ms in member.times]
    again = sum(member.repeated for member in members)
    gone = sum(to - since for since, to in downs)
    print(
        f"{PEOPLE} people, an act every {EVERY:.0f} s for {seconds} s; the server was killed "
        f"{len(downs)} times and down for {gone:.0f} s in all"
    )
    print(
        f"act confirmed on disk: p50 {median(times):.1f} ms, "
        f"p95 {quantiles(times, n=20)[-1]:.1f} ms (n = {len(times)}, budget {BUDGET}), without "
        f"{again} that were made or sent while it was down, and confirmed after"
    )
    broken = [
        (at, told)
        for member in members
        for at, told in member.broken
        if not any(since <= at <= to + AFTER for since, to in downs)
    ]
    errors = [told for member in members for told in member.errors] + [told for _, told in broken]
    print(f"errors {len(errors)}{''.join(f'; {each}' for each in Counter(errors).most_common(5))}")
    print(f"events that arrived: {sum(member.events for member in members):,}")


def _compare(database: Path, members: list[Member]) -> None:
    """Print what is lost, doubled or misplaced, of the acts and of what they made."""
    connection = sqlite3.connect(database)
    connection.row_factory = sqlite3.Row
    logins = {
        row["login"]: row["annotator_id"]
        for row in connection.execute("SELECT login, annotator_id FROM account")
    }
    done = [(logins[f"person{m.number}"], article, act) for m in members for article, act in m.done]
    stored = _acts(connection)
    lost = [act for _, _, act in done if act["id"] not in stored]
    misplaced = [
        act
        for who, article, act in done
        if act["id"] in stored and stored[act["id"]] != (who, article, act["kind"])
    ]
    doubled = len(stored) - len({act["id"] for _, _, act in done})
    wrong = _marks_that_differ(connection, members, logins)
    unsent = sum(len(member.outbox) for member in members)
    print(
        f"acts done {len(done)}, in the database {len(stored)}: lost {len(lost)}, "
        f"doubled {doubled}, misplaced {len(misplaced)}; marks not as they were left {wrong}; "
        f"not confirmed in the end: {unsent}"
    )
    connection.close()


def _acts(connection: sqlite3.Connection) -> dict[str, tuple[str, str, str]]:
    rows = connection.execute(
        """
        SELECT acts.id, annotator_id, article.id AS article, kind
        FROM acts JOIN article ON article.seq = article_seq
        WHERE annotator_id IN (SELECT annotator_id FROM account)
        """
    )
    return {row["id"]: (row["annotator_id"], row["article"], row["kind"]) for row in rows}


def _marks_that_differ(
    connection: sqlite3.Connection, members: list[Member], logins: dict[str, Any]
) -> int:
    """Return how many marks are missing, too many, or not where and what they were left as."""
    found = Counter(
        (row["annotator_id"], row["article"], row["id"], *_told(row))
        for row in connection.execute(
            """
            SELECT annotation.*, article.id AS article, text
            FROM annotation JOIN article ON article.seq = annotation.article_seq
            JOIN article_version ON article_version.id = annotation.version_id
            WHERE annotator_id IN (SELECT annotator_id FROM account)
            """
        )
        if row["text"][row["start"] : row["end"]] == row["quote"]
    )
    expected = Counter(
        (logins[f"person{member.number}"], article, mark["id"], *_told(mark))
        for member in members
        for article, mark in member.marks.values()
    )
    return sum(((found - expected) + (expected - found)).values())


def _told(mark: Any) -> tuple[Any, ...]:
    return tuple(mark[name] for name in ("label_id", "start", "end", "quote", "note"))
