"""Plans that coaches keep under a name."""

import sqlalchemy as sa
from alembic import op

from formcheck.storage.models import Moment

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "plan_templates",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_templates"),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name="fk_plan_templates_owner", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("owner", "name", name="uq_plan_templates_owner_name"),
    )
