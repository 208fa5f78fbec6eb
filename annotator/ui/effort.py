"""The page Effort above the honesty check: what it took, along the way, and the answers."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import streamlit as st

from annotator.charts import Figure
from annotator.charts import effort as charts
from annotator.services import effort, progress
from annotator.services.effort import BANDS, SECONDS, Effort, Estimate, Figures, Share
from annotator.services.progress import FLOOR_MS
from annotator.services.session import Session
from annotator.ui import charts as figures
from annotator.ui import in_url, passages, state, tables, words

_COLUMNS = {
    "name": "name", "articles": "articles_done", "counted": "articles_counted",
    "active_ms": "active_minutes", "median_ms": "median_minutes_an_article",
    "minutes": "minutes_for_100_words", "seconds": "seconds_an_act",
    "acts": "acts_an_annotation", "hand": "share_of_hand_acts",
}  # fmt: skip


def ready(found: Effort) -> bool:
    """Say what is missing where there is nothing to count; return whether there is something."""
    if found.people or found.answers:
        return True
    st.info("Nobody is done with an article yet. What it took stands here once somebody is.")
    st.page_link("read.py", label="Start reading", icon=":material/article:")
    return False


def choose(found: Effort) -> str:
    """Let whoever sees several people choose one of them; return whose id, empty: everybody."""
    if len(found.people) < 2:
        return ""
    names = {"": "Everybody"} | {each.annotator_id: each.name for each in found.people}
    return in_url.select("Whose", "who", names)


def show(found: Effort, who: str) -> None:
    """Show the figures of one person, or of everybody."""
    one = next((each for each in found.people if each.annotator_id == who), found.everybody)
    _figures(one)
    if len(found.people) > 1 and not who:
        _people(found)
    figures.show(charts.along(*(_of(rows, who) for rows in (found.points, found.lines))), _look())
    _answers(found, who)
    _acts(found, who)


def _of(rows: list[dict[str, Any]], who: str) -> list[dict[str, Any]]:
    return [row for row in rows if not who or row["annotator_id"] == who]


def _look() -> Any:
    return figures.look({})


def _figures(one: Figures) -> None:
    over = f"Over {words.count(one.counted, 'article')}"
    with st.container(horizontal=True, gap="medium"):
        for label, value, tip in (
            ("Articles", f"{one.articles:,}", "That are done."),
            ("Active time", words.duration(one.active_ms), f"{over}."),
            (
                "An article takes", words.duration(one.median_ms) if one.counted else "–",
                f"The median. {over}.",
            ),
            ("For 100 words", _told(one.minutes, "{:.1f} min"), _tip(one.minutes, "{:.2f} min")),
            ("An act takes", _told(one.seconds, "{:.0f} s"), _tip(one.seconds, "{:.1f} s")),
            ("Acts an annotation", _told(one.acts, "{:.2f}"), _tip(one.acts, "{:.2f}")),
            ("Hand acts", _told(one.hand, "{:.0%}"), _tip(one.hand, "{:.1%}")),
        ):  # fmt: skip
            st.metric(label, value, width="content", help=tip)
    left = one.articles - one.counted
    if left:
        st.caption(
            f"{words.count(left, 'article')} of them left out: less than {FLOOR_MS // 1000} s of "
            "active time, so opened rather than read, or done on another machine."
        )


def _told(found: Estimate, form: str) -> str:
    return "–" if found.value is None else form.format(found.value)


def _tip(found: Estimate, form: str) -> str:
    """Return the interval of a figure in words, or why there is none."""
    over = f"over {words.count(found.articles, 'article')}"
    if found.interval is None:
        return f"{found.note} ({over})"
    low, high = (form.format(end) for end in (found.interval.low, found.interval.high))
    return f"95 % interval {low} to {high}, {over}."


def _people(found: Effort) -> None:
    st.subheader("By person", anchor="people")
    names = ("Name", "Articles", "Active time", "An article", "For 100 words", "An act",
             "Acts an annotation", "Hand acts")  # fmt: skip
    tables.table(
        names,
        [
            (
                tables.cell(each.name), f"{each.counted:,} of {each.articles:,}",
                words.duration(each.active_ms),
                words.duration(each.median_ms) if each.counted else "–",
                between(each.minutes, "{:.2f}", " min"), between(each.seconds, "{:.1f}", " s"),
                between(each.acts, "{:.2f}"), between(each.hand, "{:.0%}"),
            )
            for each in found.people
        ],
    )  # fmt: skip
    rows = [_row(each) for each in found.people]
    tables.download("effort", partial(progress.as_csv, rows, _COLUMNS))


def _row(each: Figures) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(each, name) for name in _COLUMNS}
    return told | {
        name: "" if value.value is None else f"{value.value:.4f}"
        for name, value in told.items()
        if isinstance(value, Estimate)
    }


def between(found: Estimate, form: str, unit: str = "") -> str:
    """Return a figure with the ends of its interval, for a cell; a dash stands for an unknown."""
    if found.value is None:
        return "–"
    told = f"{form.format(found.value)}{unit}"
    if found.interval is None:
        return f"{told} (too few to say)" if found.note.startswith("Too few") else told
    return f"{told} ({form.format(found.interval.low)}–{form.format(found.interval.high)})"


def _answers(found: Effort, who: str) -> None:
    answers = _of(found.answers, who)
    by_band, by_second = (
        shares(answers, column, list(order))
        for column, order in (("band", BANDS), ("second", SECONDS))
    )
    _figure(
        charts.answers(
            "sureness", "Answers by sureness", "Are sure suggestions taken more often?",
            "band", by_band, list(BANDS),
        ),
        who,
    )  # fmt: skip
    _figure(
        charts.answers(
            "seconds", "Answers by the second", "What is answered at a glance, and how?",
            "second", by_second, list(SECONDS),
        ),
        who,
    )  # fmt: skip


def _acts(found: Effort, who: str) -> None:
    counts = Counter[str]()
    for row in _of(found.kinds, who):
        counts[row["act"]] += row["n"]
    _figure(charts.kinds([{"act": act, "n": n} for act, n in counts.most_common()]), who, "acts")


@st.fragment
def _figure(figure: Figure, who: str, listed: str = "answers") -> None:
    """Show a figure; a click on it, or a choice below, lists the passages behind it."""

    def shown() -> None:
        bar = figures.show(figure, _look())
        if bar is not None:
            key = f"{figure.id}-page"
            page = effort.behind(state.session(), listed, bar, who, passages.offset(key))
            passages.show(page, key)

    state.guarded(shown)


def shares(answers: list[dict[str, Any]], column: str, order: list[str]) -> list[dict[str, Any]]:
    """Return of each value of a column the share of each answer, with its interval."""
    counts = Counter[tuple[str, str]]()
    for row in answers:
        counts[row[column], row["answer"]] += row["n"]
    totals = Counter[str]()
    for (value, _), n in counts.items():
        totals[value] += n
    rows = []
    for value in order:
        for answer in ("accepted", "corrected", "rejected"):
            share = Share(counts[value, answer], totals[value])
            if share.hits:
                ends = {name: round(getattr(share, name), 4) for name in ("low", "high")}
                rows.append(
                    {column: value, "answer": answer, "n": share.hits, "of": share.of}
                    | {"share": round(share.value, 4)}
                    | ends
                )
    return rows


def own_or_team(session: Session, *, sees_others: bool) -> Effort:
    """Return what whoever asks may see."""
    return effort.team(session) if sees_others else effort.own(session)
