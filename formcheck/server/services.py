"""What routes are handed: the services, the person who asks, and the person who is asked about."""

from typing import Annotated

from fastapi import Depends, Query
from fastapi.requests import HTTPConnection

from formcheck.jobs.services import Services, open_services
from formcheck.server import looking
from formcheck.server.asking import Asker, asker_of
from formcheck.server.failures import Refused, missing
from formcheck.store import seeing

__all__ = [
    "Account",
    "Asker",
    "Coach",
    "Given",
    "Person",
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
    return asker_of(connection).person


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
    asker = asker_of(connection)
    if not of or of == asker.person:
        return asker.person
    services = services_of(connection)
    with services.store.reading() as s:
        found = seeing.sees(s, asker.person, of)
    if found is None:
        raise missing()
    looking.at(services, asker, found.id, looking.page_of(connection.scope["path"]))
    return found.id


def _account(connection: HTTPConnection) -> Asker:
    """Return who asks, where they have an account; raises Refused."""
    asker = asker_of(connection)
    if asker.role is None:
        raise Refused(
            409, "personal", "This formcheck has no accounts: start it with 'serve --team'."
        )
    return asker


def _coach(asker: Annotated[Asker, Depends(_account)]) -> Asker:
    """Return who asks, where that is a coach; raises Refused."""
    if asker.role != "coach":
        raise Refused(403, "coaches_only", "Only coaches can do this.")
    return asker


Given = Annotated[Services, Depends(services_of)]
Who = Annotated[Asker, Depends(asker_of)]
Person = Annotated[str, Depends(person_of)]
Subject = Annotated[str, Depends(subject_of)]
Account = Annotated[Asker, Depends(_account)]
"""Who asks; refused in personal mode."""
Coach = Annotated[Asker, Depends(_coach)]
