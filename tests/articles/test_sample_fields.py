"""What the loader makes of each of our own samples, whose layouts are those of real pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.articles import read_paths
from annotator.model import Draft

SAMPLES = Path(__file__).parents[2] / "data" / "samples"

# (file, byline, source, published_at, modified_at, language, tags, first words of the body)
FIELDS = [
    ("1912-04-19-titanic.txt", "Pressmark shipping desk", "", "", "", "en", 3,
     "Some 1,500 feared dead"),
    ("1945-10-24-united-nations.txt", "", "Pressmark World", "1945-10-24", "", "en", 3,
     "WASHINGTON (Pressmark)"),
    ("1956-07-27-suez-canal.txt", "ب م", "", "1956-07-27", "1956-07-27T09:15:00Z", "ar", 3,
     "أعلن الرئيس"),
    ("1964-10-24-tokyo-olympics.txt", "", "Pressmark World", "1964-10-24T20:30:00",
     "1964-10-24T22:10:00", "zh",
     4, "Pressmark 档案编辑部"),
    ("1969-07-20-apollo-11.txt", "PM", "", "1969-07-20T21:05:00Z", "1969-07-21T06:40:00Z", "en", 4,
     "Two American astronauts"),
    ("1980-05-08-smallpox.md", "Pressmark health desk", "", "1980-05-08", "", "en", 3,
     "**GENEVA (Pressmark)**"),
    ("1980-05-23-mount-st-helens.txt", "", "Pressmark Science", "1980-05-23", "1980-05-24", "en", 3,
     "Vancouver, Washington"),
    ("1986-05-15-chernobyl.txt", "", "Pressmark Europe", "1986-05-15T10:00:00",
     "1986-05-15T18:40:00", "ru", 4,
     "Архивная редакция Pressmark"),
    ("1989-11-10-berlin-wall.txt", "Pressmark archive desk", "", "1989-11-10", "", "en", 3,
     "BERLIN (Pressmark)"),
    ("1990-02-11-mandela-release.txt", "AD", "", "1990-02-11T14:45:00Z", "1990-02-11T20:30:00Z",
     "en", 3, "Nelson Mandela, the most"),
    ("1994-05-06-tunnel-sous-la-manche.txt", "service archives de Pressmark", "Pressmark Europe",
     "1994-05-06T18:30:00", "1994-05-06T21:10:00", "fr", 4, "CALAIS (Pressmark)"),
    ("1998-04-10-good-friday-agreement.txt", "", "Pressmark Europe", "1998-04-10T18:10:00",
     "1998-04-10T22:45:00",
     "en", 4, "The British and Irish"),
    ("2002-01-01-euro-cash.txt", "Pressmark business desk", "Pressmark Business",
     "2002-01-01T08:30:00+01:00",
     "2002-01-01T17:05:00+01:00", "en", 4, "FRANKFURT (Pressmark)"),
    ("2010-10-14-mineros-chile.txt", "redacción de archivo de Pressmark", "Pressmark World",
     "2010-10-14T01:30:00-03:00", "2010-10-14T09:00:00-03:00", "es", 4, "COPIAPÓ (Pressmark)"),
    ("2014-11-13-philae-komet.txt", "Archivredaktion Pressmark", "Pressmark Science",
     "2014-11-12T18:20:00",
     "2014-11-13T16:05:00", "de", 4, "DARMSTADT (Pressmark)"),
    ("2015-12-12-paris-agreement.html", "Pressmark environment desk", "Pressmark",
     "2015-12-12T19:50:00+01:00", "2015-12-13T09:15:00+01:00", "en", 0, "LE BOURGET (Pressmark)"),
]  # fmt: skip


@pytest.mark.parametrize("row", FIELDS, ids=lambda row: row[0])
def test_every_sample_is_read_right(row: tuple[str, str, str, str, str, str, int, str]) -> None:
    name, *fields, tags, begins = row
    [draft] = read_paths([SAMPLES / name])
    assert isinstance(draft, Draft)
    found = (draft.byline, draft.source, draft.published_at, draft.modified_at, draft.language)
    assert found == tuple(fields)
    assert len(draft.tags) == tags
    assert draft.body.startswith(begins)
    text = (SAMPLES / name).read_text(encoding="utf-8")
    first = text.split("\n", 1)[0].removeprefix("# ")
    assert draft.title
    assert draft.title in text
    assert draft.title == first or name.endswith(".html")


def test_every_sample_is_listed() -> None:
    assert {row[0] for row in FIELDS} == {path.name for path in SAMPLES.iterdir()}
