"""What is given to whom: the rows of `assignment`, and the ledger of all that happened to them.

Nothing else writes either table, nor the count `given` of an article. All of it takes an open
transaction: what is checked holds when it is written. `given` counts to whom an article is given
who has not skipped it; it is what has to stay within the number of annotators an article gets.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.errors import Forbidden
from annotator.store.database import Store

# What stands in the ledger. The first ones begin an assignment, the next ones end it.
BEGINS = ("given", "drawn")
ENDS = ("taken back", "reassigned", "called off")
WHAT = (*BEGINS, *ENDS, "due set", "skipped", "taken up", "begun", "cleared", "done", "reopened")
BOUND = "annotator"  # the role of those who act on what is given to them alone
# How many annotators an article gets; 0: it is given to nobody, and everybody reads it.
NEEDED = "coalesce(article.overlap, project.overlap)"
_STATES_TOLD = {
    ("open", "in work"): "begun",
    ("in work", "open"): "cleared",
    ("done", "open"): "reopened",
    ("done", "in work"): "reopened",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens to one assignment: what the ledger gets a line for.

    `by_id` is whoever does it, `annotator_id` whose assignment it is.
    """

    what: str
    article_seq: int
    annotator_id: str
    by_id: str
    at: str
    due: str = ""
    reason: str = ""
    handing_out_id: int | None = None


def row(connection: sqlite3.Connection, article_seq: int, annotator_id: str) -> sqlite3.Row | None:
    """Return an annotator's assignment, given or not; None: there is no row."""
    found: sqlite3.Row | None = connection.execute(
        "SELECT * FROM assignment WHERE article_seq = ? AND annotator_id = ?",
        (article_seq, annotator_id),
    ).fetchone()
    return found


def give(connection: sqlite3.Connection, steps: Sequence[Step]) -> None:
    """Give articles to annotators who have them not; what somebody had begun stays begun."""
    connection.executemany(
        """
        INSERT INTO assignment (
            article_seq, annotator_id, state, updated_at, given_at, given_by, due)
        VALUES (?1, ?2, 'open', ?4, ?4, ?3, ?5)
        ON CONFLICT DO UPDATE SET given_at = ?4, given_by = ?3, due = ?5
        """,
        [(each.article_seq, each.annotator_id, each.by_id, each.at, each.due) for each in steps],
    )
    _count(connection, steps)
    _note(connection, steps)


def release(connection: sqlite3.Connection, steps: Sequence[Step]) -> None:
    """End assignments; what an annotator has marked stays, and so does that it is in work or done.

    The line in the ledger says what was due.
    """
    told = [
        replace(each, due=there["due"])
        for each in steps
        if (there := row(connection, each.article_seq, each.annotator_id)) is not None
    ]
    pairs = [(each.article_seq, each.annotator_id) for each in told]
    connection.executemany(
        """
        UPDATE assignment SET given_at = '', given_by = NULL, due = '', skipped_at = '', reason = ''
        WHERE article_seq = ? AND annotator_id = ?
        """,
        pairs,
    )
    connection.executemany(
        "DELETE FROM assignment WHERE article_seq = ? AND annotator_id = ? AND state = 'open'",
        pairs,
    )
    _count(connection, told)
    _note(connection, told)


def skip(connection: sqlite3.Connection, step: Step) -> None:
    """Keep that an annotator leaves an article out, and why: its place is free for another."""
    connection.execute(
        """
        UPDATE assignment SET skipped_at = ?, reason = ?
        WHERE article_seq = ? AND annotator_id = ?
        """,
        (step.at, step.reason, step.article_seq, step.annotator_id),
    )
    _count(connection, [step])
    _note(connection, [step])


def take_up(connection: sqlite3.Connection, step: Step) -> None:
    """Keep that an annotator takes up an article again that they had skipped."""
    connection.execute(
        """
        UPDATE assignment SET skipped_at = '', reason = ''
        WHERE article_seq = ? AND annotator_id = ?
        """,
        (step.article_seq, step.annotator_id),
    )
    _count(connection, [step])
    _note(connection, [step])


def set_due(connection: sqlite3.Connection, steps: Sequence[Step]) -> None:
    """Give assignments the day that each step says; empty: none."""
    connection.executemany(
        "UPDATE assignment SET due = ? WHERE article_seq = ? AND annotator_id = ?",
        [(each.due, each.article_seq, each.annotator_id) for each in steps],
    )
    _note(connection, steps)


def set_state(
    connection: sqlite3.Connection, article_seq: int, annotator_id: str, state: str, now: str
) -> None:
    """Bring an assignment into a state that follows from what its annotator did."""
    was = row(connection, article_seq, annotator_id)
    if was is None:
        if state != "open":
            connection.execute(
                """
                INSERT INTO assignment (article_seq, annotator_id, state, updated_at)
                VALUES (?, ?, ?, ?)
                """,
                (article_seq, annotator_id, state, now),
            )
        return
    if was["state"] == state:
        return
    if state == "open" and not was["given_at"]:
        connection.execute(
            "DELETE FROM assignment WHERE article_seq = ? AND annotator_id = ?",
            (article_seq, annotator_id),
        )
        return
    connection.execute(
        """
        UPDATE assignment SET state = ?, updated_at = ?
        WHERE article_seq = ? AND annotator_id = ?
        """,
        (state, now, article_seq, annotator_id),
    )
    if was["given_at"]:
        what = _STATES_TOLD.get((was["state"], state), "done")
        _note(connection, [Step(what, article_seq, annotator_id, annotator_id, now)])


