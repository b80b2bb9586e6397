"""What a person says at the start, for the timeline."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "starts",
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("lasted", sa.String(length=10), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("disc", sa.Boolean(), nullable=False),
        sa.Column("nerve", sa.Boolean(), nullable=False),
        sa.Column("cleared", sa.Boolean(), nullable=False),
        sa.Column("sitting", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("owner", name="pk_starts"),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name="fk_starts_owner", ondelete="CASCADE"
        ),
    )
