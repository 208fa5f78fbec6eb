"""The API as the desk and a script see it: real app, real database."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from factories import TEXT, add_article, content
from fastapi.testclient import TestClient

from annotator.api import application
from annotator.services import openings
from annotator.services.session import Session, local_session, store_at


@pytest.fixture
def desk(database: Path) -> Iterator[tuple[TestClient, Session]]:
    store = store_at(database)
    with TestClient(application(), raise_server_exceptions=False) as client:
        yield client, local_session(store)
    store.close()


def act(after: dict[str, Any], number: int = 0) -> dict[str, Any]:
    return {
        "id": f"act-{after['id']}-{number}", "at": "2026-01-05T10:00:00.000Z", "kind": "annotate",
        "subject": "annotation", "before": None, "after": after,
    }  # fmt: skip


def test_an_article_is_opened_with_all_that_the_desk_needs(
    desk: tuple[TestClient, Session],
) -> None:
    client, session = desk
    article = add_article(session)
    opened = client.get(f"/articles/{article}").json()
    assert opened["article"]["text"] == TEXT
    assert opened["article"]["direction"] == "ltr"
    assert [label["key"] for label in opened["labels"]][:3] == ["1", "2", "3"]
    assert ("Geneva", "LOC") in {(s["quote"], s["label_id"]) for s in opened["suggestions"]}
    assert opened["place"] == {"position": 1, "total": 1, "next": None, "previous": None}
    assert (opened["annotations"], opened["undo"], opened["state"]) == ([], [], "open")


def test_an_article_is_opened_by_a_window_that_shows_it_or_by_an_act(
    desk: tuple[TestClient, Session],
) -> None:
    client, session = desk
    shown, acted, fetched = (add_article(session, f"{TEXT} {name}.") for name in "abc")
    tickets = {
        article: client.get(f"/articles/{article}").json()["ticket"]
        for article in (shown, acted, fetched)
    }
    openings.set_share(session, 100)  # after they were fetched
    beat = {"window_id": "w", "number": 1, "ticket": tickets[shown]}
    for _ in range(2):
        client.post(f"/articles/{shown}/here", json=beat)
    note = content(TEXT, 0, 4, None, id="n", note="Who?")
    body = {"acts": [act(note)], "ticket": tickets[acted]}
    assert client.post(f"/articles/{acted}/acts", json=body).json()["refused"] == []
    rows = session.store.rows(
        "SELECT id, is_without, share FROM opening JOIN article ON seq = article_seq ORDER BY seq"
    )
    assert [tuple(row) for row in rows] == [(shown, 0, 0), (acted, 0, 0)]


def test_the_same_words_are_found_labelled_and_taken_back_in_other_articles(
    desk: tuple[TestClient, Session],
) -> None:
    client, session = desk
    first, second = (add_article(session, f"Geneva, said {name}.") for name in ("one", "two"))
    wanted = {"quote": "Geneva", "label_id": "LOC", "but_article": first}
    found = client.post("/occurrences", json=wanted).json()
    assert (found["places"], found["articles"], found["is_capped"]) == (1, 1, False)
    assert [p["article_id"] for p in found["passages"]] == [second]
    client.post("/occurrences/apply", json=wanted | {"group": "stroke"})
    assert len(client.get(f"/articles/{second}").json()["annotations"]) == 1
    standing = client.get("/groups/stroke", params={"but_article": first}).json()
    assert standing == {"done": 1, "undone": 0}
    taken = client.post("/groups/stroke/undo", json={"but_article": first}).json()
    assert taken == {"articles": 1, "acts": 1, "left": 0}
    refused = client.post("/occurrences", json=wanted | {"quote": " "})
    assert (refused.status_code, refused.json()["code"]) == (400, "refused")


def test_acts_are_confirmed_and_found_again(desk: tuple[TestClient, Session]) -> None:
    client, session = desk
    article = add_article(session)
    good, bad = content(TEXT, 0, 10), content(TEXT, 0, 10) | {"quote": "Anna Lind!"}
    answer = client.post(f"/articles/{article}/acts", json={"acts": [act(good), act(bad)]}).json()
    assert answer["confirmed"] == [act(good)["id"]]
    [refused] = answer["refused"]
    assert refused["message"]
    assert refused["remedy"]
    opened = client.get(f"/articles/{article}").json()
    assert [a["quote"] for a in opened["annotations"]] == ["Anna Lindh"]
    assert opened["state"] == "in work"
    assert opened["undo"][-1][0]["after"] == good


@pytest.mark.parametrize(
    ("path", "status"),
    [("/articles/nothing", 404), ("/articles?sort=nothing", 400), ("/articles?limit=0", 422)],
)
def test_what_can_not_be_answered_is_told_in_words(
    desk: tuple[TestClient, Session], path: str, status: int
) -> None:
    client, _ = desk
    answer = client.get(path)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_pages_of_other_origins_are_turned_away(desk: tuple[TestClient, Session]) -> None:
    client, session = desk
    article = add_article(session)
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://example.org"}):
        answer = client.post(f"/articles/{article}/acts", json={"acts": []}, headers=headers)
        assert answer.status_code == 400
        assert "another page" in answer.json()["message"]


def test_the_csv_is_streamed_with_a_mark_for_spreadsheets_where_asked(
    desk: tuple[TestClient, Session],
) -> None:
    client, session = desk
    article = add_article(session)
    client.post(f"/articles/{article}/acts", json={"acts": [act(content(TEXT, 0, 10))]})
    plain = client.get("/export.csv", params={"states": "made"})
    assert plain.headers["content-type"] == "text/csv; charset=utf-8"
    [row] = list(csv.DictReader(io.StringIO(plain.text, newline="")))
    assert row["quote"] == "Anna Lindh"
    marked = client.get("/export.csv", params={"states": "made", "spreadsheet": "true"})
    assert marked.content == b"\xef\xbb\xbf" + plain.content


def test_the_description_of_the_api_fetches_nothing_from_elsewhere(
    desk: tuple[TestClient, Session],
) -> None:
    client, _ = desk
    page = client.get("/docs")
    assert page.status_code == 200
    assert "://" not in page.text
    assert client.get("/static-offline-docs/swagger-ui-bundle.js").status_code == 200


def test_the_original_bytes_are_handed_out_as_they_came_and_never_as_a_page(
    desk: tuple[TestClient, Session],
) -> None:
    client, session = desk
    original = b"<script>window.hit = 1</script>\r\nCaf\xe9"
    article = add_article(session, original=original)
    answer = client.get(f"/articles/{article}/original")
    assert answer.content == original
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_link_to_a_project_that_is_not_there_makes_none(
    desk: tuple[TestClient, Session],
) -> None:
    client, _ = desk
    answer = client.get("/articles", params={"project": "Nothing"})
    assert answer.status_code == 404
    assert "Nothing" in answer.json()["message"]
    assert [project["name"] for project in client.get("/projects").json()] == ["My articles"]


def test_an_article_of_another_project_opens_with_its_own_labels_and_neighbours(
    desk: tuple[TestClient, Session],
) -> None:
    client, session = desk
    other = local_session(session.store, "Other")
    article = add_article(other)
    add_article(session, "Of the project used last.")
    opened = client.get(f"/articles/{article}").json()
    assert opened["article"]["project_id"] == other.project.id
    assert opened["place"]["total"] == 1


def test_preferences_are_kept_and_come_with_each_article(
    desk: tuple[TestClient, Session],
) -> None:
    client, session = desk
    article = add_article(session)
    assert client.get(f"/articles/{article}").json()["preferences"] == {}
    chosen = {"theme": "dark", "keys": {"next paragraph": ["ж"]}}
    assert client.put("/preferences", json=chosen).json() == chosen
    assert client.get(f"/articles/{article}").json()["preferences"] == chosen
    refused = client.put("/preferences", json={"theme": "pink", "face": "sans"})
    assert refused.status_code == 400
    assert "dark" in refused.json()["remedy"]
    assert client.put("/preferences", json=["dark"]).status_code == 422
    assert client.put("/preferences", json={"theme": None}).json() == {"keys": chosen["keys"]}


def test_the_place_in_an_article_is_kept_for_whoever_reads_it(
    desk: tuple[TestClient, Session],
) -> None:
    client, session = desk
    article = add_article(session)
    path = f"/articles/{article}"
    assert client.get(path).json()["bookmark"] == 0
    for at in (40, 12):
        assert client.put(f"{path}/bookmark", json={"at": at}).status_code == 200
        assert client.get(path).json()["bookmark"] == at
    for at in (-1, len(TEXT), 10**30, "x", None):
        refused = client.put(f"{path}/bookmark", json={"at": at})
        assert refused.status_code in (400, 422), at
    assert client.get(path).json()["bookmark"] == 12
    assert client.get(path).json()["undo"] == []
    client.put(f"{path}/bookmark", json={"at": 0})
    assert session.store.value("SELECT count(*) FROM bookmark") == 0
    assert client.put("/articles/none/bookmark", json={"at": 0}).status_code == 404


def test_a_stream_tells_what_is_new_since_the_last_event_and_ends_by_itself(
    desk: tuple[TestClient, Session],
) -> None:
    client, session = desk
    article = add_article(session)
    made = act(content(TEXT, 0, 10))
    client.post(f"/articles/{article}/acts", json={"acts": [made]})
    answer = client.get(f"/articles/{article}/events", params={"since": 0})
    assert answer.headers["content-type"].startswith("text/event-stream")
    _, told = [each for each in answer.text.split("\n\n") if each.startswith("data: ")]
    assert json.loads(told.removeprefix("data: "))["acts"] == [made["id"]]
    assert client.get("/articles/nothing/events").status_code == 404
