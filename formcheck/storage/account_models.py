"""The tables of team mode: accounts, sign-ins, invitations, consents and the access log.

Secrets are not stored: sign-ins, tokens and invitations are found by the hash of their secret, and
of a password only its argon2 hash is stored.
"""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from formcheck.storage.models import Created, Owned, RowId

Role = Literal["coach", "client"]

HASH = String(64)


class Account(Owned):
    """How a person signs in; `login` is in lower case.

    `role`: `coach` or `client`. The person of personal mode has no account.
    """

    __tablename__ = "accounts"

    owner: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    login: Mapped[str] = mapped_column(String(120), unique=True)
    password: Mapped[str] = mapped_column(String(255))
    role: Mapped[Role] = mapped_column(String(10))
    created: Mapped[Created]


class SignIn(Owned):
    """One signed-in browser; `secret` is the hash of its cookie."""

    __tablename__ = "signins"
    __table_args__ = (Index("ix_signins_owner", "owner"),)

    id: Mapped[RowId]
    secret: Mapped[str] = mapped_column(HASH, unique=True)
    created: Mapped[Created]
    seen: Mapped[datetime] = mapped_column(index=True)
    browser: Mapped[str] = mapped_column(String(120))


class Token(Owned):
    """An API token; `scopes` are separated by spaces, `until` is None if it does not expire."""

    __tablename__ = "tokens"
    __table_args__ = (Index("ix_tokens_owner", "owner"),)

    id: Mapped[RowId]
    name: Mapped[str] = mapped_column(String(120))
    secret: Mapped[str] = mapped_column(HASH, unique=True)
    scopes: Mapped[str] = mapped_column(String(200))
    created: Mapped[Created]
    until: Mapped[datetime | None]
    used: Mapped[datetime | None]


class Passkey(Owned):
    """A passkey: `credential` is its id, `public` its public key, both base64url.

    `count`: number of signatures, as reported by the device; it never decreases.
    """

    __tablename__ = "passkeys"
    __table_args__ = (Index("ix_passkeys_owner", "owner"),)

    id: Mapped[RowId]
    name: Mapped[str] = mapped_column(String(120))
    credential: Mapped[str] = mapped_column(String(1400), unique=True)
    public: Mapped[str] = mapped_column(Text)
    count: Mapped[int]
    created: Mapped[Created]
    used: Mapped[datetime | None]


class Invitation(Owned):
    """An invitation link from `owner`; invalid once it is used or has expired."""

    __tablename__ = "invitations"
    __table_args__ = (Index("ix_invitations_owner", "owner"),)

    id: Mapped[RowId]
    secret: Mapped[str] = mapped_column(HASH, unique=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(String(10))
    created: Mapped[Created]
    until: Mapped[datetime]
    used: Mapped[datetime | None]


class ShareLink(Owned):
    """A link from `owner` that shows the report of one set to whoever has it, until it ends."""

    __tablename__ = "share_links"
    __table_args__ = (Index("ix_share_links_owner", "owner"),)

    id: Mapped[RowId]
    secret: Mapped[str] = mapped_column(HASH, unique=True)
    analysis_id: Mapped[str] = mapped_column(
        ForeignKey("analyses.id", ondelete="CASCADE"), index=True
    )
    created: Mapped[Created]
    until: Mapped[datetime]


class Consent(Owned):
    """A client's (`owner`) consent that one coach sees their sets, until it is withdrawn."""

    __tablename__ = "consents"
    __table_args__ = (
        UniqueConstraint("owner", "coach"),
        Index("ix_consents_coach", "coach", "withdrawn", "owner"),
    )

    id: Mapped[RowId]
    coach: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    since: Mapped[Created]
    withdrawn: Mapped[datetime | None]


class AccessLogRow(Owned):
    """One access-log entry of `owner`; `name` is the viewer's, kept if they are deleted."""

    __tablename__ = "looks"
    __table_args__ = (
        Index("ix_looks_when", "owner", "moment"),
        Index("ix_looks_same", "owner", "who", "what", "set_id", "moment"),
    )

    id: Mapped[RowId]
    who: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(String(40))
    set_id: Mapped[str | None] = mapped_column(
        ForeignKey("analyses.id", ondelete="CASCADE"), index=True
    )
    moment: Mapped[Created]


class Retention(Owned):
    """After how many days a person's videos are removed."""

    __tablename__ = "retentions"

    owner: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    video_days: Mapped[int]
