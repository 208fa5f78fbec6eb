"""A team that works blind, with all that somebody can do on an article."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from factories import (
    PASSWORD,
    TEXT,
    add_article,
    content,
    done_act,
    make_act,
    relation,
    reply,
    session_of,
)

from annotator.model import Act, Attribute, Filter
from annotator.services import annotating, assigning, choosing, reading, running, suggesting
from annotator.services.session import Session, local_session
from annotator.store import Store, labels


def answer(text: str, given: dict[str, Any], state: str, name: str) -> dict[str, Any]:
    """Return an answer to a suggestion."""
    return content(
        text, given["start"], given["end"], given["label_id"], id=name, state=state,
        suggestion_id=given["id"],
    )  # fmt: skip


def member(store: Store, name: str, role: str) -> Session:
    """Return the session of somebody with an account."""
    running.put_account(local_session(store, "Team"), name, name, PASSWORD, role)
    return session_of(store, name.casefold())


class Team:
    """A lead and two annotators on two articles, each with a program of theirs."""

    def __init__(self, store: Store) -> None:
        self.lead = lead = member(store, "Lea", "lead")
        self.ann = member(store, "Ann", "annotator")
        self.bob = member(store, "Bob", "annotator")
        suggesting.choose(lead, "rules")
        labels.set_attributes(lead.store, lead.project.id, "PER", [Attribute("", "Role", "text")])
        self.articles = [add_article(lead, f"{TEXT} {name}.") for name in ("One", "Two")]
        assigning.set_overlap(lead, 2)
        members = [self.ann.annotator.id, self.bob.annotator.id]
        assigning.hand_out(lead, choosing.by_hand(self.articles), members)
        for number, article in enumerate(self.articles, 1):
            reading.open_article(self.ann, article, Filter())
            self.work(self.bob, article, f"own{number}", note="of my own")

    def work(self, who: Session, article: str, name: str, note: str) -> None:
        """Do one of everything on an article, all of it called by a name."""
        text = str(reading.read(who, article)["text"])
        opened = reading.open_article(who, article, Filter(), standing=True)
        given = {each["label_id"]: each for each in opened["suggestions"]}
        one = content(
            text, 0, 4, "PER", id=f"{name}-mark", note=note, entity_id=f"{name}-entity",
            attributes={"role": f"{name} role"},
        )  # fmt: skip
        two = answer(text, given["LOC"], "accepted", f"{name}-yes")
        three = answer(text, given["PER"], "rejected", f"{name}-no")
        whole = content(
            "", 0, 0, "REPORT", id=f"{name}-whole", kind="article", note=note
        ) | dict.fromkeys(("start", "end", "quote"))
        joined = relation(one["id"], two["id"], "BELONGS_TO", id=f"{name}-relation", note=note)
        made = [
            one,
            two,
            three,
            whole,
            joined,
            reply(one["id"], f"{name} reply", id=f"{name}-reply"),
        ]
        self.act(who, article, name, *(make_act(None, each) for each in made))
        start, end = 0, text.index("\n")
        read = make_act(
            None, {"start": start, "end": end, "read": True}, "read", subject="paragraph"
        )
        self.act(who, article, name, read, done_act())
        reading.keep_place(who, article, 7)

    @staticmethod
    def act(who: Session, article: str, name: str, *made: Act) -> None:
        """Apply acts whose ids, and the one of their group, say the name."""
        acts = [
            replace(each, id=f"{name}-act-{each.id[:8]}", group=f"{name}-group") for each in made
        ]
        receipt = annotating.act(who, article, acts)
        assert not receipt.refused, receipt.refused
