"""Files of an earlier version come over with everything that is in them."""

from __future__ import annotations

import json
from pathlib import Path

import sqlite_utils
from factories import TEXT

from annotator.model import Filter
from annotator.services import library, queueing
from annotator.services.reading import open_article
from annotator.services.session import session_on
from annotator.store import Store, accounts, open_store, openings, people, stacks
from annotator.store.migrations import MIGRATIONS
from annotator.text import sha256

AT = "2026-01-05T10:00:00Z"
CONTENT = {
    "id": "mark", "kind": "span", "label_id": "PER", "start": 0, "end": 10, "quote": "Anna Lindh",
    "note": "who?", "state": "made", "suggestion_id": None,
}  # fmt: skip


def first_version(path: Path) -> None:
    """Write a database as the first version did: one article, one mark, one act."""
    db = sqlite_utils.Database(path)
    MIGRATIONS.apply(db, stop_before="m002_relations")
    snapshot = CONTENT | {
        "score": None, "reason": "", "version_id": 1, "annotator_id": "me", "created_at": AT,
        "updated_at": AT, "act_id": "act",
    }  # fmt: skip
    rows = {
        "project": (1, "Old", AT),
        "annotator": ("me", "Me", "person", "", AT),
        "setting": ("local_annotator", "me"),
        "load": (1, 1, "me", "test", AT, 1, 0, 0, None),
        "article": (
            1, "article", 1, 1, 1, "A title", "", "", "", "", "", "en", "[]", 14, sha256(TEXT), AT,
            "", "recogniser:rules:0", 1, 0, 1,
        ),
        "article_version": (1, 1, 1, "A title", TEXT, sha256(TEXT), AT),
        "acts": (
            1, "act", 1, "me", AT, AT, "annotate", "annotation", None, json.dumps(snapshot), "act",
            "",
        ),
        "act_group": ("act", 1, "me", 1, "done"),
        "annotation": (
            1, "mark", 1, 1, "span", "PER", 0, 10, "Anna Lindh", "who?", "made", None, None, "",
            "me", AT, AT, "act",
        ),
    }  # fmt: skip
    labels = [
        (1, "PER", "Person", "span", "PER", "blue", "1", "", None, 1),
        (1, "QUOTE", "Quotation", "span", "QUO", "slate", "9", "", None, 2),
    ]
    for table, row in rows.items():
        db.conn.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    db.conn.executemany("INSERT INTO label VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", labels)
    db.conn.commit()
    db.close()


def migrated(tmp_path: Path) -> Store:
    first_version(tmp_path / "old.db")
    return open_store(tmp_path / "old.db")


def test_annotations_labels_and_undo_come_over(tmp_path: Path) -> None:
    store = migrated(tmp_path)
    session = session_on(store, "Old")
    opened = open_article(session, "article", Filter())
    [mark] = opened["annotations"]
    assert {name: mark[name] for name in CONTENT} == CONTENT
    assert (mark["parts"], mark["attributes"]) == (None, {})
    assert stacks.undo(store, "article", session.annotator) is not None
    assert open_article(session, "article", Filter())["annotations"] == []
    stacks.redo(store, "article", session.annotator)
    [mark] = open_article(session, "article", Filter())["annotations"]
    assert {name: mark[name] for name in CONTENT} == CONTENT
    store.close()


def test_a_label_set_that_began_with_the_usual_one_gets_what_was_added(tmp_path: Path) -> None:
    store = migrated(tmp_path)
    labels = {label.id: label for label in people.labels(store, 1)}
    assert list(labels)[:3] == ["PER", "QUOTE", "SPEAKER"]
    assert labels["SPEAKER"].key == ""  # 9 is taken there
    assert labels["SAID_BY"].joins.from_ids == ("QUOTE",)
    assert labels["SAME"].kind == "chain"
    store.close()


def test_the_order_of_all_articles_stays_with_whoever_made_it(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    first_version(path)
    db = sqlite_utils.Database(path)
    MIGRATIONS.apply(db, stop_before="m013_queues")
    db.conn.execute(
        "INSERT INTO queue (project_id, annotator_id, at, seed, share, articles) "
        "VALUES (1, 'me', ?, 7, 0.1, 1)",
        (AT,),
    )
    db.conn.execute("UPDATE article SET queue_place = 1, queue_reason = 'unsure 0.40'")
    db.conn.commit()
    db.close()
    store = open_store(path)
    session = session_on(store, "Old")
    made = queueing.present(session, "unsure")
    assert made is not None
    assert (made["seed"], made["share"]) == (7, 0.1)
    [row] = library.page(session, Filter(sort="unsure")).rows
    assert row["reason"] == "unsure 0.40"
    store.close()


def test_who_was_signed_in_by_a_password_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    first_version(path)
    db = sqlite_utils.Database(path)
    MIGRATIONS.apply(db, stop_before="m019_identities")
    db.conn.execute("INSERT INTO account VALUES ('me', 'me', 'a hash', ?, '')", (AT,))
    later = "2999-01-05T10:00:00Z"
    db.conn.execute("INSERT INTO sign_in VALUES ('key', 'me', ?, ?, ?, '')", (AT, AT, later))
    db.conn.commit()
    db.close()
    store = open_store(path)
    row = accounts.signed_in(store, "key")
    assert row is not None
    assert (row["annotator_id"], row["issuer"]) == ("me", "")
    store.close()


def test_what_was_begun_before_was_begun_with_suggestions(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    first_version(path)
    db = sqlite_utils.Database(path)
    MIGRATIONS.apply(db, stop_before="m021_openings")
    db.conn.execute("INSERT INTO annotator VALUES ('you', 'You', 'person', '', ?)", (AT,))
    db.conn.execute("INSERT INTO bookmark VALUES (1, 'you', 3, ?)", (AT,))
    db.conn.execute("INSERT INTO active_time VALUES ('me', 1, '2026-01-05', 5000)")
    db.conn.execute(
        "INSERT INTO assignment (article_seq, annotator_id, state, updated_at) "
        "VALUES (1, 'me', 'in work', ?)",
        (AT,),
    )
    db.conn.commit()
    db.close()
    store = open_store(path)
    found = store.rows("SELECT annotator_id, article_seq, is_without, share FROM opening")
    assert [tuple(row) for row in found] == [("me", 1, 0, 0), ("you", 1, 0, 0)]
    assert openings.share(store, 1) == (0, 0)
    openings.set_share(store, 1, openings.Share(100, 0))
    opened = open_article(session_on(store, "Old"), "article", Filter())
    assert not opened["is_without_suggestions"]
    store.close()


def test_opening_an_old_file_twice_changes_nothing_more(tmp_path: Path) -> None:
    first = migrated(tmp_path)
    before = "\n".join(first.db.conn.iterdump())
    first.close()
    second = open_store(tmp_path / "old.db")
    assert "\n".join(second.db.conn.iterdump()) == before
    second.close()


def test_a_migration_stays_known_by_the_name_that_files_have_kept(tmp_path: Path) -> None:
    kept = [
        "m001_initial", "m002_relations", "m003_preferences_and_bookmarks", "m004_entities",
        "m005_groups_over_articles",
    ]  # fmt: skip
    store = open_store(tmp_path / "new.db")
    applied = [migration.name for migration in MIGRATIONS.applied(store.db)]
    assert applied[: len(kept)] == kept
    assert MIGRATIONS.pending(store.db) == []
    store.close()
