"""Sessions as rows of numbers: what they have in common is stored once."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

import orjson
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql, sqlite

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ROWS_AT_ONCE = 1000
REMEMBERED = 100_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
IS_LONG = sa.text("ended_at - started_at > 1800000000")
IS_LONGER = sa.text("ended_at - started_at > 21600000000")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORIGIN = (
    *("username", "protocol", "collector", "address", "country_code", "country", "city", "isp", "asn", "user_agent"),
)
TITLE = ("stream_name", "stream_type")
NEW = (
    *("id", "installation", "line_id", "stream_id", "origin_id", "title_id", "started_at", "ended_at"),
    *("lasted_ms", "sent_bytes", "peak_bps", "stall_ms", "bytes_exact", "end_reason"),
)

Row = Mapping[str, Any]

OLD = sa.table(
    "old_sessions",
    *(sa.column(name) for name in ("id", "installation", "line_id", "stream_id", *ORIGIN, *TITLE)),
    *(sa.column(name, sa.DateTime(timezone=True)) for name in ("started_at", "seen_at", "ended_at")),
    *(sa.column(name) for name in ("duration_s", "sent_bytes", "peak_bps", "stall_s", "end_reason")),
    sa.column("bytes_exact", sa.Boolean()),
)


def upgrade() -> None:
    """Carry everything over, a little at a time. What nobody knew to be open ended when it was last seen."""
    database = op.get_bind()
    for name in ("started_at", "line_id", "stream_id", "long", "open"):
        op.drop_index(f"ix_sessions_{name}", table_name="sessions")
    op.rename_table("sessions", "old_sessions")
    op.create_index("ix_old_sessions", "old_sessions", ["started_at", "id"])
    _create_tables()
    is_sqlite = database.dialect.name == "sqlite"
    # One statement may not take long on PostgreSQL; SQLite's indexes are smaller and sooner there when made at once.
    if not is_sqlite:
        _create_indexes()
    opened = _carry_open_over(database)
    _carry_sessions_over(database, opened)
    if is_sqlite:
        _create_indexes()
    op.drop_table("old_sessions")


def _create_tables() -> None:
    op.create_table(
        "session_origins",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False, comment="of all columns that follow"),
        sa.Column("used_day", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=True),
        sa.Column("protocol", sa.String(length=16), nullable=False),
        sa.Column("collector", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=True),
        sa.Column("country_code", sa.String(length=2), nullable=True),
        sa.Column("country", sa.String(length=128), nullable=True),
        sa.Column("city", sa.String(length=128), nullable=True),
        sa.Column("isp", sa.String(length=256), nullable=True),
        sa.Column("asn", sa.BigInteger(), nullable=True),
        sa.Column("user_agent", sa.String(length=512), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ux_session_origins_digest", "session_origins", ["digest"], unique=True)
    op.create_table(
        "session_titles",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False, comment="of all columns that follow"),
        sa.Column("used_day", sa.Integer(), nullable=False),
        sa.Column("stream_name", sa.String(length=256), nullable=True),
        sa.Column("stream_type", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ux_session_titles_digest", "session_titles", ["digest"], unique=True)
    op.create_table(
        "sessions",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("installation", sa.Integer(), nullable=False, comment="a number of history_names"),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("stream_id", sa.Integer(), nullable=True),
        sa.Column("origin_id", NUMBER, nullable=False),
        sa.Column("title_id", NUMBER, nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("lasted_ms", sa.BigInteger(), nullable=False),
        sa.Column("sent_bytes", sa.BigInteger(), nullable=True),
        sa.Column("peak_bps", sa.BigInteger(), nullable=True),
        sa.Column("stall_ms", sa.BigInteger(), nullable=True),
        sa.Column("bytes_exact", sa.Boolean(), nullable=False),
        sa.Column("end_reason", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("number"),
    )
    op.rename_table("open_sessions", "old_open_sessions")
    op.drop_index("ix_open_sessions_session_id", table_name="old_open_sessions")
    op.drop_index("ix_open_sessions_line_id", table_name="old_open_sessions")
    op.create_table(
        "open_sessions",
        sa.Column("installation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session_id", sa.LargeBinary(), nullable=False),
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


def _create_indexes() -> None:
    op.create_index("ux_sessions_id", "sessions", ["id"], unique=True)
    for name in ("started_at", "line_id", "stream_id"):
        op.create_index(f"ix_sessions_{name}", "sessions", [name])
    op.create_index("ix_sessions_long", "sessions", ["started_at"], sqlite_where=IS_LONG, postgresql_where=IS_LONG)
    op.create_index("ix_sessions_longer", "sessions", ["ended_at"], sqlite_where=IS_LONGER, postgresql_where=IS_LONGER)


def _carry_open_over(database: sa.Connection) -> set[str]:
    """Return the ids of what is open: as many as there may be connections."""
    names = (
        *("installation", "slot", "session_id", "line_id", "seen_us"),
        *("sent_bytes", "peak_bps", "lasted_ms", "booked_bytes", "booked_ms"),
    )
    old = sa.table("old_open_sessions", *(sa.column(name) for name in names))
    new = sa.table("open_sessions", *(sa.column(name) for name in names))
    rows = [row._asdict() for row in database.execute(sa.select(old))]
    for begin in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[begin : begin + ROWS_AT_ONCE]
        database.execute(sa.insert(new), [{**row, "session_id": _packed(row["session_id"])} for row in some])
    op.drop_table("old_open_sessions")
    return {row["session_id"] for row in rows}


def _carry_sessions_over(database: sa.Connection, opened: set[str]) -> None:
    sessions = sa.table("sessions", *(sa.column(name) for name in NEW))
    origins, titles = _Numbers(database, "session_origins", ORIGIN), _Numbers(database, "session_titles", TITLE)
    installations = _installations(database)
    page = sa.select(OLD).order_by(OLD.c.started_at, OLD.c.id).limit(ROWS_AT_ONCE)
    last: Row | None = None
    while True:
        began = OLD.c.started_at
        after = (
            page
            if last is None
            else page.where(began >= last["started_at"], sa.or_(began > last["started_at"], OLD.c.id > last["id"]))
        )
        rows = [row._asdict() for row in database.execute(after)]
        if not rows:
            return
        last = rows[-1]
        origins.learn(rows)
        titles.learn(rows)
        database.execute(
            sa.insert(sessions),
            [
                {
                    "id": _packed(row["id"]),
                    "installation": installations[row["installation"]],
                    "line_id": row["line_id"],
                    "stream_id": row["stream_id"],
                    "origin_id": origins.of(row),
                    "title_id": titles.of(row),
                    **_figures(row, is_open=row["id"] in opened),
                }
                for row in rows
            ],
        )


class _Numbers:
    """Numbers of what sessions have in common; of the newest so many they are remembered."""

    def __init__(self, database: sa.Connection, name: str, columns: tuple[str, ...]) -> None:
        every = ("id", "digest", "used_day", *columns)
        self._table = sa.table(name, *(sa.column(column) for column in every))
        self._database = database
        self._columns = columns
        self._known: dict[bytes, tuple[int, int]] = {}

    def of(self, row: Row) -> int:
        return self._known[self._digest(row)][0]

    def learn(self, rows: Iterable[Row]) -> None:
        if len(self._known) > REMEMBERED:
            self._known.clear()
        wanted: dict[bytes, dict[str, Any]] = {}
        for row in rows:
            digest, day = self._digest(row), (_utc(row["seen_at"]) - EPOCH).days
            day = max(day, wanted[digest]["used_day"] if digest in wanted else 0)
            if self._known.get(digest, (0, -1))[1] < day:
                wanted[digest] = {"digest": digest, "used_day": day, **{name: row[name] for name in self._columns}}
        if not wanted:
            return
        new = (sqlite.insert if self._database.dialect.name == "sqlite" else postgresql.insert)(self._table)
        later = sa.case(
            (new.excluded.used_day > self._table.c.used_day, new.excluded.used_day), else_=self._table.c.used_day
        )
        touching = new.on_conflict_do_update(index_elements=["digest"], set_={"used_day": later})
        self._database.execute(touching, list(wanted.values()))
        table = self._table.c
        found = sa.select(table.digest, table.id, table.used_day).where(table.digest.in_(wanted))
        self._known.update({bytes(row.digest): (row.id, row.used_day) for row in self._database.execute(found)})

    def _digest(self, row: Row) -> bytes:
        return blake2b(orjson.dumps([row[name] for name in self._columns]), digest_size=16).digest()


def _installations(database: sa.Connection) -> dict[str, int]:
    names = sa.table("history_names", sa.column("id"), sa.column("name"))
    wanted = set(database.execute(sa.select(OLD.c.installation).distinct()).scalars())
    known = set(database.execute(sa.select(names.c.name)).scalars())
    for name in sorted(wanted - known):
        database.execute(sa.insert(names), [{"name": name}])
    return {row.name: row.id for row in database.execute(sa.select(names).where(names.c.name.in_(wanted)))}


def _figures(row: Row, *, is_open: bool) -> dict[str, object]:
    ended_at, end_reason = row["ended_at"], row["end_reason"]
    if ended_at is None and not is_open:
        ended_at, end_reason = row["seen_at"], "crash"
    return {
        "started_at": _microseconds(row["started_at"]),
        "ended_at": None if ended_at is None else _microseconds(ended_at),
        "lasted_ms": round(row["duration_s"] * 1000),
        "sent_bytes": row["sent_bytes"],
        "peak_bps": row["peak_bps"],
        "stall_ms": None if row["stall_s"] is None else round(row["stall_s"] * 1000),
        "bytes_exact": row["bytes_exact"],
        "end_reason": end_reason,
    }


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _microseconds(moment: datetime) -> int:
    return (_utc(moment) - EPOCH) // MICROSECOND


def _packed(session_id: str) -> bytes:
    if len(session_id) == 32:
        try:
            packed = bytes.fromhex(session_id)
        except ValueError:
            packed = b""
        if packed.hex() == session_id:
            return packed
    text = b"\xff" + session_id.encode()
    return text + b"\xff" if len(text) == 16 else text
