"""Small numbers for names that come again and again: providers, collectors, installations."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from panel.db.engine import Database
from panel.db.history_tables import HISTORY_NAMES, LONGEST_NAME
from panel.history.dimensions import UNKNOWN

AT_ONCE = 500


class Names:
    """Numbers are given once and kept for ever, so they are remembered."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._numbers: dict[str, int] = {}

    async def learn(self, names: Collection[str | None]) -> None:
        """See that each name has a number, in a transaction of its own. Raises what the database raises."""
        wanted = sorted({_fitting(name) for name in names if name} - self._numbers.keys())
        for begin in range(0, len(wanted), AT_ONCE):
            await self._learn(wanted[begin : begin + AT_ONCE])

    def number(self, name: str | None) -> int:
        """Return the number of a name that was learnt; `UNKNOWN` for none. Raises KeyError."""
        return self._numbers[_fitting(name)] if name else UNKNOWN

    async def find(self, name: str) -> int | None:
        """Return the number of a name, None where it never had one. Raises what the database raises."""
        fitting = _fitting(name)
        if fitting not in self._numbers:
            async with self._database.begin() as connection:
                statement = select(HISTORY_NAMES.c.id).where(HISTORY_NAMES.c.name == fitting)
                number = (await connection.execute(statement)).scalar()
            if number is None:
                return None
            self._numbers[fitting] = number
        return self._numbers[fitting]

    async def _learn(self, names: list[str]) -> None:
        insert = sqlite.insert if self._database.is_sqlite else postgresql.insert
        table = HISTORY_NAMES
        async with self._database.begin_briefly() as connection:
            await connection.execute(insert(table).on_conflict_do_nothing(), [{"name": name} for name in names])
            rows = (await connection.execute(select(table.c.name, table.c.id).where(table.c.name.in_(names)))).all()
        self._numbers.update({row.name: row.id for row in rows})


def _fitting(name: str) -> str:
    # PostgreSQL takes neither NUL nor lone surrogates.
    return name.encode("utf-8", "replace").decode().replace("\0", "")[:LONGEST_NAME]
