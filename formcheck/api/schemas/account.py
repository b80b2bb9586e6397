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


def me(principal: Principal) -> Me:
    """Return who asks, where they have an account."""
    assert principal.role is not None
    return Me(
        id=str(principal.person),
        name=principal.name,
        login=principal.login or "",
        role=principal.role,
    )
