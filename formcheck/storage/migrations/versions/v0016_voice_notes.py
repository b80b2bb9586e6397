"""Voice notes of comments."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "voice_notes",
        sa.Column("comment_id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("audio", sa.LargeBinary(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("comment_id", name="pk_voice_notes"),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comments.id"],
            name="fk_voice_notes_comment_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name="fk_voice_notes_owner", ondelete="CASCADE"
        ),
    )
