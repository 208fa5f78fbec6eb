"""The nouns of the project: plain data, no behaviour beyond checking itself.

The words are those of docs/glossary.md, and they are the same in tables, classes, pages and CSV
columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

AnnotationKind = Literal["span", "article", "relation", "reply"]
AnnotationState = Literal["suggested", "made", "accepted", "corrected", "rejected"]
ArticleState = Literal["open", "in work", "done", "settled"]
# Whose work somebody is told of: their own alone, that of others where blindness is lifted, or all.
Sight = Literal["own", "lifted", "all"]
Subject = Literal["annotation", "assignment", "paragraph"]
Outcome = Literal["loaded", "duplicate", "refused"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that was read from somewhere and is not in the store yet.

    `body` is the text that will be read and annotated. Fields that were not found are empty; dates
    are ISO 8601 (with a zone where the source gives one, a bare date where it gives no time).
    `original` is the source as it came, byte for byte.
    """

    body: str
    title: str = ""
    byline: str = ""
    source: str = ""
    url: str = ""
    published_at: str = ""
    modified_at: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    original: bytes = b""
    encoding: str = "utf-8"
    place: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One file or row that could not be read: where it stands, and why, in words."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one file or row of a load."""

    place: str
    outcome: Outcome
    reason: str = ""
    article_id: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage that a recogniser proposes: `[start, end)` in code points, with a label id.

    `score` lies in 0..1; `reason` says in a few words why it was proposed. `joins` names relations
    to other suggestions of the same list: the relation's label id, and the other's passage.
    `attributes` are values of attributes of the label: pairs of id and value.
    """

    start: int
    end: int
    label_id: str
    score: float
    reason: str = ""
    joins: tuple[tuple[str, int, int], ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something more that an annotator says of a mark with a label.

    `kind` is 'choice' (one of `choices`), 'yesno' or 'text'.
    """

    id: str
    name: str
    kind: Literal["choice", "yesno", "text"]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Joins:
    """What a relation may join, by label id, from and to; empty: whatever has a passage."""

    from_ids: tuple[str, ...] = ()
    to_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """An entry of a project's label set; renaming it changes no annotation.

    `status` is 'proposed' for a label that an annotator made while reading and that nobody has
    confirmed, and 'withdrawn' for one that is offered no more.
    """

    id: str
    name: str
    kind: str = "span"
    tag: str = ""
    colour: str = "slate"
    key: str = ""
    description: str = ""
    parent_id: str | None = None
    attributes: tuple[Attribute, ...] = ()
    joins: Joins = Joins()
    status: Literal["", "proposed", "withdrawn"] = ""
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """What a mark may name: an identifier, with the names that it goes by."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """Articles, label set and annotators that belong together."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Annotator:
    """Whoever makes annotations: a person, a recogniser or a file."""

    id: str
    name: str
    kind: Literal["person", "recogniser", "file"] = "person"
    version: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that an annotator did: the unit of saving, undo and history.

    `before` and `after` are the content of the subject (see docs/data-model.md); None says that it
    was not there. Acts that share a `group` are undone together. `undoes` names the act that an
    undo or a redo answers. `took_ms` is how long a person looked at a suggestion before the answer.
    """

    id: str
    at: str
    kind: str
    subject: Subject
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None
    group: str = ""
    undoes: str = ""
    took_ms: int | None = None


@dataclass(frozen=True, slots=True)
class RefusedAct:
    """An act that the store did not take: why, and what is there now."""

    id: str
    code: str
    message: str
    remedy: str
    present: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a batch of acts: what is on disk, what was refused, and the newest seq."""

    confirmed: tuple[str, ...]
    refused: tuple[RefusedAct, ...]
    seq: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles a person looks at: the same in the library, the desk and the export.

    Empty fields do not filter. `query` is what was typed into the search field. `copies` is
    'folded', which leaves out what is a copy of an article loaded earlier, or 'only'. `given` is
    'me', to whoever looks, or 'nobody'. `sight` says whose marks and notes are counted and found.
    """

    query: str = ""
    source: str = ""
    language: str = ""
    state: str = ""
    label_id: str = ""
    copies: str = ""
    given: str = ""
    published_from: str = ""
    published_to: str = ""
    sort: str = "published_at"
    descending: bool = True
    sight: Sight = "all"


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a longer list, and how long the whole list is."""

    rows: list[dict[str, object]]
    total: int
    offset: int = 0
    notes: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Beat:
    """What a window of the desk tells now and then of whoever reads in it.

    `active_ms` is how long somebody was at work since the beat before; that ended `ago_ms` ago.
    `number` counts the beats of a window, so that one which comes twice counts once. `is_here`: the
    article is open still, and looked at.
    """

    window_id: str
    number: int
    active_ms: int = 0
    ago_ms: int = 0
    is_here: bool = True
