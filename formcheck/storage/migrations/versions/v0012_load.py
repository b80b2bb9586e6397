"""Load and effort of a set, and the load that is prescribed."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the change."""
    for table in ("analyses", "entries"):
        op.add_column(table, sa.Column("load_kg", sa.Double(), nullable=True))
        op.add_column(table, sa.Column("band", sa.String(length=40), nullable=True))
        op.add_column(table, sa.Column("effort", sa.Integer(), nullable=True))
    op.add_column("plans", sa.Column("load_kg", sa.Double(), nullable=True))
    op.add_column("plans", sa.Column("band", sa.String(length=40), nullable=True))
    op.add_column("plans", sa.Column("progression", sa.Text(), nullable=True))
