"""Whose turn it is: one owner's hundred videos do not keep another's single one waiting."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from formcheck.storage.models import Owned


class Turn(Owned):
    """When a set of a person was last begun."""

    __tablename__ = "turns"

    owner: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    begun: Mapped[datetime]
