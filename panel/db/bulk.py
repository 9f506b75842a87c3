"""Many rows for one statement, as plain tuples: converting each value by itself costs more than storing it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, bindparam, select
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.elements import ClauseElement

RawValue = str | int | float | bytes | datetime | None
RawRow = tuple[RawValue, ...]


class Bulk:
    """A statement whose parameters are `names`, each once and in this order in its text. Raises ValueError."""

    def __init__(self, statement: ClauseElement, dialect: Dialect, names: Sequence[str]) -> None:
        compiled = statement.compile(dialect=dialect)
        order = getattr(compiled, "positiontup", None)
        if order != list(names):
            raise ValueError(f"the order of the parameters is {order}")
        self._text = str(compiled)

    def run(self, connection: Connection, rows: Sequence[RawRow]) -> None:
        """Run the statement for each row; the values are those that the driver takes."""
        if rows:
            connection.exec_driver_sql(self._text, list(rows))

    def run_once(self, connection: Connection, row: RawRow) -> int:
        """Run the statement for one row, and return how many it changed."""
        return connection.exec_driver_sql(self._text, row).rowcount


class Lookup:
    """Columns of the rows whose `key` is one of many, none of them twice."""

    def __init__(self, key: Column[Any], columns: Sequence[Column[Any]], dialect: Dialect) -> None:
        self._key = key
        self._columns = columns
        self._dialect = dialect
        self._texts: dict[int, str] = {}

    def run(self, connection: Connection, keys: Sequence[RawValue]) -> Sequence[tuple[Any, ...]]:
        """Return the rows that there are, as the driver gives them; so it takes the keys."""
        if not keys:
            return ()
        # Of few sizes, so that few texts are made; a key that comes again finds nothing more.
        size = 1 << (len(keys) - 1).bit_length()
        text = self._texts.get(size)
        if text is None:
            wanted = [bindparam(f"key{number}", type_=self._key.type) for number in range(size)]
            statement = select(*self._columns).where(self._key.in_(wanted))
            text = self._texts[size] = str(statement.compile(dialect=self._dialect))
        padded = (*keys, *([keys[0]] * (size - len(keys))))
        return [tuple(row) for row in connection.exec_driver_sql(text, padded)]
