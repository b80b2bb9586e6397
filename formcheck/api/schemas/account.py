"""The JSON of accounts and of signing in."""

from typing import Literal

from pydantic import BaseModel

from formcheck.api.auth import Principal


class Me(BaseModel):
    """Who is signed in."""

    id: str
    name: str
    login: str
    role: Literal["coach", "client"]


def me(asker: Principal) -> Me:
    """Return who asks, where they have an account."""
    assert asker.role is not None
    return Me(id=str(asker.person), name=asker.name, login=asker.login or "", role=asker.role)
