"""Sets that are shown beside others, for how it is done."""

import sqlalchemy as sa
from alembic import op

from formcheck.storage.models import Moment

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "reference_sets",
        sa.Column("analysis_id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("reference_id", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=True),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("analysis_id", name="pk_reference_sets"),
        sa.ForeignKeyConstraint(
            ["analysis_id"],
            ["analyses.id"],
            name="fk_reference_sets_analysis_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reference_id"],
            ["analyses.id"],
            name="fk_reference_sets_reference_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["by"], ["people.id"], name="fk_reference_sets_by", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name="fk_reference_sets_owner", ondelete="CASCADE"
        ),
    )
    op.create_index(
        "ix_reference_sets_reference_id", "reference_sets", ["reference_id"], unique=False
    )
