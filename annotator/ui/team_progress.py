"""The team's part of the page Progress: by person, by article, and what waits for whom."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from annotator.services import progress, team_progress
from annotator.services.library import ROWS
from annotator.services.session import Session
from annotator.services.team_progress import STATES, Team, Waiting
from annotator.ui import in_url, library_parts, state, tables, words

_PERSON_COLUMNS = {
    "name": "name", "role": "role", "given": "articles_given", "given_done": "given_done",
    "done": "articles_done", "in_work": "articles_in_work", "overdue": "overdue",
    "skipped": "skipped", "marks": "marks", "answers": "suggestions_answered",
    "active_ms": "active_minutes", "median_ms": "median_minutes_an_article",
    "words_a_minute": "words_a_minute", "seen_at": "last_seen",
}  # fmt: skip
_ARTICLE_COLUMNS = {
    "id": "article_id", "headline": "title", "done": "done", "needed": "annotators", "told": "who",
}  # fmt: skip


def team(session: Session) -> None:
    """Show the team's progress."""
    found = team_progress.team(session, lately=True)
    st.header("The team", anchor=False)
    _how_far(found)
    _persons(found)
    _waits(found.waiting)
    _articles(session, found)


def _how_far(found: Team) -> None:
    if not found.articles:
        st.caption("There are no articles to be done.")
        return
    total = words.count(found.articles, "article")
    if found.complete >= found.articles:
        st.success(f"All done: {total}.", icon=":material/done_all:")
        return
    whose = "by all who get them" if found.is_handed_out else "by somebody"
    st.markdown(f"**{found.complete:,} of {total}** done {whose}.")
    st.progress(found.complete / found.articles)
    if not found.is_handed_out:
        st.caption("Nothing is handed out: everybody reads everything.")


def _persons(found: Team) -> None:
    st.subheader("By person", anchor=False)
    if len(found.persons) < 2:
        st.caption("There is one annotator so far. Others come by the links of the page Team.")
    given = ["Given", "Overdue", "Skipped"] if found.is_handed_out else []
    names = ["Name", *given, "Done", "In work", "Marks", "Answers", "Time", "An article", "Seen"]
    tables.table(names, [_person(row, handed_out=found.is_handed_out) for row in found.persons])
    tables.download("people", partial(progress.as_csv, found.persons, _PERSON_COLUMNS))


def _person(row: dict[str, Any], *, handed_out: bool) -> list[str]:
    given = ["given", "overdue"] if handed_out else []
    return [
        tables.cell(row["name"]) or "–",
        *(f"{row[name]:,}" for name in given),
        *([_listed(row, "skipped", "skipped")] if handed_out else []),
        _listed(row, "done", "done"),
        _listed(row, "in_work", "in work"),
        *(f"{row[name]:,}" for name in ("marks", "answers")),
        words.duration(row["active_ms"]),
        words.duration(row["median_ms"]) if row["median_ms"] else "–",
        words.minute(row["seen_at"]) if row["seen_at"] else "–",
    ]


def _listed(row: dict[str, Any], name: str, in_state: str) -> str:
    """Return a count that leads to its articles in the list below."""
    if not row[name]:
        return "0"
    asked = urlencode({"who": row["annotator_id"], "in": in_state})
    return f"[{row[name]:,}](progress?{asked})"


def _articles(session: Session, found: Team) -> None:
    st.subheader("By article", anchor=False)
    names = {"": "Everybody"} | {row["annotator_id"]: row["name"] for row in found.persons}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = in_url.select("Whose", "who", names, 220)
        in_state = in_url.select(
            "In state", "in", {"": "any"} | dict(zip(STATES, STATES, strict=True)), 160
        )
    number = library_parts.page_number()
    page = team_progress.by_article(session, who, in_state, (number - 1) * ROWS)
    if not page.rows:
        st.caption("No article is like that." if page.total or who or in_state else _NOBODY)
        return
    library_parts.pages(page, number)
    rows = [row | {"told": _who(row)} for row in page.rows]
    tables.table(
        ("Article", "Done", "Who"),
        [
            (
                _link(row),
                f"{row['done']} of {max(int(str(row['needed'])), 1)}" if row["needed"]
                else str(row["done"]),
                words.plain(str(row["told"])),
            )
            for row in rows
        ],
    )  # fmt: skip
    tables.download("articles-of-team", partial(progress.as_csv, rows, _ARTICLE_COLUMNS))


def _link(row: dict[str, Any]) -> str:
    return tables.link(str(row["headline"]), state.article_path(str(row["id"])))


_NOBODY = "Nobody has begun an article, and none is given to anybody."


def _who(row: dict[str, Any]) -> str:
    told = []
    for each in row["who"]:
        what = "skipped" if each["skipped"] else each["state"]
        due = f", due {words.day(each['due'])}" if each["due"] and what in STATES[:2] else ""
        told.append(f"{' '.join(each['name'].split())}: {what}{due}")
    return "; ".join(told)


def _waits(found: Waiting) -> None:
    st.subheader("What waits for whom", anchor=False)
    if not (found.unfinished_total or found.mentions_total or found.labels):
        st.caption("Nothing waits for anybody.")
        return
    _unfinished(found)
    _mentions(found)
    if found.labels:
        named = ", ".join(f"“{words.plain(name)}”" for name in found.labels)
        st.markdown(
            f"**For whoever leads:** {words.count(len(found.labels), 'proposed label')}, {named}."
        )
        st.page_link("codebook.py", label="To the label set", icon=":material/menu_book:")


def _unfinished(found: Waiting) -> None:
    if not found.unfinished_total:
        return
    st.caption(_first(found.unfinished, found.unfinished_total, "article", "given and not done"))
    tables.table(
        ("Waits for", "Article", "State", "Given", "Due"),
        [
            (
                tables.cell(row["name"]), _link(row),
                row["state"], words.day(row["since"]), _due(row["due"], found.today),
            )
            for row in found.unfinished
        ],
    )  # fmt: skip


def _mentions(found: Waiting) -> None:
    if not found.mentions_total:
        return
    st.caption(_first(found.mentions, found.mentions_total, "mention", "not answered"))
    tables.table(
        ("Waits for", "Article", "Asked by", "Since"),
        [
            (
                tables.cell(row["name"]), _link(row),
                tables.cell(row["writer"]), words.day(row["since"]),
            )
            for row in found.mentions
        ],
    )  # fmt: skip


def _first(rows: list[dict[str, Any]], total: int, one: str, how: str) -> str:
    first = f", the first {len(rows):,} here" if len(rows) < total else ""
    return f"{words.count(total, one)} {how}{first}; the oldest first."


def _due(day: str, today: str) -> str:
    if not day:
        return "–"
    return f"**{words.day(day)}, overdue**" if day < today else words.day(day)
