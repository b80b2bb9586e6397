"""Plans that a coach keeps under a name, to give them to other clients."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from formcheck.storage.permissions import delete_own, find_or_add, owned_by
from formcheck.storage.review_models import PlanTemplate

MOST = 50
"""Templates of one coach. By reasoning: a longer list is slower to search than a plan to change."""


def listed(s: Session, coach: str) -> list[PlanTemplate]:
    """Return a coach's templates by name."""
    query = select(PlanTemplate).where(owned_by(coach, PlanTemplate))
    return list(s.scalars(query.order_by(PlanTemplate.name, PlanTemplate.id)))


def keep(s: Session, coach: str, name: str, plan: Sequence[dict[str, Any]]) -> PlanTemplate:
    """Keep a plan under a name, in place of one of the same name."""
    row = find_or_add(s, PlanTemplate, coach, name=name)
    row.plan = list(plan)
    s.flush()
    return row


def delete(s: Session, coach: str, template_id: str) -> bool:
    """Delete a template; return whether there was one."""
    return delete_own(s, PlanTemplate, coach, id=template_id)
