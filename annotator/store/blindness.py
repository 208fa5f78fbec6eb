"""Until when annotators work blind to one another: the rule, where it is lifted, and the log.

Blindness of an article is lifted by a lead, with that of the whole project or alone, or by the
rule 'until done' as soon as all who were at it are done. What was lifted stays so until a lead puts
it back; the log tells with which act it began, so that what was done in sight of others' work is
known.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from annotator.model import Sight
from annotator.store.assignments import NEEDED
from annotator.store.database import Store

RULES = ("never", "until done", "until lifted")
# Fewer have seen nothing of one another.
_LEAST_DONE = 2
# Where articles are handed out, those count to whom this one is given and who have not skipped it.
_COUNTS = f"skipped_at = '' AND ({NEEDED} = 0 OR given_at <> '')"
_DONE = f"""
    SELECT count(*) FROM assignment
    WHERE article_seq = article.seq AND assignment.state = 'done' AND {_COUNTS}
"""
# Whoever has left the project, annotates no more or can't sign in holds up nobody.
_AT_WORK = f"""
    SELECT 1 FROM assignment JOIN member USING (annotator_id)
    LEFT JOIN account USING (annotator_id)
    WHERE article_seq = article.seq AND member.project_id = article.project_id
      AND role <> 'reader' AND coalesce(closed_at, '') = ''
      AND assignment.state <> 'done' AND {_COUNTS}
"""


def lifted_on(column: str) -> str:
    """Return the SQL condition that the article of this seq is one of those lifted one by one."""
    return f"(SELECT is_lifted FROM lifted WHERE lifted.article_seq = {column})"


def sight(store: Store, project_id: int) -> Sight:
    """Return whose work readers and annotators of a project are told of."""
    row = store.row(
        """
        SELECT blind = 'never' OR lifted_at <> ''
                   OR NOT EXISTS (SELECT 1 FROM member WHERE project_id = project.id) AS everything,
               EXISTS (SELECT 1 FROM lifted WHERE project_id = project.id AND is_lifted) AS some
        FROM project WHERE id = ?
        """,
        (project_id,),
    )
    if row is not None and row["everything"]:
        return "all"
    return "lifted" if row is not None and row["some"] else "own"


def is_lifted(connection: sqlite3.Connection, article_seq: int) -> bool:
    """Return whether readers and annotators are told of others' work on an article."""
    found = connection.execute(
        f"""
        SELECT 1 FROM article JOIN project ON project.id = project_id
        WHERE article.seq = ? AND (
            blind = 'never' OR lifted_at <> '' OR {lifted_on("article.seq")}
            OR NOT EXISTS (SELECT 1 FROM member WHERE project_id = project.id))
        """,
        (article_seq,),
    ).fetchone()
    return found is not None


def state(store: Store, project_id: int) -> dict[str, Any]:
    """Return a project's rule, since when it is lifted as a whole, and on how many articles."""
    row = store.row(
        """
        SELECT blind AS rule, lifted_at,
               (SELECT count(*) FROM lifted JOIN article ON article.seq = article_seq
                WHERE lifted.project_id = project.id AND is_lifted AND removed_at = '') AS articles
        FROM project WHERE id = ?
        """,
        (project_id,),
    )
    return {} if row is None else dict(row)


def set_rule(store: Store, project_id: int, annotator_id: str, rule: str) -> None:
    """Give a project another rule; 'until done' lifts at once what all are done with."""
    with store.write() as connection:
        connection.execute("UPDATE project SET blind = ? WHERE id = ?", (rule, project_id))
        _log(store, connection, project_id, None, annotator_id, rule)
        settle_all(store, project_id)


def lift(store: Store, project_id: int, annotator_id: str, article_seq: int | None = None) -> None:
    """Lift the blindness of a whole project, or of one article."""
    with store.write() as connection:
        if article_seq is None:
            connection.execute(
                "UPDATE project SET lifted_at = ? WHERE id = ?", (store.now(), project_id)
            )
        else:
            _set(connection, article_seq, lifted=True)
        _log(store, connection, project_id, article_seq, annotator_id, "lifted")


def put_back(
    store: Store, project_id: int, annotator_id: str, article_seq: int | None = None
) -> None:
    """Put blindness back: for a whole project with all its articles, or for one article."""
    with store.write() as connection:
        if article_seq is None:
            connection.execute("UPDATE project SET lifted_at = '' WHERE id = ?", (project_id,))
            connection.execute(
                "UPDATE lifted SET is_lifted = 0 WHERE project_id = ?", (project_id,)
            )
        else:
            _set(connection, article_seq, lifted=False)
        _log(store, connection, project_id, article_seq, annotator_id, "put back")


def settle(store: Store, article_seq: int) -> None:
    """Lift the blindness of an article if the rule is 'until done' and all are done with it."""
    _settle(store, "article.seq = ?", article_seq)


