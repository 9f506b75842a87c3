"""Sessions that were thought to be over and go on: of added collectors, whose viewers outlive this service.

Only the gateway knows for certain that a connection has ended. Another server's may be gone from a list and back, be
switched off and on, or go on while this service does not run; it keeps its id, so its session goes on as the same row.
"""

from collections.abc import Mapping
from typing import cast

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from panel.collectors.fact import GATEWAY
from panel.db.engine import Database
from panel.db.tables import SESSIONS
from panel.history.names import Names
from panel.ledger.closing import keys_of, milliseconds, text_of
from panel.ledger.open_book import NOT_TOLD, Figures, OpenBook
from panel.ledger.rows import StoredRow
from panel.ledger.spool import Batch

_NOT_OVER = {"ended_at": None, "end_reason": None}


class Resuming:
    """Finds them and opens them again, with all that is stored of them counted already."""

    def __init__(self, database: Database, names: Names) -> None:
        self._database = database
        self._names = names

    async def find(self, batch: Batch, book: OpenBook) -> Mapping[str, StoredRow]:
        """Return the rows of sessions that begin in this batch though they ended. Raises what the database raises."""
        wanted = {key: row for key, row in batch.opened.items() if row["collector"] != GATEWAY and key not in book}
        if not wanted:
            return {}
        session = SESSIONS.c
        statement = select(SESSIONS).where(session.id.in_(wanted), session.ended_at.is_not(None))
        async with self._database.begin() as connection:
            rows = [row._asdict() for row in await connection.execute(statement)]
        found = {row["id"]: row for row in rows if row["installation"] == wanted[row["id"]]["installation"]}
        await self._names.learn({text_of(row, name) for row in found.values() for name in ("isp", "collector")})
        return found

    def figures(self, row: StoredRow, slot: int) -> Figures:
        """Return what is stored of such a session: all of it is in the sums, and booked."""
        sent_bytes, lasted_ms = cast("int | None", row["sent_bytes"]), milliseconds(cast(float, row["duration_s"]))
        return Figures(
            slot=slot,
            keys=keys_of(row, self._names),
            sent_bytes=NOT_TOLD if sent_bytes is None else sent_bytes,
            peak_bps=NOT_TOLD if row["peak_bps"] is None else cast(int, row["peak_bps"]),
            lasted_ms=lasted_ms,
            booked_bytes=sent_bytes or 0,
            booked_ms=lasted_ms,
        )

    async def open_again(self, connection: AsyncConnection, resumed: Mapping[str, StoredRow]) -> None:
        """Take their endings back."""
        if resumed:
            again = update(SESSIONS).where(SESSIONS.c.id == bindparam("session")).values(_NOT_OVER)
            await connection.execute(again, [{"session": key} for key in resumed])
