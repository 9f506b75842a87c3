"""Takes batches to the database: one transaction each, and a row that no database takes does not hold up the rest."""

from collections.abc import Sequence

import structlog
from sqlalchemy import Executable
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncConnection

from panel.audit.acts import audited
from panel.audit.chain import append
from panel.db.engine import Database
from panel.ledger.rows import StoredRow
from panel.ledger.spool import BATCH_ROWS, Batch
from panel.ledger.statements import Statements, activity_ids, checkpoint

log = structlog.get_logger(__name__)


class Writer:
    """Writes for the ledger; raises what the database raises when it is away."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._statements = Statements(is_sqlite=database.is_sqlite)
        self._checkpoint = checkpoint()

    async def write(self, batch: Batch) -> dict[str, int]:
        """Commit a batch and return the numbers of its activities by key; rows that cannot be stored are left out."""
        try:
            return await self._transaction(batch)
        except StatementError as error:
            if not _is_rows_fault(error):
                raise
        numbers: dict[str, int] = {}
        for single in batch.singly():
            try:
                numbers.update(await self._transaction(single))
            except StatementError as error:
                if not _is_rows_fault(error):
                    raise
                cause = type(error.orig or error).__name__
                log.warning("a row cannot be stored and is left out", key=single.first_key(), error=cause)
        return numbers

    async def keep(self, sessions: Sequence[StoredRow], day: StoredRow) -> None:
        """Commit the figures of one tick: those of open sessions, and the day's."""
        async with self._database.begin_briefly() as connection:
            await connection.execute(self._statements.keep_day, [day])
            await _in_pieces(connection, self._checkpoint, sessions)

    async def _transaction(self, batch: Batch) -> dict[str, int]:
        async with self._database.begin_briefly() as connection:
            await _in_pieces(connection, self._statements.open_session, list(batch.opened.values()))
            await _in_pieces(connection, self._statements.end_session, [ended.row for ended in batch.ended.values()])
            await _in_pieces(connection, self._statements.add_activity, list(batch.activities.values()))
            if not batch.activities:
                return {}
            await append(connection, audited(batch.activities.values()))
            found = await connection.execute(activity_ids(list(batch.activities)))
            return {row.key: row.id for row in found}


async def _in_pieces(connection: AsyncConnection, statement: Executable, rows: Sequence[StoredRow]) -> None:
    # Values are converted on the event loop: a piece is what may pass between two of its turns.
    for begin in range(0, len(rows), BATCH_ROWS):
        await connection.execute(statement, [dict(row) for row in rows[begin : begin + BATCH_ROWS]])


def _is_rows_fault(error: StatementError) -> bool:
    """Tell a row that will never be accepted from a database that is away.

    Classes 22 and 23 of SQLSTATE (ISO/IEC 9075-2, 24.1) are data exceptions and integrity constraint violations.
    """
    if isinstance(error, DataError | IntegrityError) or not isinstance(error, DBAPIError):
        return True
    state = getattr(error.orig, "sqlstate", None)
    return isinstance(state, str) and state[:2] in ("22", "23")
