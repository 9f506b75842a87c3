"""From where and with what a line may watch."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

RULES = ("allowed_countries", "allowed_isps", "allowed_networks", "allowed_agents")


def upgrade() -> None:
    """Give lines their rules; those that exist have none."""
    for rule in RULES:
        op.add_column("lines", sa.Column(rule, sa.JSON(none_as_null=True), nullable=True))
    lines = sa.table("lines", *(sa.column(rule, sa.JSON()) for rule in RULES))
    op.execute(lines.update().values({rule: [] for rule in RULES}))
