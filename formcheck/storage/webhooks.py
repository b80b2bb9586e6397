"""Webhooks: the addresses that are told of sets, and the queue of what they are told.

A delivery is a row that is written in the transaction that judges or reviews the set, so that it
is told of exactly what was stored. The process that serves takes deliveries that are due, sends
them (`formcheck.worker.webhook_sender`) and writes down the answer. Told are ids, the exercise,
counts, faults and a link: no pictures, no names, nothing that people wrote.
"""

import base64
import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import Consent
from formcheck.storage.database import add_row, database_time, now
from formcheck.storage.models import SAMPLE, Analysis, Person, ReportRow
from formcheck.storage.permissions import (
    access_logged,
    delete_own,
    find_own,
    find_visible,
    log_access,
    owned_by,
)
from formcheck.storage.webhook_models import Delivery, Webhook

Event = Literal["set.judged", "set.reviewed", "test"]
Outcome = Literal[
    "waiting",
    "delivered",
    "refused",
    "no_answer",
    "unreachable",
    "bad_certificate",
    "unknown_host",
    "outside",
    "needs_https",
    "bad_address",
]
"""How a try went: `refused` is any status that is not 2xx."""

MOST = 5
"""Webhooks that one person may have."""

RETRIES = tuple(timedelta(seconds=s) for s in (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600))
"""How long after a failed try the next one comes; after the last a delivery is given up. The
schedule that Standard Webhooks recommends, without its last days."""

CLAIM = timedelta(minutes=1)
"""How long one process has a delivery to itself; longer than a try can take."""

GONE = 410
"""HTTP status by which a receiver says that it wants no more of this."""

KEPT = timedelta(days=30)
"""How long a delivery can be read."""

LISTED = 10
"""The last deliveries of a webhook that are shown."""

SECRET_BYTES = 24
"""Random bytes of a secret; Standard Webhooks asks for 24 to 64."""

ACCESS = "webhook"
"""What the access log of a client calls a message about their set to their coach's webhook."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A delivery that is to be sent now, with the `secret` that signs it."""

    id: str
    url: str
    secret: str
    payload: dict[str, Any]


# --- addresses ------------------------------------------------------------------------------------


def add(s: Session, person: str, url: str, page: str) -> Webhook:
    """Add a webhook with a new secret; see `Webhook` for `page`."""
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    return add_row(s, Webhook(owner=str(person), url=url, secret=secret, page=page))


def listed(s: Session, person: str) -> list[Webhook]:
    """Return a person's webhooks, the oldest first."""
    query = select(Webhook).where(owned_by(person, Webhook))
    return list(s.scalars(query.order_by(Webhook.created, Webhook.id)))


def remove(s: Session, person: str, webhook_id: str) -> bool:
    """Remove a webhook and its deliveries; return whether there was one."""
    return delete_own(s, Webhook, person, id=webhook_id)


def deliveries(s: Session, person: str, webhook_id: str) -> list[Delivery]:
    """Return the last deliveries of a webhook, the newest first."""
    query = select(Delivery).where(owned_by(person, Delivery), Delivery.webhook_id == webhook_id)
    return list(s.scalars(query.order_by(Delivery.created.desc(), Delivery.id).limit(LISTED)))


# --- what is told ---------------------------------------------------------------------------------


def announce(s: Session, row: Analysis, event: Event) -> None:
    """Queue an event of a set for the webhooks of its owner, and of the coaches who may see it."""
    if row.origin == SAMPLE:
        return
    coaches = select(Consent.coach).where(Consent.owner == row.owner, Consent.withdrawn.is_(None))
    for_whom = (Webhook.owner == row.owner) | Webhook.owner.in_(coaches)
    hooks = list(s.scalars(select(Webhook).where(for_whom)))
    if not hooks:
        return
    report = s.get(ReportRow, row.id)
    told = _told_of(row, report.report if report is not None else {})
    for hook in hooks:
        _queue(s, hook, event, {**told, "link": f"{hook.page}/review/{row.id}"}, row.id)


def send_test(s: Session, person: str, webhook_id: str) -> bool:
    """Queue a test for a webhook; return whether there is one."""
    hook = find_own(s, Webhook, person, id=webhook_id)
    if hook is None:
        return False
    _queue(s, hook, "test", {"link": f"{hook.page}/account#data"}, None)
    return True


def _queue(
    s: Session, hook: Webhook, event: Event, data: dict[str, Any], set_id: str | None
) -> None:
    payload = {"type": event, "timestamp": now().isoformat(timespec="seconds"), "data": data}
    s.add(
        Delivery(
            owner=hook.owner,
            webhook_id=hook.id,
            analysis_id=set_id,
            event=event,
            payload=payload,
            due=database_time(s),
        )
    )


def _told_of(row: Analysis, report: dict[str, Any]) -> dict[str, Any]:
    found = [
        (f["cue"], f["title"])
        for rep in report.get("reps", ())
        for f in rep["findings"]
        if f["verdict"] == "fault"
    ]
    return {
        "set": row.id,
        "person": row.owner,
        "exercise": {"id": row.exercise_id, "title": row.exercise_title},
        "reps": row.total,
        "clean_reps": row.good,
        "faults": [
            {"cue": cue, "title": title, "reps": count}
            for (cue, title), count in Counter(found).most_common()
        ],
        "reviewed": row.reviewed.isoformat(timespec="seconds") if row.reviewed else None,
    }


# --- the queue ------------------------------------------------------------------------------------


def any_due(s: Session) -> bool:
    """Whether anything is to be sent now."""
    return (
        s.scalar(select(Delivery.id).where(Delivery.due <= database_time(s)).limit(1)) is not None
    )


def claim(s: Session) -> Outgoing | None:
    """Take the delivery that has been due longest, for `CLAIM`; None if none is.

    A set that was deleted meanwhile, or that a coach may no longer see, is not told of.
    """
    query = (
        select(Delivery).where(Delivery.due <= database_time(s)).order_by(Delivery.due, Delivery.id)
    )
    for row in s.scalars(query).all():
        hook = s.get_one(Webhook, row.webhook_id)
        if row.analysis_id is not None and not _may_tell(s, hook, row.analysis_id):
            s.delete(row)
            continue
        row.due, row.tries, row.tried = database_time(s) + CLAIM, row.tries + 1, database_time(s)
        return Outgoing(row.id, hook.url, hook.secret, row.payload)
    return None


def _may_tell(s: Session, hook: Webhook, set_id: str) -> bool:
    """Whether a set may be told of; that a coach is told of it is logged for its owner."""
    found = find_visible(s, Analysis, hook.owner, id=set_id, deleted_at=None)
    if found is None:
        return False
    if found.owner != hook.owner and not access_logged(s, found.owner, hook.owner, ACCESS, set_id):
        coach = s.get_one(Person, hook.owner)
        log_access(s, found.owner, hook.owner, coach.name, ACCESS, set_id)
    return True


def settle(s: Session, delivery_id: str, outcome: Outcome, status: int | None = None) -> None:
    """Write down how a try went, and when the next one comes if it failed."""
    row = s.get(Delivery, delivery_id)
    if row is None:
        return
    row.outcome, row.status = outcome, status
    over = outcome == "delivered" or status == GONE or row.tries > len(RETRIES)
    row.due = None if over or row.event == "test" else database_time(s) + RETRIES[row.tries - 1]


def delete_old(s: Session) -> None:
    """Delete the deliveries that are older than `KEPT`."""
    s.execute(delete(Delivery).where(Delivery.created < now() - KEPT))
