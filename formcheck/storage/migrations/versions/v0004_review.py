"""The review: decisions, added findings, comments with their answers; a coach's visits."""

import sqlalchemy as sa
from alembic import op

from formcheck.storage.models import Moment

revision = "0004"
down_revision = "0003"


def _when(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Moment(timezone=True), nullable=nullable)


def _table(name: str, *columns: sa.schema.SchemaItem) -> None:
    """Make a table whose rows have an owner."""
    op.create_table(
        name,
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=(f"pk_{name}")),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name=(f"fk_{name}_owner"), ondelete="CASCADE"
        ),
    )


def _written(name: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("by", sa.String(length=32), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        _when("created"),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=(f"fk_{name}_by"), ondelete="SET NULL"),
    )


def _of(name: str, column: str, table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column(column, sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            [column], [f"{table}.id"], name=(f"fk_{name}_{column}"), ondelete="CASCADE"
        ),
    )


def upgrade() -> None:
    """Make the change."""
    op.add_column("analyses", sa.Column("reviewed", Moment(timezone=True), nullable=True))
    op.add_column("analyses", sa.Column("reviewer", sa.String(length=32), nullable=True))
    op.add_column(
        "analyses", sa.Column("comments", sa.Integer(), nullable=False, server_default="0")
    )
    op.create_index(
        "ix_analyses_review",
        "analyses",
        ["owner", "deleted_at", "reviewed", "created", "total"],
        unique=False,
    )
    _table(
        "decisions",
        *_of("decisions", "analysis_id", "analyses"),
        sa.Column("rep", sa.Integer(), nullable=False),
        sa.Column("cue", sa.String(length=60), nullable=False),
        sa.Column("start", sa.Double(), nullable=False),
        sa.Column("end", sa.Double(), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("margin", sa.Double(), nullable=True),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("model", sa.String(length=10), nullable=False),
        sa.Column("formcheck", sa.String(length=40), nullable=False),
        *_written("decisions"),
        sa.UniqueConstraint(
            "analysis_id", "rep", "cue", "by", name=("uq_decisions_analysis_id_rep_cue_by")
        ),
    )
    _table(
        "added",
        *_of("added", "analysis_id", "analyses"),
        sa.Column("rep", sa.Integer(), nullable=True),
        sa.Column("cue", sa.String(length=60), nullable=True),
        sa.Column("time", sa.Double(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("formcheck", sa.String(length=40), nullable=False),
        *_written("added"),
    )
    _table(
        "comments",
        *_of("comments", "analysis_id", "analyses"),
        sa.Column("time", sa.Double(), nullable=False),
        sa.Column("until", sa.Double(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("drawing", sa.JSON(), nullable=True),
        *_written("comments"),
        _when("edited", nullable=True),
        _when("seen_at", nullable=True),
        _when("deleted_at", nullable=True),
    )
    for name in ("added", "comments"):
        op.create_index(f"ix_{name}_analysis_id", name, ["analysis_id"], unique=False)
    op.create_index("ix_comments_deleted_at", "comments", ["deleted_at"], unique=False)
    _table(
        "answers",
        *_of("answers", "comment_id", "comments"),
        sa.Column("text", sa.Text(), nullable=False),
        *_written("answers"),
    )
    op.create_index("ix_answers_comment_id", "answers", ["comment_id"], unique=False)
    op.create_index("ix_answers_new", "answers", ["owner", "created"], unique=False)
    _table(
        "visits",
        *_of("visits", "client", "people"),
        _when("at"),
        sa.UniqueConstraint("owner", "client", name=("uq_visits_owner_client")),
    )
    op.create_index("ix_visits_client", "visits", ["client"], unique=False)
