"""What was observed of streams: hours, checks, changes of status."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; nothing was observed before."""
    op.create_table(
        "stream_hours",
        sa.Column("installation", sa.String(length=32), nullable=False),
        sa.Column("stream_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hour", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(f"{name}_s", sa.Float(), nullable=False) for name in SECONDS),
        sa.PrimaryKeyConstraint("installation", "stream_id", "hour"),
    )
    op.create_index("ix_stream_hours_hour", "stream_hours", ["hour"])
    op.create_table(
        "stream_checks",
        sa.Column("installation", sa.String(length=32), nullable=False),
        sa.Column("stream_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("response_ms", sa.Float(), nullable=True),
        sa.Column("reason", sa.String(length=256), nullable=True),
        sa.PrimaryKeyConstraint("installation", "stream_id", "place"),
    )
    op.create_index("ix_stream_checks_at", "stream_checks", ["at"])
    op.create_table(
        "stream_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("installation", sa.String(length=32), nullable=False),
        sa.Column("stream_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("previous", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=256), nullable=True),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_stream_changes_at", "stream_changes", ["at"])
    op.create_index("ix_stream_changes_stream", "stream_changes", ["installation", "stream_id", "id"])


SECONDS = ("observed", "deliverable", "degraded", "errored", "severe")
