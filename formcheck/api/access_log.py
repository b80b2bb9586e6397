"""Every look at somebody else's data is kept for them: who looked, at what, when."""

from formcheck.api.auth import Principal
from formcheck.storage import access_log
from formcheck.storage.models import Analysis
from formcheck.worker.services import Services

PAGES = {"analyses": "sets", "checkins": "check-ins"}
"""What a page of data is called in the list, where not as in its address."""

VIDEOS = {"playable.webm", "annotated.webm"}


def page_of(path: str) -> str:
    """Return what a page of data is called, by its address under /api."""
    first = path.removeprefix("/api/").partition("/")[0]
    return PAGES.get(first, first)[:40]


def at(
    services: Services, principal: Principal, owner: str, what: str, set_id: str | None = None
) -> None:
    """Keep that `principal` looked at something of `owner`; nothing where it is their own."""
    if principal.person == owner:
        return
    who = str(principal.person)
    with services.store.reading() as s:
        if access_log.known(s, owner, who, what, set_id):
            return
    with services.store.writing() as s:
        access_log.add(s, owner, who, principal.name, what, set_id)


def at_set(services: Services, principal: Principal, row: Analysis, file: str = "") -> None:
    """Keep that `principal` looked at a set, or at its video where `file` is one."""
    video = file in VIDEOS or file.startswith("video")
    at(services, principal, row.owner, "video" if video else "set", row.id)
