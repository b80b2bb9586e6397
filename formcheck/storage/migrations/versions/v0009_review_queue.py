"""The coach's review queue: dismissed sets, saved replies, and why a finding was rejected."""

import sqlalchemy as sa
from alembic import op

from formcheck.storage.models import Moment

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "dismissals",
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("analysis_id", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", "analysis_id", name="pk_dismissals"),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name="fk_dismissals_owner", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["analysis_id"],
            ["analyses.id"],
            name="fk_dismissals_analysis_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_dismissals_analysis_id", "dismissals", ["analysis_id"], unique=False)
    _dismiss_visited()
    op.create_table(
        "saved_replies",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_replies"),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name="fk_saved_replies_owner", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_saved_replies_owner", "saved_replies", ["owner"], unique=False)
    op.add_column("decisions", sa.Column("objection", sa.String(length=20), nullable=True))


def _dismiss_visited() -> None:
    """Dismiss the sets that were not new to a coach any more, as a visit to the client counted."""
    visits = sa.table(
        "visits", sa.column("owner"), sa.column("client"), sa.column("at", Moment(timezone=True))
    )
    sets = sa.table(
        "analyses",
        sa.column("id"),
        sa.column("owner"),
        sa.column("created", Moment(timezone=True)),
        sa.column("reviewed", Moment(timezone=True)),
    )
    dismissals = sa.table(
        "dismissals",
        sa.column("owner"),
        sa.column("analysis_id"),
        sa.column("at", Moment(timezone=True)),
    )
    seen = (
        sa.select(visits.c.owner, sets.c.id, visits.c.at)
        .join(sets, sets.c.owner == visits.c.client)
        .where(sets.c.reviewed.is_(None), sets.c.created <= visits.c.at)
    )
    op.execute(dismissals.insert().from_select(["owner", "analysis_id", "at"], seen))
