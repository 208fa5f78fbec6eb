"""The part 'What all missed' of the page Agreement: the estimate, its articles, and its reasons."""

from __future__ import annotations

import json
from functools import partial

import pytest
from factories import add_article, as_member
from marked import finish, mark
from showing import Open, given, opened, said

from annotator.services.session import Session

NAMES = ["Anna", "Bert", "Cora", "Dora", "Emil", "Fred", "Gina", "Hugo", "Ines", "Jana"]


@pytest.fixture
def lead(desk: Session) -> Session:
    return as_member(desk, "lead")


@pytest.fixture
def part(lead: Session) -> Open:
    return partial(opened, "agreement.py", part="missed")


def work(lead: Session, articles: int) -> None:
    """Let two people read articles blind, of whom each finds eight of ten names in each."""
    ann, bob = (as_member(lead, "annotator", name).annotator for name in ("Ann", "<b>Bob"))
    for number in range(articles):
        article = add_article(lead, f"{' met '.join(NAMES)}. {number}", title=f"<i>{number}")
        for who, some in ((ann, NAMES[:8]), (bob, NAMES[2:])):
            for name in some:
                mark(lead, who, article, name)
            finish(lead, who, article)


def test_it_tells_how_much_all_missed_and_where_to_look_again(lead: Session, part: Open) -> None:
    work(lead, 4)
    app = part()
    # 32 each, 24 of them both: 43 or 44 in all, of which 40 were found.
    assert "About 3 passages were missed by both annotators" in said(app)
    assert "beside 40 that anybody found" in said(app)
    assert "have read 4 articles in common, blind to one another" in said(app)
    [table] = given(app, "columns")
    assert [name for name, _ in table["columns"]] == [
        "Label", "Missed by all", "Found", "By two or more", "<b>Bob", "Ann",
    ]  # fmt: skip
    row = table["rows"][0]
    assert [cell["text"] for cell in row["cells"]][1:] == ["40", "24", "32", "32"]
    assert row["cells"][0]["cell"] == "label=PER"
    listed = given(app, "rows")[-1]
    assert len(listed["rows"]) == 4
    assert listed["rows"][0]["about"].startswith("about 0.7 missing · 10 found · ")
    app = part(label="PER", annotators="nobody")
    assert "Where a further look pays: Person" in said(app)


def test_what_can_not_be_said_is_said_in_words(lead: Session, part: Open) -> None:
    work(lead, 1)
    app = part()
    assert "How much both annotators missed can't be said." in said(app)
    assert "Too few to say: two annotators found 6 passages, and it takes 7." in said(app)
    assert "too few to say" in json.dumps(given(app, "columns"))
    assert not app.subheader
