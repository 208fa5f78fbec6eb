"""Articles and their versions: adding, removing, reading."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.errors import NotFound
from annotator.model import Draft, Verdict
from annotator.store.database import Store
from annotator.text import UNSPACED, count_words, has_unspaced, sha256

_ID_LENGTHS = (12, 16, 24, 64)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A draft on its way in, with the hash of its text and the id it would like to have."""

    draft: Draft
    sha256: str
    wanted_id: str = ""


def begin_load(store: Store, project_id: int, annotator_id: str, source: str) -> int:
    """Open a load and return its id; articles that come in with it can be undone as one."""
    with store.write() as connection:
        cursor = connection.execute(
            "INSERT INTO load (project_id, annotator_id, source, at) VALUES (?, ?, ?, ?)",
            (project_id, annotator_id, source, store.now()),
        )
    return int(cursor.lastrowid or 0)


def loads(store: Store, project_id: int) -> list[dict[str, object]]:
    """Return a project's loads, newest first, with who made them."""
    return [
        dict(row)
        for row in store.rows(
            """
            SELECT load.*, annotator.name AS annotator
            FROM load JOIN annotator ON annotator.id = load.annotator_id
            WHERE load.project_id = ? ORDER BY load.id DESC
            """,
            (project_id,),
        )
    ]


def count_refused(store: Store, load_id: int, refused: int) -> None:
    """Add to the number of files and rows that a load refused."""
    with store.write() as connection:
        connection.execute("UPDATE load SET refused = refused + ? WHERE id = ?", (refused, load_id))


def undo_load(store: Store, load_id: int) -> int:
    """Take a load's articles out of sight, work and all; return how many."""
    with store.write() as connection:
        now = store.now()
        connection.execute("UPDATE load SET undone_at = ? WHERE id = ?", (now, load_id))
        return connection.execute(
            "UPDATE article SET removed_at = ? WHERE load_id = ? AND removed_at = ''",
            (now, load_id),
        ).rowcount


def redo_load(store: Store, load_id: int) -> int:
    """Bring back what `undo_load` took out of sight; return how many articles."""
    with store.write() as connection:
        back = connection.execute(
            """
            UPDATE article SET removed_at = ''
            WHERE load_id = ? AND removed_at = (SELECT undone_at FROM load WHERE id = ?)
            """,
            (load_id, load_id),
        ).rowcount
        connection.execute("UPDATE load SET undone_at = NULL WHERE id = ?", (load_id,))
        return back


def remove(store: Store, article_id: str) -> None:
    """Take one article out of sight; nothing is deleted."""
    with store.write() as connection:
        connection.execute(
            "UPDATE article SET removed_at = ? WHERE id = ?", (store.now(), article_id)
        )


def restore(store: Store, article_id: str) -> None:
    """Bring back one article."""
    with store.write() as connection:
        connection.execute("UPDATE article SET removed_at = '' WHERE id = ?", (article_id,))


def add(store: Store, project_id: int, load_id: int, incoming: Sequence[Incoming]) -> list[Verdict]:
    """Add articles in one transaction and index them; return a verdict for each, in order.

    A text that the project has already is a duplicate; one that was removed comes back.
    """
    with store.write() as connection:
        known = _known(connection, project_id, incoming)
        fresh: dict[str, Incoming] = {}
        verdicts: list[Verdict] = []
        ids = _free_ids(connection, [i for i in incoming if i.sha256 not in known])
        for item in incoming:
            place, encoding = item.draft.place, item.draft.encoding
            there = known.get(item.sha256)
            if there is None and item.sha256 not in fresh:
                fresh[item.sha256] = item
                verdicts.append(Verdict(place, "loaded", "", ids[item.sha256], encoding))
            elif there is not None and there["removed_at"]:
                connection.execute(
                    "UPDATE article SET removed_at = '', load_id = ? WHERE seq = ?",
                    (load_id, there["seq"]),
                )
                known.pop(item.sha256)
                fresh.pop(item.sha256, None)
                known[item.sha256] = {**there, "removed_at": ""}
                verdicts.append(
                    Verdict(place, "loaded", "it had been removed and is back", there["id"])
                )
            else:
                same = there["id"] if there is not None else ids[item.sha256]
                verdicts.append(
                    Verdict(place, "duplicate", "the same text is there already", same, encoding)
                )
        _insert(store, connection, project_id, load_id, [(ids[s], i) for s, i in fresh.items()])
        counts = [sum(v.outcome == o for v in verdicts) for o in ("loaded", "duplicate")]
        connection.execute(
            "UPDATE load SET loaded = loaded + ?, duplicates = duplicates + ? WHERE id = ?",
            (*counts, load_id),
        )
    return verdicts


