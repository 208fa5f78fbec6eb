"""The page Work: handing out with its preview, the list of assignments, and the ledger."""

from __future__ import annotations

from pathlib import Path

import pytest
from assigned import check_books, team
from factories import TEXT, add_article
from showing import press, said
from streamlit.testing.v1 import AppTest

from annotator.services import accounting, assigning, choosing, working
from annotator.services.accounting import Asked
from annotator.services.session import Session, session_on, store_at
from annotator.ui import hand_out, own_queue, words

HOSTILE = "<img src=x onerror=alert(1)> **bold** [link](javascript:alert(1)) $x$ :red[y]"


@pytest.fixture
def people(database: Path) -> list[Session]:
    sessions = team(store_at(database), ["Mara", "Ana", f"Ben {HOSTILE}"])
    for number in range(8):
        source = "Reuters" if number % 4 else HOSTILE
        add_article(sessions[0], f"Number {number}. {TEXT}", title=HOSTILE, source=source)
    return sessions


def part(name: str, **query: str) -> AppTest:
    """Show a part of the page to whoever leads the project."""

    def script(name: str) -> None:
        from annotator.services.session import session_on, store_here
        from annotator.ui import assignment_list, hand_out, ledger_list

        parts = {
            "hand out": hand_out.hand_out,
            "assignments": assignment_list.assignment_list,
            "ledger": ledger_list.ledger_list,
        }
        parts[name](session_on(store_here(), "Team"))

    app = AppTest.from_function(script, args=(name,), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def test_nothing_is_handed_out_until_a_number_is_set_and_then_the_preview_is_what_is_given(
    people: list[Session],
) -> None:
    lead, *_ = people
    app = part("hand out")
    assert "Nothing is handed out: everybody reads everything." in said(app)
    assert "8 articles are not handed out" in said(app)
    app.number_input(key="overlap_0").set_value(2).run()
    assert assigning.overlap(lead) == 2
    app.segmented_control(key="url_by").set_value("sample").run()
    app.number_input(key="url_size").set_value(4).run()
    assert app.query_params["by"] == "sample"
    told = said(app)
    assert "Reuters 3 of 6" in told
    assert f"{words.plain(HOSTILE)} 1 of 2" in told
    assert "Gives **4 articles**: Ana 4," in told
    press(app, "Hand out")
    assert "Handed out 4 articles: 8 assignments." in said(app)
    assert "4 articles are given to as many as they get." in said(app)
    assert sum(row["load"] for row in assigning.able(lead)) == 8
    [made] = accounting.handed_out(lead)
    assert (made["how"]["size"], made["how"]["seed"], made["how"]["strata"]) == (4, 1, "source")
    check_books(lead.store)


def test_what_is_chosen_stands_in_the_url_and_a_number_of_annotators_can_be_an_articles_own(
    people: list[Session],
) -> None:
    lead, ana, ben = people
    assigning.set_overlap(lead, 2)
    app = part("hand out", source="Reuters", by="filter", to=ana.annotator.id, due="2026-12-24")
    assert "Gives **6 articles**: Ana 6." in said(app)
    assert "6 articles are short of annotators" in said(app)
    press(app, "Set it for 6 articles")
    app.number_input(key="exception_2").set_value(1).run()
    press(app, "Set it for 6 articles")
    assert "short of annotators" not in said(app)
    press(app, "Hand out")
    assert {row["due"] for row in working.mine(ana).to_do} == {"2026-12-24"}
    app.multiselect(key="url_to").set_value([ana.annotator.id, ben.annotator.id]).run()
    assert "to" not in app.query_params  # these are the usual ones
    assert app.query_params["source"] in ("Reuters", ["Reuters"])
    press(app, "As the project says")
    assert f"Gives **6 articles**: {words.plain('Ben ' + HOSTILE)} 6, Ana 0." in said(app)


def test_a_number_that_is_refused_is_said_and_changes_nothing(people: list[Session]) -> None:
    lead, ana, _ = people
    app = part("hand out")
    ended = session_on(lead.store, "Team")
    assigning.set_overlap(lead, 1)
    lead.store.db.conn.execute("DELETE FROM member WHERE annotator_id = ?", (ana.annotator.id,))
    app.number_input(key="overlap_0").set_value(3).run()
    assert "more than the 2 members" in said(app)
    assert assigning.overlap(ended) == 1


def test_a_handing_out_is_called_off_and_all_of_it_stands_in_the_ledger(
    people: list[Session],
) -> None:
    lead, ana, ben = people
    assigning.set_overlap(lead, 1)
    chosen = choosing.by_filter(lead, hand_out.Filter())
    who = [ana.annotator.id, ben.annotator.id]
    assigning.hand_out(lead, chosen, who, "2020-01-31")
    working.skip(ana, working.mine(ana).to_do[0]["id"], HOSTILE)
    app = part("assignments")
    shown = app.dataframe[0].value
    assert list(shown["State"].unique()) in (["open", "skipped"], ["skipped", "open"])
    assert set(shown["Due"][shown["State"] == "open"].str[:10]) == {"overdue by"}
    assert list(shown["Due"][shown["State"] == "skipped"]) == ["31 Jan 2020"]  # that is over
    app.selectbox(key="url_in").set_value("skipped").run()
    assert len(app.dataframe[0].value) == 1
    assert "all articles" in said(app)
    press(app, "Call off (7)")
    assert "Called off 7 assignments." in said(app)
    assert len(accounting.assignments(lead, Asked())) == 1
    app = part("ledger")
    assert (
        "8 given + 0 drawn − 7 called off = **1 assignment**: "
        "0 open, 0 in work, 0 done, 1 skipped." in said(app)
    )
    assert len(app.dataframe[0].value) == 16
    app.selectbox(key="url_what").set_value("skipped").run()
    assert list(app.dataframe[0].value["Reason"]) == [HOSTILE]


def test_how_far_somebody_is_and_when_it_is_due_is_said_in_words() -> None:
    counts = {"open": 25, "in_work": 3, "done": 12, "overdue": 2, "skipped": 1}
    assert own_queue.told(counts) == "**12 of 40 articles done**, 3 in work, 2 overdue"
    days = {
        "2026-12-24": "due today", "2026-12-25": "due tomorrow", "2026-12-23": "overdue by 1 day",
        "2026-12-01": "overdue by 23 days", "2027-01-02": "due 2 Jan 2027", "": "", "soon": "",
    }  # fmt: skip
    assert {day: words.due(day, "2026-12-24") for day in days} == days
