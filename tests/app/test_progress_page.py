"""The page Progress: what it says when there is nothing, and one's own figures when there is."""

from __future__ import annotations

from functools import partial

import pytest
from factories import TEXT, add_article, content, done_act, make_act
from showing import Open, drawn, opened, said

from annotator.services.session import Session
from annotator.store import acts, articles
from annotator.ui import tables, words

HOSTILE = 'A | <b>"title"</b> [x](javascript:1)\n# *so*'


@pytest.fixture
def page(desk: Session) -> Open:
    return partial(opened, "progress.py")


def test_without_articles_and_without_work_it_says_what_to_do(desk: Session, page: Open) -> None:
    assert "There are no articles yet" in said(page())
    add_article(desk)
    app = page()
    told = said(app)
    assert not app.error
    assert "You are done with **0 of 1 article**." in told
    assert "You have not begun yet" in told


def test_ones_own_work_is_shown_by_the_day_and_by_the_article(desk: Session, page: Open) -> None:
    article = add_article(desk, title=HOSTILE)
    made = [make_act(after=content(TEXT, 0, 10)), done_act()]
    assert acts.apply(desk.store, article, desk.annotator, made).confirmed
    seq = articles.seq_in(desk.store, desk.project.id, article)
    with desk.store.write() as connection:
        connection.execute(
            "INSERT INTO active_time VALUES (?, ?, '2026-01-05', 150000)", (desk.annotator.id, seq)
        )
    app = page()
    told = said(app)
    assert not app.error
    assert "You are done with **1 of 1 article**." in told
    assert [found.value for found in app.metric] == ["1", "0", "2 min", "2 min", "6"]
    assert drawn(app) == 1
    assert f"](read?article={article}) | done | 14 | 2 min | 5 Jan 2026 |" in told
    assert "The team" not in told  # at one's own machine there is none
    app.segmented_control[0].set_value("Time").run()
    assert not app.exception
    assert "2 minutes at work on 2 days" in said(app)


def test_what_strangers_wrote_stays_text_in_one_cell_of_a_table() -> None:
    written = tables.cell(HOSTILE)
    assert "\n" not in written
    assert written.count("|") == written.count("\\|")
    assert tables.link("", "read?article=1") == "[Without a title](read?article=1)"
    assert len(tables.cell("a" * 500)) == 60


def test_times_are_told_in_hours_minutes_or_seconds() -> None:
    told = [words.duration(each * 1000) for each in (0, 20, 60, 3600, 7500, 3_600_000)]
    assert told == ["0 min", "20 s", "1 min", "1 h", "2 h 5 min", "1,000 h"]