def _known(
    connection: sqlite3.Connection, project_id: int, incoming: Sequence[Incoming]
) -> dict[str, dict[str, str]]:
    rows = connection.execute(
        """
        SELECT sha256, seq, id, removed_at FROM article
        WHERE project_id = ? AND sha256 IN (SELECT value FROM json_each(?))
        """,
        (project_id, json.dumps([item.sha256 for item in incoming])),
    )
    return {row["sha256"]: dict(row) for row in rows}


def _free_ids(connection: sqlite3.Connection, incoming: Sequence[Incoming]) -> dict[str, str]:
    """Give each text an id: the one wanted, or the start of its hash, longer where that is taken.

    Another project of the same file may hold the same text.
    """
    ids: dict[str, str] = {}
    left = {item.sha256: item for item in incoming}
    for length in (0, *_ID_LENGTHS):
        wanted = {
            sha: (item.wanted_id if length == 0 else sha[:length]) for sha, item in left.items()
        }
        rows = connection.execute(
            "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(wanted.values())),),
        )
        taken = {row["id"] for row in rows} | {""} | set(ids.values())
        for sha, candidate in wanted.items():
            if candidate not in taken:
                ids[sha] = candidate
                taken.add(candidate)
                del left[sha]
        if not left:
            break
    for sha in left:  # the same text in a third project and more
        ids[sha] = sha256(
            f"{sha}{connection.execute('SELECT max(seq) FROM article').fetchone()[0]}"
        )
    return ids


