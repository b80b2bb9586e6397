"""The hip thrust, which was logged by hand as `weighted_hip_thrust`, has its own name."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

OLD, NEW = "weighted_hip_thrust", "hip_thrust"


def upgrade() -> None:
    """Make the change."""
    for name in ("entries", "plans"):
        table = sa.table(name, sa.column("exercise"))
        op.execute(sa.update(table).where(table.c.exercise == OLD).values(exercise=NEW))
