"""The tables of team mode: accounts, how they sign in, invitations, consents, who looked at what.

Secrets are never kept: a sign-in, a token and an invitation are found by the hash of theirs, a
password is kept as argon2 has it.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from formcheck.storage.models import Id, Owned

HASH = String(64)


class Account(Owned):
    """How a person signs in; `login` as it is compared: lower case.

    `role`: `coach` or `client`. A person of personal mode has none.
    """

    __tablename__ = "accounts"

    owner: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    login: Mapped[str] = mapped_column(String(120), unique=True)
    password: Mapped[str] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(10))
    created: Mapped[datetime]


class SignIn(Owned):
    """One browser that is signed in; `secret`: the hash of its cookie."""

    __tablename__ = "signins"
    __table_args__ = (Index("ix_signins_owner", "owner"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    secret: Mapped[str] = mapped_column(HASH, unique=True)
    created: Mapped[datetime]
    seen: Mapped[datetime] = mapped_column(index=True)
    browser: Mapped[str] = mapped_column(String(120))


class Token(Owned):
    """A key for a program; `scopes` with spaces between, `until`: None = no end."""

    __tablename__ = "tokens"
    __table_args__ = (Index("ix_tokens_owner", "owner"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    secret: Mapped[str] = mapped_column(HASH, unique=True)
    scopes: Mapped[str] = mapped_column(String(200))
    created: Mapped[datetime]
    until: Mapped[datetime | None]
    used: Mapped[datetime | None]


class Passkey(Owned):
    """A key that a device keeps: `credential` its id, `public` its public key, both base64url.

    `count`: how often it has signed, as it says itself; it never goes back.
    """

    __tablename__ = "passkeys"
    __table_args__ = (Index("ix_passkeys_owner", "owner"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    credential: Mapped[str] = mapped_column(String(1400), unique=True)
    public: Mapped[str] = mapped_column(Text)
    count: Mapped[int]
    created: Mapped[datetime]
    used: Mapped[datetime | None]


class Invitation(Owned):
    """A link by which somebody joins; `owner` invites. Used or run out, it is worth nothing."""

    __tablename__ = "invitations"
    __table_args__ = (Index("ix_invitations_owner", "owner"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    secret: Mapped[str] = mapped_column(HASH, unique=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(10))
    created: Mapped[datetime]
    until: Mapped[datetime]
    used: Mapped[datetime | None]


class Consent(Owned):
    """What a client, the owner, lets one coach do: see their sets, until it is withdrawn."""

    __tablename__ = "consents"
    __table_args__ = (
        UniqueConstraint("owner", "coach"),
        Index("ix_consents_coach", "coach", "withdrawn", "owner"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    coach: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    since: Mapped[datetime]
    withdrawn: Mapped[datetime | None]


class Look(Owned):
    """That somebody looked at something of the owner's; `name`: theirs, should they be erased."""

    __tablename__ = "looks"
    __table_args__ = (
        Index("ix_looks_when", "owner", "moment"),
        Index("ix_looks_same", "owner", "who", "what", "set_id", "moment"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    who: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(String(40))
    set_id: Mapped[str | None] = mapped_column(
        ForeignKey("analyses.id", ondelete="CASCADE"), index=True
    )
    moment: Mapped[datetime]


class Retention(Owned):
    """After how many days the videos of somebody are removed."""

    __tablename__ = "retentions"

    owner: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    video_days: Mapped[int]
