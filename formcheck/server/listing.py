"""Sets as lists and pages show them, with whose they are where there are several people."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from formcheck.jobs.services import Services
from formcheck.server import shapes
from formcheck.store import accounts
from formcheck.store.tables import Analysis


def told(services: Services, s: Session, rows: Sequence[Analysis]) -> list[dict[str, Any]]:
    """Return sets as JSON has them."""
    team = services.settings.team
    names = accounts.names(s, {row.owner for row in rows}) if team else {}
    return [shapes.listed(row, names.get(row.owner)) for row in rows]
