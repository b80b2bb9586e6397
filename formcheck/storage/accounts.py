"""Accounts: login, name, role and password."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from formcheck.errors import FormcheckError
from formcheck.storage.account_models import Account
from formcheck.storage.database import new_id, now
from formcheck.storage.models import Person

SHORTEST = 10
"""Shortest password, characters. NIST SP 800-63B asks for 8 at least; chosen."""

Role = Literal["coach", "client"]


@dataclass(frozen=True, slots=True)
class Known:
    """A person with an account."""

    id: str
    name: str
    login: str
    role: Role


def canonical(login: str) -> str:
    """Return the normal form of a login, which does not depend on how it was typed."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def any_there(s: Session) -> bool:
    """Return whether there is any account."""
    return bool(s.scalar(select(exists().where(Account.owner.is_not(None)))))


def count(s: Session) -> int:
    """Return the number of accounts."""
    return s.scalar(select(func.count()).select_from(Account)) or 0


def coach_there(s: Session) -> bool:
    """Return whether there is a coach, who can invite others."""
    return bool(s.scalar(select(exists().where(Account.role == "coach"))))


def nobody(s: Session) -> str:
    """Return the id of a person without account: that of personal mode, or a new one."""
    found = s.scalar(
        select(Person.id)
        .where(~exists().where(Account.owner == Person.id))
        .order_by(Person.created)
        .limit(1)
    )
    if found is None:
        found = new_id()
        s.add(Person(id=found, name="", created=now()))
        s.flush()
    return found


def by_login(s: Session, login: str) -> Account | None:
    """Return the account of a login, or None."""
    return s.scalar(select(Account).where(Account.login == canonical(login)))


def of(s: Session, person: str) -> Account | None:
    """Return the account of a person, or None."""
    return s.get(Account, str(person))


def known(s: Session, person: str) -> Known | None:
    """Return the account data of a person, or None."""
    found = s.execute(
        select(Person.name, Account.login, Account.role).where(
            Person.id == str(person), Account.owner == Person.id
        )
    ).one_or_none()
    return None if found is None else Known(str(person), found[0], found[1], role_of(found[2]))


def names(s: Session, people: set[str]) -> dict[str, str]:
    """Return the names of people by their ids."""
    query = select(Person.id, Person.name).where(Person.id.in_(people))
    return {found.id: found.name for found in s.execute(query)}


def add(
    s: Session, *, name: str, login: str, password: str, role: str, person: str | None = None
) -> Account:
    """Add an account.

    Args:
        s: a writing session.
        name: of the person.
        login: as typed.
        role: `coach` or `client`.
        password: the hash from `secrets.hash_password`.
        person: id of an existing person, who keeps their data; None for a new one.
    """
    row = s.get(Person, person) if person is not None else None
    if row is None:
        row = Person(id=new_id(), name=name, created=now())
        s.add(row)
    row.name = name
    s.flush()
    made = Account(
        owner=row.id, login=canonical(login), password=password, role=role, created=now()
    )
    s.add(made)
    s.flush()
    return made


def role_of(text: str) -> Role:
    """Return a stored role as a `Role`."""
    return "coach" if text == "coach" else "client"


def rename(s: Session, person: str, name: str) -> None:
    """Change the name of a person."""
    row = s.get(Person, str(person))
    if row is not None:
        row.name = name


def change_password(s: Session, person: str, password: str) -> None:
    """Change a password to the hash `password`, from `secrets.hash_password`."""
    row = of(s, person)
    if row is not None:
        row.password = password


def check_password(password: str, login: str) -> None:
    """Refuse a password that is too easy to guess.

    Raises:
        FormcheckError: `weak_password`.
    """
    if len(password) < SHORTEST:
        message = f"A password has at least {SHORTEST} characters: take a longer one."
        raise FormcheckError(message, "weak_password")
    if canonical(password) == canonical(login):
        raise FormcheckError("The password is the login: take another one.", "weak_password")
