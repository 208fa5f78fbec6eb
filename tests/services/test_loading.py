"""A load: what came in stays, every file and row has its verdict, and all of it can be undone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from annotator.model import Draft, Filter, Refusal
from annotator.services import exchange, library, loading
from annotator.services.loading import LoadJob
from annotator.services.session import Session, local_session


def drafts(number: int) -> list[Draft | Refusal]:
    return [Draft(f"Text number {k} of Anna Lindh.", place=f"row {k}") for k in range(number)]


def ended(job: LoadJob) -> LoadJob:
    job.start()
    job.wait(20)
    assert not job.running
    return job


def count(session: Session) -> int:
    return library.page(session, Filter()).total


def test_verdicts_come_in_the_order_of_what_was_read(session: Session) -> None:
    items = [*drafts(2), Refusal("row 2", "Empty."), *drafts(1)]
    found = list(loading.load(session, items, "a.csv"))
    assert [v.outcome for v in found] == ["loaded", "loaded", "refused", "duplicate"]
    [load] = loading.loads(session)
    assert (load["loaded"], load["duplicates"], load["refused"]) == (2, 1, 1)


def test_an_article_of_a_slow_source_is_kept_before_the_next_one_comes(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_SECONDS_AT_ONCE", 0.0)
    verdicts = loading.load(session, drafts(3), "the web")
    next(verdicts)
    assert count(session) == 1


def test_a_job_that_is_stopped_keeps_what_was_read_and_tells_all_of_it(session: Session) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def slow() -> Iterator[Draft | Refusal]:
        yield from drafts(5)
        reached.set()
        go_on.wait(10)
        yield Draft("One too many.")

    job = LoadJob(session, slow(), "slow")
    job.start()
    assert reached.wait(10)
    job.stop()
    go_on.set()
    job.wait(20)
    assert (job.phase, job.count("loaded"), count(session)) == ("stopped", 5, 5)


def test_a_source_that_breaks_off_is_told_in_words_and_the_rest_stays(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_SECONDS_AT_ONCE", 0.0)

    def broken() -> Iterator[Draft | Refusal]:
        yield from drafts(2)
        raise OSError("the disk is gone")

    job = ended(LoadJob(session, broken(), "broken"))
    assert "the disk is gone" in job.error
    assert (job.count("loaded"), count(session)) == (2, 2)


def test_suggestions_follow_a_load(session: Session) -> None:
    job = ended(LoadJob(session, loading.from_text("Anna Lindh flew to Geneva."), "pasted text"))
    assert job.suggested == (1, 1)
    assert job.items is None  # the report stays in memory, the files do not
    assert int(str(library.page(session, Filter()).rows[0]["suggestions"])) > 0


def test_annotations_come_in_beside_articles_and_a_broken_file_costs_itself_only(
    session: Session,
) -> None:
    ended(LoadJob(session, drafts(2), "two"))
    file = "".join(exchange.export_csv(session, exchange.Selection(with_empty=True))).encode()
    other = local_session(session.store, "Other")
    files = [("latin.csv", b"\xff\xfe\xff"), ("back.csv", file)]
    job = ended(LoadJob(other, loading.from_text("A third text."), "3 files", files))
    assert count(other) == 3
    [refused] = [v for v in job.verdicts if v.outcome == "refused"]
    assert refused.place == "latin.csv"
    assert "UTF-8" in refused.reason


def test_an_edited_row_of_annotations_is_refused_with_its_reason(session: Session) -> None:
    ended(LoadJob(session, loading.from_text("Anna Lindh flew to Geneva."), "one"))
    file = "".join(exchange.export_csv(session, exchange.Selection()))
    other = local_session(session.store, "Other")
    found = list(
        exchange.import_csv(
            other, file.replace(",suggested,", ",wrong,", 1).encode(), "a.csv", "Other"
        )
    )
    assert found[0].outcome == "refused"
    assert "'wrong' is none of" in found[0].reason


def test_a_load_that_is_undone_twice_can_still_be_redone(session: Session) -> None:
    ended(LoadJob(session, drafts(3), "three"))
    load_id = int(str(loading.loads(session)[0]["id"]))
    assert (loading.undo_load(session, load_id), count(session)) == (3, 0)
    assert loading.undo_load(session, load_id) == 0
    assert (loading.redo_load(session, load_id), count(session)) == (3, 3)
    assert loading.redo_load(session, load_id) == 0


def test_a_load_of_another_project_can_not_be_undone_from_here(session: Session) -> None:
    ended(LoadJob(session, drafts(1), "one"))
    load_id = int(str(loading.loads(session)[0]["id"]))
    assert loading.undo_load(local_session(session.store, "Other"), load_id) == 0
    assert count(session) == 1


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"Kofi Annan came to the harbour of Eastport.")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_private_host_is_read_only_if_the_operator_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://localhost:{server.server_port}/"
        monkeypatch.delenv("PRESSMARK_ALLOW_HOSTS", raising=False)
        [refused] = loading.from_urls(address)
        assert isinstance(refused, Refusal)
        assert "PRESSMARK_ALLOW_HOSTS=localhost" in refused.reason
        monkeypatch.setenv("PRESSMARK_ALLOW_HOSTS", "news.example, localhost")
        [read] = loading.from_urls(address)
        assert isinstance(read, Draft)
        server.shutdown()


def test_files_of_one_name_keep_their_own_columns_and_tell_how_far_they_are() -> None:
    files = [("a.csv", b"t,body\nOne,The first text.\n"), ("a.csv", b"x,y\nThe second,Two\n")]
    items = loading.FileItems(files, [None, {"text": "x", "title": "y"}])
    shares = [items.share]
    titles = []
    for item in items:
        assert isinstance(item, Draft)
        titles.append(item.title or item.body)
        shares.append(items.share)
    assert titles == ["The first text.", "Two"]
    assert shares == sorted(shares)
    assert (shares[0], items.share) == (0.0, 1.0)
