"""Whatever is changed in the codebook, taking it back leaves all as it was."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from coded import everything
from factories import TEXT, add_article, another, content, make_act, relation
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import Refused
from annotator.model import Suggestion
from annotator.services import annotating, codebook
from annotator.services.codebook import Choice
from annotator.services.session import Session, local_session
from annotator.store import open_store, people
from annotator.store.suggestions import suggest

PASSAGES = ((0, 10), (0, 4), (15, 25), (29, 35))
LABELS = ("PER", "ORG", "LOC")
Mark = tuple[int, int, str, bool]
MARKS = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 3), st.sampled_from((*LABELS, "answer")), st.booleans()
    ),
    max_size=14,
)
STEPS = st.lists(
    st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS), st.integers(0, 3)),
    min_size=1,
    max_size=3,
)


def annotate(session: Session, there: list[str], marks: list[Mark]) -> None:
    """Let three people mark passages, answer suggestions and join what they marked."""
    crowd = [session, another(session, "Ben"), another(session, "Cleo")]
    suggested = {
        row["start"]: row["id"]
        for row in session.store.rows("SELECT * FROM annotation WHERE state = 'suggested'")
    }
    last: dict[int, str] = {}
    for who, place, what, more in marks:
        start, end = PASSAGES[place]
        article = there[place % len(there)]
        made = content(TEXT, start, end, "PER" if what == "answer" else what)
        if what == "answer" and (start, end) == PASSAGES[0]:
            state = "rejected" if more else "accepted"
            made |= {"suggestion_id": suggested[start], "state": state}
        elif more:
            made |= {"note": "see"}
        acts = [make_act(None, made)]
        if place % len(there) == 0 and who in last and made["state"] == "made":
            acts.append(make_act(None, relation(last[who], made["id"], "BELONGS_TO")))
        annotating.act(crowd[who], article, acts)
        if place % len(there) == 0 and made["state"] == "made":
            last[who] = made["id"]


@settings(max_examples=25)
@given(marks=MARKS, steps=STEPS)
def test_whatever_was_merged_and_split_taking_it_back_leaves_all_as_it_was(
    marks: list[Mark], steps: list[tuple[str, str, int]]
) -> None:
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "some.db")
        session = local_session(store, "Tests")
        there = [add_article(session), add_article(session, f"{TEXT} Again.")]
        rules = people.annotator(store, "stand-in", "recogniser", "1")
        suggest(store, there[0], rules, [Suggestion(0, 10, "PER", 0.9, "name")])
        annotate(session, there, marks)
        states = [everything(session)]
        done = []
        for one, other, place in steps:
            quote = TEXT[slice(*PASSAGES[place])]
            try:
                if place % 2:
                    choice = Choice(one, quotes=(quote,))
                    done.append(codebook.split(session, choice, into_id=other))
                else:
                    done.append(codebook.merge(session, one, other))
            except Refused:
                continue
            states.append(everything(session))
        for change in reversed(done):
            assert everything(session) == states.pop()
            assert codebook.take_back(session, change)["left"] == 0
        assert everything(session) == states.pop()
        store.close()
