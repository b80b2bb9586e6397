"""Sets as lists and pages show them, with whose they are where there are several people."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from formcheck.api.schemas import sets
from formcheck.storage import accounts
from formcheck.storage.models import Analysis
from formcheck.worker.services import Services


def sets_json(services: Services, s: Session, rows: Sequence[Analysis]) -> list[dict[str, Any]]:
    """Return sets as JSON has them."""
    team = services.settings.team
    names = accounts.names(s, {row.owner for row in rows}) if team else {}
    return [sets.listed(row, names.get(row.owner)) for row in rows]
