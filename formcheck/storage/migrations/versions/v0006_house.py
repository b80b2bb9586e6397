"""Plainer names; the installation's id, sweeps, content on its way; filming day, sound.

Passkeys' challenges take no rows any more.
"""

import sqlalchemy as sa
from alembic import op

from formcheck.storage.models import Moment

revision = "0006"
down_revision = "0005"

RENAMED = (
    ("analyses", "asked", "requested"),
    ("analyses", "error_say", "error_message"),
    ("analyses", "fault_say", "fault_message"),
    ("analyses", "cancel_asked", "cancel_requested"),
    ("uploads", "asked", "requested"),
)
"""Table, old name and new name of each renamed column."""

STAGES = (("watching", "analysing"), ("writing", "rendering"))


def upgrade() -> None:
    """Make the change."""
    for table, old, new in RENAMED:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")
    sets = sa.table("analyses", sa.column("stage", sa.String))
    for old, new in STAGES:
        op.execute(sa.update(sets).where(sets.c.stage == old).values(stage=new))
    op.add_column("analyses", sa.Column("filmed_on", sa.Date(), nullable=True))
    op.add_column(
        "uploads",
        sa.Column("keep_sound", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_installation"),
    )
    op.create_table(
        "sweeps",
        sa.Column("moment", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("moment", name="pk_sweeps"),
    )
    op.create_table(
        "content_holds",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("removing", sa.Boolean(), nullable=False),
        sa.Column("since", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_content_holds"),
    )
    op.create_index("ix_content_holds_sha256", "content_holds", ["sha256"], unique=False)
    op.drop_index("ix_challenges_until", "challenges")
    op.drop_table("challenges")  # a challenge is known by its own signature
