"""The tables of the past that are written each tick: sums of bytes and rates, use of lines, and what is open now.

`installation` is a number of `history_names`. Moments are whole minutes, hours or days since the Unix epoch, in UTC;
those named `_us` are microseconds since then.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, SmallInteger, String, Table
from sqlmodel import SQLModel

from panel.db.session_columns import SessionId

LONGEST_NAME = 256


def _sums(name: str, unit: str) -> Table:
    # Time comes first in the key: what is written together lies together, and what is old goes in one piece.
    return Table(
        name,
        SQLModel.metadata,
        Column("at", Integer(), primary_key=True, autoincrement=False, comment=f"{unit} since the Unix epoch"),
        Column("installation", Integer(), primary_key=True, autoincrement=False),
        Column("dimension", SmallInteger(), primary_key=True, autoincrement=False),
        Column("key", BigInteger(), primary_key=True, autoincrement=False),
        Column("sent_bytes", BigInteger(), nullable=False),
        Column("bps_sum", BigInteger(), nullable=False, comment="over the ticks that had a rate"),
        Column("bps_max", BigInteger(), nullable=False),
        Column("rated", Integer(), nullable=False, comment="ticks that had a rate"),
        Column("connections_sum", BigInteger(), nullable=False),
        Column("connections_max", Integer(), nullable=False),
        Column("ticks", Integer(), nullable=False, comment="ticks that had a connection; of the total, all ticks"),
        sqlite_with_rowid=False,
    )


HISTORY_MINUTES = _sums("history_minutes", "minutes")
HISTORY_HOURS = _sums("history_hours", "hours")

HISTORY_TICKS = Table(
    "history_ticks",
    SQLModel.metadata,
    Column("at_us", BigInteger(), primary_key=True, autoincrement=False),
    Column("installation", Integer(), primary_key=True, autoincrement=False),
    Column("bps", BigInteger(), nullable=True),
    Column("connections", Integer(), nullable=False),
    Column("shares", LargeBinary(), nullable=False),
)

HISTORY_NAMES = Table(
    "history_names",
    SQLModel.metadata,
    Column("id", Integer(), primary_key=True, autoincrement=True),
    Column("name", String(LONGEST_NAME), nullable=False, unique=True),
)

LINE_DAYS = Table(
    "line_days",
    SQLModel.metadata,
    Column("line_id", Integer(), primary_key=True, autoincrement=False),
    Column("day", Integer(), primary_key=True, autoincrement=False),
    Column("sent_bytes", BigInteger(), nullable=False),
    Column("watched_ms", BigInteger(), nullable=False),
    sqlite_with_rowid=False,
)

OPEN_SESSIONS = Table(
    "open_sessions",
    SQLModel.metadata,
    Column("installation", Integer(), primary_key=True, autoincrement=False),
    Column("slot", Integer(), primary_key=True, autoincrement=False),
    Column("session_id", SessionId(), nullable=False),
    Column("line_id", Integer(), nullable=True),
    Column("seen_us", BigInteger(), nullable=False),
    Column("sent_bytes", BigInteger(), nullable=True),
    Column("peak_bps", BigInteger(), nullable=True),
    Column("lasted_ms", BigInteger(), nullable=False),
    Column("booked_bytes", BigInteger(), nullable=False, comment="of them in line_days already"),
    Column("booked_ms", BigInteger(), nullable=False),
    Index("ix_open_sessions_session_id", "session_id", unique=True),
    Index("ix_open_sessions_line_id", "line_id"),
    sqlite_with_rowid=False,
)

LEDGERS = Table(
    "ledgers",
    SQLModel.metadata,
    Column("installation", Integer(), primary_key=True, autoincrement=False),
    Column("number", BigInteger(), nullable=False, comment="of the last transaction"),
    Column("day", Integer(), nullable=False, comment="the UTC day of what open sessions have not booked"),
)
