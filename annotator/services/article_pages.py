"""An annotated article as one HTML file, with what whoever asks may see."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotator import __version__
from annotator.formats import article_html
from annotator.formats.article_html import Article, Joined, Mark, Note, PageLabel
from annotator.palette import PALETTE
from annotator.services import blindness, languages, reading, roles
from annotator.services.session import Session
from annotator.store import annotation, others, people, threads
from annotator.text import direction

Row = Mapping[str, Any]


@roles.needs("read")
def as_html(session: Session, article_id: str, *, looking: bool = False) -> str:
    """Return an article with its marks, notes and relations as a file that stands alone.

    It holds what whoever asks has put on it, the suggestions that they are shown and nobody has
    answered, and others' work where blindness is lifted. `looking`: that also where others work
    blind, for whoever may see it, which is logged.

    Raises
    ------
    NotFound
        If the project has no such article.
    """
    article = reading.read(session, article_id)
    seq = int(str(article["seq"]))
    found = _found(session, seq, looking)
    text = str(article["text"])
    spans = [row for row in found if row["kind"] == "span"]
    labels = people.labels(session.store, session.project.id)
    names = {label.id: label.name for label in labels}
    notes = _notes(found)
    return article_html.write(
        Article(
            title=str(article["title"]),
            text=text,
            language=str(article["language"]),
            direction=direction(text),
            about=_about(article),
            url=str(article["url"]),
            made_by=f"{session.project.name} · Pressmark {__version__}",
            labels=[
                PageLabel(each.id, each.name, each.tag, PALETTE.get(each.colour, PALETTE["slate"]))
                for each in labels
            ],
            marks=[_mark(row, names, notes.get(row["id"])) for row in spans],
            relations=_relations(found, names),
            whole=[
                (names.get(row["label_id"], row["label_id"]), row["annotator"])
                for row in found
                if row["kind"] == "article" and row["label_id"] and row["state"] != "suggested"
            ],
            notes=[
                notes[row["id"]] for row in found if row["kind"] == "article" and row["id"] in notes
            ],
        )
    )


def _found(session: Session, seq: int, looking: bool) -> list[dict[str, Any]]:
    """Return all that may be seen, without what was rejected and what was answered."""
    store, who = session.store, session.annotator.id
    own = annotation.of_article(store, seq, who)
    theirs = threads.of_others(store, seq, who)
    if blindness.shows(session, seq, looking=looking):
        whole = others.of_article(store, seq, who, blindness.first_lifted(session, seq))
        known = {row["id"] for row in whole}
        theirs = [*whole, *(row for row in theirs if row["id"] not in known)]
    stands = [row for row in own if row["state"] not in ("suggested", "rejected")]
    stands += [{"state": "made", "label_id": None} | row for row in theirs]
    answered = {row.get("suggestion_id") for row in own if row["state"] != "suggested"}
    taken = {_same(row) for row in stands}
    open_ = [
        row
        for row in own
        if row["state"] == "suggested" and row["id"] not in answered and _same(row) not in taken
    ]
    shown = _told_apart([*stands, *open_])
    return sorted(shown, key=lambda row: (row.get("start") or 0, -(row.get("end") or 0)))


def _same(row: Row) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in ("kind", "label_id", "start", "end", "from_id", "to_id"))


def _told_apart(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows whose annotators of the same name are told apart by their ids."""
    names = {row["annotator_id"]: row["annotator"] for row in rows}
    times = Counter(names.values())
    shown = {id_: name if times[name] == 1 else f"{name} ({id_})" for id_, name in names.items()}
    return [row | {"annotator": shown[row["annotator_id"]]} for row in rows]


def _notes(found: Iterable[Row]) -> dict[str, Note]:
    """Return the notes by the annotation that they stand on, each with its replies."""
    replies: dict[str, list[Note]] = defaultdict(list)
    roots = []
    for row in sorted(found, key=lambda row: str(row["updated_at"])):
        if row["kind"] == "reply":
            replies[row["on_id"]].append(Note(row["note"], row["annotator"], row["updated_at"]))
        elif row["note"]:
            roots.append(row)
    return {
        row["id"]: Note(row["note"], row["annotator"], row["updated_at"], tuple(replies[row["id"]]))
        for row in roots
    }


def _mark(row: Row, names: Mapping[str, str], note: Note | None) -> Mark:
    label = names.get(row["label_id"], row["label_id"] or "Note")
    values = [
        f"{name}: {value}"
        for name, value in (row.get("attributes") or {}).items()
        if isinstance(value, str) and name != "carried_from"
    ]
    about = [label, row["annotator"], row["state"], row.get("entity_id") or "", *values]
    ranges = row.get("parts") or [[row["start"], row["end"]]]
    return Mark(
        tuple((int(a), int(b)) for a, b in ranges),
        row["label_id"] or "",
        row["annotator"],
        row["state"] == "suggested",
        " · ".join(filter(None, about)),
        note,
    )


def _relations(found: Iterable[Row], names: Mapping[str, str]) -> list[Joined]:
    """Return the relations that stand, whose ends are shown."""
    rows = list(found)
    quotes = {row["id"]: row["quote"] for row in rows if row["kind"] == "span"}
    return [
        Joined(
            quotes[row["from_id"]], names.get(row["label_id"], row["label_id"] or ""),
            quotes[row["to_id"]], row["annotator"],
        )
        for row in rows
        if row["kind"] == "relation" and row["state"] != "suggested"
        and row["from_id"] in quotes and row["to_id"] in quotes
    ]  # fmt: skip


def _about(article: Mapping[str, object]) -> tuple[str, ...]:
    language = languages.name(str(article["language"]))
    told = (article["source"], article["byline"], str(article["published_at"])[:10], language)
    return tuple(str(each) for each in told if each)
