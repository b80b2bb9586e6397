"""Whether a set was filmed by a selfie camera that mirrors."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the change."""
    for table in ("analyses", "uploads"):
        op.add_column(
            table,
            sa.Column("mirrored", sa.Boolean(), nullable=False, server_default=sa.false()),
        )
