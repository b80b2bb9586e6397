"""What routes are handed: the services, and the person who asks."""

from typing import Annotated

from fastapi import Depends
from fastapi.requests import HTTPConnection

from formcheck.jobs.services import Services, open_services

__all__ = ["Given", "Person", "Services", "open_services", "person_of", "services_of"]


def services_of(connection: HTTPConnection) -> Services:
    """Return the services of the application that a request or WebSocket came to."""
    services: Services | None = connection.app.state.services
    if services is None:
        raise RuntimeError("the application was not started: its lifespan opens the services")
    return services


def person_of(connection: HTTPConnection) -> str:
    """Return the id of the person who asks; in personal mode there is only one."""
    return services_of(connection).store.only_person()


Given = Annotated[Services, Depends(services_of)]
Person = Annotated[str, Depends(person_of)]
