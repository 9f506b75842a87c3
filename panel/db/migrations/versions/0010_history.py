"""The past in numbers: sums by minute and hour, use of lines, and what is open now apart from what is settled."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, empty: sums begin now. Sessions that are open are closed by the next start."""
    for name, unit in (("history_minutes", "minutes"), ("history_hours", "hours")):
        op.create_table(
            name,
            sa.Column("at", sa.Integer(), autoincrement=False, nullable=False, comment=f"{unit} since the Unix epoch"),
            sa.Column("installation", sa.Integer(), autoincrement=False, nullable=False),
            sa.Column("dimension", sa.SmallInteger(), autoincrement=False, nullable=False),
            sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
            sa.Column("sent_bytes", sa.BigInteger(), nullable=False),
            sa.Column("bps_sum", sa.BigInteger(), nullable=False, comment="over the ticks that had a rate"),
            sa.Column("bps_max", sa.BigInteger(), nullable=False),
            sa.Column("rated", sa.Integer(), nullable=False, comment="ticks that had a rate"),
            sa.Column("connections_sum", sa.BigInteger(), nullable=False),
            sa.Column("connections_max", sa.Integer(), nullable=False),
            sa.Column(
                "ticks",
                sa.Integer(),
                nullable=False,
                comment="ticks that had a connection; of the total, all ticks",
            ),
            sa.PrimaryKeyConstraint("at", "installation", "dimension", "key"),
            sqlite_with_rowid=False,
        )
    op.create_table(
        "history_ticks",
        sa.Column("at_us", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("installation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bps", sa.BigInteger(), nullable=True),
        sa.Column("connections", sa.Integer(), nullable=False),
        sa.Column("shares", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("at_us", "installation"),
    )
    op.create_table(
        "history_names",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=256), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "line_days",
        sa.Column("line_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sent_bytes", sa.BigInteger(), nullable=False),
        sa.Column("watched_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("line_id", "day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "open_sessions",
        sa.Column("installation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session_id", sa.String(length=64), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("seen_us", sa.BigInteger(), nullable=False),
        sa.Column("sent_bytes", sa.BigInteger(), nullable=True),
        sa.Column("peak_bps", sa.BigInteger(), nullable=True),
        sa.Column("lasted_ms", sa.BigInteger(), nullable=False),
        sa.Column("booked_bytes", sa.BigInteger(), nullable=False, comment="of them in line_days already"),
        sa.Column("booked_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("installation", "slot"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_open_sessions_session_id", "open_sessions", ["session_id"], unique=True)
    op.create_index("ix_open_sessions_line_id", "open_sessions", ["line_id"])
    op.create_table(
        "ledgers",
        sa.Column("installation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False, comment="of the last transaction"),
        sa.Column("day", sa.Integer(), nullable=False, comment="the UTC day of what open sessions have not booked"),
        sa.PrimaryKeyConstraint("installation"),
    )
