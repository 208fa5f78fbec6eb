"""Loading a list of entities, with a verdict for each row, and finding in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import TEXT, add_article, content, make_act

from annotator.__main__ import main
from annotator.errors import Refused
from annotator.model import Filter
from annotator.services import entities
from annotator.services.annotating import act
from annotator.services.reading import open_article
from annotator.services.session import Session

LIST = (
    "Description;QID;Label;Also known as\n"
    '"a minister; Russian";Q58217;Sergei Lavrov;"Lavrov|Сергей Лавров|Lavrov"\n'
    ";;No identifier;\n"
    ";Q2;;Abe\n"
    ";Q58217;Twice;\n"
    "too;few\n"
    f";{'Q' * 401};Long;\n"
)


def test_columns_are_found_by_their_header_and_each_row_gets_a_verdict(session: Session) -> None:
    listed = entities.load(session, LIST.encode(), "people.csv")
    assert listed.taken == 2
    assert [(one.place, one.reason) for one in listed.refused] == [
        ("people.csv, line 3", "There is no id."),
        ("people.csv, line 5", "The id Q58217 stands in line 2 already."),
        ("people.csv, line 6", "The row has 2 fields, and the header 4."),
        ("people.csv, line 7", "The id has 401 characters; 400 are the most."),
    ]
    [found] = entities.find(session, "lavrov")["rows"]
    assert found == {
        "id": "Q58217", "name": "Sergei Lavrov", "aliases": ("Lavrov", "Сергей Лавров"),
        "description": "a minister; Russian",
    }  # fmt: skip
    assert entities.find(session, "abe")["rows"][0]["name"] == "Q2"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "lists nothing"),
        ("who,what\n1,2\n", "no column “id”; its first line says: who, what"),
        ("id,whatever\n1,2\n", "no column “name”"),
        ("id,name\n", "lists nothing"),
        ("id,name\n,x\n", "line 2: There is no id."),
        ('id,name\n1,"x\n2,y\n', "line 2: the row can't be read"),
    ],
)
def test_what_is_no_list_is_refused_in_words_and_changes_nothing(
    session: Session, text: str, words: str
) -> None:
    entities.load(session, b"id,name\nQ1,One\n", "first.csv")
    with pytest.raises(Refused, match=words):
        entities.load(session, text.encode(), "bad.csv", replace=True)
    assert entities.count(session) == 1


def test_hostile_cells_stay_text(session: Session) -> None:
    bad = '=HYPERLINK("x")\tQ1\n<script>alert(1)</script>\t../../etc\n'
    entities.load(session, f"name\tid\n{bad}".encode(), "bad.tsv")
    assert [row["id"] for row in entities.find(session, "<script>")["rows"]] == ["../../etc"]


def test_what_the_same_words_named_before_is_offered_first_and_named_when_opened(
    session: Session,
) -> None:
    article = add_article(session)
    one = content(TEXT, 0, 10, entity_id="Q58217")
    two = content(TEXT, 15, 25, entity_id="free words")
    act(session, article, [make_act(None, one), make_act(None, two)])
    entities.load(session, LIST.encode(), "people.csv")
    found = entities.find(session, "", TEXT[0:10])
    assert [(each["id"], each["name"]) for each in found["used"]] == [("Q58217", "Sergei Lavrov")]
    assert entities.find(session, "", TEXT[15:25])["used"][0]["name"] == ""
    opened = open_article(session, article, Filter())
    assert [each["name"] for each in opened["entities"]] == ["Sergei Lavrov"]
    entities.clear(session)
    assert open_article(session, article, Filter())["entities"] == []
    assert open_article(session, article, Filter())["annotations"][0]["entity_id"]


def test_the_command_line_says_what_became_of_each_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(LIST, encoding="utf-8")
    options = ["entities", str(file), "--db", str(tmp_path / "p.db"), "--project", "People"]
    assert main(options) == 1
    said = capsys.readouterr()
    assert said.out == ("2 taken, 4 refused, of people.csv.\nPeople lists 2 entities.\n")
    assert "people.csv, line 3: There is no id." in said.err
    assert main([*options[:1], str(tmp_path / "none.csv"), *options[2:]]) == 2
    assert "none.csv can't be read" in capsys.readouterr().err
