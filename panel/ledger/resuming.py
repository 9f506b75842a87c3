"""Sessions that were thought to be over and go on: of added collectors, whose viewers outlive this service.

Only the gateway knows for certain that a connection has ended. Another server's may be gone from a list and back, be
switched off and on, or go on while this service does not run; it keeps its id, so its session goes on as the same row.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, Row, bindparam, update

from panel.collectors.fact import GATEWAY
from panel.db.engine import Database
from panel.db.recorded import recorded
from panel.db.session_tables import SESSIONS
from panel.history.names import Names
from panel.ledger.closing import keys_of
from panel.ledger.interned import Origin, Title
from panel.ledger.open_book import NOT_TOLD, Figures, OpenBook
from panel.ledger.rows import SessionRecord
from panel.ledger.spool import Batch

_NOT_OVER = {"ended_at": None, "end_reason": None}


class Resuming:
    """Finds them and opens them again, with all that is stored of them counted already."""

    def __init__(self, database: Database, names: Names) -> None:
        self._database = database
        self._names = names

    async def find(self, batch: Batch, book: OpenBook, installation: int) -> Mapping[str, SessionRecord]:
        """Return the sessions that begin in this batch though they ended. Raises what the database raises."""
        wanted = [key for key, record in batch.opened.items() if record.origin.collector != GATEWAY and key not in book]
        if not wanted:
            return {}
        session = SESSIONS.c
        ended = (session.id.in_(wanted), session.ended_at.is_not(None), session.installation == installation)
        async with self._database.begin() as connection:
            found = {row.id: _record(row) for row in await connection.execute(recorded().where(*ended))}
        await self._names.learn({name for record in found.values() for name in record.names})
        return found

    def figures(self, record: SessionRecord, slot: int) -> Figures:
        """Return what is stored of such a session: all of it is in the sums, and booked."""
        return Figures(
            slot=slot,
            keys=keys_of(record, self._names),
            sent_bytes=NOT_TOLD if record.sent_bytes is None else record.sent_bytes,
            peak_bps=NOT_TOLD if record.peak_bps is None else record.peak_bps,
            lasted_ms=record.lasted_ms,
            booked_bytes=record.sent_bytes or 0,
            booked_ms=record.lasted_ms,
        )

    def open_again(self, connection: Connection, resumed: Mapping[str, SessionRecord]) -> None:
        """Take their endings back."""
        if resumed:
            again = update(SESSIONS).where(SESSIONS.c.id == bindparam("session")).values(_NOT_OVER)
            connection.execute(again, [{"session": key} for key in resumed])


def _record(row: Row[*tuple[object, ...]]) -> SessionRecord:
    return SessionRecord(
        id=row.id,
        line_id=row.line_id,
        stream_id=row.stream_id,
        origin=Origin(*(getattr(row, name) for name in Origin._fields)),
        title=Title(*(getattr(row, name) for name in Title._fields)),
        started_at=row.started_at,
        ended_at=row.ended_at,
        lasted_ms=row.lasted_ms,
        sent_bytes=row.sent_bytes,
        peak_bps=row.peak_bps,
        stall_ms=row.stall_ms,
        bytes_exact=row.bytes_exact,
        end_reason=row.end_reason,
    )