def refusal(
    connection: sqlite3.Connection, article_seq: int, annotator_id: str
) -> Forbidden | None:
    """Return why a member may not act on an article; None: they may.

    Where articles are given to some, those whose role is annotator act on theirs alone. Whoever is
    no member, as at one's own machine, is not bound.
    """
    found = connection.execute(
        f"""
        SELECT coalesce(given_at, '') AS given_at, coalesce(skipped_at, '') AS skipped_at
        FROM article JOIN project ON project.id = article.project_id
        JOIN member ON member.project_id = project.id AND member.annotator_id = ?2
        LEFT JOIN assignment ON article_seq = seq AND assignment.annotator_id = ?2
        WHERE seq = ?1 AND {NEEDED} > 0 AND role = '{BOUND}'
        """,
        (article_seq, annotator_id),
    ).fetchone()
    if found is None or (found["given_at"] and not found["skipped_at"]):
        return None
    if found["skipped_at"]:
        return Forbidden("You have skipped this article.", "Take it up again on the page Work.")
    return Forbidden(
        "This article is not given to you.",
        "Go on with Next on the page Work, or ask whoever leads the project for it.",
    )


def allowed(store: Store, project_id: int, annotator_id: str) -> tuple[str, list[object]]:
    """Return the SQL condition on `article` for where an annotator may act, and its parameters."""
    bound = store.value(
        f"""
        SELECT project.overlap FROM project
        JOIN member ON member.project_id = project.id AND annotator_id = ? AND role = '{BOUND}'
        WHERE project.id = ?
        """,
        (annotator_id, project_id),
    )
    if bound is None:
        return "1", []
    theirs = "annotator_id = ? AND given_at <> '' AND skipped_at = ''"
    return (
        f"""(coalesce(article.overlap, ?) = 0
             OR article.seq IN (SELECT article_seq FROM assignment WHERE {theirs}))""",
        [bound, annotator_id],
    )


def unfinished(connection: sqlite3.Connection, project_id: int, annotator_id: str) -> list[int]:
    """Return the articles of a project that an annotator was given and is not done with."""
    rows = connection.execute(
        """
        SELECT article_seq FROM assignment JOIN article ON article.seq = article_seq
        WHERE project_id = ? AND annotator_id = ? AND given_at <> '' AND state <> 'done'
        ORDER BY article_seq
        """,
        (project_id, annotator_id),
    )
    return [int(each["article_seq"]) for each in rows]


def adopt(connection: sqlite3.Connection, project_id: int, by_id: str, now: str) -> int:
    """Give annotators what they had begun before anything was given out; return how many.

    What was taken back from somebody stays taken back.
    """
    found = connection.execute(
        f"""
        SELECT article_seq, assignment.annotator_id
        FROM article JOIN project ON project.id = article.project_id
        JOIN assignment ON article_seq = article.seq
        JOIN member ON member.project_id = project.id
            AND member.annotator_id = assignment.annotator_id
        WHERE project.id = ? AND {NEEDED} > 0 AND role = '{BOUND}' AND given_at = ''
          AND NOT EXISTS (SELECT 1 FROM ledger WHERE ledger.article_seq = article.seq
                          AND ledger.annotator_id = assignment.annotator_id)
        """,
        (project_id,),
    ).fetchall()
    reason = "had begun it before"
    steps = [
        Step("given", seq, annotator_id, by_id, now, "", reason) for seq, annotator_id in found
    ]
    give(connection, steps)
    return len(steps)


def _count(connection: sqlite3.Connection, steps: Sequence[Step]) -> None:
    """Bring `given` of the articles in line."""
    connection.execute(
        """
        UPDATE article SET given = (
            SELECT count(*) FROM assignment
            WHERE article_seq = article.seq AND given_at <> '' AND skipped_at = '')
        WHERE seq IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(sorted({each.article_seq for each in steps})),),
    )


def _note(connection: sqlite3.Connection, steps: Iterable[Step]) -> None:
    """Write a line for each step, with the state that the assignment has now."""
    connection.executemany(
        """
        INSERT INTO ledger (
            project_id, article_seq, annotator_id, at, by_id, what, state, due, reason,
            handing_out_id)
        SELECT project_id, article.seq, ?2, ?3, ?4, ?5, coalesce((
            SELECT state FROM assignment
            WHERE article_seq = article.seq AND annotator_id = ?2 AND given_at <> ''), ''),
            ?6, ?7, ?8
        FROM article WHERE article.seq = ?1
        """,
        [
            (
                each.article_seq, each.annotator_id, each.at, each.by_id, each.what, each.due,
                each.reason, each.handing_out_id,
            )
            for each in steps
        ],
    )  # fmt: skip
