"""Changes are the owner's alone: a coach who sees a row is told so, anybody else finds nothing."""

from typing import NoReturn

from sqlalchemy.orm import Session

from formcheck.api.errors import ApiError, not_found
from formcheck.storage import accounts, sets
from formcheck.storage.models import Analysis


def own_set(s: Session, person: str, set_id: str, *, deleted: bool = False) -> Analysis:
    """Return a set that a person may change.

    Raises:
        ApiError: 404, there is none that they see; 403, it is a client's.
    """
    row = sets.own(s, person, set_id, deleted=deleted)
    if row is not None:
        return row
    seen = sets.one(s, person, set_id)
    if seen is None:
        raise not_found()
    refuse(s, seen.owner)


def refuse(s: Session, owner: str) -> NoReturn:
    """Refuse a change of what somebody else owns; raises ApiError."""
    name = accounts.names(s, {owner}).get(owner) or "its owner"
    raise ApiError(403, "not_yours", f"Only {name} can do this.")
