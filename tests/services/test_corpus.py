"""What the page Corpus counts: each figure is a plain count, and that of the list behind it."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from factories import add_article, another, content, make_act, relation

from annotator.corpus.naming import normal
from annotator.corpus.words import words
from annotator.errors import NotFound, Refused
from annotator.model import Entity, Filter, Suggestion
from annotator.services import corpus, dossiers, keyness, names, together, trends
from annotator.services.session import Session
from annotator.services.sets import Set
from annotator.store import acts, articles, entities, people, suggestions
from annotator.text import paragraphs

FIRST = (
    "Anna Lindh met Kofi Annan in Geneva. She spoke first.\n\n"
    "“We agree”, said Lindh of Geneva.\n\nAnna Lindh left."
)
SECOND = "Kofi Annan praised ANNA LINDH in Paris.\n\nParis was quiet on Tuesday."
THIRD = "Anna Lindh wrote to Kofi Annan."
GONE = "Anna Lindh and Kofi Annan, of whom nothing is left."
LABELS = {
    "Anna Lindh": "PER", "ANNA LINDH": "PER", "Kofi Annan": "PER", "Geneva": "LOC",
    "Paris": "LOC", "Tuesday": "DATE",
}  # fmt: skip


def put(session: Session, article: str, *made: dict[str, Any]) -> None:
    receipt = acts.apply(
        session.store, article, session.annotator, [make_act(after=each) for each in made]
    )
    assert not receipt.refused, receipt.refused


def every(text: str) -> list[dict[str, Any]]:
    """Return a mark on each of the names in a text."""
    made = []
    for quote, label in LABELS.items():
        at = text.find(quote)
        while at >= 0:
            made.append(content(text, at, at + len(quote), label))
            at = text.find(quote, at + 1)
    return made


def at(text: str, quote: str, label: str, **more: Any) -> dict[str, Any]:
    start = text.index(quote)
    return content(text, start, start + len(quote), label, **more)


@pytest.fixture
def desk(session: Session) -> Session:
    """Three articles of two sources, marked by two people, and a fourth that was removed."""
    told = (
        (FIRST, {"source": "BBC", "published_at": "2016-11-02T08:00:00+01:00", "language": "en"}),
        (SECOND, {"source": "Post", "published_at": "2017-01-31", "language": "de"}),
        (THIRD, {"source": "", "published_at": ""}),
        (GONE, {"source": "BBC", "published_at": "2016-11-02"}),
    )
    ids = [add_article(session, text, title=text[:9], **more) for text, more in told]
    for id_, (text, _) in zip(ids, told, strict=True):
        put(session, id_, *every(text))
    other = another(session, "Berta")
    put(other, ids[0], at(FIRST, "Anna Lindh", "PER"), at(FIRST, "Geneva", "ORG"))
    she = at(FIRST, "She", "PER", id="she")
    lindh = at(FIRST, "Lindh of", "PER", id="lindh") | {"end": FIRST.index("Lindh of") + 5}
    lindh["quote"] = "Lindh"
    head = at(FIRST, "Anna", "NORP", id="head")  # a mark of its own, to begin the chain
    quote = at(FIRST, "“We agree”", "QUOTE", id="quote")
    by = lindh | {"id": "speaker", "label_id": "SPEAKER"}
    put(
        session, ids[0], she, lindh, head, quote, by,
        relation("quote", "speaker", "SAID_BY"), relation("lindh", "she", "SAME"),
    )  # fmt: skip
    geneva = at(SECOND, "Paris", "LOC", entity_id="Q90")
    put(other, ids[1], geneva)
    articles.remove(session.store, ids[3])
    return session


def plain(session: Session) -> list[dict[str, Any]]:
    """Return every mark that is not on a removed article, by the plainest query."""
    return [
        dict(row)
        for row in session.store.rows(
            """
            SELECT annotation.*, source, published_at, language, text FROM annotation
            JOIN article ON article.seq = annotation.article_seq
            JOIN article_version ON article_version.id = annotation.version_id
            WHERE removed_at = '' AND annotation.kind = 'span' AND label_id IS NOT NULL
              AND annotation.state IN ('made', 'accepted', 'corrected')
            """
        )
    ]


def called(row: dict[str, Any]) -> str:
    """Return the key of the name of a mark of the fixture."""
    if row["entity_id"]:
        return f"id:{row['entity_id']}"
    if row["id"] == "lindh":  # joined to "She", which comes first
        return "words:she"
    return f"words:{normal(row['quote'])}"


def by_name(session: Session) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in plain(session):
        if row["label_id"] not in corpus.NO_NAMES:
            found.setdefault(called(row), []).append(row)
    return found


def places(rows: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    return {(row["article_seq"], row["start"], row["end"]) for row in rows}


def test_names_have_as_many_passages_as_a_plain_count_says(desk: Session) -> None:
    page = names.names(desk, "marks")
    wanted = {key: places(rows) for key, rows in by_name(desk).items()}
    assert {row["key"]: row["n"] for row in page.rows} == {k: len(v) for k, v in wanted.items()}
    assert {row["key"]: row["articles"] for row in page.rows} == {
        key: len({place[0] for place in found}) for key, found in wanted.items()
    }
    assert page.total == len(wanted)
    assert [row["n"] for row in page.rows] == sorted((row["n"] for row in page.rows), reverse=True)
    lindh = next(row for row in page.rows if row["key"] == "words:anna lindh")
    assert (lindh["n"], lindh["title"]) == (4, "Anna Lindh")  # twice, in two cases, by two people


def test_names_are_found_by_any_variant_their_identifier_and_their_label(desk: Session) -> None:
    entities.put(desk.store, desk.project.id, [Entity("Q90", "Paris (France)")], replace=False)
    assert [row["title"] for row in names.names(desk, "marks", "ànna li").rows] == ["Anna Lindh"]
    assert [row["title"] for row in names.names(desk, "marks", "q90").rows] == ["Paris (France)"]
    assert [row["title"] for row in names.names(desk, "marks", "france").rows] == ["Paris (France)"]
    assert names.names(desk, "marks", "nobody").total == 0
    of_place = names.names(desk, "marks", label_id="LOC")
    assert {row["key"]: row["n"] for row in of_place.rows} == {
        "words:geneva": 2, "words:paris": 2, "id:Q90": 1,
    }  # fmt: skip


def test_every_figure_of_a_dossier_is_that_of_the_list_behind_it(desk: Session) -> None:
    for key, rows in by_name(desk).items():
        told = dossiers.dossier(desk, "marks", key)
        assert told.passages == len(places(rows)) == dossiers.passages(desk, "marks", key, {}).total
        columns = {"variant": "quote", "label": "label_id", "annotator": "annotator_id",
                   "source": "source"}  # fmt: skip
        lists = (told.variants, told.labels, told.annotators, told.sources)
        for (where, column), listed in zip(columns.items(), lists, strict=True):
            wanted = {
                value: len(places([row for row in rows if row[column] == value]))
                for value in {row[column] for row in rows}
            }
            assert {row["key"]: row["n"] for row in listed} == wanted, (key, where)
            for row in listed:
                page = dossiers.passages(desk, "marks", key, {where: row["key"]})
                assert page.total == len(page.rows) == row["n"]
        assert sum(row["n"] for row in told.months) == told.passages
        for row in told.months:
            assert dossiers.passages(desk, "marks", key, {"month": row["key"]}).total == row["n"]
        for unit in together.UNITS:
            for row in dossiers.dossier(desk, "marks", key, unit).beside:
                page = together.behind(desk, "marks", (key, row["key"]), unit)
                assert page.total == len(page.rows) == row["n"]


def test_a_dossier_tells_first_and_last_who_and_in_what_order(desk: Session) -> None:
    told = dossiers.dossier(desk, "marks", "words:anna lindh")
    assert told.first is not None
    assert told.last is not None
    assert (told.first["source"], told.last["source"]) == ("BBC", "Post")
    page = dossiers.passages(desk, "marks", "words:anna lindh", {})
    # What has no date comes last.
    assert [row["published_at"][:4] for row in page.rows] == ["2016", "2016", "2017", ""]
    assert page.rows[0]["annotator"].split(", ") == [desk.annotator.name, "Berta"]
    assert (page.rows[0]["quote"], page.rows[0]["label"]) == ("Anna Lindh", "Person")
    [other] = dossiers.dossier(desk, "marks", "words:paris").homonyms
    assert (other["key"], other["n"]) == ("id:Q90", 1)


def test_what_a_name_said_is_told_by_its_passages_and_by_speakers_with_its_words(
    desk: Session,
) -> None:
    # The speaker is "Lindh", a variant of the name that "She" began.
    told = dossiers.quotations(desk, "marks", "words:she")
    assert [row["quote"] for row in told.rows] == ["“We agree”"]
    assert dossiers.dossier(desk, "marks", "words:she").quotations == 1
    assert dossiers.dossier(desk, "marks", "words:anna lindh").quotations == 0


def test_a_name_that_is_gone_is_told_in_words(desk: Session) -> None:
    for key in ("words:nobody", "words:tuesday", "", "words:“we agree”"):
        with pytest.raises(NotFound, match="Nothing is called so"):
            dossiers.dossier(desk, "marks", key)


@pytest.mark.parametrize("unit", together.UNITS)
def test_pairs_share_as_many_units_as_a_plain_count_says(desk: Session, unit: str) -> None:
    def of(row: dict[str, Any]) -> tuple[int, int]:
        cut = [start for start, _ in paragraphs(row["text"]) if start <= row["start"]]
        return row["article_seq"], 0 if unit == "article" else max(cut)

    units = {key: {of(row) for row in rows} for key, rows in by_name(desk).items()}
    wanted = {
        frozenset(pair): n
        for pair in combinations(units, 2)
        if (n := len(units[pair[0]] & units[pair[1]]))
    }
    told = together.pairs(desk, "marks", unit, 40)
    assert {frozenset((p["one_id"], p["other_id"])): p["n"] for p in told.pairs} == wanted
    assert dict(zip(told.keys, told.own, strict=True)) == {k: len(v) for k, v in units.items()}
    for pair in told.pairs:
        page = together.behind(desk, "marks", (pair["one_id"], pair["other_id"]), unit)
        assert page.total == len(page.rows) == pair["n"]
        for row in page.rows:
            bold = {normal(text) for text, is_in in row["pieces"] if is_in}
            assert len(bold) >= 1
            whole = "".join(text for text, _ in row["pieces"])
            assert unit == "article" or "\n" not in whole


def test_what_stands_around_a_pair_is_cut_between_words(session: Session) -> None:
    far = " and so it went on" * 20
    text = f"Long before that{far} Anna{far} Kofi{far} end."
    put(session, add_article(session, text), at(text, "Anna", "PER"), at(text, "Kofi", "PER"))
    page = together.behind(session, "marks", ("words:anna", "words:kofi"), "paragraph")
    [row] = page.rows
    pieces = [text for text, _ in row["pieces"]]
    assert [each for each, is_in in row["pieces"] if is_in] == ["Anna", "Kofi"]
    for piece in pieces:
        for word in piece.replace("…", " ").split():
            assert word in text.split()


def test_fewer_names_stand_in_a_matrix_than_there_are_and_it_says_so(desk: Session) -> None:
    told = together.pairs(desk, "marks", "article", 2)
    assert (len(told.keys), len(told.at)) == (2, 2)
    assert told.names == len(by_name(desk))
    of_place = together.pairs(desk, "marks", "article", 40, "LOC")
    assert set(of_place.keys) == {"words:geneva", "words:paris", "id:Q90"}
    with pytest.raises(Refused, match="paragraph or article"):
        together.pairs(desk, "marks", "sentence")


@pytest.mark.parametrize("axis", trends.AXES)
@pytest.mark.parametrize("kind", trends.KINDS)
def test_a_trend_counts_what_the_list_behind_each_point_has(
    desk: Session, kind: str, axis: str
) -> None:
    keys = list(trends.trend(desk, "marks", kind, [], axis).choice)[: trends.MOST]
    told = trends.trend(desk, "marks", kind, keys, axis)
    assert told.axis == axis
    for row in told.rows:
        at_ = {"series_id": row["series_id"], axis: row[axis]}
        page = trends.behind(desk, "marks", kind, at_)
        assert page.total == row["n"]
        assert row["per_10000"] == pytest.approx(row["n"] * 10_000 / row["words"])
    groups = by_name(desk)
    if kind == "labels":
        groups = {}
        for row in plain(desk):
            groups.setdefault(row["label_id"], []).append(row)
    for key in keys:
        n = sum(row["n"] for row in told.rows if row["series_id"] == key)
        assert n == len(places(groups[key]))
    each = Counter(row[axis] for row in told.rows)
    assert set(each.values()) == {len(keys)}  # no month without a figure
    total = sum({row[axis]: row["words"] for row in told.rows}.values())
    assert total == desk.store.value("SELECT sum(words) FROM article WHERE removed_at = ''")


def test_a_label_on_whole_articles_has_them_for_its_passages(desk: Session) -> None:
    article = str(desk.store.value("SELECT id FROM article WHERE source = 'BBC' AND title <> ''"))
    whole = content("", 0, 0, "OPINION", kind="article")
    put(desk, article, whole | dict.fromkeys(("start", "end", "quote")))
    told = trends.trend(desk, "marks", "labels", ["OPINION"], "source")
    assert {row["source"]: row["n"] for row in told.rows if row["n"]} == {"BBC": 1}
    page = trends.behind(desk, "marks", "labels", {"series_id": "OPINION", "source": "BBC"})
    assert page.rows[0]["start"] is None


def test_days_give_way_to_months_where_there_are_too_many(session: Session) -> None:
    for day in range(trends.PERIODS + 1):
        date = f"{2000 + day // 28}-01-{day % 28 + 1:02d}"
        add_article(session, f"Anna {day}", published_at=date)
    one = add_article(session, "Anna Lindh", published_at="2000-01-01")
    put(session, one, content("Anna Lindh", 0, 4))
    told = trends.trend(session, "marks", "labels", [], "day")
    assert (told.axis, told.note) == ("week", "By week, as there are more than 400 days.")
    with pytest.raises(Refused, match="no such chart"):
        trends.trend(session, "marks", "labels", [], "decade")


def test_words_of_two_sets_are_counted_as_a_plain_count_says(desk: Session) -> None:
    one, other = Set(Filter(source="BBC")), Set(Filter(source="BBC"), is_rest=True)
    told = keyness.compare(desk, "words", one, other)
    left, right = Counter(words(FIRST)), Counter(words(SECOND)) + Counter(words(THIRD))
    assert (told.left, told.right) == (left.total(), right.total())
    assert (told.articles, told.shared) == ((1, 2), 0)
    frequent = {word for word, n in (left + right).items() if n >= keyness.LEAST["words"]}
    assert {row["word_id"]: (row["left"], row["right"]) for row in told.rows} == {
        word: (left[word], right[word]) for word in frequent
    }
    assert told.rare == len(left + right) - len(frequent)
    assert {"en", "de"} <= set(told.languages)
    back = keyness.compare(desk, "words", other, one)
    assert {row["word_id"]: row["z"] for row in back.rows} == {
        row["word_id"]: -row["z"] for row in told.rows
    }


@pytest.mark.parametrize("kind", ["names", "labels"])
def test_names_and_labels_of_two_sets_are_passages(desk: Session, kind: str) -> None:
    told = keyness.compare(desk, kind, Set(Filter(source="BBC")), Set(Filter(source="Post")))
    groups: dict[str, list[dict[str, Any]]] = by_name(desk)
    if kind == "labels":
        groups = {}
        for row in plain(desk):
            groups.setdefault(row["label_id"], []).append(row)
    for row in told.rows:
        for side, source in (("left", "BBC"), ("right", "Post")):
            here = [each for each in groups[row["word_id"]] if each["source"] == source]
            assert row[side] == len(places(here))


def test_sets_that_are_empty_or_overlap_are_told(desk: Session) -> None:
    nothing = keyness.compare(desk, "words", Set(Filter(source="None")), Set(Filter(source="BBC")))
    assert (nothing.rows, nothing.left, nothing.articles) == ([], 0, (0, 1))
    same = Set(Filter(source="BBC"))
    assert keyness.compare(desk, "words", same, same).shared == 1
    with pytest.raises(Refused, match="can't be compared"):
        keyness.compare(desk, "letters", same, same)


def test_a_project_without_anything_has_nothing_and_breaks_nothing(session: Session) -> None:
    found = corpus.counted(session)
    assert (found.articles, found.passages, found.counted) == (0, 0, "suggestions")
    assert names.names(session, "marks").total == 0
    assert together.pairs(session, "marks").pairs == []
    assert trends.trend(session, "marks", "names", []).rows == []
    assert keyness.compare(session, "words", Set(), Set(is_rest=True)).rows == []


def test_suggestions_count_as_whoever_asks_is_shown_them(session: Session) -> None:
    article = add_article(session, FIRST)
    recogniser = people.annotator(session.store, "rules", "recogniser", "1")
    found = [Suggestion(0, 10, "PER", 0.9), Suggestion(29, 35, "LOC", 0.8)]
    suggestions.suggest(session.store, article, recogniser, found)
    assert corpus.counted(session).counted == "suggestions"
    assert {row["title"] for row in names.names(session, "suggestions").rows} == {
        "Anna Lindh", "Geneva",
    }  # fmt: skip
    hidden = session.store.value("SELECT id FROM annotation WHERE quote = 'Geneva'")
    with session.store.write() as connection:
        connection.execute(
            "INSERT INTO left_out SELECT article_seq, ?, id FROM annotation WHERE id = ?",
            (session.annotator.id, hidden),
        )
    put(session, article, content(FIRST, 14, 24))  # an act, so that all is counted anew
    assert [row["title"] for row in names.names(session, "suggestions").rows] == ["Anna Lindh"]


def test_what_changes_is_counted_at_once(desk: Session) -> None:
    before = names.names(desk, "marks").rows[0]["n"]
    article = add_article(desk, "Anna Lindh again.")
    put(desk, article, content("Anna Lindh again.", 0, 10))
    assert names.names(desk, "marks").rows[0]["n"] == before + 1
    articles.remove(desk.store, article)
    assert names.names(desk, "marks").rows[0]["n"] == before
    articles.restore(desk.store, article)
    assert names.names(desk, "marks").rows[0]["n"] == before + 1
