"""The file: opened, migrated, refused, shared by threads and processes."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from factories import ROOT, TEXT, add_article, content, make_act

from annotator.errors import NewerSchema, Refused
from annotator.services.session import Session, local_session
from annotator.store import Store, acts, open_store, people


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(b"Dear Sir, " * 1000)
    with pytest.raises(Refused, match=r"letter\.db can't be opened"):
        open_store(path)
    assert path.read_bytes() == b"Dear Sir, " * 1000


def test_a_file_of_a_newer_pressmark_is_refused_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    store = open_store(path)
    with store.write() as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
            ("pressmark", "m999_later", "2030-01-01"),
        )
    store.close()
    with pytest.raises(NewerSchema, match="newer Pressmark"):
        open_store(path)


def test_opening_twice_migrates_once(tmp_path: Path) -> None:
    first = open_store(tmp_path / "p.db")
    people.project(first, "One")
    second = open_store(tmp_path / "p.db")
    assert [p["name"] for p in people.projects(second)] == ["One"]
    first.close()
    second.close()


def test_a_block_that_fails_leaves_nothing_behind(store: Store) -> None:
    def half() -> None:
        with store.write():
            people.project(store, "Half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert people.projects(store) == []
    assert people.project(store, "Whole").name == "Whole"


def test_twenty_threads_write_at_once_and_nothing_is_lost(session: Session) -> None:
    article = add_article(session)
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            annotator = people.annotator(session.store, f"Annotator {number}")
            for _ in range(10):
                receipt = acts.apply(
                    session.store, article, annotator, [make_act(after=content(TEXT, 0, 10))]
                )
                assert len(receipt.confirmed) == 1
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert session.store.value("SELECT count(*) FROM annotation") == 200


def test_a_block_that_fails_within_another_takes_back_its_own_part_alone(store: Store) -> None:
    def inner() -> None:
        with store.write():
            people.project(store, "Inner")
            raise KeyboardInterrupt

    with store.write():
        people.project(store, "Outer")
        with pytest.raises(KeyboardInterrupt):
            inner()
    assert [project["name"] for project in people.projects(store)] == ["Outer"]


def test_who_writes_piece_by_piece_lets_in_whoever_waits(store: Store) -> None:
    pieces, others = list[int](), list[int]()
    waits = threading.Event()

    def other() -> None:
        waits.set()
        with store.write():
            others.append(len(pieces))

    thread = threading.Thread(target=other)
    with store.write():
        thread.start()
        assert waits.wait(20)
        while not store._next.locked():  # until it stands in the queue
            time.sleep(0.001)
    for piece in range(50):
        with store.write():
            pieces.append(piece)
    thread.join()
    assert others == [0]


def test_what_comes_after_a_block_that_need_not_last_waits_for_the_disk_again(
    store: Store,
) -> None:
    def fail() -> None:
        with store.write(durable=False):
            assert store.value("PRAGMA synchronous") == 1
            raise KeyboardInterrupt

    with store.write(durable=False):
        people.project(store, "One")
    assert store.value("PRAGMA synchronous") == 2
    with pytest.raises(KeyboardInterrupt):
        fail()
    assert store.value("PRAGMA synchronous") == 2
    assert [project["name"] for project in people.projects(store)] == ["One"]


PROCESS = """
import sys
from pathlib import Path
sys.path[:0] = [{root!r}, {tests!r}]
from factories import TEXT, content, make_act
from annotator.store import acts, open_store, people
store = open_store(Path(sys.argv[1]))
annotator = people.annotator(store, sys.argv[3])
for _ in range(25):
    made = make_act(after=content(TEXT, 0, 10))
    assert acts.apply(store, sys.argv[2], annotator, [made]).confirmed
"""


def test_several_processes_write_to_one_file(tmp_path: Path) -> None:
    session = local_session(open_store(tmp_path / "p.db"), "Tests")
    article = add_article(session)
    code = PROCESS.format(root=str(ROOT), tests=str(ROOT / "tests"))
    running = [
        subprocess.Popen([sys.executable, "-c", code, session.store.path, article, f"P{n}"])
        for n in range(4)
    ]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0, 0]
    assert session.store.value("SELECT count(*) FROM annotation") == 100
    session.store.close()
