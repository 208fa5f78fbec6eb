"""Changing a project's label set: proposing, renaming, withdrawing, and what a label asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from annotator import colours
from annotator.errors import NotFound, Refused
from annotator.model import Attribute, Label
from annotator.palette import PALETTE
from annotator.store import label_places
from annotator.store.database import Store
from annotator.store.people import add_labels, labels

NAME_LIMIT = 60
TAG_LIMIT = 4
DESCRIPTION_LIMIT = 2_000
KEYS = tuple("123456789")  # letters are the desk's own
ATTRIBUTES_LIMIT = 12
CHOICES_LIMIT = 40


def label(store: Store, project_id: int, label_id: str) -> Label:
    """Return a label of the project; raise NotFound if there is none."""
    for each in labels(store, project_id):
        if each.id == label_id:
            return each
    raise NotFound(f"There is no label {label_id[:64]!r}.", "Reload the page.")


def propose(store: Store, project_id: int, name: str) -> Label:
    """Add a label for passages that an annotator misses, to be confirmed later."""
    with store.write():
        there = labels(store, project_id)
        name = _checked_name(name, there)
        offered = (each for each in there if each.status != "withdrawn" and each.kind == "span")
        colour = colours.free(each.colour for each in offered)
        tag = re.sub(r"\W", "", name)[:3].upper()
        made = Label(_id_for(name, {each.id for each in there}), name, "span", tag, colour)
        made = replace(made, status="proposed")
        add_labels(store, project_id, (made,))
    return made


def rename(store: Store, project_id: int, label_id: str, name: str) -> None:
    """Give a label another name; it stays the same label."""
    with store.write() as connection:
        there = labels(store, project_id)
        label(store, project_id, label_id)
        name = _checked_name(name, [each for each in there if each.id != label_id])
        connection.execute(
            "UPDATE label SET name = ? WHERE project_id = ? AND id = ?",
            (name, project_id, label_id),
        )


def add(store: Store, project_id: int, name: str) -> Label:
    """Add a label for passages, with a colour far from all others and the next key that is free."""
    with store.write():
        made = propose(store, project_id, name)
        there = labels(store, project_id)
        taken = {each.key for each in there if each.status != "withdrawn"}
        key = next((each for each in KEYS if each not in taken), "")
        return change(store, project_id, replace(made, key=key, status=""))


def split_off(store: Store, project_id: int, label_id: str, name: str) -> Label:
    """Return a label of this name for what is split off another one; it is made if there is none.

    It asks for the same, lies at the same place of the tree and may be joined as the other may. One
    that was withdrawn is brought back.
    """
    with store.write() as connection:
        whole = label(store, project_id, label_id)
        there = labels(store, project_id)
        for each in there:
            same = each.name.casefold() == " ".join(name.split()).casefold()
            if same and each.kind == whole.kind and each.status == "withdrawn":
                set_status(store, project_id, each.id, "")
                return replace(each, status="", merged_into="")
        made = propose(store, project_id, name)
        taken = {each.key for each in there if each.status != "withdrawn"}
        key = next((each for each in KEYS if each not in taken), "") if whole.key else ""
        made = change(
            store, project_id, replace(made, key=key, parent_id=whole.parent_id, status="")
        )
        connection.execute(
            """
            UPDATE label SET kind = ?1, attributes =
                (SELECT attributes FROM label WHERE project_id = ?2 AND id = ?3)
            WHERE project_id = ?2 AND id = ?4
            """,
            (whole.kind, project_id, whole.id, made.id),
        )
        label_places.join_too(store, project_id, whole.id, made.id)
    return label(store, project_id, made.id)


def change(store: Store, project_id: int, changed: Label) -> Label:
    """Give a label the name, tag, colour, key, parent, description and status of another one.

    Annotations have its id, and follow.

    Raises
    ------
    Refused
        If another label has the name or the key, or the parent lies below the label.
    """
    with store.write() as connection:
        there = {each.id: each for each in labels(store, project_id)}
        label(store, project_id, changed.id)
        others = [each for each in there.values() if each.id != changed.id]
        made = _checked(changed, others)
        connection.execute(
            """
            UPDATE label SET name = ?, tag = ?, colour = ?, key = ?, description = ?,
                             parent_id = ?, status = ?
            WHERE project_id = ? AND id = ?
            """,
            (
                made.name, made.tag, made.colour, made.key, made.description, made.parent_id,
                made.status, project_id, made.id,
            ),
        )  # fmt: skip
    return made


def move(store: Store, project_id: int, label_id: str, by: int) -> None:
    """Move a label some places down the label set, or up; no further than its ends."""
    with store.write() as connection:
        order = [each.id for each in labels(store, project_id)]
        label(store, project_id, label_id)
        to = max(0, min(len(order) - 1, order.index(label_id) + by))
        order.remove(label_id)
        order.insert(to, label_id)
        connection.executemany(
            "UPDATE label SET position = ? WHERE project_id = ? AND id = ?",
            [(place, project_id, each) for place, each in enumerate(order, 1)],
        )


def paint(store: Store, project_id: int, hues: Mapping[str, str]) -> None:
    """Give labels, named by their ids, other hues of the palette."""
    if not set(hues.values()) <= set(PALETTE):
        raise Refused("There is no such colour.", f"Choose among {', '.join(PALETTE)}.")
    with store.write() as connection:
        connection.executemany(
            "UPDATE label SET colour = ? WHERE project_id = ? AND id = ?",
            [(hue, project_id, label_id) for label_id, hue in hues.items()],
        )


def set_status(store: Store, project_id: int, label_id: str, status: str) -> None:
    """Confirm a label (''), or withdraw it: it is offered no more, and what carries it stays.

    One that was merged is a label of its own again.
    """
    label(store, project_id, label_id)
    with store.write() as connection:
        connection.execute(
            "UPDATE label SET status = ?, merged_into = '' WHERE project_id = ? AND id = ?",
            (status, project_id, label_id),
        )


def set_attributes(
    store: Store, project_id: int, label_id: str, attributes: Sequence[Attribute]
) -> None:
    """Say what an annotator is asked about a mark with this label; one without an id is new."""
    label(store, project_id, label_id)
    checked = [_checked_attribute(each) for each in attributes]
    names = [each.name.casefold() for each in checked]
    if len(set(names)) < len(names) or len(names) > ATTRIBUTES_LIMIT:
        raise Refused(
            f"A label has at most {ATTRIBUTES_LIMIT} attributes, each with a name of its own.",
            "Give each another name.",
        )
    known = {each.id for each in checked if each.id}
    for place, each in enumerate(checked):
        if not each.id:
            checked[place] = replace(each, id=_id_for(each.name, known).lower())
            known.add(checked[place].id)
    written = json.dumps([asdict(each) for each in checked], ensure_ascii=False)
    with store.write() as connection:
        connection.execute(
            "UPDATE label SET attributes = ? WHERE project_id = ? AND id = ?",
            (written, project_id, label_id),
        )


def carried(store: Store, project_id: int, label_id: str, attribute_id: str = "") -> int:
    """Return how many annotations carry a label, or a value of one of its attributes."""
    return int(
        str(
            store.value(
                """
                SELECT count(*) FROM annotation JOIN article ON article.seq = article_seq
                WHERE label_id = ?1 AND project_id = ?2 AND (?3 = '' OR EXISTS (
                    SELECT 1 FROM json_each(annotation.attributes) WHERE key = ?3))
                """,
                (label_id, project_id, attribute_id),
            )
        )
    )


def _checked_name(name: str, others: Sequence[Label]) -> str:
    name = " ".join(name.split())
    if not name or len(name) > NAME_LIMIT or not re.search(r"\w", name):
        raise Refused(
            f"A label needs a name of 1 to {NAME_LIMIT} characters.", "Write a word or two."
        )
    if any(each.name.casefold() == name.casefold() for each in others):
        raise Refused(f"There is a label “{name}” already.", "Use it, or choose another name.")
    return name


def _checked(changed: Label, others: Sequence[Label]) -> Label:
    offered = [each for each in others if each.status != "withdrawn"]
    tag = changed.tag.strip()
    if not tag or len(tag) > TAG_LIMIT or not tag.isprintable() or " " in tag:
        raise Refused(
            f"“{changed.tag[:20]}” is no tag.", f"Use 1 to {TAG_LIMIT} letters without a space."
        )
    if changed.colour not in PALETTE:
        raise Refused("There is no such colour.", f"Choose one of {', '.join(PALETTE)}.")
    if changed.key and changed.key not in KEYS:
        raise Refused(f"“{changed.key[:20]}” can't be a key.", "Choose a digit from 1 to 9.")
    for each in offered:
        if changed.key and each.key == changed.key and changed.status != "withdrawn":
            raise Refused(
                f"“{each.name}” has the key {each.key}.", "Take it away there, or choose another."
            )
    if len(changed.description) > DESCRIPTION_LIMIT:
        raise Refused(f"A description has at most {DESCRIPTION_LIMIT:,} characters.", "Cut it.")
    _check_parent(changed, {each.id: each for each in others})
    return replace(changed, name=_checked_name(changed.name, others), tag=tag)


def _check_parent(changed: Label, others: Mapping[str, Label]) -> None:
    """Raise Refused unless the parent is another label of the kind, and lies not below this one."""
    at = changed.parent_id
    if at and (at not in others or others[at].kind != changed.kind):
        raise Refused("A label lies below another one of its kind.", "Choose another label.")
    while at:
        if at == changed.id:
            raise Refused(f"That label lies below “{changed.name}” itself.", "Choose another one.")
        at = others[at].parent_id if at in others else None


def _checked_attribute(attribute: Attribute) -> Attribute:
    name = " ".join(attribute.name.split())
    if not name or len(name) > NAME_LIMIT or attribute.kind not in ("choice", "yesno", "text"):
        raise Refused("An attribute needs a name and a kind.", "Write a name, and choose the kind.")
    choices = tuple(dict.fromkeys(filter(None, (each.strip() for each in attribute.choices))))
    if attribute.kind != "choice":
        return replace(attribute, name=name, choices=())
    if not 2 <= len(choices) <= CHOICES_LIMIT:
        raise Refused(
            f"“{name}” needs 2 to {CHOICES_LIMIT} choices.", "Write each on a line of its own."
        )
    return replace(attribute, name=name, choices=choices)


def _id_for(name: str, taken: set[str]) -> str:
    """Return an id that says what it is, and is not taken."""
    base = re.sub(r"\W+", "_", name.upper()).strip("_")[:40] or "LABEL"
    if base in ("MENTIONS", "RESOLVED"):  # attributes of every note and every reply
        base += "_1"
    found, number = base, 2
    while found in taken or found.lower() in taken:
        found, number = f"{base}_{number}", number + 1
    return found
