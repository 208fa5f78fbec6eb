"""Random work on an article: wishes that are carried out as far as they can be."""

from __future__ import annotations

from typing import Any

from factories import LABEL_IDS, content, make_act, relation, reply
from hypothesis import strategies as st

from annotator.model import Act
from annotator.services.session import Session
from annotator.store import acts, annotation, articles
from annotator.store import stacks as undoing


def seq_of(session: Session, article: str) -> int:
    """Return the number of an article in its table."""
    return int(str(articles.read(session.store, article)["seq"]))


def of(session: Session, article: str) -> list[dict[str, Any]]:
    """Return the annotations that the annotator sees."""
    return annotation.of_article(session.store, seq_of(session, article), session.annotator.id)


def stacks(session: Session, article: str) -> dict[str, Any]:
    """Return what the annotator can undo and redo."""
    return undoing.stacks(session.store, seq_of(session, article), session.annotator.id)


def apply(session: Session, article: str, *made: Act) -> Any:
    """Apply acts of the annotator."""
    return acts.apply(session.store, article, session.annotator, made)


ANY_TEXT = "Zoë 👩‍👩‍👧 met عبد الله in 北京.\n\nÅsa said «нет» to O’Brien — twice."


WISHES = (
    "annotate", "change", "note", "remove", "join", "reply", "read", "done", "undo", "redo",
)  # fmt: skip


@st.composite
def scripts(draw: st.DrawFn) -> list[tuple[str, int, int, int]]:
    """Draw a sequence of wishes: what to do, to which annotation, where, with which label."""
    return draw(
        st.lists(
            st.tuples(
                st.sampled_from(
                    [
                        "annotate",
                        "change",
                        "note",
                        "remove",
                        "join",
                        "reply",
                        "read",
                        "done",
                        "undo",
                        "redo",
                    ]
                ),
                st.integers(0, 8),
                st.integers(0, len(ANY_TEXT) - 2),
                st.integers(0, len(LABEL_IDS) - 1),
            ),
            max_size=25,
        )
    )


def perform(session: Session, article: str, wish: tuple[str, int, int, int]) -> None:
    """Carry out a wish, if it can be."""
    kind, which, start, label = wish
    mine = [{n: r[n] for n in annotation.CONTENT} for r in of(session, article)]
    if kind in ("undo", "redo"):
        getattr(undoing, kind)(session.store, article, session.annotator)
    elif kind == "annotate":
        made = content(ANY_TEXT, start, min(len(ANY_TEXT), start + 1 + which), LABEL_IDS[label])
        apply(session, article, make_act(after=made))
    elif kind == "done":
        state = stacks(session, article)
        done = sum(a["kind"] == "done" for group in state["undo"] for a in group) % 2
        sides = (
            ({"state": "done"}, {"state": "open"})
            if done
            else ({"state": "open"}, {"state": "done"})
        )
        apply(session, article, make_act(*sides, "done", subject="assignment"))
    elif kind == "read":
        first = {"start": 0, "end": ANY_TEXT.index("\n"), "read": True}
        there = annotation.read_paragraphs(
            session.store, seq_of(session, article), session.annotator.id
        )
        sides = (first, None) if there else (None, first)
        apply(session, article, make_act(*sides, "read", subject="paragraph"))
    elif mine and kind in ("join", "reply"):
        ends = mine[which % len(mine)]["id"], mine[start % len(mine)]["id"]
        made = relation(*ends) if kind == "join" else reply(ends[0], "Why?")
        apply(session, article, make_act(after=made))
    elif mine:
        chosen = mine[which % len(mine)]
        after = {
            "change": chosen | {"label_id": LABEL_IDS[label]},
            "note": chosen | {"note": f"note {start} =1+1 <b>"},
            "remove": None,
        }[kind]
        apply(session, article, make_act(chosen, after, "change" if after else "remove"))
