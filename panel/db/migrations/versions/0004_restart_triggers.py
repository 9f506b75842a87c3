"""When streams are restarted by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TRIGGERS = ("restart_silence_s", "restart_every_h", "restart_errors_per_minute", "restarts_per_hour")


def upgrade() -> None:
    """Give streams their triggers; those that exist have none."""
    for trigger in TRIGGERS:
        op.add_column("streams", sa.Column(trigger, sa.Integer(), nullable=True))
