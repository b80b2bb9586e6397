"""A coach's notes about clients, and links that show one set without an account."""

import sqlalchemy as sa
from alembic import op

from formcheck.storage.models import Moment

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "client_notes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("client", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_client_notes"),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name="fk_client_notes_owner", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["client"], ["people.id"], name="fk_client_notes_client", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("owner", "client", name="uq_client_notes_owner_client"),
    )
    op.create_index("ix_client_notes_client", "client_notes", ["client"], unique=False)
    op.create_table(
        "share_links",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("analysis_id", sa.String(length=32), nullable=False),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.Column("until", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_share_links"),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name="fk_share_links_owner", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["analysis_id"],
            ["analyses.id"],
            name="fk_share_links_analysis_id",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("secret", name="uq_share_links_secret"),
    )
    op.create_index("ix_share_links_owner", "share_links", ["owner"], unique=False)
    op.create_index("ix_share_links_analysis_id", "share_links", ["analysis_id"], unique=False)
