"""Who sees what: one's own, and that of clients whose consent stands."""

import pytest
from sqlalchemy import select

from formcheck.storage import Store, permissions, sets
from formcheck.storage.models import Analysis, Base, Owned, Person
from formcheck.storage.permissions import (
    WithoutClients,
    client_ids,
    owned_by,
    visible_person,
    visible_to,
)
from tests.storage.rows import add, other_person


@pytest.fixture
def client(store: Store, person: str) -> str:
    """Somebody whose consent to `person` stands."""
    found = other_person(store)
    with store.writing() as s:
        permissions.give_consent(s, found, person)
    return found


def seen(store: Store, person: str) -> set[str]:
    with store.reading() as s:
        return set(s.scalars(select(Analysis.id).where(visible_to(person, Analysis))))


def test_a_coach_sees_and_does_not_own(store: Store, person: str, client: str) -> None:
    mine, theirs = add(store, person).id, add(store, client).id
    assert seen(store, person) == {mine, theirs}
    assert seen(store, client) == {theirs}
    with store.reading() as s:
        own = select(Analysis.id).where(owned_by(person, Analysis))
        assert set(s.scalars(own)) == {mine}
        assert sets.one(s, person, theirs) is not None
        assert sets.own(s, person, theirs) is None
        assert visible_person(s, person, client) is not None
        assert visible_person(s, client, person) is None
        assert visible_person(s, person, "nobody") is None
        assert list(s.scalars(client_ids(person))) == [client]


def test_withdrawn_it_is_as_if_there_was_nothing(store: Store, person: str, client: str) -> None:
    theirs = add(store, client).id
    with store.writing() as s:
        assert permissions.withdraw_consent(s, client, person)
        assert not permissions.withdraw_consent(s, person, client)
    assert seen(store, person) == set()
    with store.writing() as s:
        assert visible_person(s, person, client) is None
        assert permissions.renew_consent(s, client, person)
        assert not permissions.renew_consent(s, client, client)
    assert seen(store, person) == {theirs}


def test_alone_a_coach_sees_their_own(store: Store, person: str, client: str) -> None:
    mine = add(store, WithoutClients(person)).id
    add(store, client)
    assert seen(store, WithoutClients(person)) == {mine}
    with store.reading() as s:
        assert visible_person(s, WithoutClients(person), client) is None
        found = visible_person(s, WithoutClients(person), person)
        assert found is not None
        assert type(s.get_one(Analysis, mine).owner) is str


def test_every_table_of_a_person_is_an_owned_one() -> None:
    """So that both filters take it."""
    others = {m.class_ for m in Base.registry.mappers if not issubclass(m.class_, Owned)}
    installation = {"Installation", "Sweep", "ContentHold"}
    assert {c.__name__ for c in others} - {Person.__name__} == installation
