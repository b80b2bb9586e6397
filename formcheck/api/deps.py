"""What routes are handed: the services, the person who asks, and the person who is asked about."""

from typing import Annotated

from fastapi import Depends, Query
from fastapi.requests import HTTPConnection

from formcheck.api import access_log
from formcheck.api.auth import Principal, principal_of
from formcheck.api.errors import ApiError, not_found
from formcheck.storage import permissions
from formcheck.worker.services import Services, open_services

__all__ = [
    "Account",
    "Coach",
    "Given",
    "Person",
    "Principal",
    "Services",
    "Subject",
    "Who",
    "open_services",
    "person_of",
    "services_of",
]


def services_of(connection: HTTPConnection) -> Services:
    """Return the services of the application that a request or WebSocket came to."""
    services: Services | None = connection.app.state.services
    if services is None:
        raise RuntimeError("the application was not started: its lifespan opens the services")
    return services


def person_of(connection: HTTPConnection) -> str:
    """Return the id of the person who asks; in personal mode there is only one."""
    return principal_of(connection).person


def subject_of(
    connection: HTTPConnection,
    of: Annotated[
        str | None,
        Query(max_length=64, description="Whose data: a client's id; oneself where left out"),
    ] = None,
) -> str:
    """Return the id of the person that is asked about: oneself, or a client who consented.

    Anybody else is not there, as if there were nobody. A look at a client's data is kept for them.
    """
    principal = principal_of(connection)
    if not of or of == principal.person:
        return principal.person
    services = services_of(connection)
    with services.store.reading() as s:
        found = permissions.sees(s, principal.person, of)
    if found is None:
        raise not_found()
    access_log.at(services, principal, found.id, access_log.page_of(connection.scope["path"]))
    return found.id


def _account(connection: HTTPConnection) -> Principal:
    """Return who asks, where they have an account; raises ApiError."""
    principal = principal_of(connection)
    if principal.role is None:
        raise ApiError(
            409, "personal", "This formcheck has no accounts: start it with 'serve --team'."
        )
    return principal


def _coach(principal: Annotated[Principal, Depends(_account)]) -> Principal:
    """Return who asks, where that is a coach; raises ApiError."""
    if principal.role != "coach":
        raise ApiError(403, "coaches_only", "Only coaches can do this.")
    return principal


Given = Annotated[Services, Depends(services_of)]
Who = Annotated[Principal, Depends(principal_of)]
Person = Annotated[str, Depends(person_of)]
Subject = Annotated[str, Depends(subject_of)]
Account = Annotated[Principal, Depends(_account)]
"""Who asks; refused in personal mode."""
Coach = Annotated[Principal, Depends(_coach)]
