"""Where the ledger stands in the database: its number, its day, its open sessions; read anew whenever in doubt."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from panel.db.engine import Database
from panel.db.history_tables import LEDGERS, OPEN_SESSIONS
from panel.db.session_tables import SESSION_ORIGINS, SESSIONS
from panel.history.dimensions import UNKNOWN, SessionKeys, country_key
from panel.history.names import Names
from panel.ledger.open_book import NOT_TOLD, Figures, OpenBook
from panel.ledger.statements import Numbers, Statements

Result = TypeVar("Result")


class LostTrackError(SQLAlchemyError):
    """Somebody else wrote in this ledger's name; what is known of it has to be read anew."""


class Track:
    """Every transaction takes the next number, so one whose answer was lost is recognized, and a stranger noticed."""

    def __init__(self, database: Database, names: Names, installation: str) -> None:
        self.book = OpenBook()
        self.installation = UNKNOWN
        self.number = 0
        self.day = 0
        self._database = database
        self._names = names
        self._numbers = Numbers(database)
        self._name = installation
        self._certain = False
        self._tried: tuple[object, int] | None = None
        self._done: object | None = None

    async def open(self, day: int) -> None:
        """Begin the ledger where there is none. Raises what the database raises."""
        await self._names.learn([self._name])
        self.installation = self._names.number(self._name)
        begin = Statements(is_sqlite=self._database.is_sqlite).begin_ledger
        async with self._database.begin() as connection:
            await connection.execute(begin, {"installation": self.installation, "number": 0, "day": day})
        await self.settle()

    async def settle(self) -> None:
        """Read how the database stands unless that is known for certain."""
        if not self._certain:
            async with self._database.begin() as connection:
                await self._read(connection)
            self._certain = True

    async def write(self, day: int, work: Callable[[Connection], Result], what: object = None) -> Result:
        """Run `work` in a transaction that takes the next number; what is unbooked is then of `day`.

        Raises LostTrackError, and what the database raises; after either `settle` reads anew, and `was_done` tells
        whether `what` was committed all the same.
        """
        await self.settle()
        self._certain = False
        self._tried = None if what is None else (what, self.number + 1)

        def numbered(connection: Connection) -> Result:
            if not self._numbers.take(connection, self.installation, self.number, day):
                raise LostTrackError("the ledger was written by another")
            return work(connection)

        result = await self._database.write_briefly(numbered)
        self.number += 1
        self.day = day
        self._certain = True
        return result

    def was_done(self, work: object) -> bool:
        """Tell whether this very work was committed though its answer was lost; to be asked after `settle`."""
        return self._done is work

    async def _read(self, connection: AsyncConnection) -> None:
        mine = LEDGERS.c.installation == self.installation
        ledger = (await connection.execute(select(LEDGERS.c.number, LEDGERS.c.day).where(mine))).one()
        opened, session, origin = OPEN_SESSIONS.c, SESSIONS.c, SESSION_ORIGINS.c
        statement = (
            select(OPEN_SESSIONS, session.stream_id, origin.country_code, origin.isp, origin.collector)
            .join_from(OPEN_SESSIONS, SESSIONS, opened.session_id == session.id, isouter=True)
            .join(SESSION_ORIGINS, session.origin_id == origin.id, isouter=True)
            .where(opened.installation == self.installation)
            .order_by(opened.slot)
        )
        rows = (await connection.execute(statement)).all()
        await self._names.learn({name for row in rows for name in (row.isp, row.collector)})
        book = OpenBook()
        for row in rows:
            keys = SessionKeys(
                row.line_id,
                row.stream_id or UNKNOWN,
                country_key(row.country_code),
                self._names.number(row.isp),
                self._names.number(row.collector),
            )
            sent = NOT_TOLD if row.sent_bytes is None else row.sent_bytes
            peak = NOT_TOLD if row.peak_bps is None else row.peak_bps
            stored = Figures(row.slot, keys, sent, peak, row.lasted_ms, row.booked_bytes, row.booked_ms)
            book.put(row.session_id, stored)
        if self._tried is not None and ledger.number >= self._tried[1]:
            self._done = self._tried[0]
        self._tried = None
        self.number, self.day, self.book = ledger.number, ledger.day, book
