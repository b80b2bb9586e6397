"""The programme, its check-ins and sets logged by hand; limits of a person; tallies of sets."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from formcheck.storage.models import Moment

revision = "0002"
down_revision = "0001"


def _owned(name: str, *columns: sa.schema.SchemaItem) -> None:
    """Make a table whose rows have an owner."""
    op.create_table(
        name,
        sa.Column("owner", sa.String(length=32), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name=(f"fk_{name}_owner"), ondelete="CASCADE"
        ),
    )


def _id(name: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=(f"pk_{name}")),
    )


def upgrade() -> None:
    """Make the change."""
    _owned(
        "programmes",
        sa.Column("phase", sa.Integer(), nullable=False),
        sa.Column("since", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", name=("pk_programmes")),
    )
    _owned(
        "plans",
        *_id("plans"),
        sa.Column("exercise", sa.String(length=60), nullable=False),
        sa.Column("days", sa.String(length=7), nullable=False),
        sa.Column("reps_low", sa.Integer(), nullable=False),
        sa.Column("reps_high", sa.Integer(), nullable=False),
        sa.Column("sets_low", sa.Integer(), nullable=False),
        sa.Column("sets_high", sa.Integer(), nullable=False),
        sa.UniqueConstraint("owner", "exercise", name=("uq_plans_owner_exercise")),
    )
    _owned(
        "checkins",
        *_id("checkins"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("back", sa.Integer(), nullable=True),
        sa.Column("hip", sa.Integer(), nullable=True),
        sa.Column("knee", sa.Integer(), nullable=True),
        sa.Column("sitting", sa.Double(), nullable=True),
        sa.Column("breaks", sa.Integer(), nullable=True),
        sa.UniqueConstraint("owner", "day", name=("uq_checkins_owner_day")),
    )
    _owned(
        "entries",
        *_id("entries"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("exercise", sa.String(length=60), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("sets", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.Column("deleted_at", Moment(timezone=True), nullable=True),
    )
    op.create_index("ix_entries_days", "entries", ["owner", "deleted_at", "day"], unique=False)
    _owned(
        "limits",
        *_id("limits"),
        sa.Column("exercise", sa.String(length=60), nullable=False),
        sa.Column("cue", sa.String(length=60), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("since", Moment(timezone=True), nullable=False),
        sa.UniqueConstraint("owner", "exercise", "cue", name=("uq_limits_owner_exercise_cue")),
    )
    op.add_column("analyses", sa.Column("tally", sa.JSON(), nullable=True))
    op.add_column("reports", sa.Column("measured", sa.JSON(), nullable=True))
    _tally_all()


def _tally_all() -> None:
    """Tally the reports there are, one after the other: together they may be large."""
    connection = op.get_bind()
    reports = sa.table("reports", sa.column("analysis_id"), sa.column("report", sa.JSON))
    sets = sa.table("analyses", sa.column("id"), sa.column("tally", sa.JSON))
    for set_id in list(connection.scalars(sa.select(reports.c.analysis_id))):
        told = connection.scalar(sa.select(reports.c.report).where(reports.c.analysis_id == set_id))
        connection.execute(
            sa.update(sets).where(sets.c.id == set_id).values(tally=_tallied(told or {}))
        )


def _tallied(report: dict[str, Any]) -> dict[str, list[float]]:
    """As `formcheck.training.progress.tallied` did it when this change was made."""
    out: dict[str, list[float]] = {}
    for rep in report.get("reps", []):
        one = out.setdefault(rep["side"], [0, 0, 0.0])
        one[0] += 1
        one[1] += rep["verdict"] == "ok"
        one[2] = round(one[2] + rep["hold"], 3)
    return out