def _insert(
    store: Store,
    connection: sqlite3.Connection,
    project_id: int,
    load_id: int,
    fresh: Sequence[tuple[str, Incoming]],
) -> None:
    now = store.now()
    first_seq = _next(connection, "article", "seq")
    first_version = _next(connection, "article_version", "id")
    articles, versions, originals, spaced, unspaced = [], [], [], [], []
    for k, (article_id, item) in enumerate(fresh):
        draft, seq, version_id = item.draft, first_seq + k, first_version + k
        articles.append(
            (
                seq, article_id, project_id, load_id, version_id, draft.title, draft.byline,
                draft.source, draft.url, draft.published_at, draft.modified_at, draft.language,
                json.dumps(list(draft.tags), ensure_ascii=False), count_words(draft.body),
                item.sha256, now,
            )
        )  # fmt: skip
        versions.append((version_id, seq, 1, draft.title, draft.body, item.sha256, now))
        originals.append(
            (version_id, draft.place, draft.encoding, zlib.compress(draft.original, 1))
        )
        spaced.append((version_id, draft.title, draft.body))
        if has_unspaced(draft.title) or has_unspaced(draft.body):
            unspaced.append((version_id, space_out(f"{draft.title}\n{draft.body}")))
    connection.executemany(
        """
        INSERT INTO article (
            seq, id, project_id, load_id, version_id, title, byline, source, url, published_at,
            modified_at, language, tags, words, sha256, loaded_at
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        articles,
    )
    connection.executemany("INSERT INTO article_version VALUES (?, ?, ?, ?, ?, ?, ?)", versions)
    connection.executemany("INSERT INTO original VALUES (?, ?, ?, ?)", originals)
    connection.executemany(
        "INSERT INTO article_search (rowid, title, text) VALUES (?, ?, ?)", spaced
    )
    connection.executemany(
        "INSERT INTO article_search_unspaced (rowid, text) VALUES (?, ?)", unspaced
    )


def space_out(text: str) -> str:
    """Return `text` with a space around every character of a script without spaces."""
    return UNSPACED.sub(r" \g<0> ", text)


def _next(connection: sqlite3.Connection, table: str, column: str) -> int:
    return (
        int(connection.execute(f"SELECT coalesce(max({column}), 0) FROM {table}").fetchone()[0]) + 1
    )


def no_such(article_id: str) -> NotFound:
    """Return the error of an article that is not there, or not for whoever asks."""
    return NotFound(
        f"There is no article {article_id[:64]}.",
        "It may have been removed; look for it in the library.",
    )


def read(store: Store, article_id: str) -> dict[str, object]:
    """Return an article with the text of its present version.

    Raises
    ------
    NotFound
        If there is no such article, or it was removed.
    """
    row = store.row(
        """
        SELECT article.*, article_version.number AS version, article_version.text AS text
        FROM article JOIN article_version ON article_version.id = article.version_id
        WHERE article.id = ? AND removed_at = ''
        """,
        (article_id,),
    )
    if row is None:
        raise no_such(article_id)
    return {**dict(row), "tags": json.loads(row["tags"])}


def project_of(store: Store, article_id: str) -> str:
    """Return the name of the project an article belongs to; raise NotFound if there is none."""
    found = store.value(
        "SELECT name FROM project JOIN article ON project_id = project.id WHERE article.id = ?",
        (article_id,),
    )
    if found is None:
        raise no_such(article_id)
    return str(found)


def seq_in(store: Store, project_id: int, article_id: str) -> int:
    """Return the seq of an article of a project; raise NotFound if there is none."""
    found = store.value(
        "SELECT seq FROM article WHERE id = ? AND project_id = ?", (article_id, project_id)
    )
    if found is None:
        raise no_such(article_id)
    return int(str(found))


def original(store: Store, article_id: str) -> bytes:
    """Return the bytes that an article was made from; raise NotFound if it is not there."""
    row = store.row(
        "SELECT bytes FROM original JOIN article USING (version_id) WHERE article.id = ?",
        (article_id,),
    )
    if row is None:
        raise no_such(article_id)
    return zlib.decompress(row["bytes"])


def unrecognised(store: Store, project_id: int, recogniser: str, limit: int) -> list[str]:
    """Return ids of articles, in the order of loading, that this recogniser has not read yet."""
    return [
        row["id"]
        for row in store.rows(
            """
            SELECT id FROM article
            WHERE project_id = ? AND recognised_by <> ? AND removed_at = '' ORDER BY seq LIMIT ?
            """,
            (project_id, recogniser, limit),
        )
    ]


def count_unrecognised(store: Store, project_id: int, recogniser: str) -> int:
    """Return how many articles this recogniser has not read yet."""
    return int(
        str(
            store.value(
                """
                SELECT count(*) FROM article
                WHERE project_id = ? AND recognised_by <> ? AND removed_at = ''
                """,
                (project_id, recogniser),
            )
        )
    )


def count(store: Store, project_id: int) -> int:
    """Return how many articles a project has."""
    found = store.value(
        "SELECT count(*) FROM article WHERE project_id = ? AND removed_at = ''", (project_id,)
    )
    return int(str(found))


def state(store: Store, project_id: int) -> tuple[int, int, str]:
    """Return what is another one once articles of a project were added, removed or restored."""
    row = store.row(
        """
        SELECT (SELECT count(*) FROM article WHERE project_id = ?1 AND removed_at = '') AS there,
               (SELECT coalesce(max(seq), 0) FROM article) AS newest,
               (SELECT coalesce(max(removed_at), '') FROM article WHERE project_id = ?1) AS removed
        """,
        (project_id,),
    )
    return (0, 0, "") if row is None else (row["there"], row["newest"], row["removed"])


def find(store: Store, project_id: int, text_sha256: str) -> str:
    """Return the id of the article of a project that has this text, or an empty string."""
    found = store.value(
        "SELECT id FROM article WHERE project_id = ? AND sha256 = ? AND removed_at = ''",
        (project_id, text_sha256),
    )
    return "" if found is None else str(found)
