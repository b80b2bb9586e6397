"""Accounts: login, name, role and password; and the invitations by which people join."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from formcheck.errors import FormcheckError
from formcheck.storage.account_models import Account, Invitation, Role
from formcheck.storage.credentials import hash_secret, new_secret
from formcheck.storage.database import Store, add_row, now
from formcheck.storage.models import Person
from formcheck.storage.permissions import delete_own, owned_by

SHORTEST_PASSWORD = 10
"""Shortest password, characters: NIST SP 800-63B asks for 8 at least, and 15 without a passkey or
code beside it. Tries are throttled, see `api.rates`."""


@dataclass(frozen=True, slots=True)
class AccountHolder:
    """A person with an account."""

    id: str
    name: str
    login: str
    role: Role


def canonical_login(login: str) -> str:
    """Return the normal form of a login, which does not depend on how it was typed."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def count_accounts(s: Session) -> int:
    """Return the number of accounts."""
    return s.scalar(select(func.count()).select_from(Account)) or 0


def has_coach(s: Session) -> bool:
    """Return whether there is a coach, who can invite others."""
    return bool(s.scalar(select(exists().where(Account.role == "coach"))))


def person_without_account(s: Session) -> str:
    """Return the id of a person without account: that of personal mode, or a new one."""
    found = s.scalar(
        select(Person.id)
        .where(~exists().where(Account.owner == Person.id))
        .order_by(Person.created)
        .limit(1)
    )
    return found or add_row(s, Person(name="")).id


def by_login(s: Session, login: str) -> Account | None:
    """Return the account of a login, or None."""
    return s.scalar(select(Account).where(Account.login == canonical_login(login)))


def account_of(s: Session, person: str) -> Account | None:
    """Return the account of a person, or None."""
    return s.get(Account, str(person))


def holder_of(s: Session, person: str) -> AccountHolder | None:
    """Return the account data of a person, or None."""
    query = select(Person.id, Person.name, Account.login, Account.role).join_from(Account, Person)
    found = s.execute(query.where(Person.id == str(person))).one_or_none()
    return None if found is None else AccountHolder(*found)


def names_of(s: Session, people: Iterable[str | None]) -> dict[str, str]:
    """Return the names of people by their ids."""
    query = select(Person.id, Person.name).where(Person.id.in_({p for p in people if p}))
    return {found.id: found.name for found in s.execute(query)}


def add_account(
    s: Session, *, name: str, login: str, password: str, role: Role, person: str | None = None
) -> Account:
    """Add an account.

    Args:
        s: a writing session.
        name: of the person.
        login: as typed.
        role: `coach` or `client`.
        password: the hash from `hash_password`.
        person: id of an existing person, who keeps their data; None for a new one.
    """
    row = s.get(Person, person) if person is not None else None
    row = row or add_row(s, Person(name=name))
    row.name = name
    account = Account(owner=row.id, login=canonical_login(login), password=password, role=role)
    return add_row(s, account)


def rename(s: Session, person: str, name: str) -> None:
    """Change the name of a person."""
    row = s.get(Person, str(person))
    if row is not None:
        row.name = name


def change_password(s: Session, person: str, password: str) -> None:
    """Change a password to the hash `password`, from `hash_password`."""
    row = account_of(s, person)
    if row is not None:
        row.password = password


def check_password(password: str, login: str) -> None:
    """Refuse a password that is too easy to guess.

    Raises:
        FormcheckError: `weak_password`.
    """
    if len(password) < SHORTEST_PASSWORD:
        message = f"A password has at least {SHORTEST_PASSWORD} characters: take a longer one."
        raise FormcheckError(message, "weak_password")
    if canonical_login(password) == canonical_login(login):
        raise FormcheckError("The password is the login: take another one.", "weak_password")


# --- invitations ---------------------------------------------------------------------------------


INVITATION_LASTS = timedelta(days=14)
"""How long an invitation is valid."""


def add_invitation(s: Session, person: str, name: str, role: Role) -> tuple[Invitation, str]:
    """Add an invitation from `person`; return it and the secret of its link."""
    secret = new_secret()
    row = Invitation(
        owner=str(person),
        secret=hash_secret(secret),
        name=name,
        role=role,
        until=now() + INVITATION_LASTS,
    )
    return add_row(s, row), secret


def invite_first_coach(store: Store) -> str | None:
    """Return the secret by which the first coach joins; None if there is a coach.

    The coach becomes the person of personal mode and keeps their data. Earlier links become
    invalid.
    """
    with store.writing() as s:
        if has_coach(s):
            return None
        person = person_without_account(s)
        delete_own(s, Invitation, person)
        return add_invitation(s, person, "", "coach")[1]


def find_invitation(s: Session, secret: str) -> Invitation | None:
    """Return the invitation with this secret, or None if there is none that is valid."""
    row = s.scalar(select(Invitation).where(Invitation.secret == hash_secret(secret)))
    return row if row is not None and row.used is None and row.until > now() else None


def use_invitation(s: Session, invitation: Invitation) -> bool:
    """Mark an invitation as used; False if it was used already."""
    taken = s.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.used.is_(None))
        .values(used=now())
        .returning(Invitation.id)
    )
    return taken.first() is not None


def open_invitations(s: Session, person: str) -> list[Invitation]:
    """Return a person's invitations that are still valid, newest first."""
    query = select(Invitation).where(
        owned_by(person, Invitation), Invitation.used.is_(None), Invitation.until > now()
    )
    return list(s.scalars(query.order_by(Invitation.created.desc(), Invitation.id)))


def withdraw_invitation(s: Session, person: str, invitation: str) -> bool:
    """Revoke an invitation; return whether there was one."""
    return delete_own(s, Invitation, person, id=invitation)


def delete_spent_invitations(s: Session) -> None:
    """Delete invitations that were used or have expired."""
    s.execute(delete(Invitation).where((Invitation.until < now()) | Invitation.used.is_not(None)))
