"""The list of entities: kept as a whole, found by any of its names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.model import Entity
from annotator.services.session import Session, local_session
from annotator.store import entities
from annotator.store.entities import fold

LAVROV = Entity("Q58217", "Sergei Lavrov", ("Сергей Лавров", "Lavrov"), "Russian minister")
LIST = [
    LAVROV,
    Entity("Q2", "Lavrova", ("Elena",)),
    Entity("Q3", "Łódź", ("Lodz",), "a city"),
    Entity("Q4", "安倍晋三", ("Shinzō Abe",)),
    Entity("Q5", "Party of the Elena Lavrov"),
]


def found(session: Session, query: str, limit: int = 20) -> list[str]:
    return [each.id for each in entities.search(session.store, session.project.id, query, limit)]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("sergei", ["Q58217"]),
        ("LAVROV", ["Q58217", "Q2", "Q5"]),
        ("лавров", ["Q58217"]),
        ("lodz", ["Q3"]),
        ("abe", ["Q4"]),
        ("shinzo", ["Q4"]),
        ("晋三", ["Q4"]),
        ("q58217", ["Q58217"]),
        ("Q2", ["Q2"]),
        ("  elena  ", ["Q2", "Q5"]),
        ("nobody", []),
        ("", []),
        ("%", []),
        ("'; DROP TABLE entity; --", []),
    ],
)
def test_an_entity_is_found_by_any_name_part_of_one_or_identifier(
    session: Session, query: str, wanted: list[str]
) -> None:
    entities.put(session.store, session.project.id, LIST, replace=False)
    assert found(session, query) == wanted


def test_a_list_is_kept_as_it_is_and_belongs_to_its_project(session: Session) -> None:
    entities.put(session.store, session.project.id, LIST, replace=False)
    assert entities.named(session.store, session.project.id, ["Q58217", "Q9"]) == [LAVROV]
    other = local_session(session.store, "Another")
    assert entities.count(session.store, other.project.id) == 0
    assert found(other, "lavrov") == []


def test_what_is_listed_again_is_overwritten_and_a_new_list_takes_the_place_of_the_old(
    session: Session,
) -> None:
    project_id = session.project.id
    entities.put(session.store, project_id, LIST, replace=False)
    entities.put(session.store, project_id, [Entity("Q2", "Elena Lavrova")], replace=False)
    assert entities.count(session.store, project_id) == len(LIST)
    assert found(session, "elena")[0] == "Q2"
    entities.put(session.store, project_id, [LAVROV], replace=True)
    assert entities.count(session.store, project_id) == 1


def test_nothing_is_taken_where_something_goes_wrong_on_the_way(session: Session) -> None:
    entities.put(session.store, session.project.id, LIST, replace=False)

    def broken() -> Iterator[Entity]:
        yield Entity("Q9", "Nine")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        entities.put(session.store, session.project.id, broken(), replace=True)
    assert entities.count(session.store, session.project.id) == len(LIST)


NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs", "M", "P"]), min_size=1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(NAMES, min_size=1, max_size=8, unique=True), st.data())
def test_every_entity_is_found_by_every_part_of_every_name(
    session: Session, names: list[str], data: st.DataObject
) -> None:
    listed = [Entity(f"id-{n}", name) for n, name in enumerate(names)]
    entities.put(session.store, session.project.id, listed, replace=True)
    wanted = data.draw(st.sampled_from(listed))
    folded = fold(wanted.name)
    if folded:
        start = data.draw(st.integers(0, len(folded) - 1))
        part = folded[start : data.draw(st.integers(start + 1, len(folded)))]
        if fold(part) == part:
            assert wanted.id in found(session, part, 200)
