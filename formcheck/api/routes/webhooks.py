"""Webhooks: addresses of the home network that are told when a set is judged or reviewed.

There are none until somebody enters an address. Somebody of personal mode may, and coaches: the
machine of a team sends in its operator's network, where not everybody may reach everything.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from formcheck.api.auth import Principal
from formcheck.api.deps import PrincipalDep, RecentlyVerified, ServicesDep
from formcheck.api.errors import ApiError, or_404
from formcheck.api.links import address_here
from formcheck.api.schemas.sets import Failure, Moment, Text
from formcheck.storage import webhooks
from formcheck.storage.webhook_models import Webhook
from formcheck.storage.webhooks import Event, Outcome
from formcheck.worker.webhook_sender import AddressError, target_of

REFUSALS: dict[Outcome, str] = {
    "bad_address": "This is not an address: it begins with http:// or https:// and names a host.",
    "unknown_host": "There is no machine of this name: check the address.",
    "outside": "This address is outside your home network. Whoever runs formcheck can allow such "
    "addresses: see OPERATING.md.",
    "needs_https": "An address outside your home network has to begin with https://.",
}
"""What is said of an address that is refused."""


def _sender(principal: PrincipalDep) -> Principal:
    """Return the principal; raises ApiError if they are a client of a team."""
    if principal.role not in (None, "coach"):
        raise ApiError(403, "coaches_only", "Only coaches can do this.")
    return principal


Sender = Annotated[Principal, Depends(_sender)]

router = APIRouter(prefix="/api/webhooks", tags=["webhooks"], responses={404: {"model": Failure}})


class NewWebhook(BaseModel):
    """The address of a new webhook."""

    url: Annotated[Text, Field(min_length=1, max_length=500)]


class DeliveryOut(BaseModel):
    """A message and how its last try went; `next_try` is null once it is over."""

    id: str
    event: Event
    created: Moment
    tries: int
    tried: Moment | None
    next_try: Moment | None
    outcome: Outcome
    status: int | None


class WebhookOut(BaseModel):
    """A webhook without its secret, with its last deliveries, the newest first."""

    id: str
    url: str
    created: Moment
    deliveries: list[DeliveryOut]


class WebhookWithSecret(BaseModel):
    """A new webhook; its secret is shown once."""

    id: str
    url: str
    secret: str


class Webhooks(BaseModel):
    """One's webhooks; `outside`: addresses outside the home network are allowed."""

    webhooks: list[WebhookOut]
    outside: bool


@router.get("", summary="One's webhooks and what they were told")
def list_webhooks(services: ServicesDep, sender: Sender) -> Webhooks:
    """Return one's webhooks, each with its last deliveries and their answers."""
    with services.store.reading() as s:
        found = [
            WebhookOut(
                id=hook.id,
                url=hook.url,
                created=hook.created,
                deliveries=[
                    DeliveryOut.model_validate(
                        {**{n: getattr(d, n) for n in _COLUMNS}, "next_try": d.due}
                    )
                    for d in webhooks.deliveries(s, sender.person, hook.id)
                ],
            )
            for hook in webhooks.listed(s, sender.person)
        ]
    return Webhooks(webhooks=found, outside=services.settings.webhooks_outside)


_COLUMNS = ("id", "event", "created", "tries", "tried", "outcome", "status")


@router.post("", summary="Add a webhook", status_code=201)
def add_webhook(
    services: ServicesDep,
    sender: Sender,
    _: RecentlyVerified,
    request: Request,
    requested: NewWebhook,
) -> WebhookWithSecret:
    """Tell an address from now on when a set is judged or reviewed; signed with the secret."""
    try:
        target_of(requested.url, outside=services.settings.webhooks_outside)
    except AddressError as error:
        raise ApiError(422, error.outcome, REFUSALS[error.outcome]) from None
    with services.store.writing() as s:
        if len(webhooks.listed(s, sender.person)) >= webhooks.MOST:
            most = webhooks.MOST
            raise ApiError(
                409, "too_many", f"You have {most} webhooks already: delete one first.", most=most
            )
        row: Webhook = webhooks.add(
            s, sender.person, requested.url, address_here(request, "/").rstrip("/")
        )
        return WebhookWithSecret(id=row.id, url=row.url, secret=row.secret)


@router.post("/{webhook_id}/test", summary="Send a test", status_code=204)
def send_test(services: ServicesDep, sender: Sender, webhook_id: str) -> None:
    """Queue a message that tells of no set; the list says how it went. It is tried once."""
    with services.store.writing() as s:
        or_404(webhooks.send_test(s, sender.person, webhook_id))


@router.delete("/{webhook_id}", summary="Delete a webhook", status_code=204)
def delete_webhook(services: ServicesDep, sender: Sender, webhook_id: str) -> None:
    """Delete a webhook; nothing more is sent to it, not even what waits."""
    with services.store.writing() as s:
        or_404(webhooks.remove(s, sender.person, webhook_id))
