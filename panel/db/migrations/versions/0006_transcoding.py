"""What a stream is transcoded to."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give streams a preset; those that exist are delivered as they come."""
    op.add_column("streams", sa.Column("transcode", sa.String(32), nullable=True))
