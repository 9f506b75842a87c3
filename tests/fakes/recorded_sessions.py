"""Sessions put on record by a test, given by their columns as people speak of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from panel.db.engine import Database
from panel.db.session_tables import SESSION_ORIGINS, SESSION_TITLES
from panel.history.names import Names
from panel.ledger.closing import day_of, keys_of, open_row, session_row
from panel.ledger.interned import Interned, Origin, Title
from panel.ledger.open_book import NOT_TOLD, Figures
from panel.ledger.rows import SessionRecord, milliseconds
from panel.ledger.statements import Additions, Sessions


async def store_sessions(database: Database, *given: Mapping[str, object]) -> None:
    """Store sessions, those without an end as open; times are in seconds, `installation` is a name."""
    names, statements = Names(database), Sessions(database)
    origins, titles = Interned(database, SESSION_ORIGINS), Interned(database, SESSION_TITLES)
    records = [_record(each) for each in given]
    await names.learn(
        {*(str(each["installation"]) for each in given), *(name for each in records for name in each.names)}
    )
    async with database.begin() as connection:
        await connection.run_sync(origins.learn, [(each.origin, day_of(each)) for each in records])
        await connection.run_sync(titles.learn, [(each.title, day_of(each)) for each in records])
        rows = [
            session_row(
                record,
                names.number(str(each["installation"])),
                origins.number(record.origin),
                titles.number(record.title),
            )
            for each, record in zip(given, records, strict=True)
        ]
        await connection.run_sync(statements.begin.run, rows)
        opened = [
            open_row(1, record, Figures(slot, keys_of(record, names), sent_bytes=record.sent_bytes or NOT_TOLD))
            for slot, record in enumerate(records)
            if record.ended_at is None
        ]
        await connection.run_sync(Additions(database).open.run, opened)


def _record(given: Mapping[str, object]) -> SessionRecord:
    stall_s = cast("float | None", given["stall_s"])
    return SessionRecord(
        id=str(given["id"]),
        line_id=cast("int | None", given["line_id"]),
        stream_id=cast("int | None", given["stream_id"]),
        origin=Origin._make(given[name] for name in Origin._fields),
        title=Title._make(given[name] for name in Title._fields),
        started_at=cast(datetime, given["started_at"]),
        ended_at=cast("datetime | None", given["ended_at"]),
        lasted_ms=milliseconds(cast(float, given["duration_s"])),
        sent_bytes=cast("int | None", given["sent_bytes"]),
        peak_bps=cast("int | None", given["peak_bps"]),
        stall_ms=None if stall_s is None else milliseconds(stall_s),
        bytes_exact=bool(given["bytes_exact"]),
        end_reason=cast("str | None", given["end_reason"]),
    )
