"""When an operator last asked for a stream to be restarted."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give streams the moment; those that exist have none."""
    op.add_column("streams", sa.Column("restart_requested_at", sa.DateTime(timezone=True), nullable=True))
