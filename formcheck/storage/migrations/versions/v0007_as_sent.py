"""Which videos are kept as they were sent: all that came before they were copied on arrival."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the change."""
    op.add_column(
        "videos", sa.Column("as_sent", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    videos = sa.table("videos", sa.column("as_sent", sa.Boolean))
    op.execute(sa.update(videos).values(as_sent=True))
