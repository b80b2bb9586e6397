"""The tables of webhooks: where to tell of a set, and what was told."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from formcheck.storage.models import Created, Owned, RowId


class Webhook(Owned):
    """An address that is told when a set of `owner`, or of their clients, is judged or reviewed.

    `secret`: signs what is sent, and so is kept as it is. `page`: the address of the page where it
    was added, which links in what is sent begin with.
    """

    __tablename__ = "webhooks"
    __table_args__ = (Index("ix_webhooks_owner", "owner"),)

    id: Mapped[RowId]
    url: Mapped[str] = mapped_column(String(500))
    secret: Mapped[str] = mapped_column(String(80))
    page: Mapped[str] = mapped_column(String(300))
    created: Mapped[Created]


class Delivery(Owned):
    """One message to a webhook.

    Attributes:
        event, payload: what is told; see `formcheck.storage.webhooks`.
        analysis_id: the set it tells of; None for a test.
        due: when it is tried next; None once it is delivered or given up.
        tries, tried: how often it was tried, and when last.
        outcome: how the last try went, an `Outcome`; `status`: the HTTP status, where one came.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        Index("ix_webhook_deliveries_due", "due"),
        Index("ix_webhook_deliveries_webhook", "webhook_id", "created"),
    )

    id: Mapped[RowId]
    webhook_id: Mapped[str] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"))
    analysis_id: Mapped[str | None] = mapped_column(
        ForeignKey("analyses.id", ondelete="CASCADE"), index=True
    )
    event: Mapped[str] = mapped_column(String(30))
    payload: Mapped[dict[str, Any]]
    created: Mapped[Created]
    due: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    tried: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(20), default="waiting")
    status: Mapped[int | None]