def settle_all(store: Store, project_id: int) -> None:
    """Do the same for all articles of a project: somebody is not waited for any more."""
    done = "SELECT article_seq FROM assignment WHERE state = 'done'"
    _settle(store, f"project.id = ? AND article.seq IN ({done})", project_id)


def _settle(store: Store, which: str, value: int) -> None:
    """Lift what is to be lifted; the caller has a transaction open."""
    found = store.rows(
        f"""
        SELECT article.seq, project_id FROM article JOIN project ON project.id = project_id
        WHERE {which} AND project.blind = 'until done'
          AND article.seq NOT IN (SELECT article_seq FROM lifted)
          AND ({_DONE}) >= max({_LEAST_DONE}, {NEEDED}) AND NOT EXISTS ({_AT_WORK})
        """,
        (value,),
    )
    for row in found:
        with store.write() as connection:
            _set(connection, row["seq"], lifted=True)
            _log(store, connection, row["project_id"], row["seq"], None, "lifted")


def _set(connection: sqlite3.Connection, article_seq: int, *, lifted: bool) -> None:
    connection.execute(
        """
        INSERT INTO lifted SELECT seq, project_id, ?2 FROM article WHERE seq = ?1
        ON CONFLICT (article_seq) DO UPDATE SET is_lifted = excluded.is_lifted
        """,
        (article_seq, int(lifted)),
    )


def note_look(
    store: Store, project_id: int, annotator_id: str, what: str, article_seq: int | None = None
) -> None:
    """Keep that somebody looked at what is blind to others: once a day is enough."""
    if _has_looked(store, project_id, annotator_id, what, article_seq):
        return
    with store.write() as connection:  # a desk asks twice at once: for the article and its events
        if not _has_looked(store, project_id, annotator_id, what, article_seq):
            _log(store, connection, project_id, article_seq, annotator_id, what)


def _has_looked(
    store: Store, project_id: int, annotator_id: str, what: str, article_seq: int | None
) -> bool:
    """Return whether the log of this day says so already."""
    known = store.value(
        """
        SELECT 1 FROM blindness
        WHERE project_id = ? AND article_seq IS ? AND annotator_id = ? AND what = ?
          AND substr(at, 1, 10) = substr(?, 1, 10)
        """,
        (project_id, article_seq, annotator_id, what, store.now()),
    )
    return known is not None


def _log(
    store: Store,
    connection: sqlite3.Connection,
    project_id: int,
    article_seq: int | None,
    annotator_id: str | None,
    what: str,
) -> None:
    connection.execute(
        """
        INSERT INTO blindness (project_id, article_seq, at, annotator_id, what, act_seq)
        VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(seq), 0) FROM acts))
        """,
        (project_id, article_seq, store.now(), annotator_id, what),
    )


def log(store: Store, project_id: int, limit: int) -> list[dict[str, Any]]:
    """Return what was done about blindness, newest first, with names and headlines."""
    rows = store.rows(
        """
        SELECT at, what, blindness.annotator_id, annotator.name AS annotator,
               article.id AS article_id, article.title
        FROM blindness LEFT JOIN annotator ON annotator.id = blindness.annotator_id
        LEFT JOIN article ON article.seq = blindness.article_seq
        WHERE blindness.project_id = ? ORDER BY blindness.seq DESC LIMIT ?
        """,
        (project_id, limit),
    )
    return [dict(row) for row in rows]


def lifted(store: Store, project_id: int, limit: int) -> list[dict[str, Any]]:
    """Return id and title of the articles that are lifted one by one, the last one first."""
    rows = store.rows(
        """
        SELECT article.id, title FROM lifted JOIN article ON article.seq = article_seq
        WHERE lifted.project_id = ? AND is_lifted AND removed_at = ''
        ORDER BY (SELECT max(seq) FROM blindness WHERE blindness.project_id = lifted.project_id
                  AND blindness.article_seq = lifted.article_seq) DESC LIMIT ?
        """,
        (project_id, limit),
    )
    return [dict(row) for row in rows]


def first_lifted(store: Store, article_seq: int) -> int | None:
    """Return the seq of the newest act when an article's blindness was lifted first; None: never.

    What was done after it was done where others' work could be seen, also if blindness was put
    back since.
    """
    found = store.value(
        """
        SELECT min(act_seq) FROM blindness
        WHERE project_id = (SELECT project_id FROM article WHERE seq = ?1)
          AND (article_seq = ?1 OR article_seq IS NULL) AND what IN ('lifted', 'never')
        """,
        (article_seq,),
    )
    return None if found is None else int(str(found))


def newest(store: Store) -> int:
    """Return the seq of the newest entry of the log; 0 if there is none."""
    return int(str(store.value("SELECT coalesce(max(seq), 0) FROM blindness")))


def changed(store: Store, project_id: int) -> int:
    """Return the seq of the newest entry of a project that tells more than that somebody looked."""
    asked = """
        SELECT coalesce(max(seq), 0) FROM blindness
        WHERE project_id = ? AND what NOT IN ('seen', 'counted', 'exported')
    """
    return int(str(store.value(asked, (project_id,))))
