"""How many bytes a month a line may be sent."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give lines a quota; those that exist have none."""
    op.add_column("lines", sa.Column("quota_bytes_per_month", sa.BigInteger(), nullable=True))
