"""What suggestions change: people compared with themselves where these are shown and where not.

And who waves them through: told by what somebody does to suggestions that they would not have
made, never by how fast they are. The definitions stand in docs/statistics.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.agreement.sums import Estimate, Share, Sums
from annotator.model import Page
from annotator.services import blindness, effort, keeping, report_tables, reporting, roles
from annotator.services.conditions import TOGETHER, WITH, WITHOUT, Conditions, drawn
from annotator.services.effort import OTHERS, READERS
from annotator.services.progress import MINUTE
from annotator.services.session import Session
from annotator.store import Store, honesty, openings, people
from annotator.store.reports import Scope

# Contradictions by hand, or suggestions that all others refuse: fewer say nothing of anybody.
FEW = 20
_QUICK = ("under 1 s", "1–2 s")
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure with suggestions, without, and how much more it is with them."""

    shown: Estimate
    hidden: Estimate
    more: Estimate


@dataclass(frozen=True, slots=True)
class Check:
    """Somebody, or everybody, in both conditions.

    `articles` they are done with, with and without. `minutes` and `labels` are for 100 words.
    `refused` is the share that they
    reject or correct where they see them, `contradicted` the share whose very words they gave
    another label where they do not, of `contradictions`; `lacking` is the first minus half of the
    second. `against`: how many they accepted of those that all others, two at least, refused.
    `quick` are the answers within two seconds, `accepted` all that accept.
    """

    annotator_id: str
    name: str
    articles: tuple[int, int]
    minutes: Compared
    labels: Compared
    refused: Estimate
    contradicted: Estimate
    contradictions: int
    lacking: Estimate
    against: Share
    quick: Share
    accepted: Share

    @property
    def waves_by_hand(self) -> bool | None:
        """Whether they refuse less than half of what they contradict; None: too few to say."""
        if self.contradictions < FEW or self.lacking.interval is None:
            return None
        return self.lacking.interval.high < 0

    @property
    def waves_against_others(self) -> bool | None:
        """Whether they accept mostly what all others refuse; None: too few to say."""
        return None if self.against.of < FEW else self.against.low > 0.5

    @property
    def is_marked(self) -> bool:
        """Whether one of the two signs says that they wave suggestions through."""
        return bool(self.waves_by_hand or self.waves_against_others)


@dataclass(frozen=True, slots=True)
class Honesty:
    """The honesty check of a project.

    `share` is the share of articles that goes out without suggestions now, in per cent. `people`
    are those who are done with an article for which it was drawn, or have answered what others
    did. `mix` has a row for each label with its share in both conditions; `agreement` the F1 of
    pairs of people by how both read, `agreement_more` how much more it is where both are shown
    suggestions.
    """

    share: int
    people: tuple[Check, ...]
    everybody: Check
    mix: Rows
    agreement: Mapping[str, Estimate]
    agreement_more: Estimate

    @property
    def marked(self) -> tuple[Check, ...]:
        """Who is marked."""
        return tuple(each for each in self.people if each.is_marked)


@roles.needs(OTHERS)
def check(session: Session) -> Honesty:
    """Return the honesty check of the session's project."""
    blindness.note_look(session, "counted")
    now = keeping.stamp(session)
    return keeping.kept(session, now, "honesty", lambda: _checked(session))


@roles.needs(OTHERS)
def behind(session: Session, annotator_id: str, offset: int = 0) -> Page:
    """Return a page of what somebody accepted and all others, two at least, refused."""
    scope = Scope(session.project.id, session.annotator.id)
    bar = {"answered_by": annotator_id}
    return reporting.passages_of(session, scope, "against", bar, (offset, reporting.ROWS))


def _checked(session: Session) -> Honesty:
    store, project_id = session.store, session.project.id
    asked = READERS.submit(honesty.against, store, project_id)
    answers = effort.counted(session).answers
    found = Conditions(store, project_id, drawn(effort.articles(session)))
    sums = found.sums()
    against = {row[0]: Share(row[1], row[2]) for row in asked.result()}
    names = _names(store, {*found.people, *against})
    checks = [
        _check(sums, each, names[each], against.get(each, Share(0, 0)), answers)
        for each in sorted(names, key=lambda each: (names[each].casefold(), each))
    ]
    both = {how: (f"same {how} ", f"both {how} ") for how in TOGETHER}
    shown = {how: sums.ratio(*columns) for how, columns in both.items()}
    more = sums.difference(both[WITH], both[WITHOUT])
    everybody = _check(sums, "", "Everybody", Share(0, 0), answers)
    share = openings.share(store, project_id).without
    return Honesty(share, tuple(checks), everybody, _mix(sums, found.labels), shown, more)


def _names(store: Store, annotator_ids: Iterable[str]) -> dict[str, str]:
    there = {each: people.annotator_by_id(store, each) for each in sorted(annotator_ids)}
    return report_tables.distinct({each: who.name if who else each for each, who in there.items()})


def _check(
    sums: Sums, who: str, name: str, against: Share, answers: Sequence[Mapping[str, Any]]
) -> Check:
    own = [row for row in answers if not who or row["annotator_id"] == who]
    timed = [row for row in own if row["second"] != "not timed"]
    return Check(
        who, name, (sums.articles(f"words {WITH} {who}"), sums.articles(f"words {WITHOUT} {who}")),
        _compared(sums, who, "ms", "timed", 100 / MINUTE),
        _compared(sums, who, "marks", "words", 100),
        sums.ratio(f"refused {WITH} {who}", f"suggested {WITH} {who}"),
        sums.ratio(f"contradicted {WITHOUT} {who}", f"suggested {WITHOUT} {who}"),
        round(sums.total(f"contradicted {WITHOUT} {who}")),
        sums.difference(
            (f"refused {WITH} {who}", f"suggested {WITH} {who}"),
            (f"half contradicted {WITHOUT} {who}", f"suggested {WITHOUT} {who}"),
        ),
        against,
        Share(_count(row for row in timed if row["second"] in _QUICK), _count(timed)),
        Share(_count(row for row in own if row["answer"] == "accepted"), _count(own)),
    )  # fmt: skip


def _compared(sums: Sums, who: str, top: str, bottom: str, times: float = 1.0) -> Compared:
    shown, hidden = ((f"{top} {how} {who}", f"{bottom} {how} {who}") for how in (WITH, WITHOUT))
    return Compared(
        sums.ratio(*shown, times), sums.ratio(*hidden, times), sums.difference(shown, hidden, times)
    )


def _mix(sums: Sums, labels: Iterable[str]) -> Rows:
    """Return of each label its share of the marks in both conditions, the most frequent first."""
    rows = [
        {
            "label_id": label,
            "n": round(sum(sums.total(f"marks {label} {how} ") for how in (WITH, WITHOUT))),
            "compared": Compared(
                sums.ratio(f"marks {label} {WITH} ", f"marks {WITH} "),
                sums.ratio(f"marks {label} {WITHOUT} ", f"marks {WITHOUT} "),
                sums.difference(
                    (f"marks {label} {WITH} ", f"marks {WITH} "),
                    (f"marks {label} {WITHOUT} ", f"marks {WITHOUT} "),
                ),
            ),
        }
        for label in labels
    ]
    return sorted((row for row in rows if row["n"]), key=lambda row: (-row["n"], row["label_id"]))


def _count(rows: Iterable[Mapping[str, Any]]) -> int:
    return sum(int(row["n"]) for row in rows)
