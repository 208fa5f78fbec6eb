import csv
import io
import json
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from annotator.articles import columns, read_file
from annotator.errors import Refused
from annotator.model import Draft, Refusal
from annotator.text import normalise

TEXT = "The harbour of Eastport was closed on Monday. Nobody was hurt, it’s said."


def write_csv(rows: list[list[str]], delimiter: str = ",") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode()


def read_all(name: str, data: bytes, **more: dict[str, str]) -> list[Draft]:
    found = list(read_file(name, data, **more))
    assert all(isinstance(x, Draft) for x in found), found
    return [x for x in found if isinstance(x, Draft)]


def test_every_field_of_a_row_is_read() -> None:
    [draft] = read_all(
        "news.csv",
        write_csv(
            [
                ["id", "headline", "content", "pub_date", "updated", "author", "outlet", "link",
                 "lang", "keywords"],
                ["1", "Ship aground", TEXT, "2016-11-02 16:37 UTC", "2016-11-03", "Jane Roe",
                 "Eastport Echo", "https://echo.example/1", "en-GB", "ports; ships"],
            ]
        ),
    )  # fmt: skip
    assert (draft.title, draft.body, draft.byline) == ("Ship aground", TEXT, "Jane Roe")
    assert (draft.published_at, draft.modified_at) == ("2016-11-02T16:37:00Z", "2016-11-03")
    assert (draft.source, draft.url) == ("Eastport Echo", "https://echo.example/1")
    assert (draft.language, draft.tags, draft.place) == (
        "en",
        ("ports", "ships"),
        "news.csv, row 2",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    [draft] = read_all("a.csv", write_csv([["title", "text"], ["One, two", TEXT]], delimiter))
    assert (draft.title, draft.body) == ("One, two", TEXT)


def test_a_row_with_a_wrong_number_of_fields_costs_itself_only() -> None:
    found = list(read_file("n.csv", b"title,text\nA,first\nB,too,many\nC,third\n"))
    assert [x.place for x in found] == [f"n.csv, row {n}" for n in (2, 3, 4)]
    assert isinstance(found[1], Refusal)
    assert found[1].reason == "The row has 3 fields, and the table 2 columns."


@pytest.mark.parametrize(
    "broken", ['B,"never closed\n', 'B,"closed" too early\n', '"B,never closed\n']
)
@pytest.mark.parametrize("other", ['C,"quoted, third"\n', "C,third\n"])
def test_broken_quoting_does_not_swallow_what_follows(broken: str, other: str) -> None:
    found = list(read_file("n.csv", f"title,text\nA,first\n{broken}{other}D,fourth\n".encode()))
    assert [isinstance(x, Draft) for x in found] == [True, False, True, True]
    assert isinstance(found[1], Refusal)
    assert "Broken quoting" in found[1].reason


@pytest.mark.parametrize("header", ['title,"text\n', '"title,text\n', 'title,"te"xt\n'])
def test_a_header_with_broken_quoting_is_refused_in_words(header: str) -> None:
    [refusal] = read_file("n.csv", f'{header}A,first\nB,"second"\n'.encode())
    assert isinstance(refusal, Refusal)
    assert refusal.place == "n.csv, row 1"
    assert refusal.reason.startswith("Broken quoting in the header: a quotation mark")


def test_quotation_marks_in_tab_separated_text_are_just_marks() -> None:
    [draft] = read_all("a.tsv", b'title\ttext\n"Ship" aground\t"It is," he said.\n')
    assert (draft.title, draft.body) == ('"Ship" aground', '"It is," he said.')


def test_a_cell_with_line_breaks_is_one_article() -> None:
    text = "First “paragraph”.\n\nSecond, with a comma\nand a line."
    [draft] = read_all("a.csv", write_csv([["title", "text"], ["A", text]]))
    assert draft.body == text
    assert text in draft.original.decode(draft.encoding)


def test_a_table_without_a_header_is_read_from_its_first_row() -> None:
    drafts = read_all("a.csv", write_csv([["1", TEXT * 2], ["2", TEXT * 3]]))
    assert [d.place for d in drafts] == ["a.csv, row 1", "a.csv, row 2"]


def test_utf_16_tables_are_read() -> None:
    [draft] = read_all("a.csv", "title,text\r\nМорской порт,Порт закрыт\r\n".encode("utf-16"))
    assert (draft.title, draft.body, draft.encoding) == ("Морской порт", "Порт закрыт", "utf-16")


def test_a_broken_json_line_costs_itself_only() -> None:
    data = b'{"text": "one"}\n\n{"text": \n["x"]\n{"title": "no text"}\n"four"\n'
    found = list(read_file("a.jsonl", data))
    assert [x.place for x in found] == [f"a.jsonl, line {n}" for n in (1, 3, 4, 5, 6)]
    assert [isinstance(x, Draft) for x in found] == [True, False, False, False, True]


@pytest.mark.parametrize(
    "content",
    [
        [{"title": "A", "text": TEXT}],
        {"articles": [{"title": "A", "text": TEXT}]},
        {"whatever": [{"title": "A", "text": TEXT}]},
        {"title": "A", "text": TEXT},
        {"title": "A", "details": {"body": f"<p>{TEXT}</p>"}, "links": [{"title": "B"}]},
    ],
)
def test_json_of_many_shapes_is_read(content: object) -> None:
    [draft] = read_all("a.json", json.dumps(content).encode())
    assert (draft.title, draft.body) == ("A", TEXT)


def test_half_a_character_in_json_becomes_the_replacement_character() -> None:
    [draft] = read_all("a.jsonl", b'{"title": "A", "text": "x \\ud83d y \\ud83d\\udea2"}')
    assert draft.body == "x � y 🚢"


def test_parquet_is_read_with_its_types() -> None:
    file = io.BytesIO()
    moment = datetime(2016, 11, 2, 16, 37, tzinfo=UTC)
    rows = [{"title": f"No. {n}", "text": TEXT, "date": moment, "tags": ["a", "b"]}
            for n in range(450)]  # fmt: skip
    parquet.write_table(pa.Table.from_pylist(rows), file)
    drafts = read_all("a.parquet", file.getvalue())
    assert len(drafts) == 450
    last = drafts[-1]
    assert (last.title, last.published_at, last.tags) == (
        "No. 449",
        "2016-11-02T16:37:00Z",
        ("a", "b"),
    )


def test_script_in_every_field_stays_as_characters() -> None:
    bad = "<script>alert(1)</script>"
    names = ["text", "title", "byline", "source", "url", "tags", "date", "language"]
    [draft] = read_all("a.csv", write_csv([names, [bad] * len(names)]))
    assert (draft.body, draft.title, draft.byline, draft.source) == (bad,) * 4
    assert draft.tags == (bad,)
    assert (draft.url, draft.published_at) == ("", "")


@pytest.mark.parametrize(
    ("cell", "body"),
    [
        ("<p>One</p><p>Two &amp; <b>three</b><script>x</script></p>", "One\n\nTwo & three"),
        ("One<br>Two", "One\nTwo"),
        ("5 < 6 and <b>bold</b> & so", "5 < 6 and <b>bold</b> & so"),
        ("How to write a <p> in HTML", "How to write a <p> in HTML"),
    ],
)
def test_a_cell_is_html_only_with_block_tags(cell: str, body: str) -> None:
    [draft] = read_all("a.csv", write_csv([["title", "text"], ["A", cell]]))
    assert draft.body == body


def test_a_table_without_titles_goes_through_the_layout() -> None:
    [draft] = read_all("a.jsonl", json.dumps({"text": f"Ship\n2015-09-01\n\n{TEXT}"}).encode())
    assert (draft.title, draft.published_at, draft.body) == ("Ship", "2015-09-01", TEXT)


def test_columns_are_guessed_shown_and_can_be_changed() -> None:
    data = write_csv([["no", "kopf", "заголовок", "absatz"], ["7", "Kopf", "Порт", TEXT]])
    guessed = columns("a.csv", data)
    assert guessed.columns == ("no", "kopf", "заголовок", "absatz")
    assert guessed.mapping == {"text": "absatz", "title": "заголовок"}
    assert guessed.rows[0]["kopf"] == "Kopf"
    [draft] = read_all("a.csv", data, mapping=guessed.mapping | {"title": "kopf"})
    assert draft.title == "Kopf"


def test_a_mapping_to_a_missing_column_is_refused() -> None:
    [refusal] = read_file("a.csv", b"title,text\na,b\n", {"text": "body"})
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "There is no column 'body'; they are title, text."


def test_columns_of_what_is_no_table_are_refused() -> None:
    with pytest.raises(Refused, match=r"a\.txt is not a table"):
        columns("a.txt", b"text")


_TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"))


@given(st.lists(st.tuples(_TEXT, _TEXT), min_size=1, max_size=8))
def test_every_written_row_comes_back(rows: list[tuple[str, str]]) -> None:
    data = write_csv([["title", "text"], *([" ".join(t.split()) or "-", x] for t, x in rows)])
    found = list(read_file("a.csv", data, {"title": "title", "text": "text"}))
    assert len(found) == len(rows)
    for (_, text), draft in zip(rows, found, strict=True):
        if isinstance(draft, Draft) and "<" not in text:
            assert draft.body == normalise(text)
        else:
            assert "<" in text or not normalise(text)


def test_json_articles_by_their_ids_are_articles_each() -> None:
    content = {"x1": {"articleBody": TEXT}, "x2": {"articleBody": f"{TEXT} Twice."}}
    assert [d.place for d in read_all("a.json", json.dumps(content).encode())] == [
        "a.json, item 1",
        "a.json, item 2",
    ]


@pytest.mark.parametrize(
    "cell", ["texts/a_long_path_to_the_file/of_the_article_no_17.txt", ["a list"] * 20]
)
def test_a_long_path_or_list_is_not_taken_for_the_text(cell: object) -> None:
    rows = [{"file": cell, "title": "A headline"}] * 3
    [refusal] = read_file("a.jsonl", "\n".join(map(json.dumps, rows)).encode())
    assert isinstance(refusal, Refusal)
    assert refusal.reason.startswith("No column holds the text of an article")


def test_running_text_without_spaces_is_found() -> None:
    text = "港务局长星期一说，一艘货船夜间在港口入口处搁浅，无人受伤，港口已关闭。"
    assert columns("a.csv", write_csv([["a", "b"], ["1", text]])).mapping == {"text": "b"}
