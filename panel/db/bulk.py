"""Many rows for one statement, as plain tuples: converting each value by itself costs more than storing it."""

from collections.abc import Sequence

from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ClauseElement

RawValue = str | int | float | bytes | None
RawRow = tuple[RawValue, ...]


class Bulk:
    """A statement whose parameters are `names`, each once and in this order in its text. Raises ValueError."""

    def __init__(self, statement: ClauseElement, dialect: Dialect, names: Sequence[str]) -> None:
        compiled = statement.compile(dialect=dialect)
        order = getattr(compiled, "positiontup", None)
        if order != list(names):
            raise ValueError(f"the order of the parameters is {order}")
        self._text = str(compiled)

    async def run(self, connection: AsyncConnection, rows: Sequence[RawRow]) -> None:
        """Run the statement for each row; the values are those that the driver takes."""
        if rows:
            await connection.exec_driver_sql(self._text, list(rows))
