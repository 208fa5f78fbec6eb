"""What the API takes, checked before any service sees it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field

from annotator.model import Act, Filter, Subject
from annotator.services.annotating import ACTS_AT_ONCE
from annotator.services.exchange import Selection
from annotator.services.occurrences import LONGEST, Wanted


class FilterIn(BaseModel):
    """The fields of the library's filter, and a page of it."""

    query: Annotated[str, Field(max_length=500)] = ""
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
    offset: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=500)] = 50

    def filter(self) -> Filter:
        """Return the filter that the services know."""
        return Filter(**self.model_dump(include=set(Filter.__dataclass_fields__)))


class OpenIn(FilterIn):
    """Where an article is opened from; `standing` keeps its suggestions as they stand.

    It is in view then, and `ticket` is what it was fetched with at first. `looking` asks for the
    work of others also where members work blind: who may see it is told.
    """

    standing: bool = False
    ticket: str = ""
    looking: bool = False


class ExportIn(FilterIn):
    """Which annotations to export; `spreadsheet` puts the mark in front that Excel needs."""

    article_id: str = ""
    annotation_label: str = ""
    annotator: str = ""
    created_from: str = ""
    created_to: str = ""
    states: list[str] = []
    with_empty: bool = False
    spreadsheet: bool = False

    def selection(self) -> Selection:
        """Return the selection that the services know."""
        return Selection(
            filter=self.filter(),
            article_id=self.article_id,
            label_id=self.annotation_label,
            annotator_id=self.annotator,
            created_from=self.created_from,
            created_to=self.created_to,
            states=tuple(self.states),
            with_empty=self.with_empty,
        )


class ActIn(BaseModel):
    """One act, as the desk sends it."""

    id: str
    group: str = ""
    at: Annotated[str, Field(max_length=40)]
    kind: str
    subject: Subject
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    undoes: str = ""
    took_ms: int | None = None

    def act(self) -> Act:
        """Return the act that the services know."""
        return Act(**self.model_dump())


class ActsIn(BaseModel):
    """A batch of acts on one article, in their order, with the ticket that it was fetched with."""

    acts: Annotated[list[ActIn], Field(max_length=ACTS_AT_ONCE)]
    ticket: str = ""


class OccurrencesIn(BaseModel):
    """Words to be looked for in a project; `remove`: marks of the label on them, to take off."""

    quote: Annotated[str, Field(max_length=LONGEST)]
    label_id: str
    same_case: bool = True
    whole_words: bool = True
    with_marked: bool = False
    remove: bool = False
    but_article: str = ""
    group: Annotated[str, Field(max_length=64)] = ""

    def wanted(self) -> Wanted:
        """Return what the services look for."""
        return Wanted(**self.model_dump(include=set(Wanted.__dataclass_fields__)))


class StrokeIn(OccurrencesIn):
    """The same, to be done: the acts share a group."""

    group: Annotated[str, Field(min_length=1, max_length=64)]


class GroupIn(BaseModel):
    """Of a group to be taken back, the article that whoever asks sees to by itself."""

    but_article: str = ""
