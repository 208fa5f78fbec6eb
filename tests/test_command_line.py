"""`python -m annotator`, as a person types it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from factories import ROOT
from running import eventually

from annotator.__main__ import main
from annotator.services.session import store_at

STORY = (
    "Minister visits Geneva\n\nMarch 3, 2015\n\nKofi Annan met the minister in Geneva on Tuesday."
)


def pressmark(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "annotator", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )


def test_a_folder_is_loaded_and_its_suggestions_leave_as_csv(tmp_path: Path) -> None:
    folder, database = tmp_path / "in", tmp_path / "p.db"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "photo.txt").write_bytes(bytes(range(256)) * 20)
    loaded = pressmark("load", folder, "--db", database, "--project", "O'Brien's")
    assert loaded.returncode == 1
    assert b"1 loaded, 0 there already, 2 refused, into O'Brien's." in loaded.stdout
    assert b"empty.txt" in loaded.stderr
    assert b"photo.txt" in loaded.stderr
    exported = pressmark("export", "--db", database, "--project", "O'Brien's")
    rows = list(csv.DictReader(io.StringIO(exported.stdout.decode(), newline="")))
    assert {("Kofi Annan", "PER"), ("Geneva", "LOC")} <= {(r["quote"], r["label_id"]) for r in rows}
    assert {row["state"] for row in rows} == {"suggested"}
    assert rows[0]["title"] == "Minister visits Geneva"
    again = pressmark("load", folder / "a.txt", "--db", database, "--project", "O'Brien's")
    assert b"0 loaded, 1 there already" in again.stdout


def test_an_exported_file_loads_into_an_empty_database_and_leaves_the_same(tmp_path: Path) -> None:
    source, target = tmp_path / "a.db", tmp_path / "b.db"
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    pressmark("load", tmp_path / "a.txt", "--db", source)
    first = pressmark("export", "--db", source, "--with-empty").stdout
    (tmp_path / "out.csv").write_bytes(first)
    loaded = pressmark("load", tmp_path / "out.csv", "--db", target)
    assert loaded.returncode == 0, loaded.stderr
    assert pressmark("export", "--db", target, "--with-empty").stdout == first


def test_copies_are_found_at_loading_and_counted_by_a_command(tmp_path: Path) -> None:
    database = tmp_path / "p.db"
    (tmp_path / "a.txt").write_text(STORY + " Both spoke of the lake and the rain.", "utf-8")
    (tmp_path / "b.txt").write_text(STORY + " Both spoke of the lake and the snow.", "utf-8")
    pressmark("load", tmp_path / "a.txt", tmp_path / "b.txt", "--db", database)
    told = b"2 articles of My articles are copies, in 1 group."
    assert told in pressmark("copies", "--db", database).stdout
    with contextlib.closing(sqlite3.connect(database)) as db, db:
        db.execute("UPDATE article SET copy_group = NULL")  # as in a file of an earlier version
    assert told in pressmark("copies", "--db", database).stdout


def test_a_queue_is_arranged_by_a_command_and_a_bad_share_is_refused(tmp_path: Path) -> None:
    database = tmp_path / "p.db"
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    pressmark("load", tmp_path / "a.txt", "--db", database)
    arranged = pressmark("queue", "--by", "diversity", "--seed", "4", "--db", database)
    assert b"1 article arranged by diversity with seed 4" in arranged.stdout
    refused = pressmark("queue", "--share", "2", "--db", database)
    assert refused.returncode == 2
    assert b"Give a number from 0 to 1" in refused.stderr


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    loaded = pressmark("load", tmp_path / "nothing.txt", "--db", tmp_path / "p.db")
    assert loaded.returncode != 0
    assert b"nothing.txt" in loaded.stderr
    assert b"Traceback" not in loaded.stderr


def test_a_database_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_bytes(b"Dear Sir, " * 500)
    exported = pressmark("export", "--db", tmp_path / "letter.db")
    assert exported.returncode == 2
    assert b"can't be opened" in exported.stderr
    assert b"Traceback" not in exported.stderr


def test_who_stops_a_load_is_told_what_stays(tmp_path: Path) -> None:
    rows = (json.dumps({"text": f"{n} " + STORY * 20}) for n in range(40_000))
    (tmp_path / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    command = [sys.executable, "-m", "annotator", "load", str(tmp_path / "a.jsonl")]
    # A shell that runs the tests behind itself has them, and what they start, ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [*command, "--db", str(tmp_path / "p.db")],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert eventually(lambda: loaded_in(tmp_path / "p.db") > 0)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert b"what was loaded stays" in errors
    assert b"Traceback" not in errors
    assert f"{loaded_in(tmp_path / 'p.db'):,} loaded".encode() in out


def loaded_in(database: Path) -> int:
    try:
        with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
            return int(opened.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.OperationalError:  # not there yet
        return 0


def test_an_article_and_a_report_are_written_as_html_files(tmp_path: Path) -> None:
    database, file = tmp_path / "p.db", tmp_path / "article.html"
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    assert main(["load", str(tmp_path / "a.txt"), "--db", str(database)]) == 0
    with contextlib.closing(sqlite3.connect(database)) as connection:
        [(article,)] = connection.execute("SELECT id FROM article").fetchall()
    assert main(["article", article, str(file), "--db", str(database)]) == 0
    assert "Minister visits Geneva" in file.read_text(encoding="utf-8")
    report, methods = tmp_path / "report.html", tmp_path / "methods.md"
    assert main(["report", str(report), "--methods", str(methods), "--db", str(database)]) == 0
    assert "Nobody has marked anything yet" in report.read_text(encoding="utf-8")
    assert methods.read_text(encoding="utf-8").startswith("## Methods")
    assert main(["article", "nowhere", str(file), "--db", str(database)]) == 2
    lost = tmp_path / "no" / "such" / "folder.html"
    assert main(["article", article, str(lost), "--db", str(database)]) == 2
    store_at(database).close()
