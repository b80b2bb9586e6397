"""The first tables."""

import sqlalchemy as sa
from alembic import op

from formcheck.storage.models import Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=("pk_people")),
    )
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("asked", sa.String(length=60), nullable=True),
        sa.Column("model", sa.String(length=10), nullable=False),
        sa.Column("analysis_id", sa.String(length=32), nullable=True),
        sa.Column("result", sa.String(length=32), nullable=True),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.Column("touched", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name=("fk_uploads_owner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=("pk_uploads")),
    )
    op.create_index(("ix_uploads_touched"), "uploads", ["touched"], unique=False)
    op.create_table(
        "videos",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("codec", sa.String(length=40), nullable=False),
        sa.Column("playable", sa.Boolean(), nullable=False),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name=("fk_videos_owner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=("pk_videos")),
        sa.UniqueConstraint("owner", "sha256", name=("uq_videos_owner_sha256")),
    )
    op.create_index(("ix_videos_sha256"), "videos", ["sha256"], unique=False)
    op.create_table(
        "analyses",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("video_id", sa.String(length=32), nullable=True),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("created", Moment(timezone=True), nullable=False),
        sa.Column("deleted_at", Moment(timezone=True), nullable=True),
        sa.Column("asked", sa.String(length=60), nullable=True),
        sa.Column("model", sa.String(length=10), nullable=False),
        sa.Column("from_poses", sa.Boolean(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("report_run", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("queued", Moment(timezone=True), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=True),
        sa.Column("progress", sa.Double(), nullable=True),
        sa.Column("seconds_left", sa.Double(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=True),
        sa.Column("lease_until", Moment(timezone=True), nullable=True),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("error_code", sa.String(length=60), nullable=True),
        sa.Column("error_say", sa.Text(), nullable=True),
        sa.Column("log", sa.Text(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("exercise_id", sa.String(length=60), nullable=True),
        sa.Column("exercise_title", sa.String(length=120), nullable=True),
        sa.Column("good", sa.Integer(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("share", sa.Double(), nullable=True),
        sa.Column("fault_cue", sa.String(length=60), nullable=True),
        sa.Column("fault_title", sa.String(length=120), nullable=True),
        sa.Column("fault_say", sa.Text(), nullable=True),
        sa.Column("fault_count", sa.Integer(), nullable=True),
        sa.Column("thumbnail", sa.String(length=64), nullable=True),
        sa.Column("formcheck", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name=("fk_analyses_owner"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["video_id"], ["videos.id"], name=("fk_analyses_video_id")),
        sa.PrimaryKeyConstraint("id", name=("pk_analyses")),
    )
    op.create_index(("ix_analyses_deleted_at"), "analyses", ["deleted_at"], unique=False)
    op.create_index(
        "ix_analyses_exercises",
        "analyses",
        ["owner", "deleted_at", "exercise_id", "exercise_title"],
        unique=False,
    )
    op.create_index(
        "ix_analyses_faults",
        "analyses",
        ["owner", "deleted_at", "fault_cue", "fault_title"],
        unique=False,
    )
    op.create_index(
        "ix_analyses_lists", "analyses", ["owner", "deleted_at", "created"], unique=False
    )
    op.create_index(
        "ix_analyses_queue", "analyses", ["state", "from_poses", "queued"], unique=False
    )
    op.create_index("ix_analyses_same", "analyses", ["video_id", "asked", "model"], unique=False)
    op.create_table(
        "files",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("analysis_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["analysis_id"], ["analyses.id"], name=("fk_files_analysis_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name=("fk_files_owner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=("pk_files")),
        sa.UniqueConstraint("analysis_id", "name", name=("uq_files_analysis_id_name")),
    )
    op.create_index(("ix_files_sha256"), "files", ["sha256"], unique=False)
    op.create_table(
        "reports",
        sa.Column("analysis_id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["analysis_id"], ["analyses.id"], name=("fk_reports_analysis_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name=("fk_reports_owner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("analysis_id", name=("pk_reports")),
    )
