"""The pages: no trace of a fault in any state of the database, and one action on each."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from factories import TEXT, add_article, content, make_act
from running import eventually
from showing import given, listed, opened, press, said
from streamlit.testing.v1 import AppTest

from annotator.model import Filter, Suggestion
from annotator.services import copies, exchange, library, loading, projects, queueing
from annotator.services.session import Session, local_session, store_at
from annotator.store import acts, people
from annotator.store.suggestions import suggest
from annotator.ui import article_list, export_form, filter_bar, words

PAGES = ("library.py", "load.py", "learning.py", "export.py", "codebook.py", "settings.py")
HOSTILE = "<img src=x onerror=alert(1)> **bold** [link](javascript:alert(1)) $x$ :red[y]"


@pytest.fixture
def seeded(desk: Session) -> Session:
    first = add_article(desk, published_at="2016-11-02", source="Reuters", language="en")
    add_article(desk, "外交部长在北京会见了代表团。", title=HOSTILE, source=HOSTILE, language="zh")
    made = make_act(after=content(TEXT, 0, 10))
    assert acts.apply(desk.store, first, desk.annotator, [made]).confirmed
    recogniser = people.annotator(desk.store, "rules", "recogniser", "1")
    suggest(desk.store, first, recogniser, [Suggestion(29, 35, "LOC", 0.8)])
    return desk


def is_whole(app: AppTest) -> bool:
    return not app.exception and not app.error


def until_loaded(app: AppTest) -> AppTest:
    assert eventually(lambda: "The load of" in said(app.run()))
    return app


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_an_empty_project_shows_no_fault(desk: Session, page: str) -> None:
    assert is_whole(opened(page))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_seeded_project_shows_no_fault(seeded: Session, page: str) -> None:
    assert is_whole(opened(page))


@pytest.mark.parametrize("page", PAGES)
def test_a_file_that_is_no_database_is_told_in_words(page: str, database: Path) -> None:
    database.write_bytes(b"Dear Sir, " * 1000)
    app = opened(page)
    assert "can't be opened" in app.error[0].value.replace("\\", "")


@pytest.mark.parametrize("page", PAGES)
def test_a_database_of_a_newer_pressmark_is_told_in_words(page: str, database: Path) -> None:
    store = store_at(database)
    with store.write() as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
            ("pressmark", "m999_later", "2030-01-01"),
        )
    store.close()
    store_at.cache_clear()
    app = opened(page)
    assert "newer Pressmark" in app.error[0].value


def test_an_empty_library_leads_to_the_load_page(desk: Session) -> None:
    assert "There are no articles yet" in said(opened("library.py"))


def test_the_library_lists_articles_with_links_that_carry_the_filter(seeded: Session) -> None:
    [row] = listed(opened("library.py", query="geneva", language="en", sort="title"))
    assert (row["headline"], row["day"], row["language"]) == ("A title", "2 Nov 2016", "English")
    assert (row["marks"], row["suggestions"], row["state"]) == (1, 1, "in work")
    assert [found for _, found in row["context"] if found][:1] == ["Geneva"]
    query = parse_qs(urlsplit(row["href"]).query)
    assert query == {
        "article": [row["id"]], "query": ["geneva"], "language": ["en"], "sort": ["title"]
    }  # fmt: skip


def test_the_library_counts_copies_and_shows_one_of_each(seeded: Session) -> None:
    add_article(seeded, TEXT + " Nobody knows why.", title="Copy")
    list(copies.find_all(seeded))
    app = opened("library.py")
    assert sorted(row["copies"] for row in listed(app)) == [1, 2, 2]
    app.selectbox(key="filter_copies").set_value("folded").run()
    assert is_whole(app)
    assert "Copy" not in {row["headline"] for row in listed(app)}
    assert app.query_params["copies"] == "folded"


@pytest.mark.parametrize("sort", queueing.SORTS)
def test_the_library_arranges_a_queue_and_says_how(seeded: Session, sort: str) -> None:
    app = opened("library.py", sort=sort)
    assert "not been put in this order yet" in app.caption[1].value
    assert not any(row["reason"] for row in listed(app))
    next(button for button in app.button if button.label == "Arrange").click().run()
    assert is_whole(app)
    assert any("% by chance (seed" in caption.value for caption in app.caption)
    assert all(row["reason"] for row in listed(app))
    assert app.query_params["sort"] == sort
    app.selectbox(key="filter_sort").set_value(("published_at", True)).run()
    assert not any(row["reason"] for row in listed(app))


def test_the_library_offers_nothing_that_would_be_refused(seeded: Session) -> None:
    def offered() -> tuple[bool, bool]:
        app = opened("library.py", sort="unsure")
        assert is_whole(app)
        [told] = given(app, "rows")
        return told["can_remove"], any(button.label == "Arrange" for button in app.button)

    assert offered() == (True, True)
    projects.archive(seeded)
    assert offered() == (False, False)


@pytest.mark.parametrize("descending", ["true", "false"])
@pytest.mark.parametrize("sort", [*library.SORTS, "queue", "nonsense", "seq; DROP TABLE article"])
def test_whatever_order_a_link_asks_for_is_shown_in_words(
    seeded: Session, sort: str, descending: str
) -> None:
    app = opened("library.py", sort=sort, descending=descending)
    assert is_whole(app)
    shown = app.selectbox(key="filter_sort")
    assert shown.options[shown.index] in filter_bar.ORDERS.values()
    assert len(listed(app)) == 2


@pytest.mark.parametrize("link", [{"sort": "queue"}, {"sort": "unsure", "descending": "false"}])
def test_links_to_the_queue_lead_to_what_is_least_sure(
    seeded: Session, link: dict[str, str]
) -> None:
    app = opened("library.py", **link)
    assert app.selectbox(key="filter_sort").value == ("unsure", True)
    assert all("sort=unsure" in row["href"] for row in listed(app))
    assert not any("descending" in row["href"] for row in listed(app))


def test_search_and_filters_go_to_the_url_and_first_of_all_to_its_first_page(
    seeded: Session,
) -> None:
    app = opened("library.py", page="1")
    app.text_input(key="filter_query").set_value("北京").run()
    assert [row["code"] for row in listed(app)] == ["zh"]
    assert app.query_params == {"query": "北京"}
    app.selectbox(key="filter_source").set_value("Reuters").run()
    assert "No article matches" in said(app)
    press(app, "Show all articles")
    assert len(listed(app)) == 2
    assert is_whole(app)


@pytest.mark.parametrize(
    "query",
    [
        {"page": "99"}, {"page": "x"}, {"page": "-1"}, {"published_from": "yesterday"},
        {"source": "gone"}, {"label_id": "gone"}, {"language": "xx-yy"}, {"query": '"'},
    ],
)  # fmt: skip
def test_a_url_that_somebody_has_edited_breaks_nothing(
    seeded: Session, query: dict[str, str]
) -> None:
    assert is_whole(opened("library.py", **query))


@pytest.mark.parametrize("query", [{"state": "lost"}, {"query": "a" * 501}])
def test_a_url_that_names_what_there_is_not_is_told_in_words(
    seeded: Session, query: dict[str, str]
) -> None:
    app = opened("library.py", **query)
    assert len(app.error) == 1


def test_fifty_rows_make_a_page_and_the_url_turns_it(desk: Session) -> None:
    for k in range(51):
        add_article(desk, f"Text {k}.", title=f"Title {k:02}", published_at=f"20{k:02}-01-01")
    app = opened("library.py")
    assert (len(listed(app)), listed(app)[0]["headline"]) == (50, "Title 50")
    assert "1–50 of 51 articles" in said(app)
    app = opened("library.py", page="2")
    assert [row["headline"] for row in listed(app)] == ["Title 00"]


def test_an_article_that_was_removed_comes_back(seeded: Session) -> None:
    app = opened("library.py")
    row = listed(app)[0]
    library.remove(seeded, row["id"])
    app.session_state["removed"] = (row["id"], row["headline"])
    app.run()
    assert len(listed(app)) == 1
    press(app, "Undo")
    assert len(listed(app)) == 2
    assert is_whole(app)


def test_reading_goes_on_with_the_article_in_work(seeded: Session) -> None:
    app = press(opened("library.py"), "Continue reading")
    found = library.next_to_read(seeded, Filter())
    assert found is not None
    assert app.query_params["article"] == found["id"]


def test_a_context_is_cut_into_text_and_found_words() -> None:
    assert article_list.pieces("a \x02b\x03 c \x02d\x03") == [["a ", "b"], [" c ", "d"]]
    assert article_list.pieces("a") == [["a", ""]]
    assert article_list.pieces("") == []


def test_a_pasted_text_is_loaded_read_and_can_be_undone(desk: Session) -> None:
    app = opened("load.py")
    app.text_area[0].set_value("Anna Lindh met Kofi Annan in Geneva, Switzerland, on Tuesday.")
    app = until_loaded(press(app, "Load this text"))
    assert "1 loaded, 0 there already, 0 refused" in said(app)
    assert library.page(desk, Filter()).total == 1
    press(app, "Undo")
    assert library.page(desk, Filter()).total == 0
    press(app, "Redo")
    assert library.page(desk, Filter()).total == 1
    assert is_whole(app)


def test_an_empty_field_is_told_and_nothing_is_loaded(desk: Session) -> None:
    app = press(opened("load.py"), "Load this text")
    assert "no text yet" in app.warning[0].value
    assert loading.loads(desk) == []


def test_files_are_loaded_and_each_has_its_verdict(desk: Session) -> None:
    app = opened("load.py")
    app.file_uploader[0].set_value(
        [
            ("news.csv", b"headline,body\nOne,A text of Paris that is long.\nTwo,\n", "text/csv"),
            ("empty.txt", b"  ", "text/plain"),
        ]
    ).run()
    chosen = {box.label: box.value for box in app.selectbox}
    assert (chosen["Text"], chosen["Title"], chosen["Tags"]) == ("body", "headline", "")
    app = until_loaded(press(app, "Load 2 files"))
    assert "1 loaded, 0 there already, 2 refused" in said(app)
    shown = said(app).replace("\\", "")
    assert "- **news.csv, row 3** – Empty: there is no text in it." in shown
    assert "- **empty.txt** – Empty" in shown


def test_an_exported_csv_is_recognised_and_brought_in(seeded: Session, tmp_path: Path) -> None:
    file = "".join(exchange.export_csv(seeded, exchange.Selection())).encode()
    other = local_session(seeded.store, "Other")
    app = opened("load.py", project="Other")
    app.file_uploader[0].set_value([("back.csv", file, "text/csv")]).run()
    assert "annotations that Pressmark exported" in app.info[0].value
    until_loaded(press(app, "Load 1 file"))
    assert library.page(other, Filter()).total == 1


def test_the_export_shows_how_many_rows_and_the_first_of_them(seeded: Session) -> None:
    app = opened("export.py")
    assert app.subheader[2].value == "2 rows"
    assert set(app.dataframe[0].value["quote"]) == {"Anna Lindh", "Geneva"}
    app.multiselect[0].set_value(["made"]).run()
    assert app.subheader[2].value == "1 row"
    app.checkbox[0].check().run()
    assert app.subheader[2].value == "2 rows"
    app.selectbox(key="filter_language").set_value("zh").run()
    assert app.subheader[2].value == "1 row"
    assert is_whole(app)


def test_the_address_of_an_export_tells_the_whole_choice(seeded: Session) -> None:
    selection = exchange.Selection(
        Filter(query="a & b", source="Reuters"),
        label_id="PER",
        states=("made", "accepted"),
        with_empty=True,
        created_from="2020-01-01",
    )
    address = urlsplit(export_form.address(seeded, selection))
    assert address.path == "/api/export.csv"
    assert parse_qs(address.query) == {
        "query": ["a & b"], "source": ["Reuters"], "annotation_label": ["PER"],
        "states": ["made", "accepted"], "with_empty": ["true"], "created_from": ["2020-01-01"],
        "project": [seeded.project.name], "spreadsheet": ["true"],
    }  # fmt: skip


def test_a_name_is_saved_and_an_empty_one_refused_in_words(desk: Session) -> None:
    app = opened("settings.py")
    app.text_input[0].set_value("Ada")
    press(app, "Save the name")
    assert local_session(desk.store).annotator.name == "Ada"
    app.text_input[0].set_value("  ")
    press(app, "Save the name")
    assert "A name is needed" in app.error[0].value


def test_another_project_is_begun_and_left_again(seeded: Session) -> None:
    app = opened("settings.py")
    app.text_input[1].set_value("Second")
    press(app, "Begin the project")
    assert local_session(seeded.store).project.name == "Second"
    app.selectbox(key="project_chosen").set_value(seeded.project.name).run()
    assert local_session(seeded.store).project.name == seeded.project.name
    assert is_whole(app)


def test_dates_languages_and_numbers_are_written_for_people() -> None:
    assert words.day("2016-11-02T16:37:00Z") == "2 Nov 2016"
    assert words.day("in May") == "in May"
    assert words.minute("2016-11-02T16:37:00Z") == "2 Nov 2016, 16:37"
    assert [words.language(code) for code in ("fr", "el", "xx", "")] == [
        "French",
        "Greek",
        "xx",
        "",
    ]
    assert [words.count(n, "row") for n in (0, 1, 2000)] == ["0 rows", "1 row", "2,000 rows"]
    assert words.size(2_500_000) == "2.5 MB"
    assert words.plain("*a*") == "\\*a\\*"
