"""Whose turn it is in the queue."""

import sqlalchemy as sa
from alembic import op

from formcheck.storage.models import Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "turns",
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("begun", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name=("fk_turns_owner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", name=("pk_turns")),
    )
