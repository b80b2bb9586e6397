"""Whether an upload is a recording that is sent while it is filmed."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the change."""
    op.add_column(
        "uploads",
        sa.Column("recording", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
