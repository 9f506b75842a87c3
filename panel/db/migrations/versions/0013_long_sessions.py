"""Who was on at a moment is found without looking at every session."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index those that lasted long, of which there are few."""
    long = sa.text("duration_s > 14400")
    op.create_index("ix_sessions_long", "sessions", ["ended_at"], sqlite_where=long, postgresql_where=long)
