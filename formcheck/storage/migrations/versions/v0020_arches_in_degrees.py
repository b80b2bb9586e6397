"""Limits of the low back's arch that were changed for a person are in degrees, no longer in %."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

CUE = "back_arch"
DEGREES = {"cable_kickback": 6.0 / 1.8, "hip_flexor_stretch": 6.0 / 0.7}
"""The routine's own limit in degrees over the one that it had in % of the trunk's length."""


def upgrade() -> None:
    """Make the change."""
    limits = sa.table("limits", sa.column("exercise"), sa.column("cue"), sa.column("high"))
    for exercise, degrees in DEGREES.items():
        its = (limits.c.exercise == exercise) & (limits.c.cue == CUE)
        op.execute(sa.update(limits).where(its).values(high=limits.c.high * degrees))
