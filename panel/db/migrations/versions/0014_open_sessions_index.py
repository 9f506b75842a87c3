"""An index of the sessions that are open, in place of one of all ends."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

IS_OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Replace the index; old sessions are found by their beginnings."""
    op.drop_index("ix_sessions_ended_at", table_name="sessions")
    op.create_index("ix_sessions_open", "sessions", ["installation"], sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
