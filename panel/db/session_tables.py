"""Sessions on record: narrow rows of numbers, and what they have in common by its number.

Moments are microseconds since the Unix epoch. A row of `session_origins` or `session_titles` never changes; it is kept
for as long as a session may refer to it. `used_day` is the last UTC day (days since the epoch) on which a session that
refers to it was written.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table, text
from sqlmodel import SQLModel

from panel.db.session_columns import SessionId, UtcMicroseconds

DIGEST_BYTES = 16

# Who was on at a moment is found among those that began shortly before it and these, of which there are few.
LONG_S = 1800
LONGER_S = 6 * 3600
IS_LONG = f"ended_at - started_at > {LONG_S * 1_000_000}"
IS_LONGER = f"ended_at - started_at > {LONGER_S * 1_000_000}"

# SQLite numbers rows of its own accord only where the column is an INTEGER.
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def _interned(name: str, *columns: Column[str] | Column[int]) -> Table:
    return Table(
        name,
        SQLModel.metadata,
        Column("id", _NUMBER, primary_key=True, autoincrement=True),
        Column("digest", LargeBinary(DIGEST_BYTES), nullable=False, comment="of all columns that follow"),
        Column("used_day", Integer(), nullable=False),
        *columns,
        Index(f"ux_{name}_digest", "digest", unique=True),
    )


SESSION_ORIGINS = _interned(
    "session_origins",
    Column("username", String(64), nullable=True),
    Column("protocol", String(16), nullable=False),
    Column("collector", String(64), nullable=False),
    Column("address", String(64), nullable=True),
    Column("country_code", String(2), nullable=True),
    Column("country", String(128), nullable=True),
    Column("city", String(128), nullable=True),
    Column("isp", String(256), nullable=True),
    Column("asn", BigInteger(), nullable=True),
    Column("user_agent", String(512), nullable=True),
)

SESSION_TITLES = _interned(
    "session_titles",
    Column("stream_name", String(256), nullable=True),
    Column("stream_type", String(16), nullable=True),
)

SESSIONS = Table(
    "sessions",
    SQLModel.metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("id", SessionId(), nullable=False),
    Column("installation", Integer(), nullable=False, comment="a number of history_names"),
    Column("line_id", Integer(), nullable=True),
    Column("stream_id", Integer(), nullable=True),
    Column("origin_id", _NUMBER, nullable=False),
    Column("title_id", _NUMBER, nullable=False),
    Column("started_at", UtcMicroseconds(), nullable=False),
    Column("ended_at", UtcMicroseconds(), nullable=True),
    Column("lasted_ms", BigInteger(), nullable=False),
    Column("sent_bytes", BigInteger(), nullable=True),
    Column("peak_bps", BigInteger(), nullable=True),
    Column("stall_ms", BigInteger(), nullable=True),
    Column("bytes_exact", Boolean(), nullable=False),
    Column("end_reason", String(32), nullable=True),
    Index("ux_sessions_id", "id", unique=True),
    Index("ix_sessions_started_at", "started_at"),
    Index("ix_sessions_line_id", "line_id"),
    Index("ix_sessions_stream_id", "stream_id"),
    Index("ix_sessions_long", "started_at", sqlite_where=text(IS_LONG), postgresql_where=text(IS_LONG)),
    Index("ix_sessions_longer", "ended_at", sqlite_where=text(IS_LONGER), postgresql_where=text(IS_LONGER)),
)
