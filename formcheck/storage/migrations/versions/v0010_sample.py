"""The sample set is marked, also where it was added before."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

SAMPLE_VIDEO = "Sample: glute bridge.mp4"


def upgrade() -> None:
    """Make the change."""
    sets = sa.table("analyses", sa.column("origin"), sa.column("video_id"))
    videos = sa.table("videos", sa.column("id"), sa.column("name"))
    samples = sa.select(videos.c.id).where(videos.c.name == SAMPLE_VIDEO)
    op.execute(
        sa.update(sets)
        .where(sets.c.origin == "upload", sets.c.video_id.in_(samples))
        .values(origin="sample")
    )
