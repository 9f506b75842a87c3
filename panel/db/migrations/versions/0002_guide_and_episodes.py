"""The programme guide, and where in a series an episode stands."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the guide's tables and give streams their place in a series."""
    op.create_table(
        "guide_channels",
        sa.Column("key", sa.String(length=256), nullable=False),
        sa.Column("name", sa.String(length=256), nullable=True),
        sa.Column("icon_url", sa.String(length=4096), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "programmes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel_key", sa.String(length=256), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.String(length=512), nullable=False),
        sa.Column("description", sa.String(length=4096), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["channel_key"], ["guide_channels.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ux_programmes_channel_start", "programmes", ["channel_key", "starts_at"], unique=True)
    op.create_index("ix_programmes_ends_at", "programmes", ["ends_at"])
    op.add_column("streams", sa.Column("series_title", sa.String(length=256), nullable=True))
    op.add_column("streams", sa.Column("season", sa.Integer(), nullable=True))
    op.add_column("streams", sa.Column("episode", sa.Integer(), nullable=True))
